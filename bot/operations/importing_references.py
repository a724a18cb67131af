"""A child's reference from a file, in the form in which the record keeps it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from bot.domain.policy import Policy

LONGEST = 40
_PLAUSIBLE = r"(?:(?:[A-Z]{1,4}-?)?\d{3,20}|(?:[A-Z]{1,4}-){1,3}\d{1,20})(?:-\d{1,10})?[A-Z]?"
"""Where the policy has no patterns: few letters and many digits, or groups of letters joined by hyphens to
a number (`C-7`, `LAC-CH-12`), so that a name or a date is none."""


def canonical_reference(written: str, policy: Policy) -> str | None:
    """`LL 4410293` -> `4410293`; None for what is not in the form of a reference."""
    upper = written.strip().upper()
    bare = _prefix(policy.reference_prefixes).sub("", upper, count=1)
    form = _form(policy.reference_patterns)
    tries = (one for start in (bare, upper) for one in _spellings(start, bool(policy.reference_patterns)))
    return next((one for one in tries if len(one) <= LONGEST and form.fullmatch(one)), None)


def older_reference(written: str, policy: Policy) -> str | None:
    """As `canonical_reference`, in the common forms, whatever patterns the policy has: for histories."""
    return canonical_reference(written, replace(policy, reference_patterns=()))


def _spellings(reference: str, has_patterns: bool) -> tuple[str, ...]:
    """As the record may keep it; only a pattern can say whether there is a hyphen."""
    plain = re.sub(r"\s", "", reference)
    if not has_patterns:
        return (plain,)
    return plain, plain.replace("-", ""), re.sub(r"^([A-Z]+)-?(\d)", r"\1-\2", plain)


@lru_cache(maxsize=16)
def _form(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns or (_PLAUSIBLE,)))


@lru_cache(maxsize=16)
def _prefix(prefixes: tuple[str, ...]) -> re.Pattern[str]:
    """What is written before a reference: apart, after a colon, or joined to it."""
    longest_first = sorted(prefixes, key=len, reverse=True)
    known = "|".join(r"\s*".join(map(re.escape, prefix.upper().split())) for prefix in longest_first)
    return re.compile(rf"(?:{known or '(?!)'})(?:[\s:#./-]+|(?=[A-Z]?\d))")
