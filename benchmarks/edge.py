"""Turns a second through the edge, beside the SDK's bare echo bot: `python -m benchmarks.edge`.

Ours checks a signed token on every turn and shows one with every reply, the echo bot neither. Each bot and
the far end (connector and key server, on loopback) is a process of its own; rounds alternate, so that what
else the machine does meets both.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from bot.channel.connectors import connected
from bot.channel.credentials import Credentials
from bot.channel.edge import Edge, make_app
from bot.channel.messages import Answer, Incoming, Message
from bot.channel.settings import EdgeSettings
from tests.channel.far_end import APP_ID, TENANT, FarEnd, far_end, listening

AT_ONCE = 16


class EchoConfig:
    """Blank: the SDK then checks nothing."""

    APP_ID = ""
    APP_PASSWORD = ""
    APP_TYPE = "MultiTenant"
    APP_TENANTID = ""


@contextlib.asynccontextmanager
async def bare(_: str) -> AsyncIterator[str]:
    """The echo bot as the SDK's samples write it."""
    from botbuilder.core import ActivityHandler, TurnContext
    from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication

    class Echo(ActivityHandler):  # type: ignore[misc]
        async def on_message_activity(self, turn_context: TurnContext) -> None:
            await turn_context.send_activity(f"Echo: {turn_context.activity.text}")

    adapter, echo = CloudAdapter(ConfigurationBotFrameworkAuthentication(EchoConfig())), Echo()

    async def messages(request: web.Request) -> web.Response:
        return await adapter.process(request, echo)  # type: ignore[no-any-return]

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    async with listening(app) as url:
        yield url


@contextlib.asynccontextmanager
async def ours(far: str) -> AsyncIterator[str]:
    settings = EdgeSettings(
        tenants=frozenset({TENANT}),
        app_id=APP_ID,
        app_password="never sent",  # noqa: S106 - there is nobody to sign in to
        app_tenant_id=TENANT,
        openid_metadata=FarEnd(url=far).metadata,
        service_hosts=("127.0.0.1",),
    )
    credentials = Credentials(lambda: {"access_token": "x" * 1500, "expires_in": 3600})
    async with connected(settings, credentials) as connectors:
        edge = Edge(settings, connectors, echo, nothing_after, ready)
        async with listening(make_app(edge)) as url:
            yield url


async def echo(incoming: Incoming) -> Answer:
    return Answer((Message(f"Echo: {incoming.text}"),))


async def nothing_after(_incoming: Incoming, _answer: Answer) -> None: ...


async def ready() -> dict[str, bool]:
    return {}


@contextlib.asynccontextmanager
async def far(_: str) -> AsyncIterator[str]:
    """Only this process has the private key, so it hands out a token too."""
    async with far_end() as end:
        yield f"{end.url} {end.token()}"


ROLES = {"far": far, "bare": bare, "ours": ours}


async def serve(role: str, far_url: str) -> None:
    async with ROLES[role](far_url) as url:
        print(url, flush=True)
        await asyncio.to_thread(sys.stdin.read)  # Until whoever started us is gone.


@contextlib.contextmanager
def started(role: str, far_url: str = "") -> Iterator[str]:
    command = [sys.executable, "-m", "benchmarks.edge", "--serve", role, "--far", far_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


@dataclass(frozen=True)
class Bot:
    name: str
    url: str
    headers: dict[str, str]
    turns: int


async def take_turns(session: aiohttp.ClientSession, bot: Bot, far: FarEnd, count: int) -> float:
    """Turns a second."""
    left, took = iter(range(count)), []

    async def caller() -> None:
        for number in left:
            began = time.perf_counter()
            activity = far.activity(id=f"{number}")
            async with session.post(bot.url, json=activity, headers=bot.headers) as response:
                assert response.status in (201, 202), f"{bot.name}: {response.status}"
            took.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(AT_ONCE)))
    rate = count / (time.perf_counter() - began)
    print(f"{bot.name:6}{rate:6.0f} turns/s, {statistics.median(took) * 1000:6.1f} ms each", flush=True)
    return rate


async def compare(rounds: int) -> None:
    with started("far") as line:
        url, token = line.split()
        with started("bare", url) as bare_url, started("ours", url) as our_url:
            signed = {"Authorization": f"Bearer {token}"}
            theirs = Bot("bare", f"{bare_url}/api/messages", {}, 200)
            mine = Bot("ours", f"{our_url}/api/messages", signed, 1000)
            ratios = await ratios_of(theirs, mine, FarEnd(url=url), rounds)
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
    parser.add_argument("--serve", choices=ROLES, help=argparse.SUPPRESS)
    parser.add_argument("--far", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    asyncio.run(serve(options.serve, options.far) if options.serve else compare(options.rounds))


if __name__ == "__main__":
    main()
