"""Quality grades, and the escalation that a policy ties to one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.activities import ActivityKind
from bot.domain.concerns import Concern
from bot.domain.intents import Do
from bot.domain.policy import Policy, Trigger, TriggerEvent
from bot.domain.refusals import NoGrades, Refused
from bot.domain.results import StepAsked, StepRaised
from bot.domain.results_between import ActivityRecorded
from bot.domain.reviews import Child
from bot.operations.activities import add_activity, change_of, own_child
from bot.operations.desk import Desk
from bot.operations.finding import open_of_child
from bot.operations.stages import raise_escalation

INADEQUATE = "Inadequate"


def record_qa_grade(
    desk: Desk,
    child: str,
    grade: str,
    note: str = "",
    happened_on: date | None = None,
    *,
    themes: tuple[str, ...] = (),
    plan: str = "",
    declined: str = "",
) -> ActivityRecorded | Refused:
    """With what the policy's trigger raises (Rotherham 7.2, 9.2: Inadequate is a stage 1).

    `plan`: the action plan, which becomes the stage's first entry. `declined`: why the IRO leaves the stage
    out; taken only where the policy lets them.
    """
    if not desk.policy.grades:
        return NoGrades(child, note)
    found = own_child(desk, child, Do.RECORD_QA_GRADE)
    if not isinstance(found, Child):
        return found
    trigger = trigger_of(desk.policy, grade)
    already = standing_at(desk, found, trigger) if trigger else None
    is_declined = bool(declined and trigger and trigger.may_decline)
    raised: StepRaised | StepAsked | None = None
    if trigger and trigger.stages and not already and not is_declined:
        stage = trigger.stages[0]
        bypasses = trigger.says if stage > desk.policy.first_stage().number else ""
        result = raise_escalation(desk, child, themes, note, stage, bypasses, plan)
        if not isinstance(result, StepRaised | StepAsked):
            return result
        raised = result
    values = {"value": grade, "note": note, "declined": declined if is_declined and not already else ""}
    activity = add_activity(desk, found, ActivityKind.GRADE, happened_on or desk.today, values)
    change = change_of(activity)
    if raised:
        change = replace(raised.change, activity_id=activity.id)
    return ActivityRecorded(activity, change, None, trigger, raised, already.ref if already else None)


def trigger_of(policy: Policy, grade: str) -> Trigger | None:
    return policy.trigger(TriggerEvent.GRADE_INADEQUATE) if grade == INADEQUATE else None


def standing_at(desk: Desk, child: Child, trigger: Trigger) -> Concern | None:
    """An open record of the child at the trigger's stage: nothing is raised twice."""
    return next(iter(open_of_child(desk, child.reference, lambda one: _stands_at(one, trigger))), None)


def _stands_at(concern: Concern, trigger: Trigger) -> bool:
    at = concern.step or concern.asked
    return concern.is_formal and at is not None and at.stage in trigger.stages
