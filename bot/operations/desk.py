"""What every operation stands on: who is at it, for which authority, at what moment, in which transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.domain.calendar import WorkingCalendar
from bot.domain.concerns import Concern
from bot.domain.people import Person
from bot.domain.permissions import reads_as_another
from bot.domain.policy import Policy
from bot.domain.policy_file import policy_as_json, policy_from_json
from storage import audit, policies
from storage.database import Work


@dataclass(frozen=True)
class Desk:
    work: Work
    person: Person
    policy: Policy
    """The authority's policy of today; a concern may have begun under an earlier one."""
    calendar: WorkingCalendar
    now: datetime
    today: date
    """The London day of `now`."""


def policy_of(desk: Desk, concern: Concern) -> Policy:
    """The policy the concern began under."""
    if concern.policy_version == desk.policy.version:
        return desk.policy
    document = policies.policy_document(desk.work, concern.policy_version)
    if document is None:
        raise LookupError(f"policy {concern.policy_version} is not kept")
    return policy_from_json(document)


def keep_todays_policy(desk: Desk) -> str:
    """Makes sure that the policy a concern begins under can be read for as long as the concern."""
    policies.keep_policy(desk.work, desk.policy.version, lambda: policy_as_json(desk.policy))
    return desk.policy.version


def audit_event(desk: Desk, subject: str, action: str, facts: Mapping[str, Any]) -> None:
    """`facts`: plain JSON values; of texts their digest only."""
    audit.append_event(desk.work, subject, desk.now, f"person:{desk.person.id}", action, facts)


def keep_read(desk: Desk, concern: Concern, action: str) -> None:
    """A read of another person's record stands in its history."""
    if reads_as_another(desk.person, concern):
        audit_event(desk, f"concern:{concern.id}", action, {})
