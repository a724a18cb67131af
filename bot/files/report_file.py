"""The annual report as one file: counts alone, without the rows behind them."""

from __future__ import annotations

import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

from bot.domain.report_asked import ReportFormat
from bot.domain.statistics import Report
from bot.files.fixed_zip import LONG_AGO
from bot.files.report_csv import table_as_csv
from bot.files.report_out import write_report


def file_of(report: Report, as_format: ReportFormat) -> bytes:
    """The same report gives the same bytes. It takes a second or two: not for the event loop."""
    if as_format is ReportFormat.CSV:
        return _zipped(report)
    with tempfile.TemporaryDirectory() as folder:
        [path] = write_report(report, tuple, as_format.value, Path(folder))
        return path.read_bytes()


def _zipped(report: Report) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        for table in report.tables:
            item = zipfile.ZipInfo(f"{table.name}.csv", LONG_AGO)
            zipped.writestr(item, table_as_csv(table).encode(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
