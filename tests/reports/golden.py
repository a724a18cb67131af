"""`python -m tests.reports.golden`: writes the golden CSV files of the invented year anew."""

from __future__ import annotations

from bot.domain.counting import counted
from bot.domain.statistics import report_of
from bot.files.report_out import write_report
from tests.reports.test_files import GOLDEN
from tests.reports.year import FOUND, POLICY, YEAR

if __name__ == "__main__":
    write_report(report_of(FOUND, POLICY, YEAR), lambda: counted(FOUND, POLICY, YEAR), "csv", GOLDEN)
