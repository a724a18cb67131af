"""The report's tables: what is counted where, in which order, with which totals."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.counting import counted
from bot.domain.policy_file import AUTHORITIES, load_policy
from bot.domain.report_rows import EscalationRow, Found, Period, financial_year
from bot.domain.statistics import TOTAL, Report, Row, Table, percent, report_of
from tests.reports.year import EDUCATION, FOUND, PLAN, POLICY, YEAR, escalation, resolved, review

FILES = {
    "escalations_by_month": ("month", "1", "2", "3", "4", "5", "Total"),
    "escalations_raised_by_month": ("month", "concerns"),
    "escalations_by_team": ("team", *YEAR.months(), "Total"),
    "escalations_by_theme": ("theme", *YEAR.months(), "Total"),
    "escalations_by_stage_and_status": ("stage", "Total", "CLA", "CP", "Not recorded"),
    "escalations_resolved": ("group", "value", "count", "percent"),
    "challenges_by_month": ("month", "challenges"),
    "reviews_by_month": ("month", "held", "in_timescale", "late", "rearranged"),
    "participation": ("code", "meaning", "count"),
    "activity_by_month": ("month", "visits", "midway_reviews", "reviews"),
    "grades_by_month": (
        "month", "Outstanding", "Good", "Requires Improvement", "Inadequate", "Not recorded", "Total",
    ),
    "rag": ("rating", "count"),
}  # fmt: skip


def table(name: str, found: Found = FOUND, authority: str | None = None, period: Period = YEAR) -> Table:
    policy = load_policy(authority) if authority else POLICY
    return next(one for one in report_of(found, policy, period).tables if one.name == name)


def cell(of: Table, row: str, column: str) -> object:
    return next(line for line in of.rows if line[of.labels - 1] == row)[of.column(column)]


def rows_of(of: Table) -> list[object]:
    return [row[0] for row in of.rows]


def only(*escalations: EscalationRow) -> Found:
    return Found(escalations=escalations)


def test_every_file_has_its_headings() -> None:
    bare = report_of(Found(), POLICY, YEAR)
    assert {one.name: one.headings for one in bare.tables} == FILES


def test_the_worked_example() -> None:
    found = only(escalation(1, (1, "2017-04-03"), (2, "2017-05-02"), themes=(PLAN, EDUCATION)))
    by_month = table("escalations_by_month", found)
    assert cell(by_month, "2017-04", "1") == 1
    assert cell(by_month, "2017-05", "2") == 1
    assert cell(by_month, TOTAL, TOTAL) == 2
    assert cell(table("escalations_raised_by_month", found), "2017-04", "concerns") == 1
    assert cell(table("escalations_raised_by_month", found), TOTAL, "concerns") == 1
    for theme in (PLAN, EDUCATION):
        assert cell(table("escalations_by_theme", found), theme, "2017-04") == 1
    assert cell(table("escalations_by_team", found), "Not recorded", "2017-04") == 1
    assert cell(table("escalations_by_stage_and_status", found), "2", TOTAL) == 1
    assert cell(table("escalations_by_stage_and_status", found), "1", TOTAL) == 0


def test_an_empty_year_has_every_row_with_0() -> None:
    report = report_of(Found(), POLICY, YEAR)
    assert report.is_empty
    for one in report.tables:
        assert all(number == 0 for row in one.rows for number in row[one.labels :])
    assert rows_of(table("escalations_by_month", Found())) == [*YEAR.months(), TOTAL]
    assert rows_of(table("escalations_by_team", Found())) == [*POLICY.teams, "Not recorded", TOTAL]
    assert rows_of(table("rag", Found())) == ["red", "amber", "green", "Not recorded", TOTAL]


def test_what_the_policy_does_not_name_follows_alphabetically() -> None:
    rows = rows_of(table("escalations_by_team"))
    assert rows == [*POLICY.teams, "Another team", "Not recorded", TOTAL]
    assert rows_of(table("escalations_by_theme"))[-3:] == ["=A theme of its own", "Not recorded", TOTAL]


def test_a_stage_counts_in_the_period_though_the_concern_began_before() -> None:
    found = only(escalation(6, (1, "2017-03-31"), (3, "2017-04-01")))
    assert cell(table("escalations_by_month", found), "2017-04", "3") == 1
    assert cell(table("escalations_by_month", found), TOTAL, TOTAL) == 1
    assert cell(table("escalations_raised_by_month", found), TOTAL, "concerns") == 0
    assert cell(table("escalations_resolved", found), "open", "count") == 0


def test_the_first_and_the_last_day_belong_to_the_period() -> None:
    found = only(escalation(1, (1, "2017-04-01")), escalation(2, (1, "2018-03-31")))
    assert cell(table("escalations_raised_by_month", found), TOTAL, "concerns") == 2
    part = Period(date(2017, 4, 2), date(2017, 5, 3))
    assert rows_of(table("escalations_by_month", found, period=part)) == ["2017-04", "2017-05", TOTAL]
    assert cell(table("escalations_by_month", found, period=part), TOTAL, TOTAL) == 0


def test_a_file_may_name_no_stage() -> None:
    """A column of its own only where it is met."""
    found = only(escalation(7, began="2017-11-15"))
    by_month = table("escalations_by_month", found)
    assert by_month.headings == (*FILES["escalations_by_month"][:-1], "Not recorded", TOTAL)
    assert cell(by_month, "2017-11", "Not recorded") == 1
    assert cell(table("escalations_raised_by_month", found), "2017-11", "concerns") == 1
    assert cell(table("escalations_by_stage_and_status", found), "Not recorded", "Not recorded") == 1


def test_cafcass_outside_the_ladder_is_named() -> None:
    """Durham's report does not make it a level; a referral is possible at any point all the same."""
    found = only(escalation(1, (2, "2017-04-03"), (99, "2017-04-10"), **resolved("2017-05-01", 99)))
    by_month = table("escalations_by_month", found, "durham")
    assert by_month.headings == ("month", "2", "3", "4", "5", "cafcass", TOTAL)
    reached = table("escalations_by_stage_and_status", found, "durham")
    assert rows_of(reached) == ["2", "3", "4", "5", "cafcass", "Not recorded", TOTAL]
    assert cell(reached, "cafcass", TOTAL) == 1
    assert cell(table("escalations_resolved", found, "durham"), "cafcass", "count") == 1


