"""What the three histories share: the children they name, and days that cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.domain.imports import Row
from bot.domain.policy import Policy
from bot.operations.importing_references import canonical_reference, older_reference
from bot.operations.importing_rows import Sieve
from storage import children, histories
from storage.database import Work

NO_REFERENCE = "child is not in the form of a reference"
OLDER_FORM = "child is of another form than the policy's references; kept as it is"


class HistoryChildren:
    """The children whom a history names: every one of them is kept, allocated or not.

    A history may reach back to a case system of before, so a reference of another plausible form is kept
    and noted; whatever looks like a name is not.
    """

    def __init__(self, policy: Policy, sieve: Sieve) -> None:
        self._read: dict[str, str | None] = {}
        self._older: set[str] = set()
        for row in sieve.rows:
            self._look(row.values["child"], policy)
        sieve.reject(lambda row: "" if self._read[row.values["child"]] else NO_REFERENCE)
        for row in sieve.rows if self._older else ():
            if row.values["child"] in self._older:
                sieve.note(row, OLDER_FORM)

    def _look(self, written: str, policy: Policy) -> None:
        if written in self._read:
            return
        known = canonical_reference(written, policy)
        self._read[written] = known or older_reference(written, policy)
        if self._read[written] and not known:
            self._older.add(written)

    def reference(self, row: Row) -> str:
        return self._read[row.values["child"]] or ""

    def ids(self, work: Work, rows: Sequence[Row]) -> dict[str, int]:
        """Of those who are known already."""
        return histories.child_ids(work, dict.fromkeys(map(self.reference, rows)))

    def add_missing(self, work: Work, rows: Sequence[Row], teams: dict[int, str] | None = None) -> None:
        """Without an IRO, who comes with the allocations; with team and status where the file has them."""
        known = self.ids(work, rows)
        missing: dict[str, dict[str, Any]] = {}
        for row in rows:
            reference = self.reference(row)
            if reference not in known:
                of_child = {"team": (teams or {}).get(row.line, ""), "status": row.values.get("status", "")}
                missing[reference] = {"reference": reference, **of_child}
        children.add_children(work, missing.values())


def lies_ahead(row: Row, column: str, today: date) -> str:
    """Why a row is rejected, in the words of `Sieve.reject`."""
    on = row.values.get(column)
    return f"{column} lies ahead; what has not happened is no history" if on and on > today else ""
