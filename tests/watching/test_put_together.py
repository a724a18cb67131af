"""What `serve` puts together is watched as it is set, from the door to the heart."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

import app
from bot.channel.configured import demo_edge_settings
from bot.channel.edge import make_app
from bot.domain.policy_file import load_policy
from bot.settings import Watching
from tests.channel.far_end import listening

TOKEN = "a token nobody would guess"
FRIDAY = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("works", [True, False])
async def test_the_heart_beats_and_the_figures_count(database_url: str, tmp_path: Path, works: bool) -> None:
    beat = tmp_path / "beat" if works else tmp_path / "no folder" / "beat"
    policies = {app.DEMO_TENANT: load_policy("rotherham", demo=True)}
    watching = Watching(metrics_token=TOKEN, heartbeat=str(beat))
    edge = demo_edge_settings(app.DEMO_TENANT)
    async with app.put_together(edge, database_url, policies, lambda: FRIDAY, watching) as parts:
        reminding = asyncio.create_task(parts.reminders.run())
        async with listening(make_app(parts.edge)) as address, aiohttp.ClientSession() as session:
            async with session.get(f"{address}/metrics") as answer:
                assert (answer.status, await answer.read()) == (401, b"")
            text = ""
            while 'iro_ticks_total{outcome="done"} 1.0' not in text:
                await asyncio.sleep(0.05)
                async with session.get(
                    f"{address}/metrics", headers={"Authorization": f"Bearer {TOKEN}"}
                ) as answer:
                    text = await answer.text()
        reminding.cancel()
    assert await asyncio.to_thread(beat.exists) is works
