"""Concerns with their themes, steps and narrative."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from bot.domain.concerns import Concern, ConcernKind, ConcernStatus, StepState
from bot.errors import VersionConflict
from storage.children import caseload
from storage.columns import OURS
from storage.concern_reading import Reading, read_concerns, reading, with_entries
from storage.concern_tables import action, concern, concern_theme, entry, step
from storage.database import Work


def concern_by_id(work: Work, concern_id: int) -> Concern | None:
    """With its whole narrative."""
    found = read_concerns(work, _BY_ID, concern_id=concern_id)
    return with_entries(work, found[0]) if found else None


def concern_of_step(work: Work, step_id: int) -> Concern | None:
    """With its whole narrative."""
    concern_id = work.ask(_OF_STEP, step_id=step_id).scalar()
    return concern_by_id(work, concern_id) if concern_id is not None else None


def open_concerns(
    work: Work, *, iro_ids: Sequence[int] | None = None, child_id: int | None = None, formal: bool = False
) -> list[Concern]:
    """Of these IROs' children, or of one child; without narratives, oldest clock first."""
    given: dict[str, Any] = {"iro_ids": iro_ids, "child_id": child_id}
    by = _open(of_iros=iro_ids is not None, of_child=child_id is not None, formal=formal)
    return read_concerns(work, by, **{name: value for name, value in given.items() if value is not None})


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
    return read_concerns(work, _ADDRESSED, person_id=person_id, email=email)


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
    return read_concerns(work, _OF_CHILD, child_id=child_id)


def closed_concerns(work: Work, iro_id: int, at_most: int) -> list[Concern]:
    """Of this IRO's children, the last closed first."""
    found = read_concerns(work, _CLOSED, iro_id=iro_id)
    return sorted(found, key=lambda one: (one.resolved_on or one.opened_on, one.id), reverse=True)[:at_most]


def concerns_not_filed(work: Work, iro_id: int) -> list[Concern]:
    return read_concerns(work, _NOT_FILED, iro_id=iro_id)


def add_concern(work: Work, values: dict[str, Any], themes: Iterable[str]) -> int:
    concern_id = int(work.ask(_ADD_CONCERN, **values).scalar_one())
    _add_themes(work, concern_id, themes)
    return concern_id


def put_themes(work: Work, concern_id: int, themes: Iterable[str]) -> None:
    """In the place of those it had."""
    work.db.execute(sa.delete(concern_theme).where(concern_theme.c.concern_id == concern_id))
    _add_themes(work, concern_id, themes)


def _add_themes(work: Work, concern_id: int, themes: Iterable[str]) -> None:
    rows = [
        {"tenant": work.tenant, "concern_id": concern_id, "position": position, "theme": theme}
        for position, theme in enumerate(themes)
    ]
    if rows:
        work.db.execute(_ADD_THEMES, rows)


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
    work.ask(_ADD_ENTRY, concern_id=concern_id, **values)


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
    return int(work.ask(_ADD_STEP, concern_id=concern_id, **values).scalar_one())


def change_step(work: Work, step_id: int, **values: Any) -> None:
    work.db.execute(sa.update(step).where(step.c.id == step_id).values(**values))


def _listed(work: Work, *conditions: Any) -> list[Concern]:
    """By conditions that are not asked in every turn."""
    return read_concerns(work, reading(*conditions))


@functools.cache
def _open(*, of_iros: bool, of_child: bool, formal: bool) -> Reading:
    conditions: list[Any] = [concern.c.status == ConcernStatus.OPEN]
    if of_iros:
        conditions.append(concern.c.child_id.in_(caseload(OURS, sa.bindparam("iro_ids", expanding=True))))
    if of_child:
        conditions.append(concern.c.child_id == sa.bindparam("child_id"))
    if formal:
        conditions.append(concern.c.kind == ConcernKind.ESCALATION)
    return reading(*conditions)


_BY_ID = reading(concern.c.id == sa.bindparam("concern_id"))
_OF_CHILD = reading(concern.c.child_id == sa.bindparam("child_id"))
_OF_IRO = concern.c.child_id.in_(caseload(OURS, [sa.bindparam("iro_id")]))
_CLOSED = reading(_OF_IRO, concern.c.status != ConcernStatus.OPEN)
_NOT_FILED = reading(_OF_IRO, concern.c.last_position > concern.c.filed_position)
_ADDRESSED = reading(
    concern.c.status == ConcernStatus.OPEN,
    concern.c.id.in_(
        sa.select(step.c.concern_id).where(
            step.c.tenant == OURS,
            step.c.state.in_((StepState.RAISED, StepState.ANSWERED)),
            sa.or_(
                step.c.to_person_id == sa.bindparam("person_id"), step.c.to_email == sa.bindparam("email")
            ),
        )
    ),
)
_OF_STEP = sa.select(step.c.concern_id).where(step.c.tenant == OURS, step.c.id == sa.bindparam("step_id"))
_ADD_CONCERN = sa.insert(concern).returning(concern.c.id)
_ADD_THEMES = sa.insert(concern_theme)
_ADD_ENTRY = sa.insert(entry)
_ADD_STEP = sa.insert(step).returning(step.c.id)
