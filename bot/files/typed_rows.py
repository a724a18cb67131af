"""Rows that do not come from CSV, typed by the same columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.imports import ReadFile, Row
from bot.files import cells
from bot.files.kinds import Kind

Written = tuple[int, Mapping[str, str]]
"""Where the row stands, and its cells by column; those of columns that are not needed are not in it."""


def typed(name: str, kind: Kind, sha256: str, where: str, found: Iterable[Written]) -> ReadFile:
    """`where`: what a row's number counts."""
    rows: list[Row] = []
    rejected: list[tuple[Row, str]] = []
    for line, written in found:
        row, why = _row(line, where, written, kind)
        if why:
            rejected.append((row, why))
        else:
            rows.append(row)
    return ReadFile(name, kind.name, sha256, tuple(rows), tuple(rejected))


def _row(line: int, where: str, written: Mapping[str, str], kind: Kind) -> tuple[Row, str]:
    """The row, and why it is rejected: blank when it is not."""
    values: dict[str, Any] = {}
    noted: list[str] = []
    rejected: list[str] = []
    for column in kind.columns:
        cell = cells.tidy(written.get(column.name, ""))
        values[column.name] = ""
        why = "is blank" if not cell and column.is_needed else ""
        try:
            values[column.name] = column.read(cell) if cell else ""
        except cells.Unusable as fault:
            why = str(fault)
        if why:
            (rejected if column.is_needed else noted).append(f"{column.name} {why}")
    return Row(line, values, tuple(f"{one}; left blank" for one in noted), where), "; ".join(rejected)
