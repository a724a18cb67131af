"""What hangs on a concern besides its stages and narrative: actions, moved dates, meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from storage.concern_rows import Parts, action_of, meeting_of, move_of
from storage.concern_tables import action, date_move, meeting
from storage.database import Work
from storage.tables import person


def parts_of(work: Work, concern_ids: Sequence[int]) -> dict[int, Parts]:
    """By concern; only of those that have any. What was undone is left out."""
    actions = _by_concern(work, sa.select(action).order_by(action.c.due_on, action.c.id), action, concern_ids)
    moves = _by_concern(work, _moves(), date_move, concern_ids)
    meetings = _by_concern(work, sa.select(meeting).order_by(meeting.c.held_on), meeting, concern_ids)
    return {
        one: Parts(
            tuple(action_of(row) for row in actions[one]),
            tuple(move_of(row) for row in moves[one]),
            tuple(meeting_of(row) for row in meetings[one]),
        )
        for one in {*actions, *moves, *meetings}
    }


def _moves() -> sa.Select[Any]:
    return (
        sa.select(date_move, person.c.name.label("by_name"))
        .join(person, person.c.id == date_move.c.by_id)
        .order_by(date_move.c.id)
    )


def _by_concern(
    work: Work, query: sa.Select[Any], table: sa.Table, concern_ids: Sequence[int]
) -> dict[int, list[Any]]:
    rows: dict[int, list[Any]] = defaultdict(list)
    of_these = query.where(
        table.c.tenant == work.tenant, table.c.concern_id.in_(concern_ids), table.c.undone.is_(False)
    )
    for row in work.db.execute(of_these):
        rows[row.concern_id].append(row)
    return rows


def add_part(work: Work, table: sa.Table, concern_id: int, values: dict[str, Any]) -> int:
    """A row of `action`, `date_move` or `meeting`."""
    row = sa.insert(table).values(tenant=work.tenant, concern_id=concern_id, **values).returning(table.c.id)
    return int(work.db.execute(row).scalar_one())


def change_part(work: Work, table: sa.Table, part_id: int, **values: Any) -> None:
    of_ours = (table.c.tenant == work.tenant, table.c.id == part_id)
    work.db.execute(sa.update(table).where(*of_ours).values(**values))
