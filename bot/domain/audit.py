"""The history of a subject as a chain of hashes: nothing can be changed or dropped unseen.

Facts carry digests of texts, never the texts, so that words entered on the wrong child can be
redacted, visibly, and the chain still verifies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

START = "0" * 64


@dataclass(frozen=True)
class AuditEvent:
    subject: str
    """Whose chain it belongs to: `concern:113`, `child:7`, `people`."""
    seq: int
    at: datetime
    actor: str
    action: str
    facts: Mapping[str, Any]
    previous: str
    hash: str


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def link(
    previous: str, subject: str, seq: int, at: datetime, actor: str, action: str, facts: Mapping[str, Any]
) -> str:
    """The hash that ties an event to all before it."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [previous, subject, seq, moment, actor, action, facts]
    return digest(json.dumps(content, sort_keys=True, separators=(",", ":")))


def first_fault(events: Iterable[AuditEvent]) -> str | None:
    """Of one subject's events in order: what is wrong first, or None when the chain holds."""
    last = None
    for event in events:
        if fault := fault_after(last, event):
            return fault
        last = event
    return None


def fault_after(last: AuditEvent | None, event: AuditEvent) -> str | None:
    """What is wrong with an event that follows `last` in the order of subject and number; None: nothing."""
    begins = last is None or last.subject != event.subject
    seq, previous = (1, START) if begins or last is None else (last.seq + 1, last.hash)
    if event.seq != seq:
        return f"{event.subject}: event {seq} is missing"
    expected = link(previous, event.subject, seq, event.at, event.actor, event.action, event.facts)
    if (event.previous, event.hash) != (previous, expected):
        return f"{event.subject}: event {seq} does not match its hash"
    return None
