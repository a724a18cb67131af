from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.domain.reviews import Child
from storage import children
from storage.tables import child
from tests.operations.importing_desk import ALLOCATIONS, STAFF, Importer, counts, notes, reasons

INES, OSKAR = "ines@example.org", "oskar@example.org"
HEADINGS = "CHILD,IRO_EMAIL\n"


@pytest.fixture
def importer(database_url: str) -> Importer:
    importer = Importer(database_url)
    importer.run(STAFF, ALLOCATIONS)
    return importer


def the_child(importer: Importer, reference: str) -> Child:
    found = importer.ask(lambda work: children.child_by_reference(work, reference))
    assert found is not None
    return found


def test_a_child_is_kept_as_the_file_says(importer: Importer) -> None:
    found = the_child(importer, "D-100003")
    assert (found.iro_name, found.team, found.status, found.linked) == ("Ines Example", "Locality", "CP", "")
    assert the_child(importer, "D-100001").linked == the_child(importer, "D-100002").linked == "S-1"


def test_a_child_who_is_no_longer_listed_loses_that_iro(importer: Importer) -> None:
    report = importer.one(f"{HEADINGS}D-100001,{INES}\nD-100004,{INES}\n")
    assert counts(report) == (2, 1, 0, 1)
    assert report.released == 2
    assert importer.caseloads() == {
        "D-100001": INES,
        "D-100002": None,
        "D-100003": None,
        "D-100004": INES,
        "D-200001": OSKAR,
    }


def test_a_child_moves_to_the_iro_who_lists_them(importer: Importer) -> None:
    report = importer.one(f"{HEADINGS}D-200001,{INES}\nD-100001,{INES}\nD-100002,{INES}\nD-100003,{INES}\n")
    assert counts(report) == (4, 0, 1, 3)
    assert report.released == 0
    assert set(importer.caseloads().values()) == {INES}


def test_a_child_who_left_comes_back(importer: Importer) -> None:
    importer.one(f"{HEADINGS}D-100001,{INES}\n")
    assert counts(importer.one(ALLOCATIONS)) == (4, 0, 2, 2)
    assert importer.caseloads()["D-100003"] == INES


def test_a_column_that_is_not_there_leaves_what_is_known(importer: Importer) -> None:
    importer.one(f"{HEADINGS}D-100003,{INES}\n")
    found = the_child(importer, "D-100003")
    assert (found.team, found.status) == ("Locality", "CP")


@pytest.mark.parametrize(
    "written",
    ["d-100001", " D - 100001 ", "D100001", "LL D-100001", "ll:d100001", "Liquid  Logic D-100001"],
)
def test_a_reference_is_kept_in_its_canonical_form(importer: Importer, written: str) -> None:
    report = importer.one(f"{HEADINGS}{written},{INES}\n")
    assert counts(report) == (1, 0, 0, 1)


@pytest.mark.parametrize(
    "written", ["Alice Realname", "D-10000", "12/03/2015", "", "D-100001.0", "X" * 60, "LL"]
)
def test_what_is_no_reference_is_rejected_and_not_repeated(importer: Importer, written: str) -> None:
    report = importer.one(f"{HEADINGS}{written},{INES}\n")
    assert report.stopped
    ((line, why),) = reasons(report)
    assert line == 2
    assert why in ("child is not in the form of a reference", "child is blank")


def test_two_spellings_of_a_child_are_one(importer: Importer) -> None:
    report = importer.one(f"{HEADINGS}D-100001,{INES}\nd100001,{OSKAR}\n")
    assert [line for line, _ in reasons(report)] == [2, 3]


def test_an_iro_must_be_on_the_staff_and_be_one(importer: Importer) -> None:
    report = importer.one(f"{HEADINGS}D-100001,nobody@example.org\nD-100002,mona@example.org\n")
    assert reasons(report) == [
        (2, "iro_email is nobody's on the staff; import the staff first"),
        (3, "iro_email is not an IRO's"),
    ]


def test_a_status_that_is_none_is_noted(importer: Importer) -> None:
    report = importer.one(f"child,iro_email,status\nD-100001,{INES},cla\nD-100002,{INES},In care\n")
    assert notes(report) == [(3, "status is neither CLA nor CP; left blank")]
    assert the_child(importer, "D-100001").status == "CLA"
    assert the_child(importer, "D-100002").status == ""


def test_a_child_whose_row_is_skipped_keeps_their_iro(importer: Importer) -> None:
    text = f"{HEADINGS}D-100001,{INES}\nD-100002,nobody@example.org\nD-100003,not an address\n"
    report = importer.one(text, skip_rejected=True)
    assert report.released == 0
    assert importer.caseloads()["D-100002"] == importer.caseloads()["D-100003"] == INES


def test_an_iro_with_an_unreadable_row_loses_nobody(importer: Importer) -> None:
    text = f"{HEADINGS}D-100001,{INES}\n???,{INES}\nD-200002,{OSKAR}\n"
    report = importer.one(text, skip_rejected=True)
    assert report.released == 1
    assert importer.caseloads() == {
        "D-100001": INES,
        "D-100002": INES,
        "D-100003": INES,
        "D-200001": None,
        "D-200002": OSKAR,
    }


def test_nobody_loses_a_child_where_a_row_says_neither_child_nor_iro(importer: Importer) -> None:
    text = f"{HEADINGS}D-100001,{INES}\n???,???\n"
    assert importer.one(text, skip_rejected=True).released == 0


def test_no_name_or_date_of_birth_reaches_the_database(importer: Importer) -> None:
    importer.one(
        f"child,name,dob,ethnicity,postcode,iro_email\nD-100009,Alice,2015-01-02,WBRI,S1 2AB,{INES}\n"
    )
    rows = importer.ask(lambda work: work.db.execute(sa.select(child)).all())
    assert not any(secret in repr(rows) for secret in ("Alice", "2015", "WBRI", "S1 2AB"))
