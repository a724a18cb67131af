"""The reviews file: due, planned and held, of years gone by and of those to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from bot.clock import london_day
from bot.domain.imports import ReadFile, Row
from bot.domain.policy import Policy
from bot.domain.timetable import ReviewKind
from bot.operations.importing_history import HistoryChildren, lies_ahead
from bot.operations.importing_rows import Plan, Sieve, Staff
from storage import histories
from storage.database import Work
from storage.tables import review

FACTS = ("planned_on", "participation", "late_reason", "rearranged")
"""Of a review; the key is child, kind, due_on, held_on."""
RECORDED_HERE = "is recorded in the assistant and says something else; left as it was recorded"
NOT_HELD = "participation is written, but held_on is not; left blank"
HELD_ALREADY = "is recorded as held since; left as it is"


def plan_reviews(work: Work, policy: Policy, now: datetime, file: ReadFile, staff: Staff) -> Plan:
    """A blank cell takes nothing away that is known, and what an IRO recorded in chat stays as recorded."""
    sieve = Sieve(file)
    named = HistoryChildren(policy, sieve)
    sieve.reject(lambda row: lies_ahead(row, "held_on", london_day(now)))
    sieve.reject_repeats(lambda row: (named.reference(row), *_key(row)))
    for row in sieve.rows:
        if row.values.get("participation") and not row.values.get("held_on"):
            sieve.note(row, NOT_HELD)
    matched = _match(work, named, sieve)

    def store() -> None:
        named.add_missing(work, matched.added)
        ids = named.ids(work, matched.added)
        added = (_columns(row, ids[named.reference(row)]) for row in matched.added)
        histories.add_rows(work, review, added)
        histories.change_rows(work, review, matched.changed)

    return Plan(
        store=store,
        staff=staff,
        added=len(matched.added),
        changed=len(matched.changed),
        unchanged=matched.unchanged,
        rejected=tuple(sieve.rejected),
        noted=tuple(sieve.noted),
    )


def _key(row: Row) -> tuple[str, date, date | None]:
    values = row.values
    return values.get("kind") or ReviewKind.CLA.value, values["due_on"], values.get("held_on") or None


def _columns(row: Row, child_id: int) -> dict[str, Any]:
    kind, due_on, held_on = _key(row)
    values = row.values
    return {
        "child_id": child_id,
        "kind": kind,
        "due_on": due_on,
        "held_on": held_on,
        "planned_on": values.get("planned_on") or None,
        "participation": (held_on and values.get("participation")) or None,
        "late_reason": values.get("late_reason", ""),
        "rearranged": values.get("rearranged") or 0,
    }


@dataclass
class _Matched:
    added: list[Row] = field(default_factory=list)
    changed: list[Mapping[str, Any]] = field(default_factory=list)
    unchanged: int = 0


def _match(work: Work, named: HistoryChildren, sieve: Sieve) -> _Matched:
    """Each row with the review it is about: the same key, else the same review, due then and held since."""
    ids = named.ids(work, sieve.rows)
    known: dict[tuple[Any, ...], Any] = {}
    for one in histories.reviews_of(work, ids.values()):
        known.setdefault((one.child_id, one.kind, one.due_on, one.held_on), one)
    matched = _Matched()
    about = partial(_about, ids, named)
    unmatched = list(_take(matched, sieve, sieve.rows, lambda row: known.pop(about(row), None)))
    of_due, here = _held(known.values())
    for row in unmatched:
        child_id, kind, due_on, held_on = about(row)
        if held_on and (waiting := known.pop((child_id, kind, due_on, None), None)):
            _compare(matched, sieve, row, waiting)
        elif not held_on and (child_id, kind, due_on) in of_due:
            _leave(matched, sieve, row, HELD_ALREADY)
        elif held_on and not here.isdisjoint({(child_id, kind, due_on), (child_id, kind, held_on)}):
            _leave(matched, sieve, row, RECORDED_HERE)
        else:
            matched.added.append(row)
    return matched


def _held(known: Iterable[Any]) -> tuple[set[Any], set[Any]]:
    """Reviews held, by the day they were due; and those recorded here, by either of their days."""
    held = [one for one in known if one.held_on]
    here = [one for one in held if one.recorded_by is not None]
    days = [(one, day) for one in here for day in (one.due_on, one.held_on)]
    return (
        {(one.child_id, one.kind, one.due_on) for one in held},
        {(one.child_id, one.kind, day) for one, day in days},
    )


def _leave(matched: _Matched, sieve: Sieve, row: Row, why: str) -> None:
    sieve.note(row, why)
    matched.unchanged += 1


def _about(ids: Mapping[str, int], named: HistoryChildren, row: Row) -> tuple[Any, ...]:
    return ids.get(named.reference(row)), *_key(row)


def _take(matched: _Matched, sieve: Sieve, rows: Iterable[Row], find: Any) -> Iterator[Row]:
    """Compares the rows that are found, and yields the others."""
    for row in rows:
        found = find(row)
        if found is None:
            yield row
        else:
            _compare(matched, sieve, row, found)


def _compare(matched: _Matched, sieve: Sieve, row: Row, known: Any) -> None:
    before = {name: getattr(known, name) for name in (*FACTS, "held_on")}
    said = {name: row.values[name] for name in before if row.values.get(name) not in (None, "")}
    if not row.values.get("held_on"):
        said.pop("participation", None)
    new = {name: value for name, value in said.items() if value != before[name]}
    taken = {name: value for name, value in new.items() if _may_say(name, known)}
    if new != taken:
        sieve.note(row, RECORDED_HERE)
    if taken:
        matched.changed.append({"id": known.id, **before, **taken})
    else:
        matched.unchanged += 1


def _may_say(name: str, known: Any) -> bool:
    """A file fills blanks and corrects what a file said; by its version, nobody has changed it since."""
    if known.recorded_by is not None:
        return False
    return known.version == 1 or not getattr(known, name)
