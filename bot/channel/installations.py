"""Teams tells of one installation twice."""

from __future__ import annotations

import asyncio

from bot.channel.messages import Incoming, Kind

PAIR_SECONDS = 60.0


class Installations:
    """Remembers for a minute where the assistant has just been installed: one installation arrives as
    installationUpdate and as conversationUpdate, with different ids. Where two instances get one each, the
    person is welcomed twice, which does no harm."""

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}

    def is_repeat(self, incoming: Incoming) -> bool:
        conversation, now = incoming.address.conversation_id, asyncio.get_running_loop().time()
        self._seen = {one: at for one, at in self._seen.items() if now - at < PAIR_SECONDS}
        if incoming.kind is Kind.UNINSTALLED:
            self._seen.pop(conversation, None)
        if incoming.kind is not Kind.INSTALLED:
            return False
        return self._seen.setdefault(conversation, now) < now
