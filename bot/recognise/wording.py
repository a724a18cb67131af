"""The words to be recorded: always a piece of what was typed, never rewritten."""

from __future__ import annotations

import re
from functools import cache

from bot.recognise.marks import Mark
from bot.recognise.message import Message
from bot.recognise.phrase_files import read_phrases
from bot.recognise.references import Reference

FEWEST_WORDS = 2
LONGEST_LEAD = 14
_SEPARATOR = re.compile(r"\s+[-–—]+\s+|:\s+|\s+[–—]|[-–—]\s+|\n+")
_TO_BE_NOTED = re.compile(r"\b(?:note|add|record|log|put|say|update)\b", re.IGNORECASE)
_THAT = re.compile(r"\bthat\s+", re.IGNORECASE)
_PUT_THAT_ON = re.compile(r"\b(?:put|pop|stick|add|get) that (?:on|in|to|down|under)\b", re.IGNORECASE)


def recorded_words(message: Message) -> str:
    """What follows the command and a clear separator; else everything, if it says anything more."""
    after = (
        _after_separator(message)
        or _after_that(message)
        or _after_reference(message)
        or _after_the_command(message)
    )
    return after or (message.text.strip() if says_more_than_its_command(message) else "")


def words_of_why(message: Message) -> str:
    """`hold it until 11 Dec, carer in hospital`: what stands after the day; empty where nothing does."""
    if not message.days:
        return ""
    end = message.words.tokens[max(day.last for day in message.days)].end
    after = _WHY.match(message.text[end:])
    return message.text[end + after.end() :].strip() if after else ""


def words_of_reason(message: Message) -> str:
    """Why a review was moved or adjourned: two words or more after `because`, or else after the day.

    `because the report was missing, goes on 10 Dec`: without the part that names a day.
    """
    because = _BECAUSE.search(message.text)
    reason = message.text[because.end() :] if because else words_of_why(message)
    if because:
        starts = [message.words.tokens[day.first].start for day in message.days]
        after = [start for start in starts if start > because.end()]
        cut = message.text.rfind(",", because.end(), min(after)) if after else -1
        reason = message.text[because.end() : cut] if cut > 0 else reason
    reason = reason.strip(" .,;")
    return reason if len(reason.split()) >= FEWEST_WORDS else ""


_BECAUSE = re.compile(r"\b(?:because(?: of)?|due to|owing to)\s+(?=\S)", re.IGNORECASE)
_WHY = re.compile(
    r"\s*(?:[,;:.–—-]+\s*(?:because|as|since)?|\b(?:because|as|since|while)\b)\s+(?=\S)", re.IGNORECASE
)


def says_more_than_its_command(message: Message) -> bool:
    """`log challenge M1234567` holds nothing to be recorded; what to record is still to be asked."""
    return len(told_words(message)) >= FEWEST_WORDS


def told_words(message: Message) -> list[str]:
    """The words that are no part of a command and name nobody and no day."""
    words = message.marked.split()
    return [word for word in words if word.islower() and word.isalpha() and word not in _command_words()]


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
    """`note that mum has moved`; not `mum has moved, put that on D-100234`, whose words stand before."""
    match = _THAT.search(message.text)
    if not match or not _TO_BE_NOTED.search(message.text[: match.start()]):
        return ""
    if _PUT_THAT_ON.search(message.text):
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


def _after_the_command(message: Message) -> str:
    """`escalate D-100001 to TM drift and delay`, `withdraw it, wrong child`: only a command before."""
    named, tokens = _first_named(message), message.words.tokens
    comma = next((place for place, token in enumerate(tokens) if token.word == ","), len(tokens))
    first = named.last + 1 if named and named.first < comma else comma + 1
    if first > LONGEST_LEAD or first >= len(tokens) or not _is_all_command(message, first):
        return ""
    marks = {
        place for mark in (*message.stages, *message.roles) for place in range(mark.first, mark.last + 1)
    }
    while first < len(tokens) and (first in marks or tokens[first].word in _LEADS_ON):
        first += 1
    rest = message.text[tokens[first].start :].strip() if first < len(tokens) else ""
    return rest if len(rest.split()) >= FEWEST_WORDS else ""


_LEADS_ON = frozenset(
    ["to", "the", "at", "formally", "please", "re", "regarding", "about", "for", ",", ".", "-", ":", "with"]
)


def _is_all_command(message: Message, until: int) -> bool:
    named: list[Reference | Mark] = [*message.references.children, *message.references.records]
    named += [*message.stages, *message.roles]
    skipped = {place for one in named for place in range(one.first, one.last + 1)}
    known = _command_words()
    return all(
        place in skipped
        or message.words.tokens[place].word in known
        or not message.words.tokens[place].word[0].isalpha()
        for place in range(until)
    )


def _first_named(message: Message) -> Reference | None:
    """With those that follow it at once: `M1234567, M7654321 and M2223334`."""
    named = sorted((*message.references.children, *message.references.records), key=lambda one: one.first)
    if not named:
        return None
    last = named[0].last
    for following in named[1:]:
        between = message.words.tokens[last + 1 : following.first]
        if any(token.word not in _JOINS for token in between):
            break
        last = following.last
    return Reference(named[0].value, named[0].first, last)


_JOINS = frozenset([",", "and", "&", "+", "/", "plus"])
