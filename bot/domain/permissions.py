"""Who may see and do what. An IRO's record is the IRO's: managers may answer or comment, never rewrite it."""

from __future__ import annotations

from bot.domain.concerns import Concern, StepState
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
    raised = (step for step in concern.steps if step.state in (StepState.RAISED, StepState.ANSWERED))
    return person.is_a(Role.RESPONDER) and any(
        person.id == step.to_person_id or person.email == step.to_email for step in raised
    )


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


def reads_as_another(person: Person, concern: Concern) -> bool:
    """A read to be kept in the history: by anyone but the child's own IRO."""
    return not is_allocated(person, concern)
