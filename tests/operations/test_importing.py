"""What all imports have in common: order, dry runs, rejected rows, the history, coming again."""

from __future__ import annotations

import hashlib

import pytest

from bot.domain.audit import first_fault
from bot.files.csv_in import read_csv
from bot.files.csv_out import written
from bot.operations.importing import STAFF_COLUMNS, export_people
from storage import people
from storage.columns import metadata
from storage.tables import addressee, audit_event, child, delivery, person
from tests.operations.importing_desk import ALLOCATIONS, STAFF, Importer, counts, notes, reasons

ADDRESSEES = (
    "team,stage,name,email\nLAC,1,Tariq Placeholder,tariq@example.org\n,2,Hanna Sample,hanna@example.org\n"
)
ALL = (ALLOCATIONS, ADDRESSEES, STAFF)


@pytest.fixture
def importer(database_url: str) -> Importer:
    return Importer(database_url)


def test_files_go_in_with_the_staff_first(importer: Importer) -> None:
    report = importer.run(*ALL)
    assert [file.kind for file in report.files] == ["staff", "addressees", "allocations"]
    assert [counts(file) for file in report.files] == [(5, 5, 0, 0), (2, 2, 0, 0), (4, 4, 0, 0)]
    assert not report.stopped
    assert importer.caseloads()["D-100001"] == "ines@example.org"


def test_importing_again_changes_nothing(importer: Importer) -> None:
    importer.run(*ALL)
    before = {
        table.name: importer.rows(table) for table in metadata.sorted_tables if table is not audit_event
    }
    report = importer.run(*ALL)
    assert [counts(file) for file in report.files] == [(5, 0, 0, 5), (2, 0, 0, 2), (4, 0, 0, 4)]
    assert {name: importer.rows(metadata.tables[name]) for name in before} == before


def test_no_import_writes_to_anybody(importer: Importer) -> None:
    importer.run(*ALL)
    assert importer.rows(delivery) == []


def test_a_dry_run_says_the_same_and_stores_nothing(importer: Importer) -> None:
    said = importer.run(*ALL, dry_run=True)
    assert importer.rows(person) == importer.rows(child) == importer.rows(addressee) == []
    assert importer.rows(audit_event) == []
    assert said.lines()[-1] == "Dry run: nothing was changed."
    assert importer.run(*ALL).files == said.files


def test_a_dry_run_of_new_staff_leaves_the_known_ones_their_children(importer: Importer) -> None:
    importer.run(*ALL)
    new = STAFF + "Nia Demo,nia@example.org,,iro,,mona@example.org\n"
    moved = ALLOCATIONS.replace("D-100003,ines@", "D-100003,nia@")
    said = importer.run(new, moved, dry_run=True)
    assert [counts(file) for file in said.files] == [(6, 1, 0, 5), (4, 0, 1, 3)]
    assert said.files[1].released == 0
    assert importer.run(new, moved).files == said.files


def test_a_rejected_row_stops_its_file_and_no_other(importer: Importer) -> None:
    report = importer.run(STAFF, ADDRESSEES + "LAC,9,Somebody Demo,s@example.org\n", ALLOCATIONS)
    assert [file.stopped for file in report.files] == [False, True, False]
    assert report.stopped
    assert importer.rows(addressee) == []
    assert len(importer.rows(child)) == 4
    assert counts(report.files[1]) == (3, 0, 0, 0)
    assert "nothing of this file was imported" in "\n".join(report.lines())


def test_rejected_rows_may_be_skipped(importer: Importer) -> None:
    report = importer.one(STAFF + "Nobody,not-an-email,,iro,,\n", skip_rejected=True)
    assert counts(report) == (6, 5, 0, 0)
    assert reasons(report) == [(7, "email is not an e-mail address")]
    assert not report.stopped


def test_a_stopped_staff_file_stops_the_allocations_of_its_people(importer: Importer) -> None:
    report = importer.run(STAFF + "X,x,,iro,,\n", ALLOCATIONS)
    assert [file.stopped for file in report.files] == [True, True]
    assert reasons(report.files[1])[0] == (2, "iro_email is nobody's on the staff; import the staff first")


def test_the_history_keeps_the_file_s_digest_and_the_counts(importer: Importer) -> None:
    importer.run(STAFF)
    importer.run(STAFF)
    events = importer.events("import:staff")
    assert first_fault(events) is None
    assert [(event.actor, event.action) for event in events] == [("command line", "imported")] * 2
    assert events[0].facts == {
        "sha256": hashlib.sha256(STAFF.encode()).hexdigest(),
        "read": 5,
        "added": 5,
        "changed": 0,
        "unchanged": 0,
        "released": 0,
        "rejected": 0,
        "noted": 0,
    }
    assert events[1].facts["unchanged"] == 5


def test_a_stopped_file_is_no_event(importer: Importer) -> None:
    importer.run(STAFF + "X,x,,iro,,\n")
    assert importer.events("import:staff") == []


def test_the_same_row_twice_is_noted_and_counts_once(importer: Importer) -> None:
    report = importer.one(STAFF + STAFF.splitlines()[2] + "\n")
    assert counts(report) == (6, 5, 0, 0)
    assert notes(report) == [(7, "repeats line 3")]


def test_rows_that_do_not_agree_are_all_rejected(importer: Importer) -> None:
    report = importer.one(STAFF + "Oskar Other,OSKAR@example.org,,iro,,\n", skip_rejected=True)
    why = "lines 3, 7 are about the same and do not agree"
    assert reasons(report) == [(3, why), (7, why)]
    assert "oskar@example.org" not in {row.email for row in importer.ask(people.everyone)}


def test_the_lines_said_are_short_however_much_is_wrong(importer: Importer) -> None:
    rows = "".join(f"X{number},bad,,iro,,\n" for number in range(1000))
    lines = importer.run(STAFF + rows).lines()
    assert lines[0] == "file1.csv (staff): 1,005 read, 0 added, 0 changed, 0 unchanged, 1,000 rejected"
    assert "  and 980 more rejected (--dry-run lists all)" in lines
    assert len(lines) < 30


def test_columns_that_were_not_read_are_named(importer: Importer) -> None:
    report = importer.run(STAFF, "child,iro_email,Forename\nD-100001,ines@example.org,Alice\n")
    assert "  columns not read: Forename" in report.lines()
    assert "Alice" not in "\n".join(report.lines())


def test_people_come_out_in_the_columns_they_go_in_by(importer: Importer) -> None:
    importer.run(STAFF.replace("Ada Demo", '"=Ada, ""Demo"""'))
    text = written(STAFF_COLUMNS, importer.ask(export_people))
    assert text.startswith("name,email,aad_object_id,roles,team,manager_email\r\n\"'=Ada, ")
    assert read_csv("people.csv", text.encode()).read == 5
    assert counts(importer.one(text)) == (5, 0, 0, 5)


def test_a_hundred_thousand_allocations_go_in(sqlite_url: str) -> None:
    importer = Importer(sqlite_url)
    rows = "".join(f"D-{number},ines@example.org,LAC,CLA,\n" for number in range(100_000, 200_000))
    text = "child,iro_email,team,status,linked\n" + rows
    assert counts(importer.run(STAFF, text).files[1]) == (100_000, 100_000, 0, 0)
    assert counts(importer.one(text.replace("ines@", "oskar@"))) == (100_000, 0, 100_000, 0)
