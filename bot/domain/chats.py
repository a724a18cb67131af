"""Where people are written to, and what a conversation remembers between two turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Address:
    """Where a person can be written to. Refreshed from every message: a service URL may change."""

    tenant: str
    conversation_id: str
    service_url: str
    user_id: str
    """The channel's id of the person (`29:…`), not the Entra object id."""
    bot_id: str


@dataclass(frozen=True)
class Chat:
    """A person's 1:1 conversation with the assistant."""

    id: int
    address: Address
    state: Mapping[str, Any]
    """Plain JSON, versioned by the dialogs that own it."""
    unreachable: str | None
    """Why the last message to them could not be delivered; cleared when they write again."""
