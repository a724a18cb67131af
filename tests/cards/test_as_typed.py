"""What a person typed is shown as typed, and nothing of it works as markup, on any card."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.draw import draw
from bot.cards.file_text import file_text
from bot.cards.kit import escaped, visible
from bot.domain import notices, results, shows
from bot.domain.concerns import Concern
from tests.cards import cast, drafts
from tests.cards.house_rules import every

HOSTILE = (
    "**bold** _it_ [x](https://example.org) `code` <b>html</b> ~~no~~ | a &amp; b {{DATE(2026-11-20)}}\n"
    "1. one\n- two\n# three\n> four\r\nfive\x00\x1b[31m\u202eesrever\ud800 \U0001f600"
)
MARKUP = st.text(alphabet="*_[]()`<>~|&#;.-+=\\1a \n", max_size=60)
ANYTHING = st.text(max_size=200) | MARKUP


@given(ANYTHING)
def test_escaped_words_read_back_as_they_were(text: str) -> None:
    """By a reader of its own: a backslash before a mark is dropped, no mark without one is left."""
    shown, read, at = escaped(text), "", 0
    while at < len(shown):
        if shown[at] == "\\":
            at += 1
        elif shown[at] in "*_[]<>~|`":
            raise AssertionError(shown)
        read, at = read + shown[at], at + 1
    assert read == " ".join(visible(text).split())
    assert not re.match(r"\s*([#+\-=>]|\d+[.)])", shown)
    assert not re.search(r"(?<!\\)&#?\w+;", shown)


@given(ANYTHING)
def test_only_what_cannot_be_seen_is_left_out(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert all(mark == "\n" or mark.isprintable() or ord(mark) > 0x9F for mark in shown)
    letters = [mark for mark in text if mark.isalnum()]
    assert [mark for mark in shown if mark.isalnum()] == letters


def hostile(concern: Concern) -> Concern:
    entries = tuple(replace(entry, text=HOSTILE) for entry in concern.entries)
    return replace(concern, raised_with=HOSTILE, outcome=HOSTILE, impact=HOSTILE, entries=entries)


def typed_everywhere() -> dict[str, object]:
    rules = cast.policy()
    stood = hostile(cast.escalation(rules))
    may = {"may_write": True, "may_comment": False, "may_respond": True, "may_raise_asked": False}
    sure = drafts.confirms(rules)
    said = {"text": HOSTILE, "reason": HOSTILE, "outcome": HOSTILE, "impact": HOSTILE, "to_role": HOSTILE}
    filled = {name: replace(it.draft, slots={**it.draft.slots, **said}) for name, it in sure.items()}
    asked = drafts.asks(rules)["log_past"]
    return {
        "record": results.RecordShown(stood, **may),  # type: ignore[arg-type]
        "closed": results.Closed(hostile(cast.resolved(rules)), results.Change("closed")),
        "addressed": notices.StepAddressed(stood, stood.steps[0], stood.entries),
        "wanted": notices.StepWanted(stood, replace(stood.steps[0], reason=HOSTILE)),
        "answered": notices.Answered(stood, stood.entries[0]),
        "rejected": replace(asked, rejected=HOSTILE),
        **{name: replace(it, draft=filled[name]) for name, it in sure.items() if "review" not in name},
        "edit": replace(drafts.edits(rules)["log"], draft=filled["log"]),
    }


@pytest.mark.parametrize("name", typed_everywhere())
def test_what_was_typed_is_never_markdown(name: str) -> None:
    (one,) = draw(typed_everywhere()[name], cast.scene())  # type: ignore[arg-type]
    typed = [part.get("text") or part.get("value") for part in every(one.card) if part["type"] in AS_IT_IS]
    assert any("**bold** _it_ [x]" in str(text) for text in typed)
    marked_up = [part["text"] for part in every(one.card, "TextBlock")]
    marked_up += [fact["value"] for facts in every(one.card, "FactSet") for fact in facts["facts"]]
    assert not [text for text in marked_up if "bold" in text]


AS_IT_IS = ("TextRun", "Input.Text")


def test_lines_stay_lines_and_control_characters_go() -> None:
    shown = visible(HOSTILE)
    assert shown.splitlines()[1:] == ["1. one", "- two", "# three", "> four", "five[31mesrever \U0001f600"]
    assert "{{" not in shown


def test_the_text_for_the_file_is_as_typed_too() -> None:
    text = file_text(hostile(cast.escalation(cast.policy())), cast.policy())
    assert text.count("**bold** _it_ [x](https://example.org) `code` <b>html</b>") == 7
    assert "\x00" not in text


def test_what_was_taken_back_is_on_no_card_and_not_in_the_text() -> None:
    rules = cast.policy()
    stood = cast.escalation(rules)
    struck = replace(stood, entries=tuple(replace(entry, undone=True) for entry in stood.entries))
    (one,) = draw(results.RecordShown(struck, True, False, True, False), cast.scene())
    words = [part["text"] for part in every(one.card, "Text")]
    assert not [text for text in words if cast.SECRET_WORDS in text]
    assert any("taken back" in text for text in words)
    assert cast.SECRET_WORDS not in file_text(struck, rules)


def test_a_card_that_was_not_understood_shows_nothing_back() -> None:
    it = shows.NotUnderstood((), asks_again=True)
    assert draw(it, cast.scene())[0].summary == "I did not follow that"
