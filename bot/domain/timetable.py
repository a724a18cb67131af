"""When reviews and their records are due.

CPPCR is the Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959); AAR the
Adoption Agencies Regulations 2005 (SI 2005/389). A limit that ends on a day that is not a working day ends
there: the regulations do not roll it forward. Beside each rule stands how its text is known: [V] read at its
source, [S] from one that restates it, [K] from knowledge. Which rule runs for a child: `series.py`.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.calendar import WorkingCalendar, add_months


class ReviewKind(enum.StrEnum):
    """The reviews and conferences an IRO may chair."""

    CLA = "cla"
    SHORT_BREAK = "short_break"
    ICPC = "icpc"
    RCPC = "rcpc"
    ADOPTION = "adoption"
    SECURE = "secure"
    FOSTER_CARER = "foster_carer"
    PRIVATE_FOSTERING = "private_fostering"
    PRIVATE_YEARLY = "private_yearly"
    """Where the authority has a review besides the visits."""
    PATHWAY = "pathway"


class Rule(enum.StrEnum):
    """A time limit, and the day it is counted from."""

    FIRST = "first_review"
    """CPPCR reg 33(1) [K]: from the day the child first became looked after in this period of care."""
    SECOND = "second_review"
    """CPPCR reg 33(2) [K]: from the day the first review was held."""
    LATER = "later_review"
    """CPPCR reg 33(2) [K]: from the day the previous review was held."""
    SHORT_BREAK_FIRST = "short_break_first_review"
    """CPPCR reg 48 [S]: from the start of the first short break, not from the plan."""
    SHORT_BREAK_LATER = "short_break_later_review"
    """CPPCR reg 48 [S]: from the day the previous review was held."""
    AUTHORISED_FIRST = "authorised_first_review"
    """AAR reg 36(1) [V]: from the day the agency first has authority to place for adoption."""
    AUTHORISED_LATER = "authorised_later_review"
    """AAR reg 36(1) [V]: from the day of the previous review."""
    PLACED_FIRST = "placed_first_review"
    """AAR reg 36(3) [V]: from the day the child was placed for adoption."""
    PLACED_SECOND = "placed_second_review"
    """AAR reg 36(3) [V]: from the day of the first review."""
    PLACED_LATER = "placed_later_review"
    """AAR reg 36(3) [V]: from the day of the previous review."""
    SECURE_FIRST = "secure_first_review"
    """Secure accommodation [S]: from the day of the placement."""
    SECURE_LATER = "secure_later_review"
    """Secure accommodation [S]: from the day of the previous review."""
    ICPC = "initial_conference"
    """Working Together [S]: from the strategy discussion at which the section 47 enquiry was initiated."""
    RCPC_FIRST = "first_review_conference"
    """Working Together [S]: from the day of the initial conference."""
    RCPC_LATER = "later_review_conference"
    """Working Together [S]: from the day of the previous review conference."""
    FOSTER_CARER = "foster_carer_review"
    """Fostering Services Regulations [K]: from the approval, then from each review."""
    PRIVATE_FIRST_YEAR = "private_fostering_visit_first_year"
    """SI 2005/1533 reg 8 [V]: visits, from the day the authority became aware or last visited."""
    PRIVATE_LATER = "private_fostering_visit_later"
    """SI 2005/1533 reg 8 [V]: visits, from the last visit, once that lies past the first year."""
    PRIVATE_YEARLY = "private_fostering_yearly_review"
    """The authority's own practice (DUR 63): from the day it became aware, then from each review."""
    PATHWAY = "pathway_review"
    """Care Leavers Regulations reg 7 [S]: from the plan, then from each review."""
    VISIT_FIRST = "social_worker_visit_first"
    """CPPCR reg 28(2) [V]: the social worker's visit, from the start of the placement; not the IRO's."""
    VISIT_LATER = "social_worker_visit_later"
    """CPPCR reg 28(2) [V]: in the first year, from the last visit. Later, in a placement meant to last to 18,
    three months; with a parent, or under temporary approval, weekly or four weeks: the placement decides."""
    ADJOURNED = "adjourned_review"
    """CPPCR reg 36 [K]: from the day the review was adjourned. It may be adjourned once."""
    DECISIONS = "decisions"
    """IRO Handbook chapter 3 [K]: decisions circulated, from the day of the review."""
    MANAGER_RESPONSE = "manager_response"
    """IRO Handbook chapter 3 [K]: the manager's queries, from the day the decisions were received."""
    RECORD = "record"
    """IRO Handbook chapter 3 [K]: the full record written, from the day of the review."""
    DISTRIBUTION = "distribution"
    """IRO Handbook chapter 3 [K]: the full record distributed, from the day of the review."""


