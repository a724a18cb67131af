"""The assistant's own token for the connector: fetched off the loop, and renewed before it runs out."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import msal  # type: ignore[import-untyped]
import requests

from bot.channel.in_flight import InFlight
from bot.channel.settings import EdgeSettings
from bot.errors import AssistantError

_log = logging.getLogger(__name__)

LOGIN = "https://login.microsoftonline.com/"
RESOURCE = "https://api.botframework.com"
FETCH_SECONDS = 10.0
RENEW_BEFORE_SECONDS = 600.0
RETRY_SECONDS = 30.0

Fetch = Callable[[], dict[str, Any]]
"""Blocks; answers as OAuth does: `access_token` and `expires_in` seconds, or `error`."""


class NoToken(AssistantError):
    """I could not sign in to Teams. Nothing was sent."""


@dataclass(frozen=True)
class Grant:
    token: str
    ends: float
    """On the loop's clock."""


class Credentials:
    """One per process. `fetch` is called in a thread, and never twice at a time."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._grant: Grant | None = None
        self._renew = InFlight(self._fetch_grant)

    async def headers(self) -> dict[str, str]:
        """Raises NoToken."""
        grant = self._grant
        if grant is None or grant.ends <= _now():
            grant = await self._renew()
        return {"Authorization": f"Bearer {grant.token}"}

    @contextlib.asynccontextmanager
    async def kept_fresh(self) -> AsyncIterator[None]:
        """Fetches at once, and again before each end, for as long as the context lasts."""
        keeping = asyncio.create_task(self._keep_fresh())
        try:
            yield
        finally:
            keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await keeping

    async def _keep_fresh(self) -> None:
        while True:
            try:
                grant = await self._renew()
            except NoToken:
                await asyncio.sleep(RETRY_SECONDS)
            else:
                await asyncio.sleep(max(grant.ends - _now() - RENEW_BEFORE_SECONDS, RETRY_SECONDS))

    async def _fetch_grant(self) -> Grant:
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                got = await asyncio.to_thread(self._fetch)
            self._grant = Grant(got["access_token"], _now() + float(got["expires_in"]))
        # TypeError, KeyError: a refusal in place of a token. ValueError: a tenant that does not exist.
        except (requests.RequestException, OSError, KeyError, TypeError, ValueError) as fault:
            _log.error("no token for the connector: %s", type(fault).__name__)
            raise NoToken from fault
        return self._grant


class Anonymous:
    """The demo's: its far end asks for no token, and must be shown none."""

    async def headers(self) -> dict[str, str]:
        return {}

    @contextlib.asynccontextmanager
    async def kept_fresh(self) -> AsyncIterator[None]:
        yield


def credentials_for(settings: EdgeSettings) -> Credentials | Anonymous:
    if not settings.authenticate:
        return Anonymous()
    by_secret = settings.app_type.lower() == "singletenant"
    return Credentials(_secret(settings) if by_secret else _identity(settings))


# A fresh client for each fetch, one an hour: msal's own cache would give back the token that is running out.


def _secret(settings: EdgeSettings) -> Fetch:
    def fetch() -> dict[str, Any]:
        client = msal.ConfidentialClientApplication(
            settings.app_id,
            client_credential=settings.app_password,
            authority=LOGIN + settings.app_tenant_id,
            timeout=FETCH_SECONDS,
        )
        return dict(client.acquire_token_for_client([f"{RESOURCE}/.default"]))

    return fetch


def _identity(settings: EdgeSettings) -> Fetch:
    def fetch() -> dict[str, Any]:
        with _Impatient() as session:
            identity = msal.UserAssignedManagedIdentity(client_id=settings.app_id)
            client = msal.ManagedIdentityClient(identity, http_client=session)
            return dict(client.acquire_token_for_client(resource=RESOURCE))

    return fetch


class _Impatient(requests.Session):
    """With a time-out: a machine without an identity would hold a thread for good."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        return super().request(*args, **{"timeout": FETCH_SECONDS, **kwargs})


def _now() -> float:
    return asyncio.get_running_loop().time()
