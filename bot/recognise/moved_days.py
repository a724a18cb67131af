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

_MOVED = re.compile(
    r" (?:moved|changed|rearranged|postponed|deferred|delayed|slipped|shifted|rescheduled|rebooked"
    r"|(?:put|pushed|moved|set) (?:back|off))(?: again| once more| ,| from| the)* $"
)
_WAS_TO_BE = re.compile(
    r" (?:was|was on|not|(?:meant|supposed|planned|booked|scheduled|set|down|originally|initially|due)"
    r"(?: (?!and|but|now)\S+){0,4}) $"
)
_IS_NOW = ["now", "is"]


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
    if _MOVED.search(before) and until == ["to"]:
        return True
    return bool(_WAS_TO_BE.search(before)) and (until[-1:] in (["now"], ["but"]) or until[-2:] == _IS_NOW)


_LAST_SAW = re.compile(r" last (?:saw|seen|visited|visit|met|reviewed|spoke|time)(?: \S+){0,4} $")
_REASON = re.compile(
    r" (?:as|because|cos|owing to|due to|so that|since|given) (?!of |soon |well |agreed |planned )"
    r"(?:(?!and|but|now|next|then)[^\s.,;]+ ){2,8}$"
)


def is_of_a_reason(day: Day, message: Message) -> bool:
    """`held on the 6th, late as the SW was unwell on the 2nd`, `seen today, last saw her 4 Sept`."""
    before = message.words.flat[: message.words.starts[day.first]]
    is_second = any(one.last < day.first for one in message.days)
    return is_second and bool(_REASON.search(before) or _LAST_SAW.search(before))


_OF_THE_SAME = re.compile(
    r" (?:review|visit\w*|midway|held|second|first|third|other|rest|half|part|again|also|then|both|on|done"
    r"|spoke|saw|met|rang|called|adjourn\w*|reconven\w*) "
)


def is_told_after(day: Day, message: Message) -> bool:
    """`midway Weds. Health assessment happened 2/11`: another sentence, of something else."""
    flat, starts = message.words.flat, message.words.starts
    end = max(flat.rfind(f" {sign} ", 0, starts[day.first]) for sign in ".;")
    if end < 0 or not any(one.is_one_day and starts[one.first] < end for one in message.days):
        return False
    sentence = flat[end + 2 :].partition(" . ")[0]
    return _OF_THE_SAME.search(f"{sentence} ") is None


_FELL_THROUGH = re.compile(
    r"^(?: (?:was|is|got|has been|had to be|had|been|now|again))* (?:cancelled|called off|fell through"
    r"|postponed|abandoned|did not happen|never happened|rearranged|off) "
)


def fell_through(day: Day, message: Message) -> bool:
    """`visit mon cancelled by carer`: nothing happened then."""
    return _FELL_THROUGH.match(f" {message.after(day)} ") is not None


_LOOSELY = re.compile(r" (?:before|after|over|round|around)(?: the)? $")


def is_loose(day: Day, message: Message) -> bool:
    """`before xmas` is no day to keep anybody to."""
    is_feast = day.rule.startswith("a feast") and not day.rule.endswith(("eve", "day"))
    return is_feast and _LOOSELY.search(message.words.flat[: message.words.starts[day.first]]) is not None


def _words_between(first: Day, last: Day, message: Message) -> list[str]:
    return [token.word for token in message.words.tokens[first.last + 1 : last.first]]
