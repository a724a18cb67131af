"""What is wanted between two reviews, and by when: pure rules over one child's activities and reviews."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.activities import Activity, ActivityKind, Rag
from bot.domain.calendar import WorkingCalendar, add_months
from bot.domain.policy import BetweenReviews, Trigger

LOOKS = frozenset(
    {
        ActivityKind.VISIT,
        ActivityKind.MIDWAY,
        ActivityKind.OVERSIGHT,
        ActivityKind.RAG,
        ActivityKind.PRE_REVIEW,
    }
)
"""What shows that the IRO looked at a rated child again."""
PLANS = {
    ActivityKind.VISIT: ActivityKind.PLANNED_VISIT,
    ActivityKind.MIDWAY: ActivityKind.PLANNED_MIDWAY,
}
QUARTER_MONTHS = 3
REVIEW = "review"
"""A review held, among what counts as oversight."""


@dataclass(frozen=True)
class Window:
    """When a rated child wants looking at again."""

    from_on: date
    by_on: date
    counted_from: date
    since_review: bool
    """Counted from the review meeting; otherwise from the day of the rating."""


@dataclass(frozen=True)
class Quarter:
    """Of the financial year: April to June is the first."""

    first: date
    last: date

    @property
    def number(self) -> int:
        return (self.first.month - 4) % 12 // QUARTER_MONTHS + 1


def window(rag: Rag, rated_on: date, reviewed_on: date | None, policy: BetweenReviews) -> Window | None:
    """Red: from at once up to 4 weeks; amber: 5 to 8 weeks from the review meeting (Leicester 5.2).

    The weeks are the policy's. Amber counts from the rating where no review is known, or where the window
    after the review had closed before the rating was given. None: green, or no weeks are set.
    """
    if rag is Rag.RED and policy.red_within_weeks:
        return Window(rated_on, _weeks(rated_on, policy.red_within_weeks), rated_on, since_review=False)
    if rag is not Rag.AMBER or not policy.amber_within_weeks:
        return None
    is_ahead = reviewed_on is not None and _weeks(reviewed_on, policy.amber_within_weeks) >= rated_on
    begins = reviewed_on if reviewed_on is not None and is_ahead else rated_on
    opens = _weeks(begins, policy.amber_from_weeks) if policy.amber_from_weeks else begins
    return Window(opens, _weeks(begins, policy.amber_within_weeks), begins, since_review=is_ahead)


def _weeks(day: date, weeks: int) -> date:
    return day + timedelta(weeks=weeks)


def mid_point(held_on: date, next_due_on: date) -> date:
    """Half way between the last review held and the next one due (Rotherham 9.4); the earlier of two days."""
    return held_on + (next_due_on - held_on) // 2


def check_day(review_on: date, policy: BetweenReviews, calendar: WorkingCalendar) -> date | None:
    """The day for the check before a review (Leicester 5.2: two days before); None where none is wanted.

    Raises BeyondKnownHolidays.
    """
    days = policy.check_days_before_review
    if days is None:
        return None
    if policy.check_days_are == "calendar":
        return review_on - timedelta(days=days)
    return calendar.add_working_days(review_on, -days)


def quarter_of(day: date) -> Quarter:
    first = date(day.year, (day.month - 1) // QUARTER_MONTHS * QUARTER_MONTHS + 1, 1)
    return Quarter(first, add_months(first, QUARTER_MONTHS) - timedelta(days=1))


def is_oversight(activity: Activity, policy: BetweenReviews) -> bool:
    """An oversight record, or what the authority lets count as one."""
    return activity.kind is ActivityKind.OVERSIGHT or activity.kind.value in policy.counts_as_oversight


def has_oversight(
    activities: Iterable[Activity], reviewed_on: date | None, quarter: Quarter, policy: BetweenReviews
) -> bool:
    """At least one in the quarter (Leicester 5.2). `reviewed_on`: the last review held."""
    looked = [one.happened_on for one in activities if is_oversight(one, policy)]
    if reviewed_on is not None and REVIEW in policy.counts_as_oversight:
        looked.append(reviewed_on)
    return any(quarter.first <= day <= quarter.last for day in looked)


def newest(activities: Iterable[Activity]) -> list[Activity]:
    return sorted(activities, key=lambda one: (one.happened_on, one.id), reverse=True)


def rating_of(activities: Iterable[Activity]) -> Activity | None:
    """The rating that stands."""
    return next((one for one in newest(activities) if one.kind is ActivityKind.RAG and one.value), None)


def rating_due(
    activities: Sequence[Activity], policy: BetweenReviews, reviewed_on: date | None
) -> date | None:
    """By when the rated child wants looking at; None: not rated so, or looked at or reviewed since.

    A look before the window opens does not close it. A rating from a file has the policy's window.
    """
    rated = rating_of(activities)
    if rated is None or (reviewed_on is not None and reviewed_on > rated.happened_on):
        return None
    usual = window(Rag(rated.value), rated.happened_on, reviewed_on, policy)
    due_on = rated.due_on or (usual.by_on if usual else None)
    opens = usual.from_on if usual and usual.by_on == due_on else rated.happened_on
    later = (one for one in activities if one.kind in LOOKS and _is_after(one, rated))
    return None if any(one.happened_on >= opens for one in later) else due_on


def midway_due(
    activities: Sequence[Activity], policy: BetweenReviews, held_on: date | None, next_due_on: date | None
) -> date | None:
    """The mid-point, or the day it was arranged for; None: not wanted, or done since the last review."""
    if any(one.kind is ActivityKind.MIDWAY and _is_since(one, held_on) for one in activities):
        return planned_day(activities, ActivityKind.MIDWAY)
    if planned := planned_day(activities, ActivityKind.MIDWAY):
        return planned
    rated = rating_of(activities)
    is_wanted = policy.midway_for == "all" or (
        policy.midway_for == "green" and rated is not None and rated.value == Rag.GREEN
    )
    return mid_point(held_on, next_due_on) if is_wanted and held_on and next_due_on else None


def visit_due(
    activities: Sequence[Activity], policy: BetweenReviews, held_on: date | None, review_on: date | None
) -> date | None:
    """The day arranged; else that of the review before which the child is to be visited (Rotherham 9.4)."""
    if planned := planned_day(activities, ActivityKind.VISIT):
        return planned
    if not policy.visit_before_review or review_on is None:
        return None
    visited = any(one.kind is ActivityKind.VISIT and _is_since(one, held_on) for one in activities)
    return None if visited else review_on


def grade_due(
    activities: Iterable[Activity], policy: BetweenReviews, held_on: date | None, review_on: date | None
) -> date | None:
    """The day of the review before which a checklist is to be graded (Rotherham 7.2); None: it is."""
    if not policy.grade_before_review:
        return None
    grades = (one for one in activities if one.kind is ActivityKind.GRADE and one.value)
    return None if any(_is_since(one, held_on) for one in grades) else review_on


def planned_day(activities: Iterable[Activity], kind: ActivityKind) -> date | None:
    """A day arranged stands until the next of its kind is recorded or arranged."""
    latest = next((one for one in newest(activities) if one.kind in (kind, PLANS[kind])), None)
    return latest.due_on if latest else None


def is_checked(activities: Iterable[Activity], held_on: date | None) -> bool:
    """The check before the next review was done."""
    return any(one.kind is ActivityKind.PRE_REVIEW and _is_since(one, held_on) for one in activities)


def _is_since(activity: Activity, held_on: date | None) -> bool:
    """After the last review, whose own day still belongs to what led to it."""
    return held_on is None or activity.happened_on > held_on


def _is_after(activity: Activity, other: Activity) -> bool:
    return (activity.happened_on, activity.id) > (other.happened_on, other.id)


@dataclass(frozen=True)
class AroundActivity:
    """What stands around an activity about to be recorded."""

    window: Window | None = None
    trigger: Trigger | None = None
    """What the policy ties to this rating or grade."""
    already: str | None = None
    """The open record at the trigger's stage: it is not raised twice."""
