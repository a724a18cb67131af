"""A file's short breaks, placement orders and placements for adoption switch the clock as chat does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.domain.series import CareEvent, EventKind
from storage import care_events, children
from storage.columns import metadata
from storage.database import Work
from storage.tables import audit_event
from tests.files.workbooks import LIST_8, row, workbook
from tests.operations.importing_desk import Importer, counts, notes
from tests.operations.test_importing_903 import EPISODES, reviews, reviews_of, the_child, the_next

CHILD = "D-100001"


@pytest.fixture
def importer(database_url: str) -> Importer:
    return Importer(database_url)


@pytest.fixture
def quick(sqlite_url: str) -> Importer:
    return Importer(sqlite_url)


def episodes(*rows: str) -> str:
    """`decom rne ls place [dec rec]`."""
    filled = ([*row.split(), "", ""][:6] for row in rows)
    return EPISODES + "".join(
        f"D100001,{decom},{rne},{ls},N1,{place},PR1,{dec},{rec},,LN1 1,LN2 2,SC000001\n"
        for decom, rne, ls, place, dec, rec in filled
    )


def breaks(*of: tuple[str, int]) -> str:
    """First day and length of each."""
    rows = []
    for text, length in of:
        first = date.fromisoformat(text)
        home = first + timedelta(days=length)
        rows.append(f"{first:%d/%m/%Y} S V3 U4 {home:%d/%m/%Y} E8")
    return episodes(*rows)


def happened(importer: Importer) -> list[tuple[str, date, date | None]]:
    found = importer.ask(lambda work: care_events.events_by_reference(work, [CHILD])).get(CHILD, [])
    return [(one.kind.value, one.happened_on, one.ended_on) for one in found]


def record(importer: Importer, kind: EventKind, on: date, ended_on: date | None = None) -> None:
    def told(work: Work) -> None:
        found = children.child_by_reference(work, CHILD)
        assert found is not None
        care_events.insert_care_events(work, [(found.id, CareEvent(kind, on, ended_on))])

    importer.ask(told)


# Short breaks: within 17 days a break and 75 in 12 months


@pytest.mark.parametrize(
    ("told", "due", "rule"),
    [
        (breaks(("2026-09-05", 17)), date(2026, 12, 5), "short_break_first_review"),
        (breaks(("2026-08-01", 2), ("2026-10-30", 18)), date(2026, 11, 27), "first_review"),
        (
            breaks(*((f"2026-0{month}-01", 15) for month in range(4, 9)), ("2026-10-01", 0)),
            date(2026, 7, 1),
            "short_break_first_review",
        ),
        (
            breaks(*((f"2026-0{month}-01", 15) for month in range(4, 9)), ("2026-10-30", 1)),
            date(2026, 11, 27),
            "first_review",
        ),
    ],
    ids=["17 days", "18 days", "75 in the year", "76 in the year"],
)
def test_beyond_the_limits_the_regulations_apply_in_full(
    quick: Importer, told: str, due: date, rule: str
) -> None:
    (report,) = quick.run(told).files
    found = [one for one in reviews_of(quick, CHILD) if one.held_on is None]
    expected = (due, rule) if due >= date(2026, 9, 1) else (date(2026, 11, 20), None)
    assert [(one.due_on, one.rule) for one in found] == [expected]
    assert any("365, 367" in why for _, why in notes(report)) == (rule == "first_review")


def test_days_of_two_years_files_are_counted_together(importer: Importer) -> None:
    importer.run(breaks(*((f"2026-0{month}-01", 16) for month in range(1, 4))))
    assert [one.kind for one in reviews_of(importer, CHILD)] == ["short_break"]
    importer.run(breaks(("2026-06-01", 16), ("2026-10-30", 16)))
    assert the_next(importer, CHILD) == (date(2026, 11, 27), "first_review")
    assert len(happened(importer)) == 5


def test_a_break_that_goes_on_counts_until_it_ends(quick: Importer) -> None:
    quick.run(episodes("31/10/2026 S V3 U4"))
    assert the_next(quick, CHILD) == (date(2026, 11, 27), "first_review")
    quick.run(breaks(("2026-10-31", 2)))
    assert happened(quick) == [("short_break", date(2026, 10, 31), date(2026, 11, 2))]
    assert the_next(quick, CHILD) == (date(2027, 1, 31), "short_break_first_review")


def test_a_break_an_iro_recorded_counts_with_those_of_the_file(quick: Importer) -> None:
    quick.run(breaks(("2026-09-05", 1)))
    record(quick, EventKind.SHORT_BREAK, date(2026, 10, 30), date(2026, 11, 18))
    quick.run(breaks(("2026-09-05", 1)))
    assert the_next(quick, CHILD) == (date(2026, 11, 27), "first_review")


def test_under_one_agreement_the_days_are_not_known(quick: Importer) -> None:
    quick.run(episodes("05/09/2026 S V4 U4"))
    assert the_next(quick, CHILD) == (date(2026, 12, 5), "short_break_first_review")
    assert happened(quick) == []


def test_care_that_ended_and_then_short_breaks_alone(importer: Importer) -> None:
    """The breaks' own clock runs; the reviews of the care before stay reviews of a child in care."""
    ended = episodes("03/02/2025 S V2 U4 02/03/2026 E8", "05/09/2026 S V3 U4 07/09/2026 E8")
    importer.run(ended, reviews("D100001 - 20/02/2025 PN1", "D100001 - 15/05/2025 PN1"))
    assert the_child(importer, CHILD).left_care_on is None
    assert the_next(importer, CHILD) == (date(2026, 12, 5), "short_break_first_review")
    held = [(one.held_on, one.kind) for one in reviews_of(importer, CHILD) if one.held_on]
    assert held == [(date(2025, 2, 20), "cla"), (date(2025, 5, 15), "cla")]


