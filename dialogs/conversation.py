"""What a message means to the conversation as it stands: begin, answer, correct, interrupt, cancel. Pure.

`receive` takes one intent. Where an errand is to go on, it comes back in `Received.errand`: the turn then
fetches the facts for it and calls `forms.advance`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.concerns import NEW_RECORD
from bot.domain.intents import CHILD_NAME, CONTROLS, IMMEDIATE_RISK, PERHAPS_AT_RISK, Do, Expecting, Intent
from bot.domain.refusals import NothingToUndo, Refused
from bot.domain.shows import (
    Cancelled,
    ImmediateRisk,
    InitialsRefused,
    NameRefused,
    NextUp,
    NotUnderstood,
    PerhapsAtRisk,
    PrivacyRefused,
    Show,
    StaleCard,
    StartedAgain,
    Welcomed,
)
from dialogs import turns
from dialogs.errands import CONFIRM, FORMS, TICKED, UNREADABLE, WORDS, of_form, slots_of, well_formed
from dialogs.forms import Operation
from dialogs.talk import Errand, Talk

ONE_AND_NEW = 2
ABOUT = ("child", "escalation_ref", "from_record")
OF_THE_CHILD = ("escalation_ref", "from_record", "review_kind", "review_id")
"""Not carried over when another child is named."""


@dataclass(frozen=True)
class Received:
    talk: Talk
    shows: tuple[Show | Refused, ...] = ()
    errand: Errand | None = None
    """Goes on with the facts of the records."""
    confirmed: bool = False
    changing: bool = False
    """Everything is to be shown again, filled in."""
    back: bool = False
    skip: bool = False
    told: str = ""
    """What was asked about the errand: it is answered, and the errand goes on."""
    operation: Operation | None = None
    help: bool = False


def expecting(talk: Talk) -> Expecting | None:
    """What the recogniser should read a bare answer as."""
    running = talk.running
    if running is None or running.asked is None:
        return None
    return Expecting(running.asked, running.choices)


def errands_of(intent: Intent) -> Iterator[Intent]:
    """All that one message asks for, in order: one errand for each child it names."""
    for one in (intent, *(replace(one, said=intent.said) for one in intent.also)):
        children = one.slots.get("child")
        if isinstance(children, list) and one.do in FORMS:
            for child in children:
                yield replace(one, slots={**one.slots, "child": child}, also=())
                one = replace(one, flags=one.flags - {PERHAPS_AT_RISK})
        else:
            yield replace(one, also=())


def receive(talk: Talk, intent: Intent, turn_id: str) -> Received:
    """`turn_id` is unlike any other turn's: it becomes the nonce of an errand that begins here."""
    if care := _with_care(talk, intent, turn_id):
        return care
    if intent.nonce is not None and not _is_current(talk, intent.nonce):
        return Received(talk, (StaleCard(),))
    talk = _bring_forward(talk, intent.nonce)
    intent = turns.with_picked(talk, replace(intent, slots=well_formed(intent.slots)))
    if intent.do in CONTROLS:
        return _control(talk, intent, turn_id)
    if taken_up := _taken_up(talk, intent, turn_id):
        return taken_up
    if intent.do is Do.FILL:
        return _answer(talk, intent, turn_id)
    if intent.do is Do.NONE:
        return _courtesy(talk, intent) or _not_understood(talk, intent)
    return _begin(talk, intent, turn_id)


def _with_care(talk: Talk, intent: Intent, turn_id: str) -> Received | None:
    if IMMEDIATE_RISK in intent.flags:
        return _danger(talk, intent, turn_id)
    if CHILD_NAME in intent.flags:
        return _named(talk, intent, turn_id)
    return _perhaps_danger(talk, intent, turn_id) if PERHAPS_AT_RISK in intent.flags else None


def _taken_up(talk: Talk, intent: Intent, turn_id: str) -> Received | None:
    """What was said before, as another errand or for another child."""
    if talk.running is not None and turns.is_turned_into(talk.running, intent):
        errand = turns.turned_into(talk.running, intent, turn_id)
        return Received(talk.run(errand), errand=errand)
    return _same_again(talk, intent, turn_id) if intent.slots.get(turns.SAME_AGAIN) else None


