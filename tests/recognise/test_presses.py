"""A card's button or form gives the same intent as a sentence; junk gives none, and no fault."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.intents import Do, Intent
from bot.recognise.presses import read_press
from tests.recognise.said import policy

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
LINCOLNSHIRE = policy("lincolnshire")


def press(data: Any) -> Intent | None:
    return read_press(data, NOW, LINCOLNSHIRE)


def test_a_button() -> None:
    intent = press({"do": "show_record", "slots": {"escalation_ref": "R-2026-0113"}, "nonce": "n1"})
    assert intent is not None
    assert (intent.do, intent.slots, intent.nonce) == (
        Do.SHOW_RECORD,
        {"escalation_ref": "R-2026-0113"},
        "n1",
    )
    assert intent.said == ""


def test_a_form() -> None:
    intent = press(
        {
            "do": "fill",
            "slots": {},
            "slot.themes": "4,0",
            "slot.child": "m 1234567s",
            "slot.due_on": "2026-11-30",
            "slot.stage": "2",
            "slot.text": "  as typed ",
            "slot.to_role": " ",
        }
    )
    assert intent is not None
    assert intent.slots == {
        "themes": ["Missing or late documents", "Drift and Delay"],
        "child": "M1234567",
        "due_on": "2026-11-30",
        "stage": 2,
        "text": "  as typed ",
    }


@pytest.mark.parametrize(
    "junk",
    [
        {},
        {"do": "drop tables"},
        {"do": 3},
        {"do": ["yes"]},
        {"do": "yes", "slots": []},
        {"do": "yes", "slots": {"a": {"b": 1}}},
        {"do": "yes", "slots": {"a": [[1]]}},
        {"do": "yes", "slots": {"a b; c": "1"}},
        {"do": "yes", "slots": {"text": "x" * 20_000}},
        {"do": "yes", "nonce": 7},
        {"do": "yes", "nonce": "n" * 1_000},
        {"do": "fill", "slot.themes": "9"},
        {"do": "fill", "slot.themes": "-1"},
        {"do": "fill", "slot.themes": "²"},
        {"do": "fill", "slot.due_on": "soon"},
        {"do": "fill", "slot.text": ["a"]},
        {"do": "yes", "slots": {"on": 1.5}},
        {3: "yes", "do": "yes"},
        "yes",
        None,
    ],
)
def test_junk_is_none(junk: Any) -> None:
    assert press(junk) is None


@pytest.mark.parametrize("field", ["text", "outcome", "reason", "response", "to_role"])
@pytest.mark.parametrize(
    ("typed", "flag"),
    [
        ("She has taken an overdose and is in hospital", "immediate_risk"),
        ("x " * 2_500 + "\nCarer hit him this morning, he has a black eye", "immediate_risk"),
        ("Visited Kayleigh's placement, plan still late", "contains_child_name"),
    ],
)
def test_what_is_typed_into_a_field_is_looked_at(field: str, typed: str, flag: str) -> None:
    intent = press({"do": "fill", f"slot.{field}": typed})
    assert intent is not None
    assert flag in intent.flags


@pytest.mark.parametrize("typed", ["Plan not updated since the last review", "Team manager", "No PEP"])
def test_everyday_words_in_a_field_raise_nothing(typed: str) -> None:
    intent = press({"do": "fill", "slot.text": typed, "slot.child": "M1234567", "slot.due_on": "2026-11-30"})
    assert intent is not None
    assert not intent.flags


def test_a_text_too_long_to_save_comes_through_so_that_the_person_is_told() -> None:
    long, endless = press({"do": "fill", "slot.text": "w " * 10_000}), "w " * 30_000
    assert long is not None
    assert len(long.slots["text"]) == 20_000
    assert press({"do": "fill", "slot.text": endless}) is None


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(
    st.dictionaries(
        st.sampled_from(["do", "slots", "nonce", "slot.themes", "slot.due_on", "slot.child"]), ANYTHING
    )
)
def test_nothing_a_client_sends_is_a_fault(data: dict[str, Any]) -> None:
    intent = press({"do": "fill", **data})
    assert intent is None or isinstance(intent.do, Do)
