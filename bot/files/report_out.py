"""The annual report in the form that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from bot.domain.counting import Counted
from bot.domain.statistics import Report
from bot.files import report_csv
from bot.files.report_words import WORDS, heading, notes, of_period

DOCUMENT = "report"


def text_of(report: Report) -> str:
    titles = {name: said.title for name, said in WORDS.items()}
    lines = [heading(report), of_period(report.period), *notes(report), *report_csv.as_text(report, titles)]
    return "\n".join(lines) + "\n"


def write_report(
    report: Report,
    every: Callable[[], Iterable[Counted]],
    as_format: str,
    folder: Path,
    *,
    with_children: bool = False,
) -> list[Path]:
    """Into the folder, made where it is not there. `every`: what the figures count, for the rows beside CSV.

    Where small numbers are kept back no rows are written: they would tell them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    match as_format:
        case "csv":
            tables = report_csv.write_tables(report, folder)
            hidden = report.suppressed_below is not None
            rows = [] if hidden else report_csv.write_rows(every(), folder, with_children=with_children)
            return tables + rows
        case "xlsx":
            from bot.files.report_xlsx import write_workbook

            return [write_workbook(report, folder / f"{DOCUMENT}.xlsx")]
        case "docx":
            from bot.files.report_docx import write_document

            return [write_document(report, folder / f"{DOCUMENT}.docx")]
    return [report_csv.write(folder / f"{DOCUMENT}.txt", text_of(report))]
