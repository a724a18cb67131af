"""A child's episodes of care, as the national files tell of them, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from bot.domain.series import CareEvent, EventKind
from bot.domain.timetable import ReviewKind

STARTED = "S"
"""RNE: started to be looked after."""
STATUS_CHANGED = frozenset({"S", "L", "B", "U"})
"""RNE: the legal status of this episode began with it."""
PLACEMENT_CHANGED = frozenset({"S", "P", "T", "B", "U"})
"""RNE: the placement of this episode began with it."""
ONLY_CHANGED = "X1"
"""REC: the episode changed; care did not end."""
EACH_BREAK = "V3"
"""LS: under an agreed series of short breaks, each of which is an episode."""
SHORT_BREAKS = frozenset({EACH_BREAK, "V4"})
"""V4: the agreement is one episode, whose days in placement nobody tells."""
PLACEMENT_ORDER = "E1"
FOR_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})
"""PLACE: placed for adoption, with consent or an order, with the current carer or another."""


@dataclass(frozen=True, slots=True)
class Episode:
    began_on: date
    because: str = ""
    """RNE."""
    legal_status: str = ""
    ended_on: date | None = None
    ended_because: str = ""
    """REC."""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Care:
    """A child's latest period of care."""

    began_on: date | None
    """None where no episode says so; then `since` is the earliest day known."""
    since: date
    left_on: date | None
    short_breaks_only: bool
    """Every episode is of a series of short breaks: reg 48 counts within its limits, and else reg 33."""
    doubt: str = ""
    is_beyond: bool = False
    """The short breaks went beyond their limits on `began_on`; they began on `since`."""
    events: tuple[CareEvent, ...] = ()
    """Single short breaks, authority to place and the placement for adoption, where their day is certain."""
    before: Care | None = None
    """Of short breaks: the full care that had ended before them."""

    @property
    def kind(self) -> ReviewKind:
        return ReviewKind.SHORT_BREAK if self.short_breaks_only and not self.is_beyond else ReviewKind.CLA


def care_of(episodes: Sequence[Episode]) -> Care:
    """Of one child's episodes, at least one, in any order: the latest RNE = S begins the period.

    A series of short breaks begins with its first (CPPCR reg 48), and is not over when one break ends.
    """
    inorder = sorted(episodes, key=lambda one: (one.began_on, one.ended_on or date.max))
    if place := _only_breaks_from(inorder):
        return replace(care_of(inorder[place:]), before=care_of(inorder[:place]))
    full = [one for one in inorder if one.legal_status not in SHORT_BREAKS]
    short, last = not full, inorder[-1]
    changed = last.ended_on is not None and last.ended_because == ONLY_CHANGED
    began_on = _began(full) if full else inorder[0].began_on
    adoption, doubt = _adoption([one for one in full if began_on is None or one.began_on >= began_on])
    return Care(
        began_on=began_on,
        since=began_on or full[0].began_on,
        left_on=None if changed or _may_return(last) else last.ended_on,
        short_breaks_only=short,
        doubt="the latest episode ended by a change (X1) and none follows; taken as still in care"
        if changed
        else doubt,
        events=_breaks(inorder) if short else adoption,
    )


def _only_breaks_from(inorder: Sequence[Episode]) -> int:
    """The place from which short breaks alone follow full care that had really ended; 0: there is none."""
    last = max(
        (place for place, one in enumerate(inorder) if one.legal_status not in SHORT_BREAKS), default=-1
    )
    if last < 0 or last + 1 == len(inorder):
        return 0
    ended_on, because = inorder[last].ended_on, inorder[last].ended_because
    is_over = ended_on is not None and because != ONLY_CHANGED and ended_on <= inorder[last + 1].began_on
    return last + 1 if is_over else 0


def _began(full: Sequence[Episode]) -> date | None:
    return max((one.began_on for one in full if one.because == STARTED), default=None)


def _may_return(last: Episode) -> bool:
    """Under V3 every break is an episode of its own."""
    return last.legal_status == EACH_BREAK


def _breaks(inorder: Iterable[Episode]) -> tuple[CareEvent, ...]:
    """Of two that begin on one day the longer."""
    found = {one.began_on: one for one in inorder if one.legal_status == EACH_BREAK}
    return tuple(CareEvent(EventKind.SHORT_BREAK, day, one.ended_on) for day, one in found.items())


def _adoption(full: Sequence[Episode]) -> tuple[tuple[CareEvent, ...], str]:
    """What of adoption the latest episode says, and why the day of an order is not certain, or blank."""
    ordered = _latest_run(full, lambda one: one.legal_status == PLACEMENT_ORDER)
    placed = _latest_run(full, lambda one: one.place in FOR_ADOPTION)
    found = []
    if ordered and ordered.because in STATUS_CHANGED:
        found.append(CareEvent(EventKind.AUTHORITY_TO_PLACE, ordered.began_on))
    if placed and placed.because in PLACEMENT_CHANGED:
        found.append(CareEvent(EventKind.PLACED_FOR_ADOPTION, placed.began_on))
    unsure = ordered is not None and not found
    return tuple(found), DAY_OF_ORDER_UNKNOWN if unsure else ""


DAY_OF_ORDER_UNKNOWN = (
    "placement order (E1), and no episode says since when: say when there was authority to place; "
    "its reviews count anew"
)


def _latest_run(full: Sequence[Episode], fits: Callable[[Episode], bool]) -> Episode | None:
    """The first of those at the end, without a break, that fit; None where the last one does not."""
    return next(iter([*takewhile(fits, reversed(full))][::-1]), None)
