"""Weeks, months and stretches that a question names: `last 30 days`, `next fortnight`, `month to date`."""

from __future__ import annotations

from datetime import date, timedelta

from bot.recognise import days
from bot.recognise.days import WEEK
from bot.recognise.window_book import (
    MONTH,
    NUMBER,
    ONE_DAY,
    PLACES,
    STRETCH,
    YEAR,
    Match,
    Question,
    WindowBook,
    count_of,
    financial_year,
    month_said,
    months_from,
    quarter_start,
    steps_of,
    stretch,
    year_span,
)

BOOK = WindowBook()
SEASONS = {"spring": "march", "summer": "june", "autumn": "september", "winter": "december"}


@BOOK.rule(
    "month to date",
    r"(?:so far this|this) (month|quarter|qtr|week) (?:so far|to date)|so far this (month|quarter|qtr|week)"
    r"|(month|quarter|qtr|week) to date|(mtd|qtd)|since the (?:start|beginning) of the (month|quarter|week)",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    unit = next(one for one in m.groups() if one)[0]
    today = asked.today
    starts = {"w": days.monday_of(today), "m": today.replace(day=1), "q": quarter_start(today)}
    return starts[unit], today


@BOOK.rule("the rest of it", r"(?:the )?(?:rest|remainder) of (?:this |the )?(week|month|quarter|qtr|year)")
def _(m: Match, asked: Question) -> tuple[date, date]:
    today = asked.today
    ends = {
        "w": days.monday_of(today) + WEEK - ONE_DAY,
        "m": days.month_end(today),
        "q": months_from(quarter_start(today), 3)[1],
        "y": year_span(financial_year(today))[1],
    }
    return today, ends[m[1][0]]


@BOOK.rule("since last week", r"since (last|this) (week|month|quarter|year)")
def _(m: Match, asked: Question) -> tuple[date, date]:
    back, today = int(m[1] == "last"), asked.today
    starts = {
        "w": days.monday_of(today) - back * WEEK,
        "m": days.months_on(today.replace(day=1), -back),
        "q": days.months_on(quarter_start(today), -3 * back),
        "y": year_span(financial_year(today) - back)[0],
    }
    return starts[m[2][0]], today


@BOOK.rule(
    "a stretch back",
    rf"(?:in |over |for |within )?(?:the |my |our |a )?(last|past|previous|rolling) {STRETCH}",
)
def _(m: Match, asked: Question) -> tuple[date, date] | None:
    is_whole = m[1] not in ("past", "rolling") and not m[2]
    if (is_whole and not m[3].startswith("fortnight")) or (m[3].startswith("q") and not m[2]):
        return None
    return stretch(asked.today, -count_of(m[2]), m[3]), asked.today


@BOOK.rule(
    "a stretch ahead",
    rf"(?:in |over |within |for )?(?:the )?(?:next|nxt|coming) (?:({NUMBER}) (days?|weeks?|months?)"
    rf"|(fortnight))"
    r"|in the (coming|next) fortnight",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    return asked.today, stretch(asked.today, count_of(m[1]), m[2] or "fortnight")


@BOOK.rule(
    "within so long",
    rf"(?:within|in) ({NUMBER}) (days?|weeks?|months?)(?: time)?|(?:within|in) a (fortnight)",
)
def _(m: Match, asked: Question) -> tuple[date, date] | None:
    if asked.looks_back:
        return None
    return asked.today, stretch(asked.today, count_of(m[1]), m[2] or "fortnight")


@BOOK.rule("this week and next", r"this week and next(?: week)?|this and next week")
def _(m: Match, asked: Question) -> tuple[date, date]:
    monday = days.monday_of(asked.today)
    return monday, monday + 2 * WEEK - ONE_DAY


@BOOK.rule(
    "a week",
    r"(this|last|next|nxt|previous|the coming|coming|current) weeks?(?! ago)"
    r"|(?:the )?week (after next|before last)",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    step = {"after next": 2, "before last": -2}.get(m[2] or "", 0) if m[2] else steps_of(m[1])
    monday = days.monday_of(asked.today) + step * WEEK
    return monday, monday + WEEK - ONE_DAY


@BOOK.rule(
    "just gone",
    r"(?:the )?(?:last )?(week|month|quarter|qtr|year) (?:just|that has just|now)"
    r" (?:gone|ended|past|finished)",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    return _whole(m[1], 1, asked.today)


@BOOK.rule(
    "whole ones gone",
    rf"(?:the )?(?:last|past|previous) ({NUMBER}) (?:full|whole|complete) (weeks|months|quarters|years)",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    return _whole(m[2], count_of(m[1]), asked.today)


def _whole(unit: str, count: int, today: date) -> tuple[date, date]:
    """So many of them, the last of which is over."""
    if unit.startswith("w"):
        monday = days.monday_of(today)
        return monday - count * WEEK, monday - ONE_DAY
    months = {"m": 1, "q": 3, "y": 12}[unit[0]]
    starts = {"m": today.replace(day=1), "q": quarter_start(today), "y": year_span(financial_year(today))[0]}
    return months_from(days.months_on(starts[unit[0]], -count * months), count * months)


@BOOK.rule("the last hours", r"(?:in |over |for |within )?(?:the )?(?:last|past) (24|48|72) ?(?:hours|hrs|h)")
def _(m: Match, asked: Question) -> tuple[date, date]:
    return asked.today - timedelta(days=int(m[1]) // 24), asked.today


@BOOK.rule("a weekend", r"(?:at |over )?(?:this|the|next) weekend")
def _(m: Match, asked: Question) -> tuple[date, date] | None:
    if asked.looks_back and "the weekend" in m[0]:
        return None
    saturday = days.monday_of(asked.today) + timedelta(days=5) + ("next" in m[0]) * WEEK
    return saturday, saturday + ONE_DAY


@BOOK.rule(
    "this month and next",
    r"this month and next(?: month)?|this and next month|last month and this(?: month)?"
    r"|next month and the (?:month|one) after",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    step = {"last": -1, "next": 1}.get(m[0][:4], 0)
    first = days.months_on(asked.today.replace(day=1), step)
    return months_from(first, 2)


@BOOK.rule(
    "a month",
    r"(this|last|next|nxt|previous|current|coming) (?:calendar )?months?|(?:the )?month (before last"
    r"|after next)",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    step = {"before last": -2, "after next": 2}.get(m[2] or "", 0) if m[2] else steps_of(m[1])
    return months_from(days.months_on(asked.today.replace(day=1), step), 1)


@BOOK.rule(
    "between the feasts",
    r"(?:between )?(?:christmas|xmas) (?:and|to|till|until) (?:the )?new years?(?: day)?",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    year = asked.today.year - (asked.looks_back and asked.today.month > 1)
    return date(year, 12, 25), date(year + 1, 1, 1)


@BOOK.rule(
    "a season",
    r"(?:in|over|during|for|across|this|last)(?: the| this| last)? (spring|summer|autumn|winter)"
    r"(?! (?:term|holidays?|half|break)\b)",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    """As the weather is counted, by whole months; winter from December."""
    first = month_said(SEASONS[m[1]], None, asked)
    return months_from(
        days.months_on(first, -12) if " last " in f" {m[0]}" and _is_on(first, asked) else first, 3
    )


def _is_on(first: date, asked: Question) -> bool:
    return months_from(first, 3)[1] >= asked.today


@BOOK.rule("since the new year", r"since (?:the )?new years?(?: day)?")
def _(m: Match, asked: Question) -> tuple[date, date]:
    return asked.today.replace(month=1, day=1), asked.today


@BOOK.rule(
    "weeks of a month",
    rf"(?:the )?(first|1st|last|second|2nd|third|3rd|fourth|4th) (?:({NUMBER}) )?(weeks?|fortnight)"
    rf" (?:of|in) {MONTH}{YEAR}",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    first = month_said(m[4], m[5] or m[6], asked)
    length = count_of(m[2]) * (2 if m[3] == "fortnight" else 1) * WEEK
    end = days.month_end(first)
    if m[1] == "last":
        return end - length + ONE_DAY, end
    begin = first + PLACES[m[1]] * length
    return begin, begin + length - ONE_DAY


@BOOK.rule(
    "over Easter", r"(?:over|across|during|around|round)(?: the)? easter(?: holidays?| break| weekend)?"
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    sundays = [days.easter(asked.today.year + step) for step in (-1, 0, 1)]
    near = [one for one in sundays if (one <= asked.today) is asked.looks_back]
    sunday = max(near) if asked.looks_back else min(near)
    return sunday - 2 * ONE_DAY, sunday + ONE_DAY


@BOOK.rule("Christmas week", r"(?:(?:in|for|over|the) )*(?:christmas|xmas) week")
def _(m: Match, asked: Question) -> tuple[date, date]:
    mondays = [days.monday_of(date(asked.today.year + step, 12, 25)) for step in (-1, 0)]
    monday = max(day for day in mondays if day <= asked.today) if asked.looks_back else mondays[-1]
    return monday, monday + WEEK - ONE_DAY


@BOOK.rule(
    "a month compared with another",
    rf"{MONTH} (?:v|vs|versus|against|compared (?:to|with)) {MONTH}{YEAR}",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    firsts = sorted(month_said(name, m[3] or m[4], asked) for name in (m[1], m[2]))
    return firsts[0], days.month_end(firsts[1])


@BOOK.rule(
    "a month's own",
    rf"{MONTH}s? (?:(?:positive|informal|formal|late|overdue|cla|lac|cic) )?"
    r"(?:reviews?|visits?|midways?|escalations?|challenges?|resolutions?|notifications?|figures|deadlines"
    r"|numbers)",
)
def _(m: Match, asked: Question) -> tuple[date, date]:
    """`March reviews`, `May's positive challenges`."""
    return months_from(month_said(m[1], None, asked), 1)


@BOOK.rule(
    "a named month", rf"(?:(?:in|for|during|of|this|(last)|(next)|by the end of) )?{MONTH}{YEAR}(?! \d)"
)
def _(m: Match, asked: Question) -> tuple[date | None, date | None] | None:
    if m[3] in ("may", "march", "mar") and (m[0] == m[3]) and not m.string.rstrip(" .?!").endswith(m[3]):
        return None
    back = True if m[1] else False if m[2] else asked.looks_back
    first = month_said(m[3], m[4] or m[5], Question(asked.today, back))
    if m[1] and first == asked.today.replace(day=1):
        first = first.replace(year=first.year - 1)
    return months_from(first, 1)
