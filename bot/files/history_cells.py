"""Cells of the files that bring in a history: days, kinds, stages, themes."""

from __future__ import annotations

import re
from datetime import date

from bot.domain.activities import ActivityKind
from bot.domain.concerns import ConcernKind
from bot.domain.reviews import Participation
from bot.domain.timetable import ReviewKind
from bot.files.cells import Unusable, day

LONGEST_TEXT = 20_000
LONGEST_REFERENCE = 80
LONGEST_VALUE = 60
LONGEST_NAME = 320
ACTIVITIES = (
    ActivityKind.VISIT,
    ActivityKind.MIDWAY,
    ActivityKind.OVERSIGHT,
    ActivityKind.RAG,
    ActivityKind.GRADE,
)
"""Those of the activity file; what was only arranged is no activity."""
Stages = tuple[tuple[int | str, date], ...]
"""Every stage raised, by its number or `cafcass`, with its day."""


def times(cell: str) -> int:
    if not re.fullmatch(r"\d{1,3}", cell, re.ASCII):
        raise Unusable("is not how many times, such as 2")
    return int(cell)


def review_kind(cell: str) -> str:
    return _one_of(cell, tuple(ReviewKind))


def concern_kind(cell: str) -> str:
    return _one_of(cell, tuple(ConcernKind))


def activity_kind(cell: str) -> str:
    return _one_of(cell, ACTIVITIES)


def _one_of(cell: str, known: tuple[str, ...]) -> str:
    plain = re.sub(r"[\s_-]+", "_", cell.lower())
    if plain not in known:
        raise Unusable(f"is none of {', '.join(known)}")
    return plain


def participation(cell: str) -> str:
    if cell.upper() not in tuple(Participation):
        raise Unusable("is none of PN0 to PN7")
    return cell.upper()


def stages(cell: str) -> Stages:
    """`1@2017-04-03|2@2017-04-10`."""
    return tuple(_stage_and_day(one) for one in cell.split("|") if one.strip())


def _stage_and_day(written: str) -> tuple[int | str, date]:
    number, at, on = written.partition("@")
    if not at:
        raise Unusable("is not stages with their dates, such as 1@2017-04-03|2@2017-04-10")
    try:
        return stage_said(number.strip()), day(on.strip())
    except Unusable as fault:
        raise Unusable(f"has a part that {fault}") from None


def stage_said(cell: str) -> int | str:
    """A number, or `cafcass`."""
    if cell.lower() == "cafcass":
        return "cafcass"
    if not re.fullmatch("[1-9][0-9]?", cell):
        raise Unusable("is not a stage's number, such as 2, nor cafcass")
    return int(cell)


def resolved_stage(cell: str) -> int | str:
    """0 for `informal`."""
    return 0 if cell.lower() in ("informal", "0") else stage_said(cell)


def themes(cell: str) -> tuple[str, ...]:
    """Each once, in the order written."""
    return tuple(dict.fromkeys(words for one in cell.split("|") if (words := one.strip())))


def text(cell: str) -> str:
    return _short_enough(cell, LONGEST_TEXT)


def reference(cell: str) -> str:
    return _short_enough(cell, LONGEST_REFERENCE)


def value(cell: str) -> str:
    return _short_enough(cell, LONGEST_VALUE)


def who(cell: str) -> str:
    """An e-mail in small letters; anybody else as written."""
    return _short_enough(cell.lower() if "@" in cell else cell, LONGEST_NAME)


def _short_enough(cell: str, longest: int) -> str:
    if len(cell) > longest:
        raise Unusable(f"is longer than {longest:,} characters")
    return cell
