"""Adding to the narrative: notes, responses, a manager's comment."""

from __future__ import annotations

from datetime import date

from bot.domain.concerns import Concern, EntryKind, Step, StepState
from bot.domain.intents import Do
from bot.domain.permissions import is_addressed, is_addressed_by, is_allocated, may_comment, may_respond
from bot.domain.refusals import AlreadyClosed, NotAllowed, NotEscalated, Refused
from bot.domain.results import Change, EntryAdded
from bot.operations.desk import Desk
from bot.operations.finding import find_record, own_record
from bot.operations.promises import settle_promise
from bot.operations.writing import add_entry, as_before, reread, tell
from storage import concerns


def add_narrative(desk: Desk, ref: str, text: str, happened_on: date | None = None) -> EntryAdded | Refused:
    """A record that is closed may still be added to: what is learned later belongs to it."""
    concern = own_record(desk, ref, Do.ADD_NARRATIVE, must_be_open=False)
    if not isinstance(concern, Concern):
        return concern
    entry = add_entry(desk, concern, EntryKind.NOTE, text, about={"happened_on": happened_on})
    return EntryAdded(reread(desk, concern.id), entry, Change("entry", concern.id, entry.position))


def record_response(
    desk: Desk, ref: str, text: str, happened_on: date | None = None, due_on: date | None = None
) -> EntryAdded | Refused:
    """The answer to a stage: the manager's own to the one addressed to them, also after it went further;
    or to the stage it stands at, written down by the IRO. What is informal is answered at no stage.

    A promise made for the stage it stands at (`due_on`) becomes the concern's clock.
    """
    concern = find_record(desk, ref)
    if not isinstance(concern, Concern):
        return concern
    if not may_respond(desk.person, concern):
        return NotAllowed(Do.RECORD_RESPONSE)
    if not concern.is_open:
        return AlreadyClosed(concern)
    step = _answered(desk, concern)
    if step is None and concern.is_formal:
        return NotEscalated(concern)
    about = {
        "happened_on": happened_on or desk.today,
        "due_on": due_on,
        "stage": step.stage if step else None,
    }
    promised = {"promised_on": due_on} if due_on and step and step == concern.step else {}
    on = happened_on or desk.today
    promise, kept = settle_promise(desk, concern, on, done=due_on is None and step == concern.step)
    entry = add_entry(desk, concern, EntryKind.RESPONSE, text, about=about, changes=promised, also=kept)
    if is_addressed(desk.person, concern) and not is_allocated(desk.person, concern):
        tell(desk, concern.iro_id, f"response:{concern.id}:{entry.position}")
    if step is None:
        return EntryAdded(reread(desk, concern.id), entry, Change("entry", concern.id, entry.position))
    concerns.change_step(desk.work, step.id, state=StepState.ANSWERED, answered_on=about["happened_on"])
    before = as_before(concern, *promised)
    change = Change("response", concern.id, entry.position, step.id, before=before, promise_position=promise)
    return EntryAdded(reread(desk, concern.id), entry, change)


def _answered(desk: Desk, concern: Concern) -> Step | None:
    if is_allocated(desk.person, concern):
        return concern.step
    return next((step for step in reversed(concern.steps) if is_addressed_by(desk.person, step)), None)


def comment(desk: Desk, ref: str, text: str) -> EntryAdded | Refused:
    """An IRO manager's own words beside the IRO's, never instead of them."""
    concern = find_record(desk, ref)
    if not isinstance(concern, Concern):
        return concern
    if not may_comment(desk.person, concern):
        return NotAllowed(Do.COMMENT)
    entry = add_entry(desk, concern, EntryKind.COMMENT, text)
    tell(desk, concern.iro_id, f"comment:{concern.id}:{entry.position}")
    return EntryAdded(reread(desk, concern.id), entry, Change("entry", concern.id, entry.position))
