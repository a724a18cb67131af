from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import between
from bot.domain.activities import Activity, ActivityKind, Rag
from bot.domain.calendar import WorkingCalendar
from bot.domain.policy import BetweenReviews
from bot.domain.policy_file import load_policy
from bot.holidays_england import working_calendar

LEICESTER = load_policy("leicester").between
ROTHERHAM = load_policy("rotherham").between
TODAY = date(2026, 11, 20)
CALENDAR: WorkingCalendar = working_calendar(TODAY, (), ())
REVIEWED = date(2026, 11, 3)
DAYS = st.dates(date(2020, 1, 1), date(2028, 12, 31))


def done(kind: ActivityKind, on: date, number: int = 1, **more: object) -> Activity:
    return replace(Activity(number, 1, "D-100001", 1, kind, on), **more)  # type: ignore[arg-type]


def test_red_is_looked_at_within_four_weeks_of_the_rating() -> None:
    found = between.window(Rag.RED, TODAY, REVIEWED, LEICESTER)
    assert found == between.Window(TODAY, date(2026, 12, 18), TODAY, since_review=False)


def test_amber_is_looked_at_five_to_eight_weeks_from_the_review_meeting() -> None:
    found = between.window(Rag.AMBER, TODAY, REVIEWED, LEICESTER)
    assert found == between.Window(date(2026, 12, 8), date(2026, 12, 29), REVIEWED, since_review=True)


@pytest.mark.parametrize("reviewed_on", [None, date(2026, 9, 24)])
def test_amber_counts_from_the_rating_where_the_time_after_the_review_is_over(
    reviewed_on: date | None,
) -> None:
    found = between.window(Rag.AMBER, TODAY, reviewed_on, LEICESTER)
    assert found == between.Window(date(2026, 12, 25), date(2027, 1, 15), TODAY, since_review=False)


def test_green_has_no_window_and_no_policy_has_none_of_its_own_making() -> None:
    assert between.window(Rag.GREEN, TODAY, REVIEWED, LEICESTER) is None
    assert between.window(Rag.RED, TODAY, REVIEWED, ROTHERHAM) is None
    assert between.window(Rag.AMBER, TODAY, REVIEWED, BetweenReviews()) is None


def test_a_look_before_ambers_window_does_not_close_it() -> None:
    rated = done(ActivityKind.RAG, TODAY, value="amber", due_on=date(2026, 12, 29))
    early = done(ActivityKind.VISIT, date(2026, 12, 1), 2)
    inside = done(ActivityKind.OVERSIGHT, date(2026, 12, 10), 3)
    assert between.rating_due([rated, early], LEICESTER, REVIEWED) == date(2026, 12, 29)
    assert between.rating_due([rated, early, inside], LEICESTER, REVIEWED) is None


def test_a_rating_ends_with_the_next_rating_or_review() -> None:
    red = done(ActivityKind.RAG, REVIEWED, value="red", due_on=date(2026, 12, 1))
    green = done(ActivityKind.RAG, TODAY, 2, value="green")
    assert between.rating_due([red], LEICESTER, None) == date(2026, 12, 1)
    assert between.rating_due([red, green], LEICESTER, None) is None
    assert between.rating_due([red], LEICESTER, TODAY) is None


def test_a_rating_from_a_file_has_the_policys_window() -> None:
    red = done(ActivityKind.RAG, TODAY, value="red")
    assert between.rating_due([red], LEICESTER, REVIEWED) == date(2026, 12, 18)


@given(DAYS, st.integers(0, 200))
def test_the_mid_point_is_as_far_from_the_one_review_as_from_the_other(held: date, apart: int) -> None:
    due = held + timedelta(days=apart)
    middle = between.mid_point(held, due)
    assert held <= middle <= due
    assert (due - middle) - (middle - held) in (timedelta(0), timedelta(days=1))


@pytest.mark.parametrize(
    ("review_on", "counted", "checked_on"),
    [
        (date(2026, 12, 2), "working", date(2026, 11, 30)),
        (date(2026, 11, 30), "working", date(2026, 11, 26)),
        (date(2026, 11, 29), "working", date(2026, 11, 26)),
        (date(2026, 12, 29), "working", date(2026, 12, 23)),
        (date(2026, 11, 30), "calendar", date(2026, 11, 28)),
        (date(2026, 12, 2), None, date(2026, 11, 30)),
    ],
)
def test_the_check_is_two_days_before_the_review(
    review_on: date, counted: str | None, checked_on: date
) -> None:
    policy = replace(LEICESTER, check_days_are=counted)
    assert between.check_day(review_on, policy, CALENDAR) == checked_on


def test_no_check_is_wanted_where_the_policy_names_none() -> None:
    assert between.check_day(TODAY, ROTHERHAM, CALENDAR) is None


@given(DAYS)
def test_quarters_are_those_of_the_financial_year(day: date) -> None:
    found = between.quarter_of(day)
    assert found.first <= day <= found.last
    assert found.first.day == 1
    assert (found.last + timedelta(days=1)).day == 1
    assert found.number == {4: 1, 7: 2, 10: 3, 1: 4}[found.first.month]


def test_oversight_is_what_the_authority_lets_count_as_one() -> None:
    quarter, visit = between.quarter_of(TODAY), done(ActivityKind.VISIT, TODAY)
    oversight, earlier = done(ActivityKind.OVERSIGHT, TODAY), done(ActivityKind.OVERSIGHT, date(2026, 9, 30))
    wider = replace(LEICESTER, counts_as_oversight=("visit", "review"))
    assert between.has_oversight([oversight], None, quarter, LEICESTER)
    assert not between.has_oversight([visit, earlier], TODAY, quarter, LEICESTER)
    assert between.has_oversight([visit], None, quarter, wider)
    assert between.has_oversight([], TODAY, quarter, wider)


def test_midway_reviews_are_for_all_or_for_those_rated_green() -> None:
    green = done(ActivityKind.RAG, TODAY, value="green")
    due = date(2027, 5, 3)
    middle = between.mid_point(REVIEWED, due)
    assert between.midway_due([], ROTHERHAM, REVIEWED, due) == middle
    assert between.midway_due([], LEICESTER, REVIEWED, due) is None
    assert between.midway_due([green], LEICESTER, REVIEWED, due) == middle
    assert between.midway_due([done(ActivityKind.MIDWAY, TODAY)], ROTHERHAM, REVIEWED, due) is None
    assert between.midway_due([done(ActivityKind.MIDWAY, REVIEWED)], ROTHERHAM, REVIEWED, due) == middle


def test_a_day_arranged_stands_until_the_next_of_its_kind() -> None:
    arranged = done(ActivityKind.PLANNED_VISIT, TODAY, 2, due_on=date(2026, 12, 2))
    made = done(ActivityKind.VISIT, date(2026, 12, 1), 3)
    again = done(ActivityKind.VISIT, date(2026, 12, 1), 4, due_on=date(2027, 2, 1))
    assert between.visit_due([arranged], LEICESTER, REVIEWED, None) == date(2026, 12, 2)
    assert between.visit_due([arranged, made], LEICESTER, REVIEWED, None) is None
    assert between.visit_due([arranged, made, again], LEICESTER, REVIEWED, None) == date(2027, 2, 1)


def test_the_child_is_visited_before_the_review() -> None:
    review_on = date(2027, 5, 3)
    assert between.visit_due([], ROTHERHAM, REVIEWED, review_on) == review_on
    assert between.visit_due([done(ActivityKind.VISIT, TODAY)], ROTHERHAM, REVIEWED, review_on) is None
    assert between.visit_due([], LEICESTER, REVIEWED, review_on) is None
