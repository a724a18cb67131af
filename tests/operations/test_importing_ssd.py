"""Extracts of the Standard Safeguarding Dataset, joined by their ids."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.reviews import Participation
from storage.columns import metadata
from storage.tables import audit_event
from tests.operations.importing_desk import ALLOCATIONS, STAFF, Importer, counts, notes, reasons
from tests.operations.test_importing_903 import reviews_of, the_child, the_next

REVIEWS = (
    "clar_cla_review_id,clar_cla_id,clar_cla_person_id,clar_cla_review_due_date,clar_cla_review_date,"
    "clar_cla_review_cancelled,clar_cla_review_participation\n"
)
EPISODES = (
    "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,"
    "clae_cla_primary_need_code,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id,"
    "clae_referral_id,clae_cla_placement_id,clae_entered_care_date,clae_cla_last_iro_contact_date\n"
)
INVOLVEMENTS = (
    "invo_involvements_id,invo_professional_id,invo_professional_role_id,invo_professional_team,"
    "invo_involvement_start_date,invo_involvement_end_date,invo_worker_change_reason,invo_person_id,"
    "invo_referral_id\n"
)
PROFESSIONALS = (
    "prof_professional_id,prof_staff_id,prof_professional_name,prof_social_worker_registration_no,"
    "prof_professional_job_title,prof_professional_caseload,prof_professional_department,"
    "prof_full_time_equivalency,prof_agency_worker_flag\n"
)


def reviews(*rows: str) -> str:
    """`cla person due held cancelled code`, `-` for blank."""
    filled = (row.replace("-/", "/").split() for row in rows)
    return REVIEWS + "".join(
        f"R{n}," + ",".join("" if cell == "-" else cell for cell in row) + "\n"
        for n, row in enumerate(filled)
    )


def episodes(*rows: str) -> str:
    """`person cla start reason ceased because entered`, `-` for blank."""
    text = EPISODES
    for number, row in enumerate(rows):
        person, cla, start, reason, ceased, because, entered = (
            "" if one == "-" else one for one in row.split()
        )
        text += (
            f"E{number},{person},{start},{reason},N1,{ceased},{because},{cla},F1,P1,{entered},2026-11-01\n"
        )
    return text


def involved(*rows: str) -> str:
    """`professional role start end person`, `-` for blank."""
    text = INVOLVEMENTS
    for number, row in enumerate(rows):
        who, role, start, end, person = ("" if one == "-" else one for one in row.split())
        text += f"I{number},{who},{role},Some team,{start},{end},,{person},F1\n"
    return text


def professionals(*rows: str) -> str:
    """`id staff-id`."""
    return PROFESSIONALS + "".join(
        f"{who},{staff_id},Worker Realname,SW1,IRO,60,IRO service,1,N\n"
        for who, staff_id in map(str.split, rows)
    )


CARE = episodes(
    "D100001 C1 2026-05-11T00:00:00 S 2026-06-01 X1 2026-05-11",
    "D100001 C1 2026-06-01 L - - 2026-05-11",
    "D100002 C2 2026-09-01 P NULL NULL 2020-02-03",
    "D100003 C3 2025-01-06 S 2026-10-01 E4A 2025-01-06",
)
HELD = reviews(
    "C1 D100001 2026-06-09 2026-06-05 N PN1",
    "C1 D100001 2026-09-05 - N -",
    "C2 - 2026-09-10 2026-09-08T10:30:00 N PN7",
    "C2 - 2027-03-08 2027-02-18 N -",
    "C3 D100003 2025-12-01 2025-11-28 N PN2",
    "C3 D100003 2026-05-28 - N -",
)
WHO = (
    involved("P1 IRO 2026-05-12 - D100001", "P9 SW 2026-05-12 - D100001", "P2 IRO 2020-02-03 - D100002"),
    professionals("P1 ines", "P2 OSKAR@example.org", "P9 tariq@example.org"),
)


@pytest.fixture
def importer(database_url: str) -> Importer:
    return Importer(database_url)


@pytest.fixture
def quick(sqlite_url: str) -> Importer:
    return Importer(sqlite_url)


def test_extracts_go_in_together(importer: Importer) -> None:
    report = importer.run(STAFF, HELD, CARE, *WHO)
    assert [(file.kind, *counts(file)) for file in report.files[1:]] == [
        ("SSD ssd_cla_episodes", 4, 3, 0, 0),
        ("SSD ssd_cla_reviews", 6, 5, 0, 0),
        ("SSD ssd_professionals", 3, 0, 0, 0),
        ("SSD ssd_involvements", 2, 2, 0, 0),
    ]
    assert importer.caseloads() == {
        "D-100001": "ines@example.org",
        "D-100002": "oskar@example.org",
        "D-100003": None,
    }
    held, waiting = reviews_of(importer, "D-100001")
    assert (held.held_on, held.due_on, held.participation) == (
        date(2026, 6, 5),
        date(2026, 6, 9),
        Participation.PN1,
    )
    assert (waiting.due_on, waiting.rule) == (date(2026, 9, 5), None)
    assert the_child(importer, "D-100001").looked_after_on == date(2026, 5, 11)
    assert the_child(importer, "D-100003").left_care_on == date(2026, 10, 1)


def test_importing_again_changes_nothing(importer: Importer) -> None:
    importer.run(STAFF, HELD, CARE, *WHO)
    before = {
        table.name: importer.rows(table) for table in metadata.sorted_tables if table is not audit_event
    }
    report = importer.run(HELD, CARE, *WHO)
    assert [counts(file)[1:] for file in report.files] == [(0, 0, 3), (0, 0, 5), (0, 0, 0), (0, 0, 2)]
    assert {name: importer.rows(metadata.tables[name]) for name in before} == before


def test_a_review_without_its_child_is_joined_by_the_period_of_care(quick: Importer) -> None:
    quick.run(HELD, CARE)
    held, waiting = reviews_of(quick, "D-100002")
    assert held.held_on == date(2026, 9, 8)
    assert (waiting.due_on, waiting.planned_on) == (date(2027, 3, 8), date(2027, 2, 18))


def test_a_review_of_nobody_is_rejected(quick: Importer) -> None:
    report = quick.run(CARE, reviews("C9 - 2026-06-09 2026-06-05 N PN1"))
    assert reasons(report.files[1]) == [(2, "clar_cla_person_id is not in the form of a reference")]


def test_no_review_is_waited_for_after_care(quick: Importer) -> None:
    quick.run(HELD, CARE)
    assert [one.held_on for one in reviews_of(quick, "D-100003")] == [date(2025, 11, 28)]


def test_the_case_system_moves_its_own_date(quick: Importer) -> None:
    quick.run(CARE, HELD)
    report = quick.run(CARE, HELD.replace("2027-03-08", "2027-03-01"))
    assert counts(report.files[1]) == (6, 0, 1, 4)
    assert the_next(quick, "D-100002") == (date(2027, 3, 1), None)


def test_the_review_that_was_due_is_the_one_held(quick: Importer) -> None:
    quick.run(CARE, HELD)
    later = HELD.replace("2026-09-05,,N,", "2026-09-05,2026-09-04,N,PN5")
    quick.run(CARE, later)
    assert [(one.due_on, one.held_on) for one in reviews_of(quick, "D-100001")] == [
        (date(2026, 6, 9), date(2026, 6, 5)),
        (date(2026, 9, 5), date(2026, 9, 4)),
        (date(2027, 3, 4), None),
    ]


def test_a_date_that_was_worked_out_here_is_kept(quick: Importer) -> None:
    quick.run(CARE)
    assert the_next(quick, "D-100001") == (date(2026, 11, 20), None)
    quick.run(CARE, reviews("C1 D100001 2026-06-09 2026-06-05 N PN1"))
    assert the_next(quick, "D-100001") == (date(2026, 9, 5), "second_review")
    report = quick.run(CARE, reviews("C1 D100001 2026-06-09 2026-06-05 N PN1", "C1 D100001 2026-09-30 - N -"))
    said = [why for _, why in notes(report.files[1])]
    assert "the next review's due date is later than the regulations allow; kept as it is" not in said
    assert "the next review's due date is another than the one worked out here, which is kept" in said
    assert the_next(quick, "D-100001") == (date(2026, 9, 5), "second_review")


def test_a_due_date_later_than_the_law_allows_is_noted(quick: Importer) -> None:
    report = quick.run(CARE, reviews("C1 D100001 2026-06-09 2026-06-05 N PN1", "C1 D100001 2026-12-05 - N -"))
    assert [why for _, why in notes(report.files[1])] == [
        "the next review's due date is later than the regulations allow; kept as it is"
    ]


def test_a_review_planned_without_a_due_date_gets_one(quick: Importer) -> None:
    quick.run(CARE, reviews("C1 D100001 2026-06-09 2026-06-05 N PN1", "C1 D100001 - 2026-12-01 N -"))
    waiting = reviews_of(quick, "D-100001")[1]
    assert (waiting.due_on, waiting.planned_on) == (date(2026, 9, 5), date(2026, 12, 1))


def test_a_cancelled_review_is_noted_and_not_taken(quick: Importer) -> None:
    report = quick.run(CARE, reviews("C1 D100001 2026-06-09 2026-06-05 Y PN1"))
    assert notes(report.files[1])[0] == (2, "cancelled in the case system; not taken")
    assert [one.held_on for one in reviews_of(quick, "D-100001")] == [None]


def test_a_review_without_days_is_rejected(quick: Importer) -> None:
    report = quick.run(CARE, reviews("C1 D100001 - - N -", "C1 D100001 2026-06-09 soon N -"))
    assert reasons(report.files[1]) == [
        (2, "there is neither a due date nor a review date"),
        (3, "clar_cla_review_date is not a date such as 2026-11-20 or 20/11/2026"),
    ]


def test_an_iro_who_is_not_on_the_staff_is_noted(quick: Importer) -> None:
    report = quick.run(STAFF, CARE, involved("P1 IRO 2026-05-12 - D100001"), professionals("P1 nobody"))
    assert (2, "the IRO's staff id is no IRO's on the staff; left blank") in notes(report.files[3])
    assert quick.caseloads()["D-100001"] is None


def test_a_responder_is_no_iro(quick: Importer) -> None:
    quick.run(STAFF, CARE, involved("P1 IRO 2026-05-12 - D100001"), professionals("P1 tariq"))
    assert quick.caseloads()["D-100001"] is None


def test_the_latest_iro_who_is_still_involved(quick: Importer) -> None:
    rows = (
        "P1 iro 2026-05-12 2026-08-01 D100001",
        "P2 CLA-IRO 2026-06-01 - D100001",
        "P1 IRO 2026-05-20 - D100001",
        "P1 Environmental 2026-07-20 - D100001",
    )
    quick.run(STAFF, CARE, involved(*rows), professionals("P1 ines", "P2 oskar"))
    assert quick.caseloads()["D-100001"] == "oskar@example.org"


def test_the_allocations_file_decides(quick: Importer) -> None:
    quick.run(STAFF, ALLOCATIONS)
    report = quick.run(CARE, involved("P2 IRO 2026-05-12 - D100001"), professionals("P2 oskar"))
    assert quick.caseloads()["D-100001"] == "ines@example.org"
    assert "the IRO is another than the one recorded" in notes(report.files[2])[0][1]


def test_an_iro_s_other_children_are_not_brought_in(quick: Importer) -> None:
    quick.run(STAFF, CARE, involved("P1 IRO 2026-05-12 - D100077"), professionals("P1 ines"))
    assert "D-100077" not in quick.caseloads()


def test_a_dry_run_says_the_same_and_stores_nothing(importer: Importer) -> None:
    dry = importer.run(STAFF, HELD, CARE, *WHO, dry_run=True)
    assert not any(importer.rows(table) for table in metadata.sorted_tables)
    assert importer.run(STAFF, HELD, CARE, *WHO).files == dry.files
