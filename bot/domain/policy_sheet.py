"""One policy file read into values, sources and blanks; and one file filling the blanks of another."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.domain.policy_headings import HEADINGS, keys_under
from bot.domain.policy_values import Reader, Unfit

LOCAL = "local"
UNKNOWN = "unknown"
_MARKS = frozenset({"source", "source_of", "local"})

Table = Mapping[str, Any]


class PolicyError(Exception):
    """A policy cannot be used. The message names every fault: the file, the value, what to do."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        count = "one fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__("\n".join((f"The policy cannot be used ({count}):", *faults)))


class Sheet:
    """What a file says, by path: values (None where unreadable) with sources, and what it leaves local."""

    def __init__(self, file: str, is_overlay: bool) -> None:
        self.file = file
        self.is_overlay = is_overlay
        self.overlay_for: Any = None
        self.general_source: str | None = None
        self.headings: dict[str, Mapping[str, Reader]] = {}
        self.values: dict[str, Any] = {}
        self.sources: dict[str, str] = {}
        self.blank: set[str] = set()
        self.faults: list[str] = []

    def fault(self, path: str, what: str) -> None:
        self.faults.append(f"{self.file}, {path}: {what}.")

    def put(self, path: str, value: Any, source: str) -> None:
        self.blank.discard(path)
        self.values[path] = value
        self.sources[path] = source


def read_sheet(text: str, file: str) -> Sheet:
    """The policy of an authority: every key is given with its source, or named local."""
    sheet = Sheet(file, is_overlay=False)
    _read_tables(sheet, _parse(text, file))
    for heading in HEADINGS:
        sheet.headings.setdefault(heading, HEADINGS[heading])
    _refuse_missing(sheet)
    return sheet


def read_overlay(text: str, file: str) -> Sheet:
    """What fills a policy's blanks; its `source`, said once at the top, serves every value without one."""
    sheet = Sheet(file, is_overlay=True)
    data = _parse(text, file)
    sheet.overlay_for = data.pop("overlay_for", None)
    source = data.pop("source", None)
    sheet.general_source = source if _is_source(source) else UNKNOWN
    if sheet.general_source == UNKNOWN:
        sheet.fault("source", 'say at the top where its values come from: source = "our procedure of 2026"')
    _read_tables(sheet, data)
    return sheet


def _parse(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as fault:
        found = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(fault), re.S)
        what = found[1] if found else str(fault)
        line = (found and found[2]) or str(text.rstrip().count("\n") + 1)
        raise PolicyError([f"{file}, line {line}: this cannot be read as TOML ({what})."]) from None


def _read_tables(sheet: Sheet, data: Table) -> None:
    for heading, table in _tables(data):
        keys = keys_under(heading, cafcass="cafcass" in table) if isinstance(table, dict) else None
        if keys is None:
            sheet.fault(heading, f"this heading is not known; known are {', '.join(HEADINGS)}, ladder.1 ...")
        else:
            sheet.headings[heading] = keys
            _read_table(sheet, heading, table, keys)
    stages = [int(heading[7:]) for heading in sheet.headings if heading.startswith("ladder.")]
    if stages != sorted(stages):
        sheet.fault("ladder", f"the stages stand in the order {stages}; write the lowest first")


def _tables(data: Table) -> Iterator[tuple[str, Any]]:
    """Every heading with its keys; the stages and the triggers apart from the heading they stand under."""
    for heading, table in data.items():
        if heading not in ("ladder", "triggers") or not isinstance(table, dict):
            yield heading, table
            continue
        inner = {key: below for key, below in table.items() if isinstance(below, dict) and key not in _MARKS}
        yield heading, {key: value for key, value in table.items() if key not in inner}
        yield from ((f"{heading}.{key}", below) for key, below in inner.items())


def _read_table(sheet: Sheet, heading: str, table: Table, keys: Mapping[str, Reader]) -> None:
    for key in sorted(table.keys() - keys.keys() - _MARKS):
        sheet.fault(f"{heading}.{key}", f"this is not a known key; known here are {', '.join(keys)}")
    for key, reader in keys.items():
        if f"{heading}.{key}" == "themes.list" and key in table:
            _read_themes(sheet, reader, table[key])
        elif key in table:
            _read_value(sheet, f"{heading}.{key}", reader, table[key], _source(sheet, heading, key, table))
    _check_source_of(sheet, heading, table)
    _read_local(sheet, heading, table, keys)


def _source(sheet: Sheet, heading: str, key: str, table: Table) -> str:
    own = table.get("source_of")
    source = own.get(key) if isinstance(own, dict) else None
    source = source if source is not None else table.get("source", sheet.general_source)
    if _is_source(source):
        return str(source)
    what = 'it has no source; add source = "..." under its heading, or take it out and name it under local'
    sheet.fault(f"{heading}.{key}", what)
    return UNKNOWN


