"""What the demo's IROs did between reviews: most children looked at this quarter, some not, a few rated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from bot.demo import rows
from bot.demo.caseload import DemoChild
from bot.demo.telling import Teller
from bot.domain import between
from bot.domain.activities import ActivityKind, Rag
from bot.domain.people import Person
from bot.operations import activities, grading

DONE = 0.95
"""Of what was to be done by now; the rest is overdue, or was never written down."""
LOOKED_AT, RATED = 0.93, 0.7
RATINGS = (Rag.GREEN, Rag.GREEN, Rag.GREEN, Rag.GREEN, Rag.AMBER)
LATEST = 30
"""Working days ago, at most."""
SOON = timedelta(days=21)
"""Before a review, when most children have been visited for it."""


def tell_between(teller: Teller, seed: int, iros: Sequence[Person], found: Sequence[DemoChild]) -> None:
    """Most come as from an import; the demo's own IRO recorded the last of theirs here."""
    rng = Random(f"{seed} between")  # noqa: S311 - a demo, not a secret
    ids = rows.child_ids(teller.work)
    rows.add_activities(teller.work, _imported(teller, rng, ids, iros, found))
    mine = [one for one in found if one.iro == 0 and one.looked_after_on < teller.day(-LATEST)]
    _record(teller, iros[0], [one.reference for one in rng.sample(mine, 8)])


def _imported(
    teller: Teller,
    rng: Random,
    ids: Mapping[str, int],
    iros: Sequence[Person],
    found: Sequence[DemoChild],
) -> Iterator[dict[str, Any]]:
    for one in found:
        about = {"child_id": ids[one.reference], "by_id": iros[one.iro].id, "filed_on": teller.desk.today}
        for kind, on, value in _done(teller, rng, one):
            if one.looked_after_on < on < teller.desk.today:
                yield {**about, "kind": kind, "happened_on": on, "value": value}


Done = tuple[ActivityKind, date, str]


def _done(teller: Teller, rng: Random, one: DemoChild) -> Iterator[Done]:
    """As it was wanted, mostly: halfway between reviews, before the next one, and once in the quarter."""
    today, following = teller.desk.today, one.reviews[-1]
    held_on = next((review.held_on for review in reversed(one.reviews) if review.held_on), None)
    quarter = between.quarter_of(today)
    if rng.random() < LOOKED_AT:
        yield (
            ActivityKind.OVERSIGHT,
            _earlier(teller, quarter.first, rng.randint(0, (today - quarter.first).days)),
            "",
        )
    if held_on is None:
        return
    half = between.mid_point(held_on, following.deadline.due_on)
    if half <= today and rng.random() < DONE:
        yield ActivityKind.MIDWAY, _earlier(teller, half, -rng.randint(0, 6)), ""
    review_on = following.planned_on or following.deadline.due_on
    if review_on - today <= SOON and rng.random() < DONE:
        yield ActivityKind.VISIT, _earlier(teller, min(review_on, today), -rng.randint(1, 14)), ""
        if review_on - today <= timedelta(days=4):
            yield ActivityKind.PRE_REVIEW, _earlier(teller, today, -1), ""
    if rng.random() < RATED:
        yield from _rated(teller, rng, held_on)


def _rated(teller: Teller, rng: Random, held_on: date) -> Iterator[Done]:
    """At the review; what was rated amber was looked at when its weeks came."""
    rating = rng.choice(RATINGS)
    yield ActivityKind.RAG, held_on, rating.value
    window = between.window(rating, held_on, held_on, teller.desk.policy.between)
    if window and window.from_on < teller.desk.today and rng.random() < DONE:
        yield ActivityKind.VISIT, _earlier(teller, window.from_on, rng.randint(3, 16)), ""


def _earlier(teller: Teller, day: date, days: int) -> date:
    """So many days on, before today and on a working day."""
    on = min(day + timedelta(days=days), teller.desk.today - timedelta(days=1))
    return teller.desk.calendar.last_working_day_by(on)


def _record(teller: Teller, iro: Person, of: Sequence[str]) -> None:
    """Through the operations, over the last days, so that history and dates are real."""
    says = teller.voice.says
    week, lately = teller.desk_of(iro, 6, timedelta(hours=3)), teller.desk_of(iro, 1, timedelta(hours=2))
    activities.set_rag(week, of[0], Rag.RED, note=says("red"))
    activities.set_rag(week, of[1], Rag.AMBER, note=says("amber"))
    activities.record_visit(week, of[2], week.today, note=says("visit"), mode="in person", seen_alone=True)
    activities.record_visit(lately, of[3], None, teller.day(4))
    activities.record_midway_review(lately, of[4], lately.today, note=says("midway"))
    activities.record_oversight(lately, of[5], says("oversight"))
    activities.log_good_practice(lately, says("good_practice"), says("raised_with"), of[6])
    if good := [grade for grade in teller.desk.policy.grades if grade != grading.INADEQUATE]:
        grading.record_qa_grade(lately, of[7], good[-1], says("grade"))
