from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.policy_file import (
    PolicyError,
    load_policy,
    most_working_days,
    read_policy,
)

FOLDER = Path(__file__).parents[2] / "bot" / "policies"


def shipped(authority: str) -> str:
    return (FOLDER / f"{authority}.toml").read_text(encoding="utf-8")


def overlay(authority: str, body: str) -> str:
    return f'overlay_for = "{authority}"\nsource = "our procedure"\n{body}'


def faults(text: str, *overlays: str) -> tuple[str, ...]:
    with pytest.raises(PolicyError) as caught:
        read_policy(text, overlays)
    return caught.value.faults


def changed(authority: str, old: str, new: str) -> str:
    text = shipped(authority)
    assert old in text
    return text.replace(old, new, 1)


# Refusals


@pytest.mark.parametrize(
    ("authority", "old", "new", "says"),
    [
        ("rotherham", 'source = "ROT 11.2"\nlocal = ["days_are"', 'local = ["days_are"', "it has no source"),
        ("rotherham", '"days_are", "meeting"]', '"days_are"]', "ladder.1.meeting: it is missing"),
        ("rotherham", "days = 1\n", 'days = "1"\n', "ladder.1.days: write a whole number of days"),
        ("rotherham", 'raised_by = "iro"', 'raised_by = "director"', "'director' is not a role that raises"),
        ("rotherham", "[ladder.2]", "[ladder.9]", "ladder: the stages stand in the order [1, 9, 3, 4, 5]"),
        ("rotherham", "[ladder.2]", "[ladder.two]", "ladder.two: this heading is not known"),
        ("rotherham", "days = 5", "dayz = 5", "ladder.2.dayz: this is not a known key"),
        (
            "rotherham",
            "stages = [1]",
            "stages = [7]",
            "[7] is not in the ladder; its stages are [1, 2, 3, 4, 5]",
        ),
        ("rotherham", ', "Inadequate"]', "]", "waits for the grade 'Inadequate'"),
        ("rotherham", "cafcass = true", "cafcass = true\ndays = 5", "ladder.5.days: this is not a known key"),
        ("rotherham", 'source = "ROT 9.8', 'sauce = "ROT 9.8', "has names and a source, and nothing else"),
        ("rotherham", "[safety]\nlocal", "[safety]\nLocal", "safety.duty_message: it is missing"),
        ("durham", "stages = [4, 5]", "stages = [5, 4]", "write each stage once, the lowest first"),
        (
            "durham",
            '["unregulated placement"]',
            '["Unregistered provision"]',
            "stands more than once; keep one",
        ),
        ("durham", '["unregulated placement"]', '[""]', "themes.list: write words between quotation marks"),
        (
            "durham",
            '["weekday", "at", "also", "also_to"]',
            '["weekday", "at", "also", "also_to", "on"]',
            "'on' is not a known key",
        ),
        (
            "durham",
            '"DUR Appendix 2, Standard 2"',
            '"local"',
            "placement_unregistered.stages: it has no source",
        ),
        ("lincolnshire", '"FAST",', '"FAST", "Fast",', "'FAST', 'Fast' stands more than once"),
        ("lincolnshire", 'child = "child in care"', "", "words.child: it is missing"),
        (
            "lincolnshire",
            'source = "LIN, the words',
            'local = ["child"]\nsource = "LIN',
            "take one of the two out",
        ),
        ("lincolnshire", "[grades]", "[grades", "policy, line 63: this cannot be read as TOML"),
        (
            "leicester",
            '["grade_inadequate",',
            '["rag_red", "grade_inadequate",',
            "named local and has a heading",
        ),
    ],
)
def test_a_fault_in_a_policy_names_the_value_and_what_to_do(
    authority: str, old: str, new: str, says: str
) -> None:
    assert says in "\n".join(faults(changed(authority, old, new)))


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("[ladder.2]\ndays = 9", "ladder.2.days: it is stated already (ROT 11.2); an overlay fills only"),
        ("[ladder.2]\nto_role = 'Nobody'", "ladder.2.to_role: it is stated already (ROT 11.2)"),
        ("[words]\nstage = 'level'", "words.stage: it is stated already (ROT 11.2)"),
        ("[[themes.list]]\nnames = ['Other']", "themes.list: it is stated already (ROT 11.5"),
        ("[grades]\nnames = []", "grades.names: it is stated already (ROT 7.2"),
        ("[ladder.6]\nname = 'More'", "ladder.6: it cannot be added: policy says what there is (ROT 11.2)"),
        ("[triggers.grade_inadequate]\nsays = 'x'", "triggers.grade_inadequate.says: it is stated already"),
        ("[triggers.rag_red]\nsays = 'x'", "triggers.rag_red.stages: this cannot stay blank"),
        ("[ladder.5]\ndays = 3", "ladder.5.days: this stage has no such value"),
        ("[themes]\nlocal = ['several']", "themes.local: an overlay only fills"),
        ("[weekly_reminder]\nweekday = 'Mon'", "'Mon' is not a day of the week"),
        ("[weekly_reminder]\nat = '8:30'", "weekly_reminder.at: write the hour and minute"),
        ("[calendar]\nclosures = ['2026-12-29']", "calendar.closures: write dates"),
        ("[references]\npatterns = ['(']", "is not a regular expression"),
        ("[references]\npatterns = ['(A{1,9}){1,9}']", "repeated group"),
        ("[references]\npatterns = ['A\\d+']", "use no *, +"),
        ("[references]\npatterns = ['\\d{5,}']", "repeat at most 20 times"),
        ("[references]\npatterns = ['\\d{900}']", "repeat at most 20 times"),
        ("[references]\npatterns = ['m\\d{7}']", "write its letters as capitals"),
        ("[references]\npatterns = ['\\d{0,5}']", "matches nothing at all"),
        (f"[references]\npatterns = ['{'A' * 61}']", "longer than 60 characters"),
    ],
)
def test_a_fault_in_an_overlay_names_the_value_and_what_to_do(body: str, says: str) -> None:
    assert says in "\n".join(faults(shipped("rotherham"), overlay("rotherham", body)))


