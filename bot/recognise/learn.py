"""Learns from the example sentences which words speak for which errand: `python -m bot.recognise.learn`.

Multinomial logistic regression by stochastic gradient descent, in a fixed order, so that the same examples
give the same file. The result, `phrases/learned`, is part of the program; a test tells when it is stale.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from bot.domain.policy_file import load_policy
from bot.recognise.day_features import day_features, without_the_rules
from bot.recognise.day_slots import by_rules
from bot.recognise.features import features, pieces
from bot.recognise.learned import Model, file_of, row_of
from bot.recognise.message import Message, read_message
from bot.recognise.participation import ATTENDED, VIEWS, told_features
from bot.recognise.phrase_files import names_in, read_phrases
from bot.recognise.told import MENDED_BY, Told, read_told

AUTHORITIES = ("lincolnshire", "leicester", "rotherham", "durham", "buckinghamshire")
ANY = "leicester"
STANDS_FOR = {
    "{child}": "4410293",
    "{day}": "12/11/2026",
    "{stage}": "stage 2",
    "{role}": "team manager",
    "{record}": "R-2026-0113",
}
A_DAY = date(2026, 11, 20)
ROUNDS = 25
FIRST_STEP = 0.5
SLOWER = 0.2
DECAY = 0.001
DECAY_OF_DAYS = 0.02
"""Fewer lessons and many features: a stronger pull towards zero (measured: decision 0013)."""
SMALLEST_WEIGHT = 0.04
DECAYS = {"days": DECAY_OF_DAYS}
A_MISS_COUNTS = 4
"""So many times each example of a child in danger is learned: a miss is worse than a needless alarm."""
SEEN_OFTEN_ENOUGH = 2
"""What is seen of one day only teaches nothing of others."""
RISK, NO_RISK = "immediate_risk", "no_immediate_risk"

T = TypeVar("T")
Weights = dict[str, dict[str, float]]
Pair = tuple[tuple[str, ...], str]
"""The features of an example, and its errand."""


@dataclass(frozen=True)
class Example:
    """A sentence, what it means, and whose it is (`authority` None: anybody's)."""

    text: str
    do: str
    authority: str | None
    role: str


def examples() -> tuple[Example, ...]:
    written = tuple(one for name in names_in("examples") for one in _in_file(name))
    return tuple(dict.fromkeys((*written, *map(_as_example, filter(_names_its_errand, read_told())))))


def _names_its_errand(told: Told) -> bool:
    return told.only != "days"


def _as_example(told: Told) -> Example:
    do = RISK if told.only == "danger" else told.do.value
    return Example(told.say, do, told.authority, told.role)


def _in_file(name: str) -> Iterator[Example]:
    data = read_phrases(name)
    stem = Path(name).stem
    tables: Mapping[str, Any] = (
        data if all(isinstance(value, dict) for value in data.values()) else {stem: data}
    )
    for do, whose in tables.items():
        for key, text in whose.items():
            authority, role = (key, "iro") if key in AUTHORITIES else (None, "iro" if key == "any" else key)
            yield from (Example(line, do, authority, role) for line in text.strip().splitlines())


def message_of(example: Example) -> Message:
    text = example.text
    for placeholder, sample in STANDS_FOR.items():
        text = text.replace(placeholder, sample)
    return read_message(text, A_DAY, load_policy(example.authority or ANY), example.role, None)


def lessons() -> dict[str, list[Pair]]:
    """What each model learns from, by its name."""
    read = [(example, message_of(example)) for example in examples()]
    return {
        "errands": [pair for _, pair in errand_lessons(read)],
        "risk": [pair for one, of in read for pair in _of_risk(one, of)],
        "days": _of_days(),
        **_of_participation(),
    }


def errand_lessons(read: Sequence[tuple[Example, Message]] = ()) -> list[tuple[str, Pair]]:
    """Each with its words; `read`: the examples, where they have been read."""
    all_read = read or [(example, message_of(example)) for example in examples()]
    return [(one.text, (_found(one, of), one.do)) for one, of in all_read if one.do not in (RISK, NO_RISK)]


def _found(example: Example, message: Message, marked: str = "") -> tuple[str, ...]:
    policy = message.policy if example.authority else None
    return tuple(sorted(features(marked or message.marked, policy, example.role)))


def _of_risk(example: Example, message: Message) -> Iterator[Pair]:
    """Every example again, as a child in danger or as none; of the harmless ones each part by itself, too."""
    if example.do == RISK:
        yield from [(_found(example, message), RISK)] * A_MISS_COUNTS
        return
    for marked in (message.marked, *(f" {piece} " for piece in pieces(message.marked))):
        yield _found(example, message, marked), NO_RISK


def _of_days() -> list[Pair]:
    """Every day told of, as what it was; of sentences the rules were mended by, without the rules' answer."""
    return often_enough([pair for told in read_told() if told.teaches_days for pair in days_of(told)])


def often_enough(pairs: Sequence[Pair]) -> list[Pair]:
    seen = Counter(name for found, _ in pairs for name in found)
    return [(tuple(name for name in found if seen[name] >= SEEN_OFTEN_ENOUGH), when) for found, when in pairs]


def days_of(told: Told) -> Iterator[Pair]:
    message = read_message(told.say, told.on, load_policy(told.authority), told.role, None)
    times = by_rules(told.do, message)
    for one, found in zip(times, day_features(told.do, message, times), strict=True):
        names = without_the_rules(found) if told.author in MENDED_BY else found
        yield tuple(sorted(names)), told.when(one.day).value


def _of_participation() -> dict[str, list[Pair]]:
    told = [
        (tuple(sorted(told_features(message_of(Example(line, code, None, "iro"))))), code)
        for code, text in read_phrases("participation_told").items()
        for line in text.strip().splitlines()
    ]
    return {
        "attended": [(found, ATTENDED[code]) for found, code in told],
        "views": [(found, VIEWS[code]) for found, code in told],
    }


def learn(pairs: Sequence[Pair], decay: float = DECAY) -> Weights:
    """Weights by errand, then by feature."""
    classes = sorted({do for _, do in pairs})
    rows = {name: [0.0] * len(classes) for found, _ in pairs for name in found}
    lessons = [(pair, [rows[name] for name in pair[0]], classes.index(pair[1])) for pair in pairs]
    for turn in range(ROUNDS):
        for _, named, right in sorted(lessons, key=lambda lesson: _mixed(turn, lesson[0])):
            _step(named, right, FIRST_STEP / (1 + turn * SLOWER), decay)
    return {do: {name: row[place] for name, row in rows.items()} for place, do in enumerate(classes)}


def _mixed(turn: int, pair: Pair) -> bytes:
    """An order that looks like chance and is the same on every machine."""
    return hashlib.sha256(f"{turn} {pair}".encode()).digest()


def _step(rows: list[list[float]], right: int, size: float, decay: float) -> None:
    """`rows`: of each feature of an example its weights, by the places of the classes."""
    shares = share(dict(enumerate(map(sum, zip(*rows, strict=True)))))
    for place, probability in shares.items():
        gap = ((place == right) - probability) / math.sqrt(len(rows))
        if abs(gap) > 0.0001:
            for row in rows:
                row[place] += size * (gap - decay * row[place])


def share(sums: Mapping[T, float]) -> dict[T, float]:
    """Sums -> probabilities."""
    highest = max(sums.values())
    raised = {one: math.exp(value - highest) for one, value in sums.items()}
    total = sum(raised.values())
    return {one: value / total for one, value in raised.items()}


def digest(pairs: Sequence[Pair]) -> str:
    """Of all that a model learns from; another digest means that its weights are stale."""
    lines = "\n".join(f"{do}\t{' '.join(found)}" for found, do in pairs)
    return hashlib.sha256(lines.encode()).hexdigest()


def as_model(weights: Weights) -> Model:
    """As it will be when it has been written and read."""
    classes = sorted(weights)
    names = {name for mine in weights.values() for name in mine}
    rows = {name: _hundredths([weights[one].get(name, 0.0) for one in classes]) for name in names}
    return Model(
        tuple(classes), {name: row_of(zip(row[::2], row[1::2], strict=True)) for name, row in rows.items()}
    )


def as_file(weights: Weights, of: str) -> str:
    """One line a feature: places of classes and their weights in hundredths, by turns."""
    classes = sorted(weights)
    names = sorted({name for mine in weights.values() for name in mine})
    rows = ((name, _hundredths([weights[one].get(name, 0.0) for one in classes])) for name in names)
    lines = ",\n".join(f'{json.dumps(name)}:"{" ".join(map(str, row))}"' for name, row in rows if row)
    return f'{{"of": "{of}", "classes": {json.dumps(classes)}, "weights": {{\n{lines}\n}}}}\n'


def _hundredths(values: Sequence[float]) -> list[int]:
    kept = [
        (place, round(value * 100)) for place, value in enumerate(values) if abs(value) >= SMALLEST_WEIGHT
    ]
    return [one for pair in kept for one in pair]


def main() -> None:
    """Only what is stale is learned anew."""
    for name, pairs in lessons().items():
        if learned_of(name) != digest(pairs):
            weights = learn(pairs, DECAYS.get(name, DECAY))
            file_of(name).write_text(as_file(weights, digest(pairs)), encoding="utf-8")


def learned_of(name: str) -> str | None:
    """The digest of what a model was learned from."""
    path = file_of(name)
    return str(json.loads(path.read_text(encoding="utf-8"))["of"]) if path.exists() else None


if __name__ == "__main__":
    main()
