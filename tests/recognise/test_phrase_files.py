"""The phrase files: whoever edits one sees here at once what is wrong with it."""

from __future__ import annotations

import pytest

from bot.domain.intents import ACTS, Do
from bot.recognise.acts import under
from bot.recognise.learn import digest, examples, learned_of, lessons
from bot.recognise.marks import find_roles
from bot.recognise.phrase_files import FOLDER, names_in, read_phrases, wordlist
from bot.recognise.score import all_cues
from bot.recognise.templates import UnreadablePhrase, template
from bot.recognise.themes import _plain
from bot.recognise.words import mend, read_words
from tests.recognise.said import AUTHORITIES, policy


def test_every_phrase_can_be_read() -> None:
    assert len(all_cues()) > 500


def test_every_phrase_needs_a_word() -> None:
    """One that needs none is tried on every message: it would cost time, and match too much."""
    assert [cue.phrase for cue, one in all_cues() if not one.demands] == []


@pytest.mark.parametrize("phrase", ["log (a|b", "log a)", "log [a"])
def test_a_bracket_too_few_or_too_many_is_told(phrase: str) -> None:
    with pytest.raises(UnreadablePhrase):
        template(phrase)


def test_every_file_of_phrases_is_an_errand() -> None:
    assert {name.removeprefix("intents/") for name in names_in("intents")} <= {do.value for do in Do}


def test_every_act_says_what_it_stands_under() -> None:
    acts = [Do(name.removeprefix("acts/")) for name in names_in("acts")]
    assert acts
    assert set(acts) <= ACTS
    assert all(under(act) and not under(act) & ACTS for act in acts)


def test_what_was_learned_is_of_these_examples() -> None:
    """Stale? Run: python -m bot.recognise.learn"""
    assert [name for name, pairs in lessons().items() if learned_of(name) != digest(pairs)] == []


def test_no_example_stands_under_two_errands() -> None:
    seen: dict[tuple[str, str | None, str], str] = {}
    for example in examples():
        key = (example.text, example.authority, example.role)
        assert seen.setdefault(key, example.do) == example.do, example.text


@pytest.mark.parametrize("authority", [name for name in AUTHORITIES if policy(name).themes])
def test_every_heading_of_the_themes_is_a_theme_of_the_policy(authority: str) -> None:
    themes = {_plain(theme) for theme in policy(authority).themes}
    assert {_plain(heading) for heading in read_phrases("themes")[authority]} <= themes


def test_roles_are_found_by_every_name() -> None:
    for role, names in read_phrases("roles").items():
        for name in names:
            found = find_roles(read_words(f"spoke to {name} today"))
            assert role in [mark.value for mark in found], name


@pytest.mark.parametrize("word", wordlist().mended_to)
def test_key_words_are_left_alone(word: str) -> None:
    assert mend(word) == word


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("escaltion", "escalation"), ("chalenge", "challenge"), ("reveiw", "review"), ("wednseday", "wednesday"),
     ("draft", "draft"), ("placed", "placed"), ("stated", "stated"), ("report", "report")],
)  # fmt: skip
def test_misspelt_words(typed: str, meant: str) -> None:
    assert mend(typed) == meant


def test_the_files_name_no_child() -> None:
    for path in FOLDER.rglob("*.toml"):
        assert "M1234567" not in path.read_text(encoding="utf-8")
