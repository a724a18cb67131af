"""Children's lives made up at random, and what the timetable and the oracle say of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bot.domain.calendar import WorkingCalendar
from bot.domain.series import CareEvent, EventKind, Held, reviews_ahead
from bot.domain.timetable import ReviewKind
from tests.domain import oracle_series

EARLIEST = date(2017, 1, 1)
DAYS = 3500
"""From the earliest first day to the latest: every limit ends before the known holidays do."""
LONGEST = 700
STARTS = tuple(kind for kind in EventKind if kind is not EventKind.SHORT_BREAK)


@dataclass(frozen=True)
class Lived:
    events: tuple[CareEvent, ...]
    held: tuple[Held, ...]
    on: date
    private_yearly: bool
    """The authority reviews private fosterings each year."""


def lives(seed: int, number: int) -> Iterator[Lived]:
    draw = Random(seed)
    return (_life(draw) for _ in range(number))


def _life(draw: Random) -> Lived:
    began, length = EARLIEST + timedelta(days=draw.randrange(DAYS)), draw.randrange(2, LONGEST)
    on = began + timedelta(days=length)
    events = [*_happenings(draw, began, length), *_breaks(draw, began, length)]
    kinds = draw.sample(tuple(ReviewKind), 2)
    held = [
        Held(draw.choice(kinds), began + timedelta(days=draw.randrange(length)))
        for _ in range(draw.randrange(8))
    ]
    shuffled = tuple(draw.sample(events, len(events)))
    return Lived(shuffled, tuple(held), on, private_yearly=draw.random() < 0.5)


def _happenings(draw: Random, began: date, length: int) -> Iterator[CareEvent]:
    for _ in range(draw.randrange(1, 6)):
        start = draw.randrange(length + 3)
        kind = draw.choice(STARTS)
        over = kind.value in ("looked_after", "police_protection", "secure") and draw.random() < 0.5
        ended = began + timedelta(days=start + draw.randrange(1, 200)) if over else None
        yield CareEvent(kind, began + timedelta(days=start), ended)


def _breaks(draw: Random, began: date, length: int) -> Iterator[CareEvent]:
    """One after another, now and then too long or too many."""
    at = draw.randrange(length)
    for _ in range(draw.choice((0, 0, 0, 3, 12))):
        stays = draw.choice((1, 2, 3, 7, 14, 17, 17, 18))
        start = began + timedelta(days=at)
        yield CareEvent(EventKind.SHORT_BREAK, start, start + timedelta(days=stays))
        at += stays + draw.randrange(1, 60)


def by_the_timetable(life: Lived, calendar: WorkingCalendar) -> set[oracle_series.Due]:
    found = reviews_ahead(life.events, life.held, life.on, calendar, private_yearly=life.private_yearly)
    return {(one.rule.value, one.counted_from, one.due_on, one.last_working_day) for one in found}


def by_the_oracle(life: Lived) -> set[oracle_series.Due]:
    events = [(one.kind.value, one.happened_on, one.ended_on) for one in life.events]
    held = [(one.kind.value, one.on) for one in life.held]
    return oracle_series.reviews_due(events, held, life.on, privately_fostered_yearly=life.private_yearly)
