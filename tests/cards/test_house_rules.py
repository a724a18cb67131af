"""Every card, of every authority: the schema, the house rules, what a notification may show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import get_args

import pytest

from bot.cards.confirm import _BODIES
from bot.cards.draw import _DRAWN, _SENTENCES, draw
from bot.cards.errands import question
from bot.cards.kit import Drawn
from bot.cards.problems import problem_text
from bot.domain import notices, results, shows
from bot.domain.intents import Do
from bot.domain.policy_file import AUTHORITIES
from bot.recognise.presses import read_press
from dialogs.errands import FORMS
from tests.cards import cast, drafts, samples
from tests.cards.house_rules import SLOTS, every, faults_of, schema_faults, words_of

POLICIES = [(authority, demo) for authority in AUTHORITIES for demo in (True, False)]
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def all_drawn(authority: str, demo: bool = True) -> Iterator[tuple[str, Drawn]]:
    for name, (thing, scene) in samples.everything(authority, demo).items():
        for one in draw(thing, scene):
            yield name, one


@pytest.mark.parametrize(("authority", "demo"), POLICIES)
def test_every_card_keeps_the_house_rules(authority: str, demo: bool) -> None:
    faults = {name: found for name, one in all_drawn(authority, demo) if (found := faults_of(one))}
    assert faults == {}


@pytest.mark.parametrize("kind", ["a", "c", "e", "m", "n", "r", "s"])
def test_every_card_keeps_the_schema(kind: str) -> None:
    """By first letters of the samples' names, so that several processors share the work."""
    drawn = [one for name, one in all_drawn("rotherham") if name.startswith(kind)]
    assert drawn
    assert [found for one in drawn if one.card for found in schema_faults(one.card)] == []


def test_everything_can_be_drawn() -> None:
    kinds = {kind for union in (results.Result, shows.Show, notices.Notice) for kind in get_args(union)}
    assert kinds == _DRAWN.keys() | _SENTENCES.keys()


def test_everything_is_among_the_samples() -> None:
    drawn = {type(thing) for thing, _ in samples.everything().values()}
    assert drawn == _DRAWN.keys() | _SENTENCES.keys()


@pytest.mark.parametrize("problem", shows.Problem)
def test_every_problem_is_put_into_words(problem: shows.Problem) -> None:
    asked = drafts.asks(cast.policy())["response"]
    said = problem_text(shows.AskFor(asked.draft, asked.facts, "text", ("text",), problem), cast.scene())
    assert said.endswith((".", "?"))


@pytest.mark.parametrize(("authority", "demo"), POLICIES)
def test_a_notification_tells_nothing_of_a_child(authority: str, demo: bool) -> None:
    themes = cast.policy(authority, demo).themes
    told = re.compile("|".join(map(re.escape, (cast.SECRET_WORDS, "Jo Mockup", *themes))) + r"|D-\d+")
    telling = {name: one for name, one in all_drawn(authority, demo) if told.search(one.summary + one.text)}
    assert telling == {}


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_every_button_is_understood(authority: str) -> None:
    rules = cast.policy(authority)
    for name, one in all_drawn(authority):
        for action in every(one.card, "Action."):
            data = action.get("data")
            assert data is None or read_press(data, NOW, rules) is not None, (name, action)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_a_form_sent_back_untouched_says_what_it_was_filled_with(authority: str) -> None:
    rules = cast.policy(authority)
    for form in drafts.edits(rules).values():
        (one,) = draw(form, cast.scene(authority=authority))
        filled = {field["id"]: field["value"] for field in every(one.card, "Input.") if "value" in field}
        intent = read_press({"do": "fill", "nonce": cast.NONCE, **filled}, NOW, rules)
        assert intent is not None
        given = form.draft.slots
        kept = {slot: given[slot] for slot in form.fields if given.get(slot) not in (None, "next")}
        assert {slot: intent.slots.get(slot) for slot in kept} == kept


