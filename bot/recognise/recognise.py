"""What a person meant by what they typed. Pure: the same words on the same day always mean the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache

from bot.domain.intents import CHILD_NAME, IMMEDIATE_RISK, Do, Expecting, Intent
from bot.domain.policy import Policy
from bot.recognise.answers import read_answer
from bot.recognise.care import LONDON, care_needed
from bot.recognise.choices import place_alone
from bot.recognise.controls import control
from bot.recognise.courtesy import courtesy_of
from bot.recognise.day_slots import why
from bot.recognise.days import WorkingDays
from bot.recognise.errands import read_errands
from bot.recognise.flags import find_flags
from bot.recognise.kinds import RECORDED
from bot.recognise.marks import one_or_all
from bot.recognise.message import Message, read_message
from bot.recognise.phrase_files import read_phrases
from bot.recognise.slots import find_slots
from bot.recognise.templates import Index
from bot.recognise.words import LONGEST_READ

CONFIRM = "confirm"
OVERLAP = 200
"""Characters looked at twice, so that no sentence is cut in two unseen."""


def recognise(
    text: str,
    now: datetime,
    policy: Policy,
    expecting: Expecting | None = None,
    role: str = "iro",
    calendar: WorkingDays | None = None,
) -> Intent:
    """`expecting`: what the running dialog asked last. Without `calendar` no working days are counted."""
    message = read_message(text, now.astimezone(LONDON).date(), policy, role, calendar)
    return _with_care_for_the_rest(_meant(message, expecting), message)


def read_as(do: Do, text: str, now: datetime, policy: Policy, calendar: WorkingDays | None = None) -> Intent:
    """What a message says of an errand that the person has chosen for it."""
    message = read_message(text, now.astimezone(LONDON).date(), policy, "iro", calendar)
    because = ("chosen by a button, for the words typed before",)
    flags = find_flags(message, do) & {CHILD_NAME}
    return Intent(do, find_slots(do, message), flags=flags, because=because, said=message.text)


def reasons(
    intent: Intent, now: datetime, policy: Policy, calendar: WorkingDays | None = None
) -> tuple[str, ...]:
    """Why an errand was heard; of each day recorded which rule read it and what gave it its slot."""
    if intent.do not in RECORDED or intent.also:
        return intent.because
    message = read_message(intent.said, now.astimezone(LONDON).date(), policy, "iro", calendar)
    return (*intent.because, *why(intent.do, message))


def _with_care_for_the_rest(intent: Intent, message: Message) -> Intent:
    """What is too long to be read for meaning is still looked at for a child in danger, or named."""
    rest = message.text[LONGEST_READ - OVERLAP :] if len(message.text) > LONGEST_READ else ""
    flags = care_needed(rest, message.today, message.policy) if rest else frozenset[str]()
    if IMMEDIATE_RISK in flags and intent.do is not Do.FILL:
        return Intent(
            Do.NONE, flags=flags, because=("a child at risk now, far into the message",), said=intent.said
        )
    return replace(intent, flags=intent.flags | flags) if flags else intent


def _meant(message: Message, expecting: Expecting | None) -> Intent:
    courtesy = courtesy_of(message)
    if courtesy and not (expecting and control(message.words)):
        return courtesy
    if expecting and expecting.slot == CONFIRM and (again := _same_again(message)):
        return again
    if expecting and (answer := read_answer(message, expecting)):
        return answer
    return _steering(message) or _same_again(message) or _one_of_the_listed(message) or read_errands(message)


def _steering(message: Message) -> Intent | None:
    if not (found := control(message.words)):
        return None
    do, phrase = found
    if do in (Do.YES, Do.NO) and "thanks" in message.words.flat.split():
        return None
    return Intent(
        do,
        because=(f"the whole message is {phrase!r}",),
        said=message.text,
        ambiguous=do in (Do.CANCEL, Do.UNDO),
    )


def _same_again(message: Message) -> Intent | None:
    """`same again for M2223334`: the last errand's slots for another child, which only the dialog knows."""
    children = sorted({one.value for one in message.references.children})
    if not children or not _again().first(message.marked, message.keys):
        return None
    slots = {"child": one_or_all(children), "same_again": True}
    return Intent(Do.FILL, slots, because=("the same again for another child",), said=message.text)


def _one_of_the_listed(message: Message) -> Intent | None:
    place = place_alone(message.text)
    if place is None:
        return None
    return Intent(Do.FILL, {"picked": place}, because=("a place in the list shown last",), said=message.text)


@cache
def _again() -> Index[None]:
    return Index((None, phrase) for phrase in read_phrases("lists")["same_again"])
