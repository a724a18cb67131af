"""What stands around an errand about one child's review, or about what happened to the child."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.intents import Do
from bot.domain.refusals import AlreadyAdjourned, EventKnown, NoReviewDue, NoReviewHeld
from bot.domain.reviewing import WITH_PAPERS, AroundReview, Paper, is_held_late, papers_due, with_paper
from bot.domain.reviews import Child, Review
from bot.domain.series import EventKind
from bot.domain.shows import Facts
from bot.domain.timetable import Rule, deadline
from bot.operations.care_events import effect_of
from bot.operations.desk import Desk
from bot.operations.reviews import due_review, review_after
from storage import children

OF_A_REVIEW = frozenset(
    {
        Do.RECORD_REVIEW_HELD,
        Do.REARRANGE_REVIEW,
        Do.ADJOURN_REVIEW,
        Do.MARK_REVIEW_PAPERS,
        Do.RECORD_CARE_EVENT,
    }
)


def about_review(desk: Desk, facts: Facts, do: Do, child: Child, slots: Mapping[str, Any]) -> Facts:
    """Raises BeyondKnownHolidays."""
    on = _day(slots) or desk.today
    if do is Do.RECORD_CARE_EVENT:
        return _about_event(desk, facts, child, slots, on)
    if do is Do.MARK_REVIEW_PAPERS:
        return _about_papers(desk, facts, child, slots, on)
    running = tuple(children.reviews_due(desk.work, child_id=child.id))
    if not running:
        return replace(facts, refused=NoReviewDue(child.reference))
    review = due_review(running, slots.get("review_kind"))
    facts = replace(facts, review=review, around_review=AroundReview(running))
    if review is None:
        return facts
    return _adjourning(desk, facts, review, on) if do is Do.ADJOURN_REVIEW else _held(desk, facts, review, on)


def held_with_papers(desk: Desk, child: Child, review_id: Any = None) -> Review | None:
    """The one named, or the last."""
    held = [one for one in children.reviews_held(desk.work, child.id) if one.kind in WITH_PAPERS]
    named = [one for one in held if one.id == review_id]
    return next(reversed(named or held), None)


def _held(desk: Desk, facts: Facts, review: Review, on: date) -> Facts:
    is_late = is_held_late(review, on, desk.calendar)
    following = review_after(desk, review, on)
    around = replace(facts.around_review, is_late=is_late)
    return replace(facts, around_review=around, next_review=following)


def _adjourning(desk: Desk, facts: Facts, review: Review, on: date) -> Facts:
    if review.adjourned_on is not None:
        return replace(facts, refused=AlreadyAdjourned(review))
    resume_by = deadline(Rule.ADJOURNED, on, desk.calendar)
    return replace(facts, around_review=replace(facts.around_review, resume_by=resume_by))


def _about_papers(desk: Desk, facts: Facts, child: Child, slots: Mapping[str, Any], on: date) -> Facts:
    review = held_with_papers(desk, child, slots.get("review_id"))
    if review is None:
        return replace(facts, refused=NoReviewHeld(child.reference))
    what = slots.get("what")
    after = with_paper(review, Paper(what), on) if what in tuple(Paper) else review
    still = papers_due(after, desk.calendar, desk.policy.review_papers)
    return replace(facts, review=review, around_review=AroundReview(papers=still))


def _about_event(desk: Desk, facts: Facts, child: Child, slots: Mapping[str, Any], on: date) -> Facts:
    event = slots.get("event")
    if event not in tuple(EventKind) or on > desk.today or _day(slots) is None:
        return facts
    effect = effect_of(desk, child, EventKind(event), on, _day(slots, "ended_on"))
    if isinstance(effect, EventKnown):
        return replace(facts, refused=effect)
    return replace(facts, around_review=AroundReview(effect=effect))


def _day(slots: Mapping[str, Any], name: str = "happened_on") -> date | None:
    try:
        return date.fromisoformat(slots[name])
    except (KeyError, TypeError, ValueError):
        return None
