"""The code for how a child took part in a review, from the code itself or from words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot.recognise.features import MOST_WORDS, STEM, plain
from bot.recognise.learned import model
from bot.recognise.message import Message
from bot.recognise.phrase_files import read_phrases
from bot.recognise.templates import Index

PHRASE_SAYS_SO = 5.0
"""What a phrase adds to the logarithms of its code: enough to outweigh a learned "not said"."""
UNSAID = "none"
_INTERVAL = re.compile(
    r" (?:next|due|in|for|every|=|booked|another)(?: (?:is|one|review|due|at|in|the|will|be|rvw)){0,4}"
    r" (?:\d+|three|six) months?(?= )"
    r"| (?:\d+|three|six) months?(?= (?:from|on|later|hence|time|review|rvw|so|=|would|is|takes|makes|after"
    r"|ahead) )(?: (?!DAY )\S+){1,4}? DAY(?= )"
    r"| (?:\d+|three|six) months? (?:from|on|later|hence|time|review|after|ahead)(?= )"
)
"""`next is 6 months so 20 May`: no age of a baby's."""
ATTENDED = {"PN0": "under four", "PN1": "yes", "PN2": "yes", "PN3": "yes", "PN4": "yes"}
ATTENDED |= {"PN5": "no", "PN6": "no", "PN7": "no", UNSAID: "unsaid"}
VIEWS = {"PN0": "under four", "PN1": "spoken", "PN2": "by another", "PN3": "by signs", "PN4": "none"}
VIEWS |= {"PN5": "by another", "PN6": "sent", "PN7": "none", UNSAID: "unsaid"}
"""The national codes, taken apart: whether the child was there, and how the views were given."""


@cache
def _phrases() -> Index[str]:
    codes = read_phrases("participation").items()
    return Index((name.partition(" ")[0], phrase) for name, phrases in codes for phrase in phrases)


def find_participation(message: Message) -> str | None:
    """A code as written wins over words; None where the words do not say enough."""
    if message.codes:
        return str(message.codes[0].value)
    code = _told(message)
    return None if code == UNSAID else code


def _told(message: Message) -> str:
    found = told_features(message)
    attended, views = model("attended"), model("views")
    was_there = dict(zip(attended.classes, attended.logs(found), strict=True))
    said = dict(zip(views.classes, views.logs(found), strict=True))
    phrase = _phrases().first(message.marked, message.keys)
    by_phrase = {phrase[0]: PHRASE_SAYS_SO} if phrase else {}
    return max(
        ATTENDED, key=lambda code: was_there[ATTENDED[code]] + said[VIEWS[code]] + by_phrase.get(code, 0.0)
    )


def told_features(message: Message) -> frozenset[str]:
    """What the two models look at: words, beginnings, pairs, and the phrases of the codes."""
    words = tuple(plain(word) for word in _INTERVAL.sub("", message.marked).split()[:MOST_WORDS])
    cues = {code for code, _, _ in _phrases().matches(message.marked, message.keys)}
    first = _phrases().first(message.marked, message.keys)
    return frozenset([*_of_words(words), *(f"any:{code}" for code in cues), f"cue:{first and first[0]}"])


def _of_words(words: tuple[str, ...]) -> Iterator[str]:
    yield from words
    yield from (f"~{word[: STEM - 1]}" for word in words if len(word) >= STEM and word.islower())
    yield from (f"{one}_{after}" for one, after in zip(words, words[1:], strict=False))
    yield from (f"{one}_*_{after}" for one, after in zip(words, words[2:], strict=False))


def participation_answered(message: Message) -> str | None:
    """As `find_participation`; a lone digit is a code when that is what was asked."""
    digit = message.text.strip().rstrip(".")
    return f"PN{digit}" if digit in "01234567" and len(digit) == 1 else find_participation(message)
