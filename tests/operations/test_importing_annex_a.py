"""Annex A's List 8 goes in: who is in care, since when, and which review is then due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from storage.columns import metadata
from storage.tables import audit_event
from tests.files.workbooks import LIST_8, SSD_LIST_8, row, workbook
from tests.operations.importing_desk import ALLOCATIONS, STAFF, Importer, counts, notes, reasons
from tests.operations.test_importing_903 import reviews_of, the_child, the_next

BLANK = {"ceased_on": None, "reviewed_on": None, "team": None}


def child(reference: str = "D100001", since: str = "2026-05-11", **cells: Any) -> list[object]:
    known = {"child": reference, "born_on": date(2014, 5, 4), "looked_after_on": date.fromisoformat(since)}
    return row(LIST_8, **(known | BLANK | cells))


def file(*rows: list[object]) -> tuple[str, bytes]:
    return "annex.xlsx", workbook({"List 8": [LIST_8, *rows]})


@pytest.fixture
def importer(database_url: str) -> Importer:
    return Importer(database_url)


@pytest.fixture
def quick(sqlite_url: str) -> Importer:
    return Importer(sqlite_url)


LIST = file(
    child(reviewed_on=date(2026, 8, 28), team="LAC"),
    child("D100002", "2020-02-03", reviewed_on=date(2026, 10, 29), team="#N/A"),
    child("D100003", "2026-11-02"),
    child("D100004", "2023-11-02", ceased_on=date(2026, 9, 1), reviewed_on=date(2026, 6, 1)),
)


def test_a_list_goes_in_with_the_next_reviews(importer: Importer) -> None:
    (report,) = importer.take(LIST).files
    assert (counts(report), report.planned) == ((4, 4, 0, 0), 3)
    found = the_child(importer, "D-100001")
    assert (found.born_on, found.looked_after_on, found.team) == (date(2014, 5, 4), date(2026, 5, 11), "LAC")
    assert the_child(importer, "D-100004").left_care_on == date(2026, 9, 1)
    assert [one.held_on for one in reviews_of(importer, "D-100004")] == [date(2026, 6, 1)]


def test_a_lone_review_soon_after_the_start_is_taken_for_the_first(quick: Importer) -> None:
    quick.take(LIST)
    assert the_next(quick, "D-100001") == (date(2026, 11, 28), "second_review")
    assert the_next(quick, "D-100002") == (date(2027, 4, 29), "later_review")
    assert the_next(quick, "D-100003") == (date(2026, 11, 30), "first_review")


def test_a_review_whose_limit_is_not_known_is_never_late(quick: Importer) -> None:
    quick.take(LIST)
    held = reviews_of(quick, "D-100001")[0]
    assert (held.held_on, held.due_on, held.rule) == (date(2026, 8, 28), date(2026, 8, 28), None)


def test_importing_again_changes_nothing(importer: Importer) -> None:
    importer.take(LIST)
    before = {
        table.name: importer.rows(table) for table in metadata.sorted_tables if table is not audit_event
    }
    (report,) = importer.take(LIST).files
    assert counts(report) == (4, 0, 0, 4)
    assert {name: importer.rows(metadata.tables[name]) for name in before} == before


def test_the_latest_review_of_a_later_list_is_the_one_waited_for(quick: Importer) -> None:
    quick.take(LIST)
    (report,) = quick.take(file(child(reviewed_on=date(2026, 11, 19)))).files
    assert counts(report) == (1, 0, 1, 0)
    assert [(one.held_on, one.due_on) for one in reviews_of(quick, "D-100001")] == [
        (date(2026, 8, 28), date(2026, 8, 28)),
        (date(2026, 11, 19), date(2026, 11, 28)),
        (None, date(2027, 5, 19)),
    ]


def test_the_allocations_keep_the_team_and_the_iro(quick: Importer) -> None:
    quick.run(STAFF, ALLOCATIONS)
    (report,) = quick.take(file(child("D100003", team="LAC"))).files
    assert the_child(quick, "D-100003").team == "Locality"
    assert "the team is another than the one recorded" in notes(report)[0][1]


def test_an_error_in_the_team_is_noted_with_sheet_and_row(quick: Importer) -> None:
    lines = quick.take(LIST).lines()
    assert (
        "  sheet List 8, row 3 noted: team is an error of the spreadsheet (#N/A or such); left blank" in lines
    )


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"child": "Alice Realname"}, "child is not in the form of a reference"),
        ({"looked_after_on": None}, "looked_after_on is blank"),
        ({"looked_after_on": date(2026, 11, 21)}, "looked_after_on is after today"),
        ({"ceased_on": date(2026, 5, 10)}, "ceased_on is before looked_after_on"),
        ({"ceased_on": "nope"}, "ceased_on is not a date such as 2026-11-20 or 20/11/2026"),
    ],
)
def test_a_row_without_what_it_needs_is_rejected(quick: Importer, cells: dict[str, Any], why: str) -> None:
    (report,) = quick.take(file(child(**cells))).files
    assert reasons(report) == [(2, why)]
    assert report.stopped


def test_days_after_today_are_noted(quick: Importer) -> None:
    (report,) = quick.take(file(child(reviewed_on=date(2026, 12, 1), ceased_on=date(2026, 12, 1)))).files
    assert [why for _, why in notes(report)][:2] == [
        "reviewed_on is after today; left blank",
        "ceased_on is after today; taken as still in care",
    ]


def test_a_formula_without_a_value_leaves_the_reviews_unknown(quick: Importer) -> None:
    (report,) = quick.take(file(child(since="2024-01-08", reviewed_on="=H2+5"))).files
    assert notes(report)[0][1].startswith("reviewed_on is a formula without a value")
    assert the_next(quick, "D-100001") == (date(2026, 11, 20), None)


def test_the_other_family_of_headings_saved_as_csv(quick: Importer) -> None:
    cells = "D100001,x,x,04/05/2014,12,11/05/2026,x,28/08/2026,x,,,LAC,Alice"
    (report,) = quick.take(("list8.csv", f"{','.join(SSD_LIST_8)}\n{cells}\n".encode())).files
    assert counts(report) == (1, 1, 0, 0)
    assert the_next(quick, "D-100001")[1] == "second_review"


def test_a_child_who_left_and_came_back_is_in_the_list_twice(quick: Importer) -> None:
    again = child(since="2026-11-02")
    (report,) = quick.take(file(again, child(ceased_on=date(2026, 10, 1)))).files
    assert (counts(report), reasons(report)) == ((2, 1, 0, 0), [])
    assert notes(report) == [(3, "an earlier period of care; the later one is taken")]
    found = the_child(quick, "D-100001")
    assert (found.looked_after_on, found.left_care_on) == (date(2026, 11, 2), None)


def test_rows_about_the_same_period_must_agree(quick: Importer) -> None:
    (report,) = quick.take(file(child(), child(reviewed_on=date(2026, 6, 5)), child("D100002"))).files
    assert [line for line, _ in reasons(report)] == [2, 3]
