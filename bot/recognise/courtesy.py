"""A greeting or thanks that is the whole message: nothing is asked, and yet it deserves an answer."""

from __future__ import annotations

from functools import cache

from bot.domain.intents import Do, Intent
from bot.recognise.message import Message
from bot.recognise.phrase_files import read_phrases
from bot.recognise.templates import Index

LONGEST = 10


@cache
def _phrases() -> Index[str]:
    listed = read_phrases("courtesy").items()
    return Index((kind, f"^ {phrase} $") for kind, phrases in listed for phrase in phrases)


def courtesy_of(message: Message) -> Intent | None:
    """`courtesy`: `greeting` or `thanks`."""
    if len(message.words.tokens) > LONGEST:
        return None
    if not (found := _phrases().first(message.marked, message.keys)):
        return None
    kind, phrase, _ = found
    because = (f"the whole message is {phrase.phrase!r}",)
    return Intent(Do.NONE, {"courtesy": kind}, because=because, said=message.text)
