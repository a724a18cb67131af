"""What the rules for days share: the words they are made of, and how a rule is added to its book."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.recognise import days
from bot.recognise.days import UNREAD, Asked, Read

Match = re.Match[str]
Build = Callable[[Match, Asked], Read | None]
Rule = tuple[str, re.Pattern[str], Build]

WD = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
WDS = rf"(?:{WD}|mon|munday|sat|sun)"
MON = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)"
)
NUM = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
    r"|(?:a )?couple(?: of)?)"
)
UNIT = r"(?:working days?|wds?|days?|weeks?|fortnights?|months?|years?)"
ORDINAL = (
    r"(?:thirty first|thirtieth|(?:twenty )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth)"
)
DD = r"(\d{1,2})(?:st|nd|rd|th)?"
DAY_SAID = rf"(\d{{1,2}}(?:st|nd|rd|th)?|{ORDINAL})"
"""The day of a month in figures or in words, beside its month."""
STANDS_ALONE = (
    r" $| [.,;:!?)\-+]| (?:"
    r"at|with|and|but|so|for|if|because|as|he|she|they|it|i|we|instead|please|then|in|now|when|after"
    r"|before|to|or|am|pm|morning|afternoon|evening|latest|got|went|was|were|is|has|had|did|not|no|that"
    r"|the|a|an|this|his|her|their|my|our|mum|dad|also|there|will|would|can|could|have|where|how|why"
    r"|again|only|just|what|whats|until|till|til|since|without|per|held|booked|cancelled|confirmed|due|agreed"
    r"|social worker|said|says|told|who|which|via|over|by|from|regarding|about|on|still|nothing"
    r"|[a-z]{0,3}-?\d{4,}s?)\b"
)
"""What may follow `the 30th`; before a noun it is an ordinal (`the 2nd review`)."""


class Book:
    """Rules in their order: the earlier wins where two would read the same words."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []

    def rule(self, name: str, pattern: str) -> Callable[[Build], None]:
        """`pattern` is matched between spaces of the words as written out."""

        def add(build: Build) -> None:
            self.rules.append((name, re.compile(f"(?<= )(?:{pattern})(?= )"), build))

        return add


def of_weekday(name: str | None, found: Read) -> Read:
    """Of the two readings those that fall on the weekday said; neither does: it must be asked about."""
    if not name or found.is_unread:
        return found
    wanted = days.weekday(name)
    past = found.past if found.past and found.past.weekday() == wanted else None
    future = found.future if found.future and found.future.weekday() == wanted else None
    return replace(found, past=past, future=future) if past or future else UNREAD
