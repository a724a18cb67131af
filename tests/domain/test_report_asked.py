"""Which report is meant: every value may come out of another's hands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.report_asked import (
    MOST_MONTHS,
    ReportAsked,
    ReportFormat,
    WhyNoReport,
    report_asked,
    year_name,
    years_offered,
)
from bot.domain.report_rows import Period

TODAY = date(2026, 11, 20)


def asked(**slots: Any) -> ReportAsked | WhyNoReport | None:
    return report_asked(slots, TODAY)


def test_a_year_that_runs_counts_up_to_today() -> None:
    running = asked(from_on="2026-04-01", to_on="2027-03-31")
    assert running == ReportAsked(Period(date(2026, 4, 1), TODAY), ReportFormat.WORD)
    assert running.file_name == "iro-report-2026-04-01-to-2026-11-20.docx"


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ({}, None),
        ({"to_on": "2026-03-31"}, None),
        ({"from_on": "April", "to_on": "2026-03-31"}, None),
        ({"from_on": ["2026-04-01"]}, None),
        ({"from_on": "2026-11-21"}, WhyNoReport.NOT_BEGUN),
        ({"from_on": "2026-03-31", "to_on": "2026-03-30"}, WhyNoReport.BACKWARDS),
        ({"from_on": "2021-11-30", "to_on": "2026-11-20"}, WhyNoReport.TOO_LONG),
        ({"from_on": "0001-01-01"}, WhyNoReport.TOO_LONG),
    ],
    ids=str,
)
def test_what_cannot_be_made(slots: dict[str, Any], said: WhyNoReport | None) -> None:
    assert asked(**slots) is said


@pytest.mark.parametrize("named", [None, "exe", 7, ["csv"], {"csv": 1}], ids=str)
def test_word_unless_another_form_is_named(named: Any) -> None:
    found = asked(from_on="2026-04-01", format=named)
    assert isinstance(found, ReportAsked)
    assert found.format is ReportFormat.WORD


@given(st.dates(), st.integers(0, 4000), st.sampled_from(ReportFormat))
def test_what_is_offered_is_read_back_as_it_was(first: date, days: int, form: ReportFormat) -> None:
    last = min(first.toordinal() + days, TODAY.toordinal())
    found = asked(from_on=first.isoformat(), to_on=date.fromordinal(max(last, 1)).isoformat(), format=form)
    if isinstance(found, ReportAsked):
        assert asked(**found.as_slots()) == found
        assert len(found.period.months()) <= MOST_MONTHS
        assert found.about_bytes > 0


@pytest.mark.parametrize("on", [date(2026, 3, 31), date(2026, 4, 1), TODAY])
def test_the_year_that_ended_and_the_one_that_runs_are_offered(on: date) -> None:
    ended, running = years_offered(on)
    assert running.from_on - ended.to_on == timedelta(days=1)
    assert (running.from_on.month, running.from_on.day, running.to_on) == (4, 1, on)
    assert year_name(ended)


def test_only_a_financial_year_has_a_name() -> None:
    assert year_name(Period(date(2025, 4, 1), date(2026, 3, 31))) == "2025/26"
    assert year_name(Period(date(2026, 4, 1), TODAY)) == "2026/27"
    assert year_name(Period(date(2025, 4, 2), date(2026, 3, 31))) is None
    assert year_name(Period(date(2025, 4, 1), date(2026, 4, 1))) is None


@pytest.mark.parametrize(
    ("said", "below"),
    [(None, None), ("0", 0), ("5", 5), (10, 10), ("21", None), ("-1", None), (["5"], None), ("\u0665", None)],
    ids=str,
)
def test_what_is_kept_back_is_a_small_number_or_left_to_the_policy(said: Any, below: int | None) -> None:
    found = asked(from_on="2026-04-01", suppress_below=said)
    assert isinstance(found, ReportAsked)
    assert found.suppress_below == below
