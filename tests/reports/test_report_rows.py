"""What the store finds for a period, on a real SQLite and a real PostgreSQL."""

from __future__ import annotations

from datetime import date

from bot.domain.report_rows import Found, Period
from storage.database import Work
from storage.report_rows import found_in
from tests.reports.rows import add_activity, add_child, add_concern, add_review, in_store

YEAR = Period(date(2017, 4, 1), date(2018, 3, 31))
FIRST, LAST, BEFORE, AFTER = YEAR.from_on, YEAR.to_on, date(2017, 3, 31), date(2018, 4, 1)


def found(url: str) -> Found:
    return in_store(url, lambda work: found_in(work, YEAR))


def test_escalations_by_the_stages_that_were_really_raised(database_url: str) -> None:
    def fill(work: Work) -> None:
        child = add_child(work)
        add_concern(work, child, BEFORE, [(1, FIRST, "answered"), (2, AFTER, "raised")], ["One", "Two"])
        add_concern(work, child, FIRST, [(1, BEFORE, "raised")])
        add_concern(work, child, FIRST, [(1, AFTER, "raised")])
        add_concern(work, child, FIRST, [(2, FIRST, "asked")])
        add_concern(work, child, FIRST, [(1, FIRST, "undone"), (1, LAST, "raised")])
        add_concern(work, child, FIRST, [(1, FIRST, "raised")], status="withdrawn")
        add_concern(work, child, FIRST, escalated_on=LAST)
        add_concern(work, child, AFTER)

    in_store(database_url, fill)
    escalations = found(database_url).escalations
    assert [(one.record, one.stages, one.themes) for one in escalations] == [
        ("R-2017-0001", ((1, FIRST), (2, AFTER)), ("One", "Two")),
        ("R-2017-0005", ((1, LAST),), ()),
        ("R-2017-0007", (), ()),
    ]
    assert escalations[0].raised_on == FIRST
    assert escalations[2].raised_on == LAST
    assert found(database_url).withdrawn == 1


def test_challenges_whatever_became_of_them(database_url: str) -> None:
    def fill(work: Work) -> None:
        child = add_child(work)
        add_concern(work, child, FIRST, kind="challenge")
        add_concern(work, child, LAST, [(1, AFTER, "raised")], due_on=AFTER)
        add_concern(work, child, FIRST, [(1, FIRST, "raised")])
        add_concern(work, child, BEFORE, kind="challenge")
        add_concern(work, child, FIRST, kind="challenge", status="withdrawn")

    in_store(database_url, fill)
    assert [one.record for one in found(database_url).challenges] == ["R-2017-0001", "R-2018-0002"]


def test_reviews_held_and_what_was_done_between(database_url: str) -> None:
    def fill(work: Work) -> None:
        child = add_child(work)
        add_review(work, child, LAST, FIRST, participation="PN1", rearranged=2)
        add_review(work, child, FIRST, None)
        add_review(work, child, FIRST, AFTER)
        add_review(work, child, FIRST, LAST, undone=True)
        add_activity(work, child, "rag", LAST, "red")
        add_activity(work, child, "oversight", LAST)
        add_activity(work, child, "visit", BEFORE)
        add_activity(work, child, "visit", FIRST, undone=True)

    in_store(database_url, fill)
    got = found(database_url)
    assert [(one.due_on, one.held_on, one.participation, one.rearranged) for one in got.reviews] == [
        (LAST, FIRST, "PN1", 2)
    ]
    assert [(one.kind, one.value) for one in got.activities] == [("rag", "red")]
    assert not got.is_empty()


def test_nothing_of_another_authority(database_url: str) -> None:
    def fill(work: Work) -> None:
        child = add_child(work)
        add_concern(work, child, FIRST, [(1, FIRST, "raised")])
        add_concern(work, child, FIRST, kind="challenge")
        add_review(work, child, FIRST, FIRST)
        add_activity(work, child, "visit", FIRST)

    in_store(database_url, fill, tenant="another")
    assert found(database_url) == Found([], [], [], [])
