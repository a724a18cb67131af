"""A review arranged anew, adjourned, or its papers told of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.audit import digest
from bot.domain.intents import Do
from bot.domain.permissions import is_allocated
from bot.domain.refusals import AlreadyAdjourned, NoReviewHeld, NotAllowed, NotOnCaseload, Refused
from bot.domain.results import Change
from bot.domain.results_reviews import PaperMarked, PaperRow, PapersDue, ReviewAdjourned, ReviewRearranged
from bot.domain.reviewing import Paper, is_paper_late, papers_due
from bot.domain.reviews import Review
from bot.domain.timetable import Rule, deadline
from bot.operations.desk import Desk, audit_event
from bot.operations.finding import caseloads_of, find_child
from bot.operations.review_facts import held_with_papers
from bot.operations.reviews import LISTED, own_review
from storage import children, review_changes


def rearrange_review(
    desk: Desk, child: str, kind: str | None, planned_on: date, reason: str
) -> ReviewRearranged | Refused:
    """The day it is due does not move; how often it was arranged anew is counted."""
    review = own_review(desk, child, Do.REARRANGE_REVIEW, kind)
    if not isinstance(review, Review):
        return review
    values = {
        "planned_on": planned_on,
        "rearranged": review.rearranged + 1,
        "rearranged_reason": reason,
    }
    after, change = _changed(desk, review, "review_rearranged", values)
    return ReviewRearranged(after, review.planned_on, change)


def adjourn_review(
    desk: Desk, child: str, kind: str | None, on: date, reason: str, resumes_on: date | None = None
) -> ReviewAdjourned | Refused:
    """Once, and for not more than 20 working days (CPPCR reg 36). Raises BeyondKnownHolidays."""
    review = own_review(desk, child, Do.ADJOURN_REVIEW, kind)
    if not isinstance(review, Review):
        return review
    if review.adjourned_on is not None:
        return AlreadyAdjourned(review)
    values = {"adjourned_on": on, "adjourned_reason": reason, "planned_on": resumes_on}
    after, change = _changed(desk, review, "review_adjourned", values)
    return ReviewAdjourned(after, deadline(Rule.ADJOURNED, on, desk.calendar), change)


def mark_paper(
    desk: Desk, child: str, paper: Paper, on: date, review_id: int | None = None
) -> PaperMarked | Refused:
    """Of the child's last review held here that has papers, or of the one named."""
    found = find_child(desk, child)
    if isinstance(found, NotOnCaseload):
        return found
    if not is_allocated(desk.person, found):
        return NotAllowed(Do.MARK_REVIEW_PAPERS)
    review = held_with_papers(desk, found, review_id)
    if review is None:
        return NoReviewHeld(child)
    after, change = _changed(desk, review, "review_papers", {paper.column: on})
    late = is_paper_late(after, paper, on, desk.calendar)
    still = papers_due(after, desk.calendar, desk.policy.review_papers)
    return PaperMarked(after, paper, on, late, still, change)


def ask_papers_due(desk: Desk, child: str | None = None) -> PapersDue | NotOnCaseload:
    """Of the reviews recorded here: what is still to be sent, written or distributed."""
    found = find_child(desk, child) if child else None
    if isinstance(found, NotOnCaseload):
        return found
    held = review_changes.reviews_with_papers(desk.work, caseloads_of(desk))
    rows = [
        PaperRow(review, due, (due.deadline.due_on - desk.today).days)
        for review in held
        if found is None or review.child_id == found.id
        for due in papers_due(review, desk.calendar, desk.policy.review_papers)
    ]
    rows.sort(key=lambda row: (row.due.deadline.due_on, row.review.child))
    whose = "mine" if all(row.review.iro_id == desk.person.id for row in rows) else "team"
    return PapersDue(tuple(rows[:LISTED]), whose, child, max(0, len(rows) - LISTED))


def _changed(desk: Desk, review: Review, kind: str, values: Mapping[str, Any]) -> tuple[Review, Change]:
    children.change_review(desk.work, review, dict(values))
    facts = {name: _plain(value, is_text=name.endswith("reason")) for name, value in values.items()}
    audit_event(desk, f"child:{review.child_id}", kind, {"review": review.id, **facts})
    after = children.review_by_id(desk.work, review.id) or review
    before = {name: _plain(getattr(review, name)) for name in values}
    return after, Change(kind, review_id=review.id, before=before, version=after.version)


def _plain(value: Any, *, is_text: bool = False) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return digest(value) if is_text and value else value
