"""What is due to one person: a matter each, whatever it is about."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from bot.domain.concerns import Action, Concern
from bot.domain.people import Person, Role
from bot.domain.permissions import is_addressed_by, is_allocated
from bot.domain.policy import Reminders
from bot.domain.results_between import Wanted, WantedRow
from bot.domain.reviewing import PaperDue
from bot.domain.reviews import Review


class Topic(enum.StrEnum):
    """What a matter is; each has a setting of its own in the policy."""

    RESPONSE = "response"
    """To the IRO: an answer is due, what it promised, or the 20th working day."""
    ANSWER = "answer"
    """To the manager whose answer it is."""
    LATE_ANSWER = "late_answer"
    """To those above who are told of it."""
    CHALLENGE = "challenge"
    ACTION = "action"
    REVIEW = "review"
    ADJOURNED = "adjourned"
    """A review to be completed."""
    PAPER = "paper"
    CHECK = "check"
    RATING = "rating"
    MIDWAY = "midway"
    VISIT = "visit"
    GRADE = "grade"
    OVERSIGHT = "oversight"
    """All children at once, for the quarter that is about to end."""


BETWEEN = {
    Topic.CHECK: Wanted.CHECK,
    Topic.RATING: Wanted.RATING,
    Topic.MIDWAY: Wanted.MIDWAY,
    Topic.VISIT: Wanted.VISIT,
    Topic.GRADE: Wanted.GRADE,
}
"""Those of one child."""


@dataclass(frozen=True)
class Matter:
    topic: Topic
    due_on: date
    child: str = ""
    concern: Concern | None = None
    action: Action | None = None
    review: Review | None = None
    paper: PaperDue | None = None
    row: WantedRow | None = None
    unseen: int = 0
    """Children without oversight in the quarter."""
    began_on: date | None = None

    @property
    def name(self) -> str:
        """What a snooze is kept under. One of a record's clocks is all of them."""
        if self.action is not None:
            return f"action:{self.action.id}"
        if self.concern is not None:
            return f"concern:{self.concern.id}"
        if self.paper is not None and self.review is not None:
            return f"paper:{self.review.id}-{self.paper.paper}"
        if self.review is not None:
            return f"review:{self.review.id}"
        return f"{self.topic}:{self.child}" if self.child else self.topic.value

    @property
    def names(self) -> tuple[str, ...]:
        """Its own, and those that cover it: its record's, its child's, the whole list's."""
        record = (f"concern:{self.concern.id}",) if self.concern is not None else ()
        return (self.name, *record, f"child:{self.child}", WHOLE_LIST)


WHOLE_LIST = "list"


def days_before(topic: Topic, reminders: Reminders) -> int | None:
    """None: nobody has decided, so nobody is told."""
    if topic is Topic.LATE_ANSWER:
        return 0 if reminders.late_answers_to else None
    return {
        Topic.RESPONSE: reminders.responses,
        Topic.ANSWER: reminders.answers,
        Topic.CHALLENGE: reminders.challenges,
        Topic.ACTION: reminders.actions,
        Topic.REVIEW: reminders.reviews,
        Topic.ADJOURNED: reminders.adjourned,
        Topic.PAPER: reminders.papers,
        Topic.CHECK: reminders.checks,
        Topic.RATING: reminders.ratings,
        Topic.MIDWAY: reminders.midways,
        Topic.VISIT: reminders.visits,
        Topic.GRADE: reminders.grades,
        Topic.OVERSIGHT: reminders.oversight,
    }[topic]


def of_own_record(concern: Concern, person: Person) -> Matter | None:
    """Its next date, for the child's own IRO."""
    if not is_allocated(person, concern) or concern.next_date is None:
        return None
    if not concern.is_formal:
        return Matter(Topic.CHALLENGE, concern.next_date, concern.child, concern)
    began = concern.step.raised_on if concern.step and concern.awaits_response else None
    return Matter(Topic.RESPONSE, concern.next_date, concern.child, concern, began_on=began)


def awaited_from(concern: Concern, person: Person) -> Matter | None:
    """The answer that this person is to give at the stage it stands at."""
    step = concern.step
    if step is None or not concern.may_be_answered or not is_addressed_by(person, step):
        return None
    if concern.next_date is None:
        return None
    began = step.raised_on if concern.awaits_response else None
    return Matter(Topic.ANSWER, concern.next_date, concern.child, concern, began_on=began)


def late_answer(concern: Concern, today: date) -> Matter | None:
    """An answer that was due, or promised, and is not there."""
    step = concern.step
    if step is None or not concern.may_be_answered:
        return None
    due_on = step.due_on if concern.awaits_response else concern.promised_on
    if due_on is None or due_on >= today:
        return None
    return Matter(Topic.LATE_ANSWER, due_on, concern.child, concern)


def actions_of(concern: Concern, person: Person) -> list[Matter]:
    return [
        Matter(Topic.ACTION, one.due_on, concern.child, concern, action=one)
        for one in concern.actions_open
        if one.owner_id == person.id
    ]


def is_told_of_late_answers(person: Person, reminders: Reminders) -> bool:
    role = Role.IRO_MANAGER if reminders.late_answers_to == "iro_manager" else Role.RESPONDER
    return reminders.late_answers_to is not None and person.is_a(role)
