"""From the importer to the report: every printed cell, and every total that the printed rows support.

Where a report contradicts itself, the rows decide, and the test says which figure they give.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

import app
from tests.files.reproduction.make_histories import (
    MONTHS,
    figure,
    months,
    number,
    printed,
    write_histories,
)
from tests.reports.rows import TENANT

Table = Mapping[str, Mapping[str, str]]
"""By the first cell of a row, then by heading."""


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, ...]]:
    return write_histories(tmp_path_factory.mktemp("histories"))


class Reported:
    """The report's files of any year, each made when it is first asked for."""

    def __init__(self, of: list[str], folder: Path) -> None:
        self._of, self._folder = of, folder

    def table(self, year: str, name: str) -> Table:
        folder = self._folder / year.replace("/", "-")
        if not folder.exists():
            made = ["report", *self._of, "--from", year, "--format", "csv", "--out", str(folder)]
            assert app.main(made) == 0
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return {row[next(iter(row))]: row for row in csv.DictReader(file)}


@pytest.fixture
def reported(
    database_url: str,
    histories: dict[str, tuple[Path, ...]],
    authority: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Reported:
    monkeypatch.setenv("IRO_TENANTS", f"{TENANT}={authority}")
    of = ["--authority", authority, "--database", database_url]
    assert app.main(["import", *of, *map(str, histories[authority])]) == 0
    return Reported(of, tmp_path)


def years(first: int, last: int) -> list[str]:
    return [f"{year}/{(year + 1) % 100:02}" for year in range(first, last + 1)]


@pytest.mark.parametrize("authority", ["lincolnshire"])
def test_lincolnshire(reported: Reported) -> None:
    for row in printed("lincolnshire_formal_escalations_per_month"):
        raised = reported.table(row["financial_year"], "escalations_raised_by_month")
        at = "Total" if row["month"] == "TOTAL_PRINTED" else row["month"]
        assert number(raised[at]["concerns"]) == number(row["value"]), row
    themes = reported.table("2022/23", "escalations_by_theme")
    for row in printed("lincolnshire_escalation_themes_2022_23"):
        named = {"Blank": "Not recorded", "Total Escalations Raised": "Total"}
        theme = named.get(row["theme"], row["theme"])
        assert number(themes[theme]["Total"]) == number(row["number_of_escalations_raised"])


@pytest.mark.parametrize("authority", ["lincolnshire"])
def test_lincolnshires_reviews(reported: Reported) -> None:
    """98.9 % in timescale is printed beside 8 late of 1,786: the rows give 1,778 in timescale, 99.6 %."""
    by_month = {
        month: row["held"]
        for year in years(2014, 2022)
        for month, row in reported.table(year, "reviews_by_month").items()
    }
    for row in printed("lincolnshire_reviews_per_month"):
        if row["value"]:
            month = MONTHS.index(row["month"]) + 1
            assert number(by_month[f"{row['calendar_year']}-{month:02}"]) == number(row["value"])
    total = reported.table("2022/23", "reviews_by_month")["Total"]
    assert [number(total[name]) for name in ("held", "in_timescale", "late")] == [1786, 1778, 8]
    assert number(total["rearranged"]) == figure("lincolnshire", "reviews re-arranged", "2022/23")
    before = reported.table("2021/22", "reviews_by_month")["Total"]
    assert (number(before["held"]), number(before["rearranged"])) == (1694, 775)


@pytest.mark.parametrize("authority", ["rotherham"])
def test_rotherham(reported: Reported) -> None:
    """Imports fire no trigger: 254 Inadequate grades and 277 stage 1s stay as they are."""
    stages = reported.table("2017/18", "escalations_by_month")
    columns = {"1": "stage_1", "2": "stage_2", "3": "stage_3", "4": "stage_4", "5": "contact_with_cafcass"}
    rows = [(f"{at:%Y-%m}", row) for at, row in months(printed(STAGES), 2017)]
    for month, row in [*rows, ("Total", printed(STAGES)[-1])]:
        given = [number(stages[month][stage]) for stage in columns]
        assert given == [number(row[name]) for name in columns.values()], month
    activity = reported.table("2017/18", "activity_by_month")
    done = printed("rotherham_visits_midway_lac_reviews_2017_18")
    for month, row in [*((f"{at:%Y-%m}", row) for at, row in months(done, 2017)), ("Total", done[-1])]:
        given = [number(activity[month][name]) for name in ("visits", "midway_reviews", "reviews")]
        assert given == [number(row[name]) for name in ("visits", "midway_reviews", "lac_reviews")], month


@pytest.mark.parametrize("authority", ["rotherham"])
def test_rotherhams_grades(reported: Reported) -> None:
    """The text says 2,037 checklists and 366 Inadequate; the table's rows give 1,411 and 254."""
    grades = reported.table("2017/18", "grades_by_month")
    table = printed("rotherham_qac_grades_2017_18")
    inadequate = 'inadequate (header printed as "Improvement / Inadequate")'
    columns = {
        "Good": "good",
        "Requires Improvement": "requires_improvement",
        "Inadequate": inadequate,
        "Not recorded": "grading_not_recorded",
        "Total": "total",
    }
    for month, row in [*((f"{at:%Y-%m}", row) for at, row in months(table, 2017)), ("Total", table[-1])]:
        given = [number(grades[month][name]) for name in columns]
        assert given == [number(row[name]) for name in columns.values()], month
    assert [number(grades["Total"][name]) for name in ("Outstanding", "Inadequate", "Total")] == [
        0,
        254,
        1411,
    ]


@pytest.mark.parametrize("authority", ["leicester"])
def test_leicester(reported: Reported) -> None:
    """The ratings come to 1,547 for 1,544 reviews, as the report's own figures do."""
    ratings = reported.table("2020/21", "rag")
    for row in printed("leicester_rag_ratings_2020_21"):
        assert number(ratings[row["rating"].lower()]["count"]) == number(row["number_of_cases"])
    assert number(ratings["Total"]["count"]) == 1547
    reviews = reported.table("2020/21", "reviews_by_month")["Total"]
    assert [number(reviews[name]) for name in ("held", "late")] == [1544, 12]
    raised = reported.table("2020/21", "escalations_raised_by_month")["Total"]
    themes = reported.table("2020/21", "escalations_by_theme")["Total"]
    assert (number(raised["concerns"]), number(themes["Total"])) == (11, 22)


STAGES = "rotherham_escalations_by_stage_2017_18"
