"""The assistant's edge on a real port, and Teams calling it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.channel.connectors import Connectors, connected
from bot.channel.credentials import Credentials
from bot.channel.edge import Edge, make_app
from bot.channel.messages import Answer, Incoming, Message
from bot.channel.settings import EdgeSettings
from tests.channel.far_end import APP_ID, TENANT, FarEnd, listening


@dataclass
class Assistant:
    """Answers what it is told to, and remembers what it was asked."""

    answers: Answer | Exception = field(default_factory=lambda: Answer((Message("Two reviews are due."),)))
    asked: list[Incoming] = field(default_factory=list)
    left: list[Incoming] = field(default_factory=list)
    """Whose replies have gone, or never will."""

    async def answer(self, incoming: Incoming) -> Answer:
        self.asked.append(incoming)
        if isinstance(self.answers, Exception):
            raise self.answers
        return self.answers

    async def after_replies(self, incoming: Incoming, _answer: Answer) -> None:
        self.left.append(incoming)


REFUSED = {"error": "invalid_client", "error_description": "the secret has ended"}


@dataclass
class SignIn:
    """Stands for Entra: what the credentials fetch from in their thread."""

    fetches: int = 0
    answers: dict[str, Any] = field(default_factory=lambda: {"access_token": "ours", "expires_in": 3600})

    def fetch(self) -> dict[str, Any]:
        self.fetches += 1
        return self.answers


@dataclass(frozen=True)
class Teams:
    far: FarEnd
    assistant: Assistant
    connectors: Connectors
    sign_in: SignIn
    session: aiohttp.ClientSession
    address: str

    async def post(self, activity: Any = None, token: str | None = None) -> tuple[int, bytes]:
        """An activity with a good token, unless told otherwise."""
        authorization = f"Bearer {self.far.token() if token is None else token}"
        return await self.post_raw(
            json=self.far.activity() if activity is None else activity,
            headers={"Authorization": authorization},
        )

    async def post_raw(self, **request: Any) -> tuple[int, bytes]:
        async with self.session.post(f"{self.address}/api/messages", **request) as response:
            return response.status, await response.read()


def settings_for(far: FarEnd, **changes: Any) -> EdgeSettings:
    given = {
        "tenants": frozenset({TENANT}),
        "app_id": APP_ID,
        "app_password": "secret",
        "app_tenant_id": TENANT,
        "openid_metadata": far.metadata,
        "service_hosts": ("127.0.0.1",),
    }
    return EdgeSettings(**(given | changes))


async def ready() -> dict[str, bool]:
    return {"store": True}


@contextlib.asynccontextmanager
async def teams(
    far: FarEnd, assistant: Assistant | None = None, sign_in: SignIn | None = None, **changes: Any
) -> AsyncIterator[Teams]:
    assistant, sign_in = assistant or Assistant(), sign_in or SignIn()
    settings = settings_for(far, **changes)
    credentials = Credentials(sign_in.fetch) if settings.authenticate else None
    async with connected(settings, credentials) as connectors, aiohttp.ClientSession() as session:
        edge = Edge(settings, connectors, assistant.answer, assistant.after_replies, ready)
        async with listening(make_app(edge)) as address:
            yield Teams(far, assistant, connectors, sign_in, session, address)
