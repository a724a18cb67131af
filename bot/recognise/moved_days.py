"""Days that a message speaks of and that are not of its errand: one moved away from, a day of birth."""

from __future__ import annotations

import re

from bot.recognise.days import Day
from bot.recognise.message import Message

_OF_ANOTHER_STORY = re.compile(
    r" (?:born|dob|d o b|birth|birthday|born on|instead of|rather than|turns \d\d|turned \d\d|hes \d\d"
    r"|be \d\d"
    r"|is \d\d|turning \d\d)(?: is| was| on| the| of| in| :| ,)* $"
)


def is_moved_from(day: Day, message: Message) -> bool:
    """`postponed from today to the 27th`, `was Monday now Weds`, `born 3/4/12`: not of this errand."""
    before = message.words.flat[: message.words.starts[day.first]]
    earlier = [one for one in message.days if one.last < day.first]
    later = [one for one in message.days if one.first > day.last]
    since = _words_between(earlier[-1], day, message) if earlier else []
    until = _words_between(day, later[0], message) if later else []
    if _OF_ANOTHER_STORY.search(before) or " ".join(since) in (
        "from",
        "from the",
        "not",
        "not the",
        "not on",
    ):
        return True
    if before.endswith(" from ") and later:
        return until in (["to"], ["until"], ["till"], ["til"], ["now"])
    return before.endswith((" was ", " was on ", " not ")) and until[-1:] in (["now"], ["but"])


def _words_between(first: Day, last: Day, message: Message) -> list[str]:
    return [token.word for token in message.words.tokens[first.last + 1 : last.first]]
