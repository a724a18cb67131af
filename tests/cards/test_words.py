from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.cards import words
from bot.cards.draw import draw
from bot.cards.entries import entry_title
from bot.cards.example import example_reference
from bot.cards.file_text import file_text, text_to_send
from bot.cards.problems import problem_text
from bot.domain.concerns import EntryKind
from bot.domain.intents import Do
from bot.domain.refusals import NotAllowed
from bot.domain.timetable import Rule, deadline
from tests.cards import cast, drafts, samples
from tests.cards.house_rules import every, words_of

TODAY = cast.TODAY


def test_how_a_date_was_reached() -> None:
    first = deadline(Rule.FIRST, date(2026, 12, 14), cast.calendar())
    later = deadline(Rule.LATER, TODAY, cast.calendar())
    second = deadline(Rule.SECOND, date(2026, 12, 14), cast.calendar())
    assert words.deadline_working(first) == "20 working days from Mon 14 Dec 2026: Thu 14 Jan 2027"
    assert words.deadline_working(later) == (
        "Not more than 6 months from Fri 20 Nov 2026: Thu 20 May 2027; last working day Thu 20 May"
    )
    assert words.deadline_working(second).endswith("Sun 14 Mar 2027; last working day Fri 12 Mar")


def test_when_a_response_is_due() -> None:
    rules = cast.policy("durham")
    step = cast.planned(rules)
    assert words.response_working(step) == "5 working days from Fri 20 Nov 2026: Fri 27 Nov 2026"
    assert (
        words.response_working(replace(step, waits_for="manager"))
        == "5 working days from the day it is raised"
    )
    assert words.response_working(replace(step, due_on=None)) == "No number of days is set"


def test_days_nobody_has_called_working_say_how_they_are_counted() -> None:
    stage = replace(cast.policy().ladder[1], days_are=None)
    assert words.days_of(stage) == "5 days (counted as working days)"
    assert words.days_of(replace(stage, days_are="calendar")) == "5 days"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY, "today"), (date(2026, 11, 21), "tomorrow"), (date(2026, 11, 19), "yesterday"),
        (date(2026, 11, 27), "in 7 days"), (date(2026, 11, 10), "10 days ago"),
    ],
)  # fmt: skip
def test_how_far_away(day: date, said: str) -> None:
    assert words.away(day, TODAY) == said


def test_the_year_stands_where_it_could_be_mistaken() -> None:
    assert words.near(date(2026, 12, 4), TODAY) == "Fri 4 Dec"
    assert words.near(date(2027, 1, 4), TODAY) == "Mon 4 Jan 2027"


@pytest.mark.parametrize(
    ("noun", "said"),
    [
        ("escalation", "an escalation"), ("informal challenge", "an informal challenge"),
        ("formal escalation", "a formal escalation"), ("LAC review", "a LAC review"),
        ("notification", "a notification"), ("resolution", "a resolution"),
    ],
)  # fmt: skip
def test_articles(noun: str, said: str) -> None:
    assert words.a(noun) == said


def test_lists_of_words() -> None:
    assert words.listed(("a",)) == "a"
    assert words.listed(("a", "b")) == "a and b"
    assert words.listed(("a", "b", "c"), "or") == "a, b or c"


def test_a_row_says_what_its_clock_says() -> None:
    rules = cast.policy("durham")
    list_of = samples.answers(rules)["list_child"]
    (one,) = draw(list_of, cast.scene(authority="durham"))
    said = words_of(one.card)
    assert "R-2026-0113 · D-100042" in said
    assert "Level 2 response due Tue 24 Nov (5 working days from Tue 17 Nov), in 4 days" in said
    assert "Day 3 of 20" in said
    assert "Level 2, with Priya Sample, team manager" in said


def test_past_the_twenty_days() -> None:
    rules = cast.policy("durham")
    old = cast.escalation(rules, 2, 40)
    (one,) = draw(
        replace(samples.answers(rules)["list_child"], concerns=(old,)), cast.scene(authority="durham")
    )
    (day,) = [part for part in every(one.card, "TextBlock") if part["text"].startswith("Day ")]
    assert day["text"] == "Day 35 of 20"
    assert day["color"] == "Attention"


def test_before_saving_everything_is_said() -> None:
    (one,) = draw(drafts.confirms(cast.policy())["step_up"], cast.scene())
    said = words_of(one.card)
    for expected in ("R-2026-0113", "D-100042", "Stage 2", "Priya Sample, Service manager", cast.MATTER):
        assert expected in said
    assert "Stage 2 is raised by the Ops manager for IRO's: they will be asked." in said
    assert "Demo: parts of this stage are invented, not Rotherham's." in said


def test_a_policy_without_local_settings_claims_nothing_invented() -> None:
    for name in ("control_help", "confirm_raise"):
        thing, scene = samples.everything("durham", demo=False)[name]
        assert not [text for one in draw(thing, scene) for text in words_of(one.card) if "invented" in text]


