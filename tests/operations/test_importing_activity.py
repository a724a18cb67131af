from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.domain.policy_file import load_policy
from storage import activities
from storage.concern_tables import concern
from storage.tables import activity, child, delivery
from tests.operations.importing_desk import ALLOCATIONS, STAFF, Importer, counts, notes, reasons

HEADINGS = "child,kind,on,value,by,note\n"
ACTIVITY = f"""{HEADINGS}D-100001,visit,2026-10-05,,INES@example.org,Seen at home
D-100001,Grade,2026-10-06,requires improvement,,
D-100001,grade,2026-10-07,Inadequate,Somebody Demo,
D-100001,grade,2026-10-08,,,
D-900001,rag,08/10/2026,RED,,
"""


@pytest.fixture
def importer(database_url: str) -> Importer:
    importer = Importer(database_url)
    importer.run(STAFF, ALLOCATIONS)
    return importer


@pytest.fixture
def quick(sqlite_url: str) -> Importer:
    return Importer(sqlite_url)


def stored(importer: Importer) -> list[tuple[str, ...]]:
    query = sa.select(activity, child.c.reference).join(child, child.c.id == activity.c.child_id)
    rows = importer.ask(lambda work: work.db.execute(query.order_by(activity.c.happened_on)).all())
    return [(row.reference, row.kind, row.value, row.by_said) for row in rows]


def test_activity_is_kept_as_the_file_says_and_triggers_nothing(importer: Importer) -> None:
    assert counts(importer.one(ACTIVITY)) == (5, 5, 0, 0)
    assert stored(importer) == [
        ("D-100001", "visit", "", "ines@example.org"),
        ("D-100001", "grade", "Requires Improvement", ""),
        ("D-100001", "grade", "Inadequate", "Somebody Demo"),
        ("D-100001", "grade", "", ""),
        ("D-900001", "rag", "red", ""),
    ]
    assert importer.rows(concern) == importer.rows(delivery) == []
    assert importer.caseloads()["D-900001"] is None
    (visit,) = importer.ask(lambda work: activities.activities(work, kinds=["visit"]))  # type: ignore[list-item]
    assert (visit.by_name, visit.note) == ("Ines Example", "Seen at home")


def test_again_changes_nothing_and_a_new_note_is_taken(importer: Importer) -> None:
    importer.one(ACTIVITY)
    before = importer.rows(activity)
    assert counts(importer.one(ACTIVITY)) == (5, 0, 0, 5)
    assert importer.rows(activity) == before
    assert counts(importer.one(ACTIVITY.replace("at home", "at school"))) == (5, 0, 1, 4)
    assert counts(importer.one(f"{HEADINGS}D-100001,grade,2026-10-06,Good,,\n")) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",visit,2026-10-05,,,", "child is blank"),
        ("D-100001,,2026-10-05,,,", "kind is blank"),
        ("D-100001,lunch,2026-10-05,,,", "kind is none of visit, midway, oversight, rag, grade"),
        ("D-100001,visit,,,,", "on is blank"),
        ("D-100001,visit,2026-11-21,,,", "on lies ahead"),
        ("D-100001,rag,2026-10-05,,,", "value is not red, amber or green"),
        ("D-100001,rag,2026-10-05,pink,,", "value is not red, amber or green"),
        (f"D-100001,grade,2026-10-05,{'x' * 61},,", "value is longer than 60 characters"),
    ],
)
def test_what_cannot_be(quick: Importer, row: str, why: str) -> None:
    ((line, said),) = reasons(quick.one(f"{HEADINGS}{row}\n"))
    assert line == 2
    assert said.startswith(why)


def test_what_is_noted(quick: Importer) -> None:
    report = quick.one(f"{HEADINGS}D-100001,visit,2026-10-05,ok,,\nD-100001,grade,2026-10-05,Poor,,\n")
    assert notes(report) == [
        (2, "value means nothing for this kind; left blank"),
        (3, "value is not one of the policy's grades; kept as it is written"),
    ]
    assert [row[2] for row in stored(quick)] == ["", "Poor"]


def test_an_authority_without_grades_keeps_any(sqlite_url: str) -> None:
    importer = Importer(sqlite_url, load_policy("lincolnshire"))
    assert notes(importer.one(f"{HEADINGS}4410293,grade,2026-10-05,Poor,,\n")) == []
