"""The HTTP door: `POST /api/messages`, `/health`, `/ready` and `/metrics`."""

from __future__ import annotations

import functools
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from bot.channel import guard
from bot.channel.adapter import TeamsAdapter
from bot.channel.connectors import Connectors
from bot.channel.guard import Refusal
from bot.channel.incoming import read_incoming
from bot.channel.installations import Installations
from bot.channel.keys import KeySet
from bot.channel.messages import Incoming
from bot.channel.metrics import on_this_machine
from bot.channel.outgoing import received
from bot.channel.settings import EdgeSettings
from bot.channel.tokens import ANYBODY, Caller, check_token
from bot.channel.turn import AfterReplies, Answering, log_fault, take_turn
from bot.channel.watch import Watch

_log = logging.getLogger(__name__)

Readiness = Callable[[], Awaitable[Mapping[str, bool]]]
"""Each part by name; the assistant is ready when all are."""

Metrics = Callable[[web.Request], Awaitable[web.Response]]


class Edge:
    def __init__(
        self,
        settings: EdgeSettings,
        connectors: Connectors,
        answer: Answering,
        after: AfterReplies,
        ready: Readiness,
        watch: Watch | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self._settings = settings
        self._keys = KeySet(connectors.session, settings.openid_metadata)
        self._adapter = TeamsAdapter(connectors)
        self._answer = answer
        self._after = after
        self._ready = ready
        self._watch = watch or Watch()
        self._metrics = metrics
        self._installations = Installations()

    async def messages(self, request: web.Request) -> web.Response:
        admitted = await self._admit(request)
        if isinstance(admitted, Refusal):
            return self._refused(admitted)
        caller, activity = admitted
        incoming = read_incoming(activity)
        if isinstance(incoming, Refusal):
            return self._refused(incoming)
        if incoming is None or self._installations.is_repeat(incoming):
            return _nothing_to_do(activity)
        return await self._answer_in_teams(caller, incoming)

    async def health(self, _: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def readiness(self, _: web.Request) -> web.Response:
        try:
            parts = dict(await self._ready())
        except Exception as fault:  # noqa: BLE001 - a check that fails is an answer too
            _log.error("the readiness check failed: %s", type(fault).__name__)
            parts = {"check": False}
        return web.json_response(parts, status=200 if all(parts.values()) else 503)

    async def metrics(self, request: web.Request) -> web.Response:
        return web.Response(status=404) if self._metrics is None else await self._metrics(request)

    async def _admit(self, request: web.Request) -> tuple[Caller, dict[str, Any]] | Refusal:
        """The token first: nothing a stranger sends is even parsed."""
        caller = await self._caller(request)
        if isinstance(caller, Refusal):
            return caller
        activity = await _read(request)
        if isinstance(activity, Refusal):
            return activity
        return self._refuse(caller, activity) or (caller, activity)

    async def _caller(self, request: web.Request) -> Caller | Refusal:
        if self._settings.authenticate:
            header = request.headers.get("Authorization", "")
            return await check_token(header, self._keys, self._settings.app_id)
        if on_this_machine(request):
            return ANYBODY
        return Refusal(401, "without authentication, and not on this machine alone")

    def _refuse(self, caller: Caller, activity: Mapping[str, Any]) -> Refusal | None:
        stranger = guard.refuse_stranger(activity, self._settings.tenants, self._settings.service_hosts)
        if stranger or caller is ANYBODY:
            return stranger
        return caller.refuse_other(activity["serviceUrl"])

    async def _answer_in_teams(self, caller: Caller, incoming: Incoming) -> web.Response:
        with self._watch.turn(incoming) as seen:
            turn = functools.partial(take_turn, incoming, seen.answering(self._answer), self._after)
            try:
                body = await self._adapter.run(caller, received(incoming), turn)
            except Exception as fault:  # noqa: BLE001 - a 500 would make Teams send it all again
                log_fault(incoming.activity_id, fault)
                body, seen.outcome = None, "fault"
        return web.json_response(body or {}) if incoming.by_invoke else web.Response(status=202)

    def _refused(self, refusal: Refusal) -> web.Response:
        _log.warning("refused with %d: %s", refusal.status, refusal.reason)
        self._watch.figures.refused(refusal.status)
        return web.Response(status=refusal.status)


def make_app(edge: Edge) -> web.Application:
    app = web.Application(client_max_size=guard.MAX_BODY_BYTES)
    app.router.add_post("/api/messages", edge.messages)
    app.router.add_get("/health", edge.health)
    app.router.add_get("/ready", edge.readiness)
    app.router.add_get("/metrics", edge.metrics)
    return app


async def _read(request: web.Request) -> dict[str, Any] | Refusal:
    try:
        return guard.read_activity(request.content_type, await request.read())
    except web.HTTPRequestEntityTooLarge:
        return Refusal(413, "a body too large")


def _nothing_to_do(activity: Mapping[str, Any]) -> web.Response:
    # An invoke without a body is repeated by Teams, even after a 501.
    return web.json_response({}) if activity["type"] == "invoke" else web.Response(status=202)
