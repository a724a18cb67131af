"""Which clock runs for a child: the regulations' own cases, and 20,000 made up, against the oracle."""

from datetime import date, timedelta

import pytest

from bot.domain.calendar import WorkingCalendar
from bot.domain.series import CareEvent, EventKind, Held, kind_of, outside_the_limits, reviews_ahead
from bot.domain.timetable import Deadline, ReviewKind, Rule
from tests.domain.lives import by_the_oracle, by_the_timetable, lives

NUMBER, SEED = 20_000, 33
E = EventKind
LATER_ON = date(2027, 9, 1)


def ahead(
    england: WorkingCalendar, *events: CareEvent, held: tuple[Held, ...] = ()
) -> list[tuple[Rule, date, date]]:
    found = reviews_ahead(events, held, LATER_ON, england)
    return [(one.rule, one.counted_from, one.due_on) for one in found]


def test_twenty_thousand_lives_agree_with_the_oracle(england: WorkingCalendar) -> None:
    """A million: `python3 dev.py bench timetable`."""
    for life in lives(SEED, NUMBER):
        assert by_the_timetable(life, england) == by_the_oracle(life), life


def test_police_protection_is_the_first_day_and_the_order_does_not_restart(england: WorkingCalendar) -> None:
    """Lincolnshire's own late case: dated from the order, three days after the police powers."""
    protected = CareEvent(E.POLICE_PROTECTION, date(2026, 11, 20), date(2026, 11, 23))
    order = CareEvent(E.LOOKED_AFTER, date(2026, 11, 23))
    assert ahead(england, order, protected) == [(Rule.FIRST, date(2026, 11, 20), date(2026, 12, 18))]


def test_a_return_after_a_real_end_restarts(england: WorkingCalendar) -> None:
    events = [
        CareEvent(E.LOOKED_AFTER, date(2026, 3, 2)),
        CareEvent(E.LEFT_CARE, date(2026, 11, 12)),
        CareEvent(E.LOOKED_AFTER, date(2026, 11, 27)),
    ]
    held = (Held(ReviewKind.CLA, date(2026, 3, 20)),)
    assert ahead(england, *events, held=held) == [(Rule.FIRST, date(2026, 11, 27), date(2026, 12, 29))]


def test_a_child_who_left_care_has_no_review_due(england: WorkingCalendar) -> None:
    left = CareEvent(E.LEFT_CARE, date(2026, 11, 12))
    assert ahead(england, CareEvent(E.LOOKED_AFTER, date(2026, 3, 2)), left) == []


def test_authority_to_place_switches_the_clock_and_placement_again(england: WorkingCalendar) -> None:
    in_care = CareEvent(E.LOOKED_AFTER, date(2026, 3, 2))
    order = CareEvent(E.AUTHORITY_TO_PLACE, date(2026, 11, 30))
    placed = CareEvent(E.PLACED_FOR_ADOPTION, date(2026, 12, 3))
    past = (Held(ReviewKind.CLA, date(2026, 3, 20)),)
    assert ahead(england, in_care, order, held=past) == [
        (Rule.AUTHORISED_FIRST, date(2026, 11, 30), date(2027, 2, 28))
    ]
    assert ahead(england, in_care, order, placed, held=past) == [
        (Rule.PLACED_FIRST, date(2026, 12, 3), date(2026, 12, 31))
    ]


def test_an_order_that_ended_brings_regulation_33_back(england: WorkingCalendar) -> None:
    in_care = CareEvent(E.LOOKED_AFTER, date(2026, 3, 2))
    order = CareEvent(E.AUTHORITY_TO_PLACE, date(2026, 11, 30), date(2027, 4, 1))
    held = (Held(ReviewKind.CLA, date(2026, 3, 20)), Held(ReviewKind.ADOPTION, date(2027, 2, 26)))
    assert ahead(england, in_care, order, held=held) == [(Rule.LATER, date(2027, 2, 26), date(2027, 8, 26))]


def breaks(*stays: tuple[date, int]) -> list[CareEvent]:
    return [CareEvent(E.SHORT_BREAK, start, start + timedelta(days=days)) for start, days in stays]


def test_short_breaks_count_from_the_first_break(england: WorkingCalendar) -> None:
    found = ahead(england, *breaks((date(2026, 12, 5), 2), (date(2027, 1, 9), 17)))
    assert found == [(Rule.SHORT_BREAK_FIRST, date(2026, 12, 5), date(2027, 3, 5))]


