"""Words that steer the conversation: only when the whole message is one of them."""

from __future__ import annotations

from functools import cache

from bot.domain.intents import Do
from bot.recognise.phrase_files import read_phrases
from bot.recognise.templates import Template, keys_of, template
from bot.recognise.words import Words

LONGEST_CONTROL = 12


_BEFORE = "[oh|ok|okay|no|actually|um|please|sorry|hmm|right|hang on|wait] [,|-]"
_AFTER = "[please|thanks|thank you|then|now|mate|actually]"


@cache
def _phrases() -> tuple[tuple[Do, Template], ...]:
    return tuple(
        (Do(name), template(f"^ {_BEFORE} {phrase} {_AFTER} $"))
        for name, phrases in read_phrases("controls").items()
        for phrase in phrases
    )


@cache
def _exact() -> tuple[tuple[Do, Template], ...]:
    return tuple(
        (Do(name), template(f"^ {phrase} $"))
        for name, phrases in read_phrases("controls").items()
        for phrase in phrases
    )


def control(words: Words) -> tuple[Do, str] | None:
    """The control word that the whole message is, and the phrase that said so."""
    if not words.tokens or len(words.tokens) > LONGEST_CONTROL:
        return None
    keys = keys_of(words.flat.split())
    for do, one in (*_exact(), *_phrases()):
        if one.search(words.flat, keys):
            return do, one.phrase
    return None
