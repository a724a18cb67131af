from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from storage.tables import child, delivery, person, review
from tests.operations.importing_desk import ALLOCATIONS, STAFF, Importer, counts, notes, reasons

HEADINGS = "child,kind,due_on,planned_on,held_on,participation,late_reason,rearranged\n"
REVIEWS = f"""{HEADINGS}D-100001,,2026-09-01,2026-08-28,28/08/2026,PN1,,2
D-100001,cla,2027-02-28,,,,,
d 100003,RCPC,2026-10-02,,05/10/2026,pn7,"The social worker was ill,
and nobody stood in",
D-900001,Short Break,2026-12-01,,,,,
"""


@pytest.fixture
def importer(database_url: str) -> Importer:
    importer = Importer(database_url)
    importer.run(STAFF, ALLOCATIONS)
    return importer


@pytest.fixture
def quick(sqlite_url: str) -> Importer:
    return Importer(sqlite_url)


def stored(importer: Importer) -> list[tuple[object, ...]]:
    columns = [child.c.reference, *(review.c[name] for name in _COLUMNS)]
    query = sa.select(*columns).join(child, child.c.id == review.c.child_id)
    found = importer.ask(
        lambda work: work.db.execute(query.order_by(child.c.reference, review.c.due_on)).all()
    )
    return [tuple(str(one) for one in row) for row in found]


_COLUMNS = ("kind", "due_on", "planned_on", "held_on", "participation", "late_reason", "rearranged")


def test_reviews_are_kept_as_the_file_says(importer: Importer) -> None:
    assert counts(importer.one(REVIEWS)) == (4, 4, 0, 0)
    late = "The social worker was ill,\nand nobody stood in"
    assert stored(importer) == [
        ("D-100001", "cla", "2026-09-01", "2026-08-28", "2026-08-28", "PN1", "", "2"),
        ("D-100001", "cla", "2027-02-28", "None", "None", "None", "", "0"),
        ("D-100003", "rcpc", "2026-10-02", "None", "2026-10-05", "PN7", late, "0"),
        ("D-900001", "short_break", "2026-12-01", "None", "None", "None", "", "0"),
    ]
    assert importer.rows(delivery) == []


def test_a_child_whom_no_list_names_is_added_without_an_iro(importer: Importer) -> None:
    importer.one(REVIEWS)
    assert importer.caseloads()["D-900001"] is None
    importer.one("child,iro_email\nD-900001,oskar@example.org\nD-200001,oskar@example.org\n")
    assert importer.caseloads()["D-900001"] == "oskar@example.org"


def test_again_changes_nothing(importer: Importer) -> None:
    importer.one(REVIEWS)
    before = importer.rows(review)
    assert counts(importer.one(REVIEWS)) == (4, 0, 0, 4)
    assert importer.rows(review) == before


def test_a_review_that_was_due_and_is_held_since_is_the_same_review(importer: Importer) -> None:
    importer.one(REVIEWS)
    assert counts(importer.one(f"{HEADINGS}D-100001,cla,2027-02-28,,2026-11-18,PN4,,1\n")) == (1, 0, 1, 0)
    assert len(stored(importer)) == 4
    later = ("D-100001", "cla", "2027-02-28", "None", "2026-11-18", "PN4", "", "1")
    assert stored(importer)[1] == later
    report = importer.one(REVIEWS)
    assert counts(report) == (4, 0, 0, 4)
    assert notes(report) == [(3, "is recorded as held since; left as it is")]
    assert stored(importer)[1] == later


def test_a_corrected_file_corrects_and_a_blank_cell_takes_nothing_away(importer: Importer) -> None:
    importer.one(REVIEWS)
    corrected = f"{HEADINGS}D-100001,,2026-09-01,,28/08/2026,PN3,,\n"
    assert counts(importer.one(corrected)) == (1, 0, 1, 0)
    assert stored(importer)[0] == (
        "D-100001", "cla", "2026-09-01", "2026-08-28", "2026-08-28", "PN3", "", "2",
    )  # fmt: skip
    assert counts(importer.one(corrected)) == (1, 0, 0, 1)


def test_what_an_iro_recorded_here_stays(importer: Importer) -> None:
    importer.one(REVIEWS)

    def record(work):  # type: ignore[no-untyped-def]
        ines = work.db.execute(sa.select(person.c.id).where(person.c.email == "ines@example.org")).scalar()
        work.db.execute(sa.update(review).where(review.c.rearranged == 2).values(recorded_by=ines))

    importer.ask(record)
    report = importer.one(REVIEWS.replace("PN1", "PN2"))
    assert counts(report) == (4, 0, 0, 4)
    assert [line for line, _ in notes(report)] == [2]
    assert stored(importer)[0][5] == "PN1"
    for other_day in ("2026-09-01,,2026-08-29", "2026-09-02,,2026-08-28"):
        report = importer.one(f"{HEADINGS}D-100001,cla,{other_day},,,\n")
        assert counts(report) == (1, 0, 0, 1)
        assert [line for line, _ in notes(report)] == [2]


