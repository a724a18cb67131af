"""The pace is shared: by instances through the database, and with the replies that wait for nobody."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.channel.pace import Pace
from storage.database import Database, Work, open_database
from storage.pace import database_time, take_slots
from storage.tables import pace

TENANT = "d0000000-0000-4000-8000-000000000001"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = open_database(database_url)
    yield database
    await database.close()


async def test_two_instances_never_get_the_same_moment(database: Database) -> None:
    ours, theirs = Pace(database, Counter(), 10), Pace(database, Counter(), 10)
    taken = await asyncio.gather(*(one.slots(TENANT, 5) for one in (ours, theirs) * 3))
    slots = sorted(slot for some in taken for slot in some)
    apart = [later - earlier for earlier, later in zip(slots, slots[1:], strict=False)]
    assert len(slots) == 30
    assert slots[-1] - slots[0] == pytest.approx(2.9, abs=0.3)
    assert min(apart) > 0.0


async def test_slots_of_the_past_are_lost(database: Database) -> None:
    """Or after a quiet hour all would leave at once."""
    await database.transact(TENANT, lambda work: take_slots(work, 5, 50))
    await asyncio.sleep(0.3)
    assert await database.transact(TENANT, lambda work: take_slots(work, 2, 50)) == [0, 0.02]


async def test_another_tenant_has_a_pace_of_its_own(database: Database) -> None:
    await database.transact(TENANT, lambda work: take_slots(work, 50, 10))
    assert await database.transact("another", lambda work: take_slots(work, 1, 10)) == [0]


async def test_replies_count_once_and_a_second_of_them_at_most(database: Database) -> None:
    posts: Counter[str] = Counter()
    mine, now = Pace(database, posts, 10), asyncio.get_running_loop().time
    posts[TENANT] += 3
    [slot] = await mine.slots(TENANT, 1)
    assert slot - now() == pytest.approx(0.3, abs=0.1)
    mine.leaves(TENANT)
    posts[TENANT] += 1
    [slot] = await mine.slots(TENANT, 1)
    assert slot - now() == pytest.approx(0.4, abs=0.15)
    posts[TENANT] += 1000
    [slot] = await mine.slots(TENANT, 1)
    assert slot - now() == pytest.approx(1.5, abs=0.2)


async def test_a_database_clock_that_was_set_back_holds_nothing_up(database: Database) -> None:
    def taken_in_an_hour(work: Work) -> None:
        ahead = database_time(work) + timedelta(hours=1)
        work.db.execute(sa.insert(pace).values(tenant=TENANT, taken_until=ahead))

    await database.transact(TENANT, taken_in_an_hour)
    assert await database.transact(TENANT, lambda work: take_slots(work, 1, 50)) == [0]
