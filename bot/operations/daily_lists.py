"""What the one message of a day says to a person: from the facts of the moment it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.domain import matters
from bot.domain.between import quarter_of
from bot.domain.concerns import Concern
from bot.domain.matters import BETWEEN, Matter, Topic, days_before
from bot.domain.notices import Daily
from bot.domain.people import Role
from bot.domain.reminding import Since, is_told, moment_on
from bot.domain.results_between import WantedRow
from bot.domain.reviewing import last_day_of, papers_due
from bot.operations.absence import MIDNIGHT, while_away
from bot.operations.between_lists import Standing, due_rows, is_set, standings, unseen_this_quarter
from bot.operations.desk import Desk
from bot.operations.finding import concerns_addressed, team_of
from bot.operations.planning import daily_about
from bot.operations.recipients import next_addressees
from storage import children, concerns, reminders, review_changes

REMEMBERED = timedelta(days=60)
"""Longer than a list waits for anybody."""


def daily_list(desk: Desk, day: date, since: date | None) -> Daily | None:
    """`day`: for which it was planned. None: nothing is news, or another list tells of it."""
    about = daily_about(day, since)
    if _is_told_by_another(desk, day, about):
        return None
    told, away = news_since(desk, since, due_matters(desk)), while_away(desk, about)
    return Daily(told, away) if told or away else None


def _is_told_by_another(desk: Desk, day: date, about: str) -> bool:
    """One that waits from before, or a week's: it will tell of this too. Or one that has left since."""
    own_at = moment_on(day, MIDNIGHT)
    found = reminders.lists_planned(desk.work, own_at - REMEMBERED, [desk.person.id])
    return any(
        one.planned_at < own_at or one.about == reminders.WEEKLY
        if one.state == "waiting"
        else one.left_at is not None and one.left_at >= own_at
        for one in found.get(desk.person.id, [])
        if one.about != about
    )


def _is_news(desk: Desk, matter: Matter, since: date | None) -> bool:
    days = days_before(matter.topic, desk.policy.reminders)
    if days is None:
        return False
    again = desk.policy.weekly.weekday is None
    seen = Since(since, again_weekly=again)
    return is_told(matter.due_on, desk.today, seen, days, desk.calendar, matter.began_on)


def news_since(desk: Desk, since: date | None, due: Iterable[Matter]) -> tuple[Matter, ...]:
    """What of this is news, and what a snooze kept out until now; without what one still keeps out. By its
    date."""
    asleep = reminders.snoozed(desk.work, desk.person.id, desk.today)
    woken: set[str] = set()
    if since is not None:
        woken |= reminders.awake_since(desk.work, since, desk.today, desk.person.id).get(
            desk.person.id, set()
        )
    told = [
        one
        for one in due
        if not asleep.keys() & set(one.names)
        and _is_news(desk, one, None if woken & set(one.names) else since)
    ]
    return tuple(sorted(told, key=lambda one: (one.due_on, one.topic, one.name)))


def due_matters(desk: Desk) -> list[Matter]:
    """All that is due to this person in any of their roles, soon or late."""
    found = [*matters_of_records(desk), *_of_actions(desk)]
    if desk.person.is_a(Role.IRO):
        found += [*_of_reviews(desk), *_of_papers(desk), *_of_what_lies_between(desk)]
    return found


def matters_of_records(desk: Desk) -> list[Matter]:
    return [*_of_records(desk), *_of_late_answers(desk)]


def _of_records(desk: Desk) -> list[Matter]:
    own = concerns.open_concerns(desk.work, iro_ids=[desk.person.id]) if desk.person.is_a(Role.IRO) else []
    addressed = concerns_addressed(desk) if desk.person.is_a(Role.RESPONDER) else []
    mine = [matters.of_own_record(one, desk.person) for one in own]
    awaited = [matters.awaited_from(one, desk.person) for one in addressed]
    return [one for one in (*mine, *awaited) if one is not None]


def _of_actions(desk: Desk) -> list[Matter]:
    found = concerns.concerns_with_actions_of(desk.work, desk.person.id)
    return [action for one in found for action in matters.actions_of(one, desk.person)]


def _of_late_answers(desk: Desk) -> list[Matter]:
    if not matters.is_told_of_late_answers(desk.person, desk.policy.reminders):
        return []
    late = [matters.late_answer(one, desk.today) for one in _perhaps_late(desk)]
    return [one for one in late if one is not None]


def _perhaps_late(desk: Desk) -> list[Concern]:
    if desk.policy.reminders.late_answers_to == "iro_manager":
        return concerns.open_concerns(desk.work, iro_ids=[one.id for one in team_of(desk)], formal=True)
    after = next_addressees(desk.work, desk.policy)
    stages, teams = after.before(desk.person.email)
    found = concerns.concerns_late_at(desk.work, stages, teams, desk.today) if stages else []
    return [one for one in found if one.step and after.get((one.team, one.step.stage)) == desk.person.email]


def _of_reviews(desk: Desk) -> list[Matter]:
    if desk.policy.reminders.reviews is None and desk.policy.reminders.adjourned is None:
        return []
    return [
        Matter(
            Topic.ADJOURNED if one.adjourned_on else Topic.REVIEW,
            last_day_of(one, desk.calendar),
            one.child,
            review=one,
        )
        for one in children.reviews_due(desk.work, iro_ids=[desk.person.id])
    ]


def _of_papers(desk: Desk) -> list[Matter]:
    if desk.policy.reminders.papers is None:
        return []
    return papers_of(desk)


def papers_of(desk: Desk) -> list[Matter]:
    """Of the reviews this IRO recorded, whenever they are due."""
    held = review_changes.reviews_with_papers(desk.work, [desk.person.id])
    return [
        Matter(Topic.PAPER, paper.deadline.due_on, review.child, review=review, paper=paper)
        for review in held
        for paper in papers_due(review, desk.calendar, desk.policy.review_papers)
    ]


def _of_what_lies_between(desk: Desk) -> list[Matter]:
    days = {topic: days_before(topic, desk.policy.reminders) for topic in BETWEEN}
    asked = {topic: many for topic, many in days.items() if many is not None and is_set(desk, BETWEEN[topic])}
    is_asked = days_before(Topic.OVERSIGHT, desk.policy.reminders) is not None
    if not asked and not is_asked:
        return []
    standing = standings(desk, [desk.person.id])
    found = _of_the_quarter(desk, standing) if is_asked else []
    for topic, many in asked.items():
        rows = due_rows(desk, BETWEEN[topic], standing, desk.calendar.add_working_days(desk.today, many))
        found += [_between(topic, row) for row in rows]
    return found


def _of_the_quarter(desk: Desk, standing: Sequence[Standing]) -> list[Matter]:
    unseen = unseen_this_quarter(desk, standing)
    return [Matter(Topic.OVERSIGHT, quarter_of(desk.today).last, unseen=unseen)] if unseen else []


def _between(topic: Topic, row: WantedRow) -> Matter:
    return Matter(topic, row.due_on or date.min, row.child, row=row)
