"""Days said by their weekday: `next Friday`, `a week on Friday`, `Tuesday of last week`."""

from __future__ import annotations

from datetime import date, timedelta

from bot.recognise import days
from bot.recognise.day_book import DD, NUM, WD, WDS, Book, Match, of_weekday
from bot.recognise.days import WEEK, Asked, Read

BOOK = Book()


@BOOK.rule(
    "a week on Friday",
    rf"(?:(?P<n>{NUM}) weeks?|(?P<f>a )?fortnight) (?:on|from|this|come)?(?: this| the)?(?: coming)? ?"
    rf"(?P<day>{WDS}|today|tomorrow)",
)
def _(m: Match, asked: Asked) -> Read | None:
    weeks = days.number(m["n"]) if m["n"] else 2
    return Read.on(_start(m["day"], asked) + weeks * WEEK, "future")


@BOOK.rule("Friday week", rf"(?:on )?({WD}|today|tomorrow|mon|sat|sun) (week|fortnight)")
def _(m: Match, asked: Asked) -> Read | None:
    return Read.on(_start(m[1], asked) + (1 if m[2] == "week" else 2) * WEEK, "future")


@BOOK.rule("Tuesday of last week", rf"(?:on )?({WDS})(?: of| in)?(?: the)? (last|next|this) week")
def _(m: Match, asked: Asked) -> Read | None:
    return _in_week(m[1], m[2], asked)


@BOOK.rule("last week Tuesday", rf"(last|next|this) week (?:on )?(?:the )?({WD}|mon|sat)")
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
    rf"(?:this |the )?(?:past |last )?({WDS}) (?:just )?(?:gone|past)|this (?:past) ({WDS})",
)
def _(m: Match, asked: Asked) -> Read | None:
    return Read(past=days.weekday_near(days.weekday(m[1] or m[2]), asked.today).past, leans="past")


@BOOK.rule("Friday the 4th", rf"({WDS}) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)")
def _(m: Match, asked: Asked) -> Read | None:
    return of_weekday(m[1], days.day_of_month(int(m[2]), asked.today))


@BOOK.rule("next Friday", rf"next ({WDS})")
def _(m: Match, asked: Asked) -> Read | None:
    wanted = days.weekday(m[1])
    nearest = days.weekday_near(wanted, asked.today).future
    of_next_week = days.monday_of(asked.today) + WEEK + timedelta(days=wanted)
    return Read(future=of_next_week, leans="future", two_ways=nearest != of_next_week)


@BOOK.rule("last Friday", rf"last ({WDS})")
def _(m: Match, asked: Asked) -> Read | None:
    return Read(past=days.weekday_near(days.weekday(m[1]), asked.today).past, leans="past")


@BOOK.rule("this coming Friday", rf"(?:this )?(?:coming|forthcoming) ({WDS})|({WDS}) coming")
def _(m: Match, asked: Asked) -> Read | None:
    return Read(future=days.weekday_near(days.weekday(m[1] or m[2]), asked.today).future, leans="future")


@BOOK.rule(
    "week commencing",
    rf"(?:w/c|wc|week (?:commencing|beginning|starting|of))(?: the)?(?: ({WDS}))?(?: {DD})?(?= $| [.,;:])",
)
def _(m: Match, asked: Asked) -> Read | None:
    if m[2]:
        return days.day_of_month(int(m[2]), asked.today)
    return days.weekday_near(days.weekday(m[1]), asked.today) if m[1] else None


@BOOK.rule("a weekday", rf"(?:this )?({WD})s?(?! (?:team|club|group|s)\b)")
def _(m: Match, asked: Asked) -> Read | None:
    if m[0].startswith("this "):
        return _in_week(m[1], "this", asked)
    return days.weekday_near(days.weekday(m[1]), asked.today)


@BOOK.rule(
    "mon, sat and sun as days",
    r"(?<= on | by |til |ill |ore |rom |ext |ast |his |due | am | pm |ted |ing |cop |eod |for |and |eld "
    r"|saw |w/c )"
    r"(?:this )?(mon|sat|sun)(?= $| [.,;:!?)\-]| am| pm| morning| afternoon| at | and | with | or )"
    r"|(?<= on | by |til |ill )(mon|sat|sun)",
)
def _(m: Match, asked: Asked) -> Read | None:
    return days.weekday_near(days.weekday(m[1] or m[2]), asked.today)


def _start(name: str, asked: Asked) -> date:
    if name == "today":
        return asked.today
    if name == "tomorrow":
        return asked.today + timedelta(days=1)
    return days.weekday_near(days.weekday(name), asked.today).future or asked.today


def _in_week(name: str, which: str, asked: Asked) -> Read:
    weeks = {"last": -1, "this": 0, "next": 1}[which]
    found = days.monday_of(asked.today) + weeks * WEEK + timedelta(days=days.weekday(name))
    leans = {"last": "past", "next": "future"}.get(which)
    return Read.on(
        found, leans or ("past" if found < asked.today else "future" if found > asked.today else None)
    )
