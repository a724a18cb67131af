"""Cells of the three histories, and what the page for the IT officer says of them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.domain.imports import Row
from bot.files import history_cells as cells
from bot.files.cells import Unusable
from bot.files.csv_in import TOLD_EVERY, UnreadableFile, read_csv
from bot.files.kinds import ACTIVITY, CONCERNS, REVIEWS, Kind

PAGE = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")
HISTORIES = (REVIEWS, CONCERNS, ACTIVITY)


def only_row(text: str) -> Row:
    (row,) = read_csv("some.csv", text.encode()).rows
    return row


@pytest.mark.parametrize("kind", HISTORIES, ids=lambda kind: kind.name)
def test_the_page_names_every_heading(kind: Kind) -> None:
    headings = ",".join(column.name for column in kind.columns)
    assert re.search(rf"\| {kind.name} \|[^|]*\| `{headings}` \|", PAGE)


@pytest.mark.parametrize("kind", HISTORIES, ids=lambda kind: kind.name)
def test_a_history_is_known_by_its_headings_in_any_order(kind: Kind) -> None:
    names = [column.name for column in kind.columns]
    for headings in (names, names[::-1], [name.upper().replace("_", " ") for name in names]):
        assert read_csv("some.csv", ",".join(headings).encode()).kind == kind.name


@pytest.mark.parametrize(
    ("headings", "says"),
    [
        ("child;due_on;held_on", "separated by semicolons"),
        ("reference,child,kind", "looks like escalation history, but has no heading raised_on"),
    ],
)
def test_what_is_nearly_a_history(headings: str, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        read_csv("some.csv", headings.encode())


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("20/11/2026", date(2026, 11, 20)),
        ("1/2/2026", date(2026, 2, 1)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2026-11-20T00:00:00", date(2026, 11, 20)),
        ("20/11/2026 00:00", date(2026, 11, 20)),
        ("2026-11-20 00:00:00.000", date(2026, 11, 20)),
    ],
)
def test_days(cell: str, day: date) -> None:
    assert cells.day(cell) == day


@pytest.mark.parametrize(
    "cell",
    ["2026-02-29", "31/11/2026", "11/20/2026", "20.11.2026", "20/11/26", "20261120", "46346", "1889-01-01",
     "2026-11-20x", "today", "=A1+5", "\uff12\uff10\uff12\uff16-11-20"],
)  # fmt: skip
def test_what_is_no_day(cell: str) -> None:
    with pytest.raises(Unusable):
        cells.day(cell)


def test_stages_and_themes() -> None:
    assert cells.stages("1@2017-04-03| 2 @ 10/04/2017 |CAFCASS@2017-04-11|") == (
        (1, date(2017, 4, 3)),
        (2, date(2017, 4, 10)),
        ("cafcass", date(2017, 4, 11)),
    )
    assert cells.themes("A| B b ||A") == ("A", "B b")
    assert [cells.resolved_stage(one) for one in ("Informal", "0", "2", "Cafcass")] == [0, 0, 2, "cafcass"]


def test_words_keep_their_lines_and_lose_what_cannot_be_seen() -> None:
    row = only_row(
        'child,kind,on,note\nD-100001,visit,2026-10-05,"  One\u200b line\r\n\r\n  and  another\x07 "\n'
    )
    assert row.values["note"] == "One line\n\nand another"


def test_a_large_file_says_how_far_it_is() -> None:
    told: list[str] = []
    rows = "D-100001,2026-12-01\n" * (TOLD_EVERY + 1)
    read_csv("large.csv", f"child,due_on\n{rows}".encode(), told.append)
    assert told == [f"large.csv: {TOLD_EVERY:,} rows read"]
