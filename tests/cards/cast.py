"""Who and what the sample cards are about: people, records and reviews, under any authority's policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from bot.cards.draw import Scene
from bot.domain.calendar import WorkingCalendar
from bot.domain.concerns import Concern, ConcernKind, ConcernStatus, Entry, EntryKind, Step, StepState
from bot.domain.ladder import PlannedStep, plan_step, stages_of
from bot.domain.people import Person, Role
from bot.domain.policy import Policy, Stage
from bot.domain.policy_file import load_policy
from bot.domain.reviews import Review
from bot.holidays_england import working_calendar

TODAY = date(2026, 11, 20)
CHILD = "D-100042"
SECRET_WORDS = "Placement has moved twice"
"""Begins every narrative here, so that a test can look for it where it must not stand."""
MATTER = f"{SECRET_WORDS} and the care plan was not updated.\n\nA plan by Friday was agreed with *Jo*."
NONCE = "n-1"


@cache
def calendar() -> WorkingCalendar:
    return working_calendar(TODAY, (), ())


@cache
def policy(authority: str = "rotherham", demo: bool = True) -> Policy:
    return load_policy(authority, demo=demo)


IRO = Person(
    7, "Sam Example", "sam.green@example.org", frozenset({Role.IRO}), "IRO service", "ola.reid@example.org"
)
MANAGER = Person(2, "Ola Template", "ola.reid@example.org", frozenset({Role.IRO_MANAGER}))
RESPONDER = Person(31, "Priya Sample", "priya.shah@example.org", frozenset({Role.RESPONDER}))
ADMIN = Person(40, "Ade Demo", "ade.cole@example.org", frozenset({Role.ADMIN}))


def scene(person: Person = IRO, authority: str = "rotherham", demo: bool = True) -> Scene:
    return Scene(person, policy(authority, demo), TODAY, calendar())


def at(day: date, hour: int = 9, minute: int = 14) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def entry(position: int, kind: EntryKind, text: str = MATTER, days_ago: int = 0, **more: object) -> Entry:
    by = (RESPONDER.id, RESPONDER.name) if kind is EntryKind.RESPONSE else (IRO.id, IRO.name)
    if kind is EntryKind.COMMENT:
        by = (MANAGER.id, MANAGER.name)
    return Entry(position, at(TODAY - timedelta(days=days_ago)), *by, kind, text, **more)  # type: ignore[arg-type]


def themes(rules: Policy, number: int = 2) -> tuple[str, ...]:
    return rules.themes[: number if rules.several_themes else 1]


def rung_of(rules: Policy, rung: int) -> Stage:
    """The same place on a ladder of any length."""
    rungs = stages_of(rules)
    return rungs[min(rung, len(rungs) - 1)]


def step_at(rules: Policy, rung: int = 0, days_ago: int = 3, **more: object) -> Step:
    """A raised stage of this ladder, whose days run from then."""
    stage = rung_of(rules, rung)
    raised = TODAY - timedelta(days=days_ago)
    due = calendar().add_working_days(raised, stage.days) if stage.days else None
    values: dict[str, object] = {
        "id": 900 + rung,
        "stage": stage.number,
        "name": stage.name,
        "state": StepState.RAISED,
        "to_role": stage.to_role,
        "to_name": RESPONDER.name,
        "to_email": RESPONDER.email,
        "to_person_id": RESPONDER.id,
        "raised_by_id": IRO.id,
        "raised_by_name": IRO.name,
        "raised_on": raised,
        "due_on": due,
        "days": stage.days,
        "days_are": stage.days_are,
        "told_in_teams": True,
    }
    return Step(**{**values, **more})  # type: ignore[arg-type]


def challenge(rules: Policy, **more: object) -> Concern:
    values: dict[str, object] = {
        "id": 113,
        "child": CHILD,
        "child_id": 42,
        "iro_id": IRO.id,
        "iro_name": IRO.name,
        "iro_manager_email": MANAGER.email,
        "team": (rules.teams or ("Children in Care 1",))[0],
        "kind": ConcernKind.CHALLENGE,
        "status": ConcernStatus.OPEN,
        "themes": themes(rules),
        "raised_with": "Jo Mockup, social worker",
        "opened_on": TODAY - timedelta(days=10),
        "due_on": TODAY + timedelta(days=7),
        "policy_version": rules.version,
        "entries": (entry(1, EntryKind.OPENED, days_ago=10, due_on=TODAY + timedelta(days=7)),),
        "last_position": 1,
    }
    return Concern(**{**values, **more})  # type: ignore[arg-type]


def escalation(rules: Policy, rung: int = 0, days_ago: int = 3, **more: object) -> Concern:
    steps = (step_at(rules, rung, days_ago),)
    began = TODAY - timedelta(days=days_ago + 4 * rung)
    entries = (
        entry(1, EntryKind.OPENED, days_ago=20, due_on=TODAY - timedelta(days=8)),
        entry(
            2, EntryKind.ESCALATED, f"{SECRET_WORDS} again, and nobody has told the child.", days_ago=days_ago
        ),
        entry(3, EntryKind.STAGE, "", days_ago=days_ago, stage=steps[0].stage, due_on=steps[0].due_on),
        entry(
            4, EntryKind.NOTE, "Rang the *team manager*: [no answer](x).\n1. try again\n2. write", days_ago=1
        ),
    )
    values: dict[str, object] = {
        "kind": ConcernKind.ESCALATION,
        "escalated_on": began,
        "total_due_on": calendar().add_working_days(began, 20),
        "steps": steps,
        "entries": entries,
        "last_position": 4,
    }
    return challenge(rules, **{**values, **more})


def overdue(rules: Policy, **more: object) -> Concern:
    return escalation(rules, 1 if len(rules.ladder) > 1 else 0, 14, **{"id": 88, "child": "D-100007", **more})


def asked_for(rules: Policy, rung: int = 1) -> Concern:
    stood = escalation(rules)
    waiting = step_at(rules, rung, 1, state=StepState.ASKED, due_on=None, id=990)
    asked = entry(5, EntryKind.ASKED, f"{SECRET_WORDS}: no answer in time.", days_ago=1, stage=waiting.stage)
    return replace(stood, steps=(*stood.steps, waiting), entries=(*stood.entries, asked), last_position=5)


def taken_back(rules: Policy) -> Concern:
    """The second stage was raised and undone."""
    stood = escalation(rules)
    raised = entry(5, EntryKind.STAGE, days_ago=1, stage=rung_of(rules, 1).number, due_on=TODAY, undone=True)
    undone = entry(6, EntryKind.UNDONE, "stage", days_ago=1)
    return replace(stood, entries=(*stood.entries, raised, undone), last_position=6)


def answered(rules: Policy) -> Concern:
    stood = escalation(rules)
    reply = entry(
        5,
        EntryKind.RESPONSE,
        f"{SECRET_WORDS}, agreed; the plan is being written.",
        happened_on=TODAY,
        due_on=date(2026, 12, 4),
        stage=stood.steps[0].stage,
    )
    step = replace(stood.steps[0], state=StepState.ANSWERED, answered_on=TODAY)
    return replace(stood, steps=(step,), entries=(*stood.entries, reply), last_position=5)


def resolved(rules: Policy) -> Concern:
    return replace(
        answered(rules),
        status=ConcernStatus.RESOLVED,
        outcome=f"{SECRET_WORDS}; the plan is now in place.",
        impact="She starts at the new school on Monday and knows why.",
        resolved_on=TODAY,
        resolved_stage=1,
    )


def many(rules: Policy, number: int) -> tuple[Concern, ...]:
    """A list as it comes: overdue first, then by date, some informal."""
    made = []
    for count in range(number):
        child, made_from = (
            f"D-{100100 + count}",
            (overdue, escalation, challenge, answered)[min(count // 2, 3) if count < 8 else 1],
        )
        made.append(replace(made_from(rules), id=200 + count, child=child, entries=()))
    return tuple(made)


def planned(rules: Policy, concern: Concern | None = None, wanted: int | str = "next") -> PlannedStep:
    step = plan_step(rules, concern, wanted, IRO, TODAY, calendar())
    assert isinstance(step, PlannedStep)
    return step


def review(**more: object) -> Review:
    values: dict[str, object] = {
        "id": 5,
        "child_id": 42,
        "child": CHILD,
        "iro_id": IRO.id,
        "kind": "cla",
        "due_on": date(2026, 11, 27),
        "rule": "later_review",
        "counted_from": date(2026, 5, 27),
    }
    return Review(**{**values, **more})  # type: ignore[arg-type]