def test_an_overlay_says_for_whom_it_is_and_where_its_values_come_from() -> None:
    found = faults(shipped("rotherham"), "[weekly_reminder]\nat = '08:30'")
    assert any("overlay 1, source: say at the top" in fault for fault in found)
    assert any('write overlay_for = "rotherham"' in fault for fault in found)


def test_a_second_overlay_may_not_overwrite_the_first() -> None:
    first = overlay("rotherham", "[weekly_reminder]\nat = '08:30'")
    (fault,) = faults(shipped("rotherham"), first, overlay("rotherham", "[weekly_reminder]\nat = '09:30'"))
    assert fault.startswith("overlay 2, weekly_reminder.at: it is stated already (our procedure)")


def test_all_faults_are_named_at_once() -> None:
    text = changed("rotherham", "days = 1\n", "days = 0\n").replace("stages = [1]", "stages = [8]")
    found = faults(text, overlay("rotherham", "[ladder.2]\ndays = 9\n[weekly_reminder]\nweekday = 'Fryday'"))
    assert [fault.split(":")[0] for fault in found] == [
        "policy, ladder.1.days",
        "overlay 1, weekly_reminder.weekday",
        "overlay 1, ladder.2.days",
        "policy, triggers.grade_inadequate.stages",
    ]


@pytest.mark.parametrize("text", ["a = ", "[words\n", 'x = "', "[a]\n[a]\n", "\x00"])
def test_what_is_not_toml_is_one_sentence_with_its_line(text: str) -> None:
    (fault,) = faults(text)
    assert fault.startswith("policy, line ")
    assert fault.count("\n") == 0


def test_an_authority_without_a_policy_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"'atlantis' has no policy here; there are lincolnshire, "):
        load_policy("atlantis")
    with pytest.raises(PolicyError, match=r"ours\.toml: the file cannot be read"):
        load_policy("durham", overlay=tmp_path / "ours.toml")


def test_an_authoritys_own_overlay_is_a_file(tmp_path: Path) -> None:
    ours = tmp_path / "ours.toml"
    ours.write_text(overlay("durham", '[weekly_reminder]\nweekday = "Friday"\n'), encoding="utf-8-sig")
    policy = load_policy("durham", overlay=ours)
    assert policy.weekly.weekday == 4
    assert policy.weekly.at is None
    assert policy.sources["weekly_reminder.weekday"] == "our procedure"


# Twenty working days


@pytest.mark.parametrize(
    ("stages", "total"),
    [
        (("days = 6", "days = 5", "days = 5", "days = 5"), 21),
        (('days = 5\ndays_are = "calendar"', "days = 6", "days = 5", "days = 5"), 21),
    ],
)
def test_a_ladder_of_more_than_twenty_working_days_is_refused(stages: tuple[str, ...], total: int) -> None:
    body = "\n".join(f"[ladder.{number}]\n{days}" for number, days in enumerate(stages, 1))
    (fault,) = faults(shipped("buckinghamshire"), overlay("buckinghamshire", body))
    assert f"come to {total} working days" in fault
    assert "IRO Handbook 6.2" in fault


def test_four_weeks_of_calendar_days_are_twenty_working_days_at_most() -> None:
    body = "\n".join(f'[ladder.{number}]\ndays = 7\ndays_are = "calendar"' for number in range(1, 5))
    policy = read_policy(shipped("buckinghamshire"), [overlay("buckinghamshire", body)])
    assert [stage.days for stage in policy.ladder] == [7, 7, 7, 7, None]


@given(st.integers(1, 60))
def test_no_run_of_calendar_days_holds_more_working_days_than_counted(days: int) -> None:
    runs = [sum((first + day) % 7 < 5 for day in range(days)) for first in range(7)]
    assert max(runs) == most_working_days(days, "calendar")
    assert most_working_days(days, None) == days
