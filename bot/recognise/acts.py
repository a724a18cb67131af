"""Acts that are known by their own words alone: what else would be a note, a question, a review.

The errands are told apart by phrases and by what was learned from examples (`decide.py`). An act is rarer
and plainer: one of its `ways` takes the message out of the errands it stands `under`; none is learned.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from bot.domain.intents import Do
from bot.recognise.decide import Decision
from bot.recognise.message import Message
from bot.recognise.phrase_files import names_in, read_phrases
from bot.recognise.templates import Index

FOLDER = "acts"


def as_act(decision: Decision, message: Message) -> Decision:
    """The act that the words name, where it may stand under the errand decided on; else the decision.

    Where the errand is no more than the likeliest of several, the act's own words decide.
    """
    for do, template, _ in _ways().matches(message.marked, message.keys):
        may_be = decision.ambiguous or decision.do in under(do)
        if may_be and not _is_otherwise(do, message):
            because = f"{do.value}, under {decision.do.value}: {template.phrase!r}"
            return replace(decision, do=do, ambiguous=False, because=(*decision.because, because))
    return decision


@cache
def under(act: Do) -> frozenset[Do]:
    return frozenset(Do(name) for name in read_phrases(f"{FOLDER}/{act.value}")["under"])


def _is_otherwise(act: Do, message: Message) -> bool:
    """By the file's `unless`: what is asked is not told as having happened."""
    return _unless(act).first(message.marked, message.keys) is not None


@cache
def _unless(act: Do) -> Index[None]:
    return Index((None, phrase) for phrase in read_phrases(f"{FOLDER}/{act.value}").get("unless", ()))


@cache
def _ways() -> Index[Do]:
    return Index(
        (Do(name.removeprefix(f"{FOLDER}/")), phrase)
        for name in names_in(FOLDER)
        for phrase in read_phrases(name)["ways"]
    )
