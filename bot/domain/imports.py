"""A file that was read, row by row, whatever it was written in: what imports work on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    """In the file, the headings' being 1; of a row of several lines, the first. What it counts: `where`."""
    values: Mapping[str, Any]
    """By column, read; without the columns that the file does not have."""
    noted: tuple[str, ...] = ()
    """What could not be used, and was left blank."""
    where: str = "line"
    """What `line` counts: `line`, `sheet List 8, row`, `child`."""


@dataclass(frozen=True)
class ReadFile:
    name: str
    kind: str
    sha256: str
    rows: tuple[Row, ...]
    rejected: tuple[tuple[Row, str], ...] = ()
    """Rows without a value they need, with what could be read of them, and the reason."""
    not_read: tuple[str, ...] = ()
    """Headings that this kind of file does not have: their cells were not looked at."""
    is_needed: bool = True
    """False for a table that is known, and not needed here: no row of it was read."""

    @property
    def read(self) -> int:
        """Rows that are not blank."""
        return len(self.rows) + len(self.rejected)
