"""Years, quarters and months that a question names: `apr-oct`, `Q3`, `25/26`. Years are financial."""

from __future__ import annotations

import re
from datetime import date

from bot.recognise import days
from bot.recognise.day_book import MON, NUM
from bot.recognise.window_book import (
    FIRST_MONTH,
    MONTH,
    PLACES,
    YEAR,
    Match,
    Question,
    WindowBook,
    financial_year,
    month_said,
    months_from,
    quarter_start,
    steps_of,
    year_span,
)

BOOK = WindowBook()
_STILL_OPEN = re.compile(r" (?:not|never|un\w+|open|outstanding|overdue|waiting|no|still) ")
"""`stage 1s from October not answered`: those of that month."""
_FY = "(?:(?:the )?(?:fy|financial year|year) ?(?:of )?)?"


@BOOK.rule("days of a month", rf"(\d{{1,2}})-(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{MONTH}{YEAR}")
def _(m: Match, asked: Question) -> tuple[date, date] | None:
    first = month_said(m[3], m[4] or m[5], asked)
    start, end = (days.real_day(first.year, first.month, int(m[n])) for n in (1, 2))
    return (start, end) if start and end else None


@BOOK.rule(
    "several quarters",
    r"(?:q|qtrs?|quarters?) ?([1-4])(?: (?:and|to|-|&|\+))? (?:q |qtr |quarter |q)?([1-4])"
    r"(?: (?:of )?(\d\d)/\d\d)?"
    r"|q([1-4])-q?([1-4])",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    year = 2000 + int(m[3]) if m[3] else financial_year(asked.today)
    first, last = int(m[1] or m[4]), int(m[2] or m[5])
    start = days.months_on(date(year, FIRST_MONTH, 1), 3 * (first - 1))
    if not m[3] and asked.looks_back and start > asked.today:
        start = days.months_on(start, -12)
    return months_from(start, 3 * max(1, last - first + 1))


@BOOK.rule(
    "from month to month",
    rf"(?:from |between )?(?:the start of |start of |beginning of )?{MONTH}{YEAR} "
    rf"(?:(?:to|-|and|until|til|till|through|thru|up to|/|\+|,) )*"
    rf"(?:the end of |end of |end )?(?:{MON} (?:(?:and|,|\+) )?)*{MONTH}{YEAR}",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    year = m[5] or m[6]
    last = month_said(m[4], year or m[2] or m[3], asked)
    first = month_said(m[1], m[2] or m[3], asked) if m[2] or m[3] else date(last.year, days.month(m[1]), 1)
    if (m[2] or m[3]) and not year and last < first:
        last = last.replace(year=last.year + 1)
    return (first if first <= last else first.replace(year=first.year - 1)), days.month_end(last)


@BOOK.rule(
    "from a month to now",
    rf"(?:from )?{MONTH}{YEAR} (?:to|until|til|till|-|up to) (?:now|date|present|today)",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    return month_said(m[1], m[2] or m[3], Question(asked.today, True)), asked.today


@BOOK.rule(
    "year to date",
    r"(?:so far this|this) (?:financial )?year (?:so far|to date|to now)|so far this (?:financial )?year"
    r"|(?:year )?to date this (?:financial )?year|(?:financial )?year (?:so far|to date)|ytd"
    r"|since the (?:start|beginning) of the (?:financial )?year",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    return year_span(financial_year(asked.today))[0], asked.today


@BOOK.rule(
    "since a month",
    rf"(?:since|from) (?:the )?(?:start of |beginning of |end of |last )?{MONTH}{YEAR}(?: onwards?"
    rf"| on)?(?! \d)|{MONTH}{YEAR} onwards?",
)
def _(m: Match, asked: Question) -> tuple[date, date] | None:
    if m[0].startswith("from ") and (not asked.looks_back or _STILL_OPEN.search(m.string)):
        return None
    month, year = (m[1], m[2] or m[3]) if m[1] else (m[4], m[5] or m[6])
    first = month_said(month, year, Question(asked.today, True))
    return (days.month_end(first) if "end of" in m[0] else first), asked.today


@BOOK.rule(
    "a quarter by number",
    r"(?:q ?|quarter |qtr )([1-4]|one|two|three|four)"
    r"(?: (?:of )?(?:(20\d\d)(?:[/\-]\d\d)?|(\d\d)/\d\d|(last|this) (?:financial )?year))?"
    r"|(?:the )?(first|1st|second|2nd|third|3rd|fourth|4th|final) (?:quarter|qtr)(?: of)?(?: the"
    r"| this)?( last)?(?: year)?",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    place = days.number(m[1]) - 1 if m[1] else PLACES[m[5]]
    year = int(m[2]) if m[2] else 2000 + int(m[3]) if m[3] else financial_year(asked.today)
    year -= bool(m[4] == "last" or m[6])
    first = days.months_on(date(year, FIRST_MONTH, 1), 3 * place)
    if not (m[2] or m[3] or m[4]) and asked.looks_back and first > asked.today:
        first = days.months_on(first, -12)
    return months_from(first, 3)


@BOOK.rule(
    "a financial year by its name",
    rf"{_FY}(20\d\d) ?[/\-] ?(?:20)?(\d\d)|{_FY}()(\d\d)[/\-](\d\d)|{_FY}(20\d\d) (?:to|and) (20\d\d)",
)
def _(m: Match, asked: Question) -> tuple[date, date] | None:
    start = int(m[1] or m[6] or 2000 + int(m[4] or 0))
    end = int(m[2] or m[5] or m[7])
    follows = end % 100 == (start + 1) % 100
    return year_span(start) if follows and (m[1] or m[6] or end > 12) else None


@BOOK.rule(
    "a half of a year",
    r"(?:the )?(first|1st|second|2nd) half(?: of)?(?: the| this)?( last)?(?: financial)?(?: year)?"
    r"|h([12])(?: (?:of )?(?:this|the)(?: financial)? year)?|(?:the )?(last|previous) half year",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    if m[4]:
        begun = asked.today.replace(day=1)
        while begun.month not in (FIRST_MONTH, FIRST_MONTH + 6):
            begun = days.months_on(begun, -1)
        return months_from(days.months_on(begun, -6), 6)
    start = financial_year(asked.today) - bool(m[2])
    is_first = m[3] == "1" or (m[1] or "").startswith(("first", "1st"))
    return months_from(date(start, FIRST_MONTH, 1) if is_first else date(start, FIRST_MONTH + 6, 1), 6)


@BOOK.rule("the last years", rf"(?:each of )?(?:the )?(?:last|past|previous) ({NUM}) financial years")
def _(m: Match, asked: Question) -> tuple[date, date]:
    this = financial_year(asked.today)
    return year_span(this - days.number(m[1]))[0], year_span(this - 1)[1]


@BOOK.rule("a month of last year", rf"(?:in |for )?{MONTH} (?:of )?last year")
def _(m: Match, asked: Question) -> tuple[date, date]:
    return months_from(date(asked.today.year - 1, days.month(m[1]), 1), 1)


@BOOK.rule(
    "a stretch to a month's end",
    rf"(?:the )?(?:({NUM}) )?(year|months|quarter) "
    rf"(?:(?:ending|ended|to|up to|until|the|end of|end) )+{MONTH}{YEAR}",
)
def _(m: Match, asked: Question) -> tuple[date, date] | None:
    months = {"y": 12, "q": 3}.get(m[2][0]) or days.number(m[1] or "")
    last = month_said(m[3], m[4] or m[5], asked)
    return months_from(days.months_on(last, 1 - months), months) if months else None


@BOOK.rule("a calendar year so far", r"(?:in |for )?(20\d\d) (?:so far|to date|ytd)")
def _(m: Match, asked: Question) -> tuple[date, date] | None:
    return (date(int(m[1]), 1, 1), asked.today) if int(m[1]) == asked.today.year else None


@BOOK.rule("a calendar year", r"(?:in|for|of|during|calendar year|calendar) (20\d\d)(?! \d)")
def _(m: Match, asked: Question) -> tuple[date, date]:
    return date(int(m[1]), 1, 1), date(int(m[1]), 12, 31)


@BOOK.rule("a calendar year", r"(?:in |for )?(?:the )?(this|last|20\d\d) calendar year")
def _(m: Match, asked: Question) -> tuple[date, date]:
    year = int(m[1]) if m[1].isdigit() else asked.today.year - (m[1] == "last")
    return date(year, 1, 1), date(year, 12, 31)


@BOOK.rule(
    "a year",
    r"(this|last|previous|current|next) (?:financial |whole |full )?years?|(?:the )?(financial) year",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    return year_span(financial_year(asked.today) + steps_of(m[1]))


@BOOK.rule("the year before last", r"(?:the )?year before last|(?:the )?year before")
def _(m: Match, asked: Question) -> tuple[date, date]:
    return year_span(financial_year(asked.today) - 2)


@BOOK.rule(
    "a quarter",
    r"(?:the )?(this|last|past|previous|current|next|nxt|latest) (?:full |whole |financial )?(?:quarter|qtr"
    r"|q)(?:s)?|(?:the )?quarter before last",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    step = steps_of(m[1]) if m[1] else -2
    return months_from(days.months_on(quarter_start(asked.today), 3 * step), 3)
