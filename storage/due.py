"""Whom something due might concern, asked once for all people of an authority. Each answer is a set of ids.

`Spans` are of days, the first day excluded and the last included.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from bot.domain.concerns import ConcernKind, ConcernStatus, StepState
from storage.concern_tables import action, concern, step
from storage.database import Work
from storage.tables import child, conversation, person, review

Spans = Sequence[tuple[date, date]]
ANSWERABLE = (StepState.RAISED, StepState.ANSWERED)


def iros_with_an_escalation(work: Work) -> set[int]:
    return _ids(work, _open_iros(work).where(concern.c.kind == ConcernKind.ESCALATION))


def iros_with_a_challenge(work: Work, spans: Spans) -> set[int]:
    informal = concern.c.kind == ConcernKind.CHALLENGE
    return _ids(work, _open_iros(work).where(informal, _within(concern.c.due_on, spans)))


def iros_with_a_response(work: Work, spans: Spans) -> set[int]:
    """An answer due or promised, the 20th working day, or a stage raised, in these spans."""
    of_a_step = sa.exists().where(step.c.concern_id == concern.c.id, _awaited(spans))
    formal = concern.c.kind == ConcernKind.ESCALATION
    own = sa.or_(_within(concern.c.promised_on, spans), _within(concern.c.total_due_on, spans), of_a_step)
    return _ids(work, _open_iros(work).where(formal, own))


def asked_for_an_answer(work: Work, spans: Spans | None = None) -> set[int]:
    """Responders at a stage that is open; in these spans, or in any."""
    by_email = sa.and_(person.c.tenant == step.c.tenant, person.c.email == step.c.to_email)
    query = (
        sa.select(sa.func.coalesce(step.c.to_person_id, person.c.id))
        .join_from(step, concern, concern.c.id == step.c.concern_id)
        .outerjoin(person, by_email)
        .where(step.c.tenant == work.tenant, step.c.state.in_(ANSWERABLE), _is_open())
        .distinct()
    )
    return _ids(work, query if spans is None else query.where(_awaited_or_promised(spans)))


def late_answers(work: Work, spans: Spans) -> list[tuple[int | None, str, int]]:
    """IRO, team and stage of every answer that became overdue in these spans."""
    query = (
        sa.select(child.c.iro_id, concern.c.team, step.c.stage)
        .join_from(step, concern, concern.c.id == step.c.concern_id)
        .join(child, child.c.id == concern.c.child_id)
        .where(step.c.tenant == work.tenant, step.c.state.in_(ANSWERABLE), _is_open())
        .where(_awaited_or_promised(spans))
        .distinct()
    )
    return [(row.iro_id, row.team, row.stage) for row in work.db.execute(query)]


def owners_of_an_action(work: Work, spans: Spans) -> set[int]:
    query = (
        sa.select(action.c.owner_id)
        .join(concern, concern.c.id == action.c.concern_id)
        .where(action.c.tenant == work.tenant, action.c.done_on.is_(None), action.c.undone.is_(False))
        .where(_is_open(), _within(action.c.due_on, spans))
        .distinct()
    )
    return _ids(work, query)


def iros_with_a_review(work: Work, spans: Spans) -> set[int]:
    return _ids(work, _reviewing(work).where(review.c.held_on.is_(None), _within(review.c.due_on, spans)))


def iros_with_an_adjourned_review(work: Work, _spans: Spans) -> set[int]:
    """The day is worked out for each when the list is made."""
    is_adjourned = (review.c.held_on.is_(None), review.c.adjourned_on.is_not(None))
    return _ids(work, _reviewing(work).where(*is_adjourned))


def iros_with_papers(work: Work) -> set[int]:
    """Of reviews recorded here whose papers may still be wanted."""
    open_papers = (review.c.held_on.is_not(None), review.c.recorded_by.is_not(None))
    return _ids(work, _reviewing(work).where(*open_papers, review.c.distributed_on.is_(None)))


def iros_with_children(work: Work) -> set[int]:
    query = sa.select(child.c.iro_id).where(child.c.tenant == work.tenant).distinct()
    return _ids(work, query)


def have_a_chat(work: Work) -> set[int]:
    """Who was ever written to, or wrote."""
    return _ids(work, sa.select(conversation.c.person_id).where(conversation.c.tenant == work.tenant))


def _open_iros(work: Work) -> sa.Select[Any]:
    return (
        sa.select(child.c.iro_id)
        .join_from(concern, child, child.c.id == concern.c.child_id)
        .where(concern.c.tenant == work.tenant, _is_open())
        .distinct()
    )


def _reviewing(work: Work) -> sa.Select[Any]:
    return (
        sa.select(child.c.iro_id)
        .join_from(review, child, child.c.id == review.c.child_id)
        .where(review.c.tenant == work.tenant, review.c.undone.is_(False))
        .distinct()
    )


def _is_open() -> sa.ColumnElement[bool]:
    return concern.c.status == ConcernStatus.OPEN


def _awaited(spans: Spans) -> sa.ColumnElement[bool]:
    """A stage begun since the first span began is news as well."""
    is_new = step.c.raised_on >= min(after for after, _ in spans)
    return sa.and_(step.c.state == StepState.RAISED, sa.or_(_within(step.c.due_on, spans), is_new))


def _awaited_or_promised(spans: Spans) -> sa.ColumnElement[bool]:
    return sa.or_(_awaited(spans), _within(concern.c.promised_on, spans))


def _within(column: sa.ColumnElement[Any], spans: Spans) -> sa.ColumnElement[bool]:
    return sa.or_(sa.false(), *(sa.and_(column > after, column <= upto) for after, upto in spans))


def _ids(work: Work, query: sa.Select[Any]) -> set[int]:
    return {one for one in work.db.execute(query).scalars() if one is not None}
