from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from bot.domain.policy import ALSO_WEEKLY, Policy, Raiser, Trigger, TriggerEvent, WeeklyReminder
from bot.domain.policy_file import AUTHORITIES, load_policy
from bot.domain.policy_headings import CAFCASS, STAGE

FOLDER = Path(__file__).parents[2] / "bot" / "policies"
INVENTED = "invented for the demo"

LEGAL_DELAY = (
    "Concern around delay in legal care plans and the lack of final evidence and care plans being "
    "discussed with the IRO,"
)
NO_MECHANISM = (
    "Some Decisions and recommendations from reviews not being acted upon and no robust mechanism in "
    "place where decisions made at reviews are not agreed by the LAC/locality service."
)
THEMES = {
    "lincolnshire": (
        "Missing or late documents",
        "Practice Issues (Multiple issues)",
        "Safeguarding concerns",
        "Placement/ Accommodation concerns",
        "Drift and Delay",
    ),
    "leicester": (),
    "rotherham": (
        "Quality and clarity of care plan",
        LEGAL_DELAY,
        NO_MECHANISM,
        "Concerns around the regulation of placement with parents and management of risk related to this",
        "Lack of appropriate education provision",
        "Concern around placement suitability.",
        "Concerns re transition to adults services",
        "Issues around contact that need to be addressed",
        "Impact of changes of social worker on planning",
        "Provision of service \u2013 access to records",
        "no pre meeting reports being prepared",
        "reports not shared with parents and young people",
        "decisions and recommendations not acted upon",
        "decisions not communicated to the parties when a recommendation is in dispute",
        "progression of care plans",
    ),
    "durham": (
        "delay in achieving a plan of permanence",
        "final plan not being ratified",
        "unregistered provision",
        "lack of progress in a permanence plan",
        "reports not being available for meetings",
        "social workers not being available for meetings",
        "unregulated placement",
    ),
    "buckinghamshire": (
        "C&F assessment not completed in timescales before CPC / CLA Review",
        "C&F assessment not shared with family in timescales before CPC / CLA Review",
        "C&F assessment not signed off by manager before CPC / CLA Review",
        "Children not being seen / seen alone",
        "Decisions / Actions not carried out",
        "Drift in permanency planning",
        "IRO not notified of significant events",
        "Lack of management oversight / supervision on child's record",
        "Missing / incomplete / poor standard of documentation",
        "No SW or ATM / TM attended Review / Conference",
        "Other",
        "Plan 'drifting' or not agreed by IRO",
        "Visits or Core Groups not being done",
        "Education/PEP",
        "Education",
        "Health",
        "Health Assessment",
    ),
}


def demo(authority: str) -> str:
    return (FOLDER / "demo" / f"{authority}.toml").read_text(encoding="utf-8")


# What the reports say


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_themes_stand_in_the_reports_exact_words(authority: str) -> None:
    assert load_policy(authority).themes == THEMES[authority]


def test_the_row_for_no_theme_is_kept_and_is_no_theme() -> None:
    labels = {authority: load_policy(authority).no_theme_label for authority in AUTHORITIES}
    assert labels == {
        "lincolnshire": "Blank",
        "leicester": None,
        "rotherham": None,
        "durham": None,
        "buckinghamshire": "No Theme recorded",
    }


def test_one_theme_each_in_lincolnshire_and_several_in_buckinghamshire() -> None:
    assert not load_policy("lincolnshire").several_themes
    assert load_policy("buckinghamshire").several_themes


def test_buckinghamshires_twelve_teams_keep_their_dashes() -> None:
    teams = load_policy("buckinghamshire").teams
    assert len(teams) == 12
    assert teams[2:4] == (
        "Children & Young Adults Disability 0 \u2013 25 service",
        "Care Service \u2013 Aftercare Wycombe",
    )


def test_rotherhams_ladder() -> None:
    ladder = load_policy("rotherham").ladder
    assert [(stage.number, stage.days, stage.days_are) for stage in ladder] == [
        (1, 1, None),
        (2, 5, None),
        (3, 4, None),
        (4, 5, None),
        (5, None, None),
    ]
    assert [stage.raised_by for stage in ladder] == [
        Raiser.IRO,
        Raiser.IRO_MANAGER,
        Raiser.IRO_MANAGER,
        Raiser.IRO_MANAGER,
        Raiser.IRO,
    ]
    assert ladder[2].raised_by_title == "Head of Service for Safeguarding"
    assert [stage.number for stage in ladder if stage.is_cafcass] == [5]


def test_durhams_levels_begin_at_two_and_cafcass_is_none_of_them() -> None:
    policy = load_policy("durham")
    assert [(stage.number, stage.to_role) for stage in policy.ladder] == [
        (2, None),
        (3, None),
        (4, "strategic manager"),
        (5, "head of service"),
    ]
    assert {stage.meeting for stage in policy.ladder} == {"Resolution Meeting"}
    assert policy.cafcass_stage() is None
    assert load_policy("durham", demo=True).cafcass_stage() is None


def test_buckinghamshires_resolution_meeting_is_at_stage_two() -> None:
    assert [stage.number for stage in load_policy("buckinghamshire").ladder if stage.meeting] == [2]


@pytest.mark.parametrize("authority", ["lincolnshire", "leicester"])
def test_a_ladder_the_report_does_not_number_is_one_step_until_the_authority_adds_to_it(
    authority: str,
) -> None:
    assert [stage.name for stage in load_policy(authority).ladder] == ["Formal escalation"]
    assert [stage.number for stage in load_policy(authority, demo=True).ladder] == [1, 2, 3, 4, 5]


