"""Words that steer the conversation: only when the whole message is one of them."""

from __future__ import annotations

from functools import cache

from bot.domain.intents import Do
from bot.recognise.phrase_files import read_phrases
from bot.recognise.templates import Index, keys_of
from bot.recognise.words import Words

LONGEST_CONTROL = 12


_BEFORE = "[oh|ok|okay|no|actually|um|please|sorry|hmm|right|hang on|wait] [,|-]"
_AFTER = "[please|thanks|thank you|then|now|mate|actually]"


@cache
def _phrases() -> Index[Do]:
    listed = [(Do(name), phrase) for name, phrases in read_phrases("controls").items() for phrase in phrases]
    bare = [(do, f"^ {phrase} $") for do, phrase in listed]
    return Index((*bare, *((do, f"^ {_BEFORE} {phrase} {_AFTER} $") for do, phrase in listed)))


def control(words: Words) -> tuple[Do, str] | None:
    """The control word that the whole message is, and the phrase that said so."""
    if not words.tokens or len(words.tokens) > LONGEST_CONTROL:
        return None
    found = _phrases().first(words.flat, keys_of(words.flat.split()))
    return (found[0], found[1].phrase) if found else None
