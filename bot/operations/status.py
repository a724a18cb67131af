"""The team's status for its manager."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from bot.domain.concerns import Concern
from bot.domain.intents import Do
from bot.domain.ladder import stages_of
from bot.domain.people import Person, Role
from bot.domain.policy import Policy
from bot.domain.refusals import NotAllowed
from bot.domain.results import StageCount, StatusRow, TeamStatus
from bot.operations.desk import Desk
from bot.operations.finding import team_of
from bot.operations.reviews import reviews_due_by
from storage import concerns, conversations

OLDEST = 5


def team_status(desk: Desk) -> TeamStatus | NotAllowed:
    if not desk.person.is_a(Role.IRO_MANAGER):
        return NotAllowed(Do.TEAM_STATUS)
    team = team_of(desk)
    ids = [iro.id for iro in team]
    found = concerns.open_concerns(desk.work, iro_ids=ids)
    overdue = [one for one in found if one.next_date is not None and one.next_date < desk.today]
    yesterday = desk.today - timedelta(days=1)
    return TeamStatus(
        by_stage=_by_stage(found, desk.policy),
        by_iro=tuple(_row(iro, found, overdue) for iro in team),
        open=len(found),
        overdue=len(overdue),
        reviews_overdue=len(reviews_due_by(desk, ids, yesterday)),
        oldest=tuple(one for one in found if one.is_formal)[:OLDEST],
        unreachable=tuple(one.name for one in conversations.unreachable_people(desk.work)),
    )


def _by_stage(found: Sequence[Concern], policy: Policy) -> tuple[StageCount, ...]:
    at = Counter(_stage_of(one) for one in found)
    ladder = [stage.name for stage in stages_of(policy)]
    others = sorted({name for name in at if name} - set(ladder))
    return tuple(StageCount(name, at[name]) for name in [None, *ladder, *others])


def _stage_of(concern: Concern) -> str | None:
    """What is formal, and so far only asked for, counts at the stage that was asked for."""
    at = concern.step or concern.asked
    return at.name if at else None


def _row(iro: Person, found: Sequence[Concern], overdue: Sequence[Concern]) -> StatusRow:
    return StatusRow(
        iro.name, sum(one.iro_id == iro.id for one in found), sum(one.iro_id == iro.id for one in overdue)
    )
