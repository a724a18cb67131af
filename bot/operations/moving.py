"""A stage's date held or moved by a recorded decision; the old date stays beside the new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.change import Change
from bot.domain.concerns import Concern, EntryKind, WhyMoved
from bot.domain.intents import Do
from bot.domain.moving import PlannedMove, plan_hold, plan_move, why_not_movable
from bot.domain.refusals import CannotMove, NotEscalated, Refused, WhyNoMove
from bot.domain.results_concern import DateMoved
from bot.domain.shows import Facts
from bot.operations.desk import Desk
from bot.operations.finding import own_record
from bot.operations.writing import add_entry, reread, tell
from storage import concerns
from storage.concern_parts import add_part
from storage.concern_tables import date_move

WHY = {Do.HOLD: WhyMoved.HOLD, Do.MOVE_DATE: WhyMoved.DECISION}
ENTRY = {WhyMoved.HOLD: EntryKind.HELD, WhyMoved.DECISION: EntryKind.MOVED}


def hold(desk: Desk, ref: str, reason: str, until: date) -> DateMoved | Refused:
    """The stage's clock stands still until that day, the day included. Raises BeyondKnownHolidays."""
    return _move(desk, ref, Do.HOLD, reason, until)


def move_date(desk: Desk, ref: str, reason: str, to: date) -> DateMoved | Refused:
    return _move(desk, ref, Do.MOVE_DATE, reason, to)


def about_move(desk: Desk, facts: Facts, do: Do, day: date | None) -> Facts:
    """What the move would be; before its day is known, whether there is anything to move."""
    record = facts.record
    if record is None or facts.refused is not None:
        return facts
    planned = why_not_movable(record, WHY[do], desk.today) if day is None else _plan(desk, record, do, day)
    if isinstance(planned, WhyNoMove):
        return replace(facts, refused=CannotMove(record, planned))
    return replace(facts, move=planned)


def _plan(desk: Desk, concern: Concern, do: Do, day: date) -> PlannedMove | WhyNoMove:
    if do is Do.HOLD:
        return plan_hold(concern, day, desk.today, desk.calendar)
    return plan_move(concern, day, desk.today)


def _move(desk: Desk, ref: str, do: Do, reason: str, day: date) -> DateMoved | Refused:
    concern = own_record(desk, ref, do)
    if not isinstance(concern, Concern):
        return concern
    if not concern.is_formal:
        return NotEscalated(concern)
    planned = _plan(desk, concern, do, day)
    if isinstance(planned, WhyNoMove):
        return CannotMove(concern, planned)
    return _saved(desk, concern, planned, reason)


def _saved(desk: Desk, concern: Concern, planned: PlannedMove, reason: str) -> DateMoved:
    about = {"due_on": planned.held_until or planned.new_due_on, "stage": planned.step.stage}
    dates = {"old_due_on": planned.old_due_on, "new_due_on": planned.new_due_on}
    entry = add_entry(desk, concern, ENTRY[planned.why], reason, about=about, also=dates)
    concerns.change_step(desk.work, planned.step.id, due_on=planned.new_due_on)
    row = {
        **dates,
        "step_id": planned.step.id,
        "why": planned.why,
        "reason": reason,
        "held_until": planned.held_until,
        "decided_on": desk.today,
        "by_id": desk.person.id,
    }
    move_id = add_part(desk.work, date_move, concern.id, row)
    if planned.step.told_in_teams:
        tell(desk, planned.step.to_person_id, f"moved:{planned.step.id}:{move_id}")
    after = reread(desk, concern.id)
    move = next(one for one in after.moves if one.id == move_id)
    return DateMoved(
        after, move, Change("moved", concern.id, entry.position, planned.step.id, part_id=move_id)
    )
