"""The words to be recorded: always a piece of what was typed, never rewritten."""

from __future__ import annotations

import re
from functools import cache

from bot.recognise.message import Message
from bot.recognise.phrase_files import read_phrases

FEWEST_WORDS = 2
LONGEST_LEAD = 14
SHORTEST_REST = 2
_SEPARATOR = re.compile(r"\s+[-–—]+\s+|:\s+|\s+[–—]|[-–—]\s+|\n+")
_THAT = re.compile(r"\bthat\s+", re.IGNORECASE)


def recorded_words(message: Message) -> str:
    """What follows the errand's own words and a clear separator; else everything."""
    return (
        _after_separator(message) or _after_that(message) or _after_reference(message) or message.text.strip()
    )


def says_more_than_its_command(message: Message) -> bool:
    """`log challenge M1234567` holds nothing to be recorded; what to record is still to be asked."""
    told = [
        word
        for word in message.marked.split()
        if word.islower() and word.isalpha() and word not in _command_words()
    ]
    return len(told) >= FEWEST_WORDS


@cache
def _command_words() -> frozenset[str]:
    return frozenset(word for words in read_phrases("lists")["only_command"] for word in words.split())


def _after_separator(message: Message) -> str:
    match = _SEPARATOR.search(message.text)
    return _rest(message, match.start(), match.end()) if match else ""


def _after_that(message: Message) -> str:
    match = _THAT.search(message.text)
    if not match or not re.search(
        r"\b(?:note|add|record|log|put|say|update)\b", message.text[: match.start()], re.IGNORECASE
    ):
        return ""
    return _rest(message, match.start(), match.end())


def _after_reference(message: Message) -> str:
    """`informal challenge for 4410293, drift with permanence plan`: what follows reference and comma."""
    named = sorted((*message.references.children, *message.references.records), key=lambda one: one.first)
    if not named:
        return ""
    end = message.words.tokens[named[0].last].end
    comma = re.match(r"['s]*\s*[,.;]\s+", message.text[end:])
    return _rest(message, end, end + comma.end()) if comma else ""


def _rest(message: Message, lead_end: int, start: int) -> str:
    rest = message.text[start:].strip()
    lead = message.text[:lead_end].split()
    return rest if len(lead) <= LONGEST_LEAD and len(rest.split()) >= SHORTEST_REST else ""
