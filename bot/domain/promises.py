"""What a manager's answer promised, and whether it was kept."""

from __future__ import annotations

from datetime import date

from bot.domain.concerns import Concern, Entry, EntryKind


def promise_of(concern: Concern) -> Entry | None:
    """The answer whose promise the clock is on."""
    if concern.promised_on is None:
        return None
    made = (
        one
        for one in reversed(concern.entries)
        if one.kind is EntryKind.RESPONSE and not one.undone and one.due_on == concern.promised_on
    )
    return next(made, None)


def is_kept(concern: Concern, on: date, *, done: bool, said: bool | None = None) -> bool | None:
    """As the IRO says; else by the days: gone by, it was not kept, and what is done in time was.

    None: nothing was promised, or it was let go before its day (a further stage, another promise).
    """
    if promise_of(concern) is None or concern.promised_on is None:
        return None
    if said is not None:
        return said
    if on > concern.promised_on:
        return False
    return True if done else None
