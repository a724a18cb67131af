"""The histories of three reports go in without a rejected row, and count what was printed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.domain.policy_file import load_policy
from storage.concern_tables import concern, concern_theme, step
from storage.tables import activity, review
from tests.audits import fault_in_history
from tests.files.reproduction.make_histories import (
    AUTHORITIES,
    figure,
    months,
    number,
    printed,
    write_histories,
)
from tests.operations.importing_desk import Importer

Months = Counter[tuple[str, Any]]


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, ...]]:
    return write_histories(tmp_path_factory.mktemp("histories"))


@pytest.fixture
def imported(database_url: str, histories: dict[str, tuple[Path, ...]], authority: str) -> Importer:
    importer = Importer(database_url, load_policy(authority))
    report = importer.run(*(path.read_text(encoding="utf-8") for path in histories[authority]))
    assert not any(file.rejected or file.noted for file in report.files), report.lines()
    assert all(file.added == file.read for file in report.files)
    assert importer.ask(fault_in_history) is None
    return importer


def by_month(importer: Importer, on: sa.Column[Any], what: sa.Column[Any] | None = None) -> Months:
    columns = (on, what) if what is not None else (on, sa.literal(None))
    found = importer.ask(lambda work: work.db.execute(sa.select(*columns)).all())
    return Counter((f"{row[0]:%Y-%m}", row[1]) for row in found)


def of_year(counted: Months, first: int) -> int:
    return sum(count for (month, _), count in counted.items() if f"{first}-04" <= month <= f"{first + 1}-03")


@pytest.mark.parametrize("authority", ["lincolnshire"])
def test_lincolnshire(imported: Importer) -> None:
    raised = by_month(imported, step.c.raised_on, step.c.stage)
    for row in printed("lincolnshire_formal_escalations_per_month"):
        first = int(row["financial_year"][:4])
        is_total = row["month"] == "TOTAL_PRINTED"
        assert number(row["value"]) == (of_year(raised, first) if is_total else raised[row["month"], 1])
    themes = Counter(row[-1] for row in imported.rows(concern_theme))
    for row in printed("lincolnshire_escalation_themes_2022_23")[:-1]:
        if row["theme"] != "Blank":
            assert themes[row["theme"]] == number(row["number_of_escalations_raised"])
    assert (of_year(raised, 2022), themes.total()) == (17, 16)
    held = by_month(imported, review.c.held_on)
    assert of_year(held, 2022) == figure("lincolnshire", "review meetings held", "2022/23")
    assert of_year(held, 2021) == figure("lincolnshire", "review meetings held", "2021/22")
    assert held["2015-01", None] == 130
    rows = imported.ask(lambda work: work.db.execute(sa.select(review)).all())
    assert sum(row.rearranged for row in rows if row.held_on >= date(2022, 4, 1)) == 889
    assert sum(row.held_on > row.due_on for row in rows) == 8


@pytest.mark.parametrize("authority", ["rotherham"])
def test_rotherham(imported: Importer) -> None:
    raised = by_month(imported, step.c.raised_on, step.c.stage)
    for month, cells in months(printed("rotherham_escalations_by_stage_2017_18"), 2017):
        for stage in (1, 2, 3, 4):
            assert raised[f"{month:%Y-%m}", stage] == number(cells[f"stage_{stage}"])
    assert raised.total() == 277 + 20 + 19 + 6
    assert len(imported.rows(concern)) == 277
    done = by_month(imported, activity.c.happened_on, activity.c.kind)
    held = by_month(imported, review.c.held_on)
    for month, cells in months(printed("rotherham_visits_midway_lac_reviews_2017_18"), 2017):
        found = [done[f"{month:%Y-%m}", kind] for kind in ("visit", "midway")]
        assert [*found, held[f"{month:%Y-%m}", None]] == [
            number(cells[name]) for name in ("visits", "midway_reviews", "lac_reviews")
        ]
    grades = by_month(imported, activity.c.happened_on, activity.c.value)
    for month, cells in months(printed("rotherham_qac_grades_2017_18"), 2017):
        at = f"{month:%Y-%m}"
        assert grades[at, "Requires Improvement"] == number(cells["requires_improvement"])
        assert grades[at, ""] - done[at, "visit"] - done[at, "midway"] == number(
            cells["grading_not_recorded"]
        )
        assert done[at, "grade"] == number(cells["total"])


@pytest.mark.parametrize("authority", ["leicester"])
def test_leicester(imported: Importer) -> None:
    kinds = by_month(imported, activity.c.happened_on, activity.c.value)
    for row in printed("leicester_rag_ratings_2020_21"):
        rated = sum(count for (_, value), count in kinds.items() if value == row["rating"].lower())
        assert rated == number(row["number_of_cases"])
    assert of_year(by_month(imported, review.c.held_on), 2020) == 1544
    assert len(imported.rows(concern)) == len({row[2] for row in imported.rows(concern)}) == 11
    assert len(imported.rows(concern_theme)) == 22
    rows = imported.ask(lambda work: work.db.execute(sa.select(review)).all())
    assert sum(row.held_on > row.due_on for row in rows) == 12


def test_the_same_is_written_every_time(histories: dict[str, tuple[Path, ...]], tmp_path: Path) -> None:
    again = write_histories(tmp_path)
    assert set(again) == set(AUTHORITIES)
    for authority, paths in again.items():
        for path, before in zip(paths, histories[authority], strict=True):
            assert path.read_bytes() == before.read_bytes()
