"""A second opinion on which reviews are due: a child's days are lived through one at a time.

Shares nothing with what it checks: events, limits and reviews are plain words here, dates come of `oracle`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from tests.domain import oracle

Event = tuple[str, date, date | None]
"""What happened, when, and when it ended if that was told with it."""
Due = tuple[str, date, date, date]
"""The limit, the day it is counted from, the last day, the last working day."""

CARE = ("looked_after", "police_protection")
LEAVING = {
    "left_care": (*CARE, "authority_to_place", "placed_for_adoption", "secure"),
    "left_secure": ("secure",),
    "protection_ended": ("strategy_discussion", "initial_conference", "icpc held"),
}
LIMITS = {
    "looked after": ("first_review 20d", "second_review 3m", "later_review 6m"),
    "short break": ("short_break_first_review 3m", "short_break_later_review 6m"),
    "authorised": ("authorised_first_review 3m", "authorised_later_review 6m"),
    "placed": ("placed_first_review 4w", "placed_second_review 3m", "placed_later_review 6m"),
    "secure": ("secure_first_review 1m", "secure_later_review 3m"),
    "discussion": ("initial_conference 15d",),
    "conference": ("first_review_conference 3m", "later_review_conference 6m"),
    "carer": ("foster_carer_review 12m",),
    "pathway": ("pathway_review 6m",),
    "privately fostered": ("private_fostering_yearly_review 12m",),
}


@dataclass
class Life:
    """What stands at the end of a day."""

    open: dict[str, list[tuple[date, date | None]]] = field(default_factory=dict)
    """By what it is: those begun and not over, with the end told beforehand."""
    in_care_since: date | None = None
    breaks: list[tuple[date, date | None]] = field(default_factory=list)
    away: list[date] = field(default_factory=list)
    beyond: date | None = None
    """The break with which the limits of short breaks were passed."""


def reviews_due(
    events: Iterable[Event],
    held: Iterable[tuple[str, date]],
    on: date,
    *,
    privately_fostered_yearly: bool = False,
) -> set[Due]:
    by_day: dict[date, list[Event]] = {}
    for event in events:
        by_day.setdefault(event[1], []).append(event)
        if event[2]:
            by_day.setdefault(event[2], [])
    meetings = list(held)
    for kind, day in meetings:
        if kind == "icpc":
            by_day.setdefault(day, []).append(("icpc held", day, None))
    life, day = Life(), min(by_day, default=on)
    while day <= on:
        if day in by_day:
            live_through(day, by_day[day], life)
        if life.breaks and day < on:
            be_away(day, life)
        day += oracle.ONE
    found = set(dues(life, meetings))
    if privately_fostered_yearly and (aware := began(life, "private_fostering")):
        found.add(due_next("privately fostered", max(aware), meetings, ("private_yearly",)))
    return found


def live_through(day: date, happened: list[Event], life: Life) -> None:
    end_what_ends(day, happened, life)
    for what, began, until in happened:
        if what == "short_break":
            life.breaks.append((began, until))
        elif what not in LEAVING:
            life.open.setdefault(what, []).append((began, until))
    in_care = any(life.open.get(what) for what in CARE)
    life.in_care_since = (life.in_care_since or day) if in_care else None


def end_what_ends(day: date, happened: list[Event], life: Life) -> None:
    leavings = [what for what, _, _ in happened if what in LEAVING]
    ended = [what for leaving in leavings for what in LEAVING[leaving]]
    forget_breaks = "left_care" in leavings
    for what, begun in life.open.items():
        still = [one for one in begun if one[1] != day and not (what in ended and one[0] < day)]
        forget_breaks = forget_breaks or (what in CARE and len(still) < len(begun))
        life.open[what] = still
    if forget_breaks:
        life.breaks, life.away, life.beyond = [], [], None


def be_away(day: date, life: Life) -> None:
    for began, until in life.breaks:
        if until is not None and day >= until:
            continue
        life.away.append(day)
        in_this_break = (day - began).days + 1
        within_a_year = sum(1 for one in life.away if anniversary(one) > day)
        if life.beyond is None and (in_this_break > 17 or within_a_year > 75):
            life.beyond = began


@lru_cache(None)
def anniversary(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)


def dues(life: Life, meetings: list[tuple[str, date]]) -> Iterable[Due]:
    yield from of_a_child_looked_after(life, meetings)
    yield from of_conferences(life, meetings)
    for what, limits, kind in (
        ("secure", "secure", "secure"),
        ("carer_approved", "carer", "foster_carer"),
        ("pathway_plan", "pathway", "pathway"),
    ):
        if days := began(life, what):
            yield due_next(limits, max(days), meetings, (kind,))
    if aware := began(life, "private_fostering"):
        yield visit_due(max(aware), meetings)


def began(life: Life, what: str) -> list[date]:
    return [start for start, _ in life.open.get(what, [])]


def of_a_child_looked_after(life: Life, meetings: list[tuple[str, date]]) -> Iterable[Due]:
    if began(life, "placed_for_adoption"):
        yield due_next("placed", max(began(life, "placed_for_adoption")), meetings, ("adoption",))
    elif began(life, "authority_to_place"):
        yield due_next("authorised", min(began(life, "authority_to_place")), meetings, ("adoption",))
    elif life.in_care_since:
        yield due_next("looked after", life.in_care_since, meetings, ("cla", "adoption"))
    elif life.beyond:
        yield due_next("looked after", life.beyond, meetings, ("cla",))
    elif life.breaks:
        yield due_next("short break", life.breaks[0][0], meetings, ("short_break",))


def of_conferences(life: Life, meetings: list[tuple[str, date]]) -> Iterable[Due]:
    sat = [*began(life, "initial_conference"), *began(life, "icpc held")]
    discussed = [day for day in began(life, "strategy_discussion") if not sat or day > max(sat)]
    if discussed:
        yield due_next("discussion", min(discussed), meetings, ())
    if sat:
        yield due_next("conference", max(sat), meetings, ("rcpc",))


def due_next(name: str, began: date, meetings: list[tuple[str, date]], kinds: tuple[str, ...]) -> Due:
    days = sorted({day for kind, day in meetings if kind in kinds and day >= began})
    limits = LIMITS[name]
    limit, length = limits[len(days) if len(days) < len(limits) else -1].split()
    return counted(limit, length, days[-1] if days else began)


def visit_due(aware: date, meetings: list[tuple[str, date]]) -> Due:
    visits = sorted(day for kind, day in meetings if kind == "private_fostering" and day >= aware)
    last = visits[-1] if visits else aware
    if last < anniversary(aware):
        return counted("private_fostering_visit_first_year", "6w", last)
    return counted("private_fostering_visit_later", "12w", last)


@lru_cache(None)
def counted(limit: str, length: str, start: date) -> Due:
    number, unit = int(length[:-1]), length[-1]
    if unit == "d":
        due = oracle.after_working_days(start, number)
    elif unit == "w":
        due = start
        for _ in range(7 * number):
            due += timedelta(days=1)
    else:
        due = oracle.months_later(start, number)
    return limit, start, due, oracle.walked_to_working_day(due, -oracle.ONE)
