"""`GET /metrics`: for this machine, or for who has the token; to anybody else it is not there."""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
from collections.abc import Awaitable, Callable

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.channel.settings import is_loopback
from bot.domain.watched import StoreFigures
from bot.watching.figures import Figures

_log = logging.getLogger(__name__)

FRESH_SECONDS = 10.0
"""However often it is asked, the database counts at most once in this time."""
PATIENCE_SECONDS = 5.0
"""For the database: a scraper gives up after ten."""

OfTheStore = Callable[[], Awaitable[StoreFigures]]
SinceTick = Callable[[], float | None]


class Metrics:
    def __init__(self, figures: Figures, store: OfTheStore, since_tick: SinceTick, token: str = "") -> None:
        self._figures = figures
        self._store = store
        self._since_tick = since_tick
        self._token = token
        self._counting = asyncio.Lock()
        self._counted_at = float("-inf")
        self._counted: StoreFigures | None = None

    async def __call__(self, request: web.Request) -> web.Response:
        if (refused := self._refusal(request)) is not None:
            return web.Response(status=refused)
        shown = self._figures.show(await self._of_the_store(), self._since_tick())
        return web.Response(body=shown, headers={"Content-Type": CONTENT_TYPE_LATEST})

    def _refusal(self, request: web.Request) -> int | None:
        """Where there is a token it alone counts: a gateway on this machine calls from this machine too."""
        if not self._token:
            return None if on_this_machine(request) and not was_passed_on(request) else 404
        given = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
        return None if hmac.compare_digest(given, f"Bearer {self._token}".encode()) else 401

    async def _of_the_store(self) -> StoreFigures | None:
        """None while it does not answer."""
        async with self._counting:
            if time.monotonic() - self._counted_at >= FRESH_SECONDS:
                self._counted = await self._count()
                self._counted_at = time.monotonic()
            return self._counted

    async def _count(self) -> StoreFigures | None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self._store()
        except Exception as fault:  # noqa: BLE001 - the other figures are shown all the same
            _log.error("the database did not answer for the figures: %s", type(fault).__name__)
            return None


def on_this_machine(request: web.Request) -> bool:
    """By the socket itself, whatever the settings say, and by the name called, which a tunnel or a web page
    elsewhere would give away."""
    socket = request.transport.get_extra_info("sockname") if request.transport else None
    return isinstance(socket, tuple) and is_loopback(socket[0]) and is_loopback(request.url.host)


PASSED_ON = ("Forwarded", "Via", "X-Real-IP", "CF-Connecting-IP", "True-Client-IP", "X-Original-URL")


def was_passed_on(request: web.Request) -> bool:
    """A gateway says so in one of these; an older one by speaking HTTP/1.0, as no scraper does."""
    by_header = any(name in request.headers for name in PASSED_ON)
    any_forwarded = any(name.lower().startswith("x-forwarded-") for name in request.headers)
    return by_header or any_forwarded or request.version < (1, 1)
