"""What all imports share: the rows as they were read, and what is to come of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from bot.domain.imports import ReadFile, Row
from bot.domain.people import Person
from bot.domain.policy import Policy


@dataclass(frozen=True)
class Remark:
    """Why a row is rejected, or what of it could not be used."""

    line: int
    why: str
    where: str = "line"
    """What `line` counts."""


Staff = Mapping[str, Person]
"""By e-mail; in a dry run also those who would be added."""


@dataclass(frozen=True)
class Plan:
    """What an import would do; nothing is stored yet."""

    store: Callable[[], None]
    staff: Staff
    """As it would be afterwards."""
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    released: int = 0
    """Children no longer on the list of their IRO."""
    planned: int = 0
    """Next reviews whose date was worked out."""
    rejected: tuple[Remark, ...] = ()
    noted: tuple[Remark, ...] = ()


class Sieve:
    """Rows on their way through the checks, with the remarks made on them."""

    def __init__(self, file: ReadFile) -> None:
        self.rows = list(file.rows)
        self.rejected_rows = [row for row, _ in file.rejected]
        """With what could be read of them."""
        self.rejected = [Remark(row.line, why, row.where) for row, why in file.rejected]
        self.noted = [Remark(row.line, why, row.where) for row in file.rows for why in row.noted]

    def note(self, row: Row, why: str) -> None:
        self.noted.append(Remark(row.line, why, row.where))

    def reject(self, check: Callable[[Row], str]) -> None:
        """Takes out the rows of which the check says what is wrong."""
        kept = []
        for row in self.rows:
            if why := check(row):
                self._out(row, why)
            else:
                kept.append(row)
        self.rows = kept

    def reject_repeats(self, key: Callable[[Row], Hashable]) -> None:
        """The same row again is noted; rows that say different things under one key are all rejected."""
        first: dict[Hashable, Row] = {}
        again: dict[Hashable, list[Row]] = defaultdict(list)
        for row in self.rows:
            if first.setdefault(key(row), row) is not row:
                again[key(row)].append(row)
        kept = {one: self._one_of([first[one], *rows]) for one, rows in again.items()}
        self.rows = [row for one, row in first.items() if one not in kept or kept[one]]

    def _one_of(self, rows: list[Row]) -> bool:
        """Whether the first of them stays."""
        first, *others = rows
        if any(row.values != first.values for row in others):
            lines = ", ".join(str(row.line) for row in rows)
            for row in rows:
                self._out(row, f"lines {lines} are about the same and do not agree")
            return False
        for row in others:
            self.note(row, f"repeats line {first.line}")
        return True

    def _out(self, row: Row, why: str) -> None:
        self.rejected_rows.append(row)
        self.rejected.append(Remark(row.line, why, row.where))


@dataclass(frozen=True)
class Teams:
    """The teams an authority is known to have, however they are typed."""

    by_typed: Mapping[str, str]

    @classmethod
    def of(cls, policy: Policy) -> Teams:
        return cls({as_typed(team): team for team in policy.teams})

    def named(self, sieve: Sieve, row: Row) -> str:
        """The policy's own spelling; a team the policy does not have is kept as it is written, and noted."""
        written = str(row.values.get("team") or "")
        if written and self.by_typed and as_typed(written) not in self.by_typed:
            sieve.note(row, "team is not one of the policy's; kept as it is written")
        return self.by_typed.get(as_typed(written), written)


def as_typed(words: str) -> str:
    """However they are typed: letters, blanks, dashes, quotation marks and a stop at the end."""
    return "".join(words.casefold().translate(_MARKS).split()).rstrip(".,;")


_MARKS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | dict.fromkeys("\u2018\u2019\u00b4`", "'")
)
