"""Sentences as IROs write them (tests/sentences): what each means, and that no other errand takes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.heard import DATES, hear_all
from benchmarks.understanding import is_same
from bot.domain.intents import ACTS, IMMEDIATE_RISK, PERHAPS_AT_RISK
from bot.recognise.learn import examples
from bot.recognise.message import read_message
from bot.recognise.score import score
from bot.recognise.told import read_told
from bot.recognise.understood import understood
from tests.recognise.said import FRIDAY, policy, said

FOLDER = Path(__file__).parent.parent / "sentences"
COMPARED = (
    "child", "escalation_ref", "happened_on", "due_on", "base_on", "from_on", "to_on", "stage", "rag",
    "grade", "participation", "older_than_days",
)  # fmt: skip
FEWEST = 400
MOST_PERHAPS = 0.05
MOST_STOLEN_BY_PHRASES = 0.05


@dataclass(frozen=True)
class Sentence:
    say: str
    authority: str
    do: str
    role: str = "iro"
    on: date = FRIDAY
    slots: dict[str, Any] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    not_yet: str = ""
    """Why it is known not to be understood; the test then holds that it still is not."""


def read_sentences() -> Iterator[Sentence]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            row["authority"], row["do"] = row.pop("in"), row.get("do", path.stem)
            lists = {name: tuple(row[name]) for name in ("flags", "also") if name in row}
            yield Sentence(**{**row, **lists, "slots": as_json(row.get("slots", {}))})


def as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: as_json(one) for name, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


SENTENCES = tuple(read_sentences())


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.say)
def test_a_sentence_means_what_is_written_beside_it(sentence: Sentence) -> None:
    got, wanted = frame_of(sentence), expected_of(sentence)
    if sentence.not_yet:
        assert got != wanted, "it is understood now: take `not_yet` away"
    else:
        assert got == wanted


def frame_of(sentence: Sentence) -> dict[str, Any]:
    intent = said(sentence.say, authority=sentence.authority, role=sentence.role, on=sentence.on)
    return {
        "do": intent.do.value,
        "slots": {name: intent.slots[name] for name in COMPARED if name in intent.slots},
        "flags": sorted(intent.flags - {PERHAPS_AT_RISK}),
        "also": [one.do.value for one in intent.also],
    }


def expected_of(sentence: Sentence) -> dict[str, Any]:
    return {
        "do": sentence.do,
        "slots": {name: sentence.slots[name] for name in COMPARED if name in sentence.slots},
        "flags": sorted(sentence.flags),
        "also": list(sentence.also),
    }


def test_there_are_many_and_none_is_learned_from() -> None:
    """The days of `ours` are these sentences: what is held of them is that they stay learned."""
    assert len(SENTENCES) >= FEWEST
    measures = {row["text"] for row in (*dev_rows(), *blind_rows())}
    assert measures.isdisjoint(told.say for told in read_told())
    kept_apart = measures | {one.say for one in SENTENCES}
    assert kept_apart.isdisjoint(example.text for example in examples())


def test_every_danger_that_was_told_of_is_heard() -> None:
    told = [one for one in read_told() if one.only == "danger"]
    heard = [said(one.say, authority=one.authority, role=one.role, on=one.on).flags for one in told]
    assert [one.say for one, flags in zip(told, heard, strict=True) if IMMEDIATE_RISK not in flags] == []


def test_whom_to_ring_stands_above_few_of_the_messages_without_danger() -> None:
    """Seen every day it would be read no more."""
    harmless = [one for one in SENTENCES if IMMEDIATE_RISK not in one.flags]
    perhaps = [one.say for one in harmless if PERHAPS_AT_RISK in flags_of(one)]
    assert len(perhaps) <= MOST_PERHAPS * len(harmless), "\n".join(perhaps)


def flags_of(sentence: Sentence) -> frozenset[str]:
    return said(sentence.say, authority=sentence.authority, role=sentence.role, on=sentence.on).flags


def test_phrases_do_not_steal_from_one_another() -> None:
    """By the phrases alone; the message of the assertion lists who takes what from whom."""
    stolen = [line for sentence in SENTENCES if (line := thief(sentence))]
    assert len(stolen) <= MOST_STOLEN_BY_PHRASES * len(SENTENCES), "\n".join(stolen)


def thief(sentence: Sentence) -> str | None:
    """An act is always taken out of an errand, so it is no theft."""
    if IMMEDIATE_RISK in sentence.flags or sentence.do in ACTS:
        return None
    message = read_message(sentence.say, sentence.on, policy(sentence.authority), sentence.role, None)
    totals = {do.value: total for do, total in score(message).totals.items()}
    best = max(totals, key=lambda do: totals[do], default=sentence.do)
    if totals.get(best, 0.0) <= max(totals.get(sentence.do, 0.0), 3.0):
        return None
    return f"{best} takes from {sentence.do}: {sentence.say}"


@cache
def dev_rows() -> tuple[dict[str, Any], ...]:
    text = (FOLDER / "dev_open.jsonl").read_text(encoding="utf-8")
    return tuple(json.loads(line) for line in text.splitlines())


@cache
def blind_rows() -> tuple[dict[str, Any], ...]:
    texts = (path.read_text(encoding="utf-8") for path in sorted((FOLDER / "blind").glob("*.jsonl")))
    return tuple(json.loads(line) for text in texts for line in text.splitlines())


def test_agreement_with_the_sentences_written_blind() -> None:
    """A floor against falling back; docs/understanding.md has the figures and what they are worth."""
    heard = hear_all(blind_rows())
    assert sum(one.is_right_errand for one in heard) >= 0.96 * len(heard)
    assert sum(one.is_right_frame for one in heard) >= 0.91 * len(heard)
    days = [is_same(one, day) for one in heard for day in DATES if one.line["slots"].get(day)]
    assert sum(days) >= 0.93 * len(days)
    assert all(one.is_alarm for one in heard if one.is_danger)
    assert sum(one.is_alarm and not one.is_danger for one in heard) <= 0.01 * len(heard)


def test_agreement_with_the_open_examples() -> None:
    """135 sentences by others, seen while building: a floor against falling back, not a measure."""
    rows = dev_rows()
    results = [(row, understood_row(row)) for row in rows]
    right_intent = sum(got["intent"] == row["intent"] for row, got in results)
    whole = [row for row in rows if not row["ambiguous"]]
    right_frame = sum(frame(got) == frame(row) for row, got in results if not row["ambiguous"])
    assert right_intent >= 0.99 * len(rows)
    assert right_frame >= 0.96 * len(whole)


def understood_row(row: dict[str, Any]) -> dict[str, Any]:
    on = date.fromisoformat(row["now"])
    return understood(said(row["text"], authority=row["authority"], role=row["role"], on=on))


def frame(row: dict[str, Any]) -> tuple[Any, ...]:
    return (
        row["intent"],
        compared(row["slots"]),
        sorted(row["flags"]),
        [(one["intent"], compared(one["slots"])) for one in row["also"]],
    )


def compared(slots: dict[str, Any]) -> dict[str, Any]:
    return {name: slots[name] for name in COMPARED if name in slots and name != "escalation_ref"}
