"""What may be concluded from a child's episodes and reviews."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import WorkingCalendar, add_months
from bot.domain.episodes import Care, Episode, care_of
from bot.domain.looked_after import (
    History,
    limits_of_held,
    next_due,
    participation_fault,
    year_begun,
)
from bot.domain.reviews import Participation
from bot.domain.timetable import ReviewKind, Rule
from bot.holidays_england import working_calendar

TODAY = date(2026, 11, 20)
CLA, SHORT = ReviewKind.CLA, ReviewKind.SHORT_BREAK


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(one) for one in texts]


def history(since: str | None, *held: str, whole: bool = False, kind: ReviewKind = CLA) -> History:
    return History(kind, date.fromisoformat(since) if since else None, tuple(days(*held)), whole)


def test_the_latest_start_begins_the_period_in_whatever_order_the_episodes_come() -> None:
    first, end, again, change = days("2024-02-01", "2024-08-01", "2026-05-11", "2026-06-01")
    episodes = [
        Episode(change, "L", "C2"),
        Episode(first, "S", "V2", end, "E8"),
        Episode(again, "S", "C1", change, "X1"),
    ]
    expected = Care(again, again, None, short_breaks_only=False)
    assert care_of(episodes) == care_of(list(reversed(episodes))) == expected


@pytest.mark.parametrize(
    ("status", "left_on"), [("V3", None), ("V4", date(2026, 6, 2)), ("C2", date(2026, 6, 2))]
)
def test_one_short_break_that_ends_is_not_the_end_of_the_series(status: str, left_on: date | None) -> None:
    care = care_of([Episode(date(2026, 6, 1), "S", status, date(2026, 6, 2), "E8")])
    assert care.left_on == left_on
    assert care.short_breaks_only == (status != "C2")


def test_full_care_begins_after_the_short_breaks_before_it() -> None:
    care = care_of([Episode(date(2026, 1, 1), "S", "V4"), Episode(date(2026, 6, 1), "L", "C2")])
    assert (care.began_on, care.since, care.short_breaks_only) == (None, date(2026, 6, 1), False)


def test_short_breaks_after_care_that_ended_are_short_breaks() -> None:
    """And what came before them stays what it was."""
    full = Episode(date(2025, 2, 3), "S", "V2", date(2026, 3, 2), "E8")
    later = [Episode(day, "S", "V3", end, "E8") for day, end in (days("2026-09-05", "2026-09-07"),)]
    care = care_of([*later, full])
    assert (care.kind, care.since, care.left_on) == (ReviewKind.SHORT_BREAK, date(2026, 9, 5), None)
    assert care.before == Care(date(2025, 2, 3), date(2025, 2, 3), date(2026, 3, 2), short_breaks_only=False)


def test_a_break_after_care_that_only_changed_does_not_end_it() -> None:
    full = Episode(date(2025, 2, 3), "S", "V2", date(2026, 9, 5), "X1")
    care = care_of([full, Episode(date(2026, 9, 5), "L", "V3", date(2026, 9, 7), "E8")])
    assert (care.kind, care.began_on, care.left_on) == (ReviewKind.CLA, date(2025, 2, 3), None)


def test_the_year_of_the_return_begins_on_1_april() -> None:
    assert [year_begun(one) for one in days("2026-03-31", "2026-04-01", "2027-01-01")] == days(
        "2025-04-01", "2026-04-01", "2026-04-01"
    )


def test_a_birthday_on_29_february() -> None:
    born = date(2024, 2, 29)
    assert participation_fault(born, date(2028, 2, 28), Participation.PN1).startswith("441")
    assert participation_fault(born, date(2028, 2, 29), Participation.PN1) == ""
    assert participation_fault(born, date(2028, 3, 1), Participation.PN0).startswith("440")


@pytest.mark.parametrize(
    ("known", "due_on", "rule"),
    [
        (history("2026-11-02"), "2026-11-30", Rule.FIRST),
        (history("2026-09-01", whole=True), "2026-09-29", Rule.FIRST),
        (history("2026-09-01"), "2026-11-20", None),
        (history("2010-09-01", whole=True), "2026-11-20", None),
        (history(None), "2026-11-20", None),
        (history("2026-05-11", "2026-06-05"), "2026-09-05", Rule.SECOND),
        (history("2026-05-11", "2026-10-11"), "2027-01-11", Rule.SECOND),
        (history("2026-05-11", "2026-10-12"), "2027-04-12", Rule.LATER),
        (history("2026-05-11", "2026-10-12", whole=True), "2027-01-12", Rule.SECOND),
        (history("2026-05-11", "2026-06-05", "2026-09-01"), "2027-03-01", Rule.LATER),
        (history("2026-05-11", "2025-12-01", "2026-06-05"), "2026-09-05", Rule.SECOND),
        (history(None, "2026-06-05"), "2026-09-05", Rule.SECOND),
        (history(None, "2026-06-05", "2026-09-01"), "2027-03-01", Rule.LATER),
        (history("2012-01-01", "2026-06-05"), "2026-12-05", Rule.LATER),
        (history("2026-10-05", kind=SHORT), "2027-01-05", Rule.SHORT_BREAK_FIRST),
        (history("2026-05-05", "2026-08-01", kind=SHORT), "2027-02-01", Rule.SHORT_BREAK_LATER),
    ],
)
def test_the_next_review(known: History, due_on: str, rule: Rule | None, england: WorkingCalendar) -> None:
    found = next_due(known, TODAY, england)
    assert found.due_on == date.fromisoformat(due_on)
    assert (found.deadline.rule if found.deadline else None) == rule


def test_a_limit_is_only_said_where_it_is_certain(england: WorkingCalendar) -> None:
    held = ("2026-06-05", "2026-09-01", "2026-11-02")
    whole = limits_of_held(history("2026-05-11", *held, whole=True), england)
    assert [one.rule for one in whole.values()] == [Rule.SECOND, Rule.LATER, Rule.FIRST]
    partly = limits_of_held(history("2026-05-11", *held), england)
    assert list(partly) == days("2026-11-02")
    long = limits_of_held(history("2020-05-11", *held), england)
    assert list(long) == days("2026-09-01", "2026-11-02")


@given(
    since=st.dates(date(2018, 1, 1), TODAY),
    gaps=st.lists(st.integers(1, 200), max_size=6),
    hidden=st.integers(0, 6),
)
def test_what_is_not_known_never_makes_the_next_review_later_than_the_law(
    since: date, gaps: list[int], hidden: int
) -> None:
    """Reviews that were held in time, of which the earliest are not in the file."""
    calendar = working_calendar(TODAY, closures=(), extra_bank_holidays=())
    held: list[date] = []
    for gap in gaps:
        limit = next_due(History(CLA, since, tuple(held), is_whole=True), TODAY, calendar).due_on
        held.append(min(limit, (held[-1] if held else since) + timedelta(days=gap)))
    law = next_due(History(CLA, since, tuple(held), is_whole=True), TODAY, calendar)
    told = next_due(History(CLA, since, tuple(held[hidden:]), is_whole=False), TODAY, calendar)
    if held[hidden:] or law.due_on >= TODAY:
        assert told.due_on <= max(law.due_on, TODAY)
    assert add_months(since, 1) <= max(told.due_on, add_months(since, 1))
