"""What became of an attempt, written down: for the next attempt, the history and whoever must be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channel.after_sending import Again, Done
from bot.channel.preparing import Preparing
from bot.operations import reminding
from bot.operations.desk import Desk
from storage import audit, conversations, deliveries, people
from storage.database import Work
from storage.deliveries import NOT_REACHED, NOTHING, Planned

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


def record(
    work: Work, preparing: Preparing, ended: Sequence[Ended], now: datetime, to_one_person: timedelta
) -> None:
    """Leaves alone what another instance has by now."""
    done: dict[Done, list[Planned]] = defaultdict(list)
    for one in ended:
        if isinstance(one.done, Again):
            again = one.done
            deliveries.retry_delivery(
                work, one.planned, again.at, again.code, perhaps_arrived=again.perhaps_arrived
            )
        else:
            done[one.done].append(one.planned)
    for how, planned in done.items():
        _finish(work, preparing, planned, how, now)
    deliveries.hold_back(work, [one.planned.recipient_id for one in ended], now + to_one_person)


def _finish(work: Work, preparing: Preparing, planned: Sequence[Planned], done: Done, now: datetime) -> None:
    kept = deliveries.finish_deliveries(work, planned, done.state, done.code, now)
    finished = [one for one in planned if one.id in kept]
    if done.state != NOTHING:
        events = [
            (f"deliveries:{one.recipient_id}", {"about": one.about, "state": done.state}) for one in finished
        ]
        audit.append_events(work, events, now, "reminders", "delivery")
    if done.state in NOT_REACHED:
        for one in finished:
            _tell(preparing.desk(work, now, people.person_by_id(work, one.recipient_id)), one, done)


def _tell(desk: Desk, planned: Planned, done: Done) -> None:
    if done.state == "unreachable" and done.code != NO_CONVERSATION:
        conversations.mark_unreachable(desk.work, planned.recipient_id, done.code or "", desk.now)
    reminding.not_reached(desk, planned.about)
