"""Several children in one message, each with a matter, a day or a code of their own: one errand for each."""

from __future__ import annotations

import re

from bot.recognise.message import Message, part_of
from bot.recognise.rating import find_rag
from bot.recognise.wording import told_words

CUT = re.compile(r"[.;]\s+|\n+|,?\s+(?:and then|and also|then|also|and|plus|&)\s+|,\s+", re.IGNORECASE)
LATEST_CHILD = 2
"""So many words may stand before the child a piece begins with."""


def each_its_own(message: Message, *, by_day: bool) -> list[Message]:
    """The message as it is, unless every piece has one child and something told of that child alone.

    `by_day`: a day alone tells enough, as of a visit.
    """
    cuts = [cut.span() for cut in CUT.finditer(message.text) if _begins_with_a_child(message, cut.end())]
    if not cuts:
        return [message]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(message.text)]
    pieces = [part_of(message, start, end) for start, end in zip(starts, ends, strict=True)]
    children = {one.value for piece in pieces for one in piece.references.children}
    is_each_told = all(_is_told_of_one_child(piece, by_day) for piece in pieces)
    return pieces if is_each_told and len(children) == len(pieces) else [message]


def _begins_with_a_child(message: Message, place: int) -> bool:
    token = sum(one.end <= place for one in message.words.tokens)
    return any(token <= one.first <= token + LATEST_CHILD for one in message.references.children)


def _is_told_of_one_child(piece: Message, by_day: bool) -> bool:
    if len({one.value for one in piece.references.children}) != 1:
        return False
    child = piece.references.children[0]
    days = [day for day in piece.days if day.is_one_day and day.first > child.last]
    told = part_of(piece, piece.words.tokens[child.last].end, len(piece.text))
    is_of_all = {"both", "all", "each"} & set(told.words.flat.split())
    own = (by_day and days) or piece.codes or told_words(told) or find_rag(piece.marked)
    return not is_of_all and bool(own)
