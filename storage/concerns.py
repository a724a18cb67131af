"""Concerns with their themes, steps and narrative."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from bot.domain.concerns import Concern, ConcernKind, ConcernStatus, Entry, Step, StepState
from bot.errors import VersionConflict
from storage.concern_parts import parts_of
from storage.concern_rows import NO_PARTS, concern_of, entry_of, step_of
from storage.concern_tables import action, concern, concern_theme, entry, step
from storage.database import Work
from storage.tables import child, person


def concern_by_id(work: Work, concern_id: int) -> Concern | None:
    """With its whole narrative."""
    found = _listed(work, concern.c.id == concern_id)
    return replace(found[0], entries=_entries(work, concern_id)) if found else None


def concern_of_step(work: Work, step_id: int) -> Concern | None:
    """With its whole narrative."""
    of_step = sa.select(step.c.concern_id).where(step.c.tenant == work.tenant, step.c.id == step_id)
    concern_id = work.db.execute(of_step).scalar()
    return concern_by_id(work, concern_id) if concern_id is not None else None


def open_concerns(
    work: Work, *, iro_ids: Sequence[int] | None = None, child_id: int | None = None, formal: bool = False
) -> list[Concern]:
    """Of these IROs' children, or of one child; without narratives, oldest clock first."""
    conditions: list[Any] = [concern.c.status == ConcernStatus.OPEN]
    if iro_ids is not None:
        conditions.append(child.c.iro_id.in_(iro_ids))
    if child_id is not None:
        conditions.append(concern.c.child_id == child_id)
    if formal:
        conditions.append(concern.c.kind == ConcernKind.ESCALATION)
    return _listed(work, *conditions)


def open_concerns_after(work: Work, concern_id: int, at_most: int) -> list[Concern]:
    """In the order of their numbers, from the one after `concern_id`; without narratives."""
    ids = (
        sa.select(concern.c.id)
        .where(
            concern.c.tenant == work.tenant,
            concern.c.status == ConcernStatus.OPEN,
            concern.c.id > concern_id,
        )
        .order_by(concern.c.id)
        .limit(at_most)
    )
    found = _listed(work, concern.c.id.in_(list(work.db.execute(ids).scalars())))
    return sorted(found, key=lambda one: one.id)


def concerns_addressed_to(work: Work, person_id: int, email: str) -> list[Concern]:
    """Open, and raised at a stage addressed to this responder."""
    mine = sa.select(step.c.concern_id).where(
        step.c.tenant == work.tenant,
        step.c.state.in_((StepState.RAISED, StepState.ANSWERED)),
        sa.or_(step.c.to_person_id == person_id, step.c.to_email == email),
    )
    return _listed(work, concern.c.status == ConcernStatus.OPEN, concern.c.id.in_(mine))


def concerns_with_actions_of(work: Work, person_id: int) -> list[Concern]:
    """Open, with something that this person is still to do."""
    theirs = sa.select(action.c.concern_id).where(
        action.c.tenant == work.tenant,
        action.c.owner_id == person_id,
        action.c.done_on.is_(None),
        action.c.undone.is_(False),
    )
    return _listed(work, concern.c.status == ConcernStatus.OPEN, concern.c.id.in_(theirs))


def concerns_by_ids(work: Work, ids: Sequence[int]) -> list[Concern]:
    """Without narratives, oldest clock first."""
    return _listed(work, concern.c.id.in_(ids)) if ids else []


def concerns_of_steps(work: Work, step_ids: Sequence[int]) -> list[Concern]:
    of_these = sa.select(step.c.concern_id).where(step.c.tenant == work.tenant, step.c.id.in_(step_ids))
    return _listed(work, concern.c.id.in_(of_these)) if step_ids else []


def concerns_late_at(
    work: Work, stages: Sequence[int], teams: Sequence[str] | None, today: date
) -> list[Concern]:
    """Open, of these teams, with an answer at one of these stages that is overdue. None: of all teams."""
    late = sa.select(step.c.concern_id).where(
        step.c.tenant == work.tenant,
        step.c.stage.in_(stages),
        sa.or_(
            sa.and_(step.c.state == StepState.RAISED, step.c.due_on < today),
            sa.and_(step.c.state == StepState.ANSWERED, concern.c.promised_on < today),
        ),
    )
    of_teams = [] if teams is None else [concern.c.team.in_(teams)]
    return _listed(work, concern.c.status == ConcernStatus.OPEN, concern.c.id.in_(late), *of_teams)


def concerns_of_child(work: Work, child_id: int) -> list[Concern]:
    """Open and closed."""
    return _listed(work, concern.c.child_id == child_id)


def closed_concerns(work: Work, iro_id: int, at_most: int) -> list[Concern]:
    """Of this IRO's children, the last closed first."""
    found = _listed(work, child.c.iro_id == iro_id, concern.c.status != ConcernStatus.OPEN)
    return sorted(found, key=lambda one: (one.resolved_on or one.opened_on, one.id), reverse=True)[:at_most]


def concerns_not_filed(work: Work, iro_id: int) -> list[Concern]:
    return _listed(work, child.c.iro_id == iro_id, concern.c.last_position > concern.c.filed_position)


