"""What crosses the seam between Teams and the assistant, in our own words."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channel.file_cards import ReportWanted
from bot.domain.chats import Address


class Kind(enum.StrEnum):
    MESSAGE = "message"
    PRESS = "press"
    INSTALLED = "installed"
    UNINSTALLED = "uninstalled"
    CONSENT = "consent"
    """To having a file put in the person's own OneDrive, or not."""


@dataclass(frozen=True)
class Incoming:
    """One thing a person did in Teams: wrote, pressed a button, installed or removed the app."""

    activity_id: str
    kind: Kind
    address: Address
    aad_object_id: str
    personal: bool
    """A 1:1 chat; else a group chat or a channel, where no case detail may appear."""
    text: str = ""
    """As typed, without the mention of the assistant."""
    press: Mapping[str, Any] | None = None
    """The data of the button and the inputs of its card, or the whole answer to a file that was offered; not
    to be trusted."""
    by_invoke: bool = False
    """The press waits for a card that takes the place of the pressed one."""
    email: str | None = None
    """From the Teams roster; asked for only at first contact."""


@dataclass(frozen=True)
class Message:
    """One reply or reminder: plain text or one card, never both (Teams would split them)."""

    text: str = ""
    card: Mapping[str, Any] | None = None
    summary: str = ""
    """What a notification shows of a card: no child reference and no narrative."""
    file: Mapping[str, Any] | None = None
    """Teams' own card for a file, beside the text that says the same."""


@dataclass(frozen=True)
class Answer:
    """Replies in order. For an invoke, the first card takes the place of the pressed one."""

    messages: tuple[Message, ...] = ()
    key: str = ""
    """Under which it was committed; blank when nothing was stored."""
    tells_others: bool = False
    """Something was changed, or somebody has come back: messages may have been planned that leave now."""
    elsewhere: Address | None = None
    """The person's own chat, when they wrote in a group."""
    privately: tuple[Message, ...] = ()
    wanted: ReportWanted | None = None
    """A report to be made, now that this is committed."""
