"""Days said by their date or feast: `3/12`, `the 3rd of December`, `Christmas Eve`. Day first always."""

from __future__ import annotations

from datetime import timedelta

from bot.recognise import days
from bot.recognise.day_book import DD, MON, WDS, Book, Match, of_weekday
from bot.recognise.days import UNREAD, WEEK, Asked, Read

BOOK = Book()


@BOOK.rule("a date with its year first", r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
def _(m: Match, asked: Asked) -> Read | None:
    return _dated(int(m[1]), int(m[2]), int(m[3]), asked)


@BOOK.rule("day/month/year", rf"(?:({WDS}) (?:the )?)?(\d{{1,2}})[/.\-](\d{{1,2}})[/.\-](\d{{4}}|\d{{2}})")
def _(m: Match, asked: Asked) -> Read | None:
    return of_weekday(m[1], _dated(days.year_of(m[4]), int(m[3]), int(m[2]), asked))


@BOOK.rule(
    "day/month",
    rf"(?:({WDS}) (?:the )?)?(?!24/7|50/50)(\d{{1,2}})/(\d{{1,2}})"
    r"(?! (?:of|recs?|recommendations?|actions?|decisions?|visits?|sessions?|completed?|done|reviews?)\b)",
)
def _(m: Match, asked: Asked) -> Read | None:
    return of_weekday(m[1], days.day_and_month(int(m[2]), int(m[3]), asked.today))


@BOOK.rule("day.month after a preposition", r"(?<= on | by |til |ill |ore |rom )(\d{1,2})[.\-](\d{1,2})")
def _(m: Match, asked: Asked) -> Read | None:
    found = days.day_and_month(int(m[1]), int(m[2]), asked.today)
    return None if found.is_unread else found


@BOOK.rule(
    "day and month in words",
    rf"(?:({WDS}) (?:, )?(?:the )?)?(?:the )?{DD}(?: of)? ({MON})"
    r"(?: ((?:19|2\d)\d\d)| (2\d)(?= [.,;:)\-]|  ?$| $))?",
)
def _(m: Match, asked: Asked) -> Read | None:
    return of_weekday(m[1], _said_date(int(m[2]), m[3], m[4] or m[5], asked))


@BOOK.rule(
    "month and day in words",
    rf"(?:({WDS}) (?:, )?)?({MON}) (?:the )?{DD}(?! (?:day|week|month|year)s?\b)(?: ((?:19|2\d)\d\d))?",
)
def _(m: Match, asked: Asked) -> Read | None:
    if m[2] in ("may", "mar", "march") and not m[0].rstrip().endswith(("st", "nd", "rd", "th")) and not m[1]:
        return None
    return of_weekday(m[1], _said_date(int(m[3]), m[2], m[4], asked))


@BOOK.rule("Easter", r"easter (monday|sunday|saturday)|good friday|easter(?= $| [.,;])")
def _(m: Match, asked: Asked) -> Read | None:
    off = -2 if m[0].startswith("good") else {"monday": 1, "saturday": -1}.get(m[1] or "", 0)
    near = [days.easter(asked.today.year + n) + timedelta(days=off) for n in (-1, 0, 1)]
    return Read(max(d for d in near if d <= asked.today), min(d for d in near if d >= asked.today))


@BOOK.rule(
    "a feast with its date",
    r"(christmas|xmas|new years?) (eve|day)|boxing day"
    r"|(?<= on | by |ore |til |ill )(?:christmas|xmas)(?= $| [.,;])",
)
def _(m: Match, asked: Asked) -> Read | None:
    is_new_year, is_eve = (m[1] or "").startswith("new"), m[2] == "eve"
    day = 26 if "boxing" in m[0] else (31 if is_eve else 1) if is_new_year else 24 if is_eve else 25
    return days.day_and_month(day, 1 if day == 1 else 12, asked.today)


@BOOK.rule("this time next week", r"(?:this|same) time (next|last) (week|month|year)")
def _(m: Match, asked: Asked) -> Read | None:
    step = 1 if m[1] == "next" else -1
    if m[2] == "week":
        return Read.on(asked.today + step * WEEK)
    return Read.on(days.months_on(asked.today, step * (1 if m[2] == "month" else 12)))


def _dated(year: int, month: int, day: int, asked: Asked) -> Read:
    found = days.real_day(year, month, day)
    if not found or abs(found - asked.today) > days.FURTHEST:
        return UNREAD
    return Read.on(found)


def _said_date(day: int, month_name: str, year: str | None, asked: Asked) -> Read:
    if year:
        return _dated(days.year_of(year), days.month(month_name), day, asked)
    return days.day_and_month(day, days.month(month_name), asked.today)
