"""The confirmations of what hangs on a record: a date held or moved, an action, a meeting, its reopening."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from bot.cards.clocks import response_due, total_told
from bot.cards.drafted import day, record, slot, words
from bot.cards.kit import Fact, Part, facts, said, say
from bot.cards.scene import Scene
from bot.cards.words import action_line, count, in_words, meeting_of, near
from bot.domain.concerns import Concern, StepState
from bot.domain.intents import Do
from bot.domain.moving import PlannedMove
from bot.domain.shows import Confirm

Body = Callable[[Confirm, Scene], list[Part]]


def _hold(it: Confirm, scene: Scene) -> list[Part]:
    planned, until = it.facts.move, day(it, "due_on", scene)
    if planned is None:
        return _plain(it, scene)
    held = f"{until}: {count(planned.days, 'working day')}"
    return _moved(it, planned, scene, [("Held until", held)], "Why it is held")


def _move(it: Confirm, scene: Scene) -> list[Part]:
    planned = it.facts.move
    return _moved(it, planned, scene, [], "Why it is moved") if planned else _plain(it, scene)


def _moved(it: Confirm, planned: PlannedMove, scene: Scene, held: list[Fact], why: str) -> list[Part]:
    """Both dates, and the end of the 20 working days, which stays."""
    dates: list[Fact] = [
        *held,
        ("Response due now", in_words(planned.old_due_on) if planned.old_due_on else "No date"),
        ("It becomes", in_words(planned.new_due_on)),
        ("Day 20 stays", _total(it, planned)),
    ]
    return said(facts(*record(it, scene), *dates), words(it, "reason", why))


def _total(it: Confirm, planned: PlannedMove) -> str:
    total = it.facts.record.total_due_on if it.facts.record else None
    if total is None:
        return ""
    beyond = ": the new date lies after it" if planned.new_due_on > total else ""
    return in_words(total) + beyond


def _plain(it: Confirm, scene: Scene) -> list[Part]:
    return said(facts(*record(it, scene)), words(it, "reason", "Why"))


def _action(it: Confirm, scene: Scene) -> list[Part]:
    known: list[Fact] = [("By whom", slot(it, "owner")), ("By", day(it, "due_on", scene))]
    return said(facts(*record(it, scene), *known), words(it, "text", "What is to be done"))


def _ticked(it: Confirm, scene: Scene) -> list[Part]:
    actions = it.facts.record.actions if it.facts.record else ()
    found = next((one for one in actions if str(one.id) == slot(it, "action_id")), None)
    done = day(it, "happened_on", scene) or f"{in_words(scene.today)} (today)"
    known: list[Fact] = [("Action", action_line(found, scene.today) if found else ""), ("Done", done)]
    return said(facts(*record(it, scene), *known))


def _meeting(it: Confirm, scene: Scene) -> list[Part]:
    step = it.facts.record.step if it.facts.record else None
    known: list[Fact] = [
        ("Meeting", meeting_of(scene.policy, step.stage if step else None)),
        ("Held", day(it, "happened_on", scene)),
        ("Chaired by", slot(it, "chair")),
    ]
    attended, came_of = words(it, "attended", "Who attended"), words(it, "text", "What came of it")
    return said(facts(*record(it, scene), *known), attended, came_of)


def _advice(it: Confirm, scene: Scene) -> list[Part]:
    sought = day(it, "happened_on", scene) or f"{in_words(scene.today)} (today)"
    return said(facts(*record(it, scene), ("Sought", sought)), words(it, "text", "The advice"))


def _reopened(it: Confirm, scene: Scene) -> list[Part]:
    one = it.facts.record
    ended = in_words(one.resolved_on) if one and one.resolved_on else ""
    holds = [say(line) for line in what_holds(one, scene)] if one else []
    return said(
        facts(*record(it, scene), ("It was closed", ended)),
        holds,
        words(it, "reason", "Why it is opened again"),
    )


def what_holds(concern: Concern, scene: Scene) -> list[str]:
    """No clock is restarted by opening a record again: its dates are those of before."""
    step, total = concern.step, total_told(concern, scene)
    dates = [total] if total else []
    if step is not None and step.state is StepState.RAISED:
        dates.append(response_due(concern, step, scene))
    elif concern.next_date is not None:
        dates.append(_next(concern.next_date, scene.today))
    if not dates:
        return ["No date is running on it."]
    return [f"{'; '.join(dates)}.", "These dates hold: opening it again restarts none of them."]


def _next(on: date, today: date) -> str:
    return f"its next date {'was' if on < today else 'is'} {near(on, today)}"


PARTS: Mapping[Do, tuple[Callable[[Scene], str], Body]] = {
    Do.HOLD: (lambda scene: f"Put this {scene.words.stage} on hold?", _hold),
    Do.MOVE_DATE: (lambda scene: f"Move the date of this {scene.words.stage}?", _move),
    Do.ADD_ACTION: (lambda scene: "Add this action?", _action),
    Do.ACTION_DONE: (lambda scene: "Tick this action as done?", _ticked),
    Do.RECORD_MEETING: (lambda scene: "Save this meeting?", _meeting),
    Do.LEGAL_ADVICE: (lambda scene: "Save that independent legal advice was sought?", _advice),
    Do.REOPEN: (lambda scene: "Open this again?", _reopened),
}
