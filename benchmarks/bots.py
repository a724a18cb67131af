"""The bots that stand side by side in a benchmark, each a process of its own, and the far end of their wire.

Started as `python -m benchmarks.bots ROLE`; prints its address and serves until its standard input closes.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import logging
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime

import psutil
from aiohttp import web

from app import put_together, warm_up
from bot.channel.connectors import connected
from bot.channel.credentials import Anonymous, Credentials
from bot.channel.edge import Edge, make_app
from bot.channel.messages import Answer, Incoming, Message
from bot.channel.settings import EdgeSettings
from bot.clock import LONDON, clock_started_at
from bot.domain.policy_file import load_policy
from tests.channel.far_end import APP_ID, TENANT, FarEnd, far_end, listening

TENANTS = (TENANT, "d0000000-0000-4000-8000-000000000002")
"""Two authorities, since the demo of one has fewer IROs than may ask at once."""
POLICY = load_policy("lincolnshire", demo=True)
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=LONDON)
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Given:
    """What a bot is told: the far end's address, and of the assistant its database and whether it asks for
    tokens."""

    far: str = ""
    database: str = ""
    signed: bool = False

    def settings(self) -> EdgeSettings:
        return EdgeSettings(
            tenants=frozenset(TENANTS),
            app_id=APP_ID,
            app_password="never sent",  # noqa: S106 - there is nobody to sign in to
            app_tenant_id=TENANT,
            openid_metadata=FarEnd(url=self.far).metadata,
            service_hosts=("127.0.0.1",),
            authenticate=self.signed,
        )

    def credentials(self) -> Credentials | Anonymous:
        token = {"access_token": "x" * 1500, "expires_in": 3600}
        return Credentials(lambda: token) if self.signed else Anonymous()


class EchoConfig:
    """Blank: the SDK then checks nothing."""

    APP_ID = ""
    APP_PASSWORD = ""
    APP_TYPE = "MultiTenant"
    APP_TENANTID = ""


@contextlib.asynccontextmanager
async def bare(_: Given) -> AsyncIterator[str]:
    """The echo bot as the SDK's samples write it."""
    from botbuilder.core import ActivityHandler, TurnContext
    from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication

    class Echo(ActivityHandler):  # type: ignore[misc]
        async def on_message_activity(self, turn_context: TurnContext) -> None:
            await turn_context.send_activity(f"Echo: {turn_context.activity.text}")

    adapter, echo = CloudAdapter(ConfigurationBotFrameworkAuthentication(EchoConfig())), Echo()

    async def messages(request: web.Request) -> web.Response:
        return await adapter.process(request, echo)  # type: ignore[no-any-return]

    async with _serving(messages) as url:
        yield url


@contextlib.asynccontextmanager
async def successor(_: Given) -> AsyncIterator[str]:
    """The echo bot as the samples of the SDK that follows write it, without credentials."""
    from microsoft_agents.hosting.aiohttp import CloudAdapter
    from microsoft_agents.hosting.core import ActivityHandler, RestChannelServiceClientFactory, TurnContext
    from microsoft_agents.hosting.core.authorization import AnonymousTokenProvider

    class Echo(ActivityHandler):
        async def on_message_activity(self, turn_context: TurnContext) -> None:
            await turn_context.send_activity(f"Echo: {turn_context.activity.text}")

    class NoConnections:
        def get_token_provider(self, *_: object) -> AnonymousTokenProvider:
            return AnonymousTokenProvider()

    factory = RestChannelServiceClientFactory(NoConnections())  # type: ignore[arg-type]
    adapter, echo = CloudAdapter(channel_service_client_factory=factory), Echo()

    async def messages(request: web.Request) -> web.StreamResponse | None:
        return await adapter.process(request, echo)

    async with _serving(messages) as url:
        yield url


@contextlib.asynccontextmanager
async def _serving(messages: object) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/api/messages", messages)  # type: ignore[arg-type]
    async with listening(app) as url:
        yield url


@contextlib.asynccontextmanager
async def edge(given: Given) -> AsyncIterator[str]:
    """Our edge alone, with an echo in the assistant's place."""
    settings = given.settings()
    async with connected(settings, given.credentials()) as connectors:
        app = make_app(Edge(settings, connectors, _echo, _nothing_after, _ready))
        async with listening(app) as url:
            yield url


async def _echo(incoming: Incoming) -> Answer:
    return Answer((Message(f"Echo: {incoming.text}"),))


async def _nothing_after(_incoming: Incoming, _answer: Answer) -> None: ...


async def _ready() -> dict[str, bool]:
    return {}


@contextlib.asynccontextmanager
async def assistant(given: Given) -> AsyncIterator[str]:
    """The whole of it, its loop of reminders running, on a database that was filled."""
    clock, policies = clock_started_at(NOW), dict.fromkeys(TENANTS, POLICY)
    warm_up(policies, clock())
    async with put_together(
        given.settings(), given.database, policies, clock, credentials=given.credentials()
    ) as parts:
        reminding = asyncio.create_task(parts.reminders.run())
        async with listening(make_app(parts.edge)) as url:
            yield url
        reminding.cancel()


@contextlib.asynccontextmanager
async def far(_: Given) -> AsyncIterator[str]:
    """Only this process has the private key, so it hands out a token too."""
    async with far_end() as end:
        app = web.Application()

        async def said(_: web.Request) -> web.Response:
            """How many of each message arrived since this was asked last."""
            counted = Counter(str(one.get("summary") or one.get("text")) for one in end.sent)
            end.arrived.clear()
            return web.json_response(counted)

        app.router.add_get("/said", said)
        async with listening(app) as said_url:
            yield json.dumps({"url": end.url, "token": end.token(), "said": f"{said_url}/said"})


ROLES = {"far": far, "bare": bare, "successor": successor, "edge": edge, "assistant": assistant}


async def serve(role: str, given: Given) -> None:
    async with ROLES[role](given) as line:
        print(line, flush=True)
        await asyncio.to_thread(sys.stdin.read)  # Until whoever started us is gone.


@dataclass(frozen=True)
class Running:
    """A bot's process."""

    line: str
    """What it said of itself: its address, or more."""
    process: psutil.Process
    seconds_to_start: float

    @property
    def messages(self) -> str:
        return f"{self.line}/api/messages"

    def cpu_seconds(self) -> float:
        used = self.process.cpu_times()
        return float(used.user + used.system)

    def megabytes(self) -> float:
        return float(self.process.memory_info().rss / MEGABYTE)


@contextlib.contextmanager
def started(role: str, given: Given | None = None) -> Iterator[Running]:
    given = given or Given()
    command = [sys.executable, "-m", "benchmarks.bots", role, f"--far={given.far}"]
    command += [f"--database={given.database}", *(["--signed"] if given.signed else [])]
    began = time.perf_counter()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        try:
            line = process.stdout.readline().strip()
            yield Running(line, psutil.Process(process.pid), time.perf_counter() - began)
        finally:
            process.stdin.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("role", choices=ROLES)
    parser.add_argument("--far", default="")
    parser.add_argument("--database", default="")
    parser.add_argument("--signed", action="store_true")
    options = parser.parse_args()
    logging.basicConfig(level=logging.CRITICAL)
    asyncio.run(serve(options.role, Given(options.far, options.database, options.signed)))


if __name__ == "__main__":
    main()
