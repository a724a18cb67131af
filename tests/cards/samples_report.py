"""The annual report asked for in chat: everything that may be said of it."""

from __future__ import annotations

from datetime import date

from bot.domain.report_asked import ReportAsked, ReportFormat, WhyNoReport, years_offered
from bot.domain.report_rows import Period
from bot.domain.results_report import (
    NoReport,
    OfTheReport,
    ReportDeclined,
    ReportNotSaved,
    ReportOffered,
    ReportPeriodWanted,
    ReportSaved,
)
from tests.cards.cast import TODAY

ASKED = ReportAsked(Period(date(2025, 4, 1), date(2026, 3, 31)), ReportFormat.WORD)
HALF = ReportAsked(Period(date(2026, 4, 2), date(2026, 9, 30)), ReportFormat.CSV)


def of_the_report() -> dict[str, OfTheReport | ReportPeriodWanted]:
    return {
        "report_offered": ReportOffered(ASKED),
        "report_offered_for_half": ReportOffered(HALF),
        "report_period": ReportPeriodWanted(ReportFormat.EXCEL, years_offered(TODAY)),
        "report_not_begun": NoReport(WhyNoReport.NOT_BEGUN),
        "report_too_long": NoReport(WhyNoReport.TOO_LONG),
        "report_declined": ReportDeclined(ASKED),
        "report_saved": ReportSaved(ASKED),
        "report_not_saved": ReportNotSaved(ASKED),
    }
