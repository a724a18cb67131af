"""A CSV file as a person saved it: recognised by its headings, read row by row, every fault by its line.

What stands in a cell is never repeated in a message: it may be a child's name in the wrong column.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.domain.imports import ReadFile, Row
from bot.files import cells
from bot.files.kinds import KINDS, Column, Kind, kind_of, nearest_kind
from bot.files.national import EVERY

LARGEST = 200_000_000
"""Bytes. A caseload of 100,000 children takes about 10 million."""
TOLD_EVERY = 20_000
"""Rows."""
SAVE_AS = "open it in a spreadsheet and save it as CSV UTF-8 (comma delimited)"
_SIGNATURES = {
    b"PK\x03\x04": "it is a spreadsheet (.xlsx) with another ending",
    b"\xd0\xcf\x11\xe0": "it is a spreadsheet (.xls) with another ending",
    b"%PDF": "it is a PDF",
    b"\xff\xfe": "it is saved as UTF-16 (Unicode text)",
    b"\xfe\xff": "it is saved as UTF-16 (Unicode text)",
}


Tell = Callable[[str], None]


def nobody(_line: str) -> None: ...


class UnreadableFile(Exception):
    """A file that cannot be imported at all; the message is one line: its name, what is wrong, what to do."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}.")


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """All of a file that is not too large. Raises UnreadableFile."""
    name = path.name
    try:
        if path.is_dir():
            raise UnreadableFile(name, "it is a folder; name the files in it")
        if path.exists() and not path.is_file():
            raise UnreadableFile(name, "it is a device or a pipe, not a file")
        if path.stat().st_size > largest:
            raise UnreadableFile(name, f"it is larger than {largest // 1_000_000} MB; split it")
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(str(path), "there is no such file") from None
    except PermissionError:
        raise UnreadableFile(name, "it is locked or may not be read; close it where it is open") from None
    except OSError as fault:
        raise UnreadableFile(name, f"it cannot be read ({fault.strerror})") from None


def read_csv(name: str, data: bytes, tell: Tell = nobody) -> ReadFile:
    """`tell` hears a line every so many rows. Raises UnreadableFile."""
    lines = _lines(name, data, _encoding(name, data))
    _, headings = next(lines, (1, []))
    kind, columns, not_read = _recognise(name, headings)
    sha256 = hashlib.sha256(data).hexdigest()
    if not kind.is_needed:
        return ReadFile(name, kind.name, sha256, (), is_needed=False)
    rows: list[Row] = []
    rejected: list[tuple[Row, str]] = []
    for count, (line, found) in enumerate(lines, 1):
        if count % TOLD_EVERY == 0:
            tell(f"{name}: {count:,} rows read")
        row, why = row_of(line, found, columns)
        if len(found) > len(headings):
            why = "it has more cells than there are headings; put a cell with a comma between quotation marks"
        if why:
            rejected.append((row, why))
        else:
            rows.append(row)
    return ReadFile(name, kind.name, sha256, tuple(rows), tuple(rejected), not_read)


def text_of(name: str, data: bytes) -> str:
    """Raises UnreadableFile."""
    return data.decode(_encoding(name, data))


def _encoding(name: str, data: bytes) -> str:
    if not data.strip():
        raise UnreadableFile(name, "it is empty")
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableFile(name, f"{what}; {SAVE_AS}")
    if b"\0" in data:
        raise UnreadableFile(name, f"it has NUL bytes in it, so it is not text; {SAVE_AS}")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise UnreadableFile(name, f"its letters are neither UTF-8 nor Windows-1252; {SAVE_AS}")


def _lines(name: str, data: bytes, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, each with the line it begins on. Raises UnreadableFile."""
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(data), encoding, newline=""), strict=True)
    begins = 1
    try:
        for row in reader:
            while row and not (row[-1] and cells.tidy(row[-1])):
                row.pop()
            if row:
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error as fault:
        raise UnreadableFile(name, f"line {begins} cannot be read as CSV ({fault})") from None


def _recognise(name: str, row: Sequence[str]) -> tuple[Kind, list[Reading], tuple[str, ...]]:
    found = [cells.tidy(cell) for cell in row]
    headings = [_heading(one) for one in found]
    kind = kind_of(headings, EVERY)
    if kind is None:
        raise UnreadableFile(name, _unknown(found, headings))
    known = {column.name: column for column in kind.columns}
    twice = sorted({one for one in headings if one in known and headings.count(one) > 1})
    if twice:
        raise UnreadableFile(name, f"the heading {', '.join(twice)} stands twice; take one away")
    columns = [Reading(place, known[one]) for place, one in enumerate(headings) if one in known]
    return kind, columns, tuple(one for one in found if one and _heading(one) not in known)


def _heading(found: str) -> str:
    return re.sub(r"[\s_-]+", "_", found.strip().lower())


def _unknown(found: Sequence[str], headings: Sequence[str]) -> str:
    for separator, called in ((";", "semicolons"), (" ", "tabs"), ("|", "upright strokes")):
        if len(found) == 1 and kind_of((_heading(one) for one in found[0].split(separator)), EVERY):
            return f"its columns are separated by {called}, not commas; {SAVE_AS}"
    near = nearest_kind(headings, EVERY)
    if near is not None:
        missing = ", ".join(sorted(near.known_by - {*headings}))
        return f"it looks like {near.name}, but has no heading {missing}"
    known = "; ".join(f"{kind.name}: {','.join(column.name for column in kind.columns)}" for kind in KINDS)
    others = "a table of the 903 or an SSD extract has those of its guide"
    return f"its first line has none of the known headings ({known}; {others})"


class Reading:
    """One column as it is read; what stands in many cells is read once."""

    def __init__(self, place: int, column: Column) -> None:
        self.place, self.name, self.is_needed = place, column.name, column.is_needed
        self.stops = column.is_needed or column.is_decisive
        clean = cells.tidy_text if column.keeps_lines else cells.tidy
        self.read = lru_cache(maxsize=5_000)(lambda cell: _read(column, clean(cell)))


def _read(column: Column, cell: str) -> Any:
    return column.read(cell) if cell else ""


def row_of(
    line: int, found: Sequence[str], columns: Sequence[Reading], where: str = "line"
) -> tuple[Row, str]:
    """The row, and why it is rejected: blank when it is not. `where`: what its number counts."""
    values: dict[str, Any] = {}
    faults: list[tuple[Reading, str]] = []
    there = len(found)
    for column in columns:
        cell = found[column.place] if column.place < there else ""
        try:
            values[column.name] = read = cell and column.read(cell)
        except cells.Unusable as fault:
            values[column.name] = ""
            faults.append((column, str(fault)))
        else:
            if read == "" and column.is_needed:
                faults.append((column, "is blank"))
    noted = tuple(f"{column.name} {why}; left blank" for column, why in faults if not column.stops)
    return Row(line, values, noted, where), "; ".join(
        f"{column.name} {why}" for column, why in faults if column.stops
    )
