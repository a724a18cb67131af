"""What a manager's answer promised, and whether it was kept."""

from __future__ import annotations

from dataclasses import replace
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


def as_of(concern: Concern, today: date) -> Concern:
    """With a promise whose day has gone by as not kept, whether or not anybody has written so yet."""
    made = promise_of(concern)
    is_over = concern.promised_on is not None and concern.promised_on < today
    if made is None or made.kept is not None or not is_over or not concern.is_open:
        return concern
    entries = (replace(one, kept=False) if one is made else one for one in concern.entries)
    return replace(concern, entries=tuple(entries))


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
