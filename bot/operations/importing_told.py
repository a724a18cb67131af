"""What a set of national files tells of each child, whichever family they are of."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from bot.domain.episodes import Care
from bot.domain.imports import ReadFile, Row
from bot.domain.policy import Policy
from bot.domain.reviews import Participation
from bot.domain.timetable import ReviewKind
from bot.operations.importing_references import canonical_reference
from bot.operations.importing_rows import Sieve

Key = Hashable
"""What a row is about: a child, by reference; a review, by that and its day; both, by that and None."""


@dataclass(frozen=True)
class Latest:
    """Of a series besides that of care: the latest review, which is all that is told of it."""

    kind: ReviewKind
    held_on: date | None
    began_on: date | None = None
    """The child protection plan, and so its initial conference."""
    ended_on: date | None = None


@dataclass(slots=True)
class Told:
    """Of one child. What no file says is None, blank or empty, and changes nothing."""

    born_on: date | None = None
    care: Care | None = None
    team: str = ""
    iro_id: int | None = None
    held: dict[date, Participation | None] = field(default_factory=dict)
    due_of_held: dict[date, date] = field(default_factory=dict)
    open_due: date | None = None
    """Of the next review, the case system's own."""
    planned_on: date | None = None
    """The day for which the next review is planned."""
    latest: list[Latest] = field(default_factory=list)
    covered_from: date | None = None
    """From this day on no review is missing."""
    may_be_in_care: bool = True
    """False where the files that would say so do not."""
    brings_in: bool = True
    """False where what is told is of use only for a child who is recorded."""


Children = dict[str, Told]
"""By reference."""


class Sheet:
    """One file of a set on its way through the checks.

    `child` is the column of the child's reference; `find` says it where the row itself may not.
    """

    def __init__(
        self,
        file: ReadFile,
        policy: Policy,
        child: str = "child",
        find: Callable[[Row], str] | None = None,
        *,
        has_children: bool = True,
    ) -> None:
        self.file = file
        self.sieve = Sieve(file)
        self.keys: list[Key] = []
        """Of what was used, each once or more."""
        written = find or (lambda row: str(row.values.get(child) or ""))
        canonical = cache(lambda one: canonical_reference(one, policy) or "")
        self._references = {row.line: canonical(written(row)) for row in self.sieve.rows}
        if has_children:
            self.sieve.reject(
                lambda row: "" if self.reference(row) else f"{child} is not in the form of a reference"
            )

    def reference(self, row: Row) -> str:
        return self._references[row.line]

    def rows(self) -> Iterator[tuple[str, Row]]:
        """With the child's reference."""
        return ((self.reference(row), row) for row in self.sieve.rows)

    def note(self, row: Row, why: str) -> None:
        if why:
            self.sieve.note(row, why)

    def reject_unread(self, *columns: str) -> None:
        """A column that may be blank, and whose blank would say another thing than what cannot be read."""
        self.sieve.reject(lambda row: _unread(row, columns))


def _unread(row: Row, columns: tuple[str, ...]) -> str:
    found = (why for why in row.noted if why.startswith(tuple(f"{one} " for one in columns)))
    return next(found, "").removesuffix("; left blank")


def told_of(children: Children, reference: str) -> Told:
    return children.setdefault(reference, Told())


Sheets = Mapping[str, list[Sheet]]
"""By kind of file."""
