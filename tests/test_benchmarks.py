"""The benchmarks' parts on a few turns and rows: that they run and that what they measure is answered.

How fast is measured by hand: `python3 dev.py bench`.
"""

from __future__ import annotations

import json

import aiohttp
import psutil
import pytest

from benchmarks import bots, planning, region, turns
from bot.clock import london_day
from storage.database import open_database
from tests.channel.far_end import TENANT, FarEnd

FEW = region.Size(iros=20, children=60, past_concerns=100, open_concerns=40)


async def test_a_small_region_is_planned_for_and_every_question_of_it_answered(database_url: str) -> None:
    database = open_database(database_url)
    await database.transact(
        TENANT, lambda work: region.fill(work, FEW, planning.POLICY, london_day(planning.NOW))
    )
    assert await database.transact(TENANT, planning.plan) >= FEW.iros
    assistant = planning.assistant_on(database)
    for who, text in planning.QUESTIONS.values():
        for one in planning.incoming(who, text, FEW, asked=2):
            assert "Not understood" not in str(await assistant.answer(one))
    await database.close()


async def test_the_echo_bots_and_the_assistant_take_their_turns(sqlite_url: str) -> None:
    askers = await turns.filled_with_demos(sqlite_url)
    assert len(askers) == turns.AT_ONCE
    async with bots.far(bots.Given()) as line, aiohttp.ClientSession() as session:
        told = json.loads(line)
        far = FarEnd(url=told["url"])
        street = turns.Street(far, told["said"], askers[:2])
        async with bots.bare(bots.Given(far.url)) as url:
            await street.round(session, bot(url, turns.asks, "Echo: what is open"))
        async with bots.assistant(bots.Given(far.url, sqlite_url)) as url:
            asked = await street.round(session, bot(url, turns.asks, "Open: "))
            saved = await street.round(session, bot(url, turns.saves, "Not saved yet"))
        assert (asked.turns, saved.turns) == (4, 4)
        assert saved.waits_for_press


async def test_the_successors_echo_bot_takes_its_turns() -> None:
    pytest.importorskip("microsoft_agents.hosting.aiohttp", reason="a package of the developers'")
    async with bots.far(bots.Given()) as line, aiohttp.ClientSession() as session:
        told = json.loads(line)
        street = turns.Street(FarEnd(url=told["url"]), told["said"], [turns.Asker(TENANT, "a", "D-1")])
        async with bots.successor(bots.Given(told["url"])) as url:
            await street.round(session, bot(url, turns.asks, "Echo: what is open"))


def bot(url: str, script: turns.Script, says: str) -> turns.Bot:
    return turns.Bot("of a test", bots.Running(url, psutil.Process(), 0), script, 4, says)
