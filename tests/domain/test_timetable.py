"""Worked examples of the statutory timetable (CPPCR 2010 and the IRO Handbook 2010)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import BeyondKnownHolidays, WorkingCalendar
from bot.domain.timetable import (
    PERIODS,
    Deadline,
    NoTimetable,
    ReviewKind,
    Rule,
    deadline,
    is_late,
    next_review,
)
from bot.holidays_england import working_calendar
from tests.domain import oracle

FIRST_REVIEWS = [
    (date(2026, 10, 30), date(2026, 11, 27)),
    (date(2026, 10, 31), date(2026, 11, 27)),
    (date(2026, 11, 1), date(2026, 11, 27)),
    (date(2026, 11, 20), date(2026, 12, 18)),
    (date(2026, 11, 27), date(2026, 12, 29)),
    (date(2026, 12, 14), date(2027, 1, 14)),
    (date(2026, 12, 24), date(2027, 1, 26)),
    (date(2026, 12, 25), date(2027, 1, 26)),
    (date(2027, 3, 8), date(2027, 4, 7)),
    (date(2027, 3, 26), date(2027, 4, 26)),
    (date(2027, 4, 30), date(2027, 6, 1)),
    (date(2027, 12, 10), date(2028, 1, 12)),
]

SECOND_REVIEWS = [
    (date(2026, 11, 30), date(2027, 2, 28), date(2027, 2, 26)),
    (date(2026, 11, 28), date(2027, 2, 28), date(2027, 2, 26)),
    (date(2026, 11, 29), date(2027, 2, 28), date(2027, 2, 26)),
    (date(2027, 11, 30), date(2028, 2, 29), date(2028, 2, 29)),
    (date(2026, 9, 25), date(2026, 12, 25), date(2026, 12, 24)),
    (date(2027, 2, 28), date(2027, 5, 28), date(2027, 5, 28)),
]

LATER_REVIEWS = [
    (date(2026, 8, 31), date(2027, 2, 28), date(2027, 2, 26)),
    (date(2026, 9, 26), date(2027, 3, 26), date(2027, 3, 25)),
    (date(2027, 3, 18), date(2027, 9, 18), date(2027, 9, 17)),
]

RECORDS = [
    (Rule.DECISIONS, date(2026, 12, 14), date(2026, 12, 21)),
    (Rule.MANAGER_RESPONSE, date(2026, 12, 21), date(2026, 12, 30)),
    (Rule.RECORD, date(2026, 12, 14), date(2027, 1, 7)),
    (Rule.DISTRIBUTION, date(2026, 12, 14), date(2027, 1, 14)),
    (Rule.DECISIONS, date(2027, 3, 15), date(2027, 3, 22)),
    (Rule.RECORD, date(2027, 3, 15), date(2027, 4, 7)),
    (Rule.DISTRIBUTION, date(2027, 3, 15), date(2027, 4, 14)),
    (Rule.ADJOURNED, date(2026, 12, 17), date(2027, 1, 19)),
]

ENTRIES_28_DAYS_MISSES = {date(2026, 10, 31), date(2026, 11, 1)}
"""Children looked after from a Saturday or Sunday: four weeks later is after the limit."""

WITHOUT_TIMETABLE = [kind for kind in ReviewKind if kind not in (ReviewKind.CLA, ReviewKind.SHORT_BREAK)]


@pytest.mark.parametrize(("becomes", "due"), FIRST_REVIEWS)
def test_first_review(england: WorkingCalendar, becomes: date, due: date) -> None:
    expected = Deadline(Rule.FIRST, counted_from=becomes, due_on=due, last_working_day=due)
    assert next_review(ReviewKind.CLA, becomes, [], england) == expected


@pytest.mark.parametrize("becomes", [becomes for becomes, _ in FIRST_REVIEWS])
def test_four_weeks_is_not_the_rule(england: WorkingCalendar, becomes: date) -> None:
    four_weeks = becomes + timedelta(weeks=4)
    late = is_late(four_weeks, deadline(Rule.FIRST, becomes, england))
    assert late == (becomes in ENTRIES_28_DAYS_MISSES)


@pytest.mark.parametrize(("held", "due", "last_working_day"), SECOND_REVIEWS)
def test_second_review(england: WorkingCalendar, held: date, due: date, last_working_day: date) -> None:
    becomes = held - timedelta(days=20)
    expected = Deadline(Rule.SECOND, held, due, last_working_day)
    assert next_review(ReviewKind.CLA, becomes, [held], england) == expected


@pytest.mark.parametrize(("held", "due", "last_working_day"), LATER_REVIEWS)
def test_later_review(england: WorkingCalendar, held: date, due: date, last_working_day: date) -> None:
    first = held - timedelta(days=80)
    expected = Deadline(Rule.LATER, held, due, last_working_day)
    assert next_review(ReviewKind.CLA, first, [first, held], england) == expected


def test_each_review_counts_from_the_day_the_last_was_held(england: WorkingCalendar) -> None:
    becomes, first, second = date(2026, 11, 27), date(2026, 12, 17), date(2027, 3, 11)
    asked = [next_review(ReviewKind.CLA, becomes, held, england) for held in ([], [first], [first, second])]
    assert asked == [
        Deadline(Rule.FIRST, becomes, date(2026, 12, 29), date(2026, 12, 29)),
        Deadline(Rule.SECOND, first, date(2027, 3, 17), date(2027, 3, 17)),
        Deadline(Rule.LATER, second, date(2027, 9, 11), date(2027, 9, 10)),
    ]


def test_a_fourth_review_is_a_later_review_too(england: WorkingCalendar) -> None:
    held = [date(2026, 12, 17), date(2027, 3, 11), date(2027, 9, 10)]
    asked = next_review(ReviewKind.CLA, date(2026, 11, 27), held, england)
    assert asked == Deadline(Rule.LATER, date(2027, 9, 10), date(2028, 3, 10), date(2028, 3, 10))


def test_the_order_of_the_reviews_held_does_not_matter(england: WorkingCalendar) -> None:
    asked = next_review(ReviewKind.CLA, date(2026, 11, 27), [date(2027, 3, 11), date(2026, 12, 17)], england)
    assert asked.counted_from == date(2027, 3, 11)


def test_a_review_entered_twice_is_one_review(england: WorkingCalendar) -> None:
    asked = next_review(ReviewKind.CLA, date(2026, 11, 27), [date(2026, 12, 17)] * 2, england)
    assert (asked.rule, asked.due_on) == (Rule.SECOND, date(2027, 3, 17))


def test_a_return_to_care_starts_again_with_a_first_review(england: WorkingCalendar) -> None:
    earlier_period = [date(2025, 3, 3), date(2025, 6, 2)]
    asked = next_review(ReviewKind.CLA, date(2026, 11, 20), earlier_period, england)
    assert (asked.rule, asked.due_on) == (Rule.FIRST, date(2026, 12, 18))


def test_police_protection_and_not_the_later_order_starts_the_clock(england: WorkingCalendar) -> None:
    police_protection, interim_care_order = date(2026, 11, 20), date(2026, 11, 23)
    counted_from_order = next_review(ReviewKind.CLA, interim_care_order, [], england).due_on
    assert is_late(counted_from_order, next_review(ReviewKind.CLA, police_protection, [], england))


def test_short_breaks(england: WorkingCalendar) -> None:
    first_break, first_review = date(2026, 12, 5), date(2027, 3, 5)
    asked = [next_review(ReviewKind.SHORT_BREAK, first_break, held, england) for held in ([], [first_review])]
    assert asked == [
        Deadline(Rule.SHORT_BREAK_FIRST, first_break, date(2027, 3, 5), date(2027, 3, 5)),
        Deadline(Rule.SHORT_BREAK_LATER, first_review, date(2027, 9, 5), date(2027, 9, 3)),
    ]


def test_a_third_short_break_review_is_a_later_one(england: WorkingCalendar) -> None:
    held = [date(2027, 3, 5), date(2027, 9, 3)]
    asked = next_review(ReviewKind.SHORT_BREAK, date(2026, 12, 5), held, england)
    assert asked == Deadline(Rule.SHORT_BREAK_LATER, date(2027, 9, 3), date(2028, 3, 3), date(2028, 3, 3))


@pytest.mark.parametrize(("rule", "counted_from", "due"), RECORDS)
def test_records_and_adjournments(
    england: WorkingCalendar, rule: Rule, counted_from: date, due: date
) -> None:
    assert deadline(rule, counted_from, england) == Deadline(rule, counted_from, due, due)


@pytest.mark.parametrize(("held_on", "late"), [(date(2026, 12, 18), False), (date(2026, 12, 19), True)])
def test_late_is_after_the_due_day(england: WorkingCalendar, held_on: date, late: bool) -> None:
    assert is_late(held_on, deadline(Rule.FIRST, date(2026, 11, 20), england)) is late


def test_a_review_on_the_sunday_it_is_due_is_in_time(england: WorkingCalendar) -> None:
    due_on_sunday = deadline(Rule.SECOND, date(2026, 11, 30), england)
    assert not is_late(date(2027, 2, 28), due_on_sunday)


@pytest.mark.parametrize("kind", WITHOUT_TIMETABLE)
def test_a_kind_without_a_timetable_is_refused(england: WorkingCalendar, kind: ReviewKind) -> None:
    with pytest.raises(NoTimetable) as refusal:
        next_review(kind, date(2026, 11, 20), [], england)
    assert refusal.value.kind is kind


def test_every_rule_has_its_period() -> None:
    assert set(PERIODS) == set(Rule)


@pytest.mark.parametrize("rule", [Rule.FIRST, Rule.SECOND, Rule.LATER])
def test_a_limit_beyond_the_known_holidays_is_refused(england: WorkingCalendar, rule: Rule) -> None:
    with pytest.raises(BeyondKnownHolidays):
        deadline(rule, date(2029, 12, 10), england)


ENGLAND = working_calendar(date(2026, 11, 20), closures=(), extra_bank_holidays=())


@given(st.sampled_from(Rule), st.dates(date(2016, 1, 1), date(2029, 6, 1)))
def test_every_limit_agrees_with_the_walk(rule: Rule, counted_from: date) -> None:
    months = {Rule.SECOND: 3, Rule.LATER: 6, Rule.SHORT_BREAK_FIRST: 3, Rule.SHORT_BREAK_LATER: 6}
    days = {Rule.DECISIONS: 5, Rule.MANAGER_RESPONSE: 5, Rule.RECORD: 15}
    if rule in months:
        due = oracle.months_later(counted_from, months[rule])
    else:
        due = oracle.after_working_days(counted_from, days.get(rule, 20))
    last = oracle.walked_to_working_day(due, -oracle.ONE)
    assert deadline(rule, counted_from, ENGLAND) == Deadline(rule, counted_from, due, last)
