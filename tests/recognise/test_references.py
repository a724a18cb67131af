"""References of children and of records, however they are typed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.recognise.references import canonical, record_reference
from tests.recognise.said import policy, said


@pytest.mark.parametrize(
    ("typed", "authority", "child"),
    [
        ("M1234567", "lincolnshire", "M1234567"),
        ("m1234567s review", "lincolnshire", "M1234567"),
        ("M1234567's review", "lincolnshire", "M1234567"),
        ("m 1234567", "lincolnshire", "M1234567"),
        ("m123 4567", "lincolnshire", "M1234567"),
        ("Mosaic M1234567", "lincolnshire", "M1234567"),
        ("LL 88213", "durham", "88213"),
        ("LL88213", "durham", "88213"),
        ("Liquid Logic 88213", "leicester", "88213"),
        ("LCS 102938", "buckinghamshire", "102938"),
        ("child 771204", "buckinghamshire", "771204"),
        ("d-100234", "durham", "D-100234"),
        ("c-20931", "leicester", "C-20931"),
        ("(3300112)", "rotherham", "3300112"),
        ("4410293,", "durham", "4410293"),
    ],
)
def test_a_reference_is_kept_in_its_canonical_form(typed: str, authority: str, child: str) -> None:
    assert said(f"positive challenge {typed} late plan", authority=authority).slots["child"] == child


@pytest.mark.parametrize("text", ["M123456 escalation", "M12345678 escalation", "M1, M2 and M3 all PN1"])
def test_a_digit_too_few_or_too_many_is_asked_about(text: str) -> None:
    intent = said(text)
    assert "child" not in intent.slots
    assert intent.slots["unread_reference"]
    assert intent.ambiguous


@pytest.mark.parametrize(
    "text",
    ["ring me on 01522 552222", "escalation logged 20/11/2026", "no visit for 12345 days", "room 10234"],
)
def test_other_numbers_are_no_references(text: str) -> None:
    assert "child" not in said(text).slots


@pytest.mark.parametrize(
    ("typed", "record"),
    [
        ("R-2026-0113", "R-2026-0113"),
        ("r2026-0113", "R-2026-0113"),
        ("r113", "R-0113"),
        ("record 113", "R-0113"),
    ],
)
def test_a_records_own_number(typed: str, record: str) -> None:
    assert said(f"show {typed}").slots["escalation_ref"] == record


def test_the_policys_patterns_rule() -> None:
    strict = replace(policy("durham"), reference_patterns=(r"D-\d{6}",))
    assert canonical("d100234", strict) == "D-100234"
    assert canonical("M1234567", strict) is None


def test_what_is_no_records_number() -> None:
    assert record_reference("R-12345") is None


def test_initials_are_never_guessed() -> None:
    intent = said("positive challenge for JB, PEP overdue")
    assert intent.slots["child_initials"] == "JB"
    assert "child" not in intent.slots
    assert intent.ambiguous


def test_a_name_is_flagged_and_not_used() -> None:
    intent = said("log challenge for Ellie-Mae B, dob 3/4/12, no SW visit")
    assert intent.flags == {"contains_child_name", "contains_dob"}
    assert "child" not in intent.slots
