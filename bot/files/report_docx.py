"""The annual-report pack as a Word document: what an IRO service could publish."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt
from docx.table import Table as WordTable
from docx.table import _Row

from bot.domain.statistics import Cell, Report, Table
from bot.files.fixed_zip import rewrite_fixed
from bot.files.report_charts import chart_of
from bot.files.report_words import ORIGIN, TRACED, WORDS, heading, notes, of_period, readable

WIDE = 9
"""From so many columns on, smaller type."""
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def write_document(report: Report, path: Path) -> Path:
    word = Document()
    _set_page(word, report)
    _begin(word, report)
    for table in report.tables:
        _add_table(word, table, readable(table, report))
    _end(word, report)
    word.save(str(path))
    return rewrite_fixed(path)


def _set_page(word: Word, report: Report) -> None:
    """Landscape, so that twelve months and a total stand in a line."""
    page = word.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Inches(11.69), Inches(8.27)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Inches(0.8)
    about = word.core_properties
    about.title, about.subject = heading(report), of_period(report.period)
    about.author, about.language = report.title, "en-GB"
    about.created = about.modified = LONG_AGO
    word.styles["Normal"].font.name = "Calibri"
    word.styles["Normal"].font.size = Pt(11)


def _begin(word: Word, report: Report) -> None:
    word.add_heading(heading(report), 0)
    word.add_paragraph(f"Annual report, {of_period(report.period)}", style="Subtitle")
    for note in notes(report):
        word.add_paragraph(note)


def _add_table(word: Word, table: Table, shown: Table) -> None:
    said = WORDS[table.name]
    word.add_heading(said.title, 1)
    word.add_paragraph(said.shows).paragraph_format.keep_with_next = True
    _fill(word.add_table(rows=0, cols=len(table.headings), style="Light Grid Accent 1"), shown)
    if chart := chart_of(table, shown, said.title):
        drawing = word.add_picture(io.BytesIO(chart.png), width=Inches(6.3))
        drawing._inline.docPr.set("descr", chart.alt)
    word.add_paragraph()


def _fill(drawn: WordTable, table: Table) -> None:
    heads = drawn.add_row()
    _repeat_on_each_page(heads)
    _write(heads, table.headings, table, bold=True)
    for row in table.rows:
        _write(drawn.add_row(), row, table, bold=table.is_total(row))


def _write(line: _Row, cells: tuple[Cell, ...], table: Table, *, bold: bool) -> None:
    size = Pt(8 if len(cells) >= WIDE else 10)
    for j, (cell, value) in enumerate(zip(line.cells, cells, strict=True)):
        paragraph = cell.paragraphs[0]
        written = paragraph.add_run(str(value))
        written.bold, written.font.size = bold, size
        if j >= table.labels:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _repeat_on_each_page(heads: _Row) -> None:
    marked = heads._tr.get_or_add_trPr()
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    marked.append(repeated)


def _end(word: Word, report: Report) -> None:
    word.add_page_break()
    word.add_heading("Where each figure comes from", 1)
    word.add_paragraph(ORIGIN if report.suppressed_below else f"{ORIGIN} {TRACED}")
    for table in report.tables:
        said = WORDS[table.name]
        paragraph = word.add_paragraph()
        paragraph.add_run(f"{said.title}. ").bold = True
        paragraph.add_run(said.counts)
