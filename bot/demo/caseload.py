"""Synthetic children with plainly synthetic references, and their reviews by the statutory timetable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from bot.domain.calendar import WorkingCalendar, add_months
from bot.domain.reviews import Participation
from bot.domain.timetable import SERIES, Deadline, ReviewKind, deadline

SIZES = (66, 50, 78, 71, 62, 74, 58, 69, 72)
"""Children of each IRO: within the 50 to 70 of IRO Handbook 7.15, and somewhat above, as reports tell."""
FIRST_REFERENCE = 100_001
NEW_TO_CARE = (23, 17, 12, 5)
"""Of each IRO: children who came into care this many working days ago; the first review of one is late."""
SHORT_BREAKS = 2
LONGEST_IN_CARE = 72
PLANNED_AHEAD = timedelta(days=45)
TOOK_PART = tuple(Participation)[1:]
HOW_OFTEN = (46, 8, 3, 6, 12, 17, 8)


@dataclass(frozen=True)
class DemoChild:
    reference: str
    iro: int
    """Which of the demo's IROs, from 0."""
    team: str
    status: str
    linked: str
    looked_after_on: date
    kind: ReviewKind
    is_late: bool = False
    """The first review has not been held, though its day has gone by."""
    reviews: tuple[DemoReview, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class DemoReview:
    kind: ReviewKind
    deadline: Deadline
    planned_on: date | None
    held_on: date | None = None
    participation: Participation | None = None


def caseloads(
    rng: Random, teams: Sequence[str], today: date, calendar: WorkingCalendar
) -> Iterator[DemoChild]:
    number = FIRST_REFERENCE
    for iro, size in enumerate(SIZES):
        began = list(_days_into_care(rng, size, today, calendar))
        for n, (day, group) in enumerate(began):
            short = size - SHORT_BREAKS <= n
            yield DemoChild(
                reference=f"D-{number}",
                iro=iro,
                team=teams[_team(n, iro, group) % len(teams)],
                status="" if short else "CP" if rng.random() < 0.05 else "CLA",
                linked=f"S-{iro + 1}{group:02d}" if group else "",
                looked_after_on=day,
                kind=ReviewKind.SHORT_BREAK if short else ReviewKind.CLA,
                is_late=n == 0,
            )
            number += 1


def review_chain(rng: Random, child: DemoChild, today: date, calendar: WorkingCalendar) -> list[DemoReview]:
    """Reviews held, each counted from the one before, and the one due now, which has not been held."""
    rules, counted_from, chain = SERIES[child.kind], child.looked_after_on, list[DemoReview]()
    under_four = rng.random() < 0.15
    while True:
        limit = deadline(rules[min(len(chain), len(rules) - 1)], counted_from, calendar)
        held_on = _held_on(rng, limit, calendar)
        forgotten = (today - held_on).days < 20 and rng.random() < 0.12
        if held_on >= today or forgotten or child.is_late:
            return [*chain, DemoReview(child.kind, limit, _planned_on(rng, limit, today, calendar))]
        code = Participation.PN0 if under_four else rng.choices(TOOK_PART, HOW_OFTEN)[0]
        chain.append(DemoReview(child.kind, limit, held_on, held_on, code))
        counted_from = held_on


def as_child_row(child: DemoChild, iro_id: int) -> dict[str, Any]:
    return {
        "reference": child.reference,
        "iro_id": iro_id,
        "team": child.team,
        "status": child.status,
        "linked": child.linked,
        "looked_after_on": child.looked_after_on,
    }


def as_review_row(review: DemoReview, child_id: int) -> dict[str, Any]:
    return {
        "child_id": child_id,
        "kind": review.kind.value,
        "due_on": review.deadline.due_on,
        "rule": review.deadline.rule.value,
        "counted_from": review.deadline.counted_from,
        "planned_on": review.planned_on,
        "held_on": review.held_on,
        "participation": review.participation,
        "filed_on": review.held_on,
    }


def _days_into_care(
    rng: Random, size: int, today: date, calendar: WorkingCalendar
) -> Iterator[tuple[date, int]]:
    """Days the children became looked after, with the number of their sibling group; 0: none."""
    yield from ((calendar.add_working_days(today, -ago), 0) for ago in NEW_TO_CARE)
    made, group = len(NEW_TO_CARE), 0
    while made < size:
        months, days = rng.randint(2, LONGEST_IN_CARE), rng.randint(0, 27)
        siblings = min(rng.choices((1, 2, 3), (80, 15, 5))[0], size - made)
        group += siblings > 1
        day = add_months(today, -months) - timedelta(days=days)
        yield from ((day, group if siblings > 1 else 0) for _ in range(siblings))
        made += siblings


def _team(position: int, iro: int, group: int) -> int:
    """Siblings have one team."""
    return iro + group * 5 if group else iro + position


def _held_on(rng: Random, limit: Deadline, calendar: WorkingCalendar) -> date:
    """Mostly some days before the limit; one in ten is late."""
    if rng.random() < 0.1:
        return calendar.add_working_days(limit.last_working_day, rng.randint(1, 8))
    return calendar.add_working_days(limit.last_working_day, -rng.randint(0, 6))


def _planned_on(rng: Random, limit: Deadline, today: date, calendar: WorkingCalendar) -> date | None:
    """A day in the diary for what is due soon; some have none yet."""
    soon = today < limit.due_on <= today + PLANNED_AHEAD
    if not soon or rng.random() < 0.3:
        return None
    return max(
        calendar.add_working_days(limit.last_working_day, -rng.randint(0, 4)),
        calendar.next_working_day_from(today),
    )
