"""Messages nobody asked for: reminders, news for a manager."""

from __future__ import annotations

from bot.channel.connectors import Connectors
from bot.channel.delivery import Delivery
from bot.channel.messages import Message
from bot.channel.outgoing import addressed
from bot.domain.chats import Address


class Sender:
    def __init__(self, connectors: Connectors) -> None:
        self._connectors = connectors

    async def send(self, address: Address, message: Message) -> Delivery:
        """One attempt, at most some 15 seconds. Raises nothing that the far end can cause."""
        conversations = self._connectors.at(address.service_url).conversations
        return await conversations.send_to_conversation(address.conversation_id, addressed(message, address))