def test_what_an_iro_arranged_anew_stays_and_that_it_was_held_is_taken(importer: Importer) -> None:
    importer.one(f"{HEADINGS}D-100001,,2026-12-01,2026-11-28,,,,\n")
    moved = sa.update(review).values(planned_on=date(2026, 11, 19), rearranged=1, version=2)
    importer.ask(lambda work: work.db.execute(moved))
    report = importer.one(f"{HEADINGS}D-100001,,2026-12-01,2026-11-28,2026-11-19,PN1,,\n")
    assert counts(report) == (1, 0, 1, 0)
    assert [line for line, _ in notes(report)] == [2]
    assert stored(importer) == [
        ("D-100001", "cla", "2026-12-01", "2026-11-19", "2026-11-19", "PN1", "", "1"),
    ]


def test_nobody_takes_part_in_a_review_that_was_not_held(quick: Importer) -> None:
    report = quick.one(f"{HEADINGS}D-100001,,2026-12-01,,,PN1,,\n")
    assert notes(report) == [(2, "participation is written, but held_on is not; left blank")]
    assert stored(quick)[0][5] == "None"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",cla,2026-09-01,,,,,", "child is blank"),
        ("Alice Realname,cla,2026-09-01,,,,,", "child is not in the form of a reference"),
        ("D-100001,cla,,,,,,", "due_on is blank"),
        ("D-100001,cla,31/09/2026,,,,,", "due_on is not a date such as 2026-11-20 or 20/11/2026"),
        ("D-100001,cla,01/09/26,,,,,", "due_on is not a date such as 2026-11-20 or 20/11/2026"),
        ("D-100001,cla,0206-09-01,,,,,", "due_on is not a date of 1990 to 2099"),
        ("D-100001,lunch,2026-09-01,,,,,", "kind is none of cla, short_break, icpc, rcpc"),
        ("D-100001,cla,2026-09-01,,soon,,,", "held_on is not a date such as 2026-11-20 or 20/11/2026"),
        ("D-100001,cla,2026-09-01,,2026-11-21,,,", "held_on lies ahead"),
    ],
)
def test_a_field_that_is_needed(quick: Importer, row: str, why: str) -> None:
    report = quick.one(HEADINGS + row + "\n")
    ((line, said),) = reasons(report)
    assert line == 2
    assert said.startswith(why)
    assert report.stopped
    assert quick.rows(review) == quick.rows(child) == []


def test_another_field_is_noted_and_left_blank(quick: Importer) -> None:
    report = quick.one(f"{HEADINGS}D-100001,,2026-09-01,soon,2026-09-01T14:30:00,PN9,,often\n")
    assert counts(report) == (1, 1, 0, 0)
    assert notes(report) == [
        (2, "planned_on is not a date such as 2026-11-20 or 20/11/2026; left blank"),
        (2, "participation is none of PN0 to PN7; left blank"),
        (2, "rearranged is not how many times, such as 2; left blank"),
    ]
    assert stored(quick) == [("D-100001", "cla", "2026-09-01", "None", "2026-09-01", "None", "", "0")]


def test_a_reference_of_an_older_form_is_kept_and_noted(quick: Importer) -> None:
    report = quick.one(f"{HEADINGS}SWIFT-00481,,2012-09-01,,2012-09-01,,,\n4410293,,2026-12-01,,,,,\n")
    assert reasons(report) == [(2, "child is not in the form of a reference")]
    report = quick.one(f"{HEADINGS}SW-00481,,2012-09-01,,2012-09-01,,,\n4410293,,2026-12-01,,,,,\n")
    assert notes(report) == [(2, "child is of another form than the policy's references; kept as it is")]
    assert {row[0] for row in stored(quick)} == {"SW-00481", "4410293"}


def test_the_same_review_twice_and_two_that_do_not_agree(quick: Importer) -> None:
    twice = f"{HEADINGS}D-100001,,2026-09-01,,,,,\nD-100001,,2026-09-01,,,,,\n"
    assert notes(quick.one(twice)) == [(3, "repeats line 2")]
    differ = f"{HEADINGS}D-100001,,2026-09-01,,,,,1\nD-100001,CLA,2026-09-01,,,,,2\n"
    assert [line for line, _ in reasons(quick.one(differ))] == [2, 3]


def test_names_and_dates_of_birth_are_not_read(quick: Importer) -> None:
    quick.one("CHILD,Forename,DOB,Due on,Ethnicity\nD-100001,Alice,2015-01-02,2026-12-01,WBRI\n")
    kept = repr([quick.rows(table) for table in (child, review)])
    assert not any(secret in kept for secret in ("Alice", "2015", "WBRI"))
