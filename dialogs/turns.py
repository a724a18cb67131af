"""Turns that take up what was said before: another errand, the same again, the second listed. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.domain.concerns import NEW_RECORD
from bot.domain.intents import Do, Intent
from dialogs.errands import CALLED, FORMS, ON_THE_LADDER, of_form
from dialogs.talk import Errand, Talk

INSTEAD = "instead"
SAME_AGAIN = "same_again"
SIBLINGS = "siblings"
PICKED = "picked"
LAST = "last"
THE_LAST_SPOKEN_OF = "it"
OF_ONE_CHILD_ALONE = frozenset(
    {"child", "escalation_ref", "from_record", "child_initials", SIBLINGS}
    | {"review_kind", "review_id", "participation", "late_reason"}
)
"""How one child took part is not how another did."""
SOURCES = ("escalation_ref", "from_record")


def is_turned_into(running: Errand, intent: Intent) -> bool:
    """`actually just a note`, and a stage named for the step that stands ready: not an errand of its own."""
    if running.do not in FORMS or intent.do not in FORMS:
        return False
    is_stage = {running.do, intent.do} <= ON_THE_LADDER and "stage" in intent.slots
    return INSTEAD in intent.slots or (is_stage and not set(intent.slots) & {"child", *SOURCES})


def turned_into(running: Errand, intent: Intent, nonce: str) -> Errand:
    """The errand it is to be, with all that was said and has a place in it."""
    new = {name: value for name, value in intent.slots.items() if name not in (INSTEAD, "text")}
    if running.do is intent.do or {running.do, intent.do} <= ON_THE_LADDER:
        return running.with_slots(new)
    return Errand(intent.do, {**_carried(running, intent.do), **of_form(intent.do, new)}, nonce)


def _carried(running: Errand, do: Do) -> dict[str, Any]:
    plain = {own: said for said, own in CALLED.get(running.do, {}).items()}
    said = {plain.get(name, name): value for name, value in running.slots.items()}
    if said.get("escalation_ref") == NEW_RECORD:
        del said["escalation_ref"]
    names = CALLED.get(do, {})
    return of_form(do, {names.get(name, name): value for name, value in said.items()})


def same_for(talk: Talk, children: Sequence[str], turn_id: str) -> tuple[Errand, ...]:
    """What runs, or was saved last, for each of the children; empty when there is nothing to repeat."""
    running = talk.running if talk.running and talk.running.do in FORMS else None
    pattern = running or talk.last_saved
    if pattern is None:
        return ()
    slots = _without_the_child(pattern.slots)
    return tuple(
        Errand(pattern.do, {**slots, "child": child}, f"{turn_id}-same-{number}")
        for number, child in enumerate(children)
    )


def _without_the_child(slots: Mapping[str, Any]) -> dict[str, Any]:
    """Words that name the first child are not another child's: they are asked for again."""
    first = slots.get("child")
    return {
        name: value
        for name, value in slots.items()
        if name not in OF_ONE_CHILD_ALONE
        and not (isinstance(first, str) and isinstance(value, str) and first.lower() in value.lower())
    }


def children_of(intent: Intent) -> tuple[str, ...]:
    said = intent.slots.get("child")
    return tuple(said) if isinstance(said, list) else (said,) if isinstance(said, str) else ()


def with_picked(talk: Talk, intent: Intent) -> Intent:
    """`the second`: of the records listed last; `escalate it`: the one last spoken of.

    Without a list, or past its end, it says nothing.
    """
    place = intent.slots.get(PICKED)
    if place is None or any(name in intent.slots for name in ("child", "escalation_ref")):
        return intent
    slots = {name: value for name, value in intent.slots.items() if name != PICKED}
    ref = talk.last_record if place == THE_LAST_SPOKEN_OF else _picked(talk.last_list, place)
    return replace(intent, slots={**slots, "escalation_ref": ref} if ref else slots)


def _picked(listed: Sequence[str], place: Any) -> str | None:
    if place == LAST:
        return listed[-1] if listed else None
    return listed[place - 1] if isinstance(place, int) and 0 < place <= len(listed) else None
