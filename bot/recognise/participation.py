"""The code for how a child took part in a review, from the code itself or from words."""

from __future__ import annotations

from functools import cache

from bot.recognise.message import Message
from bot.recognise.phrase_files import read_phrases
from bot.recognise.templates import Index


@cache
def _phrases() -> Index[str]:
    codes = read_phrases("participation").items()
    return Index((code, phrase) for code, phrases in codes for phrase in phrases)


def find_participation(message: Message) -> str | None:
    """A code as written wins over words; of the words, the first kind listed that occurs."""
    if message.codes:
        return str(message.codes[0].value)
    found = _phrases().first(message.marked, message.keys)
    return found[0] if found else None


def participation_answered(message: Message) -> str | None:
    """As `find_participation`; a lone digit is a code when that is what was asked."""
    digit = message.text.strip().rstrip(".")
    return f"PN{digit}" if digit in "01234567" and len(digit) == 1 else find_participation(message)
