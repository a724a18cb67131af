"""What a message holds that needs care: names, a date of birth, the child's own words, private data."""

from __future__ import annotations

import re
from functools import cache

from bot.domain.intents import CHILD_NAME, Do
from bot.recognise.message import Message
from bot.recognise.phrase_files import read_phrases
from bot.recognise.templates import Index

CHILD_SPEAKS_IN = {
    Do.ADD_NARRATIVE: "child_voice",
    Do.RECORD_VISIT: "child_voice",
    Do.RECORD_MIDWAY_REVIEW: "child_voice",
    Do.LOG_POSITIVE_CHALLENGE: "child_voice_plainly",
    Do.RAISE_ESCALATION: "child_voice_plainly",
}


@cache
def _phrases(name: str) -> Index[None]:
    return Index((None, phrase) for phrase in read_phrases("flags")[name])


def find_flags(message: Message, do: Do) -> frozenset[str]:
    holds = {
        "privacy": do is Do.NONE and (_says("privacy", message) or _names_a_child(message)),
        "data_incident_possible": _says("data_incident", message),
        "child_voice": do in CHILD_SPEAKS_IN and _says(CHILD_SPEAKS_IN[do], message),
        CHILD_NAME: _names_a_child(message),
        "contains_staff_name": any(
            person.kind == "name" and person.whose == "staff" for person in message.people
        ),
        "contains_dob": _says("dob", message) and bool(re.search(r"\d", message.text)),
    }
    return frozenset(flag for flag, held in holds.items() if held)


def _names_a_child(message: Message) -> bool:
    return any(person.kind == "name" and person.whose == "child" for person in message.people)


def _says(name: str, message: Message) -> bool:
    return _phrases(name).first(message.marked, message.keys) is not None
