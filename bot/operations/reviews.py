"""Review deadlines, with their working, and reviews held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.audit import digest
from bot.domain.intents import Do
from bot.domain.people import Role
from bot.domain.permissions import is_allocated
from bot.domain.refusals import NoReviewDue, NotAllowed, NotOnCaseload, Refused
from bot.domain.results import Change, ReviewDue, ReviewRecorded, ReviewsDue
from bot.domain.reviewing import is_held_late, last_day_of
from bot.domain.reviews import Participation, Review
from bot.domain.timetable import OF_REVIEWS, Deadline, ReviewKind, Rule, deadline, next_review, rule_after
from bot.operations.care_events import as_planned
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
    only_adjourned: bool = False,
) -> ReviewsDue | NotOnCaseload | NotAllowed:
    """Without a window: overdue and the next fortnight; of adjourned ones all. For one child: whatever is
    due next. Raises BeyondKnownHolidays."""
    if not (desk.person.is_a(Role.IRO) or desk.person.is_a(Role.IRO_MANAGER)):
        return NotAllowed(Do.ASK_DEADLINES)
    whose = "team" if desk.person.is_a(Role.IRO_MANAGER) else "mine"
    if child is not None:
        found = find_child(desk, child)
        if isinstance(found, NotOnCaseload):
            return found
        rows = _rows(desk, children.reviews_due(desk.work, child_id=found.id))
        return ReviewsDue(tuple(rows), None, None, child, whose, _overdue(rows))
    if only_overdue:
        to_on = desk.today - timedelta(days=1)
    elif not only_adjourned:
        to_on = to_on or desk.today + FORTNIGHT
    rows = _rows(desk, reviews_due_by(desk, caseloads_of(desk), to_on))
    rows = [row for row in rows if row.review.adjourned_on or not only_adjourned]
    rows = [row for row in rows if from_on is None or desk.today + timedelta(days=row.days_left) >= from_on]
    shown, more = tuple(rows[:LISTED]), max(0, len(rows) - LISTED)
    return ReviewsDue(shown, from_on, to_on, None, whose, _overdue(rows), more, only_adjourned)


def reviews_due_by(desk: Desk, iro_ids: Sequence[int], to_on: date | None) -> list[Review]:
    """Not yet held and with their last day by then, the earliest first. Raises BeyondKnownHolidays."""
    found = [
        (last_day_of(one, desk.calendar), one)
        for one in children.reviews_due(desk.work, iro_ids=iro_ids, to_on=to_on)
    ]
    found.sort(key=lambda pair: (pair[0], pair[1].child))
    return [review for last, review in found if to_on is None or last <= to_on]


def record_review_held(
    desk: Desk,
    child: str,
    held_on: date,
    participation: Participation | None,
    next_planned_on: date | None = None,
    *,
    kind: str | None = None,
    late_reason: str = "",
) -> ReviewRecorded | Refused:
    """The next review's latest date follows from the day this one was really held (reg 33(2), reg 48 ...).

    `kind`: of the child's reviews, where several run. Raises BeyondKnownHolidays.
    """
    due = own_review(desk, child, Do.RECORD_REVIEW_HELD, kind)
    if not isinstance(due, Review):
        return due
    following = review_after(desk, due, held_on)
    late = is_held_late(due, held_on, desk.calendar)
    held = {
        "held_on": held_on,
        "participation": participation,
        "recorded_by": desk.person.id,
        "late_reason": late_reason if late else "",
    }
    children.change_review(desk.work, due, held)
    planned = as_planned(children.child_by_id(desk.work, due.child_id), following, next_planned_on)
    facts = {
        "review": due.id,
        "held_on": held_on.isoformat(),
        "participation": participation.value if participation else None,
        "late_reason": digest(late_reason) if late and late_reason else None,
        "next": children.add_review(desk.work, planned),
    }
    audit_event(desk, f"child:{due.child_id}", "review_held", facts)
    after = children.review_by_id(desk.work, due.id) or due
    change = Change("review", review_id=due.id)
    return ReviewRecorded(after, late, following, next_planned_on, change)


def own_review(desk: Desk, child: str, do: Do, kind: str | None) -> Review | Refused:
    """The review of this IRO's own child that runs; of `kind` where several do."""
    found = find_child(desk, child)
    if isinstance(found, NotOnCaseload):
        return found
    if not is_allocated(desk.person, found):
        return NotAllowed(do)
    return due_review(children.reviews_due(desk.work, child_id=found.id), kind) or NoReviewDue(child)


def due_review(running: Sequence[Review], kind: str | None) -> Review | None:
    """The next not yet held of that kind; None where several run and none is named.

    Where one alone runs, the everyday word for the statutory review means that one. Where a private fostering
    is not reviewed each year, a review of it is the visit.
    """
    kinds = {one.kind for one in running}
    if kind == ReviewKind.PRIVATE_YEARLY and kind not in kinds:
        kind = ReviewKind.PRIVATE_FOSTERING
    alone = len(kinds) == 1 and kind in (None, "", ReviewKind.CLA)
    return next((one for one in running if alone or one.kind == kind), None)


def review_after(desk: Desk, due: Review, held_on: date) -> Deadline:
    """By the rule of the review that was due; an imported date has none. Raises BeyondKnownHolidays."""
    kind = ReviewKind(due.kind)
    if due.rule in OF_REVIEWS and kind is not ReviewKind.PRIVATE_FOSTERING:
        return deadline(rule_after(Rule(due.rule)), held_on, desk.calendar)
    past = [one for one in children.reviews_held(desk.work, due.child_id) if one.kind == kind]
    earlier = [one.held_on for one in past if one.held_on]
    known = [day for day in (one.counted_from for one in (*past, due)) if day]
    return next_review(kind, min([*known, *earlier, held_on]), [*earlier, held_on], desk.calendar)


def _rows(desk: Desk, found: Sequence[Review]) -> list[ReviewDue]:
    return [ReviewDue(one, (last_day_of(one, desk.calendar) - desk.today).days) for one in found]


def _overdue(rows: list[ReviewDue]) -> int:
    return sum(row.days_left < 0 for row in rows)
