"""What was asked in the middle of an errand, in one line; and what may follow it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from bot.cards.errands import errand_title
from bot.cards.kit import Drawn, link, say, shown
from bot.cards.scene import Scene
from bot.cards.words import addressee_of, in_words, listed, person_at, response_working, standing
from bot.domain.intents import Do
from bot.domain.shows import DraftTold, NextUp, SiblingsOffered, StartedAgain


def draw_told(it: DraftTold, scene: Scene) -> list[Drawn]:
    told = _TELLS.get(it.what, _child)(it, scene)
    return shown("In answer", [say(told)])


def draw_siblings(it: SiblingsOffered, scene: Scene) -> list[Drawn]:
    if not it.linked:
        told = f"No sibling of {it.child} is linked with it on your caseload. Please give each reference."
        return shown("No linked children", [say(told)])
    told = f"Linked with {it.child} as siblings: {listed(it.linked)}. Each would be a record of its own."
    slots = {"child": list(it.linked), "same_again": True}
    return shown("Linked children", [say(told)], [link("The same for each", Do.FILL, slots)])


def draw_next_up(it: NextUp, scene: Scene) -> list[Drawn]:
    return shown("Next", [say(f"Then the same for {listed(it.children)}. First this one:")])


def draw_started_again(it: StartedAgain, scene: Scene) -> list[Drawn]:
    told = f"Starting again: {errand_title(it.do, scene.words)}. Nothing was saved."
    return shown("Starting again", [say(told)])


def _addressee(it: DraftTold, scene: Scene) -> str:
    planned, record = it.facts.planned, it.facts.record
    if planned is not None:
        who = it.facts.addressee
        return f"It goes to {person_at(who.name if who else None, planned.stage.to_role)}."
    if role := it.draft.slots.get("to_role"):
        return f"Raised with: {role}."
    if record is not None and record.step is not None:
        return f"{record.ref} is with {addressee_of(record.step)}."
    return "Nobody is named yet."


def _due(it: DraftTold, scene: Scene) -> str:
    planned, record, day = it.facts.planned, it.facts.record, it.draft.slots.get("due_on")
    if planned is not None:
        return f"Response due: {response_working(planned)}."
    if isinstance(day, str) and day:
        return f"By {in_words(date.fromisoformat(day))}."
    if record is not None and record.due_on is not None:
        return f"{record.ref}: due {in_words(record.due_on)}."
    return "No date is named yet."


def _stage(it: DraftTold, scene: Scene) -> str:
    planned, record = it.facts.planned, it.facts.record
    if planned is not None:
        return f"{planned.stage.name}."
    if record is not None and record.is_formal:
        return f"{record.ref}: {standing(record, scene.words)}."
    return f"None: it is {'informal' if it.draft.do is Do.LOG_POSITIVE_CHALLENGE else 'not decided yet'}."


def _child(it: DraftTold, scene: Scene) -> str:
    child = it.draft.slots.get("child") or (it.facts.record.child if it.facts.record else "")
    return f"It is for {child}." if child else "No child is named yet."


_TELLS: Mapping[str, Callable[[DraftTold, Scene], str]] = {
    "addressee": _addressee,
    "due": _due,
    "stage": _stage,
    "child": _child,
}
