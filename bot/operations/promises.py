"""Whether a promise was kept, written on the answer that made it."""

from __future__ import annotations

from datetime import date

from bot.domain.concerns import Concern
from bot.domain.promises import is_kept, promise_of
from bot.operations.desk import Desk
from storage import concerns


def settle_promise(
    desk: Desk, concern: Concern, on: date, *, done: bool, said: bool | None = None
) -> tuple[int | None, dict[str, bool]]:
    """The position of that answer, for an undo, and what the history keeps of it."""
    made, kept = promise_of(concern), is_kept(concern, on, done=done, said=said)
    if made is None or kept is None:
        return None, {}
    concerns.mark_promise(desk.work, concern.id, made.position, kept)
    return made.position, {"promise_kept": kept}
