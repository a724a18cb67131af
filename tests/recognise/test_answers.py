"""What a bare message means when the dialog has just asked for something."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.intents import Do
from bot.recognise.understood import understood
from tests.recognise.said import said

ASKED = ("child", "themes", "to_role", "due_on", "text", "participation", "stage", "confirm")
THEMES = ("Missing or late documents", "Practice Issues (Multiple issues)", "Drift and Delay")


@pytest.mark.parametrize(
    ("asked", "text", "slots"),
    [
        ("child", "M1234567", {"child": "M1234567"}),
        ("child", "it's m 1234567 please", {"child": "M1234567"}),
        ("child", "M123456", {"unread_reference": "M123456"}),
        ("child", "JB", {"child_initials": "JB"}),
        ("themes", "drift", {"themes": ["Drift and Delay"]}),
        ("themes", "late docs", {"themes": ["Missing or late documents"]}),
        ("to_role", "Priya", {"to_role": "Priya", "to_said": "Priya"}),
        ("to_role", "the TM", {"to_role": "team manager", "to_said": "the TM"}),
        ("to_role", "HoS", {"to_role": "head of service", "to_said": "HoS"}),
        ("participation", "1", {"participation": "PN1"}),
        ("participation", "pn 6", {"participation": "PN6"}),
        ("participation", "spoke for herself", {"participation": "PN1"}),
        ("participation", "didn't come, advocate shared views", {"participation": "PN5"}),
        ("due_on", "end of term", {"unresolved_date": "end of term"}),
        ("escalation_ref", "r113", {"escalation_ref": "R-0113"}),
        ("outcome", "Plan updated; escalate if it slips", {"outcome": "Plan updated; escalate if it slips"}),
        ("text", "close to being resolved, she said no", {"text": "close to being resolved, she said no"}),
    ],
)
def test_a_bare_answer(asked: str, text: str, slots: dict[str, Any]) -> None:
    intent = said(text, asked=asked)
    assert intent.do is Do.FILL
    assert intent.slots == slots


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("4 December 2199", "2199-12-04"),
        ("13/11", "2026-11-13"),
        ("13 Nov", "2026-11-13"),
        ("13/11/2027", "2027-11-13"),
        ("1/2", "2027-02-01"),
        ("18 May", "2027-05-18"),
        ("end of October", "2026-10-31"),
        ("Good Friday", "2027-03-26"),
    ],
)
def test_a_due_day_is_the_coming_one_unless_that_is_far(text: str, on: str) -> None:
    assert said(text, asked="due_on").slots["due_on"] == on


@pytest.mark.parametrize("asked", ["due_on", "happened_on"])
@pytest.mark.parametrize(
    ("text", "do"),
    [
        ("which reviews are overdue?", Do.ASK_DEADLINES), ("R-2026-0009", Do.SHOW_RECORD),
        ("escalate M1234567", Do.RAISE_ESCALATION), ("show R-2026-0009", Do.SHOW_RECORD),
        ("close R-2026-0009", Do.RESOLVE), ("what's open", Do.ASK_OPEN),
        ("when is the next review of M1234567?", Do.ASK_DEADLINES),
    ],
)  # fmt: skip
def test_what_names_no_day_is_read_for_itself(asked: str, text: str, do: Do) -> None:
    assert said(text, asked=asked).do is do


@pytest.mark.parametrize("text", ["when the plan is done", "next review", "after the review", "soon"])
def test_no_date_and_no_errand_is_asked_about(text: str) -> None:
    assert said(text, asked="due_on").slots == {"unresolved_date": text}


@pytest.mark.parametrize("asked", [None, "child", "due_on", "to_role", "text"])
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hi", "greeting"), ("Hello!", "greeting"), ("good morning", "greeting"), ("hey there", "greeting"),
        ("thanks", "thanks"), ("Thank you", "thanks"), ("thx so much!", "thanks"), ("cheers", "thanks"),
    ],
)  # fmt: skip
def test_courtesy(asked: str | None, text: str, kind: str) -> None:
    intent = said(text, asked=asked)
    assert (intent.do, intent.slots) == (Do.NONE, {"courtesy": kind})
    assert understood(intent)["slots"] == {}


@pytest.mark.parametrize("text", ["yes thanks", "ok thanks"])
def test_thanks_with_a_yes_is_a_yes(text: str) -> None:
    assert said(text, asked="confirm").do is Do.YES


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("2", THEMES[1:2]), ("the second", THEMES[1:2]), ("second one please", THEMES[1:2]),
        ("last", THEMES[2:]),
        ("1 and 3", (THEMES[0], THEMES[2])), ("both", THEMES), ("drift and delay", THEMES[2:]),
    ],
)  # fmt: skip
def test_a_choice_by_its_place(text: str, chosen: tuple[str, ...]) -> None:
    assert said(text, asked="themes", choices=THEMES).slots["themes"] == list(chosen)


@pytest.mark.parametrize(
    ("text", "stage"),
    [("2", 2), ("stage three", 3), ("head of service", 3), ("cafcass", 5), ("next", "next")],
)
def test_a_stage_by_number_or_by_role(text: str, stage: int | str) -> None:
    assert said(text, asked="stage", authority="rotherham").slots["stage"] == stage


def test_two_answers_at_once() -> None:
    slots = said("team manager, by Friday", asked="to_role").slots
    assert slots["to_role"] == "team manager"
    assert slots["due_on"] == "2026-11-27"


@pytest.mark.parametrize(
    "text", ["yes", "y", "ok", "save", "Yep that's fine", "👍", "looks good", "yes please"]
)
def test_yes(text: str) -> None:
    assert said(text, asked="confirm").do is Do.YES


@pytest.mark.parametrize("text", ["no", "change", "that's wrong", "edit"])
def test_not_like_that(text: str) -> None:
    assert said(text, asked="confirm").do is Do.CHANGE


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("no sorry, M7654322", {"child": "M7654322"}),
        ("make it the 30th", {"due_on": "2026-11-30"}),
        ("yes but make it the 30th", {"due_on": "2026-11-30"}),
        ("change theme to drift", {"themes": ["Drift and Delay"]}),
        ("change the theme to safeguarding", {"themes": ["Safeguarding concerns"]}),
        ("actually it was on Monday", {"happened_on": "2026-11-16"}),
        ("8 dec", {"due_on": "2026-12-08"}),
        ("should be PN5", {"participation": "PN5"}),
        ("make it 31/11", {"unresolved_date": "31/11"}),
    ],
)
def test_corrections_of_what_stands(text: str, slots: dict[str, Any]) -> None:
    intent = said(text, asked="confirm")
    assert intent.do is Do.FILL
    assert intent.slots == slots


@pytest.mark.parametrize(
    "asked", ["themes", "to_role", "due_on", "text", "participation", "stage", "confirm"]
)
def test_a_correction_works_whatever_was_asked(asked: str) -> None:
    intent = said("no sorry, M7654322", asked=asked)
    assert intent.do is Do.FILL
    assert intent.slots["child"] == "M7654322"


@pytest.mark.parametrize(
    "asked", ["child", "themes", "to_role", "due_on", "text", "participation", "stage", "confirm"]
)
@pytest.mark.parametrize(
    ("text", "do"),
    [
        ("cancel", Do.CANCEL), ("forget it", Do.CANCEL), ("never mind", Do.CANCEL),
        ("start again", Do.START_AGAIN), ("start over", Do.START_AGAIN),
        ("help", Do.HELP), ("back", Do.BACK), ("skip", Do.SKIP), ("undo", Do.UNDO),
    ],
)  # fmt: skip
def test_steering_works_whatever_was_asked(asked: str, text: str, do: Do) -> None:
    assert said(text, asked=asked).do is do


@pytest.mark.parametrize("asked", ["child", "themes", "due_on", "text", "confirm"])
def test_a_question_in_the_middle_is_a_question(asked: str) -> None:
    assert said("what's open", asked=asked).do is Do.ASK_OPEN


def test_words_to_be_recorded_are_not_taken_for_an_errand() -> None:
    text = "We should escalate R-2026-0113 and close M1234567 by Friday"
    assert said(text, asked="text").slots == {"text": text}


def test_a_child_in_danger_is_heard_in_the_middle() -> None:
    assert "immediate_risk" in said("he is not safe there tonight", asked="due_on").flags
    assert "immediate_risk" in said("he is not safe there tonight", asked="text").flags


def test_control_words_only_when_they_are_the_whole_message() -> None:
    assert said("undo").do is Do.UNDO
    assert said("help M1234567 needs a new plan, positive challenge").do is Do.LOG_POSITIVE_CHALLENGE
    assert said("actually dont raise that").do is Do.CANCEL


def test_the_same_again_for_another_child() -> None:
    assert said("same again for M2223334").slots == {"child": "M2223334", "same_again": True}
