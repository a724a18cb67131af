"""The SSDA903 return as XML: the same tables as its CSV set, child by child.

Parsed without entities, document types or anything from outside.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from bot.domain.imports import ReadFile
from bot.files.csv_in import UnreadableFile, text_of
from bot.files.national import EPISODES, HEADER, REVIEWS
from bot.files.typed_rows import Written, typed

ROOT = "EXPSSDA903"
_DECLARATION = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OF_EPISODE = ("decom", "rne", "ls", "dec", "rec")
_OF_REVIEW = ("review", "review_code")


def is_xml(data: bytes) -> bool:
    start = data[:200]
    if start.startswith(_UTF_16):
        start = start[2:].replace(b"\0", b"")
    return start.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\0").startswith(b"<")


def read_xml(name: str, data: bytes) -> list[ReadFile]:
    """Raises UnreadableFile."""
    if data.startswith(_UTF_16):
        raise UnreadableFile(name, "it is saved as UTF-16; save it again as UTF-8")
    # The letters are read here, as those of a CSV file: what the declaration says of them is often wrong.
    text = _DECLARATION.sub("", text_of(name, data), count=1)
    sha256 = hashlib.sha256(data).hexdigest()
    found: dict[str, list[Written]] = {HEADER.name: [], EPISODES.name: [], REVIEWS.name: []}
    for number, child in enumerate(_children(name, text), start=1):
        for kind, cells in _rows(child):
            found[kind].append((number, cells))
    if not found[HEADER.name]:
        raise UnreadableFile(name, "there is no child in it")
    kinds = (HEADER, EPISODES, REVIEWS)
    return [typed(name, kind, sha256, "child", found[kind.name]) for kind in kinds if found[kind.name]]


def _children(name: str, text: str) -> Iterator[Element]:
    """One at a time; each is forgotten before the next. Raises UnreadableFile."""
    # Imported here because only imports need it: the assistant itself starts without.
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    root: Any = None
    source = io.BytesIO(text.encode())
    try:
        for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
            if root is None:
                root = _root(name, element)
            if event == "end" and _tag(element) == "CHILD":
                yield element
                root.clear()
    except DefusedXmlException:
        raise UnreadableFile(
            name, "it has a document type or entities in it, which the return has not"
        ) from None
    except ParseError as fault:
        line, _ = fault.position
        raise UnreadableFile(name, f"it is not whole: line {line} cannot be read as XML") from None


def _root(name: str, element: Element) -> Element:
    if _tag(element) != ROOT:
        raise UnreadableFile(name, f"it is XML, but not the SSDA903 return, which begins with {ROOT}")
    return element


def _rows(child: Element) -> Iterator[tuple[str, dict[str, str]]]:
    header = {"child": _text(child, "CHILDID"), "dob": _text(child, "DOB")}
    yield HEADER.name, header
    for element in child.iter():
        match _tag(element):
            case "EPISODE":
                told = {"place": _text(element, "PL"), **_texts(element, _OF_EPISODE)}
                yield EPISODES.name, {"child": header["child"], **told}
            case "AREVIEW":
                yield REVIEWS.name, {**header, **_texts(element, _OF_REVIEW)}


def _texts(element: Element, names: tuple[str, ...]) -> dict[str, str]:
    return {name: _text(element, name.upper()) for name in names}


def _text(element: Element, tag: str) -> str:
    return next((one.text or "" for one in element.iter() if _tag(one) == tag), "")


def _tag(element: Element) -> str:
    """Without its namespace."""
    return str(element.tag).rpartition("}")[2].upper()
