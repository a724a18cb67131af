"""CSV as a spreadsheet opens it safely."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins with one of these is run as a formula by spreadsheets."""


def written(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """With a line of headings; lines end in CR LF. A dangerous cell gets an apostrophe before it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([guarded(row.get(column)) for column in columns] for row in rows)
    return text.getvalue()


def guarded(value: object) -> str:
    """As text; what a spreadsheet would run has an apostrophe before it."""
    cell = "" if value is None else str(value)
    is_number = isinstance(value, int | float)
    return f"'{cell}" if cell.startswith(DANGEROUS) and not is_number else cell
