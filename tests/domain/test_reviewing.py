"""The papers of a review, lateness after an adjournment, and the weeks ahead."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.calendar import WorkingCalendar
from bot.domain.forecasting import by_week, cannot_be_in_time
from bot.domain.reviewing import Paper, is_held_late, is_paper_late, papers_due, with_paper
from bot.domain.reviews import Review

DUE = date(2026, 12, 18)
REVIEW = Review(1, 1, "D-100001", 7, "cla", DUE, "first_review", date(2026, 11, 20))
HELD = replace(REVIEW, held_on=date(2026, 12, 14))
"""The day of the Handbook's worked example."""


def due(review: Review, england: WorkingCalendar) -> dict[Paper, date]:
    return {one.paper: one.deadline.due_on for one in papers_due(review, england)}


def test_the_papers_of_a_review_held_on_14_december(england: WorkingCalendar) -> None:
    assert due(HELD, england) == {
        Paper.DECISIONS_SENT: date(2026, 12, 21),
        Paper.WRITTEN: date(2027, 1, 7),
        Paper.DISTRIBUTED: date(2027, 1, 14),
    }


def test_the_managers_five_days_begin_with_the_receipt(england: WorkingCalendar) -> None:
    sent = with_paper(HELD, Paper.DECISIONS_SENT, date(2026, 12, 18))
    assert Paper.ANSWERED not in due(sent, england)
    received = with_paper(sent, Paper.DECISIONS_RECEIVED, date(2026, 12, 21))
    assert due(received, england)[Paper.ANSWERED] == date(2026, 12, 30)


def test_what_came_later_was_preceded_by_what_came_before(england: WorkingCalendar) -> None:
    distributed = with_paper(HELD, Paper.DISTRIBUTED, date(2027, 1, 5))
    assert due(distributed, england).keys() == {Paper.DECISIONS_SENT}
    answered = with_paper(distributed, Paper.ANSWERED, date(2027, 1, 5))
    assert due(answered, england) == {}


def test_a_visit_or_a_conference_has_no_such_papers(england: WorkingCalendar) -> None:
    assert papers_due(replace(HELD, kind="icpc"), england) == ()
    assert papers_due(REVIEW, england) == ()


@pytest.mark.parametrize(
    ("paper", "on", "late"),
    [
        (Paper.DECISIONS_SENT, date(2026, 12, 21), False),
        (Paper.DECISIONS_SENT, date(2026, 12, 22), True),
        (Paper.DECISIONS_RECEIVED, date(2027, 3, 1), False),
        (Paper.DISTRIBUTED, date(2027, 1, 15), True),
    ],
)
def test_a_paper_is_late_after_its_last_day(
    england: WorkingCalendar, paper: Paper, on: date, late: bool
) -> None:
    assert is_paper_late(HELD, paper, on, england) is late


@pytest.mark.parametrize(
    ("adjourned_on", "held_on", "late"),
    [
        (None, DUE, False),
        (None, date(2026, 12, 19), True),
        (date(2026, 12, 17), date(2027, 1, 19), False),
        (date(2026, 12, 17), date(2027, 1, 20), True),
        (date(2026, 12, 19), date(2026, 12, 21), True),
    ],
)
def test_an_adjourned_review_has_twenty_working_days_if_it_was_begun_in_time(
    england: WorkingCalendar, adjourned_on: date | None, held_on: date, late: bool
) -> None:
    assert is_held_late(replace(REVIEW, adjourned_on=adjourned_on), held_on, england) is late


@pytest.mark.parametrize(
    ("due_on", "planned_on", "today", "too_late"),
    [
        (date(2026, 11, 29), None, date(2026, 11, 27), False),
        (date(2026, 11, 29), None, date(2026, 11, 28), True),
        (date(2026, 11, 29), date(2026, 11, 30), date(2026, 11, 20), True),
        (date(2026, 11, 29), date(2026, 11, 27), date(2026, 11, 20), False),
        (date(2026, 11, 19), None, date(2026, 11, 20), False),
    ],
)
def test_what_can_no_longer_be_in_time(
    england: WorkingCalendar, due_on: date, planned_on: date | None, today: date, too_late: bool
) -> None:
    review = replace(REVIEW, due_on=due_on, planned_on=planned_on)
    assert cannot_be_in_time(review, today, england) is too_late


def test_weeks_are_counted_by_the_planned_day_or_the_last_working_day(england: WorkingCalendar) -> None:
    days = [(date(2026, 11, 29), None), (date(2026, 12, 4), date(2026, 11, 24)), (date(2026, 12, 4), None)]
    reviews = [replace(REVIEW, due_on=due_on, planned_on=planned) for due_on, planned in days]
    names = {7: "Ines Example", 8: "Anna Sample"}
    anna, ines = by_week(reviews, names, date(2026, 11, 20), date(2026, 12, 6), 1, england)
    assert (anna.iro, anna.reviews) == ("Anna Sample", 0)
    assert [(week.monday, week.reviews, week.over) for week in ines.weeks] == [
        (date(2026, 11, 16), 0, False),
        (date(2026, 11, 23), 2, True),
        (date(2026, 11, 30), 1, False),
    ]
