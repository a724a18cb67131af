"""Files to be imported, whatever they were saved as; what they are is seen from their contents."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from pathlib import Path

from bot.domain.imports import ReadFile
from bot.files.annex_a import list_of
from bot.files.csv_in import LARGEST, Tell, UnreadableFile, nobody, read_bytes, read_csv, text_of
from bot.files.ssda903_xml import is_xml, read_xml
from bot.files.typed_rows import typed
from bot.files.workbook_in import ZIP, read_workbook

OLE = b"\xd0\xcf\x11\xe0"
"""Old Excel files, and new ones under a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_files(paths: Iterable[Path], largest: int = LARGEST, tell: Tell = nobody) -> list[ReadFile]:
    """A workbook or an XML file gives several. `tell` hears how far a large CSV is. Raises UnreadableFile."""
    return [file for path in paths for file in read_any(path.name, read_bytes(path, largest), tell)]


def read_any(name: str, data: bytes, tell: Tell = nobody) -> list[ReadFile]:
    """Raises UnreadableFile."""
    if data.startswith(ZIP):
        return read_workbook(name, data)
    if data.startswith(OLE):
        raise UnreadableFile(name, _why_not_ole(data))
    if is_xml(data):
        return read_xml(name, data)
    return [_list_as_csv(name, data) or read_csv(name, data, tell)]


def _why_not_ole(data: bytes) -> str:
    if _ENCRYPTED in data:
        return "it is locked with a password; open it in Excel and save it without one"
    return "it is an old Excel workbook (.xls); open it in Excel and save it as .xlsx or CSV UTF-8"


def _list_as_csv(name: str, data: bytes) -> ReadFile | None:
    """A list of Annex A saved as CSV, as the SSD's own scripts give it. Raises UnreadableFile."""
    reader = csv.reader(io.StringIO(text_of(name, data), newline=""))
    try:
        headings = next(reader, [])
        found = list_of(headings)
        if found is None:
            return None
        kind, columns = found[0].kind, found[1]
        begins = reader.line_num + 1
        rows = []
        for row in reader:
            cells = {one: row[at] if at < len(row) else "" for one, at in columns.items()}
            if any(cells.values()):
                rows.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error:
        return None
    return typed(name, kind, hashlib.sha256(data).hexdigest(), "line", rows)
