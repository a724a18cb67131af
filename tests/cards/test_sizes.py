"""The worst that can stand in a record still makes a card that Teams takes, and says where the rest is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cards.copying import A_PART, in_parts
from bot.cards.draw import draw
from bot.cards.file_text import file_text
from bot.cards.kit import LARGEST, size
from bot.domain import notices, refusals, results, shows
from bot.domain.concerns import Concern, EntryKind
from bot.domain.intents import Do
from bot.domain.shows import LONGEST_TEXT
from tests.cards import cast, drafts
from tests.cards.house_rules import every, faults_of, size_in_bytes, words_of

LONG = {
    "letters": "a" * LONGEST_TEXT,
    "words": "word " * (LONGEST_TEXT // 5),
    "lines": "line\n" * (LONGEST_TEXT // 5),
    "tabs": "a\t" * (LONGEST_TEXT // 2),
    "quotes": '"' * LONGEST_TEXT,
    "backslashes": "\\" * LONGEST_TEXT,
    "emoji": "\U0001f600" * LONGEST_TEXT,
    "marks": "*_[" * (LONGEST_TEXT // 3),
}


def full(text: str, number: int = 20) -> Concern:
    rules = cast.policy()
    entries = tuple(cast.entry(place, EntryKind.NOTE, text) for place in range(1, number + 1))
    return replace(cast.escalation(rules), entries=entries, last_position=number)


def shown_in_full(concern: Concern) -> results.RecordShown:
    return results.RecordShown(concern, True, False, True, False, ("Stage 2",))


@pytest.mark.parametrize("kind", LONG)
def test_a_record_of_twenty_long_entries(kind: str) -> None:
    (one,) = draw(shown_in_full(full(LONG[kind])), cast.scene())
    assert faults_of(one) == []
    words = words_of(one.card)
    assert words.count("Note") >= 1
    assert any(
        re.fullmatch(r"\d+ earlier entries do not fit here. “Text for Liquid Logic” .*", text)
        for text in words
    )


def test_the_newest_entry_is_the_one_in_full() -> None:
    concern = full(LONG["words"])
    newest = replace(concern.entries[-1], text="the newest " * 700)
    concern = replace(concern, entries=(*concern.entries[:-1], newest))
    (one,) = draw(shown_in_full(concern), cast.scene())
    assert newest.text in [part["text"] for part in every(one.card, "TextRun")]


@pytest.mark.parametrize("kind", LONG)
def test_the_end_of_a_record_with_everything_long(kind: str) -> None:
    text = LONG[kind]
    concern = replace(full(text), outcome=text, impact=text, raised_with=text[:200])
    drawn = [
        *draw(shown_in_full(concern), cast.scene()),
        *draw(results.Closed(concern, results.Change("closed")), cast.scene()),
        *draw(
            notices.StepAddressed(concern, concern.steps[0], concern.entries),
            cast.scene(cast.RESPONDER),
        ),
        *draw(notices.Answered(concern, concern.entries[-1]), cast.scene()),
    ]
    assert [found for one in drawn for found in faults_of(one)] == []


@pytest.mark.parametrize("kind", LONG)
def test_a_draft_with_everything_long(kind: str) -> None:
    rules, text = cast.policy(), LONG[kind]
    said = {"text": text, "reason": text, "outcome": text, "impact": text}
    things: list[shows.Show] = []
    for it in drafts.confirms(rules).values():
        long = {slot: said[slot] for slot in said if slot in it.draft.slots}
        draft = replace(it.draft, slots={**it.draft.slots, **long})
        fields = tuple(slot for slot in draft.slots if slot != "escalation_ref")
        things += [shows.Confirm(draft, it.facts), shows.Edit(draft, it.facts, fields)]
        things.append(shows.AskFor(draft, it.facts, "text", fields, shows.Problem.TOO_LONG, text))
    drawn = [one for thing in things for one in draw(thing, cast.scene())]
    assert [found for one in drawn for found in faults_of(one)] == []


@pytest.mark.parametrize("number", [11, 60, 400])
def test_long_lists(number: int) -> None:
    rules = cast.policy()
    concerns = cast.many(rules, number)
    late = cast.review(due_on=cast.TODAY - timedelta(days=3))
    drawn = [
        *draw(results.RecordList(results.Slice.OPEN, concerns, "mine"), cast.scene()),
        *draw(results.RecordList(results.Slice.OPEN, concerns, "team"), cast.scene(cast.MANAGER)),
        *draw(
            results.RecordList(results.Slice.NOT_FILED, concerns, "mine", reviews=(late,) * number),
            cast.scene(),
        ),
        *draw(refusals.WhichRecord(Do.SHOW_RECORD, concerns), cast.scene()),
        *draw(notices.Weekly(notices.WeeklyList(concerns, number, number, number)), cast.scene()),
        *draw(
            results.ReviewsDue((results.ReviewDue(late, -3),) * number, None, None, None, "mine", number),
            cast.scene(),
        ),
    ]
    assert [found for one in drawn for found in faults_of(one)] == []
    assert all(any(text.startswith("And ") for text in words_of(one.card)) for one in drawn)


def test_a_list_shows_ten_and_folds_the_rest_away() -> None:
    concerns = cast.many(cast.policy(), 24)
    (one,) = draw(results.RecordList(results.Slice.OPEN, concerns, "mine"), cast.scene())
    titles = [action.get("title") for action in every(one.card, "Action.")]
    assert titles.count("Open") == 10
    assert "And 14 more" in titles
    pressed = [
        part["selectAction"]["data"]["slots"]
        for part in every(one.card, "Container")
        if "selectAction" in part
    ]
    assert pressed == [{"escalation_ref": concern.ref} for concern in concerns]


def test_a_long_history() -> None:
    lines = tuple(results.HistoryLine("2026-11-10T09:14", "Sam Example", "note", {}) for _ in range(2000))
    (one,) = draw(results.HistoryShown(full("x"), lines), cast.scene())
    assert faults_of(one) == []
    assert any("earlier lines" in text for text in words_of(one.card))


@pytest.mark.parametrize("kind", LONG)
def test_the_whole_text_arrives_in_parts(kind: str) -> None:
    concern = full(LONG[kind])
    drawn = draw(results.FileText(concern), cast.scene())
    assert [found for one in drawn for found in faults_of(one)] == []
    assert all(size_in_bytes(one.card) <= LARGEST for one in drawn)
    parts = [part["value"] for one in drawn for part in every(one.card, "Input.Text")]
    assert "".join(parts).replace("\n", "") == file_text(concern, cast.policy()).replace("\n", "")
    entered = [
        one for one in drawn if any(a.get("title") == "Entered on file" for a in every(one.card, "Action."))
    ]
    assert entered == drawn[-1:]


def test_parts_are_cut_between_lines() -> None:
    text = "\n".join(f"line {number}" for number in range(10_000))
    parts = in_parts(text, A_PART)
    assert "\n".join(parts) == text
    assert all(size(part) <= A_PART for part in parts)
