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
WDS = rf"(?:{WD}|mon|sat|sun)"
MON = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)"
)
NUM = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
    r"|(?:a )?couple(?: of)?)"
)
UNIT = r"(?:working days?|wds?|days?|weeks?|fortnights?|months?|years?)"
DD = r"(\d{1,2})(?:st|nd|rd|th)?"


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
