"""The escalation history: concerns of years gone by, and those that are still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from bot.clock import london_day
from bot.domain.audit import digest
from bot.domain.concerns import EntryKind
from bot.domain.imports import ReadFile, Row
from bot.domain.policy import Policy
from bot.domain.policy_file import policy_as_json
from bot.holidays_england import working_calendar
from bot.operations.importing_history import HistoryChildren, lies_ahead
from bot.operations.importing_past import Past, past_of, reaching_back, without_the_unusable
from bot.operations.importing_rows import Plan, Sieve, Staff, Teams
from storage import audit, histories, policies
from storage.allocations import in_batches
from storage.concern_tables import concern, concern_theme, entry, step
from storage.database import Work

WORKED_ON = "has been worked on here since it was imported, and the file says something else; left as it is"


def plan_concerns(work: Work, policy: Policy, now: datetime, file: ReadFile, staff: Staff) -> Plan:
    """Keyed by the file's own reference. A record that somebody has since worked on is left as it is."""
    sieve, teams = Sieve(file), Teams.of(policy)
    today = london_day(now)
    known = working_calendar(today, policy.closures, policy.extra_bank_holidays)
    calendar = reaching_back(known)
    named = HistoryChildren(policy, sieve)
    sieve.reject(lambda row: lies_ahead(row, "raised_on", today))
    sieve.rows = [without_the_unusable(sieve, row, policy, today) for row in sieve.rows]
    sieve.reject_repeats(lambda row: row.values["reference"])
    team_of = {row.line: teams.named(sieve, row) for row in sieve.rows}

    def past(row: Row, noting: Sieve) -> Past:
        return past_of(noting, row, policy, staff, team_of[row.line], today, calendar, known.known_from)

    added: list[Row] = []
    changed: list[Row] = []
    for some in in_batches(sieve.rows, AT_ONCE):
        new, other = _told_apart(work, sieve, named, some, [past(row, sieve) for row in some])
        added += new
        changed += other

    def store() -> None:
        policies.keep_policy(work, policy.version, lambda: policy_as_json(policy))
        named.add_missing(work, [*added, *changed], team_of)
        unheard = Sieve(replace(file, rows=(), rejected=()))
        for some in in_batches(added, AT_ONCE):
            _add(work, named, [(row, past(row, unheard)) for row in some], policy.version, now)
        for some in in_batches(changed, AT_ONCE):
            _correct(work, named, [(row, past(row, unheard)) for row in some], policy.version, now)

    return Plan(
        store=store,
        staff=staff,
        added=len(added),
        changed=len(changed),
        unchanged=len(sieve.rows) - len(added) - len(changed),
        rejected=tuple(sieve.rejected),
        noted=tuple(sieve.noted),
    )


AT_ONCE = 2000
"""Rows that are held with all that they say: a long history would fill the memory."""
Told = Sequence[tuple[Row, Past]]


def _told_apart(
    work: Work, sieve: Sieve, named: HistoryChildren, rows: Sequence[Row], pasts: Sequence[Past]
) -> tuple[list[Row], list[Row]]:
    """The rows that are new, and those that say something else than a record nobody has worked on here."""
    before = _recorded(work, rows)
    ids = [known.id for known in before.values()]
    parts = partial(histories.parts_from_files, work)
    themes, steps, entries = parts(concern_theme, ids), parts(step, ids), parts(entry, ids)
    children, worked_on = named.ids(work, rows), histories.worked_on(work, ids)
    added, changed = [], []
    for row, past in zip(rows, pasts, strict=True):
        known = before.get(row.values["reference"])
        if known is None:
            added.append(row)
            continue
        same = known.child_id == children.get(named.reference(row)) and past.is_same(
            known, themes.get(known.id, []), steps.get(known.id, []), entries.get(known.id, [])
        )
        if not same and known.id in worked_on:
            sieve.note(row, WORKED_ON)
        elif not same:
            changed.append(row)
    return added, changed


def _recorded(work: Work, rows: Iterable[Row]) -> dict[str, Any]:
    return histories.concerns_from_files(work, [row.values["reference"] for row in rows])


def _columns(work: Work, named: HistoryChildren, told: Told, version: str) -> list[dict[str, Any]]:
    children = named.ids(work, [row for row, _ in told])
    return [
        {
            **past.columns,
            "child_id": children[named.reference(row)],
            "outside_ref": row.values["reference"],
            "policy_version": version,
        }
        for row, past in told
    ]


def _add(work: Work, named: HistoryChildren, told: Told, version: str, now: datetime) -> None:
    columns = _columns(work, named, told, version)
    histories.add_rows(work, concern, ({**one, **_FIRST} for one in columns))
    _add_parts(work, told, now)


def _correct(work: Work, named: HistoryChildren, told: Told, version: str, now: datetime) -> None:
    before = _recorded(work, [row for row, _ in told])
    again = [before[row.values["reference"]] for row, _ in told]
    ids = [known.id for known in again]
    histories.drop_parts(work, ids)
    histories.strike_entries(work, ids)
    columns = _columns(work, named, told, version)
    histories.change_rows(
        work, concern, (_next(one, known) for one, known in zip(columns, again, strict=True))
    )
    _add_parts(work, told, now)


_FIRST = {"last_position": 1, "filed_position": 1, "version": 1}
"""What a file tells stands on the child's file already."""


def _next(columns: Mapping[str, Any], known: Any) -> dict[str, Any]:
    position = known.last_position + 1
    mine = {"id": known.id, "last_position": position, "filed_position": position}
    return {**columns, **mine, "version": known.version + 1}


def _add_parts(work: Work, told: Told, now: datetime) -> None:
    stored = _recorded(work, [row for row, _ in told])
    pairs = [(past, stored[row.values["reference"]]) for row, past in told]
    themes = ({**one, "concern_id": row.id} for past, row in pairs for one in past.themes)
    histories.add_rows(work, concern_theme, themes)
    steps = ({**one, "concern_id": row.id} for past, row in pairs for one in past.steps)
    histories.add_rows(work, step, steps)
    histories.add_rows(work, entry, (_entry(past, row, now) for past, row in pairs))
    audit.append_events(work, _events(pairs), now, "command line", "imported")


def _entry(past: Past, row: Any, now: datetime) -> dict[str, Any]:
    return {
        "concern_id": row.id,
        "position": row.last_position,
        "at": now,
        "by_id": row.opened_by,
        "kind": EntryKind.OPENED,
        "text": past.narrative,
        "happened_on": row.opened_on,
    }


def _events(pairs: Iterable[tuple[Past, Any]]) -> Iterable[tuple[str, dict[str, Any]]]:
    """Of texts their digest only."""
    for past, row in pairs:
        texts = {"text": digest(past.narrative), "outcome": digest(past.columns["outcome"])}
        parts = {
            "outside_ref": row.outside_ref,
            "stages": [[one["stage"], one["raised_on"].isoformat()] for one in past.steps],
            "themes": [one["theme"] for one in past.themes],
        }
        yield f"concern:{row.id}", {name: _plain(one) for name, one in past.columns.items()} | parts | texts


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
