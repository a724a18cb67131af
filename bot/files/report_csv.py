"""The report as CSV: one file a table, and the rows behind every figure."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from bot.domain.counting import Counted
from bot.domain.report_rows import ActivityRow, ChallengeRow, EscalationRow, ReviewRow
from bot.domain.statistics import Report, Table
from bot.files.csv_out import guarded, written

BEHIND = {
    EscalationRow: "rows_escalations",
    ChallengeRow: "rows_challenges",
    ReviewRow: "rows_reviews",
    ActivityRow: "rows_activity",
}
COLUMNS = ("file", "row", "column", "times", "date", "record", "outside_reference")
JOINED = " / "
"""Between the two words that name a row of a table with groups."""


def table_as_csv(table: Table) -> str:
    return written(table.headings, (dict(zip(table.headings, row, strict=True)) for row in table.rows))


def write_tables(report: Report, folder: Path) -> list[Path]:
    return [write(folder / f"{table.name}.csv", table_as_csv(table)) for table in report.tables]


def write_rows(every: Iterable[Counted], folder: Path, *, with_children: bool = False) -> list[Path]:
    """A line for every record in every cell; all cells but totals are the sums of their lines' `times`.

    Written as they come: a large authority's year has most of a million.
    """
    paths = {kind: folder / f"{name}.csv" for kind, name in BEHIND.items()}
    with ExitStack() as files:
        writers = {
            kind: csv.writer(files.enter_context(path.open("w", encoding="utf-8", newline="")))
            for kind, path in paths.items()
        }
        for writer in writers.values():
            writer.writerow((*COLUMNS, "child") if with_children else COLUMNS)
        for one in every:
            writers[type(one.of)].writerow(_line(one, with_children=with_children))
    return list(paths.values())


def _line(one: Counted, *, with_children: bool) -> tuple[str, ...]:
    outside = guarded(getattr(one.of, "outside_ref", ""))
    row, column = guarded(JOINED.join(one.row)), guarded(one.column)
    line = (f"{one.table}.csv", row, column, str(one.times), one.on.isoformat(), one.of.record, outside)
    return (*line, guarded(one.of.child)) if with_children else line


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


def as_text(report: Report, titles: Mapping[str, str]) -> Iterator[str]:
    """Line by line, for a terminal."""
    for table in report.tables:
        yield ""
        yield titles[table.name]
        yield from _aligned(table)


def _aligned(table: Table) -> Iterator[str]:
    lines = [table.headings, *(tuple(str(cell) for cell in row) for row in table.rows)]
    widths = [max(len(line[j]) for line in lines) for j in range(len(table.headings))]
    for line in lines:
        cells = (
            cell.ljust(width) if j < table.labels else cell.rjust(width)
            for j, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()
