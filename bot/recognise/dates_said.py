"""Days said by their date or feast: `3/12`, `the 3rd of December`, `Christmas Eve`. Day first always."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.recognise import days
from bot.recognise.day_book import DAY_SAID, MON, STANDS_ALONE, WDS, Book, Match, of_weekday
from bot.recognise.days import UNREAD, WEEK, Asked, Read

BOOK = Book()
YEAR = rf"(?: ((?:19|2\d)\d\d)| (2\d)(?=(?: [.,;:)\-]|  ?$| $)|{STANDS_ALONE}))?"
_COUNTS = (
    r"(?:of|recs?|recommendations?|actions?|decisions?|visits|sessions|completed?|done|reviews|outcomes)"
)
_OF_PARTS = re.compile(r" (?:recs?|recommendations?|actions?|decisions?|outcomes?|only|just|about|all) $")
_NO_DATE_BEFORE = re.compile(
    r" (?:at|@|para|paragraph|section|reg|regulation|page|item|point|version|v|rec|action|room|scored?|grade"
    r"|number|ch|chapter|between|about|around|mean|average|of) $"
)


_LISTED = re.compile(r" (?:on|of|for|dates?|done|made|visits|visited|chased|rang|emailed|met|held|dated) $")


@BOOK.rule("a date with its year first", r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
def _(m: Match, asked: Asked) -> Read | None:
    return _dated(int(m[1]), int(m[2]), int(m[3]), asked)


@BOOK.rule(
    "day/month/year", rf"(?:({WDS}) (?:, )?(?:the )?)?(\d{{1,2}})[/.\-](\d{{1,2}})[/.\-](\d{{4}}|\d{{2}})"
)
def _(m: Match, asked: Asked) -> Read | None:
    return of_weekday(m[1], _dated(days.year_of(m[4]), int(m[3]), int(m[2]), asked))


@BOOK.rule(
    "day/month",
    rf"(?:({WDS}) (?:, )?(?:the )?)?(?!24/7|50/50)(\d{{1,2}})/(\d{{1,2}})(?:st|nd|rd|th)?(?= ({_COUNTS})? ?)",
)
def _(m: Match, asked: Asked) -> Read | None:
    first, second = int(m[2]), int(m[3])
    before = m.string[: m.start()]
    is_done = m[4] in ("done", "complete", "completed")
    is_part = bool(_OF_PARTS.search(before)) if is_done or not m[4] else True
    if is_part and first <= second and not m[1]:
        return None
    return of_weekday(m[1], days.day_and_month(first, second, asked.today))


@BOOK.rule(
    "day.month after a preposition",
    r"(?<= on | by |til |ill |ore |rom |ext |eld |due )(\d{1,2})[.\-](\d{1,2})"
    r"(?! (?:am|pm|oclock|hours?|weeks?|months?|days?|working|minutes)\b)",
)
def _(m: Match, asked: Asked) -> Read | None:
    found = days.day_and_month(int(m[1]), int(m[2]), asked.today)
    return None if found.is_unread else found


@BOOK.rule(
    "day.month",
    rf"(?:({WDS}) )?(?:(\d{{1,2}})\.(\d{{1,2}})|(1[3-9]|2\d|3[01])-(0?[1-9]|1[0-2]))"
    r"(?! (?:am|pm|oclock|hours?|hrs|%|years?|yrs?|yr|weeks?|months?|days?|working|minutes|to \d|onwards)\b)",
)
def _(m: Match, asked: Asked) -> Read | None:
    if _NO_DATE_BEFORE.search(m.string[: m.start()]) and not m[1]:
        return None
    found = days.day_and_month(int(m[2] or m[4]), int(m[3] or m[5]), asked.today)
    return None if found.is_unread else of_weekday(m[1], found)


@BOOK.rule(
    "day and month in words",
    rf"(?:({WDS}) (?:, )?(?:the )?)?(?:the )?{DAY_SAID}(?: day)?(?: of| o)?(?: the)? ({MON}){YEAR}",
)
def _(m: Match, asked: Asked) -> Read | None:
    if m[2] == "second" and m[3] in ("may", "march"):
        return None
    return of_weekday(m[1], _said_date(days.number(m[2]), m[3], m[4] or m[5], asked))


@BOOK.rule(
    "one of several days of a month",
    rf"(?:the )?(\d{{1,2}}(?:st|nd|rd|th)?)(?= (?:(?:,|and|to|or|until|til|till|\+|-) (?:also |again |the "
    rf"|on )*)+"
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: (?:,|and|or) (?:the )?\d{{1,2}}(?:st|nd|rd"
    rf"|th)?){{0,2}}(?: of)? ({MON}){YEAR} )",
)
def _(m: Match, asked: Asked) -> Read | None:
    is_bare = m[1].isdigit() and m.string[m.end() :].startswith((" ,", " -"))
    if is_bare and not _LISTED.search(m.string[: m.start()]):
        return None
    return _said_date(days.number(m[1]), m[2], m[3] or m[4], asked)


@BOOK.rule(
    "month and day in words",
    rf"(?:({WDS}) (?:, )?)?({MON}) (?:(?:, )?(?:on )?the )?{DAY_SAID}(?! (?:day|week|month|year)s?\b)"
    r"(?: ((?:19|2\d)\d\d))?",
)
def _(m: Match, asked: Asked) -> Read | None:
    is_word = m[2] in ("may", "mar", "march")
    if is_word and " , " in m[0] and not m.string[: m.start()].endswith(" in "):
        return None
    if (is_word or not m[3][0].isdigit()) and not m[1] and not m[3].endswith(("st", "nd", "rd", "th")):
        return None
    if not m[3][0].isdigit() and " the " not in m[0]:
        return None
    return of_weekday(m[1], _said_date(days.number(m[3]), m[2], m[4], asked))


@BOOK.rule("the Tuesday after Easter", rf"(?:the )?({WDS}) (after|before) (easter|christmas|xmas|new year)")
def _(m: Match, asked: Asked) -> Read | None:
    feasts = [_feast(m[3], asked.today.year + step) for step in (-1, 0, 1)]
    near = [_weekday_beside(feast, days.weekday(m[1]), m[2] == "after") for feast in feasts]
    return Read(max(d for d in near if d <= asked.today), min(d for d in near if d >= asked.today))


@BOOK.rule(
    "Easter",
    r"(?:easter|maundy) (monday|sunday|saturday|thursday)|good friday|shrove tuesday|pancake day"
    r"|easter(?= $| [.,;?]| and )",
)
def _(m: Match, asked: Asked) -> Read | None:
    if m[0] == "easter" and m.string[: m.start()].endswith((" after ", " over ", " around ")):
        return UNREAD
    if m[0].startswith(("shrove", "pancake")):
        return _near_easter(-47, asked.today)
    off = -2 if m[0].startswith("good") else {"monday": 1, "saturday": -1, "thursday": -3}.get(m[1] or "", 0)
    return _near_easter(off, asked.today)


@BOOK.rule(
    "a feast with its date",
    r"(christmas|xmas|crimbo|new years?) (eve|day)|boxing day|nye|(halloween|bonfire night"
    r"|valentines(?: day)?)"
    r"|(?<= on | by |ore |til |ill | of |and |say |ays )(?:christmas|xmas|crimbo)(?= $| [.,;?])",
)
def _(m: Match, asked: Asked) -> Read | None:
    if m[3]:
        day, month = {"h": (31, 10), "b": (5, 11), "v": (14, 2)}[m[3][0]]
        return days.day_and_month(day, month, asked.today)
    is_new_year, is_eve = (m[1] or m[0]).startswith(("new", "nye")), m[2] == "eve" or m[0] == "nye"
    day = 26 if "boxing" in m[0] else (31 if is_eve else 1) if is_new_year else 24 if is_eve else 25
    return days.day_and_month(day, 1 if day == 1 else 12, asked.today)


@BOOK.rule("this time next week", r"(?:this|same) time (next|last) (week|month|year)")
def _(m: Match, asked: Asked) -> Read | None:
    step = 1 if m[1] == "next" else -1
    if m[2] == "week":
        return Read.on(asked.today + step * WEEK)
    return Read.on(days.months_on(asked.today, step * (1 if m[2] == "month" else 12)))


def _feast(name: str, year: int) -> date:
    if name == "easter":
        return days.easter(year)
    return date(year, 1, 1) if name == "new year" else date(year, 12, 25)


def _weekday_beside(feast: date, wanted: int, is_after: bool) -> date:
    ahead = (wanted - feast.weekday()) % 7 or 7
    behind = (feast.weekday() - wanted) % 7 or 7
    return feast + timedelta(days=ahead) if is_after else feast - timedelta(days=behind)


def _near_easter(off: int, today: date) -> Read:
    near = [days.easter(today.year + n) + timedelta(days=off) for n in (-1, 0, 1)]
    return Read(max(d for d in near if d <= today), min(d for d in near if d >= today))


def _dated(year: int, month: int, day: int, asked: Asked) -> Read:
    found = days.real_day(year, month, day)
    if not found or abs(found - asked.today) > days.FURTHEST:
        return UNREAD
    return Read.on(found)


def _said_date(day: int, month_name: str, year: str | None, asked: Asked) -> Read:
    if year:
        return _dated(days.year_of(year), days.month(month_name), day, asked)
    return days.day_and_month(day, days.month(month_name), asked.today)