# A placement order, and a placement for adoption

CARE = "03/02/2025 S C2 U4 01/10/2026 X1"
ORDERED = episodes(CARE, "01/10/2026 L E1 U4")
PLACED = episodes(CARE, "01/10/2026 L E1 U4 02/11/2026 X1", "02/11/2026 P E1 A5")


def test_a_placement_order_switches_the_clock(importer: Importer) -> None:
    (report,) = importer.run(ORDERED).files
    assert happened(importer) == [("authority_to_place", date(2026, 10, 1), None)]
    assert the_next(importer, CHILD) == (date(2027, 1, 1), "authorised_first_review")
    assert [one.kind for one in reviews_of(importer, CHILD)] == ["adoption"]
    assert [why for _, why in notes(report)] == [
        "placement order (E1): authority to place since its day; AAR reg 36 counts"
    ]


def test_importing_again_changes_nothing(importer: Importer) -> None:
    files = (PLACED, reviews("D100001 04/05/2014 05/06/2026 PN1", "D100001 04/05/2014 12/11/2026 PN1"))
    importer.run(*files)
    before = {
        table.name: importer.rows(table) for table in metadata.sorted_tables if table is not audit_event
    }
    report = importer.run(*files)
    assert [counts(file)[1:3] for file in report.files] == [(0, 0), (0, 0)]
    assert {name: importer.rows(metadata.tables[name]) for name in before} == before


def test_the_placement_starts_its_own_clock(quick: Importer) -> None:
    quick.run(PLACED)
    assert the_next(quick, CHILD) == (date(2026, 11, 30), "placed_first_review")


def test_a_later_file_moves_the_clock_on(quick: Importer) -> None:
    quick.run(episodes("03/02/2025 S C2 U4"))
    quick.run(ORDERED)
    assert the_next(quick, CHILD)[1] == "authorised_first_review"
    quick.run(PLACED)
    assert the_next(quick, CHILD)[1] == "placed_first_review"
    assert [kind for kind, _, _ in happened(quick)] == ["authority_to_place", "placed_for_adoption"]


def test_reviews_are_of_the_kind_of_their_day(quick: Importer) -> None:
    days = ("05/06/2026", "12/11/2026")
    quick.run(PLACED, reviews(*(f"D100001 04/05/2014 {day} PN1" for day in days)))
    found = reviews_of(quick, CHILD)
    assert [(one.kind, one.held_on) for one in found if one.held_on] == [
        ("cla", date(2026, 6, 5)),
        ("adoption", date(2026, 11, 12)),
    ]
    assert the_next(quick, CHILD) == (date(2027, 2, 12), "placed_second_review")


