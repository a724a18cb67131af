"""What a message means to the conversation as it stands. Pure functions over plain facts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.intents import ACTS, CHILD_NAME, IMMEDIATE_RISK, PERHAPS_AT_RISK, Do, Expecting, Intent
from bot.domain.refusals import NothingToUndo
from bot.domain.shows import (
    AskFor,
    Cancelled,
    Confirm,
    ImmediateRisk,
    NameRefused,
    NotUnderstood,
    PerhapsAtRisk,
    Problem,
    StaleCard,
    Welcomed,
)
from dialogs import forms
from dialogs.conversation import errands_of, expecting, receive
from dialogs.errands import CONFIRM, DONE_AT_ONCE, FORMS, said_by, slots_of, well_formed
from dialogs.talk import Errand, Talk
from tests.dialogs.standing import COMPLETE, ESCALATION, IRO, facts

EVERY = [pytest.param(do, id=do.value) for do in FORMS]
MANAGER = replace(IRO, roles=frozenset({"iro_manager"}))


def asked(do: Do) -> Talk:
    """Only just begun: the first thing it needs is asked for."""
    errand = Errand(do, {}, "n1")
    bare = replace(facts(do), child=None, record=None, planned=None, review=None)
    return forms.advance(Talk().run(errand), errand, bare).talk


def confirming(do: Do) -> Talk:
    errand = Errand(do, COMPLETE[do], "n1")
    return forms.advance(Talk().run(errand), errand, facts(do)).talk


@pytest.mark.parametrize("do", EVERY)
class TestEveryErrand:
    def test_asks_for_what_it_needs_first(self, do: Do) -> None:
        talk = asked(do)
        assert expecting(talk) == Expecting(FORMS[do].needed[0], ())

    def test_shows_everything_before_it_names_its_operation(self, do: Do) -> None:
        errand = Errand(do, COMPLETE[do], "n1")
        step = forms.advance(Talk().run(errand), errand, facts(do))
        assert isinstance(step.shows[0], Confirm)
        assert step.operation is None
        running = step.talk.running
        assert running is not None
        confirmed = forms.advance(step.talk, running, facts(do), confirmed=True)
        assert confirmed.operation is not None
        assert confirmed.operation.do is do
        assert COMPLETE[do].items() <= confirmed.operation.slots.items()

    def test_yes_saves_only_what_was_shown(self, do: Do) -> None:
        assert not receive(asked(do), Intent(Do.YES), "t2").confirmed
        assert receive(confirming(do), Intent(Do.YES), "t2").confirmed

    @pytest.mark.parametrize("begun", [asked, confirming])
    def test_cancel_ends_it(self, do: Do, begun: object) -> None:
        talk = asked(do) if begun is asked else confirming(do)
        received = receive(talk, Intent(Do.CANCEL), "t2")
        assert received.talk.running is None
        assert received.shows == (Cancelled(do),)
        assert received.operation is None

    def test_help_leaves_it_where_it_was(self, do: Do) -> None:
        talk = asked(do)
        received = receive(talk, Intent(Do.HELP), "t2")
        assert received.help
        assert received.talk == talk
        assert received.errand == talk.running

    def test_back_asks_for_what_was_given_last(self, do: Do) -> None:
        running = confirming(do).running
        assert running is not None
        received = receive(confirming(do), Intent(Do.BACK), "t2")
        assert received.back
        step = forms.back(confirming(do), running, facts(do))
        assert isinstance(step.shows[0], AskFor)
        assert step.shows[0].slot in FORMS[do].needed

    def test_change_shows_every_field_filled_in(self, do: Do) -> None:
        received = receive(confirming(do), Intent(Do.CHANGE), "t2")
        assert received.changing
        assert received.errand is not None
        step = forms.edit(received.talk, received.errand, facts(do))
        assert step.shows[0].draft.slots.items() >= COMPLETE[do].items()  # type: ignore[union-attr]

    def test_a_message_that_means_nothing_is_asked_again(self, do: Do) -> None:
        received = receive(asked(do), Intent(Do.NONE), "t2")
        assert received.talk == asked(do)
        assert received.shows == (NotUnderstood((), asks_again=True),)
        assert received.errand == asked(do).running

    def test_what_it_needs_cannot_be_skipped(self, do: Do) -> None:
        talk = asked(do)
        running = talk.running
        assert running is not None
        step = forms.skip(talk, running, facts(do, child=None, record=None))
        assert isinstance(step.shows[0], AskFor)
        assert step.shows[0].problem is Problem.NEEDED

    def test_immediate_risk_comes_first_and_saves_nothing(self, do: Do) -> None:
        talk = asked(do)
        danger = Intent(Do.NONE, flags=frozenset({IMMEDIATE_RISK}), said="he is being hurt")
        received = receive(talk, danger, "t2")
        assert received.talk == replace(talk, kept_words="he is being hurt")
        assert received.shows == (ImmediateRisk(None),)
        assert received.errand == talk.running

    def test_words_that_perhaps_tell_of_danger_are_gone_on_with_beneath_whom_to_ring(self, do: Do) -> None:
        perhaps = Intent(
            do, {"child": "D-100001"}, flags=frozenset({PERHAPS_AT_RISK}), said="he is not himself"
        )
        plain = receive(Talk(), replace(perhaps, flags=frozenset()), "t2")
        assert receive(Talk(), perhaps, "t2") == replace(plain, shows=(PerhapsAtRisk(None), *plain.shows))

    def test_immediate_risk_in_an_answer_loses_nothing_that_was_typed(self, do: Do) -> None:
        fields = (name for name in FORMS[do].fields if name not in ("escalation_ref", "child"))
        talk, slot = asked(do), next(fields, "escalation_ref")
        danger = Intent(Do.FILL, {slot: "tonight"}, flags=frozenset({IMMEDIATE_RISK}))
        received = receive(talk, danger, "t2")
        assert received.shows[0] == ImmediateRisk(None)
        assert received.errand is not None
        assert received.errand.slots[slot] == "tonight"
        assert not received.confirmed

    def test_a_childs_name_is_not_taken(self, do: Do) -> None:
        talk = asked(do)
        named = Intent(Do.FILL, {"child": "Somebody"}, flags=frozenset({CHILD_NAME}), said="Somebody")
        received = receive(talk, named, "t2")
        assert received.talk == talk
        assert received.shows == (NameRefused(),)


def test_a_card_of_another_errand_is_out_of_date() -> None:
    talk = confirming(Do.ADD_NARRATIVE)
    assert receive(talk, Intent(Do.YES, nonce="other"), "t2").shows == (StaleCard(),)
    assert receive(talk, Intent(Do.YES, nonce="n1"), "t2").confirmed


def test_a_card_of_an_errand_that_waits_brings_it_forward() -> None:
    first = confirming(Do.ADD_NARRATIVE)
    talk = first.take_up(Errand(Do.RESOLVE, {}, "n2"))
    received = receive(talk, Intent(Do.YES, nonce="n1"), "t2")
    assert received.confirmed
    assert received.talk.running == first.running
    assert [errand.nonce for errand in received.talk.waiting] == ["n2"]


def test_one_errand_for_each_child_and_each_further_errand() -> None:
    further = Intent(Do.ASK_OPEN)
    both = Intent(Do.ADD_NARRATIVE, {"child": ["A", "B"], "text": "x"}, also=(further,))
    found = [(one.do, one.slots.get("child")) for one in errands_of(both)]
    assert found == [(Do.ADD_NARRATIVE, "A"), (Do.ADD_NARRATIVE, "B"), (Do.ASK_OPEN, None)]


def test_a_tick_in_words_is_shown_first_even_as_the_second_errand_and_its_button_acts() -> None:
    tick = Intent(Do.MARK_FILED, {"escalation_ref": "R-2026-0001"})
    typed = Intent(Do.ASK_OPEN, also=(tick,), said="what is open, and R-2026-0001 is on the file now")
    assert [receive(Talk(), one, "t1").confirmed for one in errands_of(typed)] == [False, False]
    assert receive(Talk(), tick, "t1").confirmed


def test_the_same_words_mean_another_thing_from_another_role() -> None:
    note = Intent(Do.ADD_NARRATIVE, {"text": "x"})
    assert said_by(IRO, note).do is Do.ADD_NARRATIVE
    assert said_by(MANAGER, note).do is Do.COMMENT  # type: ignore[arg-type]
    assert said_by(IRO, replace(note, do=Do.COMMENT)).do is Do.ADD_NARRATIVE


def test_a_command_is_not_its_own_outcome() -> None:
    said = Intent(Do.RESOLVE, {"text": "resolve R-1", "escalation_ref": "R-1"}, said="resolve R-1")
    assert slots_of(said) == {"escalation_ref": "R-1"}
    told = replace(said, slots={"text": "plan signed", "escalation_ref": "R-1"})
    assert slots_of(told) == {"escalation_ref": "R-1", "outcome": "plan signed"}


def test_values_that_no_answer_has_are_dropped() -> None:
    wild = {"text": 7, "child": {}, "due_on": ["2026-12-04", 3], "stage": 1.5, "themes": ["a"], "else": None}
    assert well_formed(wild) == {"themes": ["a"], "else": None}


def test_undo_names_the_last_change_and_without_one_says_so() -> None:
    assert receive(Talk(), Intent(Do.UNDO), "t").shows == (NothingToUndo(),)
    received = receive(Talk(last_change={"kind": "entry"}), Intent(Do.UNDO), "t")
    assert received.operation is not None
    assert received.operation.slots == {"change": {"kind": "entry"}}


def test_every_act_can_be_done() -> None:
    assert FORMS.keys() | DONE_AT_ONCE >= ACTS


def test_another_child_lets_go_of_the_record_of_the_first() -> None:
    errand = Errand(Do.RAISE_ESCALATION, {"child": "D-1", "from_record": "R-2026-0001"}, "n1", CONFIRM)
    received = receive(Talk().run(errand), Intent(Do.FILL, {"child": "D-2"}), "t")
    assert received.errand is not None
    assert received.errand.slots == {"child": "D-2"}


def test_no_to_an_earlier_challenge_begins_a_new_record() -> None:
    errand = Errand(Do.RAISE_ESCALATION, {"child": "D-1"}, "n1", "from_record", ("R-2026-0001", "new"))
    received = receive(Talk().run(errand), Intent(Do.NO), "t")
    assert received.errand is not None
    assert received.errand.slots["from_record"] == "new"


def test_a_question_does_not_push_out_the_errand() -> None:
    talk = confirming(Do.RESOLVE)
    received = receive(talk, Intent(Do.ASK_OPEN), "t2")
    assert received.errand is not None
    step = forms.advance(received.talk, received.errand, facts(Do.ASK_OPEN, record=ESCALATION))
    assert step.operation is not None
    assert step.talk.finish() == talk


class TestCourtesy:
    def test_a_greeting_is_met_with_what_i_can_do(self) -> None:
        received = receive(Talk(), Intent(Do.NONE, {"courtesy": "greeting"}, said="hi"), "t")
        assert received.help
        assert received.shows == ()

    def test_thanks_are_met_with_a_word(self) -> None:
        received = receive(Talk(), Intent(Do.NONE, {"courtesy": "thanks"}, said="thanks"), "t")
        assert received.shows == (Welcomed(),)
        assert received.talk == Talk()

    @pytest.mark.parametrize("kind", ["greeting", "thanks"])
    def test_a_running_question_is_asked_again(self, kind: str) -> None:
        talk = asked(Do.RAISE_ESCALATION)
        received = receive(talk, Intent(Do.NONE, {"courtesy": kind}), "t")
        assert received.errand == talk.running
        assert not received.help
