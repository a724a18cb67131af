"""What holds of every message: nothing raises, words stay as typed, the same words always mean the same."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.intents import ACTS, CONTROLS, Do
from bot.recognise.learned import model
from bot.recognise.understood import understood
from tests.recognise.said import AUTHORITIES, said
from tests.recognise.test_sentences import SENTENCES

LONG = 20_000
LONGEST_SECONDS = 5
"""No measure of speed: what grows faster than the text would take minutes; a busy machine takes less."""
BITS = st.sampled_from(
    ["M1234567", "escalate", "stage 2", "next Friday", "31/11", "the", "PN1", "SW", "JB", "-", ":", ",", ".",
     "\n", "positive challenge", "don't", "R-2026-0113", "by", "ago", "in", "working days", "’", "👍", "ﬁ",
     "İ", "1" * 40]
)  # fmt: skip
MESSAGES = st.text(max_size=300) | st.lists(BITS, max_size=40).map(" ".join)
SLOTS = st.none() | st.sampled_from(
    ["child", "themes", "to_role", "due_on", "text", "participation", "stage", "confirm"]
)


@given(MESSAGES, SLOTS, st.sampled_from(AUTHORITIES), st.sampled_from(["iro", "iro_manager", "responder"]))
@settings(deadline=None)
def test_no_text_is_a_fault(text: str, asked: str | None, authority: str, role: str) -> None:
    intent = said(text, asked=asked, authority=authority, role=role)
    assert intent.said == text
    json.dumps(understood(intent))


@given(MESSAGES)
@settings(deadline=None)
def test_the_words_to_be_recorded_are_a_piece_of_what_was_typed(text: str) -> None:
    intent = said(text)
    for one in (intent, *intent.also):
        assert one.slots.get("text", "") in text


@pytest.mark.parametrize(
    "piece", ["a", "M1234567 ", "3/12 ", "next ", "\n", "(", "not not ", "by the end of ", "9", "é "]
)
def test_a_very_long_message_costs_little(piece: str) -> None:
    text = (piece * LONG)[:LONG]
    said(text)
    started = time.perf_counter()
    intent = said(text)
    assert time.perf_counter() - started < LONGEST_SECONDS
    assert intent.said == text


def test_the_same_words_mean_the_same() -> None:
    for sentence in SENTENCES[::40]:
        once = said(sentence.say, authority=sentence.authority)
        assert once == said(sentence.say, authority=sentence.authority)


def test_every_decision_says_why() -> None:
    for sentence in SENTENCES[::10]:
        assert said(sentence.say, authority=sentence.authority, role=sentence.role).because


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("informal challenge for 4410293, drift with the plan.", "drift with the plan."),
        ("narrative M1234567: She said ‘no’ — twice", "She said ‘no’ — twice"),
        ("put a note on R-2026-0113 that SW says assesment is late", "SW says assesment is late"),
        ("chased sw for M1234567 about the late plan", "chased sw for M1234567 about the late plan"),
    ],
)
def test_the_words_are_kept_as_typed(text: str, words: str) -> None:
    assert said(text, authority="durham").slots["text"] == words


@pytest.mark.parametrize(
    "text", ["escalate", "log challenge M1234567", "Escalate it please", "positive challenge"]
)
def test_a_command_alone_holds_no_words_to_record(text: str) -> None:
    assert "text" not in said(text).slots


@pytest.mark.parametrize(
    ("text", "do", "role"),
    [
        ("dont escalate yet", Do.NONE, "iro"),
        ("he said he'd escalate", Do.NONE, "iro"),
        ("not an escalation just a nudge M1234567", Do.LOG_POSITIVE_CHALLENGE, "iro"),
        ("actually just a note, don't escalate", Do.ADD_NARRATIVE, "iro"),
        ("whats my team got open by stage", Do.TEAM_STATUS, "iro_manager"),
    ],
)
def test_denied_and_quoted_errands(text: str, do: Do, role: str) -> None:
    assert said(text, role=role).do is do


def test_what_is_not_understood_offers_the_nearest() -> None:
    intent = said("the thing about the report and the meeting and that")
    assert intent.do is Do.NONE
    assert len(intent.nearest) == 3


def test_every_errand_is_learned() -> None:
    steering = {*CONTROLS, *ACTS, Do.FILL}
    assert {Do(name) for name in model("errands").classes} == {do for do in Do if do not in steering}


def test_a_child_in_danger_is_heard_however_far_into_a_message() -> None:
    text = "positive challenge M1234567 - " + "the plan is still late. " * 150 + "Carer hit him this morning."
    assert said(text).flags == {"immediate_risk"}
    assert said(text).do is Do.NONE
    assert "immediate_risk" in said(text, asked="text").flags


def test_words_before_put_that_on_are_not_lost() -> None:
    told = "TM says visits will be up to date by end of month. put that on 720918"
    assert said(told).slots["text"] == told
    assert said("add to 720918 that mum has moved").slots["text"] == "mum has moved"
