"""Whether an open concern's clock is on a date that somebody promised or decided."""

from __future__ import annotations

from bot.domain.concerns import Concern, Step, StepState
from bot.domain.ladder import stage_numbered
from bot.domain.policy import Policy


def fault_of_date(concern: Concern, policy: Policy | None) -> str | None:
    """Why an open concern has no valid next date, as the end of a sentence; None when it has one.

    `policy`: the one it began under; None: it is not kept. Valid is, for the informal step, the promised
    day. For a formal one: the 20 working days have their day (IRO Handbook (2010) 6.2), and the stage it
    stands at has the day of its last recorded decision (a hold, a move), or the day it was given when
    raised; or it has none because the policy states no days for that stage, and the 20 days run.
    """
    if concern.next_date is None:
        return "has no next date"
    if not concern.is_formal:
        return None
    if concern.total_due_on is None:
        return "has no day on which its 20 working days end"
    step = concern.step
    return _of_stage(concern, step, policy) if step and step.state is StepState.RAISED else None


def _of_stage(concern: Concern, step: Step, policy: Policy | None) -> str | None:
    decided = [move.new_due_on for move in concern.moves if move.step_id == step.id]
    if decided and step.due_on != decided[-1]:
        return f"has not the date last decided for {step.name}"
    if step.due_on is not None:
        return f"has a date before {step.name} was raised" if step.due_on < step.raised_on else None
    if step.days is not None:
        return f"has no date for {step.name}, which has {step.days} days"
    if policy is None:
        return f"has no date for {step.name}, and its policy is not kept"
    stage = stage_numbered(policy, step.stage)
    states = stage is not None and stage.days is not None
    return f"has no date for {step.name}, although its policy states the days" if states else None
