"""The kinds of file that can be imported, known by their headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.files import cells, history_cells
from bot.files.cells import Reader


@dataclass(frozen=True)
class Column:
    name: str
    read: Reader
    is_needed: bool = False
    """Without a usable value the row is rejected; of any other column it is noted and kept blank."""
    is_decisive: bool = False
    """May be blank; but a value that cannot be read rejects the row: blank would say another thing."""
    keeps_lines: bool = False
    """Words as they were written, line breaks included."""


@dataclass(frozen=True)
class Kind:
    name: str
    known_by: frozenset[str]
    """Headings that must all be there."""
    columns: tuple[Column, ...]
    is_needed: bool = True
    """False for a table that is known, and not needed here."""


STAFF = Kind(
    "staff",
    frozenset({"name", "email", "roles"}),
    (
        Column("name", cells.words, is_needed=True),
        Column("email", cells.email, is_needed=True),
        Column("aad_object_id", cells.object_id),
        Column("roles", cells.roles, is_needed=True),
        Column("team", cells.words),
        Column("manager_email", cells.email),
    ),
)
ADDRESSEES = Kind(
    "addressees",
    frozenset({"team", "stage", "name", "email"}),
    (
        Column("team", cells.words),
        Column("stage", cells.stage, is_needed=True),
        Column("name", cells.words, is_needed=True),
        Column("email", cells.email, is_needed=True),
    ),
)
ALLOCATIONS = Kind(
    "allocations",
    frozenset({"child", "iro_email"}),
    (
        Column("child", cells.as_it_is, is_needed=True),
        Column("iro_email", cells.email, is_needed=True),
        Column("team", cells.words),
        Column("status", cells.status),
        Column("linked", cells.mark),
    ),
)
REVIEWS = Kind(
    "reviews",
    frozenset({"child", "due_on"}),
    (
        Column("child", cells.as_it_is, is_needed=True),
        Column("kind", history_cells.review_kind, is_decisive=True),
        Column("due_on", cells.day, is_needed=True),
        Column("planned_on", cells.day),
        Column("held_on", cells.day, is_decisive=True),
        Column("participation", history_cells.participation),
        Column("late_reason", history_cells.text, keeps_lines=True),
        Column("rearranged", history_cells.times),
    ),
)
CONCERNS = Kind(
    "escalation history",
    frozenset({"reference", "child", "kind", "raised_on"}),
    (
        Column("reference", history_cells.reference, is_needed=True),
        Column("child", cells.as_it_is, is_needed=True),
        Column("kind", history_cells.concern_kind, is_needed=True),
        Column("raised_on", cells.day, is_needed=True),
        Column("raised_by", history_cells.who),
        Column("team", cells.words),
        Column("stages", history_cells.stages),
        Column("status", cells.status),
        Column("themes", history_cells.themes),
        Column("resolved_on", cells.day),
        Column("resolved_stage", history_cells.resolved_stage),
        Column("outcome", history_cells.text, keeps_lines=True),
        Column("narrative", history_cells.text, keeps_lines=True),
    ),
)
ACTIVITY = Kind(
    "activity",
    frozenset({"child", "kind", "on"}),
    (
        Column("child", cells.as_it_is, is_needed=True),
        Column("kind", history_cells.activity_kind, is_needed=True),
        Column("on", cells.day, is_needed=True),
        Column("value", history_cells.value, is_decisive=True),
        Column("by", history_cells.who),
        Column("note", history_cells.text, keeps_lines=True),
    ),
)
KINDS = (STAFF, ADDRESSEES, ALLOCATIONS, REVIEWS, CONCERNS, ACTIVITY)


def kind_of(headings: Iterable[str], kinds: Sequence[Kind] = KINDS) -> Kind | None:
    """Of several that fit, the one known by most headings."""
    there = set(headings)
    fit = [kind for kind in kinds if kind.known_by <= there]
    return max(fit, key=lambda kind: len(kind.known_by), default=None)


def nearest_kind(headings: Iterable[str], kinds: Sequence[Kind] = KINDS) -> Kind | None:
    """One that has at least half of the headings it is known by, for saying what is missing."""
    there = set(headings)
    nearest = max(kinds, key=lambda kind: (_share(kind, there), len(_names(kind) & there)))
    return nearest if _share(nearest, there) >= 0.5 else None


def _share(kind: Kind, there: set[str]) -> float:
    return len(kind.known_by & there) / len(kind.known_by)


def _names(kind: Kind) -> set[str]:
    return {column.name for column in kind.columns}
