"""A stage's date moved by a recorded decision: a hold, or another day. The 20 working days never move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.domain.calendar import WorkingCalendar
from bot.domain.concerns import Concern, Step, StepState, WhyMoved
from bot.domain.refusals import WhyNoMove


@dataclass(frozen=True)
class PlannedMove:
    """The stage's date as it is and as it would be; shown first, then stored."""

    why: WhyMoved
    step: Step
    old_due_on: date | None
    new_due_on: date
    held_until: date | None = None
    days: int = 0
    """Working days held."""


def why_not_movable(concern: Concern, why: WhyMoved, today: date) -> WhyNoMove | None:
    """Only the date of a stage that waits for its answer moves; a hold needs one that is still to come."""
    step = concern.step
    if step is None or step.state is not StepState.RAISED:
        return WhyNoMove.NOT_RUNNING
    if why is WhyMoved.HOLD and step.due_on is None:
        return WhyNoMove.NO_DATE
    if why is WhyMoved.HOLD and step.due_on is not None and step.due_on < today:
        return WhyNoMove.OVERDUE
    return None


def plan_hold(
    concern: Concern, until: date, today: date, calendar: WorkingCalendar
) -> PlannedMove | WhyNoMove:
    """The date moves by the working days after today, or after a hold that still lasts, up to `until`.

    Raises BeyondKnownHolidays.
    """
    refused = why_not_movable(concern, WhyMoved.HOLD, today)
    step = concern.step
    if refused or step is None or step.due_on is None:
        return refused or WhyNoMove.NOT_RUNNING
    days = calendar.working_days_between(held_from(concern, step, today), until)
    if days < 1:
        return WhyNoMove.TOO_SHORT
    new = calendar.add_working_days(step.due_on, days)
    return PlannedMove(WhyMoved.HOLD, step, step.due_on, new, until, days)


def plan_move(concern: Concern, to: date, today: date) -> PlannedMove | WhyNoMove:
    refused = why_not_movable(concern, WhyMoved.DECISION, today)
    step = concern.step
    if refused or step is None:
        return refused or WhyNoMove.NOT_RUNNING
    if to == step.due_on:
        return WhyNoMove.SAME
    return PlannedMove(WhyMoved.DECISION, step, step.due_on, to)


def held_from(concern: Concern, step: Step, today: date) -> date:
    """A hold that is made longer counts no day twice."""
    ends = [move.held_until for move in concern.moves if move.step_id == step.id and move.held_until]
    return max([today, *ends])
