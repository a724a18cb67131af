"""An Excel workbook of Annex A: its sheets found by their headings, its formulas taken for their values.

A workbook is a zip: what it would unpack to is looked at before it is, and no part may go beyond what its
directory says. Its XML is read without entities.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any

from bot.domain.imports import ReadFile
from bot.files.annex_a import WITHOUT_VALUE, List, list_of, other_list
from bot.files.csv_in import UnreadableFile
from bot.files.typed_rows import Written, typed

ZIP = b"PK\x03\x04"
LARGEST_UNPACKED = 400_000_000
"""Bytes in all. A List 8 of 2,000 children unpacks to about 5 million."""
LARGEST_RATIO = 200
"""Unpacked to packed: spreadsheets of real data reach 20; the ratio counts only above `SMALL`."""
SMALL = 10_000_000
MOST_ROWS, MOST_COLUMNS = 200_000, 200
LAST_ROW = 1_048_576
"""Excel's own: some sheets have a stray cell there, none has one below."""
HEADINGS_WITHIN = 10
"""Rows from the top: some authorities put a title above the headings."""
_CHUNK = 1 << 20
_PLAIN_TITLE = re.compile(r"(?:annex ?a? ?)?(?:list|sheet)[ _-]?\d{1,2}", re.IGNORECASE)
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    OSError,
    RuntimeError,
)
"""What openpyxl raises at a file that is not as it should be."""

Cells = Sequence[Any]
"""Of one row, as openpyxl gives them."""


def read_workbook(name: str, data: bytes) -> list[ReadFile]:
    """Raises UnreadableFile."""
    formulas = _checked(name, data)
    try:
        return _read(name, data, formulas=formulas)
    except _FAULTS:
        why = "it cannot be read as an Excel workbook; open it in Excel and save it as .xlsx"
        raise UnreadableFile(name, why) from None


def _checked(name: str, data: bytes) -> bool:
    """Whether there are formulas in it. Raises UnreadableFile."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _refuse_bombs(name, parts, len(data))
            with_formulas = [_looked_through(name, parts, part) for part in parts.infolist()]
    except _FAULTS:
        raise UnreadableFile(name, "it is not whole: it was cut off or damaged on its way") from None
    return any(with_formulas)


def _refuse_bombs(name: str, parts: zipfile.ZipFile, packed: int) -> None:
    infos = parts.infolist()
    if any(info.flag_bits & 1 for info in infos):
        raise UnreadableFile(name, "it is locked with a password; save it without one")
    if not any(info.filename.startswith("xl/") and info.filename.endswith(".xml") for info in infos):
        raise UnreadableFile(name, "it is a zip, but no Excel workbook (.xlsx); unpack it first")
    unpacked = sum(info.file_size for info in infos)
    if unpacked > LARGEST_UNPACKED or (unpacked > SMALL and unpacked > LARGEST_RATIO * packed):
        size = f"{unpacked // 1_000_000:,} MB from {packed / 1_000_000:.1f}"
        raise UnreadableFile(name, f"it would unpack to {size}, which no workbook of this kind does")


def _looked_through(name: str, parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a formula is in this part; all of it is read, so that nothing it hides comes later."""
    found, before = False, b""
    with parts.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            seen = before + chunk
            if any(word in seen for word in _FORBIDDEN):
                raise UnreadableFile(name, "it has a document type or entities in it, which no workbook has")
            found = found or b"<f>" in seen or b"<f " in seen
            before = chunk[-16:]
    return found and part.filename.startswith("xl/worksheets/")


def _read(name: str, data: bytes, *, formulas: bool) -> list[ReadFile]:
    """Raises UnreadableFile, and whatever openpyxl does."""
    sha256 = hashlib.sha256(data).hexdigest()
    found: list[ReadFile] = []
    others: list[str] = []
    for position, (title, values, written) in enumerate(_sheets(name, data, formulas=formulas), start=1):
        headed = _headed(values)
        if headed is None:
            continue
        at, headings = headed
        if known := list_of(headings):
            rows = _rows(known, values[at:], written[at:], first=at + 1)
            file = typed(name, known[0].kind, sha256, f"{_called(position, title)}, row", rows)
            found.append(_with_unread(file, headings, known[1]))
        elif other := other_list(headings):
            others.append(other)
    if not found and not others:
        raise UnreadableFile(name, "no sheet of it has the headings of a list of Annex A")
    if others:
        lists = ", ".join(sorted(set(others), key=int))
        found.append(ReadFile(name, f"Annex A List {lists}", sha256, (), is_needed=False))
    return found


def _with_unread(file: ReadFile, headings: Sequence[str], columns: Mapping[str, int]) -> ReadFile:
    unread = (one for at, one in enumerate(headings) if one and at not in columns.values())
    return ReadFile(file.name, file.kind, file.sha256, file.rows, file.rejected, tuple(unread))


def _sheets(name: str, data: bytes, *, formulas: bool) -> Iterator[tuple[str, list[Cells], list[Cells]]]:
    """Each sheet's title, its values and, where there are formulas, what is written in their place."""
    # Imported here because only imports need it: it takes a fifth of a second.
    from openpyxl import load_workbook
    from openpyxl.utils.datetime import WINDOWS_EPOCH

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about looks it does not keep, which nobody asked for
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        plain = load_workbook(io.BytesIO(data), read_only=True) if formulas else None
        if book.epoch != WINDOWS_EPOCH:
            raise UnreadableFile(name, "it counts its days from 1904; save it with Excel's usual setting")
        for sheet in book.worksheets:
            written = _cells(name, plain[sheet.title]) if plain else []
            yield sheet.title, _cells(name, sheet), written
        book.close()
        if plain:
            plain.close()


def _cells(name: str, sheet: Any) -> list[Cells]:
    """Raises UnreadableFile."""
    sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
    rows, filled = [], 0
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
        rows.append(_trimmed(row))
        filled += bool(rows[-1])
        if filled > MOST_ROWS or number > LAST_ROW:
            raise UnreadableFile(name, f"a sheet of it has more than {MOST_ROWS:,} rows; split it")
    return rows


def _trimmed(row: Cells) -> Cells:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]


def _headed(rows: Sequence[Cells]) -> tuple[int, list[str]] | None:
    """Where the rows below the headings begin, and the headings."""
    for at, row in enumerate(rows[:HEADINGS_WITHIN], start=1):
        headings = [" ".join(str(cell).split()) if cell is not None else "" for cell in row]
        if list_of(headings) or other_list(headings):
            return at, headings
    return None


def _rows(
    known: tuple[List, Mapping[str, int]], values: Sequence[Cells], written: Sequence[Cells], first: int
) -> Iterator[Written]:
    _, columns = known
    for number, (row, formulas) in enumerate(zip_longest(values, written, fillvalue=()), start=first):
        found = {name: _text(row, formulas, at) for name, at in columns.items()}
        if any(found.values()):
            yield number, found


def _text(row: Cells, formulas: Cells, at: int) -> str:
    """A cell as CSV would have it."""
    value = row[at] if at < len(row) else None
    if value is None:
        formula = formulas[at] if at < len(formulas) else None
        return WITHOUT_VALUE if isinstance(formula, str) and formula.startswith("=") else ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _called(position: int, title: str) -> str:
    """A sheet by its title, or by its place where the title might be somebody's name."""
    return f"sheet {title}" if _PLAIN_TITLE.fullmatch(title) else f"sheet {position}"