class Unit(enum.StrEnum):
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True)
class Period:
    number: int
    unit: Unit
    source: str

    def end(self, counted_from: date, calendar: WorkingCalendar) -> date:
        """The last day of the period; `counted_from` is day 0."""
        match self.unit:
            case Unit.WEEKS:
                return counted_from + timedelta(weeks=self.number)
            case Unit.MONTHS:
                return add_months(counted_from, self.number)
            case Unit.YEARS:
                return add_months(counted_from, 12 * self.number)
        return calendar.add_working_days(counted_from, self.number)


_SECURE = "Children (Secure Accommodation) Regulations 1991 reg 15"
_CONFERENCES = "Working Together to Safeguard Children"
_PRIVATE = "Children (Private Arrangements for Fostering) Regulations 2005 reg 8"
_HANDBOOK = "IRO Handbook (2010) chapter 3"

PERIODS: dict[Rule, Period] = {
    Rule.FIRST: Period(20, Unit.WORKING_DAYS, "CPPCR 2010 reg 33(1)"),
    Rule.SECOND: Period(3, Unit.MONTHS, "CPPCR 2010 reg 33(2)"),
    Rule.LATER: Period(6, Unit.MONTHS, "CPPCR 2010 reg 33(2)"),
    Rule.SHORT_BREAK_FIRST: Period(3, Unit.MONTHS, "CPPCR 2010 reg 48"),
    Rule.SHORT_BREAK_LATER: Period(6, Unit.MONTHS, "CPPCR 2010 reg 48"),
    Rule.AUTHORISED_FIRST: Period(3, Unit.MONTHS, "AAR 2005 reg 36(1)"),
    Rule.AUTHORISED_LATER: Period(6, Unit.MONTHS, "AAR 2005 reg 36(1)"),
    Rule.PLACED_FIRST: Period(4, Unit.WEEKS, "AAR 2005 reg 36(3)"),
    Rule.PLACED_SECOND: Period(3, Unit.MONTHS, "AAR 2005 reg 36(3)"),
    Rule.PLACED_LATER: Period(6, Unit.MONTHS, "AAR 2005 reg 36(3)"),
    Rule.SECURE_FIRST: Period(1, Unit.MONTHS, _SECURE),
    Rule.SECURE_LATER: Period(3, Unit.MONTHS, _SECURE),
    Rule.ICPC: Period(15, Unit.WORKING_DAYS, _CONFERENCES),
    Rule.RCPC_FIRST: Period(3, Unit.MONTHS, _CONFERENCES),
    Rule.RCPC_LATER: Period(6, Unit.MONTHS, _CONFERENCES),
    Rule.FOSTER_CARER: Period(1, Unit.YEARS, "Fostering Services (England) Regulations 2011 reg 28"),
    Rule.PRIVATE_FIRST_YEAR: Period(6, Unit.WEEKS, _PRIVATE),
    Rule.PRIVATE_LATER: Period(12, Unit.WEEKS, _PRIVATE),
    Rule.PRIVATE_YEARLY: Period(1, Unit.YEARS, "the authority's own practice"),
    Rule.PATHWAY: Period(6, Unit.MONTHS, "Care Leavers (England) Regulations 2010 reg 7"),
    Rule.VISIT_FIRST: Period(1, Unit.WEEKS, "CPPCR 2010 reg 28(2), ordinary placements"),
    Rule.VISIT_LATER: Period(6, Unit.WEEKS, "CPPCR 2010 reg 28(2), ordinary placements, first year"),
    Rule.ADJOURNED: Period(20, Unit.WORKING_DAYS, "CPPCR 2010 reg 36"),
    Rule.DECISIONS: Period(5, Unit.WORKING_DAYS, _HANDBOOK),
    Rule.MANAGER_RESPONSE: Period(5, Unit.WORKING_DAYS, _HANDBOOK),
    Rule.RECORD: Period(15, Unit.WORKING_DAYS, _HANDBOOK),
    Rule.DISTRIBUTION: Period(20, Unit.WORKING_DAYS, _HANDBOOK),
}