@pytest.mark.parametrize(
    ("authority", "never"),
    [
        ("lincolnshire", ("stage", "flagged", "resolution")),
        ("leicester", ("stage", "flagged", "positive challenge", "resolution")),
        ("rotherham", ("level", "positive challenge", "resolution")),
        ("durham", ("stage", "escalat", "flagged", "positive challenge")),
        ("buckinghamshire", ("level", "escalat", "flagged", "positive challenge")),
    ],
)
def test_only_the_authoritys_own_words_are_used(authority: str, never: tuple[str, ...]) -> None:
    own = re.compile("|".join(re.escape(name) for name in _names(authority)))
    strange = re.compile("|".join(never), re.IGNORECASE)
    for name, one in all_drawn(authority):
        for words in (*words_of(one.card), one.summary, one.text):
            assert not strange.search(own.sub("", words)), (name, words)


def _names(authority: str) -> list[str]:
    """What stands in the policy as it is: names of stages and meetings."""
    rules = cast.policy(authority)
    return [name for stage in rules.ladder for name in (stage.name, stage.meeting) if name] + [
        "Resolution Meeting"
    ]


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_it_is_written_plainly(authority: str) -> None:
    for name, one in all_drawn(authority):
        said = (*words_of(one.card), one.summary, one.text)
        filled = [field.get("value") for field in every(one.card, "Input.")]
        ours = [text for text in said if cast.SECRET_WORDS not in text and text not in filled]
        assert not [text for text in ours if re.search(r"!|\bNone\b|\{|\}|  |\d{4}-\d\d-\d\d", text)], name


@pytest.mark.parametrize(
    "name", ["answer_list_asked", "notice_weekly", "answer_record_overdue", "answer_reviews"]
)
def test_what_is_late_is_said_and_not_only_coloured(name: str) -> None:
    thing, scene = samples.everything()[name]
    (one,) = draw(thing, scene)
    late = [part["text"] for part in every(one.card, "Text") if part.get("color") == "Attention"]
    assert late
    assert all("overdue" in text.lower() for text in late)


def test_saving_changing_and_cancelling_carry_the_errands_nonce() -> None:
    (one,) = draw(drafts.confirms(cast.policy())["raise"], cast.scene())
    pressed = {one["title"]: one["data"] for one in every(one.card, "Action.Execute")}
    assert pressed == {
        "Save": {"do": "yes", "nonce": cast.NONCE},
        "Change": {"do": "change", "nonce": cast.NONCE},
        "Cancel": {"do": "cancel", "nonce": cast.NONCE},
    }


def test_a_name_in_place_of_a_reference_is_not_shown_back() -> None:
    asked = drafts.asks(cast.policy())["log_nearest"]
    for wrote, shown_back in (("Jayden", False), ("D-10042", True)):
        it = shows.AskFor(asked.draft, asked.facts, "child", ("child",), shows.Problem.NOT_ON_CASELOAD, wrote)
        (one,) = draw(it, cast.scene())
        assert (wrote in words_of(one.card)) is shown_back


def test_the_row_pressed_answers_which_record() -> None:
    (one,) = draw(samples.refused(cast.policy())["which_record"], cast.scene())
    pressed = [
        part["selectAction"]["data"] for part in every(one.card, "Container") if "selectAction" in part
    ]
    assert [data["do"] for data in pressed] == [Do.FILL] * 3


def test_every_slot_of_every_form_has_its_question_and_every_form_its_confirmation() -> None:
    rules = cast.policy()
    about = drafts.facts(rules, record=cast.escalation(rules))
    assert FORMS.keys() == _BODIES.keys()
    for do, form in FORMS.items():
        asked = [question(drafts.draft(do), about, slot, cast.scene()) for slot in form.fields]
        assert all(said.endswith(("?", ".", "comment")) for said in asked), asked
    assert {slot for form in FORMS.values() for slot in form.fields} | {
        "days",
        "from_on",
        "to_on",
        "format",
        "suppress_below",
        "hour",
        "how",
        "whom",
        "review_id",
        "activity_id",
        "kept",
        "same_again",
    } == SLOTS
