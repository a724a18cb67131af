"""The formal process: raise a stage, or ask the person whose stage it is to raise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.domain.concerns import Concern, ConcernKind, ConcernStatus, EntryKind, Step, StepState
from bot.domain.intents import Do
from bot.domain.ladder import NoFurtherStage, NoSuchStage, PlannedStep, StageBehind, Unreachable, plan_step
from bot.domain.people import Addressee, Role
from bot.domain.permissions import is_allocated, manages, may_write
from bot.domain.refusals import (
    AlreadyClosed,
    AlreadyEscalated,
    CannotStep,
    NotAllowed,
    NotEscalated,
    NotOnCaseload,
    Refused,
    WhyNoStep,
)
from bot.domain.results import Change, StepAsked, StepRaised
from bot.operations.desk import Desk, keep_todays_policy, policy_of
from bot.operations.finding import find_child, find_record, own_record
from bot.operations.promises import settle_promise
from bot.operations.writing import add_entry, as_before, begin_concern, reread, tell
from storage import concerns, conversations, people

FIRST = "next"


def raise_escalation(
    desk: Desk,
    child: str,
    themes: tuple[str, ...],
    text: str,
    stage: int | str = FIRST,
    reason: str = "",
    plan: str = "",
) -> StepRaised | StepAsked | Refused:
    """A new record that begins formally; `plan`: what the stage is raised with besides the matter."""
    found = find_child(desk, child)
    if isinstance(found, NotOnCaseload):
        return found
    if not is_allocated(desk.person, found):
        return NotAllowed(Do.RAISE_ESCALATION)
    planned = plan_step(desk.policy, None, stage, desk.person, desk.today, desk.calendar)
    if not isinstance(planned, PlannedStep):
        return cannot_step(planned)
    values = {
        "child_id": found.id,
        "team": found.team,
        "child_status": found.status,
        "kind": ConcernKind.ESCALATION,
        "status": ConcernStatus.OPEN,
        "opened_on": desk.today,
        "opened_by": desk.person.id,
        "policy_version": keep_todays_policy(desk),
        "escalated_on": desk.today,
        "total_due_on": planned.total_due_on,
    }
    begun = begin_concern(desk, values, themes, text)
    return _take_step(desk, begun, planned, text=plan, reason=reason, first=True)


def escalate_challenge(
    desk: Desk, ref: str, themes: tuple[str, ...], text: str, stage: int | str = FIRST, reason: str = ""
) -> StepRaised | StepAsked | Refused:
    """The same record, the same narrative: an informal challenge becomes formal."""
    concern = own_record(desk, ref, Do.RAISE_ESCALATION)
    if not isinstance(concern, Concern):
        return concern
    if concern.is_formal:
        return AlreadyEscalated(concern)
    planned = plan_step(policy_of(desk, concern), concern, stage, desk.person, desk.today, desk.calendar)
    if not isinstance(planned, PlannedStep):
        return cannot_step(planned)
    before = {"themes": list(concern.themes)} if themes and themes != concern.themes else {}
    if before:
        concerns.put_themes(desk.work, concern.id, themes)
    formal = {
        "kind": ConcernKind.ESCALATION,
        "escalated_on": desk.today,
        "total_began_on": planned.total_from,
        "total_due_on": planned.total_due_on,
    }
    add_entry(desk, concern, EntryKind.ESCALATED, text, changes=formal, also=before)
    taken = _take_step(desk, reread(desk, concern.id), planned, text="", reason=reason, first=True)
    return replace(taken, change=replace(taken.change, before={**taken.change.before, **before}))


def step_up(
    desk: Desk, ref: str, text: str, stage: int | str = "next", reason: str = ""
) -> StepRaised | StepAsked | Refused:
    """The next stage, or one named with a reason. By the IRO, or by the manager whose stage it is."""
    concern = find_record(desk, ref)
    if not isinstance(concern, Concern):
        return concern
    refusal = _may_not_step(desk, concern)
    if refusal:
        return refusal
    planned = plan_step(policy_of(desk, concern), concern, stage, desk.person, desk.today, desk.calendar)
    if not isinstance(planned, PlannedStep):
        return cannot_step(planned)
    if planned.waits_for and not may_write(desk.person, concern):
        return NotAllowed(Do.STEP_UP)
    return _take_step(desk, concern, planned, text=text, reason=reason, first=False)


def cannot_step(why: Unreachable) -> CannotStep:
    match why:
        case NoFurtherStage(last):
            return CannotStep(WhyNoStep.NO_FURTHER, last.name, ())
        case NoSuchStage(wanted, known):
            return CannotStep(WhyNoStep.NO_SUCH, wanted, tuple(stage.name for stage in known))
        case StageBehind(stage, at):
            return CannotStep(WhyNoStep.BEHIND, stage.name, (at.name,))


def _may_not_step(desk: Desk, concern: Concern) -> Refused | None:
    if not (may_write(desk.person, concern) or manages(desk.person, concern)):
        return NotAllowed(Do.STEP_UP)
    if not concern.is_open:
        return AlreadyClosed(concern)
    return None if concern.is_formal else NotEscalated(concern)


def _take_step(
    desk: Desk, concern: Concern, planned: PlannedStep, *, text: str, reason: str, first: bool
) -> StepRaised | StepAsked:
    to = people.addressee_for(desk.work, concern.team, planned.stage.number)
    if planned.waits_for:
        return _ask(desk, concern, planned, to, text, reason)
    if concern.asked:
        concerns.change_step(desk.work, concern.asked.id, state=StepState.UNDONE)
    step_id = concerns.add_step(desk.work, concern.id, _step_row(desk, planned, to, StepState.RAISED, reason))
    about = {"stage": planned.stage.number, "due_on": planned.due_on}
    kept_no_longer = {"promised_on": None} if concern.promised_on else {}
    promise, kept = settle_promise(desk, concern, desk.today, done=False)
    entry = add_entry(desk, concern, EntryKind.STAGE, text, about=about, changes=kept_no_longer, also=kept)
    _tell_of_step(desk, concern, to, step_id)
    after = reread(desk, concern.id)
    kind = "opened" if first and after.last_position == 2 else "stage"
    before = as_before(concern, *kept_no_longer)
    change = Change(kind, concern.id, entry.position, step_id, before=before, promise_position=promise)
    return StepRaised(after, _step(after, step_id), first, change)


def _ask(
    desk: Desk, concern: Concern, planned: PlannedStep, to: Addressee | None, text: str, reason: str
) -> StepAsked:
    if concern.asked:
        concerns.change_step(desk.work, concern.asked.id, state=StepState.UNDONE)
    step_id = concerns.add_step(desk.work, concern.id, _step_row(desk, planned, to, StepState.ASKED, reason))
    entry = add_entry(desk, concern, EntryKind.ASKED, text, about={"stage": planned.stage.number})
    managers = people.managers_of(desk.work, desk.person.manager_email)
    reached = [one for one in managers if conversations.chat_of(desk.work, one.id)]
    for manager in managers:
        tell(desk, manager.id, f"asked:{step_id}")
    after = reread(desk, concern.id)
    asked_of = ", ".join(manager.name for manager in managers) or (planned.waits_for or "")
    return StepAsked(
        after,
        _step(after, step_id),
        asked_of,
        bool(reached),
        Change("asked", concern.id, entry.position, step_id),
    )


def _tell_of_step(desk: Desk, concern: Concern, to: Addressee | None, step_id: int) -> None:
    if to is not None and to.reachable:
        tell(desk, to.person_id, f"step:{step_id}")
    if not desk.person.is_a(Role.IRO):
        tell(desk, concern.iro_id, f"raised:{step_id}")


def _step_row(
    desk: Desk, planned: PlannedStep, to: Addressee | None, state: StepState, reason: str
) -> dict[str, Any]:
    raised = state is StepState.RAISED
    return {
        "stage": planned.stage.number,
        "name": planned.stage.name,
        "state": state,
        "to_role": planned.stage.to_role,
        "to_name": to.name if to else None,
        "to_email": to.email if to else None,
        "to_person_id": to.person_id if to else None,
        "raised_by": desk.person.id,
        "raised_on": desk.today,
        "due_on": planned.due_on if raised else None,
        "days": planned.stage.days,
        "days_are": planned.stage.days_are,
        "reason": reason,
        "told_in_teams": raised and to is not None and to.reachable,
    }


def _step(concern: Concern, step_id: int) -> Step:
    return next(step for step in concern.steps if step.id == step_id)
