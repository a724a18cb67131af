"""The words to be recorded: always a piece of what was typed, never rewritten."""

from __future__ import annotations

import re

from bot.recognise.message import Message

LONGEST_LEAD = 14
SHORTEST_REST = 2
_SEPARATOR = re.compile(r"\s+[-–—]+\s+|:\s+|\s+[–—]|[-–—]\s+|\n+")
_THAT = re.compile(r"\bthat\s+", re.IGNORECASE)


def recorded_words(message: Message) -> str:
    """What follows the errand's own words and a clear separator; else everything."""
    return (
        _after_separator(message) or _after_that(message) or _after_reference(message) or message.text.strip()
    )


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
    """`informal challenge for 4410293, drift with permanence plan`: what follows the first reference's comma."""
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
