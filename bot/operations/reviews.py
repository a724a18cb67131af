"""Review deadlines, with their working, and reviews held."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bot.domain.intents import Do
from bot.domain.people import Role
from bot.domain.permissions import is_allocated
from bot.domain.refusals import NoReviewDue, NotAllowed, NotOnCaseload, Refused
from bot.domain.results import Change, ReviewDue, ReviewRecorded, ReviewsDue
from bot.domain.reviews import Child, Participation, Review
from bot.domain.timetable import OF_REVIEWS, Deadline, ReviewKind, Rule, deadline, next_review, rule_after
from bot.operations.desk import Desk, audit_event
from bot.operations.finding import caseloads_of, find_child
from storage import children

LISTED = 40
FORTNIGHT = timedelta(days=14)


def reviews_due(
    desk: Desk,
    *,
    child: str | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    only_overdue: bool = False,
) -> ReviewsDue | NotOnCaseload | NotAllowed:
    """Without a window: overdue and the next fortnight. For one child: whatever is due next."""
    if not (desk.person.is_a(Role.IRO) or desk.person.is_a(Role.IRO_MANAGER)):
        return NotAllowed(Do.ASK_DEADLINES)
    whose = "team" if desk.person.is_a(Role.IRO_MANAGER) else "mine"
    if child is not None:
        found = find_child(desk, child)
        if isinstance(found, NotOnCaseload):
            return found
        rows = _rows(children.reviews_due(desk.work, child_id=found.id), desk.today)
        return ReviewsDue(tuple(rows), None, None, child, whose, _overdue(rows))
    to_on = desk.today - timedelta(days=1) if only_overdue else to_on or desk.today + FORTNIGHT
    rows = _rows(children.reviews_due(desk.work, iro_ids=caseloads_of(desk), to_on=to_on), desk.today)
    rows = [row for row in rows if from_on is None or row.review.due_on >= from_on]
    shown = tuple(rows[:LISTED])
    return ReviewsDue(shown, from_on, to_on, None, whose, _overdue(rows), len(rows) - len(shown))


def record_review_held(
    desk: Desk, child: str, held_on: date, participation: Participation, next_planned_on: date | None = None
) -> ReviewRecorded | Refused:
    """The next review's latest date follows from the day this one was really held (reg 33(2), reg 48)."""
    found = find_child(desk, child)
    if isinstance(found, NotOnCaseload):
        return found
    if not is_allocated(desk.person, found):
        return NotAllowed(Do.RECORD_REVIEW_HELD)
    due = due_review(desk, found)
    if due is None:
        return NoReviewDue(child)
    following = review_after(desk, due, held_on)
    held = {"held_on": held_on, "participation": participation, "recorded_by": desk.person.id}
    children.change_review(desk.work, due, held)
    next_id = children.add_review(desk.work, _planned(found, following, next_planned_on))
    facts = {
        "review": due.id,
        "held_on": held_on.isoformat(),
        "participation": participation.value,
        "next": next_id,
    }
    audit_event(desk, f"child:{found.id}", "review_held", facts)
    after = children.review_by_id(desk.work, due.id) or due
    change = Change("review", review_id=due.id)
    return ReviewRecorded(after, held_on > due.due_on, following, next_planned_on, change)


def due_review(desk: Desk, child: Child) -> Review | None:
    """The child's next review that has not been held."""
    due = children.reviews_due(desk.work, child_id=child.id)
    return due[0] if due else None


def review_after(desk: Desk, due: Review, held_on: date) -> Deadline:
    """By the rule of the review that was due; an imported date has none. Raises BeyondKnownHolidays."""
    kind = ReviewKind(due.kind)
    if due.rule in OF_REVIEWS and kind is not ReviewKind.PRIVATE_FOSTERING:
        return deadline(rule_after(Rule(due.rule)), held_on, desk.calendar)
    past = [one for one in children.reviews_held(desk.work, due.child_id) if one.kind == kind]
    earlier = [one.held_on for one in past if one.held_on]
    known = [day for day in (one.counted_from for one in (*past, due)) if day]
    return next_review(kind, min([*known, *earlier, held_on]), [*earlier, held_on], desk.calendar)


def _rows(reviews: list[Review], today: date) -> list[ReviewDue]:
    return [ReviewDue(review, (review.due_on - today).days) for review in reviews]


def _overdue(rows: list[ReviewDue]) -> int:
    return sum(row.days_left < 0 for row in rows)


def _planned(child: Child, following: Deadline, planned_on: date | None) -> dict[str, Any]:
    return {
        "child_id": child.id,
        "kind": OF_REVIEWS[following.rule].value,
        "due_on": following.due_on,
        "rule": following.rule.value,
        "counted_from": following.counted_from,
        "planned_on": planned_on,
    }
