from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from bot.domain.concerns import Concern, EntryKind
from bot.domain.policy_file import load_policy
from storage import concerns
from storage.concern_tables import concern, step
from storage.tables import delivery
from tests.audits import fault_in_history
from tests.operations.importing_desk import ALLOCATIONS, STAFF, Importer, counts, notes, reasons

HEADINGS = (
    "reference,child,kind,raised_on,raised_by,team,stages,status,themes,"
    "resolved_on,resolved_stage,outcome,narrative\n"
)
THEMES = "Lack of appropriate education provision|concern around PLACEMENT suitability."
HISTORY = f"""{HEADINGS}E1,D-100001,escalation,2017-04-03,ines@example.org,lac,1@2017-04-03|2@2017-05-02,CLA,\
{THEMES},2017-05-30,2,School found,"No school place.
Twice asked for."
C1,D-900001,challenge,03/04/2017,Somebody Demo,,,cp,,10/04/2017,informal,,
O1,D-100001,escalation,2026-11-16,,LAC,1@2026-11-16|2@2026-11-18,CLA,,,,,Drift
O2,D-100001,challenge,2026-11-16,,,,,,,,,
"""
HISTORY_WITHOUT_STAGES = f"{HEADINGS}L1,D-100001,escalation,2020-06-01,,,,,,,,,\n"


@pytest.fixture
def importer(database_url: str) -> Importer:
    importer = Importer(database_url)
    importer.run(STAFF, ALLOCATIONS)
    return importer


@pytest.fixture
def quick(sqlite_url: str) -> Importer:
    return Importer(sqlite_url)


def kept(importer: Importer, reference: str) -> Concern:
    query = sa.select(concern.c.id).where(concern.c.outside_ref == reference)
    found = importer.ask(lambda work: concerns.concern_by_id(work, work.db.execute(query).scalar_one()))
    assert found is not None
    return found


def test_a_closed_escalation_is_kept_as_the_file_says(importer: Importer) -> None:
    assert counts(importer.one(HISTORY)) == (4, 4, 0, 0)
    found = kept(importer, "E1")
    assert (found.child, found.team, found.child_status) == ("D-100001", "LAC", "CLA")
    assert (found.status, found.opened_on, found.escalated_on) == (
        "resolved", date(2017, 4, 3), date(2017, 4, 3),
    )  # fmt: skip
    assert found.themes == (
        "Lack of appropriate education provision", "Concern around placement suitability.",
    )  # fmt: skip
    assert [(one.stage, one.raised_on, one.due_on) for one in found.steps] == [
        (1, date(2017, 4, 3), None),
        (2, date(2017, 5, 2), None),
    ]
    assert (found.resolved_on, found.resolved_stage, found.outcome) == (
        date(2017, 5, 30), 2, "School found",
    )  # fmt: skip
    (first,) = found.entries
    assert (first.kind, first.by_name) == (EntryKind.OPENED, "Ines Example")
    assert first.text == "No school place.\nTwice asked for."
    assert found.not_filed == 0


def test_a_challenge_resolved_informally(importer: Importer) -> None:
    importer.one(HISTORY)
    found = kept(importer, "C1")
    assert (found.kind, found.resolved_stage, found.child_status) == ("challenge", 0, "CP")
    assert (found.team, found.iro_id, found.steps) == ("", None, ())
    assert (found.raised_by_said, found.entries[0].by_name) == ("Somebody Demo", "imported")


def test_what_is_open_gets_its_clock_from_the_policy_and_reminds_nobody(importer: Importer) -> None:
    report = importer.one(HISTORY)
    formal, informal = kept(importer, "O1"), kept(importer, "O2")
    assert (formal.next_date, formal.total_due_on) == (date(2026, 11, 25), date(2026, 12, 14))
    assert informal.next_date == date(2026, 11, 20)
    assert notes(report) == [
        (6, "an open challenge without a promised day: the day of this import stands as its date")
    ]
    assert importer.ask(fault_in_history) is None
    assert importer.rows(delivery) == []


def test_an_open_escalation_without_stages_has_its_20_days(quick: Importer) -> None:
    assert counts(quick.one(HISTORY_WITHOUT_STAGES)) == (1, 1, 0, 0)
    found = kept(quick, "L1")
    assert (found.steps, found.escalated_on, found.next_date) == ((), date(2020, 6, 1), date(2020, 6, 29))


def test_again_changes_nothing(importer: Importer) -> None:
    importer.one(HISTORY)
    before = [importer.rows(table) for table in (concern, step)]
    assert counts(importer.one(HISTORY)) == (4, 0, 0, 4)
    assert [importer.rows(table) for table in (concern, step)] == before
    assert len(importer.events(f"concern:{kept(importer, 'E1').id}")) == 1


