"""Rotherham's stages of 2017/18, from rows in the tables: every cell and every total that was printed."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import app
from storage.database import Work
from tests.reports.rows import TENANT, add_child, add_concern, in_store

PRINTED = Path(__file__).parent / "printed" / "rotherham_escalations_by_stage_2017_18.csv"
YEAR_BEGINS = date(2017, 4, 1)


def printed() -> list[list[str]]:
    with PRINTED.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def fill(work: Work) -> None:
    """Each printed stage a record of its own, on a day of its month."""
    child = add_child(work)
    for index, (_, *counts) in enumerate(printed()[:-1]):
        month = (YEAR_BEGINS.month - 1 + index) % 12 + 1
        year = YEAR_BEGINS.year + (index > 8)
        for stage, count in enumerate(counts, 1):
            for number in range(int(count)):
                on = date(year, month, 1 + number % 28)
                add_concern(work, child, on, [(stage, on, "raised")], escalated_on=on)


def test_every_cell_and_total_is_given_back(database_url: str, tmp_path: Path) -> None:
    in_store(database_url, fill, TENANT)
    arguments = ["--from", "2017-04-01", "--to", "2018-03-31", "--format", "csv", "--out", str(tmp_path)]
    assert app.main(["report", "--authority", "rotherham", *arguments, "--database", database_url]) == 0
    text = (tmp_path / "escalations_by_month.csv").read_text(encoding="utf-8")
    given = list(csv.reader(io.StringIO(text)))
    assert given[0] == ["month", "1", "2", "3", "4", "5", "Total"]
    assert [row[1:6] for row in given[1:]] == [row[1:] for row in printed()]
    assert [int(row[6]) for row in given[1:]] == [sum(map(int, row[1:])) for row in printed()]
