"""The addressees file: which manager receives a concern of a team at a stage."""

from __future__ import annotations

from bot.domain.imports import ReadFile, Row
from bot.domain.ladder import stage_numbered, stages_of
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.operations.importing_rows import Plan, Sieve, Staff, Teams
from storage import people
from storage.database import Work


def plan_addressees(work: Work, policy: Policy, file: ReadFile, staff: Staff) -> Plan:
    """Keyed by team and stage; a blank team means all teams. Those not in the file stay."""
    sieve, teams = Sieve(file), Teams.of(policy)
    sieve.reject(lambda row: _off_the_ladder(row, policy))
    sieve.reject(lambda row: _on_the_other_side(row, staff))
    named = {row.line: teams.named(sieve, row) for row in sieve.rows}
    sieve.reject_repeats(lambda row: (named[row.line], row.values["stage"]))
    before = people.all_addressees(work)
    wanted = {
        (named[row.line], row.values["stage"]): (row.values["name"], row.values["email"])
        for row in sieve.rows
    }
    changed = {key: to for key, to in wanted.items() if before.get(key) != to}
    rows = [
        {"team": team, "stage": stage, "name": name, "email": email}
        for (team, stage), (name, email) in changed.items()
    ]
    return Plan(
        store=lambda: people.put_addressees(work, rows),
        staff=staff,
        added=len(changed.keys() - before.keys()),
        changed=len(changed.keys() & before.keys()),
        unchanged=len(wanted) - len(changed),
        rejected=tuple(sieve.rejected),
        noted=tuple(sieve.noted),
    )


def _off_the_ladder(row: Row, policy: Policy) -> str:
    if stage_numbered(policy, row.values["stage"]):
        return ""
    known = ", ".join(str(stage.number) for stage in stages_of(policy))
    return f"stage is not on the ladder of {policy.title} ({known})"


def _on_the_other_side(row: Row, staff: Staff) -> str:
    person = staff.get(row.values["email"])
    if person is not None and person.is_a(Role.IRO_MANAGER):
        return "email is an IRO manager's; a concern is addressed to the other side"
    return ""