def test_a_break_of_eighteen_days_is_care_from_its_first_day(england: WorkingCalendar) -> None:
    found = ahead(england, *breaks((date(2026, 12, 5), 2), (date(2027, 1, 9), 18)))
    assert found == [(Rule.FIRST, date(2027, 1, 9), date(2027, 2, 5))]


@pytest.mark.parametrize(("last", "beyond"), [(10, None), (11, date(2027, 6, 5))])
def test_seventy_five_days_in_any_twelve_months(last: int, beyond: date | None) -> None:
    months = [(date(2026, 12, 5), 13), (date(2027, 1, 9), 13), (date(2027, 2, 6), 13), (date(2027, 3, 6), 13)]
    found = breaks(*months, (date(2027, 4, 3), 13), (date(2027, 6, 5), last))
    assert outside_the_limits(found, LATER_ON) == beyond


@pytest.mark.parametrize(("day", "beyond"), [(9, date(2027, 1, 9)), (10, None)])
def test_twelve_months_end_before_the_same_day_of_the_next_year(day: int, beyond: date | None) -> None:
    later = [(date(2026, 2 + month, 1), stays) for month, stays in enumerate((15, 15, 15, 15, 14))]
    found = breaks((date(2026, 1, 10), 1), *later, (date(2027, 1, day), 1))
    assert outside_the_limits(found, LATER_ON) == beyond


def test_days_more_than_twelve_months_apart_are_not_added_up() -> None:
    found = breaks(*((date(2024, 1, 6) + timedelta(days=80 * n), 14) for n in range(8)))
    assert outside_the_limits(found, LATER_ON) is None


def test_secure_runs_beside_the_other_review_until_it_ends(england: WorkingCalendar) -> None:
    in_care, secure = CareEvent(E.LOOKED_AFTER, date(2027, 1, 4)), CareEvent(E.SECURE, date(2027, 1, 31))
    first = (Rule.FIRST, date(2027, 1, 4), date(2027, 2, 1))
    assert ahead(england, in_care, secure) == [
        first,
        (Rule.SECURE_FIRST, date(2027, 1, 31), date(2027, 2, 28)),
    ]
    assert ahead(england, in_care, secure, CareEvent(E.LEFT_SECURE, date(2027, 3, 1))) == [first]


def test_conferences(england: WorkingCalendar) -> None:
    discussion = CareEvent(E.STRATEGY_DISCUSSION, date(2026, 12, 7))
    assert ahead(england, discussion) == [(Rule.ICPC, date(2026, 12, 7), date(2026, 12, 30))]
    sat = (Held(ReviewKind.ICPC, date(2026, 12, 30)),)
    assert ahead(england, discussion, held=sat) == [(Rule.RCPC_FIRST, date(2026, 12, 30), date(2027, 3, 30))]
    again = (*sat, Held(ReviewKind.RCPC, date(2027, 3, 24)))
    assert ahead(england, discussion, held=again) == [(Rule.RCPC_LATER, date(2027, 3, 24), date(2027, 9, 24))]
    assert ahead(england, discussion, CareEvent(E.PROTECTION_ENDED, date(2027, 4, 1)), held=again) == []


def test_of_several_discussions_before_the_conference_the_first_counts(england: WorkingCalendar) -> None:
    """Sources differ; the first is never too late."""
    both = [CareEvent(E.STRATEGY_DISCUSSION, day) for day in (date(2026, 12, 14), date(2026, 12, 7))]
    assert ahead(england, *both) == [(Rule.ICPC, date(2026, 12, 7), date(2026, 12, 30))]


def test_what_has_not_happened_yet_starts_nothing(england: WorkingCalendar) -> None:
    order = CareEvent(E.AUTHORITY_TO_PLACE, LATER_ON + timedelta(days=1))
    assert ahead(england, order) == []


def test_a_deadline_says_which_review_it_is_for() -> None:
    day = date(2026, 12, 3)
    kinds = [
        kind_of(Deadline(rule, day, day, day)) for rule in (Rule.PLACED_LATER, Rule.ICPC, Rule.RCPC_FIRST)
    ]
    assert kinds == [ReviewKind.ADOPTION, ReviewKind.ICPC, ReviewKind.RCPC]
