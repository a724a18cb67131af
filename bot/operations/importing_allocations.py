"""The allocations file: every child on the caseload of each IRO it names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.imports import ReadFile, Row
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.reviews import Child
from bot.operations.importing_references import canonical_reference
from bot.operations.importing_rows import Plan, Sieve, Staff, Teams
from storage import allocations, children
from storage.database import Work

References = Mapping[int, str | None]
"""By line; None where no reference can be read."""


def plan_allocations(work: Work, policy: Policy, file: ReadFile, staff: Staff) -> Plan:
    """Keyed by child. An IRO whom the file names loses the children it does not list."""
    sieve, teams = Sieve(file), Teams.of(policy)
    references = {row.line: _reference(row, policy) for row in [*sieve.rows, *sieve.rejected_rows]}
    sieve.reject(lambda row: "" if references[row.line] else "child is not in the form of a reference")
    sieve.reject(lambda row: _no_iro(row, staff))
    sieve.reject_repeats(lambda row: references[row.line])
    wanted = {str(references[row.line]): _columns(row, teams.named(sieve, row), staff) for row in sieve.rows}
    before = allocations.children_listed(work, list(wanted))
    added = [{"reference": one, **row} for one, row in wanted.items() if one not in before]
    changed = [
        {"reference": one, **row}
        for one, row in wanted.items()
        if one in before and _differs(before[one], row)
    ]
    released = _released(work, sieve, references, staff)

    def store() -> None:
        children.add_children(work, added)
        allocations.change_children(work, changed)
        allocations.release_children(work, released)

    return Plan(
        store=store,
        staff=staff,
        added=len(added),
        changed=len(changed),
        unchanged=len(wanted) - len(added) - len(changed),
        released=len(released),
        rejected=tuple(sieve.rejected),
        noted=tuple(sieve.noted),
    )


def _reference(row: Row, policy: Policy) -> str | None:
    return canonical_reference(row.values["child"], policy)


def _no_iro(row: Row, staff: Staff) -> str:
    person = staff.get(row.values["iro_email"])
    if person is None:
        return "iro_email is nobody's on the staff; import the staff first"
    return "" if person.is_a(Role.IRO) and person.active else "iro_email is not an IRO's"


def _columns(row: Row, team: str, staff: Staff) -> dict[str, Any]:
    """Those the file has; a child's other columns stay as they are."""
    found = {name: row.values[name] for name in ("status", "linked") if name in row.values}
    if "team" in row.values:
        found["team"] = team
    return {"iro_id": staff[row.values["iro_email"]].id, **found}


def _differs(child: Child, row: Mapping[str, Any]) -> bool:
    return any(getattr(child, name) != value for name, value in row.items())


def _released(work: Work, sieve: Sieve, references: References, staff: Staff) -> list[str]:
    """Children no longer listed; none of an IRO whose list may lack one, because a row was not readable."""
    unread = [row.values["iro_email"] for row in sieve.rejected_rows if references[row.line] is None]
    if any(email not in staff for email in unread):
        return []
    listed = set(references.values())
    named = {row.values["iro_email"] for row in sieve.rows} - set(unread)
    held = children.caseload_references(work, [staff[email].id for email in named])
    return sorted(reference for reference in held if reference not in listed)
