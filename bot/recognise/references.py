"""References: of children, in the policy's patterns, and of records (`R-2026-0113`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.policy import Policy
from bot.recognise.days import Day
from bot.recognise.words import Words

COMMON_FORMS = (r"M\d{7}", r"[A-LN-Z]-?\d{5,8}", r"[A-Z]{2,3}-?\d{5,8}", r"\d{5,8}")
COMMON_PREFIXES = (
    "lcs",
    "ll",
    "mosaic",
    "liquid logic",
    "liquidlogic",
    "child",
    "ref",
    "reference",
    "id",
    "number",
    "case",
)
LEAST_DIGITS_ALONE = 4
"""So many single digits after the first."""
MONTHS = frozenset(f"{month:{form}}" for month in range(1, 13) for form in ("", "02"))
_LOOKS_LIKE_ONE = re.compile(r"[a-z]{0,12}-?\d{4,9}s?")
_DIGITS = re.compile(r"\d{2,8}s?")
_PHONE = re.compile(r"0\d{3,10}")
_RECORD = re.compile(r"r(?:-?\s?(20\d\d)-?(\d{3,5})|-?\s?(\d{3,4})|-?(\d{2,4})|-(\d{1,4}))s?")
_NOT_A_REFERENCE_AFTER = frozenset(["tel", "phone", "ring", "mobile", "extension", "ext", "room"])
_NOT_A_REFERENCE_BEFORE = frozenset(
    [
        "days",
        "weeks",
        "months",
        "years",
        "hours",
        "minutes",
        "%",
        "working",
        "calendar",
        "am",
        "pm",
        "children",
        "young",
    ]
)


@dataclass(frozen=True)
class Reference:
    """A reference as it stands in the record, and the tokens it was read in."""

    value: str
    first: int
    last: int


@dataclass(frozen=True)
class References:
    children: tuple[Reference, ...] = ()
    records: tuple[Reference, ...] = ()
    unread: tuple[Reference, ...] = ()
    """What looks like a child's reference but has no known form: a digit short, or one too many."""


@lru_cache(maxsize=64)
def _form(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns or COMMON_FORMS))


def canonical(typed: str, policy: Policy) -> str | None:
    """`m1234567s` -> `M1234567`; None when it is in none of the policy's forms."""
    plain = re.sub(r"\s", "", typed).upper()
    bare = plain[:-1] if plain.endswith("S") else plain
    glued = next((bare[len(one) :] for one in _glued(policy.reference_prefixes) if bare.startswith(one)), "")
    return next(
        (
            found
            for one in (glued, bare, plain)
            if one and (found := _in_form(one, policy.reference_patterns))
        ),
        None,
    )


@lru_cache(maxsize=64)
def _glued(of_policy: tuple[str, ...]) -> tuple[str, ...]:
    """Prefixes that are written without a space: `LL88521`, `LCS102938`."""
    return tuple(
        sorted(
            {prefix.upper() for prefix in (*of_policy, "LCS", "LL", "ID", "REF") if prefix.isalpha()},
            key=len,
            reverse=True,
        )
    )


def _in_form(plain: str, patterns: tuple[str, ...]) -> str | None:
    form = _form(patterns)
    hyphened = re.sub(r"^([A-Z]+)-?(\d)", r"\1-\2", plain)
    tries = (plain, plain.replace("-", "")) + ((hyphened,) if patterns else ())
    return next((one for one in tries if form.fullmatch(one)), None)


def record_reference(typed: str) -> str | None:
    """`r113` -> `R-0113`, `R2026-0113` -> `R-2026-0113`."""
    match = _RECORD.fullmatch(re.sub(r"\s", "", typed.lower()))
    if not match:
        return None
    if match[1]:
        return f"R-{match[1]}-{int(match[2]):04d}"
    return f"R-{int(match[3] or match[4] or match[5]):04d}"


def find_references(words: Words, days: tuple[Day, ...], policy: Policy) -> References:
    in_days = {place for day in days for place in range(day.first, day.last + 1)}
    prefixes = _prefixes(policy.reference_prefixes)
    children: list[Reference] = []
    records: list[Reference] = []
    unread: list[Reference] = []
    place = 0
    while place < len(words.tokens):
        if record := _record_at(words, place):
            records.append(record)
            place = record.last + 1
        elif place not in in_days and (child := _child_at(words, place, policy)):
            children.append(_with_prefix(child, words, prefixes))
            place = child.last + 1
        else:
            unread += [] if place in in_days else _unread_at(words, place)
            place += 1
    return References(tuple(children), tuple(records), tuple(unread))


@lru_cache(maxsize=64)
def _prefixes(of_policy: tuple[str, ...]) -> frozenset[str]:
    return frozenset(COMMON_PREFIXES) | {prefix.lower() for prefix in of_policy}


