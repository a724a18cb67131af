"""What the one message of a week says to a person: from the facts of the moment it is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.concerns import Concern
from bot.domain.leave import leave_on
from bot.domain.matters import Matter, Topic
from bot.domain.notices import AwaitedAnswers, Away, BetweenWaiting, Digest, Weekly, WeeklyList
from bot.domain.people import Role
from bot.domain.permissions import is_addressed_by
from bot.domain.reminding import LONDON, moment_on, office_day_before
from bot.domain.results import TeamStatus
from bot.domain.results_concern import ActionDue
from bot.domain.reviewing import last_day_of
from bot.operations.absence import MIDNIGHT, while_away
from bot.operations.between_lists import between_waiting
from bot.operations.daily_lists import matters_of_records, news_since, papers_of
from bot.operations.desk import Desk
from bot.operations.finding import concerns_addressed, team_of
from bot.operations.recipients import reviews_until, sunday_of
from bot.operations.reviews import reviews_due_by
from bot.operations.status import team_status
from storage import concerns, reminders

NOTHING = WeeklyList((), 0, 0, 0)
IN_NO_OTHER_PART = frozenset({Topic.LATE_ANSWER, Topic.CHALLENGE})


def weekly_list(desk: Desk) -> Weekly | None:
    also_to = desk.policy.weekly.also_to
    mine = _of_iro(desk) if desk.person.is_a(Role.IRO) else None
    team = _digest(desk) if desk.person.is_a(Role.IRO_MANAGER) and "iro_manager" in also_to else None
    answers = _answers(desk) if any(desk.person.is_a(Role(role)) for role in also_to) else None
    away, news = while_away(desk, reminders.WEEKLY), _news(desk)
    if not (mine or team or answers or away or news):
        return None
    return Weekly(mine, team, answers, away, news)


def _news(desk: Desk) -> tuple[Matter, ...]:
    """What is told of on a day, and stands in no other part of the week's message."""
    due = [one for one in matters_of_records(desk) if one.topic in IN_NO_OTHER_PART]
    if not due:
        return ()
    before = reminders.last_run_before(desk.work, moment_on(desk.today, MIDNIGHT))
    first_time = office_day_before(desk.today, desk.calendar)
    return news_since(desk, before.astimezone(LONDON).date() if before else first_time, due)


def _of_iro(desk: Desk) -> WeeklyList | None:
    """None: nothing waits. What is only not yet on the child's file makes no list of its own."""
    also = desk.policy.weekly.also
    mine = concerns.open_concerns(desk.work, iro_ids=[desk.person.id])
    late = [one for one in mine if not one.is_formal and one.due_on and one.due_on < desk.today]
    overdue, soon = _reviews(desk) if "reviews" in also else (0, 0)
    found = WeeklyList(
        tuple(one for one in mine if one.is_formal),
        len(late) if "challenges" in also else 0,
        overdue,
        0,
        _actions_of_the_week(desk) if "actions" in also else (),
        between_waiting(desk) if "between_reviews" in also else BetweenWaiting(),
        reviews_soon=soon,
        papers_due=_papers_of_the_week(desk) if "papers" in also else 0,
    )
    return _with_the_rest(desk, found) if found != NOTHING else None


def _with_the_rest(desk: Desk, found: WeeklyList) -> WeeklyList:
    not_filed = 0
    if "filing" in desk.policy.weekly.also:
        not_filed = len(concerns.concerns_not_filed(desk.work, desk.person.id))
    return replace(found, not_filed=not_filed, snoozed=_snoozed(desk))


def _snoozed(desk: Desk) -> dict[str, date]:
    return reminders.snoozed(desk.work, desk.person.id, desk.today)


def _reviews(desk: Desk) -> tuple[int, int]:
    """Overdue, and coming."""
    until = reviews_until(desk.policy, desk.today, desk.calendar)
    found = reviews_due_by(desk, [desk.person.id], until)
    overdue = sum(last_day_of(one, desk.calendar) < desk.today for one in found)
    return overdue, len(found) - overdue


def _papers_of_the_week(desk: Desk) -> int:
    return sum(one.due_on <= sunday_of(desk.today) for one in papers_of(desk))


def _actions_of_the_week(desk: Desk) -> tuple[ActionDue, ...]:
    """What this person is to do by Sunday, or was to do before, on any record."""
    found = concerns.concerns_with_actions_of(desk.work, desk.person.id)
    own = [ActionDue(one, action) for one in found for action in one.actions_open]
    due = [
        row
        for row in own
        if row.action.owner_id == desk.person.id and row.action.due_on <= sunday_of(desk.today)
    ]
    return tuple(sorted(due, key=lambda row: (row.action.due_on, row.action.id)))


def _answers(desk: Desk) -> AwaitedAnswers | None:
    """Of the stages addressed to this person, those that still want their answer; and their actions.

    An IRO's own actions stand in their list already.
    """
    found = tuple(one for one in concerns_addressed(desk) if _awaits(desk, one))
    actions = () if desk.person.is_a(Role.IRO) else _actions_of_the_week(desk)
    return AwaitedAnswers(found, actions, _snoozed(desk)) if found or actions else None


def _awaits(desk: Desk, concern: Concern) -> bool:
    step = concern.step
    return concern.may_be_answered and step is not None and is_addressed_by(desk.person, step)


def _digest(desk: Desk) -> Digest | None:
    status = team_status(desk)
    if not isinstance(status, TeamStatus):
        return None
    away = _away(desk)
    waits = status.open or status.reviews_overdue or status.unreachable or away
    return Digest(status, away) if waits else None


def _away(desk: Desk) -> tuple[Away, ...]:
    """Whoever of the team is on leave, with what is overdue meanwhile."""
    team = team_of(desk)
    leaves = reminders.leaves(desk.work, desk.today, [one.id for one in team])
    gone = {one: leave for one in team if (leave := leave_on(leaves.get(one.id, []), desk.today))}
    found = concerns.open_concerns(desk.work, iro_ids=[one.id for one in gone]) if gone else []
    late = [one for one in found if one.next_date is not None and one.next_date < desk.today]
    return tuple(
        Away(one.name, leave.to_on, tuple(concern for concern in late if concern.iro_id == one.id))
        for one, leave in gone.items()
    )
