"""What was learned from the example sentences: how probable each errand is, and a child in danger now."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bot.domain.intents import Do
from bot.recognise.features import features
from bot.recognise.message import Message
from bot.recognise.phrase_files import FOLDER

LEAST = math.log(1e-6)
RISK = "immediate_risk"


@dataclass(frozen=True)
class Model:
    """Logistic regression: of a feature, the place of each class it speaks for, and how much."""

    classes: tuple[str, ...]
    weights: Mapping[str, tuple[tuple[int, float], ...]]

    def logs(self, found: frozenset[str]) -> list[float]:
        """Natural logarithms of the classes' probabilities."""
        sums = [0.0] * len(self.classes)
        for name in found:
            for place, value in self.weights.get(name, ()):
                sums[place] += value
        highest = max(sums)
        norm = highest + math.log(sum(math.exp(value - highest) for value in sums))
        return [max(value - norm, LEAST) for value in sums]


@cache
def model(name: str) -> Model:
    data = json.loads((FOLDER / "learned.json").read_text(encoding="utf-8"))[name]
    weights = {name: tuple(_pairs(row)) for name, row in data["weights"].items()}
    return Model(tuple(data["classes"]), weights)


def _pairs(row: list[int]) -> Iterator[tuple[int, float]]:
    """Places and hundredths by turns -> the place of a class and its weight."""
    return ((place, hundredths / 100) for place, hundredths in zip(row[::2], row[1::2], strict=True))


def likelihoods(message: Message) -> dict[Do, float]:
    """Natural logarithms of the probabilities of each errand."""
    errands = model("errands")
    logs = errands.logs(features(message.marked, message.policy, message.role))
    return {Do(name): value for name, value in zip(errands.classes, logs, strict=True)}


def risk_of(marked: str, message: Message) -> float:
    """How probable it is that a piece of the marked message tells of a child in danger now."""
    risk = model("risk")
    logs = risk.logs(features(marked, message.policy, message.role))
    return math.exp(logs[risk.classes.index(RISK)])
