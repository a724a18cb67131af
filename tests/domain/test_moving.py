from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.calendar import WorkingCalendar
from bot.domain.concerns import DateMove, StepState, WhyMoved
from bot.domain.moving import PlannedMove, plan_hold, plan_move
from bot.domain.refusals import WhyNoMove
from bot.domain.triggers import told_by
from tests.cards import cast

RAISED = date(2026, 12, 14)
TODAY = date(2026, 12, 15)


@pytest.fixture
def calendar() -> WorkingCalendar:
    return cast.calendar()


def stood(due_on: date | None = date(2026, 12, 21), **more: object) -> cast.Concern:
    made = cast.escalation(cast.policy("durham"))
    return replace(made, steps=(replace(made.steps[0], raised_on=RAISED, due_on=due_on, **more),))  # type: ignore[arg-type]


def working(day: date) -> bool:
    """England, about Christmas 2026, written apart from the calendar."""
    shut = {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}
    return day.weekday() < 5 and day not in shut


@pytest.mark.parametrize("days", range(1, 25))
def test_a_hold_moves_the_date_by_the_working_days_held(days: int, calendar: WorkingCalendar) -> None:
    until = TODAY + timedelta(days=days)
    held = sum(working(TODAY + timedelta(days=n)) for n in range(1, days + 1))
    expected, left = date(2026, 12, 21), held
    while left:
        expected += timedelta(days=1)
        left -= working(expected)
    plan = plan_hold(stood(), until, TODAY, calendar)
    assert isinstance(plan, PlannedMove)
    assert (plan.days, plan.old_due_on, plan.new_due_on) == (held, date(2026, 12, 21), expected)
    assert plan.held_until == until


def test_a_hold_made_longer_counts_no_day_twice(calendar: WorkingCalendar) -> None:
    concern = stood(date(2026, 12, 23))
    step = concern.steps[0]
    first = DateMove(
        1, step.id, WhyMoved.HOLD, "", date(2026, 12, 21), date(2026, 12, 23), TODAY, "", date(2026, 12, 17)
    )
    plan = plan_hold(replace(concern, moves=(first,)), date(2026, 12, 18), TODAY, calendar)
    assert isinstance(plan, PlannedMove)
    assert (plan.days, plan.new_due_on) == (1, date(2026, 12, 24))


@pytest.mark.parametrize(
    ("concern", "until", "why"),
    [
        (stood(None), date(2026, 12, 18), WhyNoMove.NO_DATE),
        (stood(date(2026, 12, 14)), date(2026, 12, 18), WhyNoMove.OVERDUE),
        (stood(state=StepState.ANSWERED), date(2026, 12, 18), WhyNoMove.NOT_RUNNING),
        (cast.challenge(cast.policy()), date(2026, 12, 18), WhyNoMove.NOT_RUNNING),
        (stood(), TODAY, WhyNoMove.TOO_SHORT),
    ],
)
def test_what_cannot_be_held(
    concern: cast.Concern, until: date, why: WhyNoMove, calendar: WorkingCalendar
) -> None:
    assert plan_hold(concern, until, TODAY, calendar) is why


def test_a_decision_moves_what_is_overdue_or_had_no_date() -> None:
    for before in (None, date(2026, 12, 14)):
        plan = plan_move(stood(before), date(2026, 12, 18), TODAY)
        assert isinstance(plan, PlannedMove)
        assert (plan.old_due_on, plan.new_due_on) == (before, date(2026, 12, 18))
    assert plan_move(stood(), date(2026, 12, 21), TODAY) is WhyNoMove.SAME


def test_only_durhams_words_go_to_its_levels() -> None:
    durham = cast.policy("durham")
    trigger = told_by(durham, ["He lives in an UNREGULATED flat"])
    assert trigger is not None
    assert trigger.stages == (4, 5)
    assert told_by(durham, ["the unregulatedness of it", "not ratified"]) is None
    assert told_by(cast.policy("rotherham"), ["an unregulated flat"]) is None
