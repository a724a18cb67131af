"""The end of a concern: resolved, with what changed for the child, or withdrawn, with the reason."""

from __future__ import annotations

from bot.domain.concerns import INFORMAL, Concern, ConcernStatus, EntryKind
from bot.domain.intents import Do
from bot.domain.refusals import Refused
from bot.domain.results import Change, Closed
from bot.operations.desk import Desk
from bot.operations.finding import own_record
from bot.operations.writing import add_entry, reread


def resolve(desk: Desk, ref: str, outcome: str, impact: str) -> Closed | Refused:
    return _close(desk, ref, Do.RESOLVE, outcome, impact)


def withdraw(desk: Desk, ref: str, reason: str) -> Closed | Refused:
    return _close(desk, ref, Do.WITHDRAW, reason, "")


ENDS = {
    Do.RESOLVE: (EntryKind.RESOLVED, ConcernStatus.RESOLVED),
    Do.WITHDRAW: (EntryKind.WITHDRAWN, ConcernStatus.WITHDRAWN),
}


def _close(desk: Desk, ref: str, do: Do, outcome: str, impact: str) -> Closed | Refused:
    concern = own_record(desk, ref, do)
    if not isinstance(concern, Concern):
        return concern
    kind, status = ENDS[do]
    changes = {
        "status": status,
        "outcome": outcome,
        "impact": impact,
        "resolved_on": desk.today,
        "resolved_stage": concern.step.stage if concern.step else INFORMAL,
    }
    entry = add_entry(desk, concern, kind, outcome, changes=changes)
    return Closed(reread(desk, concern.id), Change("closed", concern.id, entry.position))
