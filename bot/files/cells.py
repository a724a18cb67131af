"""One cell of a file, read: what it must look like, and what it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from bot.domain.people import Role

LONGEST_WORDS = 200
LONGEST_EMAIL = 320
_EMAIL = re.compile(r"[^@\s,;:<>\"()]+@[^@\s,;:<>\"()]+\.[^@\s,;:<>\"().]{2,}")
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_GUARDED = re.compile(r"'[=+\-@]")
_DAY = re.compile(
    r"(?:(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)|(?P<d>\d\d?)/(?P<m>\d\d?)/(?P<y>\d{4}))"
    r"(?:[T ][\d:.]+Z?)?",
    re.ASCII,
)
_YEARS = range(1990, 2100)

Reader = Callable[[str], Any]
"""From a tidy cell that is not blank. Raises Unusable."""


class Unusable(ValueError):
    """What is wrong with a cell, to be said after the column's name. Never what stands in it."""


def tidy(cell: str) -> str:
    """On one line, without blanks at its ends, nor the apostrophe that guards a spreadsheet from it."""
    words = " ".join(cell.replace("\ufeff", "").split())
    printable = words if words.isprintable() else "".join(filter(str.isprintable, words))
    return printable[1:] if _GUARDED.match(printable) else printable


def tidy_text(cell: str) -> str:
    """As `tidy`, line by line."""
    return "\n".join(tidy(line) for line in cell.splitlines()).strip()


def words(cell: str) -> str:
    if len(cell) > LONGEST_WORDS:
        raise Unusable(f"is longer than {LONGEST_WORDS} characters")
    return cell


def email(cell: str) -> str:
    if len(cell) > LONGEST_EMAIL or not _EMAIL.fullmatch(cell):
        raise Unusable("is not an e-mail address")
    return cell.lower()


def object_id(cell: str) -> str:
    plain = cell.strip("{}").lower()
    if not _GUID.fullmatch(plain):
        raise Unusable("is not an object id, such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301")
    return plain


def roles(cell: str) -> tuple[Role, ...]:
    """In one order, each once."""
    named = {re.sub(r"[\s-]+", "_", name.strip().lower()) for name in cell.split(";") if name.strip()}
    if not named or not named <= set(Role):
        raise Unusable(f"has a role that is not known; write {', '.join(Role)}, joined by ;")
    if {Role.IRO_MANAGER, Role.RESPONDER} <= named:
        raise Unusable("makes one person iro_manager and responder; they are on opposite sides of a dispute")
    return tuple(role for role in Role if role in named)


def stage(cell: str) -> int:
    if not re.fullmatch("[1-9][0-9]?", cell):
        raise Unusable("is not a stage's number, such as 2")
    return int(cell)


def status(cell: str) -> str:
    if cell.upper() not in ("CLA", "CP"):
        raise Unusable("is neither CLA nor CP")
    return cell.upper()


def mark(cell: str) -> str:
    """The mark of a sibling group."""
    if len(cell) > 40:
        raise Unusable("is longer than 40 characters")
    return cell


@lru_cache(maxsize=20_000)
def day(cell: str) -> date:
    """ISO or dd/mm/yyyy; a time after it, as exports of databases have one, is left out."""
    found = _DAY.fullmatch(cell)
    try:
        read = date(*(int(found[one] or found[other]) for one, other in _PARTS)) if found else None
    except ValueError:
        read = None
    if read is None:
        raise Unusable("is not a date such as 2026-11-20 or 20/11/2026")
    if read.year not in _YEARS:
        raise Unusable(f"is not a date of {_YEARS[0]} to {_YEARS[-1]}")
    return read


_PARTS = (("year", "y"), ("month", "m"), ("day", "d"))


def as_it_is(cell: str) -> str:
    """Read later, as the policy says."""
    return cell
