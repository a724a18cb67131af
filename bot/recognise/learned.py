"""What was learned from the example sentences: how probable each errand is, and which words say so."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bot.domain.intents import Do
from bot.recognise.features import features
from bot.recognise.message import Message
from bot.recognise.phrase_files import FOLDER

RISK = "immediate_risk"
"""Learned beside the errands: a child in danger now."""
LEAST = 1e-6
WORDS_NAMED = 3


@dataclass(frozen=True)
class Learned:
    errands: tuple[Do | None, ...]
    """None stands where a child in danger now is meant."""
    weights: Mapping[str, tuple[tuple[int, float], ...]]
    """Of a feature: errand by place, and the weight."""


@cache
def learned() -> Learned:
    data = json.loads((FOLDER / "learned.json").read_text(encoding="utf-8"))
    place = {name: number for number, name in enumerate(data["errands"])}
    weights = {
        name: tuple((place[do], value) for do, value in row.items()) for name, row in data["weights"].items()
    }
    return Learned(tuple(None if name == RISK else Do(name) for name in data["errands"]), weights)


@dataclass(frozen=True)
class Likelihoods:
    """Natural logarithms of probabilities: of each errand, and of a child in danger now."""

    errands: Mapping[Do, float]
    risk: float


def likelihoods(message: Message) -> Likelihoods:
    model = learned()
    sums = [0.0] * len(model.errands)
    for name in features(message.marked, message.policy, message.role):
        for place, value in model.weights.get(name, ()):
            sums[place] += value
    highest = max(sums)
    norm = highest + math.log(sum(math.exp(value - highest) for value in sums))
    logs = {do: max(value - norm, math.log(LEAST)) for do, value in zip(model.errands, sums, strict=True)}
    return Likelihoods({do: value for do, value in logs.items() if do}, logs.get(None, math.log(LEAST)))


def words_for(do: Do, message: Message) -> tuple[str, ...]:
    """The features that speak most for an errand."""
    model = learned()
    place = model.errands.index(do)
    weighed = [
        (dict(model.weights[name]).get(place, 0.0), name)
        for name in features(message.marked, message.policy, message.role)
        if name in model.weights
    ]
    return tuple(f"{name} ({value:+.1f})" for value, name in sorted(weighed, reverse=True)[:WORDS_NAMED])
