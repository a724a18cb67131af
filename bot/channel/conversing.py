"""One intent through the conversation: dialog, facts, operation, result. In the turn's open transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

from bot.domain.intents import Do, Intent
from bot.domain.people import Person
from bot.domain.permissions import may_begin
from bot.domain.refusals import WhichRecord
from bot.domain.results import RecordList, RecordShown, Result
from bot.domain.shows import HelpShown, ImmediateRisk, NotUnderstood, PerhapsAtRisk, Resumed, Show
from bot.operations.desk import Desk
from bot.operations.facts import gather
from bot.operations.perform import perform
from dialogs import conversation, forms
from dialogs.between import without_the_triggered
from dialogs.conversation import Received
from dialogs.errands import FORMS, offers_for, said_by
from dialogs.forms import Operation, Step
from dialogs.talk import Errand, Talk

Thing = Result | Show
OFFERED = 3


def converse(desk: Desk, talk: Talk, intent: Intent, turn_id: str) -> tuple[Talk, list[Thing]]:
    """All errands of one message, in order."""
    things: list[Thing] = []
    further: list[Errand] = []
    for number, one in enumerate(without_the_triggered(conversation.errands_of(intent), desk.policy)):
        one, errand_id = said_by(desk.person, one), f"{turn_id}-{number}" if number else turn_id
        if one.do in FORMS and talk.running is not None and talk.running.nonce.startswith(turn_id):
            further.append(conversation.errand_of(one, errand_id))
        else:
            talk, more = _take(desk, talk, one, errand_id)
            things += more
    return talk.then(further), things


def _take(desk: Desk, talk: Talk, intent: Intent, turn_id: str) -> tuple[Talk, list[Thing]]:
    received = conversation.receive(talk, intent, turn_id)
    things = [_completed(desk, show) for show in received.shows]
    if received.help:
        things.append(HelpShown(desk.person, desk.policy))
    step = _step(desk, received) or Step(received.talk, operation=received.operation)
    things += step.shows
    if step.operation is None:
        return _resumed(desk, step.talk, things) if _ended(talk, received, step) else (step.talk, things)
    talk, result = _carry_out(desk, step.talk, step.operation)
    return _resumed(desk, talk, [*things, result])


def _ended(before: Talk, received: Received, step: Step) -> bool:
    """What ran last is done with, and something that waited has come up."""
    last, running = received.errand or before.running, step.talk.running
    return last is not None and running is not None and running.nonce != last.nonce


def _completed(desk: Desk, show: Thing) -> Thing:
    """What a dialog cannot know: the authority's words, the person's role."""
    match show:
        case ImmediateRisk():
            return ImmediateRisk(desk.policy.duty_message, _after_the_call(desk.person))
        case PerhapsAtRisk():
            return PerhapsAtRisk(desk.policy.duty_message)
        case NotUnderstood(offers, asks_again=False):
            return replace(show, offers=_nearest(desk.person, offers))
    return show


def _nearest(person: Person, offers: tuple[Do, ...]) -> tuple[Do, ...]:
    """The three nearest that this person may begin, then what people of their role most often come for."""
    allowed = [do for do in offers if may_begin(person, do)]
    return tuple(dict.fromkeys((*allowed, *offers_for(person))))[:OFFERED]


def _after_the_call(person: Person) -> tuple[Do, ...]:
    """What may be recorded of the same words, once the duty team knows or where there was no danger."""
    return tuple(do for do in (Do.RAISE_ESCALATION, Do.LOG_POSITIVE_CHALLENGE) if may_begin(person, do))


def _step(desk: Desk, received: Received) -> Step | None:
    errand = received.errand
    if errand is None:
        return None
    facts = gather(desk, errand.do, errand.slots, received.talk.last_record)
    if received.told:
        return forms.tell(received.talk, errand, facts, received.told)
    if received.changing:
        return forms.edit(received.talk, errand, facts)
    if received.back:
        return forms.back(received.talk, errand, facts)
    if received.skip:
        return forms.skip(received.talk, errand, facts)
    return forms.advance(received.talk, errand, facts, confirmed=received.confirmed)


def _carry_out(desk: Desk, talk: Talk, operation: Operation) -> tuple[Talk, Result]:
    result = perform(desk, operation.do, operation.slots)
    if operation.do is Do.UNDO:
        return replace(talk, last_change=None), result
    if talk.running is not None and talk.running.do is operation.do:
        saved = talk.running if operation.do in FORMS and getattr(result, "change", None) else talk.last_saved
        talk = replace(talk.finish(), last_saved=saved)
    return _remembering(talk, result), result


def _remembering(talk: Talk, result: Result) -> Talk:
    """What "undo", "it" and "the second" will mean."""
    if (change := getattr(result, "change", None)) is not None:
        talk = replace(talk, last_change=asdict(change))
    if isinstance(result, RecordList | WhichRecord):
        return replace(talk, last_list=tuple(one.ref for one in result.concerns))
    if isinstance(result, RecordShown) or change is not None:
        concern = getattr(result, "concern", None)
        return replace(talk, last_record=concern.ref) if concern else talk
    return talk


def _resumed(desk: Desk, talk: Talk, things: Sequence[Thing]) -> tuple[Talk, list[Thing]]:
    """What waited goes on; what can no longer be done says so, and the next goes on."""
    said = list(things)
    while (running := talk.running) is not None:
        step = forms.advance(talk, running, gather(desk, running.do, running.slots, talk.last_record))
        said += [
            *([Resumed(running.do, running.asked is not None)] if running.do in FORMS else []),
            *step.shows,
        ]
        talk = step.talk
        if talk.running is not None and talk.running.nonce == running.nonce:
            break
    return talk, said
