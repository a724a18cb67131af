"""Concerns with what hangs on them, by statements that are built once a process.

SQLAlchemy takes longer to build a statement than a database to answer it, and a turn asks for concerns more
than for anything else. So each set of conditions is built once, its values left open (`sa.bindparam`); what
hangs on the concerns is asked for by the same conditions, and only where something does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import sqlalchemy as sa

from bot.domain.concerns import Concern, StepState
from storage.columns import OURS
from storage.concern_rows import Parts, action_of, concern_of, entry_of, meeting_of, move_of, step_of
from storage.concern_tables import action, concern, concern_theme, date_move, entry, meeting, step
from storage.database import Work
from storage.tables import child, person

T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """The statements for all concerns that meet some conditions."""

    concerns: sa.Select[Any]
    themes: sa.Select[Any]
    steps: sa.Select[Any]
    actions: sa.Select[Any]
    moves: sa.Select[Any]
    meetings: sa.Select[Any]


def reading(*conditions: Any) -> Reading:
    """`conditions` are on columns of `concern`."""
    these = (concern.c.tenant == OURS, *conditions)
    ids = sa.select(concern.c.id).where(*these)
    return Reading(
        concerns=_concerns().where(*these),
        themes=sa.select(concern_theme)
        .where(concern_theme.c.concern_id.in_(ids))
        .order_by(concern_theme.c.position),
        steps=_STEPS.where(step.c.concern_id.in_(ids)),
        actions=_ACTIONS.where(action.c.concern_id.in_(ids)),
        moves=_MOVES.where(date_move.c.concern_id.in_(ids)),
        meetings=_MEETINGS.where(meeting.c.concern_id.in_(ids)),
    )


def read_concerns(work: Work, by: Reading, **given: Any) -> list[Concern]:
    """Without narratives, oldest clock first. `given`: the values of the conditions."""
    rows = work.rows(by.concerns, **given)
    if not rows:
        return []

    def of_each(part: sa.Select[Any], made: Callable[[Any], T], flag: str | None) -> dict[int, tuple[T, ...]]:
        if flag is not None and not any(getattr(row, flag) for row in rows):
            return {}
        found: dict[int, list[T]] = defaultdict(list)
        for row in work.rows(part, **given):
            found[row.concern_id].append(made(row))
        return {concern_id: tuple(of_one) for concern_id, of_one in found.items()}

    themes = of_each(by.themes, lambda row: str(row.theme), None)
    steps = of_each(by.steps, step_of, "has_steps")
    actions = of_each(by.actions, action_of, "has_actions")
    moves = of_each(by.moves, move_of, "has_moves")
    meetings = of_each(by.meetings, meeting_of, "has_meetings")
    found = [
        concern_of(
            row,
            themes.get(row.id, ()),
            steps.get(row.id, ()),
            Parts(actions.get(row.id, ()), moves.get(row.id, ()), meetings.get(row.id, ())),
        )
        for row in rows
    ]
    return sorted(found, key=_clock)


def with_entries(work: Work, found: Concern) -> Concern:
    """With its whole narrative."""
    rows = work.rows(_ENTRIES, concern_id=found.id)
    return replace(found, entries=tuple(entry_of(row) for row in rows))


def _clock(found: Concern) -> tuple[bool, Any, int]:
    return (found.next_date is None, found.next_date or found.opened_on, found.id)


def _concerns() -> sa.Select[Any]:
    return (
        sa.select(
            concern,
            child.c.reference,
            child.c.iro_id,
            person.c.name.label("iro_name"),
            person.c.manager_email.label("iro_manager_email"),
            _has(step, step.c.state != StepState.UNDONE).label("has_steps"),
            _has(action, action.c.undone.is_(False)).label("has_actions"),
            _has(date_move, date_move.c.undone.is_(False)).label("has_moves"),
            _has(meeting, meeting.c.undone.is_(False)).label("has_meetings"),
        )
        .join(child, child.c.id == concern.c.child_id)
        .outerjoin(person, person.c.id == child.c.iro_id)
    )


def _has(table: sa.Table, *conditions: Any) -> sa.Exists:
    return sa.exists().where(table.c.concern_id == concern.c.id, *conditions)


_STEPS = (
    sa.select(step, person.c.name.label("raised_by_name"))
    .outerjoin(person, person.c.id == step.c.raised_by)
    .where(step.c.state != StepState.UNDONE)
    .order_by(step.c.id)
)
_ACTIONS = sa.select(action).where(action.c.undone.is_(False)).order_by(action.c.due_on, action.c.id)
_MOVES = (
    sa.select(date_move, person.c.name.label("by_name"))
    .join(person, person.c.id == date_move.c.by_id)
    .where(date_move.c.undone.is_(False))
    .order_by(date_move.c.id)
)
_MEETINGS = sa.select(meeting).where(meeting.c.undone.is_(False)).order_by(meeting.c.held_on)
_ENTRIES = (
    sa.select(entry, person.c.name.label("by_name"))
    .outerjoin(person, person.c.id == entry.c.by_id)
    .where(entry.c.tenant == OURS, entry.c.concern_id == sa.bindparam("concern_id"))
    .order_by(entry.c.position)
)
