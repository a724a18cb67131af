"""What was learned from the example sentences: how probable each errand is, and a child in danger now."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.domain.intents import Do
from bot.recognise.message import Message
from bot.recognise.phrase_files import FOLDER

LEAST = math.log(1e-6)
RISK = "immediate_risk"
DIGIT = 20
"""Bits of a class's weight in the number that is a feature's row: to add features is to add numbers."""
_HALF, _ALL = 1 << (DIGIT - 1), (1 << DIGIT) - 1


@dataclass(frozen=True)
class Model:
    """Logistic regression: a feature's weights for all classes, in hundredths, are digits of one number."""

    classes: tuple[str, ...]
    rows: Mapping[str, int]

    def logs(self, found: Iterable[str]) -> list[float]:
        """Natural logarithms of the classes' probabilities."""
        row = sum(filter(None, map(self.rows.get, found)))
        scores = [digit / 100 for digit in _digits(row, len(self.classes))]
        highest = max(scores)
        norm = highest + math.log(sum(math.exp(value - highest) for value in scores))
        return [max(value - norm, LEAST) for value in scores]

    def weights(self, name: str) -> dict[str, int]:
        """What a feature speaks for and against, in hundredths."""
        digits = _digits(self.rows.get(name, 0), len(self.classes))
        return {one: weight for one, weight in zip(self.classes, digits, strict=True) if weight}


def row_of(weights: Iterable[tuple[int, int]]) -> int:
    """Places of classes and their weights as one number."""
    return sum(weight << (DIGIT * place) for place, weight in weights)


def _digits(row: int, count: int) -> list[int]:
    row += _halves(count)
    return [((row >> (DIGIT * place)) & _ALL) - _HALF for place in range(count)]


@cache
def _halves(count: int) -> int:
    return row_of((place, _HALF) for place in range(count))


def file_of(model: str) -> Path:
    return FOLDER / "learned" / f"{model}.json"


@cache
def model(name: str) -> Model:
    data = json.loads(file_of(name).read_text(encoding="utf-8"))
    return Model(tuple(data["classes"]), {name: _row(written) for name, written in data["weights"].items()})


def read_all() -> None:
    """Every model there is: otherwise each is read when it is first asked."""
    for path in (FOLDER / "learned").glob("*.json"):
        model(path.stem)


def _row(written: str) -> int:
    numbers = [int(number) for number in written.split()]
    return row_of(zip(numbers[::2], numbers[1::2], strict=True))


def likelihoods(message: Message) -> dict[Do, float]:
    """Natural logarithms of the probabilities of each errand."""
    return dict(zip(_errands(), model("errands").logs(message.features), strict=True))


@cache
def _errands() -> tuple[Do, ...]:
    return tuple(map(Do, model("errands").classes))


def risk_of(found: frozenset[str]) -> float:
    """How probable it is that a message, or a piece of it, tells of a child in danger now."""
    risk = model("risk")
    return math.exp(risk.logs(found)[risk.classes.index(RISK)])
