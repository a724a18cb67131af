"""A card's button or form -> the same Intent as a sentence. What a card sends is not trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.domain.intents import Do, Intent
from bot.domain.policy import Policy
from bot.recognise.care import LONDON, care_needed
from bot.recognise.references import canonical

INPUT = "slot."
LONGEST_VALUE = 8_000
LONGEST_TYPED = 40_000
"""Of a field: more than may be saved, so that the person is told that it is too long."""
LONGEST_NONCE = 100
MOST_SLOTS = 40
MOST_IN_A_LIST = 50
SHORTEST_LOOKED_AT = 4
CHOSEN = frozenset(
    {"themes", "happened_on", "due_on", "base_on", "from_on", "to_on", "child", "stage", "escalation_ref"}
    | {"review_kind", "what", "event", "ended_on", "hour", "how"}
    | {"participation", "rag", "grade", "team", "mode", "from_record", "filed_on", "seen_alone"}
    | {"action_id", "promise_kept"}
)
"""Fields that hold a choice, a day or a reference, never free words."""
DAYS = frozenset({"happened_on", "due_on", "base_on", "from_on", "to_on", "ended_on"})


class _Unreadable(Exception):
    """The press is not one of ours."""


def read_press(data: Mapping[str, Any], now: datetime, policy: Policy) -> Intent | None:
    """None for anything that none of our cards would send; never an exception."""
    try:
        return _with_care(_intent(plain := _by_name(data), policy), plain, now, policy)
    except _Unreadable:
        return None


def _with_care(intent: Intent, data: Mapping[str, Any], now: datetime, policy: Policy) -> Intent:
    """What is typed into a field is looked at as what is typed into the chat."""
    today = now.astimezone(LONDON).date()
    typed = [value for name, value in data.items() if _is_free(name, value)]
    flags = frozenset[str]().union(*(care_needed(text, today, policy) for text in typed))
    return replace(intent, flags=intent.flags | flags) if flags else intent


def _is_free(name: str, value: Any) -> bool:
    return (
        name.startswith(INPUT)
        and name.removeprefix(INPUT) not in CHOSEN
        and isinstance(value, str)
        and len(value.strip()) >= SHORTEST_LOOKED_AT
    )


def _by_name(data: Any) -> dict[str, Any]:
    if not isinstance(data, Mapping) or not all(isinstance(name, str) for name in data):
        raise _Unreadable
    return dict(data)


def _intent(data: Mapping[str, Any], policy: Policy) -> Intent:
    if len(data) > MOST_SLOTS * 2:
        raise _Unreadable
    slots = {**_given_slots(data.get("slots", {})), **_inputs(data, policy)}
    return Intent(
        _do(data.get("do")), slots, because=("a card was pressed",), nonce=_nonce(data.get("nonce"))
    )


def _do(value: Any) -> Do:
    if not isinstance(value, str) or value not in {do.value for do in Do}:
        raise _Unreadable
    return Do(value)


def _nonce(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NONCE:
        raise _Unreadable
    return value


def _given_slots(slots: Any) -> dict[str, Any]:
    if not isinstance(slots, Mapping) or len(slots) > MOST_SLOTS:
        raise _Unreadable
    return {_name(name): _plain(value) for name, value in slots.items()}


def _name(name: Any) -> str:
    if not isinstance(name, str) or not name.replace("_", "a").isalnum() or len(name) > 40:
        raise _Unreadable
    return name


def _plain(value: Any) -> Any:
    """Text, numbers, truth, or a flat list of them."""
    if isinstance(value, str) and len(value) <= LONGEST_VALUE:
        return value
    if value is None or isinstance(value, (bool, int)):
        return value
    if (
        isinstance(value, list)
        and len(value) <= MOST_IN_A_LIST
        and not any(isinstance(one, (list, Mapping)) for one in value)
    ):
        return [_plain(one) for one in value]
    raise _Unreadable


def _inputs(data: Mapping[str, Any], policy: Policy) -> dict[str, Any]:
    named = {name.removeprefix(INPUT): value for name, value in data.items() if name.startswith(INPUT)}
    read = {_name(name): _input(name, value, policy) for name, value in named.items()}
    return {name: value for name, value in read.items() if value is not None}


def _input(name: str, value: Any, policy: Policy) -> Any:
    """What was typed or chosen; None when left blank."""
    if not isinstance(value, str) or len(value) > LONGEST_TYPED:
        raise _Unreadable
    if not value.strip():
        return None
    if name == "themes":
        return _themes(value, policy)
    if name in DAYS:
        return _day(value.strip())
    if name == "child":
        return canonical(value, policy) or value.strip()
    if name == "stage" and value.strip().isdecimal() and len(value.strip()) == 1:
        return int(value)
    return (
        value.strip()
        if name in ("to_role", "escalation_ref", "participation", "rag", "grade", "team")
        else value
    )


def _themes(value: str, policy: Policy) -> list[str]:
    chosen = [part.strip() for part in value.split(",")]
    if not all(part.isdecimal() and len(part) <= 3 and int(part) < len(policy.themes) for part in chosen):
        raise _Unreadable
    return [policy.themes[place] for place in sorted({int(part) for part in chosen})]


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        raise _Unreadable from None