@pytest.mark.parametrize(
    ("authority", "label"), [("lincolnshire", "Blank"), ("buckinghamshire", "No Theme recorded")]
)
def test_the_authoritys_own_word_for_no_theme_is_not_recorded(authority: str, label: str) -> None:
    found = only(escalation(1, (1, "2017-04-03"), themes=(label,)), escalation(2, (1, "2017-04-03")))
    by_theme = table("escalations_by_theme", found, authority)
    assert cell(by_theme, "Not recorded", "2017-04") == 2
    assert label not in rows_of(by_theme)


def test_a_theme_named_twice_counts_once() -> None:
    found = only(escalation(1, (1, "2017-04-03"), themes=(PLAN, PLAN)))
    assert cell(table("escalations_by_theme", found), TOTAL, TOTAL) == 1


@pytest.mark.parametrize(
    ("days", "band"),
    [(0, "under 1 week"), (6, "under 1 week"), (7, "1 to 2 weeks"), (13, "1 to 2 weeks"),
     (14, "2 to 4 weeks"), (27, "2 to 4 weeks"), (28, "4 weeks or more"), (400, "4 weeks or more"),
     (-1, "Not recorded")],
)  # fmt: skip
def test_bands_of_calendar_days(days: int, band: str) -> None:
    on = date.fromordinal(date(2017, 4, 3).toordinal() + days)
    found = only(escalation(1, (1, "2017-04-03"), **resolved(on.isoformat(), 1)))
    of = table("escalations_resolved", found)
    assert cell(of, band, "count") == 1
    assert cell(of, band, "percent") == Decimal("100.0")
    assert cell(of, "1", "count") == 1


