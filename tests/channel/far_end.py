"""What stands at the other end of the wire: the connector, its roster and its key server, on loopback."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
from collections import deque
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.channel.tokens import ISSUER
from bot.clock import system_clock

APP_ID = "a0000000-0000-4000-8000-000000000001"
TENANT = "d0000000-0000-4000-8000-000000000001"
BOT = f"28:{APP_ID}"
USER = "29:user"
HANG = -1
"""As a status: never answer."""
CUT = -2
"""As a status: take the message and break the connection."""


@functools.cache
def private_key(name: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def jwk(name: str, endorsements: list[str]) -> dict[str, Any]:
    public = jwt.algorithms.RSAAlgorithm.to_jwk(private_key(name).public_key(), as_dict=True)
    return {**public, "kid": name, "use": "sig", "endorsements": endorsements}


@dataclass(frozen=True)
class Scripted:
    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    html: str = ""


@dataclass(frozen=True)
class Arrived:
    path: str
    """Undecoded."""
    body: dict[str, Any]
    headers: Mapping[str, str]
    caller: object
    """The other end of the connection: address and port."""


@dataclass
class FarEnd:
    url: str = ""
    arrived: list[Arrived] = field(default_factory=list)
    script: deque[Scripted] = field(default_factory=deque)
    """What the next requests get; when it is empty, success."""
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    keys: list[dict[str, Any]] = field(default_factory=lambda: [jwk("key-1", ["msteams", "webchat"])])
    key_fetches: int = 0
    keys_down: bool = False

    @property
    def service_url(self) -> str:
        return f"{self.url}/uk/"

    @property
    def metadata(self) -> str:
        return f"{self.url}/openid"

    @property
    def sent(self) -> list[dict[str, Any]]:
        return [one.body for one in self.arrived]

    def token(
        self,
        key: str = "key-1",
        kid: str | None = None,
        starts: float = -10,
        ends: float = 3600,
        **changes: Any,
    ) -> str:
        """A good one, from and until so many seconds from now; a claim changed to None is left out."""
        now = system_clock().timestamp()
        claims = {"iss": ISSUER, "aud": APP_ID, "nbf": now + starts, "exp": now + ends}
        claims |= {"serviceurl": self.service_url, **changes}
        present = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(present, private_key(key), "RS256", headers={"kid": kid or key})

    def activity(self, **changes: Any) -> dict[str, Any]:
        """A message in a 1:1 chat, as Teams sends it; a field changed to None is left out."""
        activity = {
            "type": "message",
            "id": "1700000000001",
            "timestamp": "2026-11-20T09:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {"id": USER, "name": "Ira Demo", "aadObjectId": "B0000000-0000-4000-8000-00000000000A"},
            "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": "a:1;x/y"},
            "recipient": {"id": BOT, "name": "IRO assistant"},
            "channelData": {"tenant": {"id": TENANT}},
            "entities": [{"type": "clientInfo", "locale": "en-GB"}],
            "textFormat": "plain",
            "text": "which reviews are due",
            **changes,
        }
        return {name: value for name, value in activity.items() if value is not None}

    def pressed(self, **value: Any) -> dict[str, Any]:
        """An Action.Execute of a card."""
        return self.activity(type="invoke", name="adaptiveCard/action", value=value, text=None)

    async def receive(self, request: web.Request) -> web.StreamResponse:
        body = await request.json() if request.can_read_body else {}
        caller = request.transport and request.transport.get_extra_info("peername")
        self.arrived.append(Arrived(request.rel_url.raw_path, body, dict(request.headers), caller))
        if not self.script:
            return web.json_response({"id": f"sent-{len(self.arrived)}"}, status=201)
        scripted = self.script.popleft()
        if scripted.status == HANG:
            await asyncio.sleep(30)
        if scripted.status == CUT and request.transport:
            request.transport.abort()
        return _played(scripted)

    async def member(self, request: web.Request) -> web.Response:
        if self.script:
            return _played(self.script.popleft())
        member = self.members.get(request.match_info["user"])
        return web.json_response(member or {"error": {"code": "NotFound"}}, status=200 if member else 404)

    async def serve_metadata(self, _: web.Request) -> web.Response:
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self.url}/keys"})

    async def serve_keys(self, _: web.Request) -> web.Response:
        self.key_fetches += 1
        return web.Response(status=503) if self.keys_down else web.json_response({"keys": self.keys})


def _played(scripted: Scripted) -> web.Response:
    if scripted.html:
        return web.Response(status=scripted.status, text=scripted.html, content_type="text/html")
    text = "" if scripted.body is None else json.dumps(scripted.body)
    status = max(scripted.status, 200)
    return web.Response(status=status, text=text, headers=scripted.headers, content_type="application/json")


@contextlib.asynccontextmanager
async def far_end() -> AsyncIterator[FarEnd]:
    far = FarEnd()
    app = web.Application()
    conversation = "/uk/v3/conversations/{id}"
    app.router.add_post(f"{conversation}/activities", far.receive)
    app.router.add_post(f"{conversation}/activities/{{activity}}", far.receive)
    app.router.add_get(f"{conversation}/members/{{user}}", far.member)
    app.router.add_get("/openid", far.serve_metadata)
    app.router.add_get("/keys", far.serve_keys)
    async with listening(app) as far.url:
        yield far


@contextlib.asynccontextmanager
async def listening(app: web.Application) -> AsyncIterator[str]:
    """Serves the application on a free port; its address."""
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
