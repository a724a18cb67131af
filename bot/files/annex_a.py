"""Ofsted's Annex A: which list a sheet is, from its headings, and the few columns of it that are read.

Headings come in two families, Ofsted's own (`Child Unique ID`) and the SSD's (`ChildUniqueID`), both with
slips of the pen; so they are matched by patterns. Column names are Ofsted's guidance for ILACS.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.files import cells
from bot.files.cells import Unusable, day
from bot.files.kinds import Column, Kind


@dataclass(frozen=True)
class List:
    kind: Kind
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    """By column; the first heading that fits is the column's."""
    known_by: tuple[str, ...]
    """Columns without which the sheet is not this list."""


WITHOUT_VALUE = "=?"
"""A formula that was never worked out: no program has opened and saved the workbook since."""
_FIRST_DAY = date(1899, 12, 30)
_NUMBERED = range(20_000, 80_000)
"""Excel's numbers of days that can be a date here, 1954 to 2119: a formula's value may have no format."""


def day_of_cell(cell: str) -> date:
    _refuse_no_value(cell)
    if cell.isdecimal() and int(cell) in _NUMBERED:
        return _FIRST_DAY + timedelta(days=int(cell))
    return day(cell)


def day_or_nothing(cell: str) -> date | str:
    """Of a day that is of use only beside another cell: one that cannot be read is passed over."""
    try:
        return day_of_cell(cell)
    except Unusable:
        return ""


def placement_order(cell: str) -> bool | str:
    """Of a legal status nothing else is kept."""
    return bool(re.search(r"^e1\b|placement order", cell, re.IGNORECASE)) or ""


def for_adoption(cell: str) -> bool | str:
    """Of a type of placement nothing else is kept."""
    return bool(re.search(r"^a[3-6]\b|placed for adoption", cell, re.IGNORECASE)) or ""


def team(cell: str) -> str:
    _refuse_no_value(cell)
    return cells.words(cell)


def _refuse_no_value(cell: str) -> None:
    if cell == WITHOUT_VALUE:
        raise Unusable("is a formula without a value; open the workbook in Excel and save it")
    if cell.startswith("#"):
        raise Unusable("is an error of the spreadsheet (#N/A or such)")


def _patterns(**by_column: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in by_column.items())


_CHILD = Column("child", cells.as_it_is, is_needed=True)
_COMMON = {
    "child": r"\bchild\b.*\b(id|identifier)\b|^(id|identifier)$",
    "born_on": r"\bdate of birth\b|\bdob\b|\bbirth date\b",
    "team": r"\ballocated team\b",
}

LIST_8 = List(
    Kind(
        "Annex A List 8",
        frozenset(),
        (
            _CHILD,
            Column("born_on", day_of_cell),
            Column("looked_after_on", day_of_cell, is_needed=True),
            Column("reviewed_on", day_of_cell),
            Column("ceased_on", day_of_cell),
            Column("placement_order", placement_order),
            Column("status_since", day_or_nothing),
            Column("for_adoption", for_adoption),
            Column("placed_since", day_or_nothing),
            Column("team", team),
        ),
    ),
    _patterns(
        **_COMMON,
        looked_after_on=r"\bstarted to be loo+ked after\b|\bloo+ked after start\b|\bstart.*\bloo+ked after$",
        reviewed_on=r"\bstatutory review\b|\blatest review\b",
        ceased_on=r"\bdate ceased to be loo+ked after\b|\bceased loo+ked after date\b",
        placement_order=r"\bchild's legal status\b|^legal status$",
        status_since=r"\bstart date of current legal status\b|\blegal status start\b",
        for_adoption=r"^placement type$",
        placed_since=r"\bstart date of most recent placement\b|\bmost recent placement start\b",
    ),
    ("child", "looked_after_on"),
)
LIST_7 = List(
    Kind(
        "Annex A List 7",
        frozenset(),
        (
            _CHILD,
            Column("born_on", day_of_cell),
            Column("plan_began_on", day_of_cell, is_needed=True),
            Column("reviewed_on", day_of_cell),
            Column("plan_ended_on", day_of_cell),
            Column("team", team),
        ),
    ),
    _patterns(
        **_COMMON,
        plan_began_on=r"\b(child protection|cp) plan start\b",
        reviewed_on=r"\blatest review conf",
        plan_ended_on=r"\b(child protection|cp) plan end\b",
    ),
    ("child", "plan_began_on"),
)
LIST_9 = List(
    Kind(
        "Annex A List 9",
        frozenset(),
        (_CHILD, Column("born_on", day_of_cell), Column("reviewed_on", day_of_cell), Column("team", team)),
    ),
    _patterns(**_COMMON, reviewed_on=r"\bpathway plan\b"),
    ("child", "reviewed_on"),
)
LISTS = (LIST_8, LIST_7, LIST_9)

OTHERS = {
    "1": r"\bdate of contact\b",
    "2": r"\borganisation completing assessment\b",
    "3": r"\bdate of referral\b",
    "4": r"\bcontinuous assessment start\b",
    "5": r"\bstrategy discussion\b",
    "6": r"\bcin start\b",
    "10": r"\bdate the child entered care\b|\bshould be placed for adoption\b",
    "11": r"\bindividual adopter\b|\badopter identifier\b",
}
"""Lists that are known by a heading, and not needed."""


def plain(heading: str) -> str:
    """`ChildUniqueID` and `Child Unique  ID ` -> `child unique id`; brackets and quotes are dropped."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.sub(r"[^a-z0-9?/']+", " ", apart.lower().replace("\u2019", "'")).split())


def columns_of(one: List, headings: Sequence[str]) -> dict[str, int]:
    """By column its place; empty when the sheet is not this list."""
    known = [plain(heading) for heading in headings]
    found = {}
    for name, pattern in one.patterns:
        place = next((at for at, heading in enumerate(known) if pattern.search(heading)), None)
        if place is not None:
            found[name] = place
    return found if all(name in found for name in one.known_by) else {}


def list_of(headings: Sequence[str]) -> tuple[List, dict[str, int]] | None:
    tried = ((one, columns_of(one, headings)) for one in LISTS)
    return next(((one, columns) for one, columns in tried if columns), None)


def other_list(headings: Sequence[str]) -> str:
    """Its number, or blank."""
    known = [plain(heading) for heading in headings]
    found = (number for number, pattern in OTHERS.items() if any(re.search(pattern, one) for one in known))
    return next(found, "")
