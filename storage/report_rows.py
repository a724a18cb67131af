"""What one authority recorded in one period, in few questions, for the annual report."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from bot.domain.activities import ActivityKind
from bot.domain.concerns import ConcernKind, ConcernStatus, StepState
from bot.domain.report_rows import ActivityRow, ChallengeRow, EscalationRow, Found, Period, ReviewRow
from bot.domain.return_903 import HeldReview
from storage.concern_tables import concern, concern_theme, step
from storage.database import Work
from storage.tables import activity, child, review

REALLY_RAISED = (StepState.RAISED, StepState.ANSWERED)
COUNTED_ACTIVITIES = (ActivityKind.VISIT, ActivityKind.MIDWAY, ActivityKind.RAG, ActivityKind.GRADE)


def found_in(work: Work, period: Period) -> Found:
    """Every record that has something in the period; what was withdrawn is only numbered."""
    return Found(
        escalations=_escalations(work, period),
        challenges=_challenges(work, period),
        reviews=_reviews(work, period),
        activities=_activities(work, period),
        withdrawn=_withdrawn(work, period),
    )


def _ref(row: Any) -> str:
    return f"R-{row.opened_on.year}-{row.id:04d}"


def _escalations(work: Work, period: Period) -> list[EscalationRow]:
    chosen = _formal_in(work, period).subquery()
    stages, themes = _stages(work, chosen), _themes(work, chosen)
    rows = work.db.execute(
        sa.select(concern, child.c.reference)
        .join(child, child.c.id == concern.c.child_id)
        .where(concern.c.id.in_(sa.select(chosen.c.id)))
        .order_by(concern.c.id)
    )
    return [
        EscalationRow(
            record=_ref(row),
            outside_ref=row.outside_ref or "",
            child=row.reference,
            began_on=row.escalated_on or row.opened_on,
            stages=tuple(stages.get(row.id, ())),
            team=row.team,
            themes=tuple(themes.get(row.id, ())),
            child_status=row.child_status,
            is_open=row.status == ConcernStatus.OPEN,
            resolved_on=row.resolved_on,
            resolved_stage=row.resolved_stage,
        )
        for row in rows
    ]


def _formal_in(work: Work, period: Period) -> sa.Select[Any]:
    """Formal concerns with a stage raised in the period.

    Of those without any stage (a file did not name them), the ones that began in the period; a stage that
    was only asked for, or taken back, makes no formal concern.
    """
    began = sa.func.coalesce(concern.c.escalated_on, concern.c.opened_on)
    raised = sa.select(step.c.concern_id).where(
        step.c.tenant == work.tenant,
        step.c.state.in_(REALLY_RAISED),
        step.c.raised_on.between(period.from_on, period.to_on),
    )
    without = ~sa.exists().where(step.c.concern_id == concern.c.id)
    return sa.select(concern.c.id).where(
        concern.c.tenant == work.tenant,
        concern.c.kind == ConcernKind.ESCALATION,
        concern.c.status != ConcernStatus.WITHDRAWN,
        sa.or_(concern.c.id.in_(raised), sa.and_(began.between(period.from_on, period.to_on), without)),
    )


def _stages(work: Work, chosen: sa.Subquery) -> dict[int, list[Any]]:
    """All of a concern's stages that were raised, in the period or not: they say when it began."""
    rows = work.db.execute(
        sa.select(step.c.concern_id, step.c.stage, step.c.raised_on)
        .where(step.c.concern_id.in_(sa.select(chosen.c.id)), step.c.state.in_(REALLY_RAISED))
        .order_by(step.c.id)
    )
    return _gathered((row.concern_id, (row.stage, row.raised_on)) for row in rows)


def _themes(work: Work, chosen: sa.Subquery) -> dict[int, list[Any]]:
    rows = work.db.execute(
        sa.select(concern_theme.c.concern_id, concern_theme.c.theme)
        .where(concern_theme.c.concern_id.in_(sa.select(chosen.c.id)))
        .order_by(concern_theme.c.concern_id, concern_theme.c.position)
    )
    return _gathered((row.concern_id, row.theme) for row in rows)


def _gathered(pairs: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for one, value in pairs:
        found[one].append(value)
    return found


def _challenges(work: Work, period: Period) -> list[ChallengeRow]:
    """Logged informally in the period: those still informal, and those that became formal since."""
    informally = sa.or_(concern.c.kind == ConcernKind.CHALLENGE, concern.c.due_on.is_not(None))
    rows = work.db.execute(
        sa.select(concern.c.id, concern.c.opened_on, concern.c.outside_ref, child.c.reference)
        .join(child, child.c.id == concern.c.child_id)
        .where(
            concern.c.tenant == work.tenant,
            concern.c.status != ConcernStatus.WITHDRAWN,
            concern.c.opened_on.between(period.from_on, period.to_on),
            informally,
        )
        .order_by(concern.c.id)
    )
    return [ChallengeRow(_ref(row), row.outside_ref or "", row.reference, row.opened_on) for row in rows]


def _reviews(work: Work, period: Period) -> list[ReviewRow]:
    rows = work.db.execute(
        sa.select(
            review.c.id,
            child.c.reference,
            review.c.kind,
            review.c.due_on,
            review.c.held_on,
            review.c.participation,
            review.c.rearranged,
        )
        .join(child, child.c.id == review.c.child_id)
        .where(
            review.c.tenant == work.tenant,
            review.c.undone.is_(False),
            review.c.held_on.between(period.from_on, period.to_on),
        )
        .order_by(review.c.id)
    )
    return [
        ReviewRow(id_, reference, kind, due_on, held_on, participation or "", rearranged)
        for id_, reference, kind, due_on, held_on, participation, rearranged in rows
    ]


def held_reviews(work: Work, period: Period) -> list[HeldReview]:
    """Of every kind, by child and day."""
    rows = work.db.execute(
        sa.select(child.c.reference, review.c.kind, child.c.born_on, review.c.held_on, review.c.participation)
        .join(child, child.c.id == review.c.child_id)
        .where(
            review.c.tenant == work.tenant,
            review.c.undone.is_(False),
            review.c.held_on.between(period.from_on, period.to_on),
        )
        .order_by(child.c.reference, review.c.held_on, review.c.id)
    )
    return [HeldReview(*row[:4], row.participation or "") for row in rows]


def _activities(work: Work, period: Period) -> list[ActivityRow]:
    rows = work.db.execute(
        sa.select(activity.c.id, child.c.reference, activity.c.kind, activity.c.happened_on, activity.c.value)
        .join(child, child.c.id == activity.c.child_id)
        .where(
            activity.c.tenant == work.tenant,
            activity.c.undone.is_(False),
            activity.c.kind.in_(COUNTED_ACTIVITIES),
            activity.c.happened_on.between(period.from_on, period.to_on),
        )
        .order_by(activity.c.id)
    )
    return [ActivityRow(*row) for row in rows]


def _withdrawn(work: Work, period: Period) -> int:
    query = sa.select(sa.func.count()).where(
        concern.c.tenant == work.tenant,
        concern.c.status == ConcernStatus.WITHDRAWN,
        concern.c.opened_on.between(period.from_on, period.to_on),
    )
    return int(work.db.execute(query).scalar_one())
