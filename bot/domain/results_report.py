"""What comes of asking for the annual report in chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.report_asked import (
    ReportAsked,
    ReportFormat,
    WhyNoReport,
    below_asked,
    format_asked,
    report_asked,
    years_offered,
)
from bot.domain.report_rows import Period


@dataclass(frozen=True)
class ReportOffered:
    """Nothing is made before the person agrees to have it in their own files."""

    asked: ReportAsked


@dataclass(frozen=True)
class ReportPeriodWanted:
    """No period was named."""

    format: ReportFormat
    years: tuple[Period, ...]
    suppress_below: int | None = None


def period_wanted(slots: Mapping[str, Any], today: date) -> ReportPeriodWanted | None:
    """None where a period is named, whatever it is."""
    if report_asked(slots, today) is not None:
        return None
    return ReportPeriodWanted(format_asked(slots), years_offered(today), below_asked(slots))


@dataclass(frozen=True)
class NoReport:
    why: WhyNoReport


@dataclass(frozen=True)
class ReportDeclined:
    asked: ReportAsked


@dataclass(frozen=True)
class ReportSaved:
    """In the person's own files."""

    asked: ReportAsked


@dataclass(frozen=True)
class ReportNotSaved:
    asked: ReportAsked


OfTheReport = ReportOffered | NoReport | ReportDeclined | ReportSaved | ReportNotSaved
