"""How days are said in England, rule by rule: each a pattern over the words and what it means.

Day first always. A rule reads what could have happened and what could be to come; which of the two is
meant, the words around decide (`tense.py`). What stands for a day but is none (31/11, "end of term") is
kept as unread, to be asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.domain.calendar import BeyondKnownHolidays
from bot.recognise import days
from bot.recognise.days import UNREAD, WEEK, Asked, Read

Match = re.Match[str]
Rule = tuple[str, re.Pattern[str], Callable[[Match, Asked], Read | None]]

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
END_OF = r"(?:the )?(?:very )?end(?: of)?(?: the)?"
_HOW_LONG = re.compile(r" (?:no|not|nothing|never|twice|once|times?|changes?|moves?|reply|response|placements) (?:\S+ ){0,3}$")
"""`no reply in 3 weeks`, `two moves in 6 months`: how long, not when."""
RULES: list[Rule] = []


def rule(name: str, pattern: str) -> Callable[[Callable[[Match, Asked], Read | None]], None]:
    """Adds a rule; earlier rules win where two would read the same words."""

    def add(build: Callable[[Match, Asked], Read | None]) -> None:
        RULES.append((name, re.compile(f"(?<= )(?:{pattern})(?= )"), build))

    return add


@rule("a date with its year first", r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
def _(m: Match, asked: Asked) -> Read | None:
    return _dated(int(m[1]), int(m[2]), int(m[3]), asked)


@rule("day/month/year", rf"(?:({WDS}) (?:the )?)?(\d{{1,2}})[/.\-](\d{{1,2}})[/.\-](\d{{4}}|\d{{2}})")
def _(m: Match, asked: Asked) -> Read | None:
    return _of_weekday(m[1], _dated(days.year_of(m[4]), int(m[3]), int(m[2]), asked), asked)


@rule(
    "day/month",
    rf"(?:({WDS}) (?:the )?)?(?!24/7|50/50)(\d{{1,2}})/(\d{{1,2}})"
    r"(?! (?:of|recs?|recommendations?|actions?|decisions?|visits?|sessions?|complete|completed|done|reviews?)\b)",
)
def _(m: Match, asked: Asked) -> Read | None:
    return _of_weekday(m[1], days.day_and_month(int(m[2]), int(m[3]), asked.today), asked)


@rule("day.month after a preposition", r"(?<= on | by |til |ill |ore |rom )(\d{1,2})[.\-](\d{1,2})")
def _(m: Match, asked: Asked) -> Read | None:
    found = days.day_and_month(int(m[1]), int(m[2]), asked.today)
    return None if found.is_unread else found


@rule(
    "day and month in words",
    rf"(?:({WDS}) (?:, )?(?:the )?)?(?:the )?{DD}(?: of)? ({MON})(?: (20\d\d)| (2\d)(?= [.,;:)\-]|  ?$| $))?",
)
def _(m: Match, asked: Asked) -> Read | None:
    return _of_weekday(m[1], _said_date(int(m[2]), m[3], m[4] or m[5], asked), asked)


@rule("month and day in words", rf"(?:({WDS}) (?:, )?)?({MON}) (?:the )?{DD}(?! (?:day|week|month|year)s?\b)(?: (20\d\d))?")
def _(m: Match, asked: Asked) -> Read | None:
    if m[2] in ("may", "mar", "march") and not m[0].rstrip().endswith(("st", "nd", "rd", "th")) and not m[1]:
        return None
    return _of_weekday(m[1], _said_date(int(m[3]), m[2], m[4], asked), asked)


@rule("this time next week", r"(?:this|same) time (next|last) (week|month|year)")
def _(m: Match, asked: Asked) -> Read | None:
    step = 1 if m[1] == "next" else -1
    if m[2] == "week":
        return Read.on(asked.today + step * WEEK)
    return Read.on(days.months_on(asked.today, step * (1 if m[2] == "month" else 12)))


@rule(
    "a week on Friday",
    rf"(?:(?P<n>{NUM}) weeks?|(?P<f>a )?fortnight) (?:on|from|this|come)?(?: this| the)?(?: coming)? ?"
    rf"(?P<day>{WDS}|today|tomorrow)",
)
def _(m: Match, asked: Asked) -> Read | None:
    weeks = days.number(m["n"]) if m["n"] else 2
    return Read.on(_start(m["day"], asked) + weeks * WEEK, "future")


@rule("Friday week", rf"(?:on )?({WD}|today|tomorrow|mon|sat|sun) (week|fortnight)")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(_start(m[1], asked) + (1 if m[2] == "week" else 2) * WEEK, "future")


@rule("Tuesday of last week", rf"(?:on )?({WDS})(?: of| in)?(?: the)? (last|next|this) week")
def _(m: Match, asked: Asked) -> Read | None:
    return _in_week(m[1], m[2], asked)


@rule("last week Tuesday", rf"(last|next|this) week (?:on )?(?:the )?({WD}|mon|sat)")
def _(m: Match, asked: Asked) -> Read | None:
    return _in_week(m[2], m[1], asked)


@rule("a week last Friday", rf"(?:a )?week last ({WDS})|({WDS}) before last")
def _(m: Match, asked: Asked) -> Read | None:
    past = days.weekday_near(days.weekday(m[1] or m[2]), asked.today).past
    return Read.on(past - WEEK, "past") if past else None


@rule("the Friday after next", rf"(?:the )?({WDS}) after next")
def _(m: Match, asked: Asked) -> Read | None:
    found = days.weekday_near(days.weekday(m[1]), asked.today).future
    return Read.on(found + WEEK, "future") if found else None


@rule("Friday just gone", rf"(?:this |the )?(?:past |last )?({WDS}) (?:just )?(?:gone|past)|this (?:past) ({WDS})")
def _(m: Match, asked: Asked) -> Read | None:
    return Read(past=days.weekday_near(days.weekday(m[1] or m[2]), asked.today).past, leans="past")


@rule("Friday the 4th", rf"({WDS}) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)")
def _(m: Match, asked: Asked) -> Read | None:
    return _of_weekday(m[1], days.day_of_month(int(m[2]), asked.today), asked)


@rule("next Friday", rf"next ({WDS})")
def _(m: Match, asked: Asked) -> Read | None:
    wanted = days.weekday(m[1])
    nearest = days.weekday_near(wanted, asked.today).future
    of_next_week = days.monday_of(asked.today) + WEEK + timedelta(days=wanted)
    return Read(future=of_next_week, leans="future", two_ways=nearest != of_next_week)


@rule("last Friday", rf"last ({WDS})")
def _(m: Match, asked: Asked) -> Read | None:
    return Read(past=days.weekday_near(days.weekday(m[1]), asked.today).past, leans="past")


@rule("this coming Friday", rf"(?:this )?(?:coming|forthcoming) ({WDS})|({WDS}) coming")
def _(m: Match, asked: Asked) -> Read | None:
    return Read(future=days.weekday_near(days.weekday(m[1] or m[2]), asked.today).future, leans="future")


@rule("week commencing", rf"(?:w/c|wc|week (?:commencing|beginning|starting|of))(?: the)?(?: ({WDS}))?(?: {DD})?(?= $| [.,;:])")
def _(m: Match, asked: Asked) -> Read | None:
    if m[2]:
        return days.day_of_month(int(m[2]), asked.today)
    return days.weekday_near(days.weekday(m[1]), asked.today) if m[1] else None


@rule("a weekday", rf"(?:this )?({WD})s?(?! (?:team|club|group|s)\b)")
def _(m: Match, asked: Asked) -> Read | None:
    if m[0].startswith("this "):
        return _in_week(m[1], "this", asked)
    return days.weekday_near(days.weekday(m[1]), asked.today)


@rule(
    "mon, sat and sun as days",
    r"(?<= on | by |til |ill |ore |rom |ext |ast |his |due | am | pm |ted |ing |cop |eod |for |and |eld |saw |w/c )"
    r"(?:this )?(mon|sat|sun)(?= $| [.,;:!?)\-]| am| pm| morning| afternoon| at | and | with | or )"
    r"|(?<= on | by |til |ill )(mon|sat|sun)",
)
def _(m: Match, asked: Asked) -> Read | None:
    return days.weekday_near(days.weekday(m[1] or m[2]), asked.today)


@rule("the day after tomorrow", r"(?:the )?day after tomorrow")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(asked.today + timedelta(days=2), "future")


@rule("the day before yesterday", r"(?:the )?day before yesterday")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(asked.today - timedelta(days=2), "past")


@rule("yesterday", r"yesterdays?|last night")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(asked.today - timedelta(days=1), "past")


@rule("tomorrow", r"tomorrows?")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(asked.today + timedelta(days=1), "future")


@rule(
    "today",
    r"todays?|tonights?|(?:earlier )?this (?:morning|afternoon|evening|am|pm|lunchtime)|just now|by cop(?= $| [.,;])"
    r"|(?:by )?(?:the )?(?:end of (?:the )?day|end of play|close of play|close of business|eod)(?! (?:on )?(?:the )?"
    rf"(?:{WDS}|tomorrow|\d|next|{MON}))",
)
def _(m: Match, asked: Asked) -> Read | None:
    leans = "future" if re.search("end|close|eod|cop|tonight", m[0]) else "past" if "earlier" in m[0] else None
    return Read.on(asked.today, leans)


@rule("so long ago", rf"({NUM}) ({UNIT}) (?:ago|back)")
def _(m: Match, asked: Asked) -> Read | None:
    return _counted(-days.number(m[1]), m[2], asked)


@rule("in so many days", rf"(?:with)?in (?:the next |another |about )?(?:({NUM}) )?({UNIT})(?: time)?(?! of )")
def _(m: Match, asked: Asked) -> Read | None:
    if _HOW_LONG.search(m.string[: m.start()]) or not (m[1] or "fortnight" in m[2]):
        return None
    return _counted(days.number(m[1] or "one"), m[2], asked)


@rule("so many days' time", rf"({NUM}) ({UNIT}) (?:time|from now|from today|hence)")
def _(m: Match, asked: Asked) -> Read | None:
    return _counted(days.number(m[1]), m[2], asked)


@rule("in a matter of hours", r"(?:with)?in (?:the next )?(24|48|72) ?(?:hours|hrs|h)")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(asked.today + timedelta(days=int(m[1]) // 24), "future")


@rule("end of week", rf"(?:{END_OF} (next |this )?week|eow)(?: (next|this) week)?|(?:late|later) (next) week(?= end)")
def _(m: Match, asked: Asked) -> Read | None:
    friday = days.monday_of(asked.today) + timedelta(days=4)
    if "next" in m[0]:
        return Read.on(friday + WEEK, "future")
    return Read.on(friday if friday >= asked.today else friday + WEEK, "future")


@rule("start of next week", r"(?:the )?(?:start|beginning|early)(?: of)?(?: the)? next week|early next week")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(days.monday_of(asked.today) + WEEK, "future")


@rule("end of month", rf"{END_OF} (this |next |last )?month|(?:the )?month end|eom")
def _(m: Match, asked: Asked) -> Read | None:
    steps = {"next ": 1, "last ": -1}.get(m[1] or "", 0)
    end = days.month_end(days.months_on(asked.today.replace(day=1), steps))
    return Read.on(end, "past" if steps < 0 else "future")


@rule("end of a named month", rf"{END_OF} ({MON})(?: (20\d\d))?")
def _(m: Match, asked: Asked) -> Read | None:
    if m[2]:
        return Read.on(days.month_end(days.real_day(int(m[2]), days.month(m[1]), 1) or asked.today))
    first = days.day_and_month(1, days.month(m[1]), asked.today)
    ends = [days.month_end(day) for day in (first.past, first.future) if day]
    return Read(max((d for d in ends if d <= asked.today), default=None), min((d for d in ends if d >= asked.today), default=None))


@rule("end of the year", rf"{END_OF} (?:this |the )?(financial |calendar )?year|year end")
def _(m: Match, asked: Asked) -> Read | None:
    if not m[1]:
        return UNREAD
    day, month_ = (31, 3) if "financial" in m[1] else (31, 12)
    return replace(days.day_and_month(day, month_, asked.today), leans="future")


@rule("Easter", r"easter (monday|sunday|saturday)|good friday|easter(?= $| [.,;])")
def _(m: Match, asked: Asked) -> Read | None:
    off = -2 if m[0].startswith("good") else {"monday": 1, "saturday": -1}.get(m[1] or "", 0)
    near = [days.easter(asked.today.year + n) + timedelta(days=off) for n in (-1, 0, 1)]
    return Read(max(d for d in near if d <= asked.today), min(d for d in near if d >= asked.today))


@rule("a feast with its date", r"(christmas|xmas|new years?) (eve|day)|boxing day|(?<= on | by |ore |til |ill )(?:christmas|xmas)(?= $| [.,;])")
def _(m: Match, asked: Asked) -> Read | None:
    is_new_year, is_eve = (m[1] or "").startswith("new"), m[2] == "eve"
    day = 26 if "boxing" in m[0] else (31 if is_eve else 1) if is_new_year else 24 if is_eve else 25
    return days.day_and_month(day, 1 if day == 1 else 12, asked.today)


@rule("the 30th", r"(?:the )(\d{1,2})(?:st|nd|rd|th)(?= $| [.,;:!?)\-]| (?:at|with|and|but|so|for|if|when|to|we|he|she|they|it|instead|please|am|pm|then|as|now|morning|afternoon|latest)\b)")
def _(m: Match, asked: Asked) -> Read | None:
    return days.day_of_month(int(m[1]), asked.today)


@rule(
    "30th after a preposition",
    r"(?<= on | by |til |ill |ore |rom | to |due |ext |was |eld |for |ary |ing )(\d{1,2})(?:st|nd|rd|th)(?= $| [.,;:!?)\-]| (?:at|with|and|but|so|for|if|he|she|they|it|instead|please|then|am|pm)\b)",
)
def _(m: Match, asked: Asked) -> Read | None:
    return days.day_of_month(int(m[1]), asked.today)


@rule(
    "a day nobody can put a date to",
    r"(?:by |before |after |until )?(?:the )?(?:end|start|beginning|middle) of (?:the |this |next |last )?"
    r"(?:school |spring |summer |autumn |winter )?(?:term|half term|holidays?|summer|year|proceedings)"
    r"|(?:in|after|before|by|over|during|until) (?:the )?(?:new year|half ?term|(?:spring|summer|autumn|christmas|easter|school) "
    r"(?:term|holidays?|break)|bank holiday(?: (?:monday|weekend))?)|bank holiday(?: monday)?",
)
def _(m: Match, asked: Asked) -> Read | None:
    return UNREAD


def _dated(year: int, month: int, day: int, asked: Asked) -> Read:
    found = days.real_day(year, month, day)
    if not found or abs(found - asked.today) > days.FURTHEST:
        return UNREAD
    return Read.on(found)


def _said_date(day: int, month_name: str, year: str | None, asked: Asked) -> Read:
    if year:
        return _dated(days.year_of(year), days.month(month_name), day, asked)
    return days.day_and_month(day, days.month(month_name), asked.today)


def _of_weekday(name: str | None, found: Read, asked: Asked) -> Read:
    """Of the two readings those that fall on the weekday said; neither does: it must be asked about."""
    if not name or found.is_unread:
        return found
    wanted = days.weekday(name)
    past = found.past if found.past and found.past.weekday() == wanted else None
    future = found.future if found.future and found.future.weekday() == wanted else None
    return replace(found, past=past, future=future) if past or future else UNREAD


def _start(name: str, asked: Asked) -> days.date:
    if name == "today":
        return asked.today
    if name == "tomorrow":
        return asked.today + timedelta(days=1)
    return days.weekday_near(days.weekday(name), asked.today).future or asked.today


def _in_week(name: str, which: str, asked: Asked) -> Read:
    weeks = {"last": -1, "this": 0, "next": 1}[which]
    found = days.monday_of(asked.today) + weeks * WEEK + timedelta(days=days.weekday(name))
    leans = {"last": "past", "next": "future"}.get(which)
    return Read.on(found, leans or ("past" if found < asked.today else "future" if found > asked.today else None))


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
