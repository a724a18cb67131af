"""The annual report: what was recorded in a period, counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.counting import Counted, counted
from bot.domain.policy import Policy
from bot.domain.report_rows import Found, Period
from bot.domain.return_903 import Return903, return_of
from bot.domain.statistics import Report, report_of
from bot.domain.suppression import suppressed
from storage.database import Work
from storage.report_rows import found_in, held_reviews


@dataclass(frozen=True)
class MadeReport:
    report: Report
    found: Found
    policy: Policy

    def behind(self) -> Iterator[Counted]:
        """Every record in every cell that it adds to."""
        return counted(self.found, self.policy, self.report.period)


def make_903(work: Work, period: Period) -> Return903:
    return return_of(held_reviews(work, period))


def find_rows(work: Work, period: Period) -> Found:
    return found_in(work, period)


def make_report(found: Found, policy: Policy, period: Period, *, suppress_below: int = 0) -> MadeReport:
    """Outside the transaction: counting takes seconds, and on SQLite nobody could write meanwhile.

    `suppress_below`: figures from 1 to one less are kept back; 0 or 1: none are.
    """
    report = report_of(found, policy, period)
    return MadeReport(suppressed(report, suppress_below) if suppress_below > 1 else report, found, policy)
