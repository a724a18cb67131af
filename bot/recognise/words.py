"""Text as typed -> words with their places: abbreviations written out, small misspellings mended.

Nothing here changes what is recorded: every word keeps its place in the original.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.recognise.phrase_files import wordlist

LONGEST_READ = 2_000
"""Characters that are analysed; what follows is kept as said, but not read for meaning."""

LETTERS_FOR_ONE_SLIP = 5
LETTERS_FOR_TWO_SLIPS = 8

_MONTH_GLUED = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_TOKEN = re.compile(
    r"\d{1,2}([/.])\d{1,2}(?:\1\d{2,4})?(?=-\d{1,2}\1\d)|fy(?=\d)"  # 1/9/26-31/10/26, FY25/26
    rf"|\d{{1,2}}(?=-\d{{1,2}}(?:st|nd|rd|th)?(?: of)? ?{_MONTH_GLUED}\b)"  # 1-3 November
    r"|\d+(?:[/.\-:]\d+)+(?:st|nd|rd|th|s)?\b"  # 18/11, 3.4.12, 2026-11-20, 14:30
    r"|r-?\s?\d{4}-\d{3,5}\b|r-\d{1,4}\b"  # a record's own number
    r"|[a-z]{1,3}-\d{3,}[a-z]?\b"  # C-20931
    r"|c\s?&\s?f\b|q\s?&\s?c\b|q\s?and\s?c\b|w/[bce]\b|w/|n/a\b|\+ve\b|-ve\b"
    rf"|\d{{1,2}}(?={_MONTH_GLUED}(?:\d\d|20\d\d)?\b)"  # 18Nov
    rf"|(?<=\d){_MONTH_GLUED}(?=(?:\d\d|20\d\d)\b)"  # 18Nov26
    r"|\d+(?:'s|[a-z]+)\b|\d+%?|%"
    r"|[a-z]+\d[a-z\d]*(?:'s\b)?"
    r"|[^\W\d_]+(?:'[^\W\d_]+)?"
    r"|👍|✅"
    r"|\.{2,}|\n+|[^\w\s'\"]"
)
_GLUED_DATE = re.compile(
    rf"(?<![\w/.\-])(\d{{1,2}}(?:st|nd|rd|th)?)[\-/.]({_MONTH_GLUED})(?:[\-/.](20\d\d|\d\d))?(?!\w)"
)
"""`17-Nov-26`, `16.Nov.2026`: read as if it had been written with spaces."""
_SPOKEN = {"'ll": "will", "'ve": "have", "'re": "are", "'d": "would", "'m": "am"}
_INSIDE_A_WORD = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_]{2})")
_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "`": "'"}
)


@dataclass(frozen=True)
class Token:
    """One word as it is matched, and where it stands in the text as typed."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Words:
    """A message cut into words. `flat` is what patterns are matched against: ` word word word `."""

    original: str
    tokens: tuple[Token, ...]

    @cached_property
    def flat(self) -> str:
        return " " + "".join(f"{token.word} " for token in self.tokens)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each token begins in `flat`."""
        return tuple(accumulate((len(token.word) + 1 for token in self.tokens), initial=1))[:-1]

    def typed(self, first: int, last: int) -> str:
        """What was typed from token `first` to token `last`, both included."""
        return self.original[self.tokens[first].start : self.tokens[last].end]

    def token_at(self, place: int) -> int:
        """The token that begins at or after a place in `flat`."""
        return sum(start < place for start in self.starts)


def read_words(text: str) -> Words:
    return Words(text, tuple(_tokens(text[:LONGEST_READ])))


def _tokens(text: str) -> list[Token]:
    plain = _GLUED_DATE.sub(_with_spaces, _same_length_lower(text))
    tokens: list[Token] = []
    for found in _TOKEN.finditer(plain):
        word = "to" if _is_between_numbers(found) else _as_matched(found[0])
        joined = wordlist().joined.get((tokens[-1].word, word)) if tokens else None
        start = tokens.pop().start if joined else found.start()
        tokens.append(Token(joined or word, start, found.end()))
    return tokens


def _is_between_numbers(found: re.Match[str]) -> bool:
    """`1-3 November`, with no space about it."""
    around = found.string[found.start() - 1 : found.start()] + found.string[found.end() : found.end() + 1]
    return found[0] == "-" and len(around) == 2 and around.isdigit()


def _with_spaces(date: re.Match[str]) -> str:
    return " ".join(part for part in date.groups() if part)


def _same_length_lower(text: str) -> str:
    straight = _INSIDE_A_WORD.sub(" ", text.translate(_STRAIGHT))
    lower = straight.lower()
    if len(lower) == len(straight):
        return lower
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in straight)


def _as_matched(typed: str) -> str:
    if typed[0] == "\n":
        return "."
    for ending, spoken in _SPOKEN.items():
        if typed.endswith(ending):
            return f"{typed.removesuffix(ending)} {spoken}"
    word = typed.replace("'", "")
    return mend(wordlist().written_out.get(word, word)) if word else "'"


@lru_cache(maxsize=20_000)
def mend(word: str) -> str:
    """The key word one or two letters away, when there is exactly one nearest and the word is no other."""
    lists = wordlist()
    if len(word) < LETTERS_FOR_ONE_SLIP or word in lists.known or not word.isalpha():
        return word
    slips = 2 if len(word) >= LETTERS_FOR_TWO_SLIPS else 1
    near = process.extract(word, lists.mended_to, scorer=OSA.distance, score_cutoff=slips, limit=3)
    near = [found for found in near if found[0][0] == word[0] or found[1] == 1]
    if not near or (len(near) > 1 and near[0][1] == near[1][1]):
        return word
    return near[0][0]