def _danger(talk: Talk, intent: Intent, turn_id: str) -> Received:
    """The duty team comes first. An answer to what was asked is taken all the same: nothing typed is lost."""
    safety = ImmediateRisk(None)
    if intent.do in (Do.FILL, Do.CHANGE) and intent.slots:
        went_on = receive(talk, replace(intent, flags=intent.flags - {IMMEDIATE_RISK}), turn_id)
        return replace(went_on, shows=(safety, *went_on.shows))
    kept = "" if CHILD_NAME in intent.flags else intent.said
    return Received(replace(talk, kept_words=kept), (safety,), errand=talk.running)


def _perhaps_danger(talk: Talk, intent: Intent, turn_id: str) -> Received:
    """Whom to ring stands first, and the errand goes on."""
    went_on = receive(talk, replace(intent, flags=intent.flags - {PERHAPS_AT_RISK}), turn_id)
    return replace(went_on, shows=(PerhapsAtRisk(None), *went_on.shows))


def _named(talk: Talk, intent: Intent, turn_id: str) -> Received:
    """The words that hold a name are not kept; what else was filled in is."""
    kept = {
        name: value for name, value in intent.slots.items() if name not in WORDS and _has_no_name(name, value)
    }
    if intent.do not in (Do.FILL, Do.CHANGE) or not kept:
        return Received(talk, (NameRefused(),), errand=talk.running)
    went_on = receive(talk, replace(intent, slots=kept, flags=intent.flags - {CHILD_NAME}, said=""), turn_id)
    return replace(went_on, shows=(NameRefused(), *went_on.shows))


def _has_no_name(slot: str, value: Any) -> bool:
    """A reference has a digit."""
    return slot != "child" or any(mark.isdigit() for mark in str(value))


def _same_again(talk: Talk, intent: Intent, turn_id: str) -> Received:
    """For another child: now, or when what runs is saved."""
    errands = turns.same_for(talk, turns.children_of(intent), turn_id)
    if not errands:
        return _not_understood(talk, intent)
    running = talk.running
    if running is None or running.do not in FORMS:
        return Received(talk.take_up(errands[0]).then(errands[1:]), errand=errands[0])
    settled = replace(running, slots={n: v for n, v in running.slots.items() if n != turns.SIBLINGS})
    shows = (NextUp(turns.children_of(intent)),)
    return Received(talk.run(settled).then(errands), shows, errand=settled)


def errand_of(intent: Intent, turn_id: str) -> Errand:
    return Errand(intent.do, slots_of(intent), nonce=turn_id)


def _begin(talk: Talk, intent: Intent, turn_id: str) -> Received:
    errand, talk = errand_of(intent, turn_id), replace(talk, kept_words="")
    about_a_child = intent.do in FORMS and not any(name in intent.slots for name in ABOUT)
    initials = about_a_child and "child_initials" in intent.slots
    ticked = intent.do in TICKED and not intent.said
    refused = (InitialsRefused(),) if initials else ()
    return Received(talk.take_up(errand), refused, errand=errand, confirmed=ticked)


def _answer(talk: Talk, intent: Intent, turn_id: str) -> Received:
    running = talk.running
    if running is None:
        return _answer_to_nothing(talk, intent, turn_id)
    slots = of_form(running.do, intent.slots)
    if not slots or (running.do not in FORMS and set(slots) <= {UNREADABLE}):
        return _not_understood(talk, intent)
    kept = {name: value for name, value in running.slots.items() if name != UNREADABLE}
    if "child" in slots and slots["child"] != kept.get("child"):
        kept = {name: value for name, value in kept.items() if name not in OF_THE_CHILD}
    errand = replace(running, slots={**kept, **slots})
    return Received(talk.run(errand), errand=errand)


def _answer_to_nothing(talk: Talk, intent: Intent, turn_id: str) -> Received:
    """A bare reference, or a place in the list shown last, asks what there is about it."""
    if isinstance(intent.slots.get("escalation_ref"), str):
        return _begin(talk, replace(intent, do=Do.SHOW_RECORD), turn_id)
    if isinstance(intent.slots.get("child"), str):
        return _begin(talk, replace(intent, do=Do.ASK_OPEN), turn_id)
    return _not_understood(talk, intent)


