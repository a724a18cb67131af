"""Days said by their weekday: `next Friday`, `a week on Friday`, `Tuesday of last week`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.recognise import days
from bot.recognise.day_book import DD, NUM, STANDS_ALONE, WD, WDS, Book, Match, of_weekday
from bot.recognise.days import WEEK, Asked, Read

BOOK = Book()
FARTHEST = 75
_EVERY = re.compile(r" (?:every|each|most|alternate|weekly on|other) (?:other |second )?$")
_AS_A_RULE = re.compile(rf"(?:{STANDS_ALONE}| (?:from|after|every|each|only)\b)")
"""`contact on mondays`, and not `tuesdays review`."""
_DAY_BEFORE = re.compile(
    r" (?:on|by|til|till|until|untill|before|from|since|next|nxt|last|due|am|pm|cop|eod|eop|for|fri|friday"
    r"|w/c|w/e|play|thing|coming|late|early|latest|done|held|made|happened|booked|rebooked|planned|visited"
    r"|visiting|seeing|moving|starts|starting|ends|ending|ring|ringing|emailed|phoned|rang|called|chased|met"
    r"|visit|review|contact|resumes|overnight|saw (?:him|her|them)|see (?:him|her|them|it)|again|replied"
    r"|back|here|home|moved|happens|meeting) $"
)
_SITTER = re.compile(
    r" (?:he|she|they|i|we|you|who|it|is|was|are|were|been|be|being|just|both|child|mum|dad|carer|sw|tm|also"
    r"|then|so|never|only|got|im|hes|shes|all|girl|boy|lad|yp|nan|advocate|guardian|still|carers|people) $"
)
_WITH = re.compile(r" (?:with|by|from|to|told|asked|met) (?:the |his |her |my )?\S+ $")
_SITTING = re.compile(
    r" (?:in|with|on|down|next|through|thru|outside|beside|alone|quietly|silently|silent|under|there|around"
    r"|about|back|by|waiting|watching|listening|having|playing|his|her|an|the|nicely|well|up|between)\b"
)
_DAY_AFTER = re.compile(
    r" (?:$|[.,;:!?)\-]|am |pm |morning|afternoon|evening|night|eve |lunch|at |and |with |or |for |to |but "
    r"|so "
    r"|he |she |they |we |\d|all |no |not |said |told |saw |was |went |cos |because |after |before |instead)"
)


@BOOK.rule(
    "a week on Friday",
    rf"(?:(?P<n>{NUM}) weeks?|(?P<w>(?<!ext )(?<!ast )(?<!his )(?<!per )(?<! a )(?<!ery )week)"
    rf"|(?P<f>a )?fortnight) (?:on|from|this|come|come on)?(?: this| the)?(?: coming)? ?"
    rf"(?P<day>{WDS}|today|tomorrow|yesterday)(?! since\b)",
)
def _(m: Match, asked: Asked) -> Read | None:
    weeks = days.number(m["n"]) if m["n"] else 1 if m["w"] else 2
    if m["day"] == "yesterday":
        return Read.on(asked.today - timedelta(days=1) - weeks * WEEK, "past")
    return Read.on(_start(m["day"], asked) + weeks * WEEK, "future")


@BOOK.rule(
    "a week ago on Friday",
    rf"(?:(?P<n>{NUM}) weeks?|(?P<f>a )?fortnight) ago (?:on |last )?(?P<day>{WDS}|yesterday)",
)
def _(m: Match, asked: Asked) -> Read | None:
    weeks = days.number(m["n"]) if m["n"] else 2
    is_yesterday = m["day"] == "yesterday"
    last = asked.today - timedelta(days=1) if is_yesterday else _last(m["day"], asked)
    return Read.on(last - weeks * WEEK, "past")


@BOOK.rule("Monday a week ago", rf"(?:on )?({WDS}) (?:a )?(week|fortnight) (?:ago|gone|past|back)")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(_last(m[1], asked) - (1 if m[2] == "week" else 2) * WEEK, "past")


@BOOK.rule("Friday week", rf"(?:on )?({WDS}|today|tomorrow) (week|fortnight)(?! (?:of|in)\b)")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(_start(m[1], asked) + (1 if m[2] == "week" else 2) * WEEK, "future")


@BOOK.rule("Tuesday of last week", rf"(?:on )?({WDS})(?: of| in)?(?: the)? (last|next|this) week")
def _(m: Match, asked: Asked) -> Read | None:
    return _in_week(m[1], m[2], asked)


@BOOK.rule(
    "last week Tuesday",
    rf"(last|next|this) week (?:[,(-] )?(?:on )?(?:the )?({WDS})(?: (?:the )?\d{{1,2}}(?:st|nd|rd|th))?",
)
def _(m: Match, asked: Asked) -> Read | None:
    return _in_week(m[2], m[1], asked)


@BOOK.rule("a week last Friday", rf"(?:a )?week last ({WDS})|({WDS}) before last")
def _(m: Match, asked: Asked) -> Read | None:
    past = days.weekday_near(days.weekday(m[1] or m[2]), asked.today).past
    return Read.on(past - WEEK, "past") if past else None


@BOOK.rule("the Friday after next", rf"(?:the )?({WDS}) after next")
def _(m: Match, asked: Asked) -> Read | None:
    found = days.weekday_near(days.weekday(m[1]), asked.today).future
    return Read.on(found + WEEK, "future") if found else None


@BOOK.rule(
    "Friday just gone",
    rf"(?:this |the )?(?:past |last )?({WDS}) (?:just |been and |been )?(?:gone|past)"
    rf"|(?:this|the|on) (?:just )?(?:past|gone) ({WDS})|({WDS}) last(?! (?:week|month|year|thing)\b)",
)
def _(m: Match, asked: Asked) -> Read | None:
    return Read(past=days.weekday_near(days.weekday(m[1] or m[2] or m[3]), asked.today).past, leans="past")


@BOOK.rule("Friday the 4th", rf"({WDS}) (?:, )?(?:the )?(\d{{1,2}})(?:st|nd|rd|th)")
def _(m: Match, asked: Asked) -> Read | None:
    return _this_side_of(m[1], int(m[2]), asked.today)


@BOOK.rule("Friday 4", rf"({WDS}) (\d{{1,2}})(?={STANDS_ALONE})(?! (?:am|pm)\b)")
def _(m: Match, asked: Asked) -> Read | None:
    found = _this_side_of(m[1], int(m[2]), asked.today)
    return None if found.is_unread else found


@BOOK.rule("next Friday", rf"(?:next|nxt) ({WDS})(?! (?:week|fortnight)\b)")
def _(m: Match, asked: Asked) -> Read | None:
    wanted = days.weekday(m[1])
    nearest = days.weekday_near(wanted, asked.today).future
    of_next_week = days.monday_of(asked.today) + WEEK + timedelta(days=wanted)
    return Read(future=of_next_week, leans="future", two_ways=nearest != of_next_week)


@BOOK.rule("last Friday", rf"last ({WDS})(?! (?:week|but one)\b)")
def _(m: Match, asked: Asked) -> Read | None:
    return Read(past=days.weekday_near(days.weekday(m[1]), asked.today).past, leans="past")


@BOOK.rule(
    "this coming Friday",
    rf"(?:this |the )?(?:coming|forthcoming) ({WDS})|({WDS}) coming(?! (?:back|to|in|for|from|over|out"
    rf"|with)\b)",
)
def _(m: Match, asked: Asked) -> Read | None:
    return Read(future=days.weekday_near(days.weekday(m[1] or m[2]), asked.today).future, leans="future")


@BOOK.rule(
    "week commencing",
    rf"(?:w/c|wc|wb|w/b|week (?:commencing|beginning|starting"
    rf"|of))(?: the)?(?: ({WDS}))?(?: (?:the )?{DD})?(?={STANDS_ALONE})",
)
def _(m: Match, asked: Asked) -> Read | None:
    if m[2]:
        return days.day_of_month(int(m[2]), asked.today)
    return days.weekday_near(days.weekday(m[1]), asked.today) if m[1] else None


@BOOK.rule("a weekday", rf"(this )?({WD})(s)?(?! (?:team|club|group|s)\b)")
def _(m: Match, asked: Asked) -> Read | None:
    before, after = m.string[: m.start()], m.string[m.end() :]
    if _EVERY.search(before) or (m[3] and _AS_A_RULE.match(after)):
        return None
    return _this(m[2], asked) if m[1] else days.weekday_near(days.weekday(m[2]), asked.today)


@BOOK.rule("mon as a day", r"(this )?(mon|munday)s?")
def _(m: Match, asked: Asked) -> Read | None:
    if _EVERY.search(m.string[: m.start()]):
        return None
    return _this("mon", asked) if m[1] else days.weekday_near(0, asked.today)


@BOOK.rule("sat and sun as days", r"(this )?(sat|sun)")
def _(m: Match, asked: Asked) -> Read | None:
    before, after = m.string[: m.start()], m.string[m.end() :]
    if _EVERY.search(before) or not (m[1] or is_day_here(m[2], before, after)):
        return None
    return _this(m[2], asked) if m[1] else days.weekday_near(days.weekday(m[2]), asked.today)


def is_day_here(word: str, before: str, after: str) -> bool:
    """`contact happened sat`, but `he sat in`, `the plan is sat with TM`, `out in the sun`."""
    if _DAY_BEFORE.search(before):
        return True
    if word == "sun":
        return not re.search(r" (?:the|in|hot|some|much|newspaper|of) $", before)
    if _SITTING.match(after) or (_SITTER.search(before) and not _WITH.search(before)):
        return False
    return _DAY_AFTER.match(after) is not None


def _start(name: str, asked: Asked) -> date:
    if name == "today":
        return asked.today
    if name == "tomorrow":
        return asked.today + timedelta(days=1)
    return days.weekday_near(days.weekday(name), asked.today).future or asked.today


def _last(name: str, asked: Asked) -> date:
    return days.weekday_near(days.weekday(name), asked.today).past or asked.today


def _this(name: str, asked: Asked) -> Read:
    """`this Friday`: of this week; where that has gone, the tense tells whether the next was meant."""
    day = days.monday_of(asked.today) + timedelta(days=days.weekday(name))
    if day < asked.today:
        return Read(day, day + WEEK)
    return Read.on(day, "future" if day > asked.today else None)


def _this_side_of(name: str, day: int, today: date) -> Read:
    """`Monday 14th`: of the months around, the nearest on either side in which it is a Monday."""
    near = [days.months_on(today.replace(day=1), months) for months in range(-6, 7)]
    real = [found for first in near if (found := days.real_day(first.year, first.month, day))]
    fitting = [found for found in real if found.weekday() == days.weekday(name)]
    plain = of_weekday(name, days.day_of_month(day, today))
    if plain.past or plain.future:
        return plain
    close = min(fitting, key=lambda found: abs(found - today), default=None)
    return Read.on(close) if close and abs(close - today).days <= FARTHEST else plain


def _in_week(name: str, which: str, asked: Asked) -> Read:
    weeks = {"last": -1, "this": 0, "next": 1}[which]
    found = days.monday_of(asked.today) + weeks * WEEK + timedelta(days=days.weekday(name))
    leans = {"last": "past", "next": "future"}.get(which)
    return Read.on(
        found, leans or ("past" if found < asked.today else "future" if found > asked.today else None)
    )
