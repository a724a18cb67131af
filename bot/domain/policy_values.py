"""The headings and keys a policy file may have, and how the value of each is read and checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, time
from types import MappingProxyType
from typing import Any

from bot.domain.policy import ALSO_WEEKLY, Raiser, TotalStarts, TriggerEvent, Words

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST_PATTERN = 60
LONGEST_REPEAT = 20
LONGEST_WEEKS = 26
"""Between two reviews there are six months at most (CPPCR 2010 reg 33(2))."""
LARGEST_SMALL = 20
"""Of numbers kept back: no authority calls more than that small."""

LONGEST_BEFORE = 20
"""Working days: what lies further ahead is asked for, not reminded of."""

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


def day_count(value: Any) -> int:
    if type(value) is not int or value < 1:
        raise Unfit("write a whole number of days, 1 or more, without quotation marks")
    return value


def review_count(value: Any) -> int:
    if type(value) is not int or value < 1:
        raise Unfit("write a whole number of reviews, 1 or more, without quotation marks")
    return value


def small_number(value: Any) -> int:
    if type(value) is not int or not 2 <= value <= LARGEST_SMALL:
        raise Unfit(f"write a whole number, 2 to {LARGEST_SMALL}, without quotation marks")
    return value


def of_series(value: Any) -> str:
    if value not in ("first", "last"):
        raise Unfit('write "first" or "last": which of several meetings is the day of the review')
    return str(value)


def week_count(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= LONGEST_WEEKS:
        raise Unfit(f"write a whole number of weeks, 1 to {LONGEST_WEEKS}, without quotation marks")
    return value


def days_are(value: Any) -> str:
    if value not in ("working", "calendar"):
        raise Unfit('write "working" or "calendar"')
    return str(value)


def midway_for(value: Any) -> str:
    if value not in ("all", "green"):
        raise Unfit('write "all", or "green" for those rated green alone')
    return str(value)


def looking(value: Any) -> tuple[str, ...]:
    known = ("visit", "midway", "rag", "grade", "pre_review", "review")
    unknown = sorted(set(texts(value)) - set(known))
    if unknown:
        raise Unfit(f"{', '.join(unknown)} cannot count as oversight; known are {', '.join(known)}")
    return texts(value)


def days_before(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= LONGEST_BEFORE:
        raise Unfit(
            f"write a whole number of working days before, 0 to {LONGEST_BEFORE}; 0 is the day itself"
        )
    return value


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


_FOR_EVERY_STAGE: Mapping[str, Reader] = {
    "name": text,
    "raised_by": raiser,
    "raised_by_title": text,
    "to_role": text,
}
STAGE: Mapping[str, Reader] = {**_FOR_EVERY_STAGE, "days": day_count, "days_are": days_are, "meeting": text}
CAFCASS: Mapping[str, Reader] = {**_FOR_EVERY_STAGE, "cafcass": only_true}
"""A referral outside the authority: no days of the authority's process run on it."""
TRIGGER: Mapping[str, Reader] = {"stages": stage_numbers, "says": text, "may_decline": yes_no}
BETWEEN_REVIEWS: Mapping[str, Reader] = {
    "red_within_weeks": week_count,
    "amber_from_weeks": week_count,
    "amber_within_weeks": week_count,
    "midway_for": midway_for,
    "visit_before_review": yes_no,
    "oversight_each_quarter": yes_no,
    "counts_as_oversight": looking,
    "check_days_before_review": day_count,
    "check_days_are": days_are,
}
_TIMES_BEFORE = (
    "responses", "answers", "challenges", "actions", "reviews",
    "papers", "checks", "ratings", "midways", "visits",
)  # fmt: skip
REMINDERS: Mapping[str, Reader] = {
    "daily_at": time_of_day,
    **dict.fromkeys(_TIMES_BEFORE, days_before),
    "late_answers_to": late_answers_to,
    "quiet_from": time_of_day,
    "quiet_until": time_of_day,
    "own_choice": some_of("hour", "weekly_only"),
}
TOLD_IN_WORDS: Mapping[str, Reader] = {**TRIGGER, "words": texts}
"""Of an event that no grade or rating tells: the words that do."""
_WORDS = tuple(field.name for field in fields(Words))
HEADINGS: Mapping[str, Mapping[str, Reader]] = MappingProxyType(
    {
        "authority": {"name": authority_name, "title": text},
        "words": dict.fromkeys(_WORDS, text),
        "ladder": {"complete": only_true, "iro_may_raise_any_stage": yes_no},
        "clocks": {"total_starts": total_starts},
        "themes": {"several": yes_no, "no_theme_label": text, "list": theme_lists},
        "teams": {"names": texts},
        "grades": {"names": texts},
        "triggers": dict.fromkeys(TriggerEvent, own_heading),
        "between_reviews": BETWEEN_REVIEWS,
        "weekly_reminder": {
            "weekday": weekday,
            "at": time_of_day,
            "also": some_of(*ALSO_WEEKLY),
            "also_to": some_of("iro_manager", "responder"),
        },
        "reminders": REMINDERS,
        "references": {"patterns": patterns, "prefixes": texts},
        "forecast": {"reviews_a_week": review_count},
        "reviews": {"series_of_meetings": of_series, "private_fostering_yearly": yes_no},
        "report": {"suppress_below": small_number},
        "safety": {"duty_message": text},
        "calendar": {"closures": days, "extra_bank_holidays": days},
    }
)


def keys_under(heading: str, cafcass: bool) -> Mapping[str, Reader] | None:
    """What a heading may hold; None where there is no such heading."""
    first, _, second = heading.partition(".")
    if first == "ladder" and re.fullmatch("[1-9][0-9]?", second):
        return CAFCASS if cafcass else STAGE
    if first == "triggers" and second in tuple(TriggerEvent):
        return TOLD_IN_WORDS if second == TriggerEvent.PLACEMENT_UNREGISTERED else TRIGGER
    return HEADINGS.get(heading)