def test_a_corrected_file_corrects_a_record_that_nobody_has_worked_on(importer: Importer) -> None:
    importer.one(HISTORY)
    corrected = HISTORY.replace("2@2017-05-02", "2@2017-05-03").replace("Twice asked", "Three times asked")
    assert counts(importer.one(corrected)) == (4, 0, 1, 3)
    found = kept(importer, "E1")
    assert [one.raised_on for one in found.steps] == [date(2017, 4, 3), date(2017, 5, 3)]
    assert [(one.text.split()[-3], one.undone) for one in found.entries] == [
        ("Twice", True),
        ("times", False),
    ]
    assert [event.action for event in importer.events(f"concern:{found.id}")] == ["imported"] * 2
    assert counts(importer.one(corrected)) == (4, 0, 0, 4)
    assert importer.ask(fault_in_history) is None


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",D-100001,escalation,2017-04-03,,,,,,,,,", "reference is blank"),
        ("E1,Alice,escalation,2017-04-03,,,,,,,,,", "child is not in the form of a reference"),
        ("E1,D-100001,,2017-04-03,,,,,,,,,", "kind is blank"),
        ("E1,D-100001,dispute,2017-04-03,,,,,,,,,", "kind is none of challenge, escalation"),
        ("E1,D-100001,escalation,,,,,,,,,,", "raised_on is blank"),
        ("E1,D-100001,escalation,2026-12-01,,,,,,,,,", "raised_on lies ahead"),
    ],
)  # fmt: skip
def test_what_cannot_be(quick: Importer, row: str, why: str) -> None:
    report = quick.one(f"{HEADINGS}{row}\n")
    ((line, said),) = reasons(report)
    assert line == 2
    assert said.startswith(why)
    assert quick.rows(concern) == []


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("E1,D-100001,escalation,2017-04-03,,,1,,,,,,", "stages is not stages with their dates"),
        ("E1,D-100001,escalation,2017-04-03,,,1@soon,,,,,,", "stages has a part that is not a date"),
        ("E1,D-100001,escalation,2017-04-03,,,x@2017-04-03,,,,,,", "stages has a part that is not a stage"),
        ("E1,D-100001,escalation,2017-04-03,,,7@2017-04-03,,,,,,", "stages has one that is not on"),
        ("E1,D-100001,escalation,2017-04-03,,,1@2017-04-02,,,,,,", "stages has a date before raised_on"),
        ("E1,D-100001,escalation,2017-04-03,,,1@2026-12-01,,,,,,", "stages has a date that lies ahead"),
        ("E1,D-100001,escalation,2017-04-03,,,2@2017-04-03|1@2017-04-04,,,,,,", "stages run backwards"),
        ("E1,D-100001,escalation,2017-04-03,,,1@2017-04-03|1@2017-04-04,,,,,,", "stages run backwards"),
        ("E1,D-100001,challenge,2017-04-03,,,1@2017-04-03,,,,,,", "stages are written, but kind is"),
        ("E1,D-100001,escalation,2017-04-03,,,,,,never,,,", "resolved_on is not a date"),
        ("E1,D-100001,escalation,2017-04-03,,,,,,2017-04-02,,,", "resolved_on lies before raised_on"),
        ("E1,D-100001,escalation,2017-04-03,,,1@2017-05-03,,,2017-05-02,,,", "resolved_on lies before"),
        ("E1,D-100001,escalation,2017-04-03,,,,,,2026-11-21,,,", "resolved_on lies ahead"),
    ],
)  # fmt: skip
def test_what_it_does_not_need_is_noted(quick: Importer, row: str, why: str) -> None:
    """Of a record only its reference, child, kind and first day are needed."""
    report = quick.one(f"{HEADINGS}{row}\n")
    assert not report.stopped
    assert [line for line, said in notes(report) if said.startswith(why)] == [2]
    assert len(quick.rows(concern)) == 1


def test_what_is_noted_and_how_it_is_kept(quick: Importer) -> None:
    row = "E1,SW-00481,escalation,2012-04-03,,Night shift,1@2012-04-03,In care,Weather,2012-05-01,9,,"
    report = quick.one(f"{HEADINGS}{row}\nE2,D-100001,escalation,2020-04-03,,,,,,,2,,\n")
    assert not report.stopped
    assert notes(report) == [
        (2, "status is neither CLA nor CP; left blank"),
        (2, "child is of another form than the policy's references; kept as it is"),
        (2, "team is not one of the policy's; kept as it is written"),
        (2, "resolved_stage is not on the policy's ladder; left blank"),
        (2, "themes has one that the policy does not have; kept as it is written"),
        (3, "resolved_stage is written but resolved_on is not: it stays open"),
    ]
    found = kept(quick, "E1")
    assert (found.team, found.child_status, found.themes, found.resolved_stage) == (
        "Night shift", "", ("Weather",), None,
    )  # fmt: skip


@pytest.mark.parametrize(("authority", "number"), [("rotherham", 5), ("durham", 99)])
def test_cafcass_by_its_name_at_any_point(sqlite_url: str, authority: str, number: int) -> None:
    importer = Importer(sqlite_url, load_policy(authority))
    row = "E1,4410293,escalation,2020-04-03,,,Cafcass@2020-04-03|2@2020-04-06,,,2020-05-01,cafcass,,"
    assert notes(importer.one(f"{HEADINGS}{row}\n")) == []
    found = kept(importer, "E1")
    assert [one.stage for one in found.steps] == [number, 2]
    assert found.resolved_stage == number


def test_the_label_of_no_theme_is_no_theme(sqlite_url: str) -> None:
    importer = Importer(sqlite_url, load_policy("lincolnshire"))
    report = importer.one(f"{HEADINGS}E1,4410293,escalation,2022-06-03,,,,,Blank,2022-06-04,,,\n")
    assert notes(report) == []
    assert kept(importer, "E1").themes == ()
