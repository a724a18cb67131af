"""What comes of asking for the annual report in chat."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.report_asked import ReportAsked, ReportFormat, WhyNoReport
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


OfTheReport = ReportOffered | ReportPeriodWanted | NoReport | ReportDeclined | ReportSaved | ReportNotSaved
