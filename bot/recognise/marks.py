"""What a message names besides children and days: stages, roles, participation codes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.domain.policy import Policy
from bot.recognise.days import number
from bot.recognise.phrase_files import read_phrases
from bot.recognise.words import Words

_N = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
"""Any number: a stage that the ladder has not is told so, never taken for the next."""
_JOINED = r"(?:[1-6]|one|two|three|four|five|six)"
_STAGE = re.compile(
    rf"(?<= )(?:drp )?(?:stages?|levels?|drp|tier|step|st) (?:no )?({_N})s?(?![\d/]\d)"
    rf"(?: ?(?:,|or|and|to|-|/|->|up to) (?:(?:stages?|levels?) )?(?:[sl](?=[1-6]))?({_JOINED})s?(?= ))*(?= )"
    rf"|(?<= )(?:drp )?(?:stages?|levels?|drp) ([1-6])[/\-]([1-6])(?= )"
    rf"|(?<= )(?:drp )?(?:s|l|st|stage|lvl|level|drp)([1-9])s?(?: (?:to|-|/|or|and) (?:[sl])?([1-6]))?(?= )"
    rf"|(?<= )(first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th) (?:stage|level)(?= )"
)
_EACH = re.compile(rf"(?<![\w/]){_N}(?=s?(?!\w))|[1-6]")
_RUNG = r"(?:stage|level|notch|rung|tier|step)"
_NEXT = re.compile(
    rf"(?<= )(?:(?:to |up )?(?:the |a |one )?next (?:formal |drp )?{_RUNG}(?: up)?"
    rf"|up (?:a|one|another|1) {_RUNG}|one {_RUNG} up|(?:the )?{_RUNG} (?:above|up)"
    rf"|(?:a )?{_RUNG} higher|a higher {_RUNG})(?= )"
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_CODE = re.compile(r"(?<= )(?:pn|pn-|code )\s?([0-7])(?= )|(?<= )pn([0-7])(?= )")


@dataclass(frozen=True)
class Mark:
    """Something named, as a value, and the tokens it was read in."""

    kind: str
    value: Any
    first: int
    last: int


def _marked(kind: str, value: Any, match: re.Match[str], words: Words) -> Mark:
    return Mark(kind, value, words.token_at(match.start()), words.token_at(match.end()) - 1)


def find_stages(words: Words) -> list[Mark]:
    said = [_marked(_kind(m), _numbers(m), m, words) for m in _STAGE.finditer(words.flat)]
    following = [_marked("nextstage", "next", m, words) for m in _NEXT.finditer(words.flat)]
    return sorted(said + following, key=lambda mark: mark.first)


def _kind(match: re.Match[str]) -> str:
    """`fromto`: one stage and the one above it (`level 3 to 4`)."""
    numbers = _numbers(match)
    is_one_up = (
        len(numbers) == 2 and numbers[1] == numbers[0] + 1 and re.search(r" (?:to|->|up to) ", match[0])
    )
    return "fromto" if is_one_up else "stage"


def _numbers(match: re.Match[str]) -> tuple[int, ...]:
    if match[7]:
        return (_ORDINALS.get(match[7]) or number(match[7]),)
    return tuple(
        number(one)
        for one in _EACH.findall(re.sub(r"(?:drp|stages?|levels?|lvl|st|[sl])(?=[\d ])", " ", match[0]))
    )


@cache
def _roles() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {word: role for role, words in read_phrases("roles").items() for word in words}
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(r"(?<= )(" + "|".join(map(re.escape, longest_first)) + r")(?= )"), names


def find_roles(words: Words) -> list[Mark]:
    pattern, names = _roles()
    return [_marked("role", names[m[1]], m, words) for m in pattern.finditer(words.flat)]


def find_codes(words: Words) -> list[Mark]:
    return [_marked("pn", f"PN{m[1] or m[2]}", m, words) for m in _CODE.finditer(words.flat)]


def role_called(text: str) -> str | None:
    """The known role that a whole answer names."""
    _, names = _roles()
    return names.get(" ".join(text.lower().replace(".", "").split()))


def stage_of_role(role: str, policy: Policy) -> int | None:
    """The one rung of the ladder that goes to a role; None where none or several do."""
    rungs = {
        stage.number for stage in policy.ladder if _goes_to(stage.to_role, role) and not stage.is_cafcass
    }
    return rungs.pop() if len(rungs) == 1 else None


def _goes_to(to_role: str | None, role: str) -> bool:
    return to_role is not None and role in re.split(r"\s*/\s*|\s+or\s+", to_role.lower())


def one_or_all(values: list[Any]) -> Any:
    """None, the one value, or the list: as `understand` writes slots."""
    return (values[0] if len(values) == 1 else values) if values else None


def overlaps(mark: Mark, others: Iterable[Mark]) -> bool:
    return any(other.first <= mark.last and mark.first <= other.last for other in others)