_REVIEW_CONFERENCES = (Rule.RCPC_FIRST, Rule.RCPC_LATER)

SERIES: dict[ReviewKind, tuple[Rule, ...]] = {
    ReviewKind.CLA: (Rule.FIRST, Rule.SECOND, Rule.LATER),
    ReviewKind.SHORT_BREAK: (Rule.SHORT_BREAK_FIRST, Rule.SHORT_BREAK_LATER),
    ReviewKind.ADOPTION: (Rule.AUTHORISED_FIRST, Rule.AUTHORISED_LATER),
    ReviewKind.SECURE: (Rule.SECURE_FIRST, Rule.SECURE_LATER),
    ReviewKind.ICPC: (Rule.ICPC, *_REVIEW_CONFERENCES),
    ReviewKind.RCPC: _REVIEW_CONFERENCES,
    ReviewKind.FOSTER_CARER: (Rule.FOSTER_CARER,),
    ReviewKind.PRIVATE_FOSTERING: (Rule.PRIVATE_FIRST_YEAR, Rule.PRIVATE_LATER),
    ReviewKind.PRIVATE_YEARLY: (Rule.PRIVATE_YEARLY,),
    ReviewKind.PATHWAY: (Rule.PATHWAY,),
}
"""The limits in the order they apply; the last one repeats. Adoption: while the child is not placed."""

PLACED = (Rule.PLACED_FIRST, Rule.PLACED_SECOND, Rule.PLACED_LATER)
"""The limits once the child is placed for adoption."""

OF_REVIEWS: dict[Rule, ReviewKind] = {
    **{rule: kind for kind, rules in SERIES.items() for rule in rules if rule not in _REVIEW_CONFERENCES},
    **dict.fromkeys(PLACED, ReviewKind.ADOPTION),
    **dict.fromkeys(_REVIEW_CONFERENCES, ReviewKind.RCPC),
}
"""The review that each limit is for; the limits of papers and of adjourning are for none."""


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
    """The latest day for the next review. Raises BeyondKnownHolidays.

    `becomes` is the day that starts the clock: the child first looked after in this period of care, the first
    short break, authority to place, the strategy discussion ... `held` is the days reviews were actually
    held, in any order; those before `becomes` belong to an earlier clock and do not count. Which meeting of
    a series is the review is for the authority to say: one date per review is expected, and a date given
    twice is one review.
    """
    return next_in(SERIES[kind], becomes, held, calendar)


def next_in(
    rules: tuple[Rule, ...], becomes: date, held: Sequence[date], calendar: WorkingCalendar
) -> Deadline:
    reviews = {day for day in held if day >= becomes}
    last = max(reviews, default=becomes)
    place = len(reviews)
    if rules[0] is Rule.PRIVATE_FIRST_YEAR:
        place = int(last >= add_months(becomes, 12))
    return deadline(rules[min(place, len(rules) - 1)], last, calendar)


def rule_after(rule: Rule) -> Rule:
    """The limit that follows a review held under this one; the last of a series repeats.

    Of private fostering the day decides, not the number: ask `next_review`.
    """
    rules = next(rules for rules in (*SERIES.values(), PLACED) if rule in rules)
    return rules[min(rules.index(rule) + 1, len(rules) - 1)]


def is_late(held_on: date, deadline: Deadline) -> bool:
    return held_on > deadline.due_on
