"""What a person meant by what they typed. Pure: the same words on the same day always mean the same."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.domain.intents import Do, Expecting, Intent
from bot.domain.policy import Policy
from bot.recognise.answers import read_answer
from bot.recognise.controls import control
from bot.recognise.days import WorkingDays
from bot.recognise.errands import read_errands
from bot.recognise.message import Message, read_message
from bot.recognise.phrase_files import read_phrases
from bot.recognise.slots import one_or_all
from bot.recognise.templates import Index

LONDON = ZoneInfo("Europe/London")


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
    if expecting and (answer := read_answer(message, expecting)):
        return answer
    return _steering(message) or _same_again(message) or read_errands(message)


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


@cache
def _again() -> Index[None]:
    return Index((None, phrase) for phrase in read_phrases("lists")["same_again"])
