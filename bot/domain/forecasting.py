"""Reviews to come, week by week: how many each IRO has, and which can no longer be in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from bot.domain.calendar import WorkingCalendar
from bot.domain.results_reviews import ForecastOf, ForecastWeek
from bot.domain.reviews import Review

WEEK = timedelta(weeks=1)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def day_of_work(review: Review, calendar: WorkingCalendar) -> date:
    """The day it is planned for; else the last working day before it is due. Raises BeyondKnownHolidays."""
    return review.planned_on or calendar.last_working_day_by(review.due_on)


def cannot_be_in_time(review: Review, today: date, calendar: WorkingCalendar) -> bool:
    """Still to come, but with no working day left, or planned for a day after it is due.

    A review begun in time and adjourned has its own limit and is not judged here.
    """
    if review.adjourned_on is not None and review.adjourned_on <= review.due_on:
        return False
    if review.planned_on is not None and review.planned_on > review.due_on:
        return True
    return today <= review.due_on and calendar.last_working_day_by(review.due_on) < today


def by_week(
    reviews: Iterable[Review],
    iros: Mapping[int, str],
    from_on: date,
    to_on: date,
    capacity: int | None,
    calendar: WorkingCalendar,
) -> tuple[ForecastOf, ...]:
    """One line for each IRO, by name; `iros`: id -> name. Reviews of days gone by are not counted."""
    first = monday_of(from_on)
    mondays = [first + WEEK * n for n in range((monday_of(to_on) - first).days // 7 + 1)]
    counted = Counter(
        (review.iro_id, monday_of(day))
        for review in reviews
        if from_on <= (day := day_of_work(review, calendar)) <= to_on
    )

    def week(iro_id: int, monday: date) -> ForecastWeek:
        number = counted[iro_id, monday]
        return ForecastWeek(monday, number, capacity is not None and number > capacity)

    return tuple(
        ForecastOf(name, tuple(week(iro_id, monday) for monday in mondays))
        for iro_id, name in sorted(iros.items(), key=lambda one: one[1])
    )
