"""When reviews and their records are due.

CPPCR is the Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959). A limit that
ends on a day that is not a working day ends there: the regulations do not roll it forward.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.calendar import WorkingCalendar, add_months


class ReviewKind(enum.StrEnum):
    """The reviews and conferences an IRO may chair. Only some have a timetable here."""

    CLA = "cla"
    SHORT_BREAK = "short_break"
    ICPC = "icpc"
    RCPC = "rcpc"
    ADOPTION = "adoption"
    SECURE = "secure"
    FOSTER_CARER = "foster_carer"
    PRIVATE_FOSTERING = "private_fostering"
    PATHWAY = "pathway"


class NoTimetable(Exception):
    """I do not know the timetable for that kind of review, so I cannot say when it is due."""

    def __init__(self, kind: ReviewKind) -> None:
        super().__init__(kind)
        self.kind = kind


class Rule(enum.StrEnum):
    """A time limit, and the day it is counted from."""

    FIRST = "first_review"
    """CPPCR reg 33(1): from the day the child first became looked after in this period of care."""
    SECOND = "second_review"
    """CPPCR reg 33(2): from the day the first review was held."""
    LATER = "later_review"
    """CPPCR reg 33(2): from the day the previous review was held."""
    SHORT_BREAK_FIRST = "short_break_first_review"
    """CPPCR reg 48: from the start of the first short break, not from the plan."""
    SHORT_BREAK_LATER = "short_break_later_review"
    """CPPCR reg 48: from the day the previous review was held."""
    ADJOURNED = "adjourned_review"
    """CPPCR reg 36: from the day the review was adjourned. It may be adjourned once."""
    DECISIONS = "decisions"
    """IRO Handbook (2010) chapter 3: decisions circulated, from the day of the review."""
    MANAGER_RESPONSE = "manager_response"
    """IRO Handbook (2010) chapter 3: the manager's queries, from the day the decisions were received."""
    RECORD = "record"
    """IRO Handbook (2010) chapter 3: the full record written, from the day of the review."""
    DISTRIBUTION = "distribution"
    """IRO Handbook (2010) chapter 3: the full record distributed, from the day of the review."""


class Unit(enum.StrEnum):
    WORKING_DAYS = "working days"
    MONTHS = "months"


@dataclass(frozen=True)
class Period:
    number: int
    unit: Unit
    source: str

    def end(self, counted_from: date, calendar: WorkingCalendar) -> date:
        """The last day of the period; `counted_from` is day 0."""
        if self.unit is Unit.MONTHS:
            return add_months(counted_from, self.number)
        return calendar.add_working_days(counted_from, self.number)


PERIODS: dict[Rule, Period] = {
    Rule.FIRST: Period(20, Unit.WORKING_DAYS, "CPPCR 2010 reg 33(1)"),
    Rule.SECOND: Period(3, Unit.MONTHS, "CPPCR 2010 reg 33(2)"),
    Rule.LATER: Period(6, Unit.MONTHS, "CPPCR 2010 reg 33(2)"),
    Rule.SHORT_BREAK_FIRST: Period(3, Unit.MONTHS, "CPPCR 2010 reg 48"),
    Rule.SHORT_BREAK_LATER: Period(6, Unit.MONTHS, "CPPCR 2010 reg 48"),
    Rule.ADJOURNED: Period(20, Unit.WORKING_DAYS, "CPPCR 2010 reg 36"),
    Rule.DECISIONS: Period(5, Unit.WORKING_DAYS, "IRO Handbook (2010) chapter 3"),
    Rule.MANAGER_RESPONSE: Period(5, Unit.WORKING_DAYS, "IRO Handbook (2010) chapter 3"),
    Rule.RECORD: Period(15, Unit.WORKING_DAYS, "IRO Handbook (2010) chapter 3"),
    Rule.DISTRIBUTION: Period(20, Unit.WORKING_DAYS, "IRO Handbook (2010) chapter 3"),
}

SERIES: dict[ReviewKind, tuple[Rule, ...]] = {
    ReviewKind.CLA: (Rule.FIRST, Rule.SECOND, Rule.LATER),
    ReviewKind.SHORT_BREAK: (Rule.SHORT_BREAK_FIRST, Rule.SHORT_BREAK_LATER),
}
"""The limits in the order they apply; the last one repeats."""


@dataclass(frozen=True)
class Deadline:
    rule: Rule
    counted_from: date
    due_on: date
    """The last day the law allows, working day or not."""
    last_working_day: date
    """The last working day on or before `due_on`."""


def deadline(rule: Rule, counted_from: date, calendar: WorkingCalendar) -> Deadline:
    """Raises BeyondKnownHolidays."""
    due_on = PERIODS[rule].end(counted_from, calendar)
    return Deadline(rule, counted_from, due_on, calendar.last_working_day_by(due_on))


def next_review(kind: ReviewKind, becomes: date, held: Sequence[date], calendar: WorkingCalendar) -> Deadline:
    """The latest day for the next review. Raises NoTimetable or BeyondKnownHolidays.

    `becomes` is the day the child first became looked after in this period of care, or the start of the
    first short break. `held` is the days reviews were actually held, in any order; those before `becomes`
    belong to an earlier period of care and do not count. Which meeting of a series is the review is for
    the authority to say: one date per review is expected, and a date given twice is one review.
    """
    if kind not in SERIES:
        raise NoTimetable(kind)
    reviews = {day for day in held if day >= becomes}
    rules = SERIES[kind]
    rule = rules[min(len(reviews), len(rules) - 1)]
    return deadline(rule, max(reviews, default=becomes), calendar)


def is_late(held_on: date, deadline: Deadline) -> bool:
    return held_on > deadline.due_on
