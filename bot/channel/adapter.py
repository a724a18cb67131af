"""The SDK's adapter, given our connectors and a caller who has been checked already."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from botbuilder.core import TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from bot.channel.connectors import Connector, Connectors
from bot.channel.tokens import Caller

Turn = Callable[[TurnContext], Awaitable[None]]


class PooledConnectors(ConnectorFactory):
    def __init__(self, connectors: Connectors) -> None:
        self._connectors = connectors

    async def create(self, service_url: str, audience: str) -> Connector:
        return self._connectors.at(service_url)


class CheckedAtTheDoor(BotFrameworkAuthentication):
    """Fails closed: whoever has not come through `tokens` gets no further here."""

    def __init__(self, connectors: Connectors) -> None:
        self._factory = PooledConnectors(connectors)

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        raise PermissionError

    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        raise PermissionError

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        return self._factory

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """We sign nobody in; and the SDK's client takes 3.5 ms of the loop to build."""

    def result_for(self, caller: Caller) -> AuthenticateRequestResult:
        result = AuthenticateRequestResult()
        result.claims_identity = ClaimsIdentity(dict(caller.claims), is_authenticated=bool(caller.claims))
        result.connector_factory = self._factory
        return result


class TeamsAdapter:
    def __init__(self, connectors: Connectors) -> None:
        self._authentication = CheckedAtTheDoor(connectors)
        self._adapter = CloudAdapter(self._authentication)

    async def run(self, caller: Caller, activity: Activity, turn: Turn) -> object | None:
        """The body of the answer to an invoke."""
        response = await self._adapter.process_activity(
            self._authentication.result_for(caller), activity, turn
        )
        return response.body if response else None