def _record_at(words: Words, place: int) -> Reference | None:
    word = words.tokens[place].word
    if word[0] != "r":
        return None
    following = words.tokens[place + 1].word if place + 1 < len(words.tokens) else ""
    if word == "record" and re.fullmatch(r"\d{1,4}", following):
        return Reference(f"R-{int(following):04d}", place, place + 1)
    if word == "r" and (found := record_reference("r" + following)):
        return Reference(found, place, place + 1)
    found = record_reference(word)
    return Reference(found, place, place) if found else None


def _is_a_length(word: str, following: str) -> bool:
    """`20 minutes`, and not `559140 minutes written up`: those are of a review."""
    are_papers = following == "minutes" and re.fullmatch(r"\d{5,8}", word)
    return following in _NOT_A_REFERENCE_BEFORE and not are_papers


def _child_at(words: Words, place: int, policy: Policy) -> Reference | None:
    word = words.tokens[place].word
    if word.isalpha() and len(word) > 1:
        return None
    following = words.tokens[place + 1].word if place + 1 < len(words.tokens) else ""
    before = words.tokens[place - 1].word if place else ""
    is_phone = _PHONE.fullmatch(before) is not None
    if is_phone or before in _NOT_A_REFERENCE_AFTER or _is_a_length(word, following):
        return None
    looks_like_one = _LOOKS_LIKE_ONE.fullmatch(word) and not _PHONE.fullmatch(word)
    if looks_like_one and (found := canonical(word, policy)):
        return Reference(found, place, place)
    return _in_two_parts(words, place, following, policy) or _in_many_parts(words, place, policy)


def _in_two_parts(words: Words, place: int, following: str, policy: Policy) -> Reference | None:
    """`M 1234567`, `m123 4567`, `441 0293`: two words only where the two together have a known form."""
    word = words.tokens[place].word
    lone_letter = len(word) == 1 and word.isalpha() and _DIGITS.fullmatch(following) and len(following) >= 5
    split_digits = re.fullmatch(r"[a-z]{0,3}\d{2,5}", word) and re.fullmatch(r"\d{2,5}s?", following)
    if not (lone_letter or (split_digits and _are_enough(word, following))):
        return None
    if word in _prefixes(policy.reference_prefixes) or word in ("a", "i", "r", "s"):
        return None
    found = canonical(word + following, policy)
    return Reference(found, place, place + 1) if found else None


def _are_enough(word: str, following: str) -> bool:
    """Six digits, or five as `88 907`: a number of three figures behind one of two is nothing else."""
    return len(word) + len(following) >= 6 or re.fullmatch(r"\d\d \d{3}s?", f"{word} {following}") is not None


def _in_many_parts(words: Words, place: int, policy: Policy) -> Reference | None:
    """`M 9 9 1 4 4 0 7`, `M 5517 882's`, `4 4 1 8 8 2 3`, `20 77 14`: as it is dictated."""
    if not re.fullmatch(r"[a-z]|[a-z]{1,3}\d{1,4}|\d\d?", words.tokens[place].word):
        return None
    last = place
    while last + 1 < len(words.tokens) and _goes_on(words, last + 1):
        last += 1
    parts = [token.word for token in words.tokens[place : last + 1]]
    if len(parts) <= (_fewest_behind(parts) if parts[0].isdigit() else 2):
        return None
    found = canonical("".join(token.word for token in words.tokens[place : last + 1]), policy)
    return Reference(found, place, last) if found else None


def _fewest_behind(parts: list[str]) -> int:
    """Pairs and threes of digits are soon a reference, single ones must be many; `12 11 26` may be a day."""
    is_a_day = len(parts) == 3 and all(len(part) <= 2 for part in parts) and parts[1] in MONTHS
    in_groups = all(len(part) > 1 for part in parts[1:])
    return 2 if in_groups and not is_a_day else LEAST_DIGITS_ALONE


def _goes_on(words: Words, place: int) -> bool:
    between = words.original[words.tokens[place - 1].end : words.tokens[place].start]
    return between == " " and re.fullmatch(r"\d{1,5}s?", words.tokens[place].word) is not None


def _with_prefix(child: Reference, words: Words, prefixes: frozenset[str]) -> Reference:
    first = child.first
    while first > 0 and words.tokens[first - 1].word in prefixes | {"#"}:
        first -= 1
    if first > 1 and f"{words.tokens[first - 2].word} {words.tokens[first - 1].word}" in prefixes:
        first -= 2
    return Reference(child.value, first, child.last)


def _unread_at(words: Words, place: int) -> list[Reference]:
    word = words.tokens[place].word
    if word[-1] != "s" and not word[-1].isdigit():
        return []
    if re.fullmatch(r"[a-qs-z]-?\d{4,9}s?|m\d{1,3}", word):
        return [Reference(word.upper(), place, place)]
    return []
