"""What was learned from the example sentences: how probable each errand is, and a child in danger now."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.domain.intents import Do
from bot.recognise.features import features
from bot.recognise.message import Message
from bot.recognise.phrase_files import FOLDER

LEAST = math.log(1e-6)
RISK = "immediate_risk"


@dataclass(frozen=True)
class Model:
    """Logistic regression: of a feature, places of classes and weights in hundredths, by turns."""

    classes: tuple[str, ...]
    weights: Mapping[str, Sequence[int]]

    def logs(self, found: frozenset[str]) -> list[float]:
        """Natural logarithms of the classes' probabilities."""
        sums = [0] * len(self.classes)
        for name in found:
            row = self.weights.get(name, ())
            for place, weight in zip(row[::2], row[1::2], strict=True):
                sums[place] += weight
        scores = [hundredths / 100 for hundredths in sums]
        highest = max(scores)
        norm = highest + math.log(sum(math.exp(value - highest) for value in scores))
        return [max(value - norm, LEAST) for value in scores]


def model(name: str) -> Model:
    return _models()[name]


@cache
def _models() -> Mapping[str, Model]:
    read = json.loads((FOLDER / "learned.json").read_text(encoding="utf-8"))
    del read["of"]
    return {name: _model(data) for name, data in read.items()}


def _model(data: Mapping[str, Any]) -> Model:
    return Model(tuple(data["classes"]), {name: tuple(row) for name, row in data["weights"].items()})


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
