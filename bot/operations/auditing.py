"""Proving that the history holds and that nothing open has lost its clock."""

from __future__ import annotations

from bot.domain.audit import first_fault
from storage import audit, concerns
from storage.database import Work


def fault_in_history(work: Work) -> str | None:
    """The first broken chain, or open concern without a next date; None when all is well."""
    for subject in list(audit.subjects(work)):
        if fault := first_fault(audit.events_of(work, subject)):
            return fault
    undated = [one.ref for one in concerns.open_concerns(work) if one.next_date is None]
    return f"{undated[0]} is open and has no next date" if undated else None
