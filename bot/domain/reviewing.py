"""What stands around a review that is to be recorded, moved or told of, before anything is saved."""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.domain.calendar import WorkingCalendar
from bot.domain.reviews import Review
from bot.domain.timetable import Deadline, ReviewKind, Rule, deadline

MEETINGS = "meetings"
"""The slot of all the days on which a review was told to have met."""
WITH_PARTICIPATION = frozenset(
    {
        ReviewKind.CLA,
        ReviewKind.SHORT_BREAK,
        ReviewKind.ADOPTION,
        ReviewKind.SECURE,
        ReviewKind.PATHWAY,
    }
)
"""Reviews of the child's own plan: how the child took part is asked for these."""

WITH_PAPERS = frozenset({ReviewKind.CLA, ReviewKind.SHORT_BREAK, ReviewKind.ADOPTION})
"""Reviews of which the IRO Handbook wants decisions, record and distribution."""


class Paper(enum.StrEnum):
    """Of the papers of a review, in the order they are done; each has a column of its own."""

    DECISIONS_SENT = "decisions_sent"
    DECISIONS_RECEIVED = "decisions_received"
    """By the manager: not the day they were sent."""
    ANSWERED = "answered"
    """The manager agreed, or raised queries."""
    WRITTEN = "written"
    DISTRIBUTED = "distributed"

    @property
    def column(self) -> str:
        return f"{self.value}_on"


@dataclass(frozen=True)
class PaperDue:
    paper: Paper
    deadline: Deadline


@dataclass(frozen=True)
class EventEffect:
    """What an event does to a child's clocks."""

    starts: tuple[Deadline, ...] = ()
    stops: tuple[Review, ...] = ()
    """Planned reviews that are no longer due under that rule."""
    goes_on: tuple[Review, ...] = ()
    """Planned reviews that the event might have moved, and does not."""


@dataclass(frozen=True)
class AroundReview:
    running: tuple[Review, ...] = ()
    """The child's reviews not yet held, one for each clock."""
    is_late: bool = False
    """Held after its last day, on the day of the draft."""
    resume_by: Deadline | None = None
    """Of a review that is to be adjourned."""
    papers: tuple[PaperDue, ...] = ()
    """Still to be done once the draft is saved, earliest first."""
    effect: EventEffect | None = None


def last_day_of(review: Review, calendar: WorkingCalendar) -> date:
    """The day it is due; of one adjourned, the 20th working day after (CPPCR reg 36)."""
    if review.adjourned_on is None:
        return review.due_on
    return deadline(Rule.ADJOURNED, review.adjourned_on, calendar).due_on


def is_held_late(review: Review, held_on: date, calendar: WorkingCalendar) -> bool:
    """A review begun in time and adjourned once is late only past the 20 working days of CPPCR reg 36."""
    if held_on <= review.due_on:
        return False
    if review.adjourned_on is None or review.adjourned_on > review.due_on:
        return True
    return held_on > deadline(Rule.ADJOURNED, review.adjourned_on, calendar).due_on


def papers_due(
    review: Review, calendar: WorkingCalendar, wanted: Collection[str] | None = None
) -> tuple[PaperDue, ...]:
    """Earliest first; the manager's five days begin with the receipt. `wanted`: those the authority asks for;
    None: all. Raises BeyondKnownHolidays.
    """
    if review.held_on is None or ReviewKind(review.kind) not in WITH_PAPERS:
        return ()
    found = []
    if not (review.decisions_sent_on or review.decisions_received_on or review.answered_on):
        found.append(PaperDue(Paper.DECISIONS_SENT, deadline(Rule.DECISIONS, review.held_on, calendar)))
    if review.decisions_received_on and not review.answered_on:
        answer = deadline(Rule.MANAGER_RESPONSE, review.decisions_received_on, calendar)
        found.append(PaperDue(Paper.ANSWERED, answer))
    if not (review.written_on or review.distributed_on):
        found.append(PaperDue(Paper.WRITTEN, deadline(Rule.RECORD, review.held_on, calendar)))
    if not review.distributed_on:
        found.append(PaperDue(Paper.DISTRIBUTED, deadline(Rule.DISTRIBUTION, review.held_on, calendar)))
    asked = [one for one in found if wanted is None or one.paper in wanted]
    return tuple(sorted(asked, key=lambda one: one.deadline.due_on))


OF_PAPER = {
    Paper.DECISIONS_SENT: Rule.DECISIONS,
    Paper.ANSWERED: Rule.MANAGER_RESPONSE,
    Paper.WRITTEN: Rule.RECORD,
    Paper.DISTRIBUTED: Rule.DISTRIBUTION,
}


def with_paper(review: Review, paper: Paper, on: date) -> Review:
    done: dict[str, Any] = {paper.column: on}
    return replace(review, **done)


def is_paper_late(review: Review, paper: Paper, on: date, calendar: WorkingCalendar) -> bool:
    """Receipt has no limit of its own."""
    since = review.decisions_received_on if paper is Paper.ANSWERED else review.held_on
    if paper not in OF_PAPER or since is None:
        return False
    return on > deadline(OF_PAPER[paper], since, calendar).due_on
