"""What may be concluded from the reviews of a child that national files tell of.

The rules named by number are those of the SSDA903 return's validation, of which the wording here is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.domain.calendar import BeyondKnownHolidays, WorkingCalendar, add_months
from bot.domain.return_903 import Doubt, doubt_of_age
from bot.domain.reviews import Participation
from bot.domain.timetable import PLACED, SERIES, Deadline, ReviewKind, Rule, deadline

TWO_REVIEWS_BY = 5
"""Months. 20 working days never span two months, and three months follow: by then a second review was due."""
FIRST_MONTH = 4
"""The return's year begins on 1 April."""


def participation_fault(born_on: date | None, held_on: date, code: Participation | None) -> str:
    """Rules 440 and 441, or blank. On the fourth birthday a child is 4, and neither speaks."""
    if born_on is None or code is None:
        return ""
    doubt = doubt_of_age(born_on, held_on, code)
    return _FAULTS[doubt] if doubt else ""


_FAULTS = {
    Doubt.PN0_AT_FOUR: "440: PN0, but the child was 4 or older",
    Doubt.ASKED_BEFORE_FOUR: "441: PN1 to PN7, but the child was under 4",
}


def year_begun(day: date) -> date:
    """1 April of the return's year in which the day lies."""
    return date(day.year - (day.month < FIRST_MONTH), FIRST_MONTH, 1)


@dataclass(frozen=True)
class History:
    """The reviews known of one series, and how much may be missing before them."""

    kind: ReviewKind
    since: date | None
    """The first day of the period of care or of short breaks, or the earliest day known of it."""
    held: tuple[date, ...]
    is_whole: bool
    """No review of this period can be missing."""
    is_placed: bool = False
    """For adoption: AAR reg 36(3) counts, not 36(1)."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        return PLACED if self.is_placed else SERIES[self.kind]

    def of_period(self) -> list[date]:
        return sorted({day for day in self.held if self.since is None or day >= self.since})


@dataclass(frozen=True)
class Next:
    due_on: date
    deadline: Deadline | None
    """None: nothing that is known gives the date, and the day of the import stands in for it."""


def next_due(history: History, today: date, calendar: WorkingCalendar) -> Next:
    """The latest day for the next review, from what is known.

    Where one review alone is known and it may have been the first, it is taken for the first: the second
    is due after three months, and an early date does no harm. Without any review known, the first one's
    limit counts where it can have been the first or has not passed; else a review is due today, so that
    somebody looks.
    """
    try:
        found = _next(history, calendar)
    except BeyondKnownHolidays:
        found = None
    if found is None or (not history.held and not history.is_whole and found.due_on < today):
        return Next(today, None)
    return Next(found.due_on, found)


def _next(history: History, calendar: WorkingCalendar) -> Deadline | None:
    reviews = history.of_period()
    if reviews:
        return deadline(_rule_after(history, reviews, len(reviews)), reviews[-1], calendar)
    return deadline(history.rules[0], history.since, calendar) if history.since else None


def _rule_after(history: History, reviews: Sequence[date], number: int) -> Rule:
    """The limit for the review after the `number` earliest of those known."""
    rules = history.rules
    if number == 1 and not history.is_whole and not _may_be_first(history, reviews[0]):
        number = len(rules)
    return rules[min(number, len(rules) - 1)]


def _may_be_first(history: History, held_on: date) -> bool:
    return history.since is None or held_on <= add_months(history.since, TWO_REVIEWS_BY)


def limits_of_held(history: History, calendar: WorkingCalendar) -> dict[date, Deadline]:
    """When each review held was due, where that is certain: never a guess that would make one late."""
    reviews = history.of_period()
    found = {}
    for number, (before, held_on) in enumerate(pairwise(reviews), start=1):
        if number > 1 or history.is_whole or not _may_be_first(history, before):
            found[held_on] = (_rule_after(history, reviews, number), before)
    if reviews and history.is_whole and history.since:
        found[reviews[0]] = (history.rules[0], history.since)
    return {day: limit for day, at in found.items() if (limit := _limit(*at, calendar))}


def _limit(rule: Rule, counted_from: date, calendar: WorkingCalendar) -> Deadline | None:
    try:
        return deadline(rule, counted_from, calendar)
    except BeyondKnownHolidays:
        return None
