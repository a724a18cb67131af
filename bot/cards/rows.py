"""One record in a line or two: where it stands, what its clock says, what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.cards.clocks import promise, response_due
from bot.cards.kit import (
    Part,
    box,
    buttons,
    link,
    opens,
    present,
    quiet,
    runs,
    say,
    side_by_side,
    size,
    that_fit,
    unfolds,
)
from bot.cards.scene import Scene
from bot.cards.words import addressee_of, away, capital, count, in_words, near, standing
from bot.domain.concerns import Concern, ConcernStatus, Step, StepState
from bot.domain.intents import Do
from bot.domain.permissions import is_addressed_by

FULL_ROWS = 10
"""Rows with buttons; the rest are two lines each, folded away."""


@dataclass(frozen=True)
class Told:
    """A sentence about a clock; `late` when it needs attention."""

    text: str
    late: bool = False


def clock(concern: Concern, scene: Scene) -> Told:
    if concern.status is not ConcernStatus.OPEN:
        return Told(closed(concern))
    if not concern.is_formal:
        return _promised(concern, scene)
    step = concern.step
    return _response(concern, step, scene) if step else Told("Not raised yet")


def total_clock(concern: Concern, scene: Scene) -> Told | None:
    """`Day 11 of 20`, in working days."""
    day = scene.day_of(concern)
    if day is None:
        return None
    if day.day > day.of:
        return Told(f"{count(day.day - day.of, 'working day')} past the {day.of}", late=True)
    return Told(f"Day {max(day.day, 0)} of {day.of}")


def is_late(concern: Concern, scene: Scene) -> bool:
    whole = total_clock(concern, scene)
    return clock(concern, scene).late or (whole is not None and whole.late)


def closed(concern: Concern) -> str:
    on = f" {in_words(concern.resolved_on)}" if concern.resolved_on else ""
    return f"{capital(concern.status.value)}{on}"


def _promised(concern: Concern, scene: Scene) -> Told:
    due, today = concern.due_on, scene.today
    if due is None:
        return Told("No date was agreed")
    if due < today:
        return Told(f"Past its agreed date by {count((today - due).days, 'day')} ({near(due, today)})", True)
    return Told(f"Agreed by {near(due, today)} ({away(due, today)})")


def _response(concern: Concern, step: Step, scene: Scene) -> Told:
    if step.state is not StepState.ANSWERED:
        return Told(response_due(concern, step, scene), late=bool(step.due_on and step.due_on < scene.today))
    answered = f"Answered {near(step.answered_on, scene.today)}" if step.answered_on else "Answered"
    promised = promise(concern, scene)
    return Told(f"{answered}, {promised[0]}", late=promised[1]) if promised else Told(answered)


def clock_line(concern: Concern, scene: Scene, **look: Any) -> Part:
    """`Day 11 of 20; Stage 2 response due Fri 27 Nov (5 working days from Fri 20 Nov), in 7 days`.

    What is late stands out by colour, and says so.
    """
    told = [one for one in (total_clock(concern, scene), clock(concern, scene)) if one]
    first, *others = ((one.text, one.late) for one in told)
    return runs(first, *((f"; {text}", late) for text, late in others), **look)


def row(concern: Concern, scene: Scene, *actions: Part | None) -> Part:
    """Pressed above its buttons, it opens the record."""
    head = box(_lines(concern, scene), selectAction=_opens(concern))
    return box([head, buttons(*actions, spacing="Small")], separator=True, spacing="Medium")


def line(concern: Concern, scene: Scene, press: Mapping[str, Any] | None = None) -> Part:
    """A row without buttons: pressed, it opens the record, or does what `press` says."""
    return box(_lines(concern, scene), selectAction=press or _opens(concern), separator=True)


def _lines(concern: Concern, scene: Scene) -> list[Part]:
    is_to_you = concern.step is not None and is_addressed_by(scene.person, concern.step)
    label = "IRO " if is_to_you else ""
    iro = "" if scene.is_own(concern) else f" · {label}{concern.iro_name}"
    told = clock(concern, scene)
    whom = addressee_of(concern.step) if concern.step else ""
    to = ", with you" if is_to_you else f", with {whom}" if whom else ""
    return [
        _name(concern, scene),
        quiet(f"{standing(concern, scene.words)}{to}{iro}", spacing="None"),
        runs((told.text, told.late), spacing="None"),
        *_asked(concern),
    ]


def _name(concern: Concern, scene: Scene) -> Part:
    """With the day of the 20 at the right, where a column of them can be read down."""
    name = say(f"{concern.ref} · {concern.child}", weight="Bolder", color="Accent")
    day = scene.day_of(concern)
    if day is None:
        return name
    late = {"color": "Attention", "weight": "Bolder"} if day.day > day.of else {"isSubtle": True}
    return side_by_side([name], [say(f"Day {max(day.day, 0)} of {day.of}", size="Small", **late)])


def _asked(concern: Concern) -> list[Part]:
    asked = concern.asked
    return [quiet(f"{asked.name} is asked for", spacing="None")] if asked and concern.step else []


def _opens(concern: Concern) -> Part:
    return opens(Do.SHOW_RECORD, {"escalation_ref": concern.ref})


def list_of(concerns: Sequence[Concern], scene: Scene, room: int, name: str = "more") -> list[Part]:
    """The first ten with buttons, the rest folded away."""
    rows = [row(one, scene, *row_actions(one, scene)) for one in concerns[:FULL_ROWS]]
    lines = [line(one, scene) for one in concerns[FULL_ROWS:]]
    return [*rows, *folded(lines, room - size(rows), name)] if lines else rows


def folded(lines: Sequence[Part], room: int, name: str = "more") -> list[Part]:
    """Behind a button `And 14 more`; what does not fit even there is counted in words.

    `name`: of the hidden part, unlike any other's on the card.
    """
    fitting = that_fit(lines, room)
    left = len(lines) - len(fitting)
    hidden = box(fitting, id=name, isVisible=False) if fitting else None
    rest = quiet(f"{left} more do not fit here. Ask for one by the child's reference.") if left else None
    unfold = buttons(unfolds(f"And {len(fitting)} more", name), spacing="Medium") if fitting else None
    return present([unfold, hidden, rest])


def link_to(concern: Concern, title: str, do: Do, **slots: str) -> Part:
    """A button that begins an errand about this record."""
    return link(title, do, {"escalation_ref": concern.ref, **slots})


def open_button(concern: Concern) -> Part:
    return link_to(concern, "Open", Do.SHOW_RECORD)


def row_actions(concern: Concern, scene: Scene) -> list[Part]:
    """Opening it, and the one or two things done most with a record in this state."""
    open_it = open_button(concern)
    if scene.is_own(concern):
        return [open_it, *_own_actions(concern, scene)]
    if scene.answers(concern):
        answer = [link_to(concern, "Answer", Do.RECORD_RESPONSE)] if concern.may_be_answered else []
        return [*answer, open_it]
    return [open_it, link_to(concern, "Comment", Do.COMMENT)]


def _own_actions(concern: Concern, scene: Scene) -> list[Part]:
    note = link_to(concern, "Add note", Do.ADD_NARRATIVE)
    resolved = link_to(concern, "Resolved", Do.RESOLVE)
    if not concern.is_formal:
        return [note, resolved]
    if concern.awaits_response:
        return [link_to(concern, "Response", Do.RECORD_RESPONSE), next_stage(concern, scene)]
    return [next_stage(concern, scene), resolved] if concern.step else [note]


def next_stage(concern: Concern, scene: Scene) -> Part:
    return link_to(concern, f"Next {scene.words.stage}", Do.STEP_UP)
