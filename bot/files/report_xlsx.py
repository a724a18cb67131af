"""The report as a workbook: a sheet for each table, numbers as numbers."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.statistics import PERCENT, Cell, Report, Table
from bot.files.csv_out import guarded
from bot.files.fixed_zip import rewrite_fixed
from bot.files.report_words import WORDS, heading, notes, of_period

LONGEST_NAME = 31
"""Of a sheet, in Excel."""
WIDEST = 60
BOLD = Font(bold=True)


def write_workbook(report: Report, path: Path) -> Path:
    book = Workbook()
    cover = book.worksheets[0]
    cover.title = "About"
    _write_cover(cover, report)
    for table in report.tables:
        _write_table(book.create_sheet(table.name[:LONGEST_NAME]), table)
    book.save(path)
    return rewrite_fixed(path)


def _write_cover(sheet: Worksheet, report: Report) -> None:
    lines = [heading(report), of_period(report.period), *notes(report), ""]
    for line in lines:
        sheet.append([line])
    sheet.append(["Sheet", "What it shows", "What is counted"])
    sheet.cell(1, 1).font = BOLD
    for table in report.tables:
        said = WORDS[table.name]
        sheet.append([table.name[:LONGEST_NAME], said.title, said.counts])
    for cell in sheet[len(lines) + 1]:
        cell.font = BOLD
    for letter, width in (("A", 34), ("B", 48), ("C", 90)):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=len(lines) + 2, min_col=3, max_col=3):
        row[0].alignment = Alignment(wrap_text=True, vertical="top")


def _write_table(sheet: Worksheet, table: Table) -> None:
    sheet.append([_safe(name) for name in table.headings])
    for row in table.rows:
        sheet.append([_safe(cell) for cell in row])
    sheet.freeze_panes = sheet.cell(2, table.labels + 1)
    for cell in sheet[1]:
        cell.font = BOLD
    for number, row in enumerate(table.rows, 2):
        if table.is_total(row):
            for cell in sheet[number]:
                cell.font = BOLD
    _set_widths(sheet, table)


def _set_widths(sheet: Worksheet, table: Table) -> None:
    for j, name in enumerate(table.headings):
        longest = max(len(str(cell)) for cell in (name, *(row[j] for row in table.rows)))
        letter = get_column_letter(j + 1)
        sheet.column_dimensions[letter].width = min(longest + 2, WIDEST)
        if name == PERCENT:
            for cell in sheet[letter][1:]:
                cell.number_format = "0.0"


def _safe(cell: Cell) -> Cell:
    """Words that look like a formula stay words."""
    return guarded(cell) if isinstance(cell, str) else cell
