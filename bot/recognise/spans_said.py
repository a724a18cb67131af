"""Days counted from today or the calendar: `yesterday`, `in ten working days`, `month end`, `the 30th`.

What stands for a day but is none ("end of term") is kept as unread, to be asked about.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.domain.calendar import BeyondKnownHolidays
from bot.recognise import days
from bot.recognise.day_book import MON, NUM, UNIT, WDS, Book, Match
from bot.recognise.days import UNREAD, WEEK, Asked, Read

END_OF = r"(?:the )?(?:very )?end(?: of)?(?: the)?"
_HOW_LONG = re.compile(
    r" (?:no|not|nothing|never|twice|once|times?|changes?|moves?|placements"
    r"|(?<! a )(?<! an )(?<! the )(?:reply|response)) (?:\S+ ){0,3}$"
)
"""`no reply in 3 weeks`, `two moves in 6 months`: how long, not when."""
_SEASON = "(?:spring|summer|autumn|christmas|easter|school)"
_STANDS_ALONE = r" $| [.,;:!?)\-]| (?:at|with|and|but|so|for|if|he|she|they|it|instead|please|then)\b"
"""What may follow `the 30th`; before a noun it is an ordinal (`the 2nd review`)."""
BOOK = Book()


@BOOK.rule("the day after tomorrow", r"(?:the )?day after tomorrow")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(asked.today + timedelta(days=2), "future")


@BOOK.rule("the day before yesterday", r"(?:the )?day before yesterday")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(asked.today - timedelta(days=2), "past")


@BOOK.rule("yesterday", r"yesterdays?|last night")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(asked.today - timedelta(days=1), "past")


@BOOK.rule("tomorrow", r"tomorrows?")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(asked.today + timedelta(days=1), "future")


@BOOK.rule(
    "today",
    r"todays?|tonights?|(?:earlier )?this (?:morning|afternoon|evening|am|pm|lunchtime)|just now"
    r"|by cop(?= $| [.,;])|(?:by )?(?:the )?(?:end of (?:the )?day|(?:end|close) of (?:play|business)|eod)"
    rf"(?! (?:on )?(?:the )?(?:{WDS}|tomorrow|\d|next|{MON}))",
)
def _(m: Match, asked: Asked) -> Read | None:
    leans = "future" if re.search("end|close|eod|cop", m[0]) else "past" if "earlier" in m[0] else None
    return Read.on(asked.today, leans)


@BOOK.rule("so long ago", rf"({NUM}) ({UNIT}) (?:ago|back)")
def _(m: Match, asked: Asked) -> Read | None:
    return _counted(-days.number(m[1]), m[2], asked)


@BOOK.rule(
    "in so many days", rf"(?:with)?in (?:the next |another |about )?(?:({NUM}) )?({UNIT})(?: time)?(?! of )"
)
def _(m: Match, asked: Asked) -> Read | None:
    if _HOW_LONG.search(m.string[: m.start()]) or not (m[1] or "fortnight" in m[2]):
        return None
    return _counted(days.number(m[1] or "one"), m[2], asked)


@BOOK.rule("so many days' time", rf"({NUM}) ({UNIT}) (?:time|from now|from today|hence)")
def _(m: Match, asked: Asked) -> Read | None:
    return _counted(days.number(m[1]), m[2], asked)


@BOOK.rule("in a matter of hours", r"(?:with)?in (?:the next )?(24|48|72) ?(?:hours|hrs|h)")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(asked.today + timedelta(days=int(m[1]) // 24), "future")


@BOOK.rule(
    "end of week",
    rf"(?:{END_OF} (next |this )?week|eow)(?: (next|this) week)?|(?:late|later) (next) week(?= end)",
)
def _(m: Match, asked: Asked) -> Read | None:
    friday = days.monday_of(asked.today) + timedelta(days=4)
    if "next" in m[0]:
        return Read.on(friday + WEEK, "future")
    return Read.on(friday if friday >= asked.today else friday + WEEK, "future")


@BOOK.rule(
    "start of next week", r"(?:the )?(?:start|beginning|early)(?: of)?(?: the)? next week|early next week"
)
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(days.monday_of(asked.today) + WEEK, "future")


@BOOK.rule("end of month", rf"{END_OF} (this |next |last )?month|(?:the )?month end|eom")
def _(m: Match, asked: Asked) -> Read | None:
    steps = {"next ": 1, "last ": -1}.get(m[1] or "", 0)
    end = days.month_end(days.months_on(asked.today.replace(day=1), steps))
    return Read.on(end, "past" if steps < 0 else "future")


@BOOK.rule("end of a named month", rf"{END_OF} ({MON})(?: (20\d\d))?")
def _(m: Match, asked: Asked) -> Read | None:
    if m[2]:
        return Read.on(days.month_end(days.real_day(int(m[2]), days.month(m[1]), 1) or asked.today))
    first = days.day_and_month(1, days.month(m[1]), asked.today)
    ends = [days.month_end(day) for day in (first.past, first.future) if day]
    return Read(
        max((d for d in ends if d <= asked.today), default=None),
        min((d for d in ends if d >= asked.today), default=None),
    )


@BOOK.rule("end of the year", rf"{END_OF} (?:this |the )?(financial |calendar )?year|year end")
def _(m: Match, asked: Asked) -> Read | None:
    if not m[1]:
        return UNREAD
    day, month_ = (31, 3) if "financial" in m[1] else (31, 12)
    return replace(days.day_and_month(day, month_, asked.today), leans="future")


@BOOK.rule(
    "the 30th",
    rf"(?:the )(\d{{1,2}})(?:st|nd|rd|th)"
    rf"(?={_STANDS_ALONE}| (?:to|we|when|am|pm|as|now|morning|afternoon|latest)\b)",
)
def _(m: Match, asked: Asked) -> Read | None:
    return days.day_of_month(int(m[1]), asked.today)


@BOOK.rule(
    "30th after a preposition",
    r"(?<= on | by |til |ill |ore |rom | to |due |ext |was |eld |for |ary |ing |one |ked )"
    rf"(\d{{1,2}})(?:st|nd|rd|th)(?={_STANDS_ALONE})",
)
def _(m: Match, asked: Asked) -> Read | None:
    return days.day_of_month(int(m[1]), asked.today)


@BOOK.rule(
    "a day nobody can put a date to",
    r"(?:by |before |after |until )?(?:the )?(?:end|start|beginning|middle) of (?:the |this |next |last )?"
    r"(?:school |spring |summer |autumn |winter )?(?:term|half term|holidays?|summer|year|proceedings)"
    rf"|(?:in|after|before|by|over|during|until) (?:the )?(?:new year|half ?term"
    rf"|{_SEASON} (?:term|holidays?|break)"
    r"|bank holiday(?: (?:monday|weekend))?)|bank holiday(?: monday)?",
)
def _(m: Match, asked: Asked) -> Read | None:
    return UNREAD


def _counted(count: int, unit: str, asked: Asked) -> Read | None:
    leans = "past" if count < 0 else "future"
    if unit.startswith(("working", "wd")):
        return _working_days(count, asked, leans)
    if unit.startswith(("month", "year")):
        return Read.on(days.months_on(asked.today, count * (12 if unit.startswith("year") else 1)), leans)
    length = {"d": 1, "w": 7, "f": 14}[unit[0]]
    return Read.on(asked.today + timedelta(days=count * length), leans)


def _working_days(count: int, asked: Asked, leans: str) -> Read:
    if asked.calendar is None:
        return UNREAD
    try:
        return Read.on(asked.calendar.add_working_days(asked.today, count), leans)
    except BeyondKnownHolidays:
        return UNREAD
