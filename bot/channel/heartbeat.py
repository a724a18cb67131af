"""A sign of life for a dead man's switch: nothing but itself; it goes silent when reminders stop."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import aiohttp

_log = logging.getLogger(__name__)

TIMEOUT = aiohttp.ClientTimeout(total=8, connect=4)


class Heartbeat:
    """Beats in the background: a monitor that is slow, or gone, holds up no reminder."""

    def __init__(self, session: aiohttp.ClientSession, target: str) -> None:
        """`target`: a URL that is called by GET, or a file whose time is set anew; blank: no heart."""
        self._session = session
        self._target = target
        self._beating: asyncio.Task[None] | None = None

    def beat(self) -> None:
        """While one beat is still on its way no other is begun."""
        if self._target and (self._beating is None or self._beating.done()):
            self._beating = asyncio.create_task(self._beat())

    async def finish(self) -> None:
        if self._beating is not None:
            await self._beating

    async def _beat(self) -> None:
        try:
            if self._target.startswith("http"):
                await self._call()
            else:
                await asyncio.to_thread(Path(self._target).touch)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as fault:
            _log.warning("the heartbeat was not taken: %s", type(fault).__name__)

    async def _call(self) -> None:
        async with self._session.get(self._target, timeout=TIMEOUT, allow_redirects=False) as response:
            if response.status >= 300:
                _log.warning("the heartbeat was answered with %d", response.status)