def test_the_duty_team_comes_first() -> None:
    for name in ("control_risk", "control_risk_unset"):
        thing, scene = samples.everything()[name]
        (one,) = draw(thing, scene)
        message, logged, *_ = words_of(one.card)
        assert message == one.summary
        assert "duty team" in message
        assert logged == "Nothing has been logged."


def test_the_text_for_the_file_holds_all_in_order() -> None:
    rules = cast.policy()
    text = file_text(cast.answered(rules), rules)
    assert text.startswith("Escalation R-2026-0113\nChild: D-100042\nIRO: Sam Example\n")
    expected = [
        "1. Sat 31 Oct 2026",
        "2. Tue 17 Nov 2026",
        "Stage 1 raised with Priya Sample",
        "5. Fri 20 Nov 2026",
    ]
    places = [text.index(part) for part in expected]
    assert places == sorted(places)


def test_the_text_to_send_names_no_child_in_its_subject() -> None:
    rules = cast.policy("durham")
    waiting = cast.asked_for(rules)
    subject, rest = text_to_send(waiting, waiting.steps[0]).split("\n", 1)
    assert subject == "Subject: R-2026-0113, Level 2: response due Tue 24 Nov 2026"
    assert cast.CHILD in rest
    assert "Please answer by Tue 24 Nov 2026 (5 working days from Tue 17 Nov 2026)." in rest
    assert "Rang the" not in rest


def test_a_stage_that_was_taken_back_says_which_it_was() -> None:
    thing, scene = samples.everything("durham")["answer_record_taken_back"]
    (one,) = draw(thing, scene)
    assert "Level 3 raised, response due Fri 20 Nov 2026" in words_of(one.card)


def test_a_stage_that_the_policy_no_longer_has_is_still_one() -> None:
    struck = cast.entry(5, EntryKind.STAGE, stage=42, undone=True)
    assert entry_title(struck, cast.escalation(cast.policy()), cast.policy()) == "A stage raised"


def test_days_are_shown_back_in_words() -> None:
    thing, scene = samples.everything()["ask_log_several"]
    (one,) = draw(thing, scene)
    assert "Fri 27 Nov 2026, Fri 4 Dec 2026" in words_of(one.card)


def test_a_next_review_planned_too_late_is_said_before_and_after_saving() -> None:
    for name in ("confirm_review_held_late", "saved_review_late"):
        thing, scene = samples.everything()[name]
        (one,) = draw(thing, scene)
        late = [part["text"] for part in every(one.card, "TextBlock") if part.get("color") == "Attention"]
        assert late == ["It was held late.", "That is after the latest day, Thu 20 May 2027."]


def test_a_next_review_planned_in_time_is_said_quietly() -> None:
    it = replace(samples.saved(cast.policy())["review_recorded"], next_planned_on=date(2027, 5, 20))
    (one,) = draw(it, cast.scene())
    assert "It is planned for Thu 20 May 2027 (in 181 days)." in words_of(one.card)
    assert not [part for part in every(one.card, "TextBlock") if part.get("color") == "Attention"]


def test_where_no_stage_is_ahead_none_is_named() -> None:
    rules = cast.policy()
    asked = drafts.asks(rules)["no_stage"]
    last = drafts.facts(rules, record=cast.escalation(rules, len(rules.ladder) - 1))
    said = problem_text(replace(asked, facts=last), cast.scene())
    assert said.endswith("process has no such stage ahead. Ahead of it are none.")


def test_which_record_is_asked_in_the_errands_own_words() -> None:
    asked = draw(drafts.asks(cast.policy())["which"], cast.scene())[0]
    assert "Which record is the note for?" in words_of(asked.card)
    chosen = draw(samples.refused(cast.policy())["which_record"], cast.scene())[0]
    assert words_of(chosen.card)[0] == "Which record do you want as text?"


def test_an_admins_role_sees_no_case_content() -> None:
    for do in (Do.SHOW_RECORD, Do.RESOLVE, Do.TEAM_STATUS):
        (one,) = draw(NotAllowed(do), cast.scene(cast.ADMIN))
        assert words_of(one.card)[0] == "Your role sees no case content. Nothing was changed."


@pytest.mark.parametrize(
    ("patterns", "example"),
    [
        ((), "M1234567"), ((r"D-\d{6}", r"M\d{7}"), "D-100234"), ((r"\d{5,8}",), "10023"),
        (("[A-C][1-9]{2}/X?",), "A11/"), (("(AB|C)-\\d{3}",), "AB-100"), ((r"P\.\d\d|Q",), "P.10"),
        (("[^A]{3}", r"C\d"), "C1"), (("[^A]{3}",), "M1234567"),
    ],
)  # fmt: skip
def test_an_example_fits_the_authoritys_patterns(patterns: tuple[str, ...], example: str) -> None:
    assert example_reference(replace(cast.policy(), reference_patterns=patterns)) == example
