"""What a conversation remembers survives as JSON, and only in its own version."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.intents import Do
from dialogs.errands import FORMS
from dialogs.talk import VERSION, WAITING_AT_MOST, Errand, Talk, as_json, from_json

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
slots = st.dictionaries(st.text(min_size=1, max_size=10), plain, max_size=5)
errands = st.builds(
    Errand,
    st.sampled_from(Do),
    slots,
    st.text(max_size=20),
    st.none() | st.text(max_size=10),
    st.lists(st.text(max_size=20), max_size=4).map(tuple),
)
talks = st.builds(
    Talk,
    st.none() | errands,
    st.lists(errands, max_size=5).map(tuple),
    st.none() | st.text(max_size=12),
    st.lists(st.text(max_size=12), max_size=5).map(tuple),
    st.none() | slots,
    st.text(),
    st.none() | errands,
)


@given(talks)
def test_it_comes_back_as_it_was(talk: Talk) -> None:
    assert from_json(json.loads(json.dumps(as_json(talk)))) == talk


@given(talks, st.integers().filter(lambda version: version != VERSION) | st.none() | st.text(max_size=3))
def test_a_state_of_another_version_begins_again(talk: Talk, version: object) -> None:
    assert from_json({**as_json(talk), "v": version}) == Talk()


def test_no_state_begins_anew() -> None:
    assert from_json({}) == Talk()


@given(st.lists(st.sampled_from(list(FORMS)), max_size=9))
def test_only_so_much_waits_the_latest_first(dos: list[Do]) -> None:
    talk = Talk()
    for number, do in enumerate(dos):
        talk = talk.take_up(Errand(do, {"text": "x"}, str(number)))
    expected = [str(number) for number in reversed(range(len(dos)))]
    running = [talk.running.nonce] if talk.running else []
    assert [*running, *(errand.nonce for errand in talk.waiting)] == expected[: WAITING_AT_MOST + 1]


@pytest.mark.parametrize("do", [Do.SHOW_RECORD, Do.SHOW_HISTORY])
def test_a_question_that_was_interrupted_is_not_asked_again(do: Do) -> None:
    talk = Talk().take_up(Errand(do, {}, "1")).take_up(Errand(Do.RESOLVE, {}, "2"))
    assert talk.waiting == ()
