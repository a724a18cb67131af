"""What became of an attempt, written down: for the next attempt, the history and whoever must be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channel.after_sending import Again, Done
from bot.channel.preparing import Preparing
from bot.operations import reminding
from bot.operations.desk import Desk, audit_event
from storage import conversations, deliveries
from storage.database import Work
from storage.deliveries import NOT_REACHED, Planned

NO_CONVERSATION = "no conversation"


@dataclass(frozen=True)
class Outcome:
    """Of one attempt: for the line that `remind` prints, and for whoever watches."""

    person: str
    about: str
    state: str
    """`again later`, or a state of `storage.deliveries`."""
    code: str | None = None
    perhaps_a_repeat: bool = False
    """An attempt before this one may have arrived."""


@dataclass(frozen=True)
class Ended:
    """An attempt of which the database does not know yet."""

    planned: Planned
    person: str
    """The recipient's name; blank when the message was not written."""
    done: Done | Again
    held_until: float
    """By the loop's clock: then another instance may have it."""

    @property
    def outcome(self) -> Outcome:
        state = self.done.state if isinstance(self.done, Done) else "again later"
        repeat = self.planned.perhaps_repeats + self.planned.taken_over > 0
        return Outcome(self.person, self.planned.about, state, self.done.code, repeat)


def record(work: Work, preparing: Preparing, ended: Ended, now: datetime, to_one_person: timedelta) -> None:
    """Does nothing when another instance has the message by now."""
    planned, done = ended.planned, ended.done
    if isinstance(done, Again):
        deliveries.retry_delivery(work, planned, done.at, done.code, perhaps_arrived=done.perhaps_arrived)
    elif deliveries.finish_delivery(work, planned, done.state, done.code, now):
        _tell(preparing.desk(work, now, planned.recipient_id), planned, done)
    deliveries.hold_back(work, planned.recipient_id, now + to_one_person)


def _tell(desk: Desk, planned: Planned, done: Done) -> None:
    facts = {"about": planned.about, "state": done.state}
    audit_event(desk, f"deliveries:{planned.recipient_id}", "delivery", facts)
    if done.state == "unreachable" and done.code != NO_CONVERSATION:
        conversations.mark_unreachable(desk.work, planned.recipient_id, done.code or "", desk.now)
    if done.state in NOT_REACHED:
        reminding.not_reached(desk, planned.about)
