"""The words to be recorded: always a piece of what was typed, never rewritten."""

from __future__ import annotations

import re
from functools import cache

from bot.recognise.message import Message
from bot.recognise.phrase_files import read_phrases
from bot.recognise.references import Reference

FEWEST_WORDS = 2
LONGEST_LEAD = 14
_SEPARATOR = re.compile(r"\s+[-–—]+\s+|:\s+|\s+[–—]|[-–—]\s+|\n+")
_TO_BE_NOTED = re.compile(r"\b(?:note|add|record|log|put|say|update)\b", re.IGNORECASE)
_THAT = re.compile(r"\bthat\s+", re.IGNORECASE)


def recorded_words(message: Message) -> str:
    """What follows the command and a clear separator; else everything, if it says anything more."""
    after = _after_separator(message) or _after_that(message) or _after_reference(message)
    return after or (message.text.strip() if says_more_than_its_command(message) else "")


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
    if not match or len(message.text[: match.start()].split()) > LONGEST_LEAD:
        return ""
    named = _first_named(message)
    is_reference_next = named and message.words.tokens[named.first].start == match.end()
    return _after_reference(message) if is_reference_next else message.text[match.end() :].strip()


def _after_that(message: Message) -> str:
    match = _THAT.search(message.text)
    if not match or not _TO_BE_NOTED.search(message.text[: match.start()]):
        return ""
    return message.text[match.end() :].strip()


def _after_reference(message: Message) -> str:
    """`informal challenge for 4410293, drift with permanence plan`: what follows reference and comma."""
    named = _first_named(message)
    if not named or named.first > LONGEST_LEAD:
        return ""
    end = message.words.tokens[named.last].end
    comma = re.match(r"['s]*\s*[,.;:-]\s+", message.text[end:])
    rest = message.text[end + comma.end() :].strip() if comma else ""
    return rest if len(rest.split()) >= FEWEST_WORDS else ""


def _first_named(message: Message) -> Reference | None:
    named = (*message.references.children, *message.references.records)
    return min(named, key=lambda one: one.first, default=None)
