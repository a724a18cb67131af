"""Every day that a message speaks of, each read once, with dateparser for what our own rules do not know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from functools import lru_cache

from bot.recognise import dates_said, spans_said, weekdays_said
from bot.recognise.days import FURTHEST, MONTHS, WEEKDAYS, Asked, Day, Read
from bot.recognise.words import Words

RULES = (*dates_said.BOOK.rules, *weekdays_said.BOOK.rules, *spans_said.BOOK.rules)
_MAY_HOLD_A_DAY = re.compile(
    r"\d|day|week|month|year|fortnight|yesterday|tomorrow|tonight|morning|afternoon|evening|night|easter|xmas"
    r"|christmas|term|holiday|just now|mon |mund|sat |sun |cop |eod |eop |eow |eom |nye |hallowe|valentine"
    r"|crimbo|this (?:am|pm|aft|arvo|morn|eve|lunch) |end of |close of |tomm|tomo|tmr|tmoz"
    r"|yestreen|shrove|pancake|the morn |hogmanay|fawkes|georges|patricks|andrews|davids"
    r"|(?:first|second|third|\wth)(?: day)? of | the \w+(?:th|first|second|third) "
)
_REST_WORDS = (
    r"\d{1,2}|a|an|one|two|three|four|five|six|mid|middle|half|quarter|days?|weeks?|months?|fortnight|years?"
    r"|ago|from|now|after|before|since|of|the|past|next|last|today|tomorrow|yesterday|later|earlier"
)
_REST = re.compile(rf"(?<= )(?:(?:{_REST_WORDS}|{'|'.join((*MONTHS, *WEEKDAYS))}) ){{3,8}}")
_REST_NEEDS = re.compile(r"\b(?:ago|from now|later|earlier)\b")


_AFTER_EVERY_WEEK = frozenset([*".,;:!?)", "and", "from", "only", "after", "at", "for", "with", "but"])


def find_days(words: Words, asked: Asked) -> tuple[Day, ...]:
    flat = words.flat
    if not _MAY_HOLD_A_DAY.search(flat):
        return ()
    taken: list[tuple[int, int]] = []
    found = [
        _placed(words, match, read, name)
        for name, match, read in _readings(flat, asked)
        if _is_free(match.span(), taken)
    ]
    found = [day for day in found if not _is_every_week(words, day)]
    found += _by_dateparser(words, asked, taken)
    return tuple(sorted(found, key=lambda day: day.first))


def _readings(flat: str, asked: Asked) -> Iterator[tuple[str, re.Match[str], Read]]:
    for name, pattern, build in RULES:
        for match in pattern.finditer(flat):
            read = build(match, asked)
            if read is not None:
                yield name, match, read


def _is_free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    if any(start < span[1] and span[0] < end for start, end in taken):
        return False
    taken.append(span)
    return True


def _is_every_week(words: Words, day: Day) -> bool:
    """`contact on tuesdays` is no day; `tuesdays review` is."""
    if not words.typed(day.last, day.last).lower().endswith("days") or not day.rule.startswith("a weekday"):
        return False
    following = words.tokens[day.last + 1].word if day.last + 1 < len(words.tokens) else "."
    return following in _AFTER_EVERY_WEEK


def _placed(words: Words, match: re.Match[str], read: Read, name: str) -> Day:
    start = match.start() + (len(match[0]) - len(match[0].lstrip()))
    first, last = words.token_at(start), words.token_at(match.end()) - 1
    last = max(first, last)
    typed = words.typed(first, last)
    return Day(
        first,
        last,
        read.past,
        read.future,
        f"{name}: {typed}",
        until=read.until,
        leans=read.leans,
        two_ways=read.two_ways,
        unread=typed if read.is_unread else None,
    )


def _by_dateparser(words: Words, asked: Asked, taken: list[tuple[int, int]]) -> Iterable[Day]:
    for match in _REST.finditer(words.flat):
        span = match[0].strip()
        if _REST_NEEDS.search(span) and _is_free(match.span(), taken):
            found = ask_dateparser(span, asked.today)
            if found and abs(found - asked.today) < FURTHEST:
                leans = "past" if found < asked.today else "future"
                yield _placed(words, match, Read.on(found, leans), "dateparser")


@lru_cache(maxsize=2_000)
def ask_dateparser(span: str, today: date, prefer: str = "future") -> date | None:
    """What dateparser makes of a span, day first, counted from `today`; None where it makes nothing of it."""
    from dateparser.date import DateDataParser

    settings = {
        "DATE_ORDER": "DMY",
        "PREFER_DATES_FROM": prefer,
        "RELATIVE_BASE": datetime.combine(today, time(12)),
        "REQUIRE_PARTS": ["day"],
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    read = DateDataParser(languages=["en"], settings=settings).get_date_data(span).date_obj
    return read.date() if read else None
