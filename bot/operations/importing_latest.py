"""Of a series besides that of care a list tells the latest review alone: that one, and which follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.domain.calendar import WorkingCalendar
from bot.domain.looked_after import History, Next, next_due
from bot.domain.reviews import Review
from bot.domain.series import CareEvent, EventKind
from bot.operations.importing_clocks import Happened
from bot.operations.importing_told import Latest

OTHER_CONFERENCE = "an initial conference is recorded with another day, which is kept"


def happened_of(latest: Latest, recorded: Sequence[CareEvent], found: Happened) -> None:
    """A plan of protection begins at its initial conference. What an IRO has recorded stays."""
    if latest.began_on is None:
        return
    ends = [one.happened_on for one in recorded if one.kind is EventKind.PROTECTION_ENDED]
    last_end = max((day for day in ends if day <= latest.began_on), default=date.min)
    begun = [
        one.happened_on
        for one in recorded
        if one.kind is EventKind.INITIAL_CONFERENCE and one.happened_on > last_end
    ]
    if not begun:
        found.added.append(CareEvent(EventKind.INITIAL_CONFERENCE, latest.began_on))
    elif latest.began_on not in begun:
        found.notes.append(OTHER_CONFERENCE)
    if latest.ended_on and not any(day > latest.began_on for day in ends):
        found.added.append(CareEvent(EventKind.PROTECTION_ENDED, latest.ended_on))


def reviews_of(
    latest: Latest, recorded: Sequence[Review], today: date, calendar: WorkingCalendar
) -> tuple[list[dict[str, Any]], dict[int, dict[str, Any]], bool]:
    """What is added, what changes by the review's id, and whether a next one was planned."""
    mine = [one for one in recorded if one.kind == latest.kind]
    waiting = next((one for one in mine if one.held_on is None), None)
    held = {one.held_on for one in mine if one.held_on}
    added: list[dict[str, Any]] = []
    changed: dict[int, dict[str, Any]] = {}
    if latest.held_on and latest.held_on not in held:
        if waiting and latest.held_on > max(held, default=date.min) and _may_be(waiting, latest.held_on):
            changed[waiting.id] = {"held_on": latest.held_on}
            waiting = None
        else:
            added.append({"due_on": latest.held_on, "held_on": latest.held_on})
        held.add(latest.held_on)
    if latest.ended_on:
        changed |= {waiting.id: {"undone": True}} if waiting else {}
        return added, changed, False
    if waiting or not (held or latest.began_on):
        return added, changed, False
    history = History(latest.kind, latest.began_on, tuple(held), is_whole=True)
    added.append(_planned(next_due(history, today, calendar)))
    return added, changed, True


def _may_be(waiting: Review, day: date) -> bool:
    return waiting.counted_from is None or waiting.counted_from < day


def _planned(found: Next) -> dict[str, Any]:
    limit = found.deadline
    return {
        "due_on": found.due_on,
        "rule": limit.rule.value if limit else None,
        "counted_from": limit.counted_from if limit else None,
    }
