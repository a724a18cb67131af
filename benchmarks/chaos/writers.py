"""People who write while all this goes on: each logs one challenge, and Teams repeats and reorders."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from typing import Any

import aiohttp

from benchmarks.chaos.caseload import writer
from benchmarks.chaos.instance import TENANT

WORDS = "drift and delay, nothing has moved, asked SW to sort by next Fri"
TRIES = 400
PAUSE = 0.25


async def write(
    number: int,
    child: str,
    connector: str,
    endpoints: Sequence[str],
    chance: random.Random,
    within: float,
) -> None:
    """At some moment of so many seconds; what Teams sends until it is acknowledged, and then again, in any
    order."""
    said = [
        _activity(number, 1, connector, f"positive challenge on {child} - {WORDS}"),
        _activity(number, 2, connector, "yes"),
    ]
    await asyncio.sleep(chance.random() * within)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as session:
        for activity in said:
            await _until_taken(session, activity, endpoints, chance)
        for activity in chance.sample(said * 2, 3):
            await asyncio.sleep(chance.random() * 2)
            await _until_taken(session, activity, endpoints, chance)


async def _until_taken(
    session: aiohttp.ClientSession, activity: dict[str, Any], endpoints: Sequence[str], chance: random.Random
) -> None:
    """By whichever instance: some are dead at times."""
    for _ in range(TRIES):
        try:
            async with session.post(chance.choice(endpoints), json=activity) as answer:
                if answer.status in (200, 201, 202):
                    return
        except (aiohttp.ClientError, TimeoutError):
            pass
        await asyncio.sleep(PAUSE)
    raise AssertionError(f"nobody took what {activity['from']['id']} wrote")


def _activity(number: int, turn: int, connector: str, text: str) -> dict[str, Any]:
    name = writer(number)
    return {
        "type": "message",
        "id": f"{name}-{turn}",
        "channelId": "msteams",
        "serviceUrl": connector,
        "from": {"id": name, "aadObjectId": name},
        "recipient": {"id": "bot"},
        "conversation": {"id": f"chat-{name}", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "text": text,
    }