def test_resolved_in_groups() -> None:
    rows = [row for row in table("escalations_resolved").rows if row[2]]
    assert [(str(group), str(value), str(n), str(share)) for group, value, n, share in rows] == [
        ("band", "under 1 week", "1", "16.7"),
        ("band", "1 to 2 weeks", "1", "16.7"),
        ("band", "2 to 4 weeks", "1", "16.7"),
        ("band", "4 weeks or more", "1", "16.7"),
        ("band", "open", "1", "16.7"),
        ("band", "Not recorded", "1", "16.7"),
        ("band", "Total", "6", "100.0"),
        ("stage", "informal", "1", "20.0"),
        ("stage", "1", "2", "40.0"),
        ("stage", "2", "1", "20.0"),
        ("stage", "Not recorded", "1", "20.0"),
        ("stage", "Total", "5", "100.0"),
    ]


@given(part=st.integers(0, 5000), rest=st.integers(0, 5000))
def test_percent_is_rounded_half_up_to_one_decimal(part: int, rest: int) -> None:
    whole = part + rest
    shown = percent(part, whole)
    assert shown.as_tuple().exponent == -1
    if whole:
        exact = Decimal(part) * 100 / Decimal(whole)
        assert shown == exact.quantize(Decimal("0.1"), rounding="ROUND_HALF_UP")


def test_reviews_in_time_late_and_rearranged() -> None:
    by_month = table("reviews_by_month")
    assert by_month.rows[0] == ("2017-04", 2, 1, 1, 2)
    assert by_month.rows[-1] == (TOTAL, 3, 2, 1, 2)
    taken_part = {row[0]: row[2] for row in table("participation").rows}
    assert taken_part == {**dict.fromkeys([f"PN{n}" for n in range(8)], 0), "PN1": 1, "PN7": 1,
                          "Not recorded": 1, TOTAL: 3}  # fmt: skip


def test_activity_grades_and_ratings() -> None:
    assert table("activity_by_month").rows[-1] == (TOTAL, 2, 1, 3)
    grades = table("grades_by_month")
    assert grades.rows[0] == ("2017-04", 0, 0, 0, 1, 1, 2)
    assert table("rag").rows[0] == ("red", 1)


def test_kinds_of_review_are_told_apart_in_a_note() -> None:
    assert report_of(FOUND, POLICY, YEAR).review_kinds == (("cla", 2), ("icpc", 1))


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_every_figure_is_the_sum_of_its_rows(authority: str) -> None:
    policy = load_policy(authority)
    lines: Counter[tuple[str, tuple[str, ...], str]] = Counter()
    for one in counted(FOUND, policy, YEAR):
        lines[one.table, one.row, one.column] += one.times
    assert dict(cells_of(report_of(FOUND, policy, YEAR))) == dict(lines)


def cells_of(report: Report) -> Counter[tuple[str, tuple[str, ...], str]]:
    cells: Counter[tuple[str, tuple[str, ...], str]] = Counter()
    for one in report.tables:
        for row in (row for row in one.rows if not one.is_total(row)):
            for heading, number in zip(one.headings, row, strict=True):
                if isinstance(number, int) and number and heading != TOTAL:
                    cells[one.name, words_of(one, row), heading] = number
    return cells


def words_of(of: Table, row: Row) -> tuple[str, ...]:
    labels = row[:1] if of.name == "participation" else row[: of.labels]
    return tuple(str(label) for label in labels)


@pytest.mark.parametrize("said", ["2022/23", "2022-23", "2022/2023", " 2022 / 23 "])
def test_a_financial_year(said: str) -> None:
    assert financial_year(said) == Period(date(2022, 4, 1), date(2023, 3, 31))


@pytest.mark.parametrize("said", ["2022/24", "2022-04-01", "2022", "0/1", "22/23", "9999/00"])
def test_what_is_no_financial_year(said: str) -> None:
    assert financial_year(said) is None


def test_a_record_is_counted_as_it_stands_now() -> None:
    """Resolved after the period's end: it is not open any more."""
    late = replace(FOUND.escalations[0], is_open=False, resolved_on=date(2019, 1, 1), resolved_stage=2)
    assert cell(table("escalations_resolved", only(late)), "4 weeks or more", "count") == 1


def test_reviews_counted_are_those_given() -> None:
    found = Found(reviews=(review(1, "2017-04-01", "2017-04-01"),))
    assert cell(table("reviews_by_month", found), TOTAL, "held") == 1
