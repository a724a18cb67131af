"""Who a person is by the Teams roster."""

from __future__ import annotations

import json
from typing import Any

import aiohttp

from bot.channel.connectors import Connectors, NotListed
from bot.channel.credentials import NoToken
from bot.channel.guard import text_at
from bot.domain.chats import Address
from bot.errors import AssistantError


class RosterUnavailable(AssistantError):
    """I could not look you up in Teams just now. Please write again in a minute."""


class Roster:
    def __init__(self, connectors: Connectors) -> None:
        self._connectors = connectors

    async def email_of(self, address: Address) -> str | None:
        """In lower case; None for who is not in the conversation, has no address, or is a guest: the
        address of a guest is vouched for by another organisation. Raises RosterUnavailable."""
        member = await self._member(address)
        if text_at(member, "userRole").lower() in ("guest", "anonymous"):
            return None
        return (text_at(member, "email") or text_at(member, "userPrincipalName")).lower() or None

    async def _member(self, address: Address) -> Any:
        conversations = self._connectors.at(address.service_url).conversations
        try:
            status, body = await conversations.get_conversation_member(
                address.conversation_id, address.user_id
            )
            if status == 200:
                return json.loads(body)
        except (aiohttp.ClientError, TimeoutError, ValueError, NoToken, NotListed) as fault:
            raise RosterUnavailable from fault
        if status in (403, 404):
            return None
        raise RosterUnavailable
