"""Days counted from today or the calendar: `yesterday`, `in ten working days`, `month end`, `the 30th`.

What stands for a day but is none ("end of term") is kept as unread, to be asked about.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.domain.calendar import BeyondKnownHolidays
from bot.recognise import days
from bot.recognise.day_book import MON, NUM, ORDINAL, STANDS_ALONE, UNIT, WDS, Book, Match
from bot.recognise.days import UNREAD, WEEK, Asked, Read

END_OF = r"(?:the )?(?:very )?end(?: of)?(?: the)?"
_HOW_LONG = re.compile(
    r" (?:no|not|nothing|never|none|nobody|twice|once|times?|changes?|moves?|placements|workers|sws|havent"
    r"|(?<! a )(?<! an )(?<! the )(?:reply|response)) "
    r"(?:(?!needed|wanted|due|required|expected|please|by|but|now|to|will|back|want|need)\S+ ){0,3}$"
)
"""`no reply in 3 weeks`, `two moves in 6 months`: how long, not when."""
_SEASON = "(?:spring|summer|autumn|christmas|easter|school)"
_LEADS = r"(?<= on | by |til |ill |ore |rom |due |ext |was |eld )"
_LESS_THAN = (
    r"(?! (?:review|rvw|placement|stage|time|one|visit|attempt|move|sw|social|worker|request|reminder|meeting"
    r"|birthday|school|year|child|floor|person|email|chase|escalation|challenge|midway|draft|form|grade"
    r"|century"
    r"|half|party|hearing|night|day|week|month|cancellation|missing|episode|part|language|point|level|carers?"
    r"|manager|version|letter|quarter|assessment)s?\b)"
)
"""A thing counted, after an ordinal."""
_FIRST_TO_FIFTH = 5
_IS_COUNT = re.compile(r" (?:is|was|this|that|its|it is|being|after|of|about|re) $")
_SIGN = re.compile(
    r" (?:on|by|to|til|till|until|before|from|due|next|nxt|was|held|for|reply|back|again|booked|rebooked"
    r"|adjourned|now|done|\d{1,2}(?:st|nd|rd|th) (?:and|,)|visited|met|seen|starts|starting|resumes|meeting"
    r"|moving|seeing|visiting|spoke|emailed|sent|planned|set|latest|between|january|february|chased|says|say"
    r"|said) $"
)
_DONE_TO_HER = re.compile(
    r" (?!celebrat|approach|turn)(?:\w+ed|\w+ing|saw|see|met|told|rang|sent|chase|remind|visit|ring|call"
    r"|phone) her $"
)
"""`reminded her 11th`"""
_COUNTED = re.compile(
    r" (?:his|her|their|my|our|your|a|this|its|another|only|same|s|third|second|first|1st|2nd|3rd|4th|is the"
    r"|was the|for the|just the|now the|childs|boys|girls) $"
)
BOOK = Book()


@BOOK.rule("the day after tomorrow", r"(?:the )?day after tomorrow")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(asked.today + timedelta(days=2), "future")


@BOOK.rule("the day before yesterday", r"(?:the )?(?:day|night) before (?:yesterday|last)")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(asked.today - timedelta(days=2), "past")


@BOOK.rule("yesterday", r"yesterdays?|yestreen|last (?:night|evening)|the other night(?=  )")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(asked.today - timedelta(days=1), "past")


@BOOK.rule(
    "tomorrow",
    r"tomorrows?|(?:2|to) ?morrows?|tmoz|tomoro|tomoros|tomorro|tommorow|tommorrow|tmrow|2mrw|tmr"
    r"|the morn(?! (?:of|he|she|it|they|was|is|meeting)\b)",
)
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(asked.today + timedelta(days=1), "future")


@BOOK.rule("this day week", r"this day (week|fortnight)")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(asked.today + (1 if m[1] == "week" else 2) * WEEK, "future")


@BOOK.rule("14th of this month", r"(?:the )?(\d{1,2})(?:st|nd|rd|th)? of (?:this|the) month")
def _(m: Match, asked: Asked) -> Read | None:
    found = days.real_day(asked.today.year, asked.today.month, int(m[1]))
    return Read.on(found) if found else UNREAD


@BOOK.rule(
    "today",
    r"(?<!ago )todays?|2days|tdays?|tonights?|(?:earlier |later )?this (?:morning|morn|mornin|afternoon|aft"
    r"|arvo"
    r"|evening"
    r"|eve|am|pm|lunchtime|lunch)|just now|earlier (?:on )?today"
    r"|by cop(?= $| [.,;])|(?:by )?(?:the )?(?:end of (?:the )?day|(?:end|close) of (?:play|business)|eod"
    r"|eop)"
    rf"(?! (?:on )?(?:the )?(?:{WDS}|tomorrow|\d|next|{MON}))",
)
def _(m: Match, asked: Asked) -> Read | None:
    is_ahead, is_behind = re.search("end|close|eod|eop|cop|later", m[0]), re.search("earlier|just now", m[0])
    leans = "future" if is_ahead else "past" if is_behind else None
    return Read.on(asked.today, leans)


@BOOK.rule(
    "so long ago",
    rf"(?:about |around |just over |over )?({NUM}) ({UNIT}) (?:ago(?: today| now)?|back(?! (?:in|at|to|with"
    rf"|on|from)\b))(?! (?:last|the)\b)",
)
def _(m: Match, asked: Asked) -> Read | None:
    return _counted(-days.number(m[1]), m[2], asked)


@BOOK.rule(
    "got so long", rf"(?:have|has|got|given|gave (?:them|him|her)) (?:a |an )?({NUM} )?({UNIT})(?= $| [.,;])"
)
def _(m: Match, asked: Asked) -> Read | None:
    if not (m[1] or "fortnight" in m[2] or m[2] in ("week", "month")):
        return None
    return _counted(days.number((m[1] or "one").strip()), m[2], asked)


@BOOK.rule(
    "in so many days",
    rf"(?:with)?in (?:the next |another |about )?(?:({NUM}) )?({UNIT})(?: time)?(?! (?:of|before|notice)\b)",
)
def _(m: Match, asked: Asked) -> Read | None:
    if _HOW_LONG.search(m.string[: m.start()]) or not (m[1] or "fortnight" in m[2]):
        return None
    return _counted(days.number(m[1] or "one"), m[2], asked)


@BOOK.rule(
    "so many days' time", rf"(?:a )?({NUM}) ({UNIT})s? (?:time|from now|from today|hence|on from today)"
)
def _(m: Match, asked: Asked) -> Read | None:
    return _counted(days.number(m[1]), m[2], asked)


@BOOK.rule(
    "so long, of a rating",
    r"(?:(?<= red )|(?<= amber )|(?<= green )|(?<= red , )|(?<= amber , )|(?<= green , ))"
    rf"({NUM}) (weeks?|months?)(?= $| [.,;])",
)
def _(m: Match, asked: Asked) -> Read | None:
    """`amber, 5 weeks`: when it is looked at again."""
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


@BOOK.rule(
    "end of month",
    rf"{END_OF} (this |next |last )?month|(?:the )?month end|eom"
    r"|(?:the )?last day of (?:this |the )?month",
)
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


@BOOK.rule("14th inst", r"(?:the )?(\d{1,2})(?:st|nd|rd|th)? (?:inst|instant)")
def _(m: Match, asked: Asked) -> Read | None:
    found = days.real_day(asked.today.year, asked.today.month, int(m[1]))
    return Read.on(found) if found else UNREAD


@BOOK.rule(
    "the 30th",
    rf"(?:the )(\d{{1,2}})(?:st|nd|rd|th)(?={STANDS_ALONE}| (?:to|we|when|am|pm|as|now|latest"
    rf"|of this month)\b)",
)
def _(m: Match, asked: Asked) -> Read | None:
    number = int(m[1])
    if number <= _FIRST_TO_FIFTH and _IS_COUNT.search(m.string[: m.start()]):
        return None
    return days.day_of_month(number, asked.today)


@BOOK.rule("30th after a preposition", rf"{_LEADS}(?:the )?(\d{{1,2}})(?:st|nd|rd|th){_LESS_THAN}")
def _(m: Match, asked: Asked) -> Read | None:
    return _bare_ordinal(m, asked)


@BOOK.rule("30th", rf"(\d{{1,2}})(?:st|nd|rd|th)(?={STANDS_ALONE}){_LESS_THAN}")
def _(m: Match, asked: Asked) -> Read | None:
    return _bare_ordinal(m, asked)


@BOOK.rule(
    "the thirtieth",
    rf"(?<= on | by |til |ill |ore |rom |was |due |for |ing )the ({ORDINAL})(?={STANDS_ALONE})",
)
def _(m: Match, asked: Asked) -> Read | None:
    return days.day_of_month(days.number(m[1]), asked.today)


def _bare_ordinal(m: Match, asked: Asked) -> Read | None:
    """`TM to reply 30th`; `his 3rd`, `1st and 2nd`, of a thing spoken of, are no days."""
    number, before = int(m[1]), m.string[: m.start()]
    is_counted = _COUNTED.search(before) and (number <= _FIRST_TO_FIFTH or not _DONE_TO_HER.search(before))
    if is_counted or (number <= _FIRST_TO_FIFTH and not _after_a_sign(before)):
        return None
    return days.day_of_month(number, asked.today)


def _after_a_sign(before: str) -> bool:
    """A 1st to a 5th is a day after a preposition, a verb or another day, and not at the beginning."""
    return _SIGN.search(before) is not None


@BOOK.rule(
    "a day nobody can put a date to",
    r"(?:by |before |after |until )?(?:the )?(?:end|start|beginning|middle) of (?:the |this |next |last )?"
    r"(?:school |spring |summer |autumn |winter )?(?:term|half term|holidays?|summer|year|proceedings)"
    r"|(?:in|after|before|by|over|during|until|til|till) (?:the )?(?:new year|half ?term"
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
