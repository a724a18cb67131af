"""Who may see and do what. An IRO's record is the IRO's: managers may answer or comment, never rewrite it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.concerns import Action, Concern, Step, StepState
from bot.domain.intents import Do
from bot.domain.people import Person, Role
from bot.domain.reviews import Child


def is_allocated(person: Person, of: Concern | Child) -> bool:
    """The child is on this IRO's own caseload now."""
    return person.is_a(Role.IRO) and of.iro_id == person.id


def manages(person: Person, of: Concern | Child) -> bool:
    """An IRO manager sees the IROs who report to them, and those who report to nobody."""
    reports_here = of.iro_manager_email in ("", person.email)
    return person.is_a(Role.IRO_MANAGER) and reports_here


def is_addressed(person: Person, concern: Concern) -> bool:
    """A stage that was really raised is addressed to this responder."""
    return any(is_addressed_by(person, step) for step in concern.steps)


def is_addressed_by(person: Person, step: Step) -> bool:
    raised = step.state in (StepState.RAISED, StepState.ANSWERED)
    theirs = person.id == step.to_person_id or person.email == step.to_email
    return person.is_a(Role.RESPONDER) and raised and theirs


def may_read(person: Person, concern: Concern) -> bool:
    return is_allocated(person, concern) or manages(person, concern) or is_addressed(person, concern)


def may_write(person: Person, concern: Concern) -> bool:
    """To add to the narrative, step up, resolve, withdraw: the child's own IRO alone."""
    return is_allocated(person, concern)


def may_comment(person: Person, concern: Concern) -> bool:
    return manages(person, concern)


def may_respond(person: Person, concern: Concern) -> bool:
    """The IRO may write down an answer that came another way; a responder answers for themselves."""
    return is_allocated(person, concern) or is_addressed(person, concern)


def may_send(person: Person, concern: Concern) -> bool:
    """Whoever was given the text for a manager may say that it was sent: the IRO, or who raised the stage."""
    step = concern.step
    raised_it = step is not None and manages(person, concern) and step.raised_by_id == person.id
    return is_allocated(person, concern) or raised_it


def may_tick(person: Person, concern: Concern, action: Action) -> bool:
    """The record's IRO, and whoever the action is attributed to (Buckinghamshire, recommendations)."""
    return is_allocated(person, concern) or action.owner_id == person.id


def may_tick_some(person: Person, concern: Concern) -> bool:
    return is_allocated(person, concern) or any(may_tick(person, concern, one) for one in concern.actions)


def as_ticked_by(person: Person, concern: Concern) -> Concern:
    """Whole to its IRO. To the owner of an action no more than their own; nor the child and what was
    written, unless they may read the record."""
    if is_allocated(person, concern):
        return concern
    theirs = tuple(one for one in concern.actions if may_tick(person, concern, one))
    seen = replace(concern, actions=theirs)
    return seen if may_read(person, concern) else replace(seen, child="", entries=())


def may_begin(person: Person, do: Do) -> bool:
    """By role alone: what nobody of this role ever does is refused before anything is asked."""
    return do not in DONE_BY or any(person.is_a(role) for role in DONE_BY[do])


DONE_BY: Mapping[Do, tuple[Role, ...]] = {
    Do.LOG_POSITIVE_CHALLENGE: (Role.IRO,),
    Do.RAISE_ESCALATION: (Role.IRO,),
    Do.ADD_NARRATIVE: (Role.IRO,),
    Do.RECORD_RESPONSE: (Role.IRO, Role.RESPONDER),
    Do.STEP_UP: (Role.IRO, Role.IRO_MANAGER),
    Do.RESOLVE: (Role.IRO,),
    Do.WITHDRAW: (Role.IRO,),
    Do.HOLD: (Role.IRO,),
    Do.MOVE_DATE: (Role.IRO,),
    Do.ADD_ACTION: (Role.IRO,),
    Do.ACTION_DONE: (Role.IRO, Role.IRO_MANAGER, Role.RESPONDER),
    Do.ASK_ACTIONS: (Role.IRO, Role.IRO_MANAGER),
    Do.RECORD_MEETING: (Role.IRO,),
    Do.REOPEN: (Role.IRO,),
    Do.LEGAL_ADVICE: (Role.IRO,),
    Do.COMMENT: (Role.IRO_MANAGER,),
    Do.RECORD_REVIEW_HELD: (Role.IRO,),
    Do.REARRANGE_REVIEW: (Role.IRO,),
    Do.ADJOURN_REVIEW: (Role.IRO,),
    Do.MARK_REVIEW_PAPERS: (Role.IRO,),
    Do.RECORD_CARE_EVENT: (Role.IRO,),
    Do.ASK_FORECAST: (Role.IRO, Role.IRO_MANAGER),
    Do.RECORD_VISIT: (Role.IRO,),
    Do.RECORD_MIDWAY_REVIEW: (Role.IRO,),
    Do.SET_RAG: (Role.IRO,),
    Do.RECORD_QA_GRADE: (Role.IRO,),
    Do.RECORD_OVERSIGHT: (Role.IRO,),
    Do.CHECK_BEFORE_REVIEW: (Role.IRO,),
    Do.LOG_GOOD_PRACTICE: (Role.IRO,),
    Do.ASK_NOT_LOOKED_AT: (Role.IRO, Role.IRO_MANAGER),
    Do.SHOW_RECORD: (Role.IRO, Role.IRO_MANAGER, Role.RESPONDER),
    Do.SHOW_HISTORY: (Role.IRO, Role.IRO_MANAGER),
    Do.SHOW_FILE_TEXT: (Role.IRO, Role.IRO_MANAGER, Role.RESPONDER),
    Do.SHOW_CHRONOLOGY: (Role.IRO, Role.IRO_MANAGER),
    Do.MARK_FILED: (Role.IRO,),
    Do.MARK_SENT: (Role.IRO, Role.IRO_MANAGER),
    Do.ASK_NOT_FILED: (Role.IRO,),
    Do.ASK_OPEN: (Role.IRO, Role.IRO_MANAGER, Role.RESPONDER),
    Do.ASK_DEADLINES: (Role.IRO, Role.IRO_MANAGER),
    Do.TEAM_STATUS: (Role.IRO_MANAGER,),
    Do.MANAGER_QUERY: (Role.IRO_MANAGER,),
    Do.MAKE_REPORT: (Role.IRO_MANAGER,),
    Do.ASK_REMINDERS: (Role.IRO, Role.IRO_MANAGER, Role.ADMIN),
    Do.SNOOZE: (Role.IRO, Role.IRO_MANAGER, Role.RESPONDER),
    Do.STILL_WORKING: (Role.IRO, Role.IRO_MANAGER, Role.RESPONDER),
    Do.GO_ON_LEAVE: (Role.IRO, Role.IRO_MANAGER),
    Do.COME_BACK: (Role.IRO, Role.IRO_MANAGER),
    Do.CHOOSE_REMINDERS: (Role.IRO, Role.IRO_MANAGER, Role.RESPONDER),
}


def reads_as_another(person: Person, concern: Concern) -> bool:
    """A read to be kept in the history: by anyone but the child's own IRO."""
    return not is_allocated(person, concern)
