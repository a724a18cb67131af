"""From a record to the cells it adds to. The figures and the rows behind them come from here alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.activities import ActivityKind
from bot.domain.ladder import CAFCASS_OUTSIDE_LADDER
from bot.domain.policy import Policy
from bot.domain.report_rows import (
    ActivityRow,
    ChallengeRow,
    EscalationRow,
    Found,
    Period,
    ReviewRow,
    month_of,
)

BY_MONTH = "escalations_by_month"
RAISED = "escalations_raised_by_month"
BY_TEAM = "escalations_by_team"
BY_THEME = "escalations_by_theme"
BY_STATUS = "escalations_by_stage_and_status"
RESOLVED = "escalations_resolved"
CHALLENGES = "challenges_by_month"
REVIEWS = "reviews_by_month"
PARTICIPATION = "participation"
ACTIVITY = "activity_by_month"
GRADES = "grades_by_month"
RAG = "rag"

NOT_RECORDED = "Not recorded"
CAFCASS = "cafcass"
INFORMAL_STAGE = "informal"
BAND, STAGE = "band", "stage"
OPEN = "open"
LONGEST = "4 weeks or more"
BANDS = ((7, "under 1 week"), (14, "1 to 2 weeks"), (28, "2 to 4 weeks"))
"""Calendar days from raised to resolved, below which each ends."""

Source = EscalationRow | ChallengeRow | ReviewRow | ActivityRow


@dataclass(frozen=True, slots=True)
class Counted:
    """One record in one cell of one table."""

    table: str
    row: tuple[str, ...]
    column: str
    of: Source
    on: date
    """The day that puts it there."""
    times: int = 1


def counted(found: Found, policy: Policy, period: Period) -> Iterator[Counted]:
    """Every cell that every record adds to; totals are sums of these."""
    for escalation in found.escalations:
        yield from _stages(escalation, period)
        if escalation.raised_on in period:
            yield from _once(escalation, policy)
            yield from _resolved(escalation)
    for challenge in found.challenges:
        on = challenge.opened_on
        yield Counted(CHALLENGES, (month_of(on),), "challenges", challenge, on)
    for review in found.reviews:
        yield from _review(review)
    for activity in found.activities:
        yield from _activity(activity, policy)


def stage_label(number: int | None) -> str:
    """As tables name it: its number; Cafcass, where no rung of the ladder is it, by its name."""
    if number is None:
        return NOT_RECORDED
    return {0: INFORMAL_STAGE, CAFCASS_OUTSIDE_LADDER.number: CAFCASS}.get(number, str(number))


def _stages(one: EscalationRow, period: Period) -> Iterator[Counted]:
    """A stage in the month it was raised, whenever the concern itself began."""
    for number, on in one.stages or ((None, one.began_on),):
        if on in period:
            yield Counted(BY_MONTH, (month_of(on),), stage_label(number), one, on)


def _once(one: EscalationRow, policy: Policy) -> Iterator[Counted]:
    on = one.raised_on
    month = month_of(on)
    yield Counted(RAISED, (month,), "concerns", one, on)
    yield Counted(BY_TEAM, (one.team or NOT_RECORDED,), month, one, on)
    for theme in themes_counted(one.themes, policy):
        yield Counted(BY_THEME, (theme,), month, one, on)
    highest = max((number for number, _ in one.stages), default=None)
    status = one.child_status if one.child_status in ("CLA", "CP") else NOT_RECORDED
    yield Counted(BY_STATUS, (stage_label(highest),), status, one, on)


def themes_counted(themes: tuple[str, ...], policy: Policy) -> tuple[str, ...]:
    """Each once; a file may name what the authority's own table calls no theme (`Blank`)."""
    named = dict.fromkeys(theme for theme in themes if theme and theme != policy.no_theme_label)
    return tuple(named) or (NOT_RECORDED,)


def _resolved(one: EscalationRow) -> Iterator[Counted]:
    on = one.resolved_on if one.resolved_on and not one.is_open else one.raised_on
    yield Counted(RESOLVED, (BAND, band_of(one)), "count", one, on)
    if not one.is_open:
        yield Counted(RESOLVED, (STAGE, stage_label(one.resolved_stage)), "count", one, on)


def band_of(one: EscalationRow) -> str:
    """A resolution without a day, or before the day it was raised, has no length: not recorded."""
    if one.is_open:
        return OPEN
    if one.resolved_on is None or one.resolved_on < one.raised_on:
        return NOT_RECORDED
    days = (one.resolved_on - one.raised_on).days
    return next((band for ends, band in BANDS if days < ends), LONGEST)


def _review(one: ReviewRow) -> Iterator[Counted]:
    on, month = one.held_on, (month_of(one.held_on),)
    yield Counted(REVIEWS, month, "held", one, on)
    yield Counted(REVIEWS, month, "in_timescale" if one.held_on <= one.due_on else "late", one, on)
    if one.rearranged:
        yield Counted(REVIEWS, month, "rearranged", one, on, one.rearranged)
    yield Counted(PARTICIPATION, (one.participation or NOT_RECORDED,), "count", one, on)
    yield Counted(ACTIVITY, month, "reviews", one, on)


def _activity(one: ActivityRow, policy: Policy) -> Iterator[Counted]:
    on, month = one.happened_on, (month_of(one.happened_on),)
    match one.kind:
        case ActivityKind.VISIT:
            yield Counted(ACTIVITY, month, "visits", one, on)
        case ActivityKind.MIDWAY:
            yield Counted(ACTIVITY, month, "midway_reviews", one, on)
        case ActivityKind.GRADE:
            yield Counted(GRADES, month, _grade(one.value, policy), one, on)
        case ActivityKind.RAG:
            yield Counted(RAG, (one.value.lower() or NOT_RECORDED,), "count", one, on)


def _grade(value: str, policy: Policy) -> str:
    """In the policy's own spelling."""
    same = (grade for grade in policy.grades if grade.casefold() == value.casefold())
    return next(same, value or NOT_RECORDED)