def _courtesy(talk: Talk, intent: Intent) -> Received | None:
    """A greeting is met with what I can do, thanks with a word; a running question is asked again."""
    match intent.slots.get("courtesy"):
        case "thanks":
            return Received(talk, (Welcomed(),), errand=talk.running)
        case "greeting":
            return Received(talk, help=talk.running is None, errand=talk.running)
    return None


def _not_understood(talk: Talk, intent: Intent) -> Received:
    if "privacy" in intent.flags:
        return Received(talk, (PrivacyRefused(),))
    running = talk.running
    if running is not None and running.asked is not None:
        return Received(talk, (NotUnderstood((), asks_again=True),), errand=running)
    shows = (NotUnderstood(intent.nearest, read=_read_of(intent)),)
    return Received(replace(talk, kept_words=intent.said), shows)


def _read_of(intent: Intent) -> str:
    said = intent.slots.get("escalation_ref") or intent.slots.get("child")
    return said if isinstance(said, str) and _has_no_name("child", said) else ""


def _control(talk: Talk, intent: Intent, turn_id: str) -> Received:
    running = talk.running
    match intent.do:
        case Do.START_AGAIN:
            return _start_again(talk, turn_id)
        case Do.HELP:
            return Received(talk, help=True, errand=running)
        case Do.UNDO:
            return _undo(talk)
        case Do.CANCEL:
            return Received(talk.finish(), (Cancelled(running.do if running else None),))
    if running is None:
        return Received(talk, (NotUnderstood(intent.nearest),))
    return _steer(talk, running, intent) if running.do in FORMS else Received(talk, errand=running)


def _start_again(talk: Talk, turn_id: str) -> Received:
    """The same errand, with nothing said of it yet."""
    if talk.running is None or talk.running.do not in FORMS:
        return Received(talk, help=True, errand=talk.running)
    errand = Errand(talk.running.do, {}, nonce=turn_id)
    return Received(talk.run(errand), (StartedAgain(errand.do),), errand=errand)


def _steer(talk: Talk, running: Errand, intent: Intent) -> Received:
    errand = running.with_slots(intent.slots)
    if running.asked == "from_record" and (source := _source_meant(running, intent.do)):
        return _answer(talk, replace(intent, slots={"from_record": source}), running.nonce)
    match intent.do:
        case Do.YES:
            return Received(talk, errand=running, confirmed=running.asked == CONFIRM)
        case Do.BACK:
            return Received(talk, errand=running, back=True)
        case Do.SKIP:
            return Received(talk, errand=running, skip=True)
        case Do.ASK_DRAFT:
            return Received(talk, errand=running, told=str(intent.slots.get("what", "")))
    return Received(talk.run(errand), errand=errand, changing=not intent.slots)


def _source_meant(running: Errand, do: Do) -> str | None:
    """Of "does it come out of this one?": yes, where only one was shown, or no."""
    if do is Do.NO:
        return NEW_RECORD
    return running.choices[0] if do is Do.YES and len(running.choices) == ONE_AND_NEW else None


def _undo(talk: Talk) -> Received:
    if talk.last_change is None:
        return Received(talk, (NothingToUndo(),), errand=talk.running)
    return Received(talk, operation=Operation(Do.UNDO, {"change": dict(talk.last_change)}))


def _is_current(talk: Talk, nonce: str) -> bool:
    return any(errand.nonce == nonce for errand in (talk.running, *talk.waiting) if errand)


def _bring_forward(talk: Talk, nonce: str | None) -> Talk:
    """A card of an errand that waits its turn makes it the running one."""
    if nonce is None or (talk.running and talk.running.nonce == nonce):
        return talk
    chosen = next(errand for errand in talk.waiting if errand.nonce == nonce)
    waiting = tuple(errand for errand in talk.waiting if errand is not chosen)
    return replace(talk, waiting=waiting, running=talk.running).take_up(chosen)
