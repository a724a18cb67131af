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
Row = tuple[Sequence[int], Sequence[int]]


@dataclass(frozen=True)
class Model:
    """Logistic regression: of a feature, the places of classes and their weights in hundredths."""

    classes: tuple[str, ...]
    weights: Mapping[str, Row]

    def logs(self, found: frozenset[str]) -> list[float]:
        """Natural logarithms of the classes' probabilities."""
        sums = [0] * len(self.classes)
        for name in found & self.weights.keys():
            for place, weight in zip(*self.weights[name], strict=True):
                sums[place] += weight
        scores = [hundredths / 100 for hundredths in sums]
        highest = max(scores)
        norm = highest + math.log(sum(math.exp(value - highest) for value in scores))
        return [max(value - norm, LEAST) for value in scores]


@cache
def _towards_risk() -> Mapping[str, int]:
    """Of each feature how much more it speaks for danger than for none, in hundredths."""
    risk = model("risk")
    sign = {risk.classes.index(RISK): 1}
    return {
        name: sum(weight * sign.get(place, -1) for place, weight in zip(*row, strict=True))
        for name, row in risk.weights.items()
    }


def model(name: str) -> Model:
    return _models()[name]


@cache
def _models() -> Mapping[str, Model]:
    read = json.loads((FOLDER / "learned.json").read_text(encoding="utf-8"))
    del read["of"]
    return {name: _model(data) for name, data in read.items()}


def _model(data: Mapping[str, Any]) -> Model:
    return Model(
        tuple(data["classes"]), {name: (row[::2], row[1::2]) for name, row in data["weights"].items()}
    )


def likelihoods(message: Message) -> dict[Do, float]:
    """Natural logarithms of the probabilities of each errand."""
    errands = model("errands")
    logs = errands.logs(features(message.marked, message.policy, message.role))
    return {Do(name): value for name, value in zip(errands.classes, logs, strict=True)}


def risk_of(marked: str, message: Message) -> float:
    """How probable it is that a piece of the marked message tells of a child in danger now."""
    towards = _towards_risk()
    found = features(marked, message.policy, message.role) & towards.keys()
    return 1 / (1 + math.exp(-sum(map(towards.__getitem__, found)) / 100))
