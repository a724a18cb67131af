"""What is asked, and why it is asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.intents import Do
from bot.domain.refusals import (
    AlreadyClosed,
    CannotStep,
    DateNotRead,
    NoSuchRecord,
    NotAllowed,
    NotOnCaseload,
    WhichRecord,
    WhyNoStep,
)
from bot.domain.shows import LONGEST_TEXT, AskFor, Confirm, Problem
from dialogs import forms
from dialogs.forms import Step
from dialogs.talk import Errand, Talk
from tests.dialogs.standing import CHALLENGE, COMPLETE, ESCALATION, facts, planned

TWO_THEMES = ["Drift and Delay", "Safeguarding concerns"]
WRONG = [
    (Do.LOG_POSITIVE_CHALLENGE, {"due_on": "2026-11-19"}, Problem.DATE_PAST),
    (Do.LOG_POSITIVE_CHALLENGE, {"due_on": "soon"}, Problem.DATE_UNREADABLE),
    (Do.LOG_POSITIVE_CHALLENGE, {"due_on": ["2026-12-01", "2026-12-02"]}, Problem.DATE_SEVERAL),
    (Do.LOG_POSITIVE_CHALLENGE, {"due_on": "2035-01-01"}, Problem.DATE_TOO_FAR),
    (Do.LOG_POSITIVE_CHALLENGE, {"unresolved_date": "31/11"}, Problem.DATE_UNREADABLE),
    (Do.LOG_POSITIVE_CHALLENGE, {"happened_on": "2026-11-21"}, Problem.DATE_FUTURE),
    (Do.LOG_POSITIVE_CHALLENGE, {"themes": ["Bananas"]}, Problem.NOT_UNDERSTOOD),
    (Do.LOG_POSITIVE_CHALLENGE, {"themes": TWO_THEMES}, Problem.NOT_UNDERSTOOD),
    (Do.ADD_NARRATIVE, {"text": "x" * (LONGEST_TEXT + 1)}, Problem.TOO_LONG),
    (Do.RESOLVE, {"outcome": "x" * (LONGEST_TEXT + 1)}, Problem.TOO_LONG),
    (Do.RECORD_RESPONSE, {"happened_on": "2026-11-17"}, Problem.DATE_TOO_EARLY),
    (Do.RECORD_REVIEW_HELD, {"happened_on": "2026-11-05"}, Problem.DATE_TOO_EARLY),
    (Do.RECORD_REVIEW_HELD, {"happened_on": "2026-11-21"}, Problem.DATE_FUTURE),
    (Do.RECORD_REVIEW_HELD, {"participation": "PN9"}, Problem.NOT_UNDERSTOOD),
]  # fmt: skip


def advance(do: Do, slots: dict[str, Any], **changes: Any) -> Step:
    errand = Errand(do, {**COMPLETE[do], **slots}, "n1")
    return forms.advance(Talk().run(errand), errand, facts(do, **changes))


@pytest.mark.parametrize(("do", "slots", "problem"), WRONG)
def test_a_wrong_answer_is_asked_for_again_and_the_rest_is_kept(
    do: Do, slots: dict[str, Any], problem: Problem
) -> None:
    step = advance(do, slots)
    show = step.shows[0]
    assert isinstance(show, AskFor)
    assert show.problem is problem
    assert step.operation is None
    kept = {name: value for name, value in COMPLETE[do].items() if name not in slots and name != show.slot}
    assert kept.items() <= show.draft.slots.items()


def test_the_last_days_of_either_side_are_taken() -> None:
    today = {"due_on": "2026-11-20", "happened_on": "2026-11-20"}
    assert isinstance(advance(Do.LOG_POSITIVE_CHALLENGE, today).shows[0], Confirm)
    assert isinstance(advance(Do.RECORD_RESPONSE, {"happened_on": "2026-11-18"}).shows[0], Confirm)
    assert isinstance(advance(Do.ADD_NARRATIVE, {"text": "x" * LONGEST_TEXT}).shows[0], Confirm)


def test_a_reference_that_is_not_ones_own_is_asked_for_with_the_nearest() -> None:
    show = advance(Do.LOG_POSITIVE_CHALLENGE, {"child": "D-100011"}, child=None, nearest=("D-100001",)).shows[
        0
    ]
    assert isinstance(show, AskFor)
    assert (show.slot, show.problem, show.rejected) == ("child", Problem.NOT_ON_CASELOAD, "D-100011")
    assert show.facts.nearest == ("D-100001",)


def test_what_may_be_a_name_is_not_said_back() -> None:
    show = advance(Do.LOG_POSITIVE_CHALLENGE, {"child": "Somebody Else"}, child=None).shows[0]
    assert isinstance(show, AskFor)
    assert show.rejected == ""


@pytest.mark.parametrize(
    "refused",
    [NotAllowed(Do.RESOLVE), AlreadyClosed(ESCALATION), CannotStep(WhyNoStep.NO_FURTHER, "Cafcass", ())],
)
def test_what_cannot_go_on_says_so_and_ends(refused: Any) -> None:
    step = advance(Do.STEP_UP, {}, refused=refused)
    assert step.shows == (refused,)
    assert step.talk.running is None


@pytest.mark.parametrize(
    ("do", "refused", "slot"),
    [
        (Do.ADD_NARRATIVE, NoSuchRecord(), "escalation_ref"),
        (Do.ADD_NARRATIVE, NotOnCaseload("D-9", ()), "escalation_ref"),
        (Do.LOG_POSITIVE_CHALLENGE, NotOnCaseload("D-9", ()), "child"),
        (Do.STEP_UP, CannotStep(WhyNoStep.BEHIND, "Level 1", ("Level 2",)), "stage"),
        (Do.STEP_UP, CannotStep(WhyNoStep.NO_SUCH, "9", ()), "stage"),
    ],
)
def test_what_one_other_answer_would_mend_is_asked_for(do: Do, refused: Any, slot: str) -> None:
    show = advance(do, {}, refused=refused).shows[0]
    assert isinstance(show, AskFor)
    assert show.slot == slot


def test_a_bypass_needs_its_reason_and_cafcass_none() -> None:
    past_one = advance(Do.STEP_UP, {"stage": 3}, planned=planned(ESCALATION, 3)).shows[0]
    assert isinstance(past_one, AskFor)
    assert past_one.slot == "reason"
    assert isinstance(advance(Do.STEP_UP, {"stage": 2}, planned=planned(ESCALATION, 2)).shows[0], Confirm)
    assert isinstance(advance(Do.STEP_UP, {}, planned=planned(ESCALATION, "cafcass")).shows[0], Confirm)


def test_an_escalation_asks_whether_it_comes_out_of_a_challenge() -> None:
    show = advance(Do.RAISE_ESCALATION, {}, records=(CHALLENGE,)).shows[0]
    assert isinstance(show, AskFor)
    assert show.slot == "from_record"
    new = advance(Do.RAISE_ESCALATION, {"from_record": "no, it is new"}, records=(CHALLENGE,)).shows[0]
    assert isinstance(new, Confirm)
    assert new.draft.slots["from_record"] == "new"


def test_an_escalation_takes_the_themes_of_its_challenge() -> None:
    errand = Errand(Do.RAISE_ESCALATION, {"from_record": "R-1", "text": "still"}, "n1")
    known = facts(Do.RAISE_ESCALATION, records=(CHALLENGE,), record=CHALLENGE)
    show = forms.advance(Talk().run(errand), errand, known).shows[0]
    assert isinstance(show, Confirm)
    assert show.draft.slots["themes"] == ["Drift and Delay"]
    assert show.draft.slots["from_record"] == "R-2026-0001"
    assert show.draft.slots["child"] == "D-100001"


def test_no_theme_is_asked_for_where_the_authority_has_none() -> None:
    bare = replace(facts(Do.LOG_POSITIVE_CHALLENGE).policy, themes=())
    slots = {name: value for name, value in COMPLETE[Do.LOG_POSITIVE_CHALLENGE].items() if name != "themes"}
    errand = Errand(Do.LOG_POSITIVE_CHALLENGE, slots, "n1")
    step = forms.advance(Talk().run(errand), errand, facts(Do.LOG_POSITIVE_CHALLENGE, policy=bare))
    assert isinstance(step.shows[0], Confirm)


def test_a_review_without_a_day_was_held_today() -> None:
    show = advance(Do.RECORD_REVIEW_HELD, {}).shows[0]
    assert isinstance(show, Confirm)
    assert date.fromisoformat(show.draft.slots["happened_on"]) == date(2026, 11, 20)


@pytest.mark.parametrize("do", [Do.ASK_DEADLINES, Do.ASK_OPEN])
def test_a_question_about_a_day_that_does_not_exist_ends_with_that(do: Do) -> None:
    errand = Errand(do, {"unresolved_date": "31/11"}, "n1")
    step = forms.advance(Talk().take_up(errand), errand, facts(do, record=None))
    assert step == Step(Talk(), (DateNotRead("31/11"),))


def test_a_record_is_shown_whatever_day_was_named_beside_it() -> None:
    errand = Errand(Do.SHOW_RECORD, {"escalation_ref": "R-1", "unresolved_date": "31/11"}, "n1")
    step = forms.advance(Talk().take_up(errand), errand, facts(Do.SHOW_RECORD))
    assert step.operation is not None


def test_several_records_that_fit_are_offered() -> None:
    errand = Errand(Do.SHOW_RECORD, {}, "n1")
    two = (ESCALATION, CHALLENGE)
    step = forms.advance(Talk().take_up(errand), errand, facts(Do.SHOW_RECORD, record=None, records=two))
    assert step.shows == (WhichRecord(Do.SHOW_RECORD, two),)
    assert step.talk.running is not None
    assert step.talk.running.asked == "escalation_ref"
