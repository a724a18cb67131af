"""Free words, however long, looked at for a child in danger and for a child's name."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.intents import CHILD_NAME, Do
from bot.domain.policy import Policy
from bot.recognise.flags import find_flags
from bot.recognise.message import Message, read_message
from bot.recognise.risk import risk_flags
from bot.recognise.words import LONGEST_READ

LONDON = ZoneInfo("Europe/London")
MOST_PIECES = 4
ROLE = "iro"


def care_needed(text: str, today: date, policy: Policy) -> frozenset[str]:
    """`immediate_risk`, `perhaps_at_risk` and `contains_child_name`, where the words call for it."""
    messages = [read_message(piece, today, policy, ROLE, None) for piece in _pieces(text)]
    return frozenset[str]().union(*(_of(message) for message in messages))


def _of(message: Message) -> frozenset[str]:
    return risk_flags(message, is_answer=True) | (find_flags(message, Do.FILL) & {CHILD_NAME})


def _pieces(text: str) -> Iterator[str]:
    """As long as can be read at once; past the longest that may be saved, nothing need be."""
    yield from textwrap.wrap(text, LONGEST_READ, replace_whitespace=False)[:MOST_PIECES]
