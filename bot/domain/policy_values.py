"""How a value of a policy file is read and checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

from bot.domain.policy import Raiser, TotalStarts

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST_PATTERN = 60
LONGEST_REPEAT = 20
Reader = Callable[[Any], Any]


class Unfit(ValueError):
    """A value cannot be used; the message says what to write instead."""


def text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Unfit("write words between quotation marks, or take the line out and name it under local")
    if value != value.strip():
        raise Unfit("take away the blanks at its beginning or end")
    return value


def texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise Unfit('write a list between square brackets, such as ["one", "another"]')
    read = tuple(text(item) for item in value)
    twice = {item for item in read if [other.casefold() for other in read].count(item.casefold()) > 1}
    if twice:
        raise Unfit(f"{', '.join(sorted(map(repr, twice)))} stands more than once; keep one")
    return read


def yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unfit("write true or false, without quotation marks")
    return value


def only_true(value: Any) -> bool:
    if value is not True:
        raise Unfit("write true, or take the line out")
    return True


def authority_name(value: Any) -> str:
    if not re.fullmatch(r"[a-z][a-z_]{1,39}", text(value)):
        raise Unfit("write the authority's short name in small letters, such as lincolnshire")
    return str(value)


def whole_number(of: str, least: int = 1, most: int | None = None) -> Reader:
    """`of`: what is counted, as it stands after "a whole number"."""
    span = f"{least} or more" if most is None else f"{least} to {most}"

    def read(value: Any) -> int:
        if type(value) is not int or value < least or (most is not None and value > most):
            raise Unfit(f"write a whole number{of}, {span}, without quotation marks")
        return value

    return read


def of_series(value: Any) -> str:
    if value not in ("first", "last"):
        raise Unfit('write "first" or "last": which of several meetings is the day of the review')
    return str(value)


def days_are(value: Any) -> str:
    if value not in ("working", "calendar"):
        raise Unfit('write "working" or "calendar"')
    return str(value)


def midway_for(value: Any) -> str:
    if value not in ("all", "green"):
        raise Unfit('write "all", or "green" for those rated green alone')
    return str(value)


def some_of(*known: str) -> Reader:
    def read(value: Any) -> tuple[str, ...]:
        unknown = sorted(set(texts(value)) - set(known))
        if unknown:
            raise Unfit(f"{', '.join(unknown)} is not known here; known are {', '.join(known)}")
        return texts(value)

    return read


def late_answers_to(value: Any) -> str:
    if value not in ("iro_manager", "next_role"):
        raise Unfit('write "iro_manager", or "next_role" for whoever has the next stage of the ladder')
    return str(value)


def raiser(value: Any) -> Raiser:
    if value not in tuple(Raiser):
        raise Unfit(f"{value!r} is not a role that raises; write {' or '.join(Raiser)}")
    return Raiser(value)


def total_starts(value: Any) -> TotalStarts:
    if value not in tuple(TotalStarts):
        raise Unfit(f"write {' or '.join(TotalStarts)}: the day from which the 20 working days count")
    return TotalStarts(value)


def stage_numbers(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list) or any(type(number) is not int for number in value):
        raise Unfit("write the stages' numbers between square brackets, such as [4, 5]; [] only offers one")
    if sorted(set(value)) != value:
        raise Unfit("write each stage once, the lowest first")
    return tuple(value)


def weekday(value: Any) -> int:
    if not isinstance(value, str) or value.lower() not in WEEKDAYS:
        raise Unfit(f"{value!r} is not a day of the week; write it out, such as Monday")
    return WEEKDAYS.index(value.lower())


def time_of_day(value: Any) -> time:
    if not isinstance(value, str) or not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        raise Unfit('write the hour and minute of the 24-hour clock in quotation marks, such as "08:30"')
    return time.fromisoformat(value)


def days(value: Any) -> tuple[date, ...]:
    if not isinstance(value, list) or any(type(day) is not date for day in value):
        raise Unfit("write dates between square brackets, such as [2026-12-29, 2026-12-30]")
    if sorted(set(value)) != value:
        raise Unfit("write each date once, the earliest first")
    return tuple(value)


def patterns(value: Any) -> tuple[str, ...]:
    read = texts(value)
    for pattern in read:
        _check_pattern(pattern)
    return read


def _check_pattern(pattern: str) -> None:
    """A reference is short and in capitals, so nothing that could search for ever is needed."""
    if len(pattern) > LONGEST_PATTERN:
        raise Unfit(f"{pattern!r} is longer than {LONGEST_PATTERN} characters; write several shorter ones")
    try:
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as fault:
        raise Unfit(f"{pattern!r} is not a regular expression ({fault})") from None
    bare = re.sub(r"\\[dwDW.\-/]", "_", pattern)
    if re.search(r"[*+]|\\|\(\?|\)[{?]", bare):
        raise Unfit(f"{pattern!r}: use no *, +, (?, \\b or repeated group; say how many, such as \\d{{5,8}}")
    repeats = re.findall(r"\{([^}]*)\}", bare)
    if any(re.search(r",\s*$", repeat) or max(_numbers(repeat)) > LONGEST_REPEAT for repeat in repeats):
        raise Unfit(f"{pattern!r}: repeat at most {LONGEST_REPEAT} times, such as \\d{{5,8}}")
    if re.search("[a-z]", bare):
        raise Unfit(f"{pattern!r}: write its letters as capitals; references are kept in capitals")
    if compiled.fullmatch(""):
        raise Unfit(f"{pattern!r} matches nothing at all as a reference; say which characters it has")


def _numbers(repeat: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", repeat)] or [0]


def theme_lists(value: Any) -> tuple[tuple[str, str], ...]:
    """Pairs of a theme and its source, from the tables `[[themes.list]]`."""
    if not isinstance(value, list) or not value:
        raise Unfit("write it as [[themes.list]], with names and a source")
    pairs = tuple(pair for table in value for pair in _themes_of(table))
    texts([theme for theme, _ in pairs])
    return pairs


def _themes_of(table: Any) -> list[tuple[str, str]]:
    if not isinstance(table, dict) or not {"names"} <= set(table) <= {"names", "source"}:
        raise Unfit("each [[themes.list]] has names and a source, and nothing else")
    if "source" not in table:
        raise Unfit("a [[themes.list]] has no source; say where its names were read")
    if not table["names"]:
        raise Unfit("a [[themes.list]] has no names; take it out and name list under local of [themes]")
    return [(theme, text(table["source"])) for theme in texts(table["names"])]


def own_heading(value: Any) -> Any:
    raise Unfit("give it a heading of its own, such as [triggers.rag_red]")