def test_the_day_a_review_was_arranged_for_is_kept(quick: Importer) -> None:
    quick.run(episodes("03/02/2025 S C2 U4"))
    (waiting,) = reviews_of(quick, CHILD)
    quick.ask(lambda work: children.change_review(work, waiting, {"planned_on": date(2026, 12, 3)}))
    quick.run(ORDERED)
    (waiting,) = reviews_of(quick, CHILD)
    assert (waiting.kind, waiting.planned_on) == ("adoption", date(2026, 12, 3))


def test_what_an_iro_recorded_is_kept(quick: Importer) -> None:
    quick.run(episodes("03/02/2025 S C2 U4"))
    record(quick, EventKind.AUTHORITY_TO_PLACE, date(2026, 9, 28))
    (report,) = quick.run(ORDERED).files
    assert happened(quick) == [("authority_to_place", date(2026, 9, 28), None)]
    assert notes(report)[0][1] == "authority to place is recorded with another day, which is kept"


@pytest.mark.parametrize("told", ["01/10/2026 P E1 U4", "01/10/2026 T E1 U4"])
def test_an_order_whose_day_is_not_known_is_noted(quick: Importer, told: str) -> None:
    (report,) = quick.run(episodes("03/02/2025 S C2 U4 01/10/2026 X1", told)).files
    assert happened(quick) == []
    assert notes(report)[0][1].startswith("placement order (E1), and no episode says since when")
    assert reviews_of(quick, CHILD)[0].kind == "cla"


def test_an_order_that_ended_is_none(quick: Importer) -> None:
    quick.run(episodes(CARE, "01/10/2026 L E1 U4 01/11/2026 X1", "01/11/2026 L C2 U4"))
    assert happened(quick) == []


def test_leaving_care_ends_the_clock_of_adoption(quick: Importer) -> None:
    quick.run(ORDERED)
    quick.run(episodes(CARE, "01/10/2026 L E1 U4 16/11/2026 E11"))
    assert reviews_of(quick, CHILD) == []
    assert happened(quick) == [("authority_to_place", date(2026, 10, 1), date(2026, 11, 16))]
    assert the_child(quick, CHILD).left_care_on == date(2026, 11, 16)


# The other families


@pytest.mark.parametrize("status", ["d) Placement order granted", "E1: Placement order", "E1"])
def test_a_list_of_annex_a_tells_of_an_order(quick: Importer, status: str) -> None:
    cells = {"ceased_on": None, "reviewed_on": None, "team": None, "born_on": date(2024, 5, 4)}
    told = row(
        LIST_8,
        child="D100001",
        looked_after_on=date(2025, 2, 3),
        status_since=date(2026, 10, 1),
        legal_status=status,
        **cells,
    )
    quick.take(("annex.xlsx", workbook({"List 8": [LIST_8, told]})))
    assert the_next(quick, CHILD) == (date(2027, 1, 1), "authorised_first_review")


SSD = (
    "clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason\nD100001,2025-02-03,S\n",
    """lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date
D100001,C2,2025-02-03,2026-10-01
D100001,E1: Placement order,2026-10-01,NULL
""",
)


def test_a_legal_status_of_the_dataset_tells_of_an_order(importer: Importer) -> None:
    assert [file.kind for file in importer.run(*SSD).files] == [
        "SSD ssd_legal_status",
        "SSD ssd_cla_episodes",
    ]
    assert the_next(importer, CHILD) == (date(2027, 1, 1), "authorised_first_review")
    assert happened(importer) == [("authority_to_place", date(2026, 10, 1), None)]
    importer.run(*SSD)
    assert len(happened(importer)) == 1


def test_a_legal_status_of_the_dataset_tells_of_short_breaks(quick: Importer) -> None:
    status = "lega_person_id,lega_legal_status,lega_legal_status_start\nD100001,V4,2026-09-05\n"
    quick.run(SSD[0].replace("2025-02-03", "2026-09-05"), status)
    assert the_next(quick, CHILD) == (date(2026, 12, 5), "short_break_first_review")