def test_what_sets_an_escalation_going() -> None:
    found = {
        (authority, trigger.event): trigger.stages
        for authority in AUTHORITIES
        for trigger in load_policy(authority).triggers
    }
    assert found == {
        ("rotherham", TriggerEvent.GRADE_INADEQUATE): (1,),
        ("durham", TriggerEvent.PLACEMENT_UNREGISTERED): (4, 5),
        ("leicester", TriggerEvent.RAG_RED): (),
    }


# Sources


def leaves(policy: Policy) -> Iterator[tuple[str, Any]]:
    """Every value of a policy by its path in the file, written independently of the reader."""
    yield from (("authority.name", policy.authority), ("authority.title", policy.title))
    yield from ((f"words.{key}", value) for key, value in vars(policy.words).items())
    for stage in policy.ladder:
        keys = CAFCASS if stage.is_cafcass else STAGE
        yield from ((f"ladder.{stage.number}.{key}", getattr(stage, key, True)) for key in keys)
    yield from ((f"themes.list.{theme}", theme) for theme in policy.themes)
    if not policy.themes:
        yield "themes.list", ()
    given = {trigger.event: trigger for trigger in policy.triggers}
    for event in TriggerEvent:
        yield from _trigger_leaves(event, given.get(event))
    yield from ((f"weekly_reminder.{key}", value) for key, value in vars(policy.weekly).items())
    yield from ((f"reminders.{key}", value) for key, value in vars(policy.reminders).items())
    yield from (("themes.no_theme_label", policy.no_theme_label), ("teams.names", policy.teams))
    yield "clocks.total_starts", policy.total_starts
    yield from (("grades.names", policy.grades), ("safety.duty_message", policy.duty_message))
    yield from (("references.patterns", policy.reference_patterns), ("calendar.closures", policy.closures))
    yield from (("references.prefixes", policy.reference_prefixes),)
    yield from (("forecast.reviews_a_week", policy.reviews_a_week),)
    yield "reviews.series_of_meetings", policy.review_of_series
    yield "reviews.papers", policy.review_papers
    yield "reviews.private_fostering_yearly", policy.private_fostering_yearly
    yield "report.suppress_below", policy.suppress_below
    yield from ((f"between_reviews.{key}", value) for key, value in vars(policy.between).items())
    yield from (("calendar.extra_bank_holidays", policy.extra_bank_holidays),)


def _trigger_leaves(event: TriggerEvent, trigger: Trigger | None) -> Iterator[tuple[str, Any]]:
    if trigger is None:
        yield f"triggers.{event}", None
    else:
        yield f"triggers.{event}.stages", trigger.stages or "offered"
        yield f"triggers.{event}.says", trigger.says
        yield f"triggers.{event}.may_decline", trigger.may_decline
    if trigger is not None and event is TriggerEvent.PLACEMENT_UNREGISTERED:
        yield f"triggers.{event}.words", trigger.words


BLANK_MEANS = {"themes.several": True, "ladder.iro_may_raise_any_stage": False}
"""Values that are never None: what holds until the authority decides."""


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_every_value_has_a_source_and_every_local_one_is_blank(authority: str) -> None:
    policy = load_policy(authority)
    found = dict(leaves(policy))
    assert found.keys() | BLANK_MEANS.keys() | {"ladder.complete"} == policy.sources.keys()
    for path, value in found.items():
        assert (policy.sources[path] == "local") == (value in (None, ())), path
    code = {"lincolnshire": "LIN", "leicester": "LEI", "durham": "DUR"}.get(authority, authority[:3].upper())
    stated = {source for source in policy.sources.values() if source != "local"}
    assert all(source.startswith((code, "Children Act 1989")) for source in stated)


def test_an_undecided_yes_or_no_is_the_one_that_loses_nothing() -> None:
    policy = load_policy("rotherham")
    assert {policy.sources[path] for path in BLANK_MEANS} == {"local"}
    assert policy.several_themes is True
    assert policy.iro_may_raise_any_stage is False


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_the_demo_fills_all_but_triggers_and_meetings_and_says_that_it_invented_them(authority: str) -> None:
    before, after = load_policy(authority), load_policy(authority, demo=True)
    still = {path for path, source in after.sources.items() if source == "local"}
    assert all(path.startswith("triggers.") or path.endswith(".meeting") for path in still)
    new = {after.sources[path] for path in after.sources if before.sources.get(path, "local") == "local"}
    assert new <= {INVENTED, "local"}
    assert all(after.sources[path] == was for path, was in before.sources.items() if was != "local")
    assert all(stage.days_are == "working" for stage in after.ladder if not stage.is_cafcass)
    assert after.weekly.at is not None
    assert "invented" in demo(authority).casefold().splitlines()[0]


def test_the_demos_overlay_is_read_as_what_it_says() -> None:
    policy = load_policy("buckinghamshire", demo=True)
    assert (policy.weekly.weekday, policy.weekly.at) == (0, time(9, 0))
    assert policy.weekly == WeeklyReminder(0, time(9, 0), ALSO_WEEKLY, ("iro_manager", "responder"))
    assert (policy.reminders.checks, policy.reminders.late_answers_to) == (0, "next_role")
    assert policy.closures == (date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31))
    wholes = [re.compile(pattern) for pattern in policy.reference_patterns]
    for reference in ("D-204411", "M1234567", "4410293", "C-20931"):
        assert sum(bool(whole.fullmatch(reference)) for whole in wholes) == 1
