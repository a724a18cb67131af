"""Whom something due might concern: a question of the store for each kind of matter, none for each person."""

from __future__ import annotations

from datetime import date, timedelta

from bot.domain.calendar import WorkingCalendar
from bot.domain.matters import BETWEEN, Topic, days_before
from bot.domain.people import Person, Role
from bot.domain.policy import BetweenReviews, Policy
from bot.domain.reminding import DAY, WEEK
from storage import due, people, reminders
from storage.database import Work
from storage.due import Spans

LONG_AGO = date(1990, 1, 1)
WEEKS_AGAIN = 12
"""How long something overdue is told of again where no weekly list does it."""


def weekly_recipients(work: Work, policy: Policy, calendar: WorkingCalendar, day: date) -> set[int]:
    """IROs for whom anything of the list waits, and who else has a weekly message."""
    also, also_to = policy.weekly.also, policy.weekly.also_to
    found = due.iros_with_an_escalation(work)
    if "challenges" in also:
        found |= due.iros_with_a_challenge(work, [(LONG_AGO, day - DAY)])
    if "actions" in also:
        found |= due.owners_of_an_action(work, [(LONG_AGO, sunday_of(day))])
    if "reviews" in also:
        found |= due.iros_with_a_review(work, [(LONG_AGO, reviews_until(policy, day, calendar))])
        found |= due.iros_with_an_adjourned_review(work, [])
    if "papers" in also:
        found |= due.iros_with_papers(work)
    if "between_reviews" in also and policy.between != BetweenReviews():
        found |= due.iros_with_children(work)
    if "responder" in also_to:
        found |= due.asked_for_an_answer(work)
    if "iro_manager" in also_to:
        found |= {one.id for one in people.everyone(work) if one.is_a(Role.IRO_MANAGER)}
    return found


def sunday_of(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())


def reviews_until(policy: Policy, day: date, calendar: WorkingCalendar) -> date:
    """The last day of the reviews that a weekly list counts as coming; yesterday where it counts none."""
    days = policy.reminders.reviews
    return day - DAY if days is None else calendar.add_working_days(day, days)


def daily_recipients(
    work: Work, policy: Policy, calendar: WorkingCalendar, since: date, day: date
) -> set[int]:
    spans = {
        topic: news_spans(policy, calendar, since, day, days)
        for topic in Topic
        if (days := days_before(topic, policy.reminders)) is not None
    }
    found = set(reminders.awake_since(work, since, day))
    for topic, ask in _ASKED.items():
        if topic in spans:
            found |= ask(work, spans[topic])
    if Topic.PAPER in spans:
        found |= due.iros_with_papers(work)
    if {*BETWEEN, Topic.OVERSIGHT} & spans.keys() and policy.between != BetweenReviews():
        found |= due.iros_with_children(work)
    if Topic.LATE_ANSWER in spans:
        found |= _told_of_late_answers(work, policy, spans[Topic.LATE_ANSWER])
    return found


_ASKED = {
    Topic.RESPONSE: due.iros_with_a_response,
    Topic.ANSWER: due.asked_for_an_answer,
    Topic.CHALLENGE: due.iros_with_a_challenge,
    Topic.ACTION: due.owners_of_an_action,
    Topic.REVIEW: due.iros_with_a_review,
    Topic.ADJOURNED: due.iros_with_an_adjourned_review,
}


def news_spans(policy: Policy, calendar: WorkingCalendar, since: date, day: date, days: int) -> Spans:
    """The dates of which a person is told on `day` and was not on `since`: see `reminding.is_told`."""
    ahead = [
        (calendar.add_working_days(since, n), calendar.add_working_days(day, n)) for n in {days, min(days, 1)}
    ]
    weeks = range(WEEKS_AGAIN if policy.weekly.weekday is None else 1)
    behind = [(since - DAY - n * WEEK, day - DAY - n * WEEK) for n in weeks]
    return [*ahead, *behind]


def _told_of_late_answers(work: Work, policy: Policy, spans: Spans) -> set[int]:
    late = due.late_answers(work, spans)
    staff = [one for one in people.everyone(work) if one.active] if late else []
    if policy.reminders.late_answers_to == "iro_manager":
        return _managers(staff, {iro_id for iro_id, _, _ in late})
    emails = next_addressees(work, policy)
    wanted = {emails.get((team, stage)) for _, team, stage in late}
    return {one.id for one in staff if one.is_a(Role.RESPONDER) and one.email in wanted}


def _managers(staff: list[Person], iro_ids: set[int | None]) -> set[int]:
    reports_to = {one.manager_email for one in staff if one.id in iro_ids}
    managers = [one for one in staff if one.is_a(Role.IRO_MANAGER)]
    return {one.id for one in managers if reports_to & {"", one.email}}


class NextAddressees:
    """By team and stage: the e-mail of whoever has the stage after it; all teams' where the team has none."""

    def __init__(self, named: dict[tuple[str, int], tuple[str, str]], policy: Policy) -> None:
        numbers = [stage.number for stage in policy.ladder if not stage.is_cafcass]
        self._next = dict(zip(numbers, numbers[1:], strict=False))
        self._named = named

    def get(self, place: tuple[str, int]) -> str | None:
        team, stage = place
        after = self._next.get(stage, 0)
        _, email = self._named.get((team, after)) or self._named.get(("", after)) or ("", None)
        return email

    def before(self, email: str) -> tuple[list[int], list[str] | None]:
        """The stages after which this person comes, and of which teams; None: of all."""
        mine = [place for place, (_, named) in self._named.items() if named == email]
        stages = [stage for stage, after in self._next.items() if after in {number for _, number in mine}]
        teams = [team for team, _ in mine]
        return stages, None if "" in teams else teams


def next_addressees(work: Work, policy: Policy) -> NextAddressees:
    return NextAddressees(people.all_addressees(work), policy)
