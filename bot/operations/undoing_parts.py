"""Taking back an action, a tick, a meeting or a moved date: struck out, and the date put back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.concerns import Concern
from storage.concern_parts import change_part
from storage.concern_tables import action, date_move, meeting
from storage.concerns import change_step
from storage.database import Work


def take_back_part(work: Work, concern: Concern, kind: str, part_id: int) -> None:
    """`kind`: that of the Change."""
    TAKEN_BACK[kind](work, concern, part_id)


def _date_back(work: Work, concern: Concern, part_id: int) -> None:
    move = next(one for one in concern.moves if one.id == part_id)
    change_step(work, move.step_id, due_on=move.old_due_on)
    change_part(work, date_move, part_id, undone=True)


TAKEN_BACK: Mapping[str, Callable[[Work, Concern, int], None]] = {
    "moved": _date_back,
    "action": lambda work, concern, part_id: change_part(work, action, part_id, undone=True),
    "action_done": lambda work, concern, part_id: change_part(work, action, part_id, done_on=None),
    "meeting": lambda work, concern, part_id: change_part(work, meeting, part_id, undone=True),
}
