"""The stage an errand names: where a concern is to go, the one spoken of, or the rung of a role."""

from __future__ import annotations

import re
from typing import Any

from bot.domain.intents import Do
from bot.recognise.days import number
from bot.recognise.marks import one_or_all, stage_of_role
from bot.recognise.message import Message


def stage_named(do: Do, message: Message) -> Any:
    said = [mark.value for mark in message.stages if mark.value != "next"]
    numbers = sorted({number for value in said for number in value})
    if do is Do.STEP_UP:
        return _target(message, said)
    if do is Do.LOG_POSITIVE_CHALLENGE:
        return _informal(message)
    if do in _ASKED_OF and (of_ladder := _of_the_ladder(do, message)):
        return of_ladder
    if numbers:
        return None if do is Do.MANAGER_QUERY and _is_by_stage(message, numbers) else one_or_all(numbers)
    if do is Do.RAISE_ESCALATION:
        return _raised_at(message)
    return (_informal(message) if do is Do.RESOLVE else None) or _of_answering_role(do, message)


_DIRECT = re.compile(r" (?:direct|directly|straight|right) (?:to|with|at) (?:the )?$")
_A_RESOLUTION = re.compile(
    r" (?:raise|raising|open|opened|opening|start|begin|new|log|need|needs|want|put in)"
    r" (?:\w+ ){0,2}resolution "
)


def _raised_at(message: Message) -> Any:
    """`direct with the service manager`; in Buckinghamshire a resolution opened is one at the first stage."""
    for mark in message.roles:
        if _DIRECT.search(message.words.flat[: message.words.starts[mark.first]]):
            return stage_of_role(mark.value, message.policy)
    is_theirs = message.policy.authority == "buckinghamshire"
    opens = is_theirs and (
        _A_RESOLUTION.search(message.words.flat) or " resolution opened " in message.words.flat
    )
    return message.policy.first_stage().number if opens else None


def _is_by_stage(message: Message, numbers: list[int]) -> bool:
    """The stages are what is counted by, not one that is asked for."""
    is_list = len(numbers) > 1 and _BOTH.search(message.words.flat) is None
    return is_list or bool(
        re.search(
            r" (?:table|by (?:stage|level)|vs|versus|against|compared|resolved at) ", message.words.flat
        )
    )


_BOTH = re.compile(r" (?:stage|level)s? (?:\ds(?: (?:,|and|or) \ds)+|\d or \d) ")
"""`level 4s and 5s raised last month`: those together."""


def _target(message: Message, said: list[tuple[int, ...]]) -> Any:
    """Where it is to go: the last number said, Cafcass, a role's rung, or the next."""
    if bare := _BARE_NUMBER.search(message.marked):
        return number(bare[1])
    if said and not (len(said) == 1 and _SPENT.search(message.marked)):
        return max(number for numbers in said for number in numbers)
    roles = [mark.value for mark in message.roles if mark.value not in ("social worker", "manager")]
    if "CAFCASS" in roles:
        rung = message.policy.cafcass_stage()
        return rung.number if rung else "cafcass"
    if any(mark.value == "next" for mark in message.stages):
        return "next"
    role = next(
        (role for role in reversed(roles) if _is_gone_to(_typed_role(message, role), message.words.flat)),
        None,
    )
    if role:
        return stage_of_role(role, message.policy) or role
    return "next"


_SPENT = re.compile(
    r" STAGE (?:ROLE )?(?:has |have |did |was |is )*(?:not (?:work\w*|help\w*|resolved|answered|shift\w*|"
    r"mov\w*|chang\w*|made|got|done)|failed|ignored|unanswered|exhausted|(?:got|went|going|gone|getting)"
    r" (?:us |me |them )?nowhere|(?:done|did|changed) nothing|no (?:good|use|joy|help|reply|answer)) "
    r"| from STAGE (?:straight |right |on |up )*to (?:the )?ROLE "
)
"""`stage 3 has not worked, next one`: the stage that it is to leave."""


_RUNG = r"(?:[1-6]|one|two|three|four|five|six)"
_BARE_NUMBER = re.compile(
    rf" (?:straight|jump|right|direct|directly|skip|up|from {_RUNG})(?: (?!to )[^\s.]+){{0,3}}"
    rf" (?:to|at) ({_RUNG})"
    rf"(?= $| [.,;:)]| and| please| as| with| not| ROLE)"
)
"""`jump from 1 straight to 3`, `from 4 to 5 head of service`"""


def _is_gone_to(typed: str, flat: str) -> bool:
    """`to the service manager`, `raise it with the service manager`, `service director for 442017 then`."""
    ways = (
        rf" to {typed} ",
        rf" (?:raise|take) (?:\S+ ){{1,3}}with {typed} ",
        rf" (?:need|needs|want|wants) {typed} ",
        rf"^ (?:(?:okay|right|so|then|now|next|please|up|it is) )*{typed} (?:for|now|next|please|on|re) ",
    )
    return any(re.search(way, flat) for way in ways)


def _typed_role(message: Message, role: str) -> str:
    mark = next(mark for mark in reversed(message.roles) if mark.value == role)
    words = message.words.tokens[mark.first : mark.last + 1]
    lead = "the " if mark.first and message.words.tokens[mark.first - 1].word == "the" else ""
    return lead + " ".join(token.word for token in words)


_INFORMAL = re.compile(r" (?:informal\w*|notif(?:ication|y|ied|ying)) ")
INFORMAL_IS_A_STAGE = frozenset({"buckinghamshire", "rotherham"})
"""Where an informal matter stands in one table with the stages; elsewhere it is the positive challenge."""


def _informal(message: Message) -> str | None:
    """`not a stage 1` says of a challenge what it is not: its number is none of its own."""
    counts = message.policy.authority in INFORMAL_IS_A_STAGE
    return "informal" if counts and _INFORMAL.search(message.words.flat) else None


_ASKED_OF = frozenset({Do.ASK_OPEN, Do.MANAGER_QUERY})
_AND_ABOVE = re.compile(
    r" (?:stage|level|drp) ([1-6])s? (?:and |or )?(?:above|over|up|higher|upwards?|plus|\+) "
)


def _of_the_ladder(do: Do, message: Message) -> Any:
    """`stage 3 and above`; Cafcass, whose stage has a number where the ladder has it."""
    if above := _AND_ABOVE.search(message.words.flat):
        numbers = [one.number for one in message.policy.ladder if one.number >= int(above[1])]
        return one_or_all(numbers)
    is_cafcass = [mark.value for mark in message.roles] == ["CAFCASS"]
    if do is not Do.MANAGER_QUERY or not is_cafcass or message.stages:
        return None
    rung = message.policy.cafcass_stage()
    return rung.number if rung else "cafcass"


def _of_answering_role(do: Do, message: Message) -> int | None:
    """`HoS response`, by a manager: the rung of whoever speaks, unless it is the first."""
    speaks = message.roles[0] if message.roles and message.roles[0].first <= 1 else None
    if (
        do is not Do.RECORD_RESPONSE
        or message.role == "iro"
        or not speaks
        or not _ANSWERS.match(message.words.flat[message.words.starts[speaks.last] :].partition(" ")[2])
    ):
        return None
    rung = stage_of_role(speaks.value, message.policy)
    return rung if rung != message.policy.first_stage().number else None


_ANSWERS = re.compile(
    r"(?:has |have |finally |just )*"
    r"(?:response|reply|replied|responded|answer|answered|wrote back|came back|come back)\b"
)
