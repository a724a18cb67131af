"""Which slot a day fills, as it was learned: decision 0013."""

from __future__ import annotations

from datetime import datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.days_left_out import Judged, row
from bot.domain.intents import Do
from bot.recognise.day_slots import told
from bot.recognise.learn import as_file, as_model, learn
from bot.recognise.learned import Model, row_of
from bot.recognise.message import Message, read_message
from bot.recognise.recognise import reasons
from bot.recognise.tense import When
from bot.recognise.told import Told, read_told
from tests.recognise.said import FRIDAY, LONDON, policy, said

STORY = """
escalate 3300128 to the TM, no visit since the worker left on 2 November
take 3300128 to stage 2, the TM had until Wednesday and nothing came
3300128 review held today, it should have been on the 9th
stage 1 for 3300128, the care plan was due on 6 November and is still not there
"""


def message(text: str) -> Message:
    return read_message(text, FRIDAY, policy("rotherham"), "iro", None)


@pytest.mark.parametrize("text", STORY.strip().splitlines())
def test_a_day_of_the_story_fills_no_slot(text: str) -> None:
    slots = said(text, authority="rotherham").slots
    assert {slots.get("happened_on"), slots.get("due_on")} <= {None, "2026-11-20"}


def test_a_day_told_of_and_a_day_to_come() -> None:
    slots = said("challenge 3300128: spoke to the SW on Tuesday, she will upload the PEP by Friday").slots
    assert (slots["happened_on"], slots["due_on"]) == ("2026-11-17", "2026-11-27")


ERRANDS = (Do.ADD_NARRATIVE, Do.RECORD_VISIT, Do.RAISE_ESCALATION)


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(ERRANDS), st.sampled_from(list(read_told())))
def test_every_day_is_told_once_and_only_as_what_it_can_be(do: Do, sentence: Told) -> None:
    read = message(sentence.say)
    times = told(do, read)
    assert [one.day.first for one in times] == [day.first for day in read.days if day.is_one_day]
    for one in times:
        can_be = {When.HAPPENED: one.day.past, When.DUE: one.day.future, When.STORY: None}
        assert one.on == can_be[one.when] or one.on in (one.day.past, one.day.future)


def test_what_was_learned_is_explained() -> None:
    intent = said("visit to 3300128 on Tuesday, next one 1 December", authority="rotherham")
    now = datetime.combine(FRIDAY, time(9), LONDON)
    first, second = reasons(intent, now, policy("rotherham"))[-2:]
    assert first.startswith("a weekday: Tuesday: happened (by the rules happened), probability")
    assert "most from" in second


def test_words_that_settle_it_are_not_weighed() -> None:
    slots = said("add to 3300128: dad was born 3/4/82", authority="rotherham").slots
    assert "happened_on" not in slots


def test_adding_rows_is_adding_the_weights_of_every_class() -> None:
    rows = {"a": row_of([(0, 150), (2, -90)]), "b": row_of([(0, -20), (1, 7)])}
    model = Model(("due", "happened", "story"), rows)
    assert model.weights("a") == {"due": 150, "story": -90}
    due, happened, story = model.logs(["a", "b", "unknown"])
    assert (round(due - happened, 2), round(happened - story, 2)) == (1.23, 0.97)


def test_learning_is_the_same_every_time() -> None:
    pairs = [(("by", "do:x"), "due"), (("on", "do:x"), "happened"), (("since",), "story")]
    assert as_file(learn(pairs), "x") == as_file(learn(pairs), "x")
    assert as_model(learn(pairs)).logs(["since"])[2] > -0.5


def test_what_is_taught_has_its_days_on_the_right_side() -> None:
    """A day that happened is not after the day it was written, unless somebody mistyped a label."""
    late = [one.say for one in read_told() if any(day > one.on for day in one.happened)]
    assert late == []


def test_a_row_of_the_report() -> None:
    judged = [Judged(When.STORY, When.DUE, When.STORY), Judged(When.DUE, When.DUE, When.DUE)]
    assert row("t1", judged)[1:4] == ("2", "1 of 2 (50 %)", "2 of 2 (100 %)")
