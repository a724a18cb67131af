"""Several instances: one may stop, lose the database or have a wrong clock, and all goes on."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa

from bot.channel.delivery import Delivered, Delivery, Unreachable
from bot.channel.messages import Message
from bot.channel.pace import Pace
from bot.channel.reminders import Reminders
from bot.channel.settings import Timing
from bot.clock import AgreedClock, system_clock
from bot.domain.chats import Address
from storage import deliveries
from storage.database import Database, Work, open_database
from storage.tables import delivery
from tests.channel.test_reminders import MONDAY, ready, sent_to
from tests.office import TENANT, Office

T = TypeVar("T")

EAGER = Timing(tick=timedelta(seconds=0.1))


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    office = await ready(database_url)
    yield office
    await office.database.close()


def loop_of(office: Office, database: Any = None, wire: Any = None) -> Reminders:
    """What `serve` runs beside the turns."""
    database = database or office.database
    wire = wire or office.wire
    policies, pace = {TENANT: office.policy}, Pace(database, Counter(), 48)
    return Reminders(database, policies, wire, office.clock, pace, EAGER)


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not happened():  # noqa: ASYNC110 - another task does it
            await asyncio.sleep(0.01)


class Slow:
    """Teams takes its time, and says when somebody waits for it."""

    def __init__(self) -> None:
        self.asked, self.let_go = asyncio.Event(), asyncio.Event()

    async def send(self, _address: Address, _message: Message) -> Delivery:
        self.asked.set()
        await self.let_go.wait()
        return Delivered("1")


async def states(office: Office) -> list[tuple[str, int]]:
    def asked(work: Work) -> list[tuple[str, int]]:
        rows = work.db.execute(sa.select(delivery.c.state, delivery.c.taken_over))
        return [(row.state, row.taken_over) for row in rows]

    return await office.database.transact(TENANT, asked)


async def test_an_instance_that_is_stopped_waits_for_what_is_on_its_way(office: Office) -> None:
    slow = Slow()
    reminders = loop_of(office, wire=slow)
    running = asyncio.create_task(reminders.run())
    await slow.asked.wait()
    reminders.stop()
    await asyncio.sleep(0.3)
    assert not running.done()
    slow.let_go.set()
    await asyncio.wait_for(running, 10)
    assert await states(office) == [("delivered", 0)]


class Failing:
    """A database that is away for a while."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.is_away = False
        self.refused = 0

    async def transact(self, tenant: str, do: Callable[[Work], T]) -> T:
        if self.is_away:
            self.refused += 1
            raise ConnectionRefusedError
        return await self._database.transact(tenant, do)


async def test_what_was_sent_while_the_database_was_away_is_recorded_when_it_is_back(office: Office) -> None:
    slow, failing = Slow(), Failing(office.database)
    reminders = loop_of(office, failing, slow)
    running = asyncio.create_task(reminders.run())
    await slow.asked.wait()
    failing.is_away = True
    slow.let_go.set()
    await until(lambda: failing.refused > 0)
    failing.is_away = False
    await asyncio.sleep(1.9)  # its next try is half a second later, and may fail; then a second
    reminders.stop()
    await running
    assert await states(office) == [("delivered", 0)]


async def test_however_many_look_at_once_one_has_a_persons_message(postgres_url: str) -> None:
    databases = [open_database(postgres_url) for _ in range(3)]
    office = await ready(postgres_url)

    def plan(work: Work) -> None:
        for number in range(20):
            deliveries.plan_delivery(work, 1, f"step:{number}", MONDAY, MONDAY)

    def claim(work: Work) -> list[deliveries.Planned]:
        apart = timedelta(seconds=2)
        return deliveries.claim_deliveries(work, MONDAY, timedelta(minutes=1), 4, apart)

    await office.database.transact(TENANT, plan)
    claims = await asyncio.gather(*(one.transact(TENANT, claim) for one in databases * 4))
    claims += [await office.database.transact(TENANT, claim)]
    assert sum(len(taken) for taken in claims) == 1
    for database in (*databases, office.database):
        await database.close()


@pytest.mark.parametrize("wrong_by", [-60, 60])
async def test_an_instance_with_a_wrong_clock_goes_by_the_databases(office: Office, wrong_by: int) -> None:
    """Else what another has just answered would look overdue to it, and be sent again."""
    clock = AgreedClock(lambda: system_clock() + timedelta(seconds=wrong_by))
    pace = Pace(office.database, Counter(), 48)
    policies, wire = {TENANT: office.policy}, office.wire
    one = Reminders(office.database, policies, wire, clock, pace, EAGER)  # type: ignore[arg-type]
    await one.agree_on_the_time()
    assert abs(clock() - system_clock()) < timedelta(seconds=10)


async def test_what_is_blocked_ends_and_leaves_again_when_the_person_writes(office: Office) -> None:
    office.wire.answers = iter([Unreachable("ConversationBlockedByUser")])
    await office.tick()
    assert await states(office) == [("unreachable", 0)]
    await office.says("iro", "help")
    await office.tick()
    assert sent_to(office, "iro") == 1


async def test_over_which_too_many_died_is_not_sent_and_somebody_is_told(office: Office) -> None:
    def often_taken_over(work: Work) -> None:
        deliveries.plan_delivery(work, 1, "weekly", MONDAY - timedelta(minutes=1), MONDAY)
        work.db.execute(sa.update(delivery).values(taken_over=6))

    await office.database.transact(TENANT, often_taken_over)
    [outcome] = await office.tick()
    assert (outcome.state, outcome.code, outcome.perhaps_a_repeat) == ("perhaps", "taken over", True)
    assert sent_to(office, "iro") == 0


async def test_the_next_look_is_when_something_falls_due(office: Office) -> None:
    def plan(work: Work) -> float | None:
        deliveries.plan_delivery(work, 1, "weekly", MONDAY, MONDAY + timedelta(seconds=7))
        return deliveries.seconds_until_due(work, MONDAY)

    def claim(work: Work) -> float | None:
        later = MONDAY + timedelta(seconds=8)
        deliveries.claim_deliveries(work, later, timedelta(seconds=30), 8)
        return deliveries.seconds_until_due(work, later)

    assert await office.database.transact(TENANT, lambda w: deliveries.seconds_until_due(w, MONDAY)) is None
    assert await office.database.transact(TENANT, plan) == pytest.approx(7)
    assert await office.database.transact(TENANT, claim) == pytest.approx(30, abs=5)
