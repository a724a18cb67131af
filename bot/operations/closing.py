"""The end of a concern, resolved with what changed for the child or withdrawn; and its reopening."""

from __future__ import annotations

from bot.domain.change import Change
from bot.domain.concerns import INFORMAL, Concern, ConcernStatus, EntryKind
from bot.domain.intents import Do
from bot.domain.refusals import NotClosed, Refused
from bot.domain.results import Closed
from bot.domain.results_concern import Reopened
from bot.operations.desk import Desk
from bot.operations.finding import own_record
from bot.operations.promises import settle_promise
from bot.operations.writing import add_entry, as_before, reread


def resolve(
    desk: Desk, ref: str, outcome: str, impact: str, by: str = "", kept: bool | None = None
) -> Closed | Refused:
    """`by`: the role or person at whose level it was resolved; blank: whom its stage is with.

    `kept`: whether the last answer's promise was; None: as the days say.
    """
    return _close(desk, ref, Do.RESOLVE, outcome, impact, by, kept)


def withdraw(desk: Desk, ref: str, reason: str) -> Closed | Refused:
    return _close(desk, ref, Do.WITHDRAW, reason)


def reopen(desk: Desk, ref: str, reason: str) -> Reopened | Refused:
    """It goes on where it stood: no date is restarted."""
    concern = own_record(desk, ref, Do.REOPEN, must_be_open=False)
    if not isinstance(concern, Concern):
        return concern
    if concern.is_open:
        return NotClosed(concern)
    before = as_before(concern, "status", *ENDING)
    entry = add_entry(
        desk, concern, EntryKind.REOPENED, reason, changes={**ENDING, "status": ConcernStatus.OPEN}
    )
    return Reopened(reread(desk, concern.id), Change("reopened", concern.id, entry.position, before=before))


def resolved_by_default(concern: Concern) -> str:
    """Whom the stage is with, by name or role; of what is informal, whom it was raised with."""
    step = concern.step
    return (step.to_name or step.to_role or step.name) if step else concern.raised_with


ENDS = {
    Do.RESOLVE: (EntryKind.RESOLVED, ConcernStatus.RESOLVED),
    Do.WITHDRAW: (EntryKind.WITHDRAWN, ConcernStatus.WITHDRAWN),
}
ENDING = {"outcome": "", "impact": "", "resolved_on": None, "resolved_stage": None, "resolved_by": ""}
"""What an end sets, as it is while a concern is open."""
LONGEST_NAME = 200


def _close(
    desk: Desk, ref: str, do: Do, outcome: str, impact: str = "", by: str = "", kept: bool | None = None
) -> Closed | Refused:
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
        "resolved_by": (by or resolved_by_default(concern))[:LONGEST_NAME] if do is Do.RESOLVE else "",
    }
    done = do is Do.RESOLVE
    promise, told = settle_promise(desk, concern, desk.today, done=done, said=kept)
    entry = add_entry(desk, concern, kind, outcome, changes=changes, also=told)
    change = Change("closed", concern.id, entry.position, promise_position=promise)
    return Closed(reread(desk, concern.id), change)
