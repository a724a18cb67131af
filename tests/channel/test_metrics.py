"""`/metrics`: what it counts, who may see it, and that no label is anybody's."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import aiohttp
import pytest
import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families

from bot.channel.watch import Watch
from bot.clock import LONDON
from bot.operations.reminding import NOTICES
from bot.watching import figures
from bot.watching.figures import Figures
from storage import deliveries
from storage.database import Work
from tests.channel.far_end import TENANT
from tests.channel.house import House, open_house

TOKEN = "a token nobody would guess"
MONDAY = datetime(2026, 11, 23, 8, 31, tzinfo=LONDON)
BREAKS = "ALTER TABLE conversation RENAME TO gone"
RAISE = "raise an escalation for D-100001: drift and delay, no progress"


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    async with open_house(database_url, Watch(Figures(tuple(NOTICES)))) as house:
        yield house


async def shown(house: House) -> dict[tuple[str, ...], float]:
    """By name and values of labels, in the order of the labels' names."""
    status, text = await house.metrics()
    assert status == 200
    families = text_string_to_metric_families(text)
    samples = [one for family in families for one in family.samples]
    return {(one.name, *(value for _, value in sorted(one.labels.items()))): one.value for one in samples}


async def test_a_turn_is_counted_with_its_outcome_its_replies_and_the_time_of_the_database(
    house: House,
) -> None:
    await house.says("help")
    await house.says("what is open?", who="stranger")
    await house.posts(house.far.activity(text="x"), token="forged")
    found = await shown(house)
    assert found["iro_turn_seconds_count", "answered"] == 1
    assert found["iro_turn_seconds_count", "stranger"] == 1
    assert found["iro_turn_seconds_count", "fault"] == 0
    assert found["iro_messages_total", "delivered", "reply"] == 2
    assert found["iro_refusals_total", "401"] == 1
    assert found["iro_database_seconds_count",] >= 2
    assert found["process_resident_memory_bytes",] > 0


async def test_a_turn_that_fails_is_a_fault_however_politely_it_is_answered(house: House) -> None:
    await house.database.transact(TENANT, lambda work: work.db.execute(sa.text(BREAKS)))
    await house.says("help")
    found = await shown(house)
    assert found["iro_turn_seconds_count", "fault"] == 1
    assert found["iro_store_answers",] == 0


async def test_deliveries_by_kind_and_state_and_the_oldest_that_waits(house: House) -> None:
    await house.round()
    await house.says(RAISE)
    await house.says("yes")
    house.office.now = MONDAY
    await house.round()

    def late(work: Work) -> None:
        at = house.office.clock() - timedelta(minutes=10)
        deliveries.plan_delivery(work, 1, "weekly", at, at)

    await house.database.transact(TENANT, late)
    found = await shown(house)
    assert found["iro_deliveries", "weekly", "delivered"] == 1
    assert found["iro_deliveries", "weekly", "waiting"] == 1
    assert found["iro_deliveries_overdue",] == 1
    assert 600 <= found["iro_oldest_overdue_seconds",] < 660
    assert found["iro_ticks_total", "done"] == 2
    assert 0 <= found["iro_seconds_since_tick",] < 60
    assert found["iro_seconds_since_audit",] == -1


async def test_before_the_first_round_the_time_since_is_not_a_small_number(house: House) -> None:
    assert (await shown(house))["iro_seconds_since_tick",] == -1


async def test_every_label_has_a_fixed_list_of_values(house: House) -> None:
    await house.says(RAISE)
    await house.says("yes")
    house.office.now = MONDAY
    await house.round()
    allowed = {*figures.TURN_OUTCOMES, *figures.SENT_OUTCOMES, *figures.WAYS, *figures.REFUSALS}
    allowed |= {*figures.TICKS, *figures.STATES, *NOTICES}
    _, text = await house.metrics()
    for family in text_string_to_metric_families(text):
        for one in family.samples:
            free = {name: value for name, value in one.labels.items() if name != "le"}
            assert set(free) <= {"outcome", "way", "status", "kind", "state"}, one
            assert set(free.values()) <= allowed, one
    assert TENANT not in text
    assert not re.search(r"lincolnshire|D-1000|Ines|example\.org", text, re.IGNORECASE)


async def test_the_same_figures_twice_in_one_process_do_not_meet() -> None:
    one, other = Figures(), Figures()
    one.turn("answered", 0.1)
    assert b'iro_turn_seconds_count{outcome="answered"} 0.0' in other.show(None, None)


# Who may see it


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "127.0.0.1"},
        {"x-forwarded-proto": "https"},
        {"Forwarded": "for=127.0.0.1"},
        {"Via": "1.1 gateway"},
        {"X-Real-IP": "127.0.0.1"},
        {"Host": "iro.example.org"},
    ],
    ids=str,
)
async def test_without_a_token_a_gateway_on_this_machine_is_not_this_machine(
    house: House, headers: dict[str, str]
) -> None:
    assert await house.metrics(**headers) == (404, "")


async def test_without_a_token_an_old_gateway_is_known_by_its_http(house: House) -> None:
    async with (
        aiohttp.ClientSession(version=aiohttp.HttpVersion10) as session,
        session.get(f"{house.address}/metrics") as answer,
    ):
        assert (answer.status, await answer.read()) == (404, b"")


@pytest.mark.parametrize(
    "given", [None, "", "Bearer", "Bearer x", f"bearer {TOKEN}", f"Basic {TOKEN}", TOKEN]
)
async def test_with_a_token_nothing_else_opens_it_not_even_this_machine(
    sqlite_url: str, given: str | None
) -> None:
    async with open_house(sqlite_url, token=TOKEN) as house:
        headers = {} if given is None else {"Authorization": given}
        assert await house.metrics(**headers) == (401, "")


async def test_with_its_token_a_scraper_may_come_through_a_gateway(sqlite_url: str) -> None:
    async with open_house(sqlite_url, token=TOKEN) as house:
        passed_on = {"Authorization": f"Bearer {TOKEN}", "X-Forwarded-For": "192.0.2.7", "Host": "x.example"}
        assert (await house.metrics(**passed_on))[0] == 200


async def test_however_often_it_is_asked_the_database_counts_seldom(house: House) -> None:
    await shown(house)
    before = (await shown(house))["iro_database_seconds_count",]
    for _ in range(5):
        await shown(house)
    assert (await shown(house))["iro_database_seconds_count",] == before
