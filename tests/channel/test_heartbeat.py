"""The dead man's switch: it beats after every round that did its work, and carries nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from aiohttp import web

from bot.channel import rounds
from storage import deliveries, watched
from storage.database import Work
from tests.channel.far_end import TENANT, Scripted, listening
from tests.channel.house import House, open_house

GONE = "ALTER TABLE delivery RENAME TO gone"


class Monitor:
    def __init__(self) -> None:
        self.beats: list[tuple[str, str, bytes, dict[str, str]]] = []
        self.status = 200

    async def take(self, request: web.Request) -> web.Response:
        self.beats.append((request.method, request.path_qs, await request.read(), dict(request.headers)))
        return web.Response(status=self.status, headers={"Location": "/elsewhere"})


@pytest.fixture
async def monitored() -> AsyncIterator[tuple[Monitor, str]]:
    monitor = Monitor()
    app = web.Application()
    app.router.add_route("*", "/{any:.*}", monitor.take)
    async with listening(app) as address:
        yield monitor, f"{address}/ping/b7c1"


@pytest.fixture
async def house(
    database_url: str, monitored: tuple[Monitor, str], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[House]:
    monkeypatch.setattr(rounds, "LOOKS_EVERY", timedelta(0))
    async with open_house(database_url, heartbeat=monitored[1]) as house:
        yield house


async def beats(house: House, monitored: tuple[Monitor, str]) -> int:
    """So far, with the one that may still be on its way."""
    await house.heart.finish()
    return len(monitored[0].beats)


async def test_it_beats_after_a_round_and_carries_nothing(
    house: House, monitored: tuple[Monitor, str]
) -> None:
    await house.round()
    assert await beats(house, monitored) == 1
    [(method, path, body, headers)] = monitored[0].beats
    assert (method, path, body) == ("GET", "/ping/b7c1", b"")
    assert {name.lower() for name in headers} <= {"host", "accept", "accept-encoding", "user-agent"}


async def test_it_is_silent_when_a_round_fails(house: House, monitored: tuple[Monitor, str]) -> None:
    await house.database.transact(TENANT, lambda work: work.db.execute(sa.text(GONE)))
    with pytest.raises(sa.exc.DBAPIError):
        await house.round()
    assert await beats(house, monitored) == 0


async def test_it_is_silent_while_nothing_arrives_and_beats_again_when_it_does(
    house: House, monitored: tuple[Monitor, str]
) -> None:
    await house.says("raise an escalation for D-100001: drift and delay, no progress")
    await house.says("yes")
    await house.round()
    await house.database.transact(TENANT, lambda work: _plan_weekly(work, house))
    house.far.script.extend([Scripted(429, headers={"Retry-After": "2400"})])
    await house.round()
    assert await beats(house, monitored) == 2
    house.office.passes(minutes=31)
    await house.round()
    assert await beats(house, monitored) == 2
    house.office.passes(minutes=20)
    await house.round()
    assert await beats(house, monitored) == 3


async def test_something_stuck_while_others_arrive_is_no_silence(
    house: House, monitored: tuple[Monitor, str]
) -> None:
    def some(work: Work) -> None:
        long_ago = house.office.clock() - timedelta(hours=2)
        for recipient, about in ((1, "weekly"), (2, "raised:9")):
            deliveries.plan_delivery(work, recipient, about, long_ago, long_ago)
        [one, _] = deliveries.claim_deliveries(work, house.office.clock(), timedelta(minutes=90), 2)
        deliveries.finish_deliveries(work, [one], "delivered", None, house.office.clock())

    await house.database.transact(TENANT, some)
    await house.round()
    assert await beats(house, monitored) == 1


@pytest.mark.parametrize("status", [302, 404, 500])
async def test_a_monitor_that_refuses_stops_nothing_and_is_not_followed(
    house: House, monitored: tuple[Monitor, str], status: int, caplog: pytest.LogCaptureFixture
) -> None:
    monitored[0].status = status
    await house.round()
    assert await beats(house, monitored) == 1
    assert f"answered with {status}" in caplog.text
    assert "b7c1" not in caplog.text


async def test_a_monitor_that_is_gone_stops_nothing(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_house(sqlite_url, heartbeat="http://127.0.0.1:9/b7c1") as house:
        await house.round()
        await house.heart.finish()
    assert "was not taken" in caplog.text
    assert "b7c1" not in caplog.text


async def test_a_file_is_touched(sqlite_url: str, tmp_path: Path) -> None:
    beat = tmp_path / "heartbeat"
    async with open_house(sqlite_url, heartbeat=str(beat)) as house:
        await house.round()
        await house.heart.finish()
    assert beat.read_bytes() == b""


async def test_every_process_learns_when_the_reminders_last_did_a_round(house: House) -> None:
    await house.round()
    first = house.office.clock()
    house.office.passes(seconds=30)
    await house.round()
    standing = await house.database.transact(TENANT, watched.standing_of)
    assert standing.ticked_at == first
    house.office.passes(seconds=31)
    await house.round()
    standing = await house.database.transact(TENANT, watched.standing_of)
    assert standing.ticked_at == house.office.clock()


def _plan_weekly(work: Work, house: House) -> None:
    deliveries.plan_delivery(work, 1, "weekly", house.office.clock(), house.office.clock())
