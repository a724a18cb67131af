"""Days said by their date or feast: `3/12`, `the 3rd of December`, `Christmas Eve`. Day first always."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.recognise import days
from bot.recognise.day_book import DAY_SAID, MON, STANDS_ALONE, WDS, Book, Match, of_weekday
from bot.recognise.days import UNREAD, WEEK, Asked, Read

BOOK = Book()
YEAR = rf"(?: ((?:19|2\d)\d\d)| (2\d)(?=(?: [.,;:)\-]|  ?$| $)|{STANDS_ALONE}))?"
_TO_A_YEAR = re.compile(rf"2\d (?:to|-|until|til|till) {MON} (?:20)?2\d ")
_FROM_A_YEAR = re.compile(rf" {MON} (?:20)?2\d (?:to|-|until|til|till) $")
"""`Apr 26 - Jan 27`: months of years, and no days."""
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
    found = _said_date(days.number(m[1]), m[2], m[3] or m[4], asked)
    last = _RANGE_TO.match(m.string[m.end() :])
    return _a_month_before(found) if last and int(last[1]) < days.number(m[1]) else found


_RANGE_TO = re.compile(rf" (?:to|until|til|till|and|-) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {MON} ")


def _a_month_before(found: Read) -> Read:
    """`29th to 11th April`: the first day is of March."""
    past, future = (day and days.months_on(day, -1) for day in (found.past, found.future))
    return Read(past, future)


@BOOK.rule(
    "month and day in words",
    rf"(?:({WDS}) (?:, )?)?({MON}) (?:(?:, )?(?:on )?the )?{DAY_SAID}(?! (?:day|week|month|year)s?\b)"
    r"(?: ((?:19|2\d)\d\d))?",
)
def _(m: Match, asked: Asked) -> Read | None:
    if _TO_A_YEAR.match(f"{m[3]}{m.string[m.end() :]}") or _FROM_A_YEAR.search(m.string[: m.start()]):
        return None
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
    "the day before a feast",
    r"(?:the )?(?:day|night) (before|after) (?:(christmas|xmas|new years?) (eve|day)|boxing day)",
)
def _(m: Match, asked: Asked) -> Read | None:
    is_new_year = (m[2] or "").startswith("new")
    day = 26 if not m[2] else (31 if m[3] == "eve" else 1) if is_new_year else 24 if m[3] == "eve" else 25
    step = -1 if m[1] == "before" else 1
    near = [
        date(asked.today.year + year, 1 if day == 1 else 12, day) + timedelta(days=step)
        for year in (-1, 0, 1)
    ]
    return Read(max(d for d in near if d <= asked.today), min(d for d in near if d >= asked.today))


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


_SAINTS = {"george": (23, 4), "patrick": (17, 3), "andrew": (30, 11), "david": (1, 3)}


@BOOK.rule(
    "a feast with its date",
    r"(?:st|saint) (george|patrick|andrew|david)s(?: day)?|guy fawkes(?: night)?|burns night|hogmanay",
)
def _(m: Match, asked: Asked) -> Read | None:
    day, month = _SAINTS[m[1]] if m[1] else {"g": (5, 11), "b": (25, 1), "h": (31, 12)}[m[0][0]]
    return days.day_and_month(day, month, asked.today)


@BOOK.rule(
    "a bank holiday by its name",
    r"(?:the )?(?:(?:(early) may|(spring|late may|whitsun|whit)|(august|summer)) bank holiday(?: monday)?"
    r"|(may) day(?: bank holiday)?(?: monday)?|whit monday)",
)
def _(m: Match, asked: Asked) -> Read | None:
    """The first Monday of May, its last, and the last of August."""
    is_early = bool(m[1] or m[4])
    near = [_bank_holiday(asked.today.year + step, 8 if m[3] else 5, is_early) for step in (-1, 0, 1)]
    return Read(max(d for d in near if d <= asked.today), min(d for d in near if d >= asked.today))


def _bank_holiday(year: int, month: int, is_first: bool) -> date:
    if is_first:
        return _weekday_beside(date(year, month, 1) - timedelta(days=1), 0, True)
    return days.monday_of(date(year, month, 31))


_PLACE = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}


@BOOK.rule(
    "the second Tuesday in December",
    rf"(?:the )?(first|1st|second|2nd|third|3rd|fourth|4th|last) ({WDS}) (?:in|of) ({MON}){YEAR}",
)
def _(m: Match, asked: Asked) -> Read | None:
    known = days.year_of(m[4] or m[5]) if m[4] or m[5] else None
    years = [known] if known else [asked.today.year + step for step in (-1, 0, 1)]
    near = [_nth(year, days.month(m[3]), days.weekday(m[2]), _PLACE.get(m[1])) for year in years]
    return Read(
        max((d for d in near if d <= asked.today), default=None),
        min((d for d in near if d >= asked.today), default=None),
    )


def _nth(year: int, month: int, weekday: int, place: int | None) -> date:
    """`place` None: the last of the month."""
    first = date(year, month, 1)
    if place is None:
        return _weekday_beside(days.month_end(first) + timedelta(days=1), weekday, False)
    return _weekday_beside(first - timedelta(days=1), weekday, True) + (place - 1) * WEEK


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
