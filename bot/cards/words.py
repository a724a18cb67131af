"""Dates, counts and names as a person would say them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from bot.clock import LONDON
from bot.domain.concerns import Action, Concern, Step
from bot.domain.ladder import PlannedStep
from bot.domain.policy import Policy, Stage, Words
from bot.domain.reviews import Review
from bot.domain.timetable import PERIODS, Deadline, ReviewKind, Rule, Unit

LONGEST_ACTION = 200
"""Characters of an action where several stand in a list."""

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short_day(day: date) -> str:
    """`Fri 27 Nov`: only where the year cannot be mistaken."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def in_words(day: date) -> str:
    return f"{short_day(day)} {day.year}"


def near(day: date, today: date) -> str:
    """Without the year when it is this year's."""
    return short_day(day) if day.year == today.year else in_words(day)


def moment(at: datetime) -> str:
    """London time."""
    local = at.astimezone(LONDON)
    return f"{in_words(local.date())}, {local:%H:%M}"


def iso_in_words(value: object) -> str:
    """A draft keeps days as ISO strings; what is not one is shown as it stands."""
    try:
        return in_words(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def days_in_words(text: str) -> str:
    """Every ISO day in it."""
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", lambda found: iso_in_words(found[0]), text)


def count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def away(day: date, today: date) -> str:
    """`today`, `tomorrow`, `in 3 days`, `4 days ago`."""
    left = (day - today).days
    near_by = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if left in near_by:
        return near_by[left]
    return f"in {count(left, 'day')}" if left > 0 else f"{count(-left, 'day')} ago"


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def a(noun: str) -> str:
    """With its article: `an escalation`, `a LAC review`."""
    article = "an" if re.match(r"[aeio]|un(?!i)|IRO", noun, re.IGNORECASE) else "a"
    return f"{article} {noun}"


def the(title: str) -> str:
    return title if title.casefold() == "cafcass" else f"the {title}"


def listed(words: tuple[str, ...] | list[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def of_authority(policy: Policy) -> str:
    return f"{policy.title}'" if policy.title.endswith("s") else f"{policy.title}'s"


def noun_of(concern: Concern, words: Words) -> str:
    return words.escalation if concern.is_formal else words.challenge


def of_child(concern: Concern, words: Words) -> str:
    return f"{capital(noun_of(concern, words))} for {concern.child}."


def themes_of(themes: Sequence[str]) -> tuple[str, Sequence[str]]:
    """With their name."""
    return ("Theme" if len(themes) == 1 else "Themes", themes)


def stage_to(name: str, role: str | None) -> str:
    """`Stage 2, to the Service manager`."""
    return f"{name}, to {the(role)}" if role and role.casefold() not in name.casefold() else name


def person_at(name: str | None, role: str | None) -> str:
    """`Ann Shah, Head of Service`; empty when neither is known."""
    return ", ".join(part for part in (name, role) if part)


def addressee_of(step: Step) -> str:
    return person_at(step.to_name, step.to_role)


def action_line(action: Action, today: date) -> str:
    """`Book the dental check: Team Manager, by Fri 4 Dec`."""
    return f"{shortened(action.text)}: {action.owner}, by {near(action.due_on, today)}"


def shortened(text: str) -> str:
    """As much of an action as a list shows."""
    return text if len(text) <= LONGEST_ACTION else text[:LONGEST_ACTION] + "…"


def meeting_of(policy: Policy, stage: int | None) -> str:
    """What the authority calls a meeting at that stage."""
    named = policy.stage(stage) if stage is not None else None
    return (named.meeting if named else None) or "Meeting"


def standing(concern: Concern, words: Words) -> str:
    """Where a record stands on its ladder, in a word or two."""
    if concern.step:
        return concern.step.name
    if concern.asked:
        return f"{concern.asked.name} asked for"
    return capital(noun_of(concern, words))


def days_of(stage: Stage | Step) -> str:
    """`5 working days`; empty where nobody has set any."""
    if stage.days is None:
        return ""
    if stage.days_are == "working":
        return count(stage.days, "working day")
    counted = "" if stage.days_are == "calendar" else " (counted as working days)"
    return count(stage.days, "day") + counted


def response_working(planned: PlannedStep) -> str:
    """`5 working days from Fri 20 Nov 2026: Fri 27 Nov 2026`."""
    if planned.due_on is None:
        return "No number of days is set"
    if planned.waits_for:
        return f"{days_of(planned.stage)} from the day it is raised"
    return f"{days_of(planned.stage)} from {in_words(planned.raised_on)}: {in_words(planned.due_on)}"


def deadline_working(deadline: Deadline) -> str:
    """`Not more than 6 months from Fri 20 Nov 2026: Thu 20 May 2027; last working day Thu 20 May`."""
    last, due = deadline.last_working_day, deadline.due_on
    told = (
        f"; last working day {near(last, due)}"
        if PERIODS[deadline.rule].unit is not Unit.WORKING_DAYS
        else ""
    )
    return working(deadline.rule, deadline.counted_from, due) + told


def working(rule: Rule, counted_from: date, due_on: date) -> str:
    period = PERIODS[rule]
    limit = count(period.number, period.unit.value.removesuffix("s"))
    not_more = "" if period.unit is Unit.WORKING_DAYS else "Not more than "
    return f"{not_more}{limit} from {in_words(counted_from)}: {in_words(due_on)}"


def review_working(review: Review) -> str:
    """How the date was reached; an imported date has no working."""
    if review.rule is None or review.counted_from is None:
        return f"{in_words(review.due_on)}, as imported"
    return working(Rule(review.rule), review.counted_from, review.due_on)


_REVIEWS = {
    ReviewKind.SHORT_BREAK: "short break review",
    ReviewKind.ICPC: "initial child protection conference",
    ReviewKind.RCPC: "child protection conference review",
    ReviewKind.ADOPTION: "adoption review",
    ReviewKind.SECURE: "secure accommodation review",
    ReviewKind.FOSTER_CARER: "foster carer review",
    ReviewKind.PRIVATE_FOSTERING: "private fostering visit",
    ReviewKind.PRIVATE_YEARLY: "private fostering review",
    ReviewKind.PATHWAY: "pathway plan review",
}


def review_noun(kind: str, words: Words) -> str:
    """The authority's own word for the statutory review; the usual one for any other."""
    return words.review if kind == ReviewKind.CLA else _REVIEWS.get(ReviewKind(kind), kind)


def invented(policy: Policy, *paths: str) -> bool:
    """Whether the demo made any of these values up."""
    return any("invented" in policy.sources.get(path, "") for path in paths)
