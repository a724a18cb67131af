"""Which reviews a child's clock runs for: from what happened to the child, and the reviews held.

Entry into care is the first day looked after, police protection included; a change of legal status does not
restart the clock, a return after a real end does (CPPCR reg 33, practice.md C1). Authority to place for
adoption switches reg 33 off and AAR reg 36 on. Short breaks follow reg 48 only within their 17 and 75 days.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.calendar import WorkingCalendar, add_months
from bot.domain.timetable import OF_REVIEWS, PLACED, SERIES, Deadline, ReviewKind, Rule, next_in


class EventKind(enum.StrEnum):
    """What starts a clock, and what ends one."""

    LOOKED_AFTER = "looked_after"
    POLICE_PROTECTION = "police_protection"
    SHORT_BREAK = "short_break"
    """One break; it ended on `ended_on`."""
    AUTHORITY_TO_PLACE = "authority_to_place"
    PLACED_FOR_ADOPTION = "placed_for_adoption"
    SECURE = "secure"
    STRATEGY_DISCUSSION = "strategy_discussion"
    INITIAL_CONFERENCE = "initial_conference"
    CARER_APPROVED = "carer_approved"
    PRIVATE_FOSTERING = "private_fostering"
    """The authority became aware of it, and it is deemed to begin."""
    PATHWAY_PLAN = "pathway_plan"
    LEFT_CARE = "left_care"
    LEFT_SECURE = "left_secure"
    PROTECTION_ENDED = "protection_ended"
    """The child protection plan came to its end."""


IN_CARE = frozenset({EventKind.LOOKED_AFTER, EventKind.POLICE_PROTECTION})
OF_ADOPTION = frozenset({EventKind.AUTHORITY_TO_PLACE, EventKind.PLACED_FOR_ADOPTION})
_CONFERENCES = frozenset({EventKind.STRATEGY_DISCUSSION, EventKind.INITIAL_CONFERENCE})

ENDS: dict[EventKind, frozenset[EventKind]] = {
    EventKind.LEFT_CARE: IN_CARE | OF_ADOPTION | {EventKind.SHORT_BREAK, EventKind.SECURE},
    EventKind.LEFT_SECURE: frozenset({EventKind.SECURE}),
    EventKind.PROTECTION_ENDED: _CONFERENCES,
}

BREAK_AT_MOST = 17
BREAKS_AT_MOST = 75
"""Days of one short break, and of all in any 12 months (CPPCR reg 48), without the day of going home."""


@dataclass(frozen=True)
class CareEvent:
    kind: EventKind
    happened_on: date
    ended_on: date | None = None
    id: int = 0


@dataclass(frozen=True)
class Held:
    kind: ReviewKind
    on: date


@dataclass(frozen=True)
class Series:
    """A clock that runs: its limits in order, since when, and which reviews count."""

    rules: tuple[Rule, ...]
    began_on: date
    counts: frozenset[ReviewKind]


def reviews_ahead(
    events: Sequence[CareEvent],
    held: Sequence[Held],
    on: date,
    calendar: WorkingCalendar,
    *,
    private_yearly: bool = False,
) -> tuple[Deadline, ...]:
    """The next review of every clock that runs on that day. Raises BeyondKnownHolidays.

    `private_yearly`: the authority reviews a private fostering each year, besides the visits.
    """
    return tuple(
        next_in(one.rules, one.began_on, [past.on for past in held if past.kind in one.counts], calendar)
        for one in series_in_force(events, held, on)
        if private_yearly or one.rules[0] is not Rule.PRIVATE_YEARLY
    )


def series_in_force(events: Sequence[CareEvent], held: Sequence[Held], on: date) -> tuple[Series, ...]:
    """`on`: later events have not happened yet."""
    known = [_as_ended(one, events, on) for one in events if one.happened_on <= on]
    found = (_looked_after(known, on), *_conferences(known, held), *_each_of_its_own(known, on))
    return tuple(one for one in found if one)


def kind_of(deadline: Deadline) -> ReviewKind:
    return OF_REVIEWS[deadline.rule]


def period_of_care(events: Iterable[CareEvent], on: date) -> date | None:
    """The first day of the period of care that runs on that day; None: the child is not looked after.

    A period that begins on the day another ends goes on with it: only the legal status changed.
    """
    began: date | None = None
    until: date | None = None
    for one in sorted(events, key=lambda one: one.happened_on):
        if one.kind not in IN_CARE or one.happened_on > on:
            continue
        if began is None or (until is not None and one.happened_on > until):
            began, until = one.happened_on, one.ended_on
        elif until is not None:
            until = None if one.ended_on is None else max(until, one.ended_on)
    return began if until is None or until > on else None


def looked_after_since(events: Sequence[CareEvent], on: date) -> date | None:
    """As `period_of_care`, with the ends that later events tell of."""
    return period_of_care([_as_ended(one, events, on) for one in events if one.happened_on <= on], on)


def adoption_since(events: Sequence[CareEvent], on: date) -> tuple[date | None, date | None]:
    """The day of authority to place, and that of the placement, that count on that day."""
    known = [_as_ended(one, events, on) for one in events if one.happened_on <= on]
    authorised = _running(known, EventKind.AUTHORITY_TO_PLACE)
    placed = _running(known, EventKind.PLACED_FOR_ADOPTION)
    return min(authorised, default=None), max(placed, default=None)


def outside_the_limits(breaks: Iterable[CareEvent], on: date) -> date | None:
    """The first day of the break that was too long, or with which there were too many days in 12 months."""
    away = set[date]()
    for one in sorted(breaks, key=lambda one: one.happened_on):
        end = min(one.ended_on or on, on)
        length = (end - one.happened_on).days
        away |= {one.happened_on + timedelta(days=n) for n in range(length)}
        if length > BREAK_AT_MOST or _too_many(away):
            return one.happened_on
    return None


def _too_many(away: set[date]) -> bool:
    days = sorted(away)
    far = zip(days, days[BREAKS_AT_MOST:], strict=False)
    return any(last < add_months(first, 12) for first, last in far)


def _as_ended(one: CareEvent, events: Sequence[CareEvent], on: date) -> CareEvent:
    """With the day it ended, whether said of itself or by what came later."""
    ends = [
        other.happened_on
        for other in events
        if one.kind in ENDS.get(other.kind, ()) and one.happened_on < other.happened_on <= on
    ]
    if one.ended_on is not None and one.ended_on <= on:
        ends.append(one.ended_on)
    return CareEvent(one.kind, one.happened_on, min(ends, default=None), one.id)


def _running(known: Sequence[CareEvent], kind: EventKind) -> list[date]:
    return [one.happened_on for one in known if one.kind is kind and one.ended_on is None]


def _looked_after(known: Sequence[CareEvent], on: date) -> Series | None:
    """One of adoption, reg 33 and short breaks: never two at once."""
    adoption = frozenset({ReviewKind.ADOPTION})
    authorised, placed = adoption_since(known, on)
    if placed:
        return Series(PLACED, placed, adoption)
    if authorised:
        return Series(SERIES[ReviewKind.ADOPTION], authorised, adoption)
    if began := period_of_care(known, on):
        return Series(SERIES[ReviewKind.CLA], began, frozenset({ReviewKind.CLA, ReviewKind.ADOPTION}))
    return _short_breaks(known, on)


def _short_breaks(known: Sequence[CareEvent], on: date) -> Series | None:
    """Breaks since the child was last looked after otherwise, while the arrangement goes on."""
    before = [one.ended_on for one in known if one.kind in IN_CARE and one.ended_on]
    left = [one.happened_on for one in known if one.kind is EventKind.LEFT_CARE]
    since = max((*before, *left), default=date.min)
    breaks = [one for one in known if one.kind is EventKind.SHORT_BREAK and one.happened_on >= since]
    if not breaks:
        return None
    if beyond := outside_the_limits(breaks, on):
        return Series(SERIES[ReviewKind.CLA], beyond, frozenset({ReviewKind.CLA}))
    first = min(one.happened_on for one in breaks)
    return Series(SERIES[ReviewKind.SHORT_BREAK], first, frozenset({ReviewKind.SHORT_BREAK}))


def _conferences(known: Sequence[CareEvent], held: Sequence[Held]) -> list[Series | None]:
    """An initial conference for a discussion since the last one; review conferences after it."""
    ended = max(
        (one.happened_on for one in known if one.kind is EventKind.PROTECTION_ENDED), default=date.min
    )
    told = _running(known, EventKind.INITIAL_CONFERENCE)
    sat = [one.on for one in held if one.kind is ReviewKind.ICPC and one.on >= ended]
    last = max((*told, *sat), default=None)
    asked = [day for day in _running(known, EventKind.STRATEGY_DISCUSSION) if last is None or day > last]
    initial = Series((Rule.ICPC,), min(asked), frozenset()) if asked else None
    reviewing = Series(SERIES[ReviewKind.RCPC], last, frozenset({ReviewKind.RCPC})) if last else None
    return [initial, reviewing]


def _each_of_its_own(known: Sequence[CareEvent], on: date) -> list[Series | None]:
    alone = (
        (EventKind.SECURE, ReviewKind.SECURE),
        (EventKind.CARER_APPROVED, ReviewKind.FOSTER_CARER),
        (EventKind.PRIVATE_FOSTERING, ReviewKind.PRIVATE_FOSTERING),
        (EventKind.PRIVATE_FOSTERING, ReviewKind.PRIVATE_YEARLY),
        (EventKind.PATHWAY_PLAN, ReviewKind.PATHWAY),
    )
    return [
        Series(SERIES[kind], max(began), frozenset({kind}))
        for event, kind in alone
        if (began := _running(known, event))
    ]
