"""What was done beside the stages: a resolution meeting, independent legal advice."""

from __future__ import annotations

from datetime import date

from bot.domain.change import Change
from bot.domain.concerns import Concern, EntryKind
from bot.domain.intents import Do
from bot.domain.refusals import NotEscalated, Refused
from bot.domain.results_concern import LegalAdviceKept, MeetingRecorded
from bot.operations.desk import Desk
from bot.operations.finding import own_record
from bot.operations.writing import add_entry, as_before, reread
from storage.concern_parts import add_part
from storage.concern_tables import meeting as meeting_table


def record_meeting(
    desk: Desk, ref: str, held_on: date, chair: str, attended: str = "", text: str = ""
) -> MeetingRecorded | Refused:
    """At the stage the concern stands at (Durham 42; Buckinghamshire stage two)."""
    concern = own_record(desk, ref, Do.RECORD_MEETING)
    if not isinstance(concern, Concern):
        return concern
    if not concern.is_formal:
        return NotEscalated(concern)
    stage = concern.step.stage if concern.step else None
    about = {"happened_on": held_on, "stage": stage}
    also = {"chair": chair, "attended": attended}
    entry = add_entry(desk, concern, EntryKind.MEETING, text, about=about, also=also)
    row = {"stage": stage, "held_on": held_on, **also}
    meeting_id = add_part(desk.work, meeting_table, concern.id, row)
    after = reread(desk, concern.id)
    meeting = next(one for one in after.meetings if one.id == meeting_id)
    return MeetingRecorded(after, meeting, Change("meeting", concern.id, entry.position, part_id=meeting_id))


def keep_legal_advice(
    desk: Desk, ref: str, text: str = "", sought_on: date | None = None
) -> LegalAdviceKept | Refused:
    """Independent of the council's own lawyers (Lincolnshire); also for what is still informal, or closed."""
    concern = own_record(desk, ref, Do.LEGAL_ADVICE, must_be_open=False)
    if not isinstance(concern, Concern):
        return concern
    on = sought_on or desk.today
    about, changes = {"happened_on": on}, {"legal_advice_on": on}
    entry = add_entry(desk, concern, EntryKind.LEGAL_ADVICE, text, about=about, changes=changes)
    before = as_before(concern, "legal_advice_on")
    return LegalAdviceKept(
        reread(desk, concern.id), Change("legal_advice", concern.id, entry.position, before=before)
    )
