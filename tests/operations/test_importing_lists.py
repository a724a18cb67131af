"""Lists 7 and 9 of Annex A: the latest review conference, the latest pathway plan review, and the next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from bot.domain.series import EventKind
from storage.columns import metadata
from storage.tables import audit_event
from tests.files.workbooks import LIST_8, row, workbook
from tests.operations.importing_desk import Importer, counts, notes, reasons
from tests.operations.test_importing_903 import reviews_of, the_child
from tests.operations.test_importing_clocks import CHILD, happened, record

COMMON = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)")
LIST_7 = (
    *COMMON,
    "Does the Child have a Disability",
    "Child Protection Plan Start Date",
    "Initial Category of Abuse",
    "Latest Category of Abuse",
    "Date of the Last Statutory Visit",
    "Was the Child Seen Alone?",
    "Date of latest review conference",
    "Child Protection Plan End Date",
    "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
    "Number of Previous Child Protection Plans",
    "Allocated Team",
    "Allocated Worker",
)
LIST_9 = (
    *COMMON,
    "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)",
    "Does the Child have a Disability",
    "Allocated Team",
    "Allocated Worker",
    "Allocated Personal Advisor",
    "Eligibility Category",
    "Latest Pathway Plan Review Date",
    "LA in Touch",
    "Latest Date of Contact",
    "Type of Accommodation",
    "Suitability of Accommodation",
    "Activity Status",
)
SSD_LIST_7 = (
    "ChildUniqueID",
    "DateOfBirth",
    "ChildProtectionPlanStartDate",
    "DateOfLatestReviewConf",
    "ChildProtectionPlanEndDate",
    "AllocatedTeam",
)


@pytest.fixture
def importer(database_url: str) -> Importer:
    return Importer(database_url)


@pytest.fixture
def quick(sqlite_url: str) -> Importer:
    return Importer(sqlite_url)


def filled(headings: tuple[str, ...], cells: Mapping[str, Any]) -> list[Any]:
    """`Zebedee` stands in every column that is not to be read."""
    return [{"Child Unique ID": "D100001", **cells}.get(heading, "Zebedee") for heading in headings]


def plan(began: str, reviewed: str = "", ended: str = "", child: str = "D100001") -> list[Any]:
    cells = {
        "Child Unique ID": child,
        "Date of Birth": "04/05/2014",
        LIST_7[6]: began,
        LIST_7[11]: reviewed or None,
        LIST_7[12]: ended or None,
        "Allocated Team": "LAC",
    }
    return filled(LIST_7, cells)


def plans(*rows: list[Any]) -> tuple[str, bytes]:
    return "annex.xlsx", workbook({"List 7": [LIST_7, *rows]})


def pathway(reviewed: str | None) -> list[Any]:
    cells = {"Date of Birth": "04/05/2009", LIST_9[11]: reviewed, "Allocated Team": "LAC"}
    return filled(LIST_9, cells)


def found(importer: Importer) -> list[tuple[str, date, date | None, str | None]]:
    return [(one.kind, one.due_on, one.held_on, one.rule) for one in reviews_of(importer, CHILD)]


def test_the_conference_after_the_initial_one_is_due_in_three_months(importer: Importer) -> None:
    (report,) = importer.take(plans(plan("14/09/2026"))).files
    assert (report.kind, counts(report), report.planned) == ("Annex A List 7", (1, 1, 0, 0), 1)
    assert found(importer) == [("rcpc", date(2026, 12, 14), None, "first_review_conference")]
    assert happened(importer) == [("initial_conference", date(2026, 9, 14), None)]
    assert the_child(importer, CHILD).team == "LAC"


def test_the_next_one_is_due_six_months_after_the_latest(importer: Importer) -> None:
    importer.take(plans(plan("05/01/2026", "01/10/2026")))
    assert found(importer) == [
        ("rcpc", date(2026, 10, 1), date(2026, 10, 1), None),
        ("rcpc", date(2027, 4, 1), None, "later_review_conference"),
    ]


def test_a_later_list_tells_of_the_one_waited_for(quick: Importer) -> None:
    quick.take(plans(plan("14/09/2026")))
    quick.take(plans(plan("14/09/2026", "19/11/2026")))
    assert found(quick) == [
        ("rcpc", date(2026, 12, 14), date(2026, 11, 19), "first_review_conference"),
        ("rcpc", date(2027, 5, 19), None, "later_review_conference"),
    ]


def test_a_plan_that_ended_has_no_next_conference(quick: Importer) -> None:
    quick.take(plans(plan("14/09/2026")))
    quick.take(plans(plan("14/09/2026", "", "17/11/2026")))
    assert found(quick) == []
    assert [kind for kind, _, _ in happened(quick)] == ["initial_conference", "protection_ended"]


def test_a_second_plan_counts_for_itself(quick: Importer) -> None:
    (report,) = quick.take(plans(plan("02/11/2026"), plan("05/01/2026", "01/04/2026", "01/07/2026"))).files
    assert notes(report) == [(3, "an earlier plan; the later one is taken")]
    assert found(quick) == [("rcpc", date(2027, 2, 2), None, "first_review_conference")]


def test_what_an_iro_recorded_is_kept(quick: Importer) -> None:
    quick.take(plans(plan("14/09/2026", child="D100002")))
    quick.run("CHILD,DOB,REVIEW,REVIEW_CODE\nD100001,04/05/2014,05/06/2026,PN1\n")
    record(quick, EventKind.INITIAL_CONFERENCE, date(2026, 9, 10))
    (report,) = quick.take(plans(plan("14/09/2026"))).files
    assert happened(quick) == [("initial_conference", date(2026, 9, 10), None)]
    assert [why for _, why in notes(report)] == [
        "an initial conference is recorded with another day, which is kept"
    ]


def test_a_review_of_a_pathway_plan_is_followed_by_the_next(importer: Importer) -> None:
    file = ("annex.xlsx", workbook({"List 9": [LIST_9, pathway("12/08/2026")]}))
    (report,) = importer.take(file).files
    assert (report.kind, counts(report), report.planned) == ("Annex A List 9", (1, 1, 0, 0), 1)
    assert found(importer) == [
        ("pathway", date(2026, 8, 12), date(2026, 8, 12), None),
        ("pathway", date(2027, 2, 12), None, "pathway_review"),
    ]


def test_without_a_review_of_the_plan_none_is_worked_out(quick: Importer) -> None:
    (report,) = quick.take(("annex.xlsx", workbook({"List 9": [LIST_9, pathway(None)]}))).files
    assert notes(report)[0][1] == "no review of a pathway plan is told: no next one is worked out"
    assert found(quick) == []


def whole_workbook() -> tuple[str, bytes]:
    """A child who is in all three lists, as an eligible child on a plan may be."""
    cells = {"ceased_on": None, "reviewed_on": date(2026, 8, 28), "team": None, "born_on": date(2009, 5, 4)}
    care = row(LIST_8, child="D100001", looked_after_on=date(2020, 2, 3), **cells)
    sheets = {
        "List 7": [LIST_7, plan("14/09/2026")],
        "List 8": [LIST_8, care],
        "List 9": [LIST_9, pathway("12/08/2026")],
    }
    return "annex.xlsx", workbook(sheets)


def test_the_lists_of_a_workbook_go_in_together_and_again_change_nothing(importer: Importer) -> None:
    files = importer.take(whole_workbook()).files
    assert [one.kind for one in files] == ["Annex A List 8", "Annex A List 7", "Annex A List 9"]
    waiting = {one.kind: one.due_on for one in reviews_of(importer, CHILD) if one.held_on is None}
    assert waiting == {
        "cla": date(2027, 2, 28),
        "rcpc": date(2026, 12, 14),
        "pathway": date(2027, 2, 12),
    }
    before = {
        table.name: importer.rows(table) for table in metadata.sorted_tables if table is not audit_event
    }
    again = importer.take(whole_workbook()).files
    assert [counts(one)[1:] for one in again] == [(0, 0, 1)] * 3
    assert {name: importer.rows(metadata.tables[name]) for name in before} == before


def test_leaving_care_leaves_the_other_series_alone(quick: Importer) -> None:
    quick.take(whole_workbook())
    cells = {"reviewed_on": date(2026, 8, 28), "team": None, "born_on": date(2009, 5, 4)}
    left = row(
        LIST_8, child="D100001", looked_after_on=date(2020, 2, 3), ceased_on=date(2026, 11, 2), **cells
    )
    quick.take(("annex.xlsx", workbook({"List 8": [LIST_8, left]})))
    assert {one.kind for one in reviews_of(quick, CHILD) if one.held_on is None} == {"rcpc", "pathway"}


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (plan("21/11/2026"), "plan_began_on is after today"),
        (plan("14/09/2026", "", "13/09/2026"), "plan_ended_on is before plan_began_on"),
        (plan("nope"), "plan_began_on is not a date such as 2026-11-20 or 20/11/2026"),
    ],
)
def test_a_row_without_what_it_needs_is_rejected(quick: Importer, told: list[Any], why: str) -> None:
    (report,) = quick.take(plans(told)).files
    assert reasons(report) == [(2, why)]


def test_the_headings_of_the_dataset_saved_as_csv(quick: Importer) -> None:
    text = f"{','.join(SSD_LIST_7)}\nD100001,04/05/2014,14/09/2026,,,LAC\n"
    (report,) = quick.take(("list7.csv", text.encode())).files
    assert (report.kind, counts(report)) == ("Annex A List 7", (1, 1, 0, 0))


def test_names_ethnicity_and_postcodes_are_not_read(quick: Importer) -> None:
    report = quick.take(whole_workbook())
    stored = repr([quick.rows(table) for table in metadata.sorted_tables])
    assert "Zebedee" not in stored + "\n".join(report.lines())
