"""Keeping the child's file right: the record as text, the tick that it was entered, what was sent by hand."""

from __future__ import annotations

from bot.domain.concerns import Concern, EntryKind
from bot.domain.intents import Do
from bot.domain.people import Role
from bot.domain.permissions import may_send
from bot.domain.refusals import NoSuchRecord, NotAllowed, NotEscalated, Refused
from bot.domain.results import Filed, FileText, RecordList, ReviewFiled, SentByHand, Slice
from bot.operations.desk import Desk, audit_event, keep_read
from bot.operations.finding import find_record, own_record
from bot.operations.writing import add_entry, reread
from storage import activities, children, concerns


def show_file_text(desk: Desk, ref: str) -> FileText | Refused:
    concern = find_record(desk, ref)
    if not isinstance(concern, Concern):
        return concern
    keep_read(desk, concern, "read_text")
    return FileText(concern)


def mark_filed(desk: Desk, ref: str) -> Filed | Refused:
    """Everything up to now stands on the child's file; what is added later is again not entered."""
    concern = own_record(desk, ref, Do.MARK_FILED, must_be_open=False)
    if not isinstance(concern, Concern):
        return concern
    if concern.not_filed == 0:
        return Filed(concern, already=True)
    concerns.change_concern(desk.work, concern, filed_position=concern.last_position)
    audit_event(desk, f"concern:{concern.id}", "filed", {"position": concern.last_position})
    return Filed(reread(desk, concern.id), already=False)


def mark_review_filed(desk: Desk, review_id: int) -> ReviewFiled | NoSuchRecord:
    review = children.review_by_id(desk.work, review_id)
    if review is None or review.iro_id != desk.person.id or review.held_on is None:
        return NoSuchRecord()
    if review.filed_on is None:
        children.change_review(desk.work, review, {"filed_on": desk.today})
        audit_event(desk, f"child:{review.child_id}", "review_filed", {"review": review.id})
    return ReviewFiled(review)


def ask_not_filed(desk: Desk) -> RecordList | NotAllowed:
    if not desk.person.is_a(Role.IRO):
        return NotAllowed(Do.ASK_NOT_FILED)
    records = tuple(concerns.concerns_not_filed(desk.work, desk.person.id))
    reviews = tuple(children.reviews_not_filed(desk.work, desk.person.id))
    done = tuple(activities.activities_not_filed(desk.work, desk.person.id))
    return RecordList(Slice.NOT_FILED, records, "mine", reviews=reviews, activities=done)


def mark_sent(desk: Desk, ref: str) -> SentByHand | Refused:
    """Keeps the day the text was sent to a manager who does not use the assistant."""
    concern = find_record(desk, ref)
    if not isinstance(concern, Concern):
        return concern
    if not may_send(desk.person, concern):
        return NotAllowed(Do.MARK_SENT)
    step = concern.step
    if step is None:
        return NotEscalated(concern)
    if step.sent_on is not None:
        return SentByHand(concern, step, already=True)
    concerns.change_step(desk.work, step.id, sent_on=desk.today)
    add_entry(desk, concern, EntryKind.SENT, "", about={"stage": step.stage, "happened_on": desk.today})
    after = reread(desk, concern.id)
    return SentByHand(after, after.step or step, already=False)
