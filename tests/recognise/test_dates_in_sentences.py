"""Days in sentences whose errand is known: past or to come, windows, and the day a question counts from."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.intents import Do
from bot.holidays_england import working_calendar
from bot.recognise.day_slots import by_rules
from bot.recognise.message import Message, read_message
from bot.recognise.slots import find_slots
from bot.recognise.tense import When
from tests.recognise.said import FRIDAY, policy

TOLD = """
sw chased mon, she will reply weds              | 2026-11-16 | 2026-11-25
on Tuesday I made it plain to the SW            | 2026-11-17 |
please note that on Tuesday I met the SW        | 2026-11-17 |
moving him weds                                 |            | 2026-11-25
she was seeing him weds                         | 2026-11-18 |
TM to reply 30th                                |            | 2026-11-30
went to see the TM weds                         | 2026-11-18 |
wants it signed off weds                        |            | 2026-11-25
TM came back to me weds                         | 2026-11-18 |
meeting was mon now weds                        |            | 2026-11-25
moved from mon 23rd to weds 25th                |            | 2026-11-25
was due weds                                    |            |
visits made 3, 10 and 17 nov                    | 2026-11-03 2026-11-10 2026-11-17 |
visits booked for 3 and 10 dec                  |            | 2026-12-03 2026-12-10
"""


@pytest.mark.parametrize(("text", "happened", "due"), [row.split("|") for row in TOLD.strip().splitlines()])
def test_each_day_has_its_own_tense(text: str, happened: str, due: str) -> None:
    """By the rules; what is learned weighs their answer (test_learned_days)."""
    times = by_rules(Do.ADD_NARRATIVE, message_of(text.strip()))
    told = {when: [str(one.on) for one in times if one.when is when] for when in When}
    assert told[When.HAPPENED] == happened.split()
    assert told[When.DUE] == due.split()


COUNTED = """
apr-oct                     | 2026-04-01 | 2026-10-31
visits 01/09/26-31/10/26    | 2026-09-01 | 2026-10-31
six months to 30 september  | 2026-04-01 | 2026-09-30
quarter ending 30 sept      | 2026-07-01 | 2026-09-30
year ending march 2026      | 2025-04-01 | 2026-03-31
november last year          | 2025-11-01 | 2025-11-30
this fin year               | 2026-04-01 | 2027-03-31
stage 1s FY25/26            | 2025-04-01 | 2026-03-31
mon to fri last week        | 2026-11-09 | 2026-11-13
raised w/b 2/11             | 2026-11-02 | 2026-11-08
last yrs totals             | 2025-04-01 | 2026-03-31
first two weeks of october  | 2026-10-01 | 2026-10-14
1 April to 30 September     | 2026-04-01 | 2026-09-30
from 1/4 to now             | 2026-04-01 | 2026-11-20
since september             | 2026-09-01 | 2026-11-20
first half of the year      | 2026-04-01 | 2026-09-30
Q2                          | 2026-07-01 | 2026-09-30
Q2 25/26                    | 2025-07-01 | 2025-09-30
Q1 and Q2                   | 2026-04-01 | 2026-09-30
last quarter                | 2026-07-01 | 2026-09-30
last half year              | 2026-04-01 | 2026-09-30
last year                   | 2025-04-01 | 2026-03-31
this year                   | 2026-04-01 | 2027-03-31
so far this year            | 2026-04-01 | 2026-11-20
month to date               | 2026-11-01 | 2026-11-20
year ending today           | 2025-11-21 | 2026-11-20
past fortnight              | 2026-11-06 | 2026-11-20
last 30 days                | 2026-10-21 | 2026-11-20
oct and nov                 | 2026-10-01 | 2026-11-30
in december                 | 2025-12-01 | 2025-12-31
w/e 6/11                    | 2026-11-02 | 2026-11-08
week commencing 2 nov       | 2026-11-02 | 2026-11-08
yesterday                   | 2026-11-19 | 2026-11-19
"""

AHEAD = """
between 7 and 18 dec        | 2026-12-07 | 2026-12-18
7-18 dec                    | 2026-12-07 | 2026-12-18
in december                 | 2026-12-01 | 2026-12-31
in the next 4 weeks         | 2026-11-20 | 2026-12-18
w/c 7 dec                   | 2026-12-07 | 2026-12-13
this side of christmas      | 2026-11-20 | 2026-12-24
over easter                 | 2027-03-26 | 2027-03-29
rest of this month          | 2026-11-20 | 2026-11-30
"""


@pytest.mark.parametrize(("when", "first", "last"), [row.split("|") for row in COUNTED.strip().splitlines()])
def test_what_is_counted_lies_behind(when: str, first: str, last: str) -> None:
    found = slots_of(Do.MANAGER_QUERY, f"how many escalations {when.strip()}")
    assert (found["from_on"], found["to_on"]) == (first.strip(), last.strip())


@pytest.mark.parametrize(("when", "first", "last"), [row.split("|") for row in AHEAD.strip().splitlines()])
def test_what_falls_due_lies_ahead(when: str, first: str, last: str) -> None:
    found = slots_of(Do.ASK_DEADLINES, f"what have I got due {when.strip()}")
    assert (found["from_on"], found["to_on"]) == (first.strip(), last.strip())


@pytest.mark.parametrize("term", ["autumn term", "in the new year"])
def test_a_stretch_without_dates_is_asked_about(term: str) -> None:
    assert "from_on" not in slots_of(Do.MANAGER_QUERY, f"how many escalations {term}")


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("minutes from the 30/11 review - last day to send?", "2026-11-30"),
        ("review was 12 may, when is next due", "2026-05-12"),
        ("if I hold it mon when is the next one due", "2026-11-23"),
        ("if I held it mon when is the next one due", "2026-11-16"),
        ("looked after since fri 6 nov, first review by when", "2026-11-06"),
        ("just held a review, when do decisions go out", "2026-11-20"),
        ("what is 20 working days from today", "2026-11-20"),
    ],
)
def test_a_question_counts_from_a_day(text: str, base: str) -> None:
    assert slots_of(Do.ASK_DEADLINES, text)["base_on"] == base


def test_a_review_months_after_the_one_held_is_the_next() -> None:
    found = slots_of(Do.RECORD_REVIEW_HELD, "review M1234567 done 4 nov, 4 may")
    assert (found["happened_on"], found["due_on"]) == ("2026-11-04", "2027-05-04")


def test_a_review_called_off_did_not_happen() -> None:
    found = slots_of(Do.RECORD_REVIEW_HELD, "had to cancel M1234567s review today, now 3rd dec")
    assert "happened_on" not in found
    assert found["due_on"] == "2026-12-03"


def test_just_off_the_phone_is_today() -> None:
    assert slots_of(Do.ADD_NARRATIVE, "just off the phone to the SW")["happened_on"] == "2026-11-20"
    assert "happened_on" not in slots_of(Do.ADD_NARRATIVE, "only just seen your email")


def slots_of(do: Do, text: str) -> dict[str, Any]:
    """The slots where the errand is known: what is held here is the days alone."""
    return find_slots(do, message_of(text))


def message_of(text: str) -> Message:
    return read_message(text, FRIDAY, policy("lincolnshire"), "iro", working_calendar(FRIDAY, (), ()))
