"""Every card about a review's changes, its papers, what happened to a child, and the weeks ahead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.domain import refusals, results, shows
from bot.domain.forecasting import by_week
from bot.domain.intents import Do
from bot.domain.policy import Policy
from bot.domain.results import Change
from bot.domain.results_reviews import (
    CareEventRecorded,
    Forecast,
    PaperMarked,
    PaperRow,
    PapersDue,
    ReviewAdjourned,
    ReviewRearranged,
)
from bot.domain.reviewing import AroundReview, EventEffect, Paper, papers_due
from bot.domain.reviews import Participation, Review
from bot.domain.series import CareEvent, EventKind
from bot.domain.timetable import Rule, deadline
from tests.cards.cast import CHILD, IRO, MATTER, TODAY, calendar, review
from tests.cards.drafts import draft, facts

CHANGE = Change("review_rearranged", review_id=5)
LATE = date(2026, 12, 3)
HELD = date(2026, 11, 16)


def confirms(rules: Policy) -> dict[str, shows.Confirm]:
    resume_by = deadline(Rule.ADJOURNED, TODAY, calendar())
    adjourning = AroundReview((review(),), resume_by=resume_by)
    held = with_papers()
    found = {
        "rearranged": (
            draft(Do.REARRANGE_REVIEW, child=CHILD, due_on=LATE.isoformat(), reason=MATTER),
            facts(rules, review=review(planned_on=date(2026, 11, 24))),
        ),
        "adjourned": (
            draft(Do.ADJOURN_REVIEW, child=CHILD, reason=MATTER, due_on="2026-12-21"),
            facts(rules, review=review(), around_review=adjourning),
        ),
        "paper": (
            draft(Do.MARK_REVIEW_PAPERS, child=CHILD, what="decisions_sent", happened_on="2026-11-20"),
            facts(rules, review=held, around_review=AroundReview(papers=papers_due(held, calendar()))),
        ),
        "event": (
            draft(Do.RECORD_CARE_EVENT, child=CHILD, event="authority_to_place", happened_on="2026-11-18"),
            facts(rules, around_review=AroundReview(effect=switched())),
        ),
        "event_unmoved": (
            draft(Do.RECORD_CARE_EVENT, child=CHILD, event="looked_after", happened_on="2026-11-18"),
            facts(rules, around_review=AroundReview(effect=EventEffect(goes_on=(review(),)))),
        ),
    }
    return {name: shows.Confirm(*one) for name, one in found.items()}


def asks(rules: Policy) -> dict[str, shows.AskFor]:
    two = AroundReview((review(), review(id=6, kind="secure", due_on=date(2026, 12, 10))))
    late = facts(rules, review=review(due_on=date(2026, 11, 13)), around_review=AroundReview(is_late=True))
    held = draft(Do.RECORD_REVIEW_HELD, child=CHILD, participation="PN1")
    return {
        "review_kind": shows.AskFor(held, facts(rules, around_review=two), "review_kind", ("review_kind",)),
        "review_late": shows.AskFor(held, late, "late_reason", ("late_reason",)),
        "event": shows.AskFor(
            draft(Do.RECORD_CARE_EVENT, child=CHILD), facts(rules), "event", ("event", "happened_on")
        ),
        "paper": shows.AskFor(
            draft(Do.MARK_REVIEW_PAPERS, child=CHILD),
            facts(rules, review=with_papers()),
            "what",
            ("what", "happened_on"),
            optional=frozenset({"happened_on"}),
        ),
    }


def saved(rules: Policy) -> dict[str, results.Result]:
    held = with_papers()
    sent = replace(held, decisions_sent_on=TODAY)
    resume_by = deadline(Rule.ADJOURNED, TODAY, calendar())
    adjourned = review(
        adjourned_on=TODAY, adjourned_reason="The report had not come.", planned_on=date(2026, 12, 11)
    )
    return {
        "rearranged": ReviewRearranged(
            review(planned_on=LATE, rearranged=2, rearranged_reason=MATTER), date(2026, 11, 24), CHANGE
        ),
        "adjourned": ReviewAdjourned(adjourned, resume_by, CHANGE),
        "paper": PaperMarked(sent, Paper.DECISIONS_SENT, TODAY, False, papers_due(sent, calendar()), CHANGE),
        "paper_late": PaperMarked(sent, Paper.DISTRIBUTED, TODAY, True, (), CHANGE),
        "event": CareEventRecorded(
            CHILD, EventKind.AUTHORITY_TO_PLACE, date(2026, 11, 18), switched(), CHANGE
        ),
        "review_late_reason": results.ReviewRecorded(
            replace(held, late_reason=MATTER), True, deadline(Rule.LATER, HELD, calendar()), None, CHANGE
        ),
        "undone_event": results.Undone(Change("care_event", care_event_id=1), None),
    }


def answers(rules: Policy) -> dict[str, results.Result]:
    held = with_papers()
    rows = tuple(
        PaperRow(held, due, (due.deadline.due_on - TODAY).days) for due in papers_due(held, calendar())
    )
    late = replace(rows[0], days_left=-3)
    ahead = [
        review(id=100 + n, child=f"D-{100300 + n}", due_on=TODAY + timedelta(days=5 + n)) for n in range(6)
    ]
    in_weeks = by_week(ahead, {IRO.id: IRO.name}, TODAY, date(2026, 12, 20), rules.reviews_a_week, calendar())
    team = by_week(
        ahead,
        {IRO.id: IRO.name, 8: "Kim Specimen"},
        TODAY,
        date(2026, 12, 20),
        rules.reviews_a_week,
        calendar(),
    )
    too_late = (review(planned_on=LATE), review(id=7, child="D-100007", due_on=date(2026, 11, 22)))
    capacity, until = rules.reviews_a_week, date(2026, 12, 20)
    return {
        "papers": PapersDue((late, *rows), "mine", None, 2),
        "papers_none": PapersDue((), "mine", CHILD),
        "forecast": Forecast(TODAY, until, in_weeks, too_late, 1, capacity, "mine"),
        "forecast_team": Forecast(TODAY, until, team, too_late, 0, capacity, "team"),
    }


def refused(rules: Policy) -> dict[str, results.Result]:
    return {
        "no_review_held": refusals.NoReviewHeld(CHILD),
        "already_adjourned": refusals.AlreadyAdjourned(review(adjourned_on=TODAY)),
        "event_known": refusals.EventKnown(CHILD, CareEvent(EventKind.LEFT_CARE, date(2026, 11, 12))),
    }


def with_papers() -> Review:
    return review(held_on=HELD, participation=Participation.PN1)


def switched() -> EventEffect:
    return EventEffect((deadline(Rule.AUTHORISED_FIRST, date(2026, 11, 18), calendar()),), (review(),))
