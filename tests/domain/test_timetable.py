"""Worked examples of the statutory timetable (CPPCR 2010 and the IRO Handbook 2010)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import BeyondKnownHolidays, WorkingCalendar
from bot.domain.timetable import (
    PERIODS,
    PLACED,
    SERIES,
    Deadline,
    ReviewKind,
    Rule,
    deadline,
    is_late,
    next_in,
    next_review,
    rule_after,
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

OTHER_REVIEWS = [
    (Rule.AUTHORISED_FIRST, date(2026, 11, 30), date(2027, 2, 28), date(2027, 2, 26)),
    (Rule.PLACED_FIRST, date(2026, 12, 3), date(2026, 12, 31), date(2026, 12, 31)),
    (Rule.PLACED_SECOND, date(2026, 12, 30), date(2027, 3, 30), date(2027, 3, 30)),
    (Rule.PLACED_LATER, date(2027, 3, 24), date(2027, 9, 24), date(2027, 9, 24)),
    (Rule.SECURE_FIRST, date(2027, 1, 31), date(2027, 2, 28), date(2027, 2, 26)),
    (Rule.ICPC, date(2026, 12, 7), date(2026, 12, 30), date(2026, 12, 30)),
    (Rule.ICPC, date(2027, 3, 12), date(2027, 4, 6), date(2027, 4, 6)),
    (Rule.FOSTER_CARER, date(2024, 2, 29), date(2025, 2, 28), date(2025, 2, 28)),
    (Rule.PRIVATE_FIRST_YEAR, date(2026, 11, 16), date(2026, 12, 28), date(2026, 12, 24)),
    (Rule.VISIT_FIRST, date(2026, 11, 20), date(2026, 11, 27), date(2026, 11, 27)),
    (Rule.VISIT_LATER, date(2026, 11, 27), date(2027, 1, 8), date(2027, 1, 8)),
]
"""The last day to be aware of: Mon 28 Dec 2026 is a bank holiday, and the limit stays where it falls."""

CHAINS = [
    ("placed", PLACED, [date(2026, 12, 3), date(2026, 12, 30), date(2027, 3, 24)], date(2027, 9, 24)),
    ("secure", SERIES[ReviewKind.SECURE], [date(2027, 1, 31), date(2027, 2, 26)], date(2027, 5, 26)),
    ("icpc", SERIES[ReviewKind.ICPC], [date(2026, 12, 7), date(2026, 12, 30)], date(2027, 3, 30)),
    ("rcpc", SERIES[ReviewKind.RCPC], [date(2026, 12, 30), date(2027, 3, 30)], date(2027, 9, 30)),
    ("carer", SERIES[ReviewKind.FOSTER_CARER], [date(2026, 5, 1), date(2027, 4, 20)], date(2028, 4, 20)),
    ("pathway", SERIES[ReviewKind.PATHWAY], [date(2026, 5, 1), date(2026, 10, 31)], date(2027, 4, 30)),
    (
        "private, first year",
        SERIES[ReviewKind.PRIVATE_FOSTERING],
        [date(2026, 11, 16), date(2027, 11, 15)],
        date(2027, 12, 27),
    ),
    (
        "private, after a year",
        SERIES[ReviewKind.PRIVATE_FOSTERING],
        [date(2026, 11, 16), date(2027, 11, 16)],
        date(2028, 2, 8),
    ),
    (
        "private, yearly",
        SERIES[ReviewKind.PRIVATE_YEARLY],
        [date(2026, 11, 16), date(2027, 10, 29)],
        date(2028, 10, 29),
    ),
]


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


@pytest.mark.parametrize(("rule", "counted_from", "due", "last_working_day"), OTHER_REVIEWS)
def test_other_reviews(
    england: WorkingCalendar, rule: Rule, counted_from: date, due: date, last_working_day: date
) -> None:
    assert deadline(rule, counted_from, england) == Deadline(rule, counted_from, due, last_working_day)


@pytest.mark.parametrize(
    ("rules", "days", "due"), [chain[1:] for chain in CHAINS], ids=[c[0] for c in CHAINS]
)
def test_chains(england: WorkingCalendar, rules: tuple[Rule, ...], days: list[date], due: date) -> None:
    assert next_in(rules, days[0], days[1:], england).due_on == due


def test_every_kind_of_review_has_a_timetable(england: WorkingCalendar) -> None:
    day = date(2026, 11, 20)
    assert all(next_review(kind, day, [], england).counted_from == day for kind in ReviewKind)


def test_the_rule_after_each() -> None:
    after = [Rule.FIRST, Rule.LATER, Rule.ICPC, Rule.RCPC_LATER, Rule.PLACED_FIRST, Rule.FOSTER_CARER]
    assert [rule_after(rule) for rule in after] == [
        Rule.SECOND, Rule.LATER, Rule.RCPC_FIRST, Rule.RCPC_LATER, Rule.PLACED_SECOND, Rule.FOSTER_CARER,
    ]  # fmt: skip


def test_every_rule_has_its_period() -> None:
    assert set(PERIODS) == set(Rule)


@pytest.mark.parametrize("rule", [Rule.FIRST, Rule.SECOND, Rule.LATER])
def test_a_limit_beyond_the_known_holidays_is_refused(england: WorkingCalendar, rule: Rule) -> None:
    with pytest.raises(BeyondKnownHolidays):
        deadline(rule, date(2029, 12, 10), england)


ENGLAND = working_calendar(date(2026, 11, 20), closures=(), extra_bank_holidays=())


MONTHS = {
    Rule.SECOND: 3, Rule.LATER: 6, Rule.SHORT_BREAK_FIRST: 3, Rule.SHORT_BREAK_LATER: 6,
    Rule.AUTHORISED_FIRST: 3, Rule.AUTHORISED_LATER: 6, Rule.PLACED_SECOND: 3, Rule.PLACED_LATER: 6,
    Rule.SECURE_FIRST: 1, Rule.SECURE_LATER: 3, Rule.RCPC_FIRST: 3, Rule.RCPC_LATER: 6,
    Rule.FOSTER_CARER: 12, Rule.PRIVATE_YEARLY: 12, Rule.PATHWAY: 6,
}  # fmt: skip
DAYS = {
    Rule.VISIT_FIRST: 7,
    Rule.VISIT_LATER: 42,
    Rule.PLACED_FIRST: 28,
    Rule.PRIVATE_FIRST_YEAR: 42,
    Rule.PRIVATE_LATER: 84,
}
WORKING_DAYS = {Rule.DECISIONS: 5, Rule.MANAGER_RESPONSE: 5, Rule.RECORD: 15, Rule.ICPC: 15}


@given(st.sampled_from(Rule), st.dates(date(2016, 1, 1), date(2028, 12, 1)))
def test_every_limit_agrees_with_the_walk(rule: Rule, counted_from: date) -> None:
    if rule in MONTHS:
        due = oracle.months_later(counted_from, MONTHS[rule])
    elif rule in DAYS:
        due = counted_from + timedelta(days=DAYS[rule])
    else:
        due = oracle.after_working_days(counted_from, WORKING_DAYS.get(rule, 20))
    last = oracle.walked_to_working_day(due, -oracle.ONE)
    assert deadline(rule, counted_from, ENGLAND) == Deadline(rule, counted_from, due, last)