def _is_source(source: Any) -> bool:
    return isinstance(source, str) and source.strip() not in ("", LOCAL)


def _check_source_of(sheet: Sheet, heading: str, table: Table) -> None:
    own = table.get("source_of", {})
    if not isinstance(own, dict):
        sheet.fault(f"{heading}.source_of", 'write source_of.KEY = "..."')
        return
    for key in sorted(own.keys() - table.keys()):
        sheet.fault(f"{heading}.source_of.{key}", "there is no such value here; take the source out")


def _read_value(sheet: Sheet, path: str, reader: Reader, value: Any, source: str) -> None:
    read = None
    try:
        read = reader(value)
    except Unfit as unfit:
        sheet.fault(path, str(unfit))
    if read == () and not sheet.is_overlay and not path.startswith("triggers."):
        sheet.fault(path, "an empty list says nothing; take it out and name it under local")
    sheet.put(path, read, source)


def _read_themes(sheet: Sheet, reader: Reader, tables: Any) -> None:
    """Each list of themes has its own source, so the value is pairs of theme and source."""
    if sheet.general_source and isinstance(tables, list):
        general = {"source": sheet.general_source}
        tables = [general | table if isinstance(table, dict) else table for table in tables]
    _read_value(sheet, "themes.list", reader, tables, UNKNOWN)


def _read_local(sheet: Sheet, heading: str, table: Table, keys: Mapping[str, Reader]) -> None:
    path, named = f"{heading}.local", table.get("local", [])
    if not isinstance(named, list) or any(not isinstance(key, str) for key in named):
        sheet.fault(path, 'write a list of names, such as local = ["days", "to_role"]')
        return
    if named and sheet.is_overlay:
        sheet.fault(path, "an overlay only fills; leave out what stays local")
        return
    for key in named:
        if key not in keys or key == "cafcass":
            sheet.fault(path, f"{key!r} is not a known key; known here are {', '.join(keys)}")
        elif key in table:
            sheet.fault(f"{heading}.{key}", "it is named local and has a value; take one of the two out")
        sheet.blank.add(f"{heading}.{key}")


def _refuse_missing(sheet: Sheet) -> None:
    known = {f"{heading}.{key}" for heading, keys in sheet.headings.items() for key in keys}
    for path in sorted(known - sheet.values.keys() - sheet.blank - sheet.headings.keys()):
        sheet.fault(path, "it is missing; give it a value with a source, or name it under local")
    for path in sorted(sheet.blank & sheet.headings.keys()):
        sheet.fault(path, "it is named local and has a heading; take one of the two out")


def fill(base: Sheet, overlay: Sheet, authority: Any) -> None:
    """Puts the overlay's values into the base's blanks; anything else it tries is a fault."""
    base.faults += overlay.faults
    overlay.faults = []
    if overlay.overlay_for != authority:
        overlay.fault("overlay_for", f'the policy is for {authority}; write overlay_for = "{authority}"')
    may_add_stages = "ladder.complete" in base.blank
    for heading, keys in overlay.headings.items():
        if heading in base.headings or _may_add(base, overlay, heading, may_add_stages):
            _open(base, heading, keys)
            _fill_heading(base, overlay, heading, keys)
    base.faults += overlay.faults


def _may_add(base: Sheet, overlay: Sheet, heading: str, may_add_stages: bool) -> bool:
    if heading in base.blank or (heading.startswith("ladder.") and may_add_stages):
        return True
    says = base.sources.get("ladder.complete", UNKNOWN)
    overlay.fault(heading, f"it cannot be added: {base.file} says what there is ({says}); take it out")
    return False


def _open(base: Sheet, heading: str, keys: Mapping[str, Reader]) -> None:
    if heading not in base.headings:
        base.headings[heading] = keys
        base.blank.discard(heading)
        base.blank |= {f"{heading}.{key}" for key in keys}


def _fill_heading(base: Sheet, overlay: Sheet, heading: str, keys: Mapping[str, Reader]) -> None:
    for path in (f"{heading}.{key}" for key in keys):
        if path not in overlay.values:
            continue
        if path in base.blank:
            base.put(path, overlay.values[path], overlay.sources[path])
        elif path in base.values:
            overlay.fault(path, f"{_stated(base, path)}; an overlay fills only what is local, so take it out")
        else:
            overlay.fault(path, "this stage has no such value; take it out")


def _stated(base: Sheet, path: str) -> str:
    sources = {base.sources[path]}
    if path == "themes.list":
        sources = {source for _, source in base.values[path] or ()}
    return f"it is stated already ({', '.join(sorted(sources))})"