def add_concern(work: Work, values: dict[str, Any], themes: Iterable[str]) -> int:
    inserted = work.db.execute(
        sa.insert(concern).values(tenant=work.tenant, **values).returning(concern.c.id)
    )
    concern_id = int(inserted.scalar_one())
    put_themes(work, concern_id, themes)
    return concern_id


def put_themes(work: Work, concern_id: int, themes: Iterable[str]) -> None:
    work.db.execute(sa.delete(concern_theme).where(concern_theme.c.concern_id == concern_id))
    rows = [
        {"tenant": work.tenant, "concern_id": concern_id, "position": position, "theme": theme}
        for position, theme in enumerate(themes)
    ]
    if rows:
        work.db.execute(sa.insert(concern_theme), rows)


def change_concern(work: Work, found: Concern, **values: Any) -> None:
    """Raises VersionConflict when somebody changed it since `found` was read."""
    done = work.db.execute(
        sa.update(concern)
        .where(concern.c.id == found.id, concern.c.version == found.version)
        .values(version=found.version + 1, **values)
    )
    if done.rowcount != 1:
        raise VersionConflict


def add_entry(work: Work, concern_id: int, values: dict[str, Any]) -> None:
    work.db.execute(sa.insert(entry).values(tenant=work.tenant, concern_id=concern_id, **values))


def strike_entry(work: Work, concern_id: int, position: int) -> None:
    """Marks it as undone; the words stay visible in the history."""
    where = (entry.c.concern_id == concern_id, entry.c.position == position)
    work.db.execute(sa.update(entry).where(*where).values(undone=True))


def mark_promise(work: Work, concern_id: int, position: int, kept: bool | None) -> None:
    where = (entry.c.concern_id == concern_id, entry.c.position == position)
    work.db.execute(sa.update(entry).where(*where).values(kept=kept))


def ask_again(work: Work, step_id: int) -> None:
    """What was asked for, and raised, and taken back, waits to be raised again."""
    taken_back = step.alias()
    earlier = (
        sa.select(step.c.id)
        .join(taken_back, taken_back.c.concern_id == step.c.concern_id)
        .where(
            taken_back.c.id == step_id,
            step.c.id < step_id,
            step.c.stage == taken_back.c.stage,
            step.c.state == StepState.UNDONE,
        )
        .order_by(step.c.id.desc())
        .limit(1)
    )
    asked = work.db.execute(earlier).scalar()
    if asked is not None:
        change_step(work, asked, state=StepState.ASKED)


def add_step(work: Work, concern_id: int, values: dict[str, Any]) -> int:
    row = sa.insert(step).values(tenant=work.tenant, concern_id=concern_id, **values).returning(step.c.id)
    return int(work.db.execute(row).scalar_one())


def change_step(work: Work, step_id: int, **values: Any) -> None:
    work.db.execute(sa.update(step).where(step.c.id == step_id).values(**values))


def _listed(work: Work, *conditions: Any) -> list[Concern]:
    rows = work.db.execute(
        sa.select(
            concern,
            child.c.reference,
            child.c.iro_id,
            person.c.name.label("iro_name"),
            person.c.manager_email.label("iro_manager_email"),
        )
        .join(child, child.c.id == concern.c.child_id)
        .outerjoin(person, person.c.id == child.c.iro_id)
        .where(concern.c.tenant == work.tenant, *conditions)
    ).all()
    if not rows:
        return []
    ids = [row.id for row in rows]
    themes, steps, parts = _themes(work, ids), _steps(work, ids), parts_of(work, ids)
    found = [
        concern_of(row, tuple(themes[row.id]), tuple(steps[row.id]), parts.get(row.id, NO_PARTS))
        for row in rows
    ]
    return sorted(found, key=_clock)


def _clock(found: Concern) -> tuple[bool, Any, int]:
    return (found.next_date is None, found.next_date or found.opened_on, found.id)


def _themes(work: Work, ids: Sequence[int]) -> dict[int, list[str]]:
    by_concern: dict[int, list[str]] = defaultdict(list)
    query = (
        sa.select(concern_theme).where(concern_theme.c.concern_id.in_(ids)).order_by(concern_theme.c.position)
    )
    for row in work.db.execute(query):
        by_concern[row.concern_id].append(row.theme)
    return by_concern


def _steps(work: Work, ids: Sequence[int]) -> dict[int, list[Step]]:
    by_concern: dict[int, list[Step]] = defaultdict(list)
    query = (
        sa.select(step, person.c.name.label("raised_by_name"))
        .outerjoin(person, person.c.id == step.c.raised_by)
        .where(step.c.concern_id.in_(ids), step.c.state != StepState.UNDONE)
        .order_by(step.c.id)
    )
    for row in work.db.execute(query):
        by_concern[row.concern_id].append(step_of(row))
    return by_concern


def _entries(work: Work, concern_id: int) -> tuple[Entry, ...]:
    rows = work.db.execute(
        sa.select(entry, person.c.name.label("by_name"))
        .outerjoin(person, person.c.id == entry.c.by_id)
        .where(entry.c.concern_id == concern_id)
        .order_by(entry.c.position)
    )
    return tuple(entry_of(row) for row in rows)
