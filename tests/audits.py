"""The audit in one transaction, for tests that only want to know that all is well."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.policy_file import load_policy
from bot.operations.auditing import Audited, audit_at
from storage.database import Work

MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def fault_in_history(work: Work, now: datetime = MOMENT) -> str | None:
    audit = audit_at(load_policy("lincolnshire", demo=True), now)
    audited = Audited()
    while not audited.is_whole:
        audited = audit.step(work, audited)
    return audited.first
