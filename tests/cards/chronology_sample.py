"""A child of whom every kind of thing is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.activities import Activity, ActivityKind
from bot.domain.concerns import ConcernStatus
from bot.domain.policy import Policy
from bot.domain.results_chronology import ChronologyShown, KeptRecord
from bot.domain.reviews import Participation, Review
from bot.domain.series import CareEvent, EventKind
from tests.cards.cast import CHILD, IRO, escalation, resolved, review, taken_back


def whole(rules: Policy) -> ChronologyShown:
    stood = escalation(rules)
    withdrawn = replace(resolved(rules), id=115, status=ConcernStatus.WITHDRAWN)
    from_a_file = replace(
        resolved(rules), id=116, entries=(), raised_by_said="An IRO of the time", outcome="It was agreed"
    )
    records = (stood, replace(taken_back(rules), id=114), withdrawn, from_a_file)
    activities = tuple(
        Activity(number, stood.child_id, CHILD, IRO.id, kind, date(2026, 10, number), *more, by_name=IRO.name)
        for number, (kind, more) in enumerate(
            (
                (ActivityKind.VISIT, ("", "We talked about school")),
                (ActivityKind.RAG, ("red",)),
                *((kind, ()) for kind in ActivityKind if kind not in (ActivityKind.VISIT, ActivityKind.RAG)),
            ),
            1,
        )
    )
    return ChronologyShown(
        CHILD,
        IRO.name,
        tuple(KeptRecord(one, rules) for one in records),
        reviews(),
        activities,
        tuple(CareEvent(kind, date(2026, 3, number), None) for number, kind in enumerate(EventKind, 1)),
    )


def reviews() -> tuple[Review, ...]:
    late = review(
        held_on=date(2026, 9, 18),
        due_on=date(2026, 9, 15),
        participation=Participation.PN2,
        late_reason="The report was not ready",
        rearranged=2,
        rearranged_reason="The carer was ill",
        decisions_sent_on=date(2026, 9, 25),
    )
    return late, replace(review(), adjourned_on=date(2026, 11, 5), rearranged=1)
