"""A policy as JSON and back, equal: a concern keeps the policy it began under."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, time
from typing import Any

from bot.domain.policy import (
    BetweenReviews,
    Policy,
    Raiser,
    Reminders,
    Stage,
    TotalStarts,
    Trigger,
    TriggerEvent,
    WeeklyReminder,
    Words,
)

_OF_THE_VERSION = 12


def policy_as_json(policy: Policy) -> str:
    return _dumps(asdict(policy))


def policy_from_json(text: str) -> Policy:
    plain: dict[str, Any] = json.loads(text)
    lists = {key: tuple(value) for key, value in plain.items() if isinstance(value, list)}
    typed = {
        "ladder": tuple(_stage(stage) for stage in plain["ladder"]),
        "words": Words(**plain["words"]),
        "weekly": _weekly(plain["weekly"]),
        "reminders": _reminders(plain.get("reminders", {})),
        "between": _between(plain.get("between", {})),
        "total_starts": TotalStarts(starts) if (starts := plain.get("total_starts")) else None,
        "triggers": tuple(_trigger(trigger) for trigger in plain["triggers"]),
        "closures": tuple(map(date.fromisoformat, plain["closures"])),
        "extra_bank_holidays": tuple(map(date.fromisoformat, plain["extra_bank_holidays"])),
    }
    return Policy(**{**plain, **lists, **typed})


def version_of(parts: Mapping[str, Any]) -> str:
    """The authority and a digest of every value; where a value was read does not change it."""
    values = {key: _plain(part) for key, part in parts.items() if key not in ("version", "sources")}
    digest = hashlib.sha256(_dumps(values).encode()).hexdigest()
    return f"{parts['authority']}-{digest[:_OF_THE_VERSION]}"


def _plain(part: Any) -> Any:
    if isinstance(part, tuple):
        return [_plain(item) for item in part]
    return asdict(part) if is_dataclass(part) and not isinstance(part, type) else part


def _dumps(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, default=_moment)


def _moment(value: Any) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"{value!r} has no JSON form here")


def _stage(plain: Mapping[str, Any]) -> Stage:
    return Stage(**{**plain, "raised_by": Raiser(plain["raised_by"])})


def _weekly(plain: Mapping[str, Any]) -> WeeklyReminder:
    """A policy kept before there were the last two told of open escalations, to IROs, alone."""
    also, also_to = tuple(plain.get("also", ())), tuple(plain.get("also_to", ()))
    return WeeklyReminder(plain["weekday"], _time(plain["at"]), also, also_to)


def _reminders(plain: Mapping[str, Any]) -> Reminders:
    times = {key: _time(plain.get(key)) for key in ("daily_at", "quiet_from", "quiet_until")}
    values: dict[str, Any] = {**plain, **times, "own_choice": tuple(plain.get("own_choice", ()))}
    return Reminders(**values)


def _time(text: str | None) -> time | None:
    return None if text is None else time.fromisoformat(text)


def _between(plain: Mapping[str, Any]) -> BetweenReviews:
    """Empty in a policy kept before there were such values."""
    values: dict[str, Any] = {**plain, "counts_as_oversight": tuple(plain.get("counts_as_oversight", ()))}
    return BetweenReviews(**values)


def _trigger(plain: Mapping[str, Any]) -> Trigger:
    event, stages = TriggerEvent(plain["event"]), tuple(plain["stages"])
    words = tuple(plain.get("words", ()))
    return Trigger(event, stages, plain["says"], plain.get("may_decline"), words)
