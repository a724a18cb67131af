"""The annual report asked for in chat: offered first, counted once the person agrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.domain.intents import Do
from bot.domain.permissions import may_begin
from bot.domain.refusals import NotAllowed
from bot.domain.report_asked import ReportAsked, WhyNoReport, report_asked
from bot.domain.report_rows import Found
from bot.domain.results_report import NoReport, ReportOffered
from bot.operations.desk import Desk, audit_event
from bot.operations.reporting import find_rows

SUBJECT = "report"
"""Whose history says which reports were made: they are of no one record."""


def offer_report(desk: Desk, slots: Mapping[str, Any]) -> ReportOffered | NoReport | NotAllowed:
    if not may_begin(desk.person, Do.MAKE_REPORT):
        return NotAllowed(Do.MAKE_REPORT)
    asked = report_asked(slots, desk.today)
    if isinstance(asked, ReportAsked):
        below = asked.suppress_below
        below = desk.policy.suppress_below or 0 if below is None else below
        return ReportOffered(replace(asked, suppress_below=below))
    return NoReport(asked or WhyNoReport.NO_PERIOD)


def take_rows(desk: Desk, asked: ReportAsked) -> Found:
    """All that the report counts, and in the history that it was made, by whom, of which period."""
    audit_event(desk, SUBJECT, "report_made", asked.as_slots())
    return find_rows(desk.work, asked.period)
