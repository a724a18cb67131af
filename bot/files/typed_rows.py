"""Rows that do not come from CSV, typed by the same columns in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.domain.imports import ReadFile, Row
from bot.files.csv_in import Reading, row_of
from bot.files.kinds import Kind

Written = tuple[int, Mapping[str, str]]
"""Where the row stands, and its cells by column; those of columns that are not needed are not in it."""


def typed(name: str, kind: Kind, sha256: str, where: str, found: Iterable[Written]) -> ReadFile:
    """`where`: what a row's number counts."""
    columns = [Reading(place, column) for place, column in enumerate(kind.columns)]
    rows: list[Row] = []
    rejected: list[tuple[Row, str]] = []
    for line, written in found:
        cells = [written.get(column.name, "") for column in kind.columns]
        row, why = row_of(line, cells, columns, where)
        if why:
            rejected.append((row, why))
        else:
            rows.append(row)
    return ReadFile(name, kind.name, sha256, tuple(rows), tuple(rejected))
