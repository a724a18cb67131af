"""The activity file: visits, midway reviews, oversight, ratings and grades of years gone by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.clock import london_day
from bot.domain.activities import ActivityKind, Rag
from bot.domain.imports import ReadFile, Row
from bot.domain.policy import Policy
from bot.operations.importing_history import HistoryChildren, lies_ahead
from bot.operations.importing_rows import Plan, Sieve, Staff
from storage import histories
from storage.database import Work
from storage.tables import activity

Key = tuple[Any, str, date, str, str]
"""Child, kind, day, value, who."""


def plan_activity(work: Work, policy: Policy, now: datetime, file: ReadFile, staff: Staff) -> Plan:
    """A blank grade is one that was not recorded. No rating or grade of a file triggers anything."""
    sieve = Sieve(file)
    named = HistoryChildren(policy, sieve)
    sieve.reject(lambda row: lies_ahead(row, "on", london_day(now)))
    sieve.reject(_no_rating)
    grades = {grade.casefold(): grade for grade in policy.grades}
    values = {row.line: _value(sieve, row, grades) for row in sieve.rows}

    def key(row: Row, child: Any) -> Key:
        return child, row.values["kind"], row.values["on"], values[row.line], row.values.get("by", "")

    sieve.reject_repeats(lambda row: key(row, named.reference(row)))
    ids = named.ids(work, sieve.rows)
    known = _known(work, ids, staff)
    added = [row for row in sieve.rows if key(row, ids.get(named.reference(row))) not in known]
    pairs = [(row, known.get(key(row, ids.get(named.reference(row))))) for row in sieve.rows]
    changed = [
        {"id": before.id, "note": row.values["note"]}
        for row, before in pairs
        if before is not None and _says_more(row, before)
    ]

    def store() -> None:
        named.add_missing(work, added)
        of_child = named.ids(work, added)
        rows = (_columns(key(row, of_child[named.reference(row)]), row, staff) for row in added)
        histories.add_rows(work, activity, rows)
        histories.change_rows(work, activity, changed)

    return Plan(
        store=store,
        staff=staff,
        added=len(added),
        changed=len(changed),
        unchanged=len(sieve.rows) - len(added) - len(changed),
        rejected=tuple(sieve.rejected),
        noted=tuple(sieve.noted),
    )


def _says_more(row: Row, before: Any) -> bool:
    """What an IRO noted in chat stays as noted."""
    from_chat = before.by_id is not None and not before.by_said
    note = row.values.get("note")
    return bool(note) and note != before.note and not from_chat


def _no_rating(row: Row) -> str:
    is_rating = row.values["kind"] == ActivityKind.RAG
    return "value is not red, amber or green" if is_rating and _plain(row) not in tuple(Rag) else ""


def _plain(row: Row) -> str:
    return str(row.values.get("value", "")).casefold()


def _value(sieve: Sieve, row: Row, grades: Mapping[str, str]) -> str:
    """The rating; the grade in the policy's spelling; nothing for what has neither."""
    written = str(row.values.get("value", ""))
    match row.values["kind"]:
        case ActivityKind.RAG:
            return written.lower()
        case ActivityKind.GRADE:
            if written and grades and written.casefold() not in grades:
                sieve.note(row, "value is not one of the policy's grades; kept as it is written")
            return grades.get(written.casefold(), written)
    if written:
        sieve.note(row, "value means nothing for this kind; left blank")
    return ""


def _known(work: Work, ids: Mapping[str, int], staff: Staff) -> dict[Key, Any]:
    email = {person.id: person.email for person in staff.values()}
    return {
        (one.child_id, one.kind, one.happened_on, one.value, one.by_said or email.get(one.by_id, "")): one
        for one in histories.activities_of(work, ids.values())
    }


def _columns(key: Key, row: Row, staff: Staff) -> dict[str, Any]:
    child_id, kind, happened_on, value, by = key
    return {
        "child_id": child_id,
        "kind": kind,
        "happened_on": happened_on,
        "value": value,
        "note": row.values.get("note", ""),
        "by_said": by,
        "by_id": staff[by].id if by in staff else None,
    }
