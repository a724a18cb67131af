"""The connector's public keys, fetched without stopping the loop and kept."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import jwt

from bot.channel.in_flight import InFlight

_log = logging.getLogger(__name__)

FETCH_SECONDS = 5.0
KEEP_SECONDS = 24 * 60 * 60.0
"""The connector's documentation asks for a refresh at least daily."""
BURST, BURST_SECONDS = 5, 60.0
"""No more fetches than this in that time, so that tokens with invented key ids cannot make us a nuisance."""


class KeysUnavailable(Exception):
    """The key server does not answer and no key is known."""


@dataclass(frozen=True)
class Key:
    jwk: jwt.PyJWK
    endorsements: frozenset[str]
    """Channels this key may sign for."""


class KeySet:
    def __init__(self, session: aiohttp.ClientSession, metadata: str) -> None:
        self._session = session
        self._metadata = metadata
        self._keys: dict[str, Key] = {}
        self._read_at = 0.0
        self._fetched_at: deque[float] = deque(maxlen=BURST)
        self._fetch = InFlight(self._fetch_all)

    async def find(self, kid: str) -> Key | None:
        """An unknown id is asked for anew: keys are changed without notice. Raises KeysUnavailable."""
        if kid not in self._keys or self._is_old():
            await self._refresh()
        if not self._keys:
            raise KeysUnavailable
        return self._keys.get(kid)

    def _is_old(self) -> bool:
        return _now() - self._read_at > KEEP_SECONDS

    async def _refresh(self) -> None:
        """On failure the keys we have stay good: an outage elsewhere must not silence the assistant."""
        if len(self._fetched_at) == BURST and _now() - self._fetched_at[0] < BURST_SECONDS:
            return
        try:
            await self._fetch()
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError) as fault:
            _log.error("the key server gave no keys: %s", type(fault).__name__)

    async def _fetch_all(self) -> None:
        self._fetched_at.append(_now())
        metadata = await self._get(self._metadata)
        jwks = await self._get(metadata["jwks_uri"])
        found = dict(_usable(jwks["keys"]))
        if not found:
            raise ValueError("no usable key")
        self._keys, self._read_at = found, _now()

    async def _get(self, url: str) -> Any:
        timeout = aiohttp.ClientTimeout(total=FETCH_SECONDS)
        async with self._session.get(url, timeout=timeout, raise_for_status=True) as response:
            return await response.json(content_type=None)


def _usable(jwks: list[dict[str, Any]]) -> Iterator[tuple[str, Key]]:
    for jwk in jwks:
        try:
            yield jwk["kid"], Key(jwt.PyJWK(jwk, "RS256"), frozenset(jwk.get("endorsements", ())))
        except (jwt.PyJWTError, KeyError):
            _log.warning("a key of the key server is not usable")


def _now() -> float:
    return asyncio.get_running_loop().time()
