"""The annual report as it is asked for in chat: a period and a form of file."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.domain.report_rows import Period, financial_year

MOST_MONTHS = 60
"""What fits on the pages of a document; longer periods are made from the command line."""
USUAL_BELOW = 5
"""Where small numbers are to be kept back and neither the asking nor the policy says which are small."""
MOST_BELOW = 20


class ReportFormat(enum.StrEnum):
    WORD = "docx"
    EXCEL = "xlsx"
    CSV = "csv"
    """All tables, packed into one zip."""


SUFFIX: Mapping[ReportFormat, str] = {
    ReportFormat.WORD: "docx",
    ReportFormat.EXCEL: "xlsx",
    ReportFormat.CSV: "zip",
}


class WhyNoReport(enum.StrEnum):
    NO_PERIOD = "no_period"
    NOT_BEGUN = "not_begun"
    BACKWARDS = "backwards"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class ReportAsked:
    period: Period
    format: ReportFormat
    suppress_below: int | None = None
    """Figures from 1 to below this are kept back; 0: none are; None: as the policy says."""

    @property
    def file_name(self) -> str:
        """`iro-report-2025-04-01-to-2026-03-31.docx`: no name of an authority, person or child."""
        first, last = self.period.from_on, self.period.to_on
        return f"iro-report-{first}-to-{last}.{SUFFIX[self.format]}"

    @property
    def about_bytes(self) -> int:
        """A rough size: Teams shows it as an estimate, and the records count as they stand later."""
        fixed, a_month = _ABOUT_BYTES[self.format]
        return fixed + a_month * len(self.period.months())

    def as_slots(self) -> dict[str, str]:
        first, last = self.period.from_on, self.period.to_on
        below = {} if self.suppress_below is None else {"suppress_below": str(self.suppress_below)}
        return {"from_on": first.isoformat(), "to_on": last.isoformat(), "format": self.format.value, **below}


_ABOUT_BYTES: Mapping[ReportFormat, tuple[int, int]] = {
    ReportFormat.WORD: (200_000, 8_000),
    ReportFormat.EXCEL: (16_000, 200),
    ReportFormat.CSV: (2_800, 40),
}
"""Measured on 6 to 36 months of invented records: the bulk of a Word pack is its charts, and a quiet year
has few."""


def format_asked(slots: Mapping[str, Any]) -> ReportFormat:
    """Word unless another is named: it is the form that is published."""
    said = slots.get("format")
    return ReportFormat(said) if said in tuple(ReportFormat) else ReportFormat.WORD


def report_asked(slots: Mapping[str, Any], today: date) -> ReportAsked | WhyNoReport | None:
    """None where no period is named. What is still running counts up to today."""
    first, last = _day(slots.get("from_on")), _day(slots.get("to_on"))
    if first is None:
        return None
    if first > today:
        return WhyNoReport.NOT_BEGUN
    period = Period(first, min(last or today, today))
    if period.to_on < first:
        return WhyNoReport.BACKWARDS
    if len(period.months()) > MOST_MONTHS:
        return WhyNoReport.TOO_LONG
    return ReportAsked(period, format_asked(slots), below_asked(slots))


def below_asked(slots: Mapping[str, Any]) -> int | None:
    said = str(slots.get("suppress_below") or "")
    return int(said) if said.isdecimal() and said.isascii() and int(said) <= MOST_BELOW else None


def years_offered(today: date) -> tuple[Period, Period]:
    """The financial year that ended last, and the running one up to today."""
    start = today.year if today.month >= FIRST_MONTH else today.year - 1
    first = date(start, FIRST_MONTH, 1)
    return Period(date(start - 1, FIRST_MONTH, 1), first - timedelta(days=1)), Period(first, today)


FIRST_MONTH = 4


def year_name(period: Period) -> str | None:
    """`2025/26`, of a whole financial year or of one from its first day on."""
    first = period.from_on
    name = f"{first.year}/{(first.year + 1) % 100:02}"
    year = financial_year(name)
    return name if year and first == year.from_on and period.to_on in year else None


def _day(said: Any) -> date | None:
    try:
        return date.fromisoformat(said)
    except (TypeError, ValueError):
        return None
