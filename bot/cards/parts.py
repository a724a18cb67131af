"""What hangs on a record, once saved: a date moved, an action, a meeting, legal advice, its reopening."""

from __future__ import annotations

from bot.cards.action_rows import action_rows
from bot.cards.confirm_parts import what_holds
from bot.cards.kit import ROOM, Drawn, Part, facts, link, quiet, say, shown, title
from bot.cards.record import FRAME, after_saving, to_be_filed
from bot.cards.rows import open_button
from bot.cards.scene import Scene
from bot.cards.words import away, count, in_words, meeting_of, of_child
from bot.domain.concerns import Concern, WhyMoved
from bot.domain.intents import Do
from bot.domain.permissions import may_read
from bot.domain.results_concern import (
    ActionAdded,
    ActionsListed,
    ActionTicked,
    DateMoved,
    LegalAdviceKept,
    MeetingRecorded,
    Reopened,
)


def _saved(heads: str, concern: Concern, scene: Scene, parts: list[Part]) -> list[Drawn]:
    top = [title(heads), say(of_child(concern, scene.words), spacing="None")]
    return shown(heads, [*top, *parts, to_be_filed(scene)], after_saving(concern, scene))


def draw_moved(it: DateMoved, scene: Scene) -> list[Drawn]:
    move, concern = it.move, it.concern
    held = move.why is WhyMoved.HOLD
    known = facts(
        ("Held until", in_words(move.held_until) if move.held_until else ""),
        ("Response due", in_words(move.new_due_on)),
        ("Before", in_words(move.old_due_on) if move.old_due_on else "No date"),
        ("Day 20 stays", in_words(concern.total_due_on) if concern.total_due_on else ""),
    )
    return _saved(f"{concern.ref}: {'on hold' if held else 'date moved'}", concern, scene, known)


def draw_action_added(it: ActionAdded, scene: Scene) -> list[Drawn]:
    action = it.action
    known = facts(
        ("Action", action.text),
        ("By whom", action.owner),
        ("By", f"{in_words(action.due_on)} ({away(action.due_on, scene.today)})"),
    )
    return _saved(f"{it.concern.ref}: action added", it.concern, scene, known)


def draw_action_ticked(it: ActionTicked, scene: Scene) -> list[Drawn]:
    done = in_words(it.action.done_on) if it.action.done_on else ""
    if it.already:
        said = say(f"It was ticked already: done {done}. Nothing was changed.")
        return shown(f"{it.concern.ref}: done already", [said], _open_if_theirs(it.concern, scene))
    known = facts(("Action", it.action.text), ("Done", done))
    if not scene.is_own(it.concern):
        return _ticked_by_owner(it, known, scene)
    left = it.concern.actions_open
    more = quiet(
        f"{count(len(left), 'action')} still to be done on it." if left else "No action is left on it."
    )
    return _saved(f"{it.concern.ref}: action done", it.concern, scene, [*known, more])


def _ticked_by_owner(it: ActionTicked, known: list[Part], scene: Scene) -> list[Drawn]:
    """Of the record only what they were to do."""
    concern, heads = it.concern, f"{it.concern.ref}: action done"
    left = len(concern.actions_open)
    more = f"{count(left, 'action')} of yours still to be done on it." if left else ""
    told = f"{concern.iro_name}, the IRO, is told." if concern.iro_id else ""
    parts = [title(heads), *known, quiet(" ".join(filter(None, (told, more))))]
    return shown(heads, parts, [*_open_if_theirs(concern, scene), link("Undo", Do.UNDO)])


def _open_if_theirs(concern: Concern, scene: Scene) -> list[Part]:
    return [open_button(concern)] if may_read(scene.person, concern) else []


def draw_meeting(it: MeetingRecorded, scene: Scene) -> list[Drawn]:
    meeting = it.meeting
    known = facts(
        ("Meeting", meeting_of(scene.policy, meeting.stage)),
        ("Held", in_words(meeting.held_on)),
        ("Chaired by", meeting.chair),
        ("Attended", meeting.attended),
    )
    return _saved(f"{it.concern.ref}: meeting saved", it.concern, scene, known)


def draw_legal_advice(it: LegalAdviceKept, scene: Scene) -> list[Drawn]:
    on = it.concern.legal_advice_on
    known = facts(("Independent legal advice", f"sought {in_words(on)}" if on else ""))
    return _saved(f"{it.concern.ref}: legal advice saved", it.concern, scene, known)


def draw_reopened(it: Reopened, scene: Scene) -> list[Drawn]:
    holds = [say(line) for line in what_holds(it.concern, scene)]
    return _saved(f"{it.concern.ref}: open again", it.concern, scene, holds)


def draw_actions(it: ActionsListed, scene: Scene) -> list[Drawn]:
    whose = ", the whole team" if it.whose == "team" else ""
    heads = f"Actions due{whose}"
    if not it.rows:
        return shown(f"{heads}: nothing", [title(heads), say("Nothing.", spacing="None")])
    counted = quiet(count(len(it.rows), "action"), spacing="None")
    return shown(
        f"{heads}: {len(it.rows)}",
        [title(heads), counted, *action_rows(it.rows, scene, ROOM - FRAME)],
        wide=True,
    )
