"""Putting a file where Teams lets it be put: https, a listed host, no token, no redirects."""

from __future__ import annotations

import logging

import aiohttp
from yarl import URL

from bot.channel.settings import EdgeSettings, is_loopback

_log = logging.getLogger(__name__)

TIMEOUT = aiohttp.ClientTimeout(total=60, connect=10)
HTTPS = 443
COMPLETE = (200, 201)
"""202 would mean that more of the file is waited for."""


class Uploads:
    def __init__(self, session: aiohttp.ClientSession, settings: EdgeSettings) -> None:
        self._session = session
        self._hosts = tuple(host.lower() for host in settings.upload_hosts)
        self._on_this_machine = not settings.authenticate

    def allows(self, url: str) -> bool:
        """Loopback, by http too, for a demo without authentication alone."""
        place = _read(url)
        if place is None or place.user or place.password:
            return False
        if self._on_this_machine and is_loopback(place.host):
            return place.scheme in ("http", "https")
        is_usual = place.scheme == "https" and place.port == HTTPS
        return is_usual and any(_is_of(place.raw_host or "", one) for one in self._hosts)

    async def put(self, url: str, content: bytes) -> bool:
        """Whether the whole file arrived. Raises nothing that the far end can cause."""
        if not self.allows(url):
            _log.warning("an upload to a host that is not listed was refused")
            return False
        try:
            async with self._session.put(
                URL(url, encoded=True),
                data=content,
                headers=_headers(len(content)),
                allow_redirects=False,
                timeout=TIMEOUT,
            ) as response:
                status = response.status
        except (aiohttp.ClientError, TimeoutError, ValueError) as fault:
            _log.warning("an upload failed: %s", type(fault).__name__)
            return False
        if status not in COMPLETE:
            _log.warning("an upload was answered with %d", status)
        return status in COMPLETE


def _headers(size: int) -> dict[str, str]:
    """No token: the address is the permission."""
    return {
        "Content-Type": "application/octet-stream",
        "Content-Length": str(size),
        "Content-Range": f"bytes 0-{size - 1}/{size}",
    }


def _read(url: str) -> URL | None:
    """As the request will read it; None where others might read it otherwise."""
    if not url.isascii() or not url.isprintable() or "\\" in url or " " in url:
        return None
    try:
        return URL(url, encoded=True)
    except ValueError:
        return None


def _is_of(host: str, listed: str) -> bool:
    host = host.lower()
    return host.endswith(listed) if listed.startswith(".") else host == listed
