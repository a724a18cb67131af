"""Where a concern goes next: which stage, who raises it, by when it should be answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.domain import clocks
from bot.domain.calendar import WorkingCalendar
from bot.domain.concerns import Concern
from bot.domain.people import Person, Role
from bot.domain.policy import Policy, Raiser, Stage, TotalStarts

CAFCASS_OUTSIDE_LADDER = Stage(
    number=99, name="Cafcass", raised_by=Raiser.IRO, raised_by_title="IRO", to_role="Cafcass", is_cafcass=True
)
"""Referral is possible at any point (s25B(3)(a) Children Act 1989), also where no rung names it."""


@dataclass(frozen=True)
class PlannedStep:
    """A stage about to be raised, with the dates that will be promised; shown first, then stored."""

    stage: Stage
    raised_on: date
    due_on: date | None
    total_due_on: date
    bypassed: tuple[Stage, ...] = ()
    total_from: date | None = None
    """The day the 20 working days count from."""
    waits_for: str | None = None
    """The title of the person who raises this stage instead of the one asking; None: raised at once."""


@dataclass(frozen=True)
class NoFurtherStage:
    last: Stage


@dataclass(frozen=True)
class NoSuchStage:
    wanted: str
    known: tuple[Stage, ...]


@dataclass(frozen=True)
class StageBehind:
    """The stage wanted is not above the one the concern stands at."""

    stage: Stage
    at: Stage


Unreachable = NoFurtherStage | NoSuchStage | StageBehind


def stages_of(policy: Policy) -> tuple[Stage, ...]:
    """The ladder, with Cafcass at its end whether or not the report names it as a rung."""
    return policy.ladder if policy.cafcass_stage() else (*policy.ladder, CAFCASS_OUTSIDE_LADDER)


def stage_numbered(policy: Policy, number: int) -> Stage | None:
    return next((stage for stage in stages_of(policy) if stage.number == number), None)


def find_stage(policy: Policy, at: int, wanted: int | str) -> Stage | Unreachable:
    """`wanted`: a number of this ladder, `next`, `cafcass`, or a role such as `director`.

    `at` is the stage it stands at; 0 where the formal process has not begun.
    """
    stages = stages_of(policy)
    if wanted == "next":
        return _next(stages, at)
    if isinstance(wanted, int) or wanted.isdigit():
        found = stage_numbered(policy, int(wanted))
    else:
        found = _by_role(stages, at, wanted.casefold())
    return found or NoSuchStage(str(wanted), stages)


def plan_step(
    policy: Policy,
    concern: Concern | None,
    wanted: int | str,
    by: Person,
    today: date,
    calendar: WorkingCalendar,
) -> PlannedStep | Unreachable:
    """The stage as it would be raised today. Any stage may be bypassed (IRO Handbook 6.2)."""
    at = concern.step.stage if concern and concern.step else 0
    stage = find_stage(policy, at, wanted)
    if not isinstance(stage, Stage):
        return stage
    if stage.number <= at:
        return StageBehind(stage, stage_numbered(policy, at) or stage)
    began = total_begins(policy, concern, today)
    total = concern.total_due_on if concern and concern.total_due_on else clocks.total_due(began, calendar)
    return PlannedStep(
        stage=stage,
        raised_on=today,
        due_on=clocks.stage_due(today, stage, calendar),
        total_due_on=total,
        bypassed=_bypassed(policy, at, stage),
        total_from=began,
        waits_for=None if may_raise(by, stage, policy) else stage.raised_by_title,
    )


def total_begins(policy: Policy, concern: Concern | None, today: date) -> date:
    """The day the 20 working days count from: frozen once formal; until then as the policy says."""
    if concern is not None and concern.total_from is not None:
        return concern.total_from
    if concern is not None and policy.total_starts is TotalStarts.CHALLENGE:
        return concern.opened_on
    return today


def may_raise(person: Person, stage: Stage, policy: Policy) -> bool:
    """By role alone; whether the record is this person's to touch is a question of permissions."""
    if person.is_a(Role.IRO):
        return stage.is_cafcass or stage.raised_by is Raiser.IRO or policy.iro_may_raise_any_stage
    return person.is_a(Role.IRO_MANAGER) and stage.raised_by is Raiser.IRO_MANAGER


def _next(stages: tuple[Stage, ...], at: int) -> Stage | NoFurtherStage:
    above = [stage for stage in stages if stage.number > at]
    return above[0] if above else NoFurtherStage(stages[-1])


def _by_role(stages: tuple[Stage, ...], at: int, role: str) -> Stage | None:
    named = [
        stage for stage in stages if role in (stage.to_role or "").casefold() or role == stage.name.casefold()
    ]
    if role == "cafcass":
        named = [stage for stage in stages if stage.is_cafcass]
    above = [stage for stage in named if stage.number > at]
    return next(iter(above or named), None)


def _bypassed(policy: Policy, at: int, stage: Stage) -> tuple[Stage, ...]:
    """Cafcass at any point needs no reason for what lies below it."""
    if stage.is_cafcass:
        return ()
    return tuple(rung for rung in policy.ladder if at < rung.number < stage.number)
