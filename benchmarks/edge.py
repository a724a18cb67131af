"""Turns a second through the edge, beside the SDK's bare echo bot: `python3 dev.py bench edge`.

Ours checks a signed token on every turn and shows one with every reply, the echo bot neither. Each bot and
the far end (connector and key server, on loopback) is a process of its own; rounds alternate, so that what
else the machine does meets both.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import time
from dataclasses import dataclass

import aiohttp

from benchmarks.bots import Given, started
from tests.channel.far_end import FarEnd

AT_ONCE = 16


@dataclass(frozen=True)
class Bot:
    name: str
    messages: str
    headers: dict[str, str]
    turns: int


async def take_turns(session: aiohttp.ClientSession, bot: Bot, far: FarEnd, count: int) -> float:
    """Turns a second."""
    left, took = iter(range(count)), []

    async def caller() -> None:
        for number in left:
            began = time.perf_counter()
            activity = far.activity(id=f"{number}")
            async with session.post(bot.messages, json=activity, headers=bot.headers) as response:
                assert response.status in (201, 202), f"{bot.name}: {response.status}"
            took.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(AT_ONCE)))
    rate = count / (time.perf_counter() - began)
    print(f"{bot.name:6}{rate:6.0f} turns/s, {statistics.median(took) * 1000:6.1f} ms each", flush=True)
    return rate


async def compare(rounds: int) -> None:
    with started("far") as end:
        told = json.loads(end.line)
        given = Given(told["url"], signed=True)
        with started("bare", given) as bare, started("edge", given) as edge:
            signed = {"Authorization": f"Bearer {told['token']}"}
            theirs, mine = Bot("bare", bare.messages, {}, 200), Bot("ours", edge.messages, signed, 1000)
            ratios = await ratios_of(theirs, mine, FarEnd(url=told["url"]), rounds)
    print(f"ratio: {statistics.median(ratios):.1f} (median of {rounds} rounds, least {min(ratios):.1f})")


async def ratios_of(theirs: Bot, mine: Bot, far: FarEnd, rounds: int) -> list[float]:
    async with aiohttp.ClientSession() as session:
        rates = [
            [await take_turns(session, bot, far, bot.turns) for bot in (theirs, mine)]
            for _ in range(rounds + 1)  # The first warms.
        ]
    return [ours / bare for bare, ours in rates[1:]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    asyncio.run(compare(parser.parse_args().rounds))


if __name__ == "__main__":
    main()
