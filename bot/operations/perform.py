"""From an errand's plain slots to the one operation that carries it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.domain.calendar import BeyondKnownHolidays
from bot.domain.concerns import NEW_RECORD
from bot.domain.intents import Do
from bot.domain.refusals import CalendarEnds, NoRule, NothingToUndo
from bot.domain.results import Change, Result, Slice
from bot.operations import (
    actions,
    activities,
    challenges,
    chronology,
    closing,
    deadlines,
    filing,
    leave,
    meetings,
    moving,
    narrative,
    questions,
    reminders_told,
    report_offered,
    review_changes,
    reviews,
    snoozing,
    stages,
    status,
    undoing,
)
from bot.operations.desk import Desk
from bot.operations.facts import day_in, wanted_stage
from bot.operations.perform_between import BETWEEN, ask_between, wanted_of
from bot.operations.perform_reviews import OF_REVIEWS

Slots = Mapping[str, Any]
LARGEST_ID = 2**31
KINDS = {"escalation": True, "challenge": False}
"""What a question calls them: formal or not."""
PAPERS_DUE = "papers due"


def perform(desk: Desk, do: Do, slots: Slots) -> Result:
    """The slots have been checked by the dialog; what they name is checked again by the operation."""
    operation = OPERATIONS.get(do)
    if operation is None:
        return NoRule(do.value)
    try:
        return operation(desk, slots)
    except BeyondKnownHolidays as end:
        return CalendarEnds(end.known_until)


def _log(desk: Desk, slots: Slots) -> Result:
    return challenges.log_positive_challenge(
        desk,
        slots["child"],
        _themes(slots),
        _words(slots, "to_role"),
        slots["text"],
        date.fromisoformat(slots["due_on"]),
        day_in(slots, "happened_on"),
    )


def _raise(desk: Desk, slots: Slots) -> Result:
    stage, reason = wanted_stage(slots), _words(slots, "reason")
    source = slots.get("from_record")
    if source and source != NEW_RECORD:
        return stages.escalate_challenge(desk, source, _themes(slots), slots["text"], stage, reason)
    return stages.raise_escalation(desk, slots["child"], _themes(slots), slots["text"], stage, reason)


def _step_up(desk: Desk, slots: Slots) -> Result:
    return stages.step_up(
        desk, _ref(slots), _words(slots, "text"), wanted_stage(slots), _words(slots, "reason")
    )


def _note(desk: Desk, slots: Slots) -> Result:
    return narrative.add_narrative(desk, _ref(slots), slots["text"], day_in(slots, "happened_on"))


def _response(desk: Desk, slots: Slots) -> Result:
    answered, promised = day_in(slots, "happened_on"), day_in(slots, "due_on")
    return narrative.record_response(desk, _ref(slots), slots["text"], answered, promised)


def _resolve(desk: Desk, slots: Slots) -> Result:
    kept = {"yes": True, "no": False}.get(_words(slots, "promise_kept"))
    by = _words(slots, "resolved_by")
    return closing.resolve(desk, _ref(slots), slots["outcome"], slots["impact"], by, kept)


def _action_done(desk: Desk, slots: Slots) -> Result:
    return actions.action_done(desk, _ref(slots), int(slots["action_id"]), day_in(slots, "happened_on"))


def _meeting(desk: Desk, slots: Slots) -> Result:
    chair, attended = _words(slots, "chair"), _words(slots, "attended")
    held_on = _day(slots, "happened_on")
    return meetings.record_meeting(desk, _ref(slots), held_on, chair, attended, _words(slots, "text"))


def _ask_open(desk: Desk, slots: Slots) -> Result:
    if (wanted := wanted_of(slots)) is not None:
        return ask_between(desk, wanted, slots)
    what = f"{slots.get('what') or ''} {slots.get('record_type') or ''}"
    if str(slots.get("what") or "") == PAPERS_DUE:
        child = slots.get("child")
        return review_changes.ask_papers_due(desk, child if isinstance(child, str) else None)
    wanted = slots.get("stage")
    numbers = wanted if isinstance(wanted, list) else [wanted]
    return questions.ask_open(
        desk,
        child=slots.get("child") if isinstance(slots.get("child"), str) else None,
        slice=next((slice for slice in Slice if slice.value in what), Slice.OPEN),
        stages=tuple(number for number in numbers if isinstance(number, int)),
        older_than_days=slots.get("older_than_days"),
        formal=next((formal for kind, formal in KINDS.items() if kind in what), None),
    )


def _ask_deadlines(desk: Desk, slots: Slots) -> Result:
    what = str(slots.get("what") or "")
    if (wanted := wanted_of(slots)) is not None and not slots.get("base_on"):
        return ask_between(desk, wanted, slots)
    if base_on := day_in(slots, "base_on"):
        return deadlines.work_out(desk, _limit(slots, what), base_on)
    child = slots.get("child") if isinstance(slots.get("child"), str) else None
    if what == PAPERS_DUE:
        return review_changes.ask_papers_due(desk, child)
    return reviews.reviews_due(
        desk,
        child=child,
        from_on=day_in(slots, "from_on"),
        to_on=day_in(slots, "to_on"),
        only_overdue="overdue" in what,
        only_adjourned=what == "adjourned reviews",
    )


def _limit(slots: Slots, what: str) -> str:
    if what not in ("", "add working days"):
        return what
    return f"{slots.get('working_days') or 20} working days"


def _mark_filed(desk: Desk, slots: Slots) -> Result:
    review_id, activity_id = slots.get("review_id"), slots.get("activity_id")
    if isinstance(activity_id, int) and 0 < activity_id < LARGEST_ID:
        return activities.mark_activity_filed(desk, activity_id)
    if isinstance(review_id, int) and 0 < review_id < LARGEST_ID:
        return filing.mark_review_filed(desk, review_id)
    return filing.mark_filed(desk, _ref(slots))


def _undo(desk: Desk, slots: Slots) -> Result:
    change = slots.get("change")
    return undoing.undo(desk, Change(**change)) if change else NothingToUndo()


def _themes(slots: Slots) -> tuple[str, ...]:
    return tuple(slots.get("themes") or ())


def _words(slots: Slots, name: str) -> str:
    value = slots.get(name) or ""
    return ", ".join(value) if isinstance(value, list) else str(value)


def _day(slots: Slots, name: str) -> date:
    return date.fromisoformat(slots[name])


def _ref(slots: Slots) -> str:
    return str(slots.get("escalation_ref") or "")


OPERATIONS: Mapping[Do, Callable[[Desk, Slots], Result]] = {
    **OF_REVIEWS,
    Do.LOG_POSITIVE_CHALLENGE: _log,
    Do.RAISE_ESCALATION: _raise,
    Do.STEP_UP: _step_up,
    Do.ADD_NARRATIVE: _note,
    Do.RECORD_RESPONSE: _response,
    Do.HOLD: lambda desk, slots: moving.hold(desk, _ref(slots), slots["reason"], _day(slots, "due_on")),
    Do.MOVE_DATE: lambda desk, slots: moving.move_date(
        desk, _ref(slots), slots["reason"], _day(slots, "due_on")
    ),
    Do.ADD_ACTION: lambda desk, slots: actions.add_action(
        desk, _ref(slots), slots["text"], _words(slots, "owner"), _day(slots, "due_on")
    ),
    Do.ACTION_DONE: _action_done,
    Do.ASK_ACTIONS: lambda desk, slots: actions.ask_actions(desk),
    Do.RECORD_MEETING: _meeting,
    Do.REOPEN: lambda desk, slots: closing.reopen(desk, _ref(slots), slots["reason"]),
    Do.LEGAL_ADVICE: lambda desk, slots: meetings.keep_legal_advice(
        desk, _ref(slots), _words(slots, "text"), day_in(slots, "happened_on")
    ),
    Do.COMMENT: lambda desk, slots: narrative.comment(desk, _ref(slots), slots["text"]),
    Do.RESOLVE: _resolve,
    Do.WITHDRAW: lambda desk, slots: closing.withdraw(desk, _ref(slots), slots["reason"]),
    Do.ASK_OPEN: _ask_open,
    Do.ASK_DEADLINES: _ask_deadlines,
    Do.SHOW_RECORD: lambda desk, slots: questions.show_record(desk, _ref(slots)),
    Do.SHOW_HISTORY: lambda desk, slots: questions.show_history(desk, _ref(slots)),
    Do.SHOW_FILE_TEXT: lambda desk, slots: filing.show_file_text(desk, _ref(slots)),
    Do.SHOW_CHRONOLOGY: lambda desk, slots: chronology.show_chronology(desk, str(slots.get("child") or "")),
    Do.ASK_NOT_FILED: lambda desk, slots: filing.ask_not_filed(desk),
    Do.MARK_FILED: _mark_filed,
    Do.MARK_SENT: lambda desk, slots: filing.mark_sent(desk, _ref(slots)),
    Do.TEAM_STATUS: lambda desk, slots: status.team_status(desk),
    Do.MANAGER_QUERY: lambda desk, slots: status.team_status(desk),
    Do.MAKE_REPORT: report_offered.offer_report,
    Do.ASK_REMINDERS: lambda desk, slots: reminders_told.ask_reminders(desk),
    Do.SNOOZE: snoozing.snooze,
    Do.STILL_WORKING: snoozing.still_working,
    Do.GO_ON_LEAVE: leave.go_on_leave,
    Do.COME_BACK: leave.come_back,
    Do.CHOOSE_REMINDERS: leave.choose_reminders,
    Do.UNDO: _undo,
    **BETWEEN,
}
