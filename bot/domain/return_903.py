"""The Reviews module of the SSDA903 return, with the checks that its validator would make.

Rules by the numbers of the national validation: 166 and 167 (day and participation), 399 (no review of a
child only on short breaks), 440 and 441 (PN0 is for children under 4).
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.reviews import Participation
from bot.domain.timetable import ReviewKind

ASKED_FROM = 4
"""Age from which a child is asked to take part (rules 440, 441); on the birthday itself neither fires."""


@dataclass(frozen=True)
class HeldReview:
    child: str
    kind: str
    born_on: date | None
    held_on: date
    participation: str


class Doubt(enum.Enum):
    """What is wrong with a review; all but the last two keep it out of the file."""

    SHORT_BREAK = enum.auto()
    ANOTHER_KIND = enum.auto()
    NO_BIRTHDAY = enum.auto()
    NO_PARTICIPATION = enum.auto()
    PN0_AT_FOUR = enum.auto()
    ASKED_BEFORE_FOUR = enum.auto()


KEPT_IN = frozenset({Doubt.PN0_AT_FOUR, Doubt.ASKED_BEFORE_FOUR})


@dataclass(frozen=True)
class Return903:
    rows: tuple[HeldReview, ...]
    doubts: tuple[tuple[HeldReview, Doubt], ...]


def return_of(reviews: Iterable[HeldReview]) -> Return903:
    """Every review of a child looked after; a doubtful one is named, and left out where it cannot be sent."""
    looked_at = [(review, doubt_about(review)) for review in reviews]
    rows = tuple(review for review, doubt in looked_at if doubt is None or doubt in KEPT_IN)
    return Return903(rows, tuple((review, doubt) for review, doubt in looked_at if doubt is not None))


def doubt_about(review: HeldReview) -> Doubt | None:
    if review.kind != ReviewKind.CLA:
        return Doubt.SHORT_BREAK if review.kind == ReviewKind.SHORT_BREAK else Doubt.ANOTHER_KIND
    if review.born_on is None:
        return Doubt.NO_BIRTHDAY
    if review.participation not in set(Participation):
        return Doubt.NO_PARTICIPATION
    return doubt_of_age(review.born_on, review.held_on, Participation(review.participation))


def doubt_of_age(born_on: date, held_on: date, code: Participation) -> Doubt | None:
    birthday = _fourth_birthday(born_on)
    if code is Participation.PN0:
        return Doubt.PN0_AT_FOUR if held_on > birthday else None
    return Doubt.ASKED_BEFORE_FOUR if held_on < birthday else None


def _fourth_birthday(born_on: date) -> date:
    """Born on 29 February, it is 29 February again, but for a year such as 2100."""
    year = born_on.year + ASKED_FROM
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
