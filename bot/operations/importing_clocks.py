"""By which rules a child's reviews ran, from what is recorded as having happened and what a file tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.domain.episodes import Care
from bot.domain.looked_after import History
from bot.domain.reviews import Review
from bot.domain.series import OF_ADOPTION, CareEvent, EventKind, adoption_since, outside_the_limits
from bot.domain.timetable import ReviewKind
from bot.operations.importing_told import Told

OF_CARE = frozenset({ReviewKind.CLA, ReviewKind.SHORT_BREAK, ReviewKind.ADOPTION})
"""The series that exclude each other."""
BEYOND = "365, 367: a short break of over 17 days, or over 75 days in 12 months: regulation 33 counts from it"
_TAKEN = {
    EventKind.AUTHORITY_TO_PLACE: "placement order (E1): authority to place since its day; AAR reg 36 counts",
    EventKind.PLACED_FOR_ADOPTION: "placed for adoption (A3 to A6): AAR regulation 36(3) counts",
}
_KEPT = {
    EventKind.AUTHORITY_TO_PLACE: "authority to place is recorded with another day, which is kept",
    EventKind.PLACED_FOR_ADOPTION: "the placement for adoption is recorded with another day, which is kept",
}


@dataclass(slots=True)
class Happened:
    """To one child, as recorded and as a file adds to it."""

    known: list[CareEvent]
    added: list[CareEvent] = field(default_factory=list)
    ended: dict[int, date] = field(default_factory=dict)
    """By the id of what was recorded without its end."""
    notes: list[str] = field(default_factory=list)

    def to_store(self) -> Happened:
        """Without what is known already; mostly nothing, which is shared by all children."""
        return replace(self, known=[]) if self.added or self.ended else NOTHING_HAPPENED


NOTHING_HAPPENED = Happened([])


def within_the_limits(care: Care, recorded: Sequence[CareEvent], on: date) -> Care:
    """Of short breaks: since the first one known, or since the one that went beyond reg 48's limits."""
    if not care.short_breaks_only:
        return care
    left = max((one.happened_on for one in recorded if one.kind is EventKind.LEFT_CARE), default=date.min)
    told = {one.happened_on for one in care.events if one.ended_on}
    breaks = [one for one in recorded if one.kind is EventKind.SHORT_BREAK and one.happened_on >= left]
    breaks = [*care.events, *(one for one in breaks if one.happened_on not in told)]
    since = min([care.since, *(one.happened_on for one in breaks)])
    beyond = outside_the_limits(breaks, on)
    return replace(care, since=since, began_on=beyond or since, is_beyond=beyond is not None)


def happened(
    care: Care | None, recorded: Sequence[CareEvent], since: date | None, left_on: date | None
) -> Happened:
    """What an IRO has recorded stays; an end that nobody had told is taken."""
    found = Happened(list(recorded))
    if left_on is not None:
        open_ones = (one for one in recorded if one.kind in OF_ADOPTION and one.ended_on is None)
        found.ended = {one.id: left_on for one in open_ones if one.happened_on < left_on}
        return found
    for one in care.events if care else ():
        _take(found, one, recorded, since)
    return found


def _take(found: Happened, one: CareEvent, recorded: Sequence[CareEvent], since: date | None) -> None:
    of_kind = [other for other in recorded if other.kind is one.kind]
    same = next((other for other in of_kind if other.happened_on == one.happened_on), None)
    if same is not None:
        if one.ended_on and one.ended_on != same.ended_on and same.ended_on in (None, same.happened_on):
            found.ended[same.id] = one.ended_on
        return
    if one.kind in OF_ADOPTION and any(_counts(other, since) for other in of_kind):
        found.notes.append(_KEPT[one.kind])
        return
    found.added.append(one)
    found.known.append(one)
    if one.kind in _TAKEN:
        found.notes.append(_TAKEN[one.kind])


def _counts(event: CareEvent, since: date | None) -> bool:
    return event.ended_on is None and (since is None or event.happened_on >= since)


def histories_of(
    told: Told, columns: Mapping[str, Any], known: Sequence[CareEvent], reviews: Sequence[Review], on: date
) -> list[History]:
    """One after another, each with the reviews of its time; the last one runs."""
    care = told.care
    since = columns["looked_after_on"] or (care.since if care else None)
    kind = care.kind if care else _recorded_kind(reviews)
    starts: list[tuple[ReviewKind, date | None, bool]] = [(kind, since, False)]
    if care and care.is_beyond:
        starts.insert(0, (ReviewKind.SHORT_BREAK, care.since, False))
    if care and care.before:
        starts.insert(0, (ReviewKind.CLA, care.before.began_on, False))
    if kind is ReviewKind.CLA:
        starts += _adoption(known, since, on)
    held = {*told.held, *(one.held_on for one in reviews if one.held_on and one.kind in OF_CARE)}
    return [
        History(kind, begins, _between(held, place, starts), _is_whole(told, begins, place), is_placed)
        for place, (kind, begins, is_placed) in enumerate(starts)
    ]


def of_day(histories: Sequence[History], day: date) -> History:
    """The one in whose time the day lies."""
    return next((one for one in reversed(histories) if one.since and one.since <= day), histories[0])


def _recorded_kind(reviews: Iterable[Review]) -> ReviewKind:
    waiting = {one.kind for one in reviews if one.held_on is None}
    return ReviewKind.SHORT_BREAK if waiting == {ReviewKind.SHORT_BREAK} else ReviewKind.CLA


def _adoption(
    known: Sequence[CareEvent], since: date | None, on: date
) -> list[tuple[ReviewKind, date | None, bool]]:
    of_period = [one for one in known if since is None or one.happened_on >= since]
    authorised, placed = adoption_since(of_period, on)
    found: list[tuple[ReviewKind, date | None, bool]] = []
    if authorised and not (placed and placed <= authorised):
        found.append((ReviewKind.ADOPTION, authorised, False))
    if placed:
        found.append((ReviewKind.ADOPTION, placed, True))
    return found


def _between(
    held: Iterable[date], place: int, starts: Sequence[tuple[ReviewKind, date | None, bool]]
) -> tuple[date, ...]:
    """From its own beginning to that of the next; the first one has what came before as well."""
    after = starts[place + 1][1] if place + 1 < len(starts) else None
    begins = (starts[place][1] or date.min) if place else date.min
    return tuple(day for day in held if begins <= day and (after is None or day < after))


def _is_whole(told: Told, begins: date | None, place: int) -> bool:
    """No review since then can be missing."""
    if told.care is None or told.covered_from is None or begins is None:
        return False
    is_sure = place > 0 or told.care.began_on is not None
    return is_sure and begins >= told.covered_from
