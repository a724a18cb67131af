"""A child's reference to show as an example: one that the authority's own patterns take."""

from __future__ import annotations

import re
from itertools import cycle

from bot.domain.policy import Policy

COMMON = "M1234567"
_GROUP = re.compile(r"\(([^()|]*)[^()]*\)")
_REPEATED = re.compile(r"(\\.|\[[^]]*\]|.)\{(\d+)(?:,\d*)?\}")
_OPTIONAL = re.compile(r"(\\.|\[[^]]*\]|.)\?")
_ATOM = re.compile(r"\\(.)|\[(\w)[^]]*\]")


def example_reference(policy: Policy) -> str:
    """Of the first pattern that one can be made for."""
    made = ((pattern, _made(pattern)) for pattern in policy.reference_patterns)
    return next((one for pattern, one in made if re.fullmatch(pattern, one)), COMMON)


def _made(pattern: str) -> str:
    """Simple patterns only; the caller sees whether it fits."""
    first = _GROUP.sub(r"\1", pattern).split("|")[0]
    plain = _OPTIONAL.sub("", _REPEATED.sub(lambda found: found[1] * int(found[2]), first))
    digits = cycle("100234567")
    return _ATOM.sub(lambda found: next(digits) if found[1] == "d" else found[1] or found[2], plain)
