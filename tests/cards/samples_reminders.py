"""The lists a person is sent unasked, for each role, and what they may say of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.domain import matters, notices, results
from bot.domain import results_reminders as told
from bot.domain.concerns import Action
from bot.domain.leave import Choice, Leave
from bot.domain.matters import Matter, Topic
from bot.domain.policy import Policy
from bot.domain.results_between import WantedRow
from bot.domain.results_concern import ActionDue
from bot.domain.reviewing import papers_due
from tests.cards.cast import (
    CHILD,
    IRO,
    TODAY,
    calendar,
    escalation,
    many,
    overdue,
    review,
)

SOON, LATE = TODAY + timedelta(days=1), TODAY - timedelta(days=3)
READ = Action(5, "Read the file", IRO.name, IRO.id, SOON)
RING = Action(6, "Ring the school", "Priya Sample", 31, LATE)


def of_the_lists(rules: Policy) -> dict[str, notices.Notice]:
    """For the IRO."""
    return {
        "daily": notices.Daily(_of_every_kind(rules)),
        "daily_many": notices.Daily(tuple(_of_child(Topic.VISIT, number) for number in range(14))),
        "daily_back": notices.Daily((), many(rules, 2)),
        "weekly_all": notices.Weekly(
            notices.WeeklyList(
                many(rules, 2),
                1,
                2,
                3,
                (ActionDue(escalation(rules), READ),),
                notices.BetweenWaiting(1, 2, 3, 1, 14, 2),
                4,
                5,
                {
                    f"concern:{many(rules, 2)[0].id}": date(2026, 11, 30),
                    "midway:D-100043": date(2026, 11, 27),
                },
            ),
            while_away=many(rules, 1),
        ),
    }


def of_the_lists_of_managers(rules: Policy) -> dict[str, notices.Notice]:
    late = matters.late_answer(overdue(rules), TODAY)
    away = notices.Away("Sam Example", date(2026, 12, 4), (overdue(rules),))
    status = results.TeamStatus(
        (),
        (results.StatusRow("Sam Example", 7, 2), results.StatusRow("Ira Demo", 3, 0)),
        10,
        2,
        1,
        many(rules, 2),
        ("Lee Mockup",),
    )
    return {
        "daily_manager": notices.Daily((late,) if late else ()),
        "digest": notices.Weekly(team=notices.Digest(status, (away,)), news=(late,) if late else ()),
        "digest_quiet": notices.Weekly(team=notices.Digest(replace(status, unreachable=(), oldest=()))),
    }


def of_the_lists_of_responders(rules: Policy) -> dict[str, notices.Notice]:
    elsewhere = overdue(rules)
    step = elsewhere.step
    assert step is not None
    others = replace(elsewhere, steps=(replace(step, to_person_id=99, to_email="other@example.org"),))
    acted = Matter(Topic.ACTION, RING.due_on, CHILD, escalation(rules), action=RING)
    return {
        "daily_responder": notices.Daily(
            (
                Matter(Topic.ANSWER, SOON, CHILD, escalation(rules)),
                acted,
                Matter(Topic.LATE_ANSWER, LATE, CHILD, others),
            )
        ),
        "awaited": notices.Weekly(
            answers=notices.AwaitedAnswers(many(rules, 2), (ActionDue(escalation(rules), RING),))
        ),
    }


def _of_every_kind(rules: Policy) -> tuple[Matter, ...]:
    held = review(held_on=date(2026, 11, 12))
    [paper, *_] = papers_due(held, calendar())
    return (
        Matter(Topic.RESPONSE, LATE, CHILD, overdue(rules)),
        Matter(Topic.ACTION, READ.due_on, CHILD, escalation(rules), action=READ),
        Matter(Topic.REVIEW, SOON, CHILD, review=review(planned_on=TODAY)),
        Matter(Topic.PAPER, paper.deadline.due_on, CHILD, review=held, paper=paper),
        Matter(Topic.ADJOURNED, SOON, CHILD, review=review(adjourned_on=LATE)),
        *(_of_child(topic, 1) for topic in matters.BETWEEN),
        Matter(Topic.OVERSIGHT, date(2026, 12, 31), unseen=6),
    )


def _of_child(topic: Topic, number: int) -> Matter:
    child = f"D-1001{number:02}"
    row = WantedRow(child, IRO.name, SOON, "amber", None, date(2026, 11, 27))
    return Matter(topic, SOON, child, row=row)


def of_their_own(rules: Policy) -> dict[str, results.Result]:
    """What people say of their reminders."""
    monday, leave = date(2026, 11, 30), Leave(date(2026, 11, 23), date(2026, 12, 4))
    return {
        "snoozed": told.Snoozed("concern:113", "R-2026-0113", monday, next_list=date(2026, 11, 23)),
        "snoozed_list": told.Snoozed("list", "", TODAY + timedelta(days=1)),
        "snoozed_child": told.Snoozed(f"child:{CHILD}", CHILD, monday, next_list=date(2026, 11, 23)),
        "still_working": told.Snoozed("action:5", "", monday, working=True, next_list=monday),
        "woken": told.Woken("R-2026-0113"),
        "which_matter": told.WhichMatter(),
        "on_leave": told.OnLeave("", leave, date(2026, 12, 7)),
        "on_leave_other": told.OnLeave("Sam Example", leave, date(2026, 12, 7)),
        "leave_wanted": told.LeaveWanted(),
        "who_is_away": told.WhoIsAway(("Sam Example", "Ira Demo")),
        "back": told.BackFromLeave("", was_away=True),
        "back_other_not_away": told.BackFromLeave("Sam Example", was_away=False),
        "chosen": told.RemindersChosen(Choice("08:00"), "08:30"),
        "chosen_weekly": told.RemindersChosen(Choice(weekly_only=True), "08:30"),
        "not_a_choice": told.NotAChoice(()),
        "not_this_choice": told.NotAChoice(("hour",)),
    }
