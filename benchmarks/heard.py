"""Sentences of known meaning, each with what was understood of it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.clock import LONDON, london_day
from bot.domain.intents import IMMEDIATE_RISK
from bot.domain.policy import Policy
from bot.domain.policy_file import load_policy
from bot.holidays_england import working_calendar
from bot.recognise.recognise import recognise
from bot.recognise.understood import understood

Json = Mapping[str, Any]
DATES = ("happened_on", "due_on", "base_on", "from_on", "to_on")
COMPARED = ("child", *DATES, "stage", "rag", "grade", "participation", "older_than_days")


@dataclass(frozen=True)
class Heard:
    """A line of a file, what was understood of it, and in how many seconds, also of the processor."""

    line: Json
    got: Json
    seconds: float
    processor: float

    @property
    def is_right_errand(self) -> bool:
        return bool(self.got["intent"] == self.line["intent"])

    @property
    def is_right_frame(self) -> bool:
        slots = all(self.got["slots"].get(name) == self.line["slots"].get(name) for name in COMPARED)
        return self.is_right_errand and (slots or bool(self.line["ambiguous"]))

    @property
    def is_out_of_scope(self) -> bool:
        return self.line["intent"] == "none" and not self.is_danger

    @property
    def is_danger(self) -> bool:
        return IMMEDIATE_RISK in self.line["flags"]

    @property
    def is_alarm(self) -> bool:
        return IMMEDIATE_RISK in self.got["flags"]


def hear(line: Json, policies: Mapping[str, Policy]) -> Heard:
    policy = policies[line["authority"]]
    now = datetime.fromisoformat(line["now"] + ("T09:00" if len(line["now"]) == len("2026-11-20") else ""))
    now = now.replace(tzinfo=LONDON)
    calendar = working_calendar(london_day(now), policy.closures, policy.extra_bank_holidays)
    began, at_work = time.perf_counter(), time.process_time()
    intent = recognise(line["text"], now, policy, None, line["role"], calendar)
    seconds, processor = time.perf_counter() - began, time.process_time() - at_work
    return Heard(line, understood(intent), seconds, processor)


def hear_all(lines: Sequence[Json]) -> list[Heard]:
    policies = policies_of(lines)
    return [hear(line, policies) for line in lines]


def policies_of(lines: Iterable[Json]) -> dict[str, Policy]:
    return {name: load_policy(name) for name in sorted({line["authority"] for line in lines})}
