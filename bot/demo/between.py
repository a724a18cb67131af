"""What the demo's IROs did between reviews: most children looked at this quarter, some not, a few rated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from bot.demo import rows
from bot.demo.caseload import DemoChild
from bot.demo.telling import Teller
from bot.domain.activities import ActivityKind, Rag
from bot.domain.people import Person
from bot.operations import activities, grading

KINDS = (ActivityKind.OVERSIGHT, ActivityKind.VISIT, ActivityKind.MIDWAY, ActivityKind.PRE_REVIEW)
MOSTLY = (6, 4, 3, 1)
LOOKED_AT, RATED = 0.8, 0.4
RATINGS = (Rag.GREEN, Rag.GREEN, Rag.GREEN, Rag.GREEN, Rag.AMBER)
LATEST = 30
"""Working days ago, at most."""


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
        looked, rated = rng.random() < LOOKED_AT, rng.random() < RATED
        kind, rating = rng.choices(KINDS, MOSTLY)[0], rng.choice(RATINGS)
        on = teller.day(-rng.randint(1, LATEST))
        if looked and one.looked_after_on < on:
            yield {**about, "kind": kind, "happened_on": on, "value": ""}
        if rated and one.looked_after_on < on:
            yield {**about, "kind": ActivityKind.RAG, "happened_on": on, "value": rating.value}


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
