"""The loop that sends what nobody asked for: plan, claim, send with no transaction open, record.

Every instance ticks.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.cards.draw import Scene, draw
from bot.channel.after_sending import Again, Done, after_sending
from bot.channel.delivery import Delivered, Delivery
from bot.channel.messages import Message
from bot.channel.outbox import Outbox
from bot.channel.sending import Sender
from bot.clock import Clock, london_day
from bot.domain.calendar import WorkingCalendar
from bot.domain.chats import Address
from bot.domain.policy import Policy
from bot.holidays_england import working_calendar
from bot.operations import reminding
from bot.operations.desk import Desk, audit_event
from storage import conversations, deliveries, people
from storage.database import Database, Work
from storage.deliveries import Planned

_log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
AT_ONCE = 8
"""Few enough for one attempt each, of some 15 seconds, to end well within the lease."""


@dataclass(frozen=True)
class Outcome:
    """For the line that `remind` prints."""

    person: str
    about: str
    state: str


class Reminders:
    def __init__(
        self,
        database: Database,
        policies: Mapping[str, Policy],
        sender: Sender,
        outbox: Outbox,
        clock: Clock,
        every: float = 20.0,
    ) -> None:
        self._database = database
        self._policies = policies
        self._sender = sender
        self._outbox = outbox
        self._clock = clock
        self._every = every
        self._poked = asyncio.Event()
        self.last_tick: datetime | None = None

    def poke(self) -> None:
        """Something may have been planned that should leave now."""
        self._poked.set()

    def is_alive(self, now: datetime) -> bool:
        """A tick has ended lately."""
        return self.last_tick is not None and (now - self.last_tick).total_seconds() < 5 * self._every

    async def run(self) -> None:
        """For ever; a tick that fails is logged and the next one tries again."""
        while True:
            try:
                await self.catch_up(self._clock())
                await self.tick(self._clock())
            except Exception as fault:  # noqa: BLE001 - reminders must not stop for good
                _log.error("a tick of the reminders failed: %s", type(fault).__name__)
            await self._until_next_tick()

    async def catch_up(self, now: datetime) -> None:
        """Answers that never left; by the real clock, or one that is just being sent looks overdue."""
        for tenant in self._policies:
            await self._outbox.tick(tenant, now)

    async def tick(self, now: datetime) -> list[Outcome]:
        """Everything due at `now`, for every authority."""
        outcomes: list[Outcome] = []
        for tenant in self._policies:
            await self._database.transact(tenant, lambda work: self._plan(work, now))
            while claimed := await self._claimed(tenant, now):
                outcomes += await self._deliver_all(tenant, claimed, now)
        self.last_tick = now
        return outcomes

    async def due(self, now: datetime) -> list[str]:
        """Who would get a list at `now`: for `remind --dry-run`, nothing is stored."""
        names: list[str] = []
        for tenant in self._policies:
            names += await self._database.transact(tenant, lambda work: self._would_plan(work, now))
        return names

    def _plan(self, work: Work, now: datetime) -> None:
        began = deliveries.begin_authority(work, now)
        calendar = self._calendar(work.tenant, now)
        reminding.plan_due(work, self._policies[work.tenant], calendar, now, began)

    def _would_plan(self, work: Work, now: datetime) -> list[str]:
        began = deliveries.authority_began(work) or now
        calendar = self._calendar(work.tenant, now)
        planned = reminding.would_plan(work, self._policies[work.tenant], calendar, now, began)
        return [name for name, _ in planned]

    def _calendar(self, tenant: str, now: datetime) -> WorkingCalendar:
        policy = self._policies[tenant]
        return working_calendar(london_day(now), policy.closures, policy.extra_bank_holidays)

    def _desk(self, work: Work, now: datetime, person_id: int) -> Desk:
        person = people.person_by_id(work, person_id)
        calendar = self._calendar(work.tenant, now)
        return Desk(work, person, self._policies[work.tenant], calendar, now, london_day(now))

    async def _claimed(self, tenant: str, now: datetime) -> list[Planned]:
        return await self._database.transact(
            tenant, lambda work: deliveries.claim_deliveries(work, now, LEASE, AT_ONCE)
        )

    async def _deliver_all(self, tenant: str, claimed: list[Planned], now: datetime) -> list[Outcome]:
        """Side by side, within the lease. What fails is left until its lease has run out: it stops nobody."""
        done = await asyncio.gather(
            *(self._deliver(tenant, planned, now) for planned in claimed), return_exceptions=True
        )
        for planned, one in zip(claimed, done, strict=True):
            if isinstance(one, BaseException):
                _log.error("delivery %d failed: %s", planned.id, type(one).__name__)
        return [one for one in done if isinstance(one, Outcome)]

    async def _deliver(self, tenant: str, planned: Planned, now: datetime) -> Outcome:
        name, address, messages = await self._database.transact(
            tenant, lambda work: self._prepare(work, planned, now)
        )
        if not messages:
            done: Done | Again = Done("nothing")
        elif address is None:
            done = Done("unreachable", "no conversation")
        else:
            done = after_sending(await self._send(address, messages), planned, now)
        await self._database.transact(tenant, lambda work: self._record(work, planned, done, now))
        return Outcome(name, planned.about, done.state if isinstance(done, Done) else "again later")

    async def _send(self, address: Address, messages: Sequence[Message]) -> Delivery:
        """As far as they arrive; all of them are sent again when one has not."""
        for message in messages:
            delivery = await self._sender.send(address, message)
            if not isinstance(delivery, Delivered):
                break
        return delivery

    def _prepare(
        self, work: Work, planned: Planned, now: datetime
    ) -> tuple[str, Address | None, list[Message]]:
        desk = self._desk(work, now, planned.recipient_id)
        notice = reminding.notice_for(desk, planned.about)
        chat = conversations.chat_of(work, planned.recipient_id)
        address = chat.address if chat and chat.unreachable is None else None
        scene = Scene(desk.person, desk.policy, desk.today, desk.calendar)
        drawn = draw(notice, scene) if notice is not None else []
        return desk.person.name, address, [Message(one.text, one.card, one.summary) for one in drawn]

    def _record(self, work: Work, planned: Planned, done: Done | Again, now: datetime) -> None:
        if isinstance(done, Again):
            deliveries.retry_delivery(work, planned, done.at, done.code, perhaps_arrived=done.perhaps_arrived)
            return
        deliveries.finish_delivery(work, planned, done.state, done.code, now)
        desk = self._desk(work, now, planned.recipient_id)
        facts = {"about": planned.about, "state": done.state}
        audit_event(desk, f"deliveries:{planned.recipient_id}", "delivery", facts)
        if done.state == "unreachable":
            conversations.mark_unreachable(work, planned.recipient_id, done.code or "", now)
        if done.state in ("unreachable", "refused"):
            reminding.not_reached(desk, planned.about)

    async def _until_next_tick(self) -> None:
        try:
            await asyncio.wait_for(self._poked.wait(), self._every)
        except TimeoutError:
            pass
        self._poked.clear()
