"""An office file without the moment it was made: the same report gives the same file."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip file can name."""
_CORE = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_FIXED = rb"\g<1>2000-01-01T00:00:00Z\g<2>"


def rewrite_fixed(path: Path) -> Path:
    with zipfile.ZipFile(path) as old:
        members = [(item.filename, old.read(item)) for item in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members:
            fixed = _MOMENT.sub(_FIXED, content) if name == _CORE else content
            new.writestr(zipfile.ZipInfo(name, LONG_AGO), fixed, zipfile.ZIP_DEFLATED)
    return path
