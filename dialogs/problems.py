"""What is wrong with an answer, so that it is asked for again with the reason. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.domain.activities import Rag
from bot.domain.concerns import NEW_RECORD
from bot.domain.intents import Do
from bot.domain.refusals import (
    CalendarEnds,
    CannotMove,
    CannotStep,
    NoReviewDue,
    NoSuchRecord,
    NothingOpen,
    NotOnCaseload,
    WhyNoMove,
    WhyNoStep,
)
from bot.domain.reviewing import Paper
from bot.domain.reviews import Participation
from bot.domain.shows import LONGEST_NAME, LONGEST_TEXT, Facts, Problem
from dialogs.errands import FUTURE_DAYS, NAMES, PAST_DAYS, WORDS
from dialogs.reviewing import with_event, with_review_kind
from dialogs.talk import Errand


def problem_with(slot: str, errand: Errand, facts: Facts) -> Problem | None:
    """Of a slot that has a value; None: it can be taken."""
    value = errand.slots.get(slot)
    if slot in FUTURE_DAYS or slot in PAST_DAYS:
        return _with_day(slot, value, facts) or _too_early(slot, value, errand, facts)
    if slot in NAMES and len(str(value)) > LONGEST_NAME:
        return Problem.TOO_LONG_A_NAME
    if slot in WORDS:
        return Problem.TOO_LONG if len(str(value)) > LONGEST_TEXT else None
    check = CHECKS.get(slot)
    return check(value, facts) if check else None


def culprit(errand: Errand, facts: Facts) -> tuple[str, Problem] | None:
    """When the errand as a whole cannot go on: the slot to ask for again, or None when it must end."""
    match facts.refused:
        case NotOnCaseload():
            return ("child" if errand.do in CHILD_FIRST else "escalation_ref", Problem.NOT_ON_CASELOAD)
        case NoSuchRecord() if errand.do is Do.RAISE_ESCALATION:
            return None
        case NoSuchRecord() | NothingOpen():
            return ("escalation_ref", Problem.NOTHING_OPEN)
        case NoReviewDue():
            return ("child", Problem.NO_REVIEW_DUE)
        case CannotStep(why) if why is not WhyNoStep.NO_FURTHER:
            return ("stage", Problem.NO_SUCH_STAGE)
        case CannotMove(_, WhyNoMove.TOO_SHORT | WhyNoMove.SAME):
            return ("due_on", Problem.DATE_TOO_EARLY)
        case CalendarEnds() if "happened_on" in errand.slots:
            return ("happened_on", Problem.DATE_TOO_FAR)
    return None


def _with_day(slot: str, value: Any, facts: Facts) -> Problem | None:
    if isinstance(value, list):
        return Problem.DATE_SEVERAL
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        return Problem.DATE_UNREADABLE
    if slot in FUTURE_DAYS and day < facts.today:
        return Problem.DATE_PAST
    if slot in PAST_DAYS and day > facts.today:
        return Problem.DATE_FUTURE
    return Problem.DATE_TOO_FAR if day > facts.calendar_ends else None


def _too_early(slot: str, value: Any, errand: Errand, facts: Facts) -> Problem | None:
    begun = None
    if errand.do is Do.RECORD_RESPONSE and facts.record is not None and facts.record.step is not None:
        begun = facts.record.step.raised_on
    if errand.do in (Do.RECORD_REVIEW_HELD, Do.ADJOURN_REVIEW) and facts.review is not None:
        begun = facts.review.counted_from
    if errand.do is Do.MARK_REVIEW_PAPERS and facts.review is not None:
        begun = facts.review.held_on
    if slot == "ended_on" and _with_day("happened_on", errand.slots.get("happened_on"), facts) is None:
        begun = date.fromisoformat(errand.slots["happened_on"])
    early = slot in PAST_DAYS and begun is not None and date.fromisoformat(value) < begun
    return Problem.DATE_TOO_EARLY if early else None


def _with_child(value: Any, facts: Facts) -> Problem | None:
    return Problem.NOT_ON_CASELOAD if facts.child is None and facts.refused is None else None


def _with_themes(value: Any, facts: Facts) -> Problem | None:
    themes = value if isinstance(value, list) else [value]
    known = set(facts.policy.themes) | set(facts.record.themes if facts.record else ())
    several = len(themes) > 1 and not facts.policy.several_themes
    return Problem.NOT_UNDERSTOOD if several or not set(themes) <= known else None


def _with_participation(value: Any, facts: Facts) -> Problem | None:
    return None if value in set(Participation) else Problem.NOT_UNDERSTOOD


def _with_paper(value: Any, facts: Facts) -> Problem | None:
    return None if value in set(Paper) else Problem.NOT_UNDERSTOOD


def _with_rag(value: Any, facts: Facts) -> Problem | None:
    return None if isinstance(value, str) and value in set(Rag) else Problem.NOT_UNDERSTOOD


def _with_grade(value: Any, facts: Facts) -> Problem | None:
    return None if value in facts.policy.grades else Problem.NOT_UNDERSTOOD


def _with_yes_or_no(value: Any, facts: Facts) -> Problem | None:
    return None if value in ("yes", "no") else Problem.NOT_UNDERSTOOD


def _with_action(value: Any, facts: Facts) -> Problem | None:
    """A card of before may offer what was done since: then the operation says so."""
    known = {str(one.id) for one in facts.record.actions} if facts.record else set()
    return None if str(value) in known else Problem.NOT_UNDERSTOOD


def _with_source(value: Any, facts: Facts) -> Problem | None:
    return None if value == NEW_RECORD or facts.record is not None else Problem.NOT_UNDERSTOOD


CHECKS: Mapping[str, Callable[[Any, Facts], Problem | None]] = {
    "child": _with_child,
    "themes": _with_themes,
    "participation": _with_participation,
    "from_record": _with_source,
    "review_kind": with_review_kind,
    "what": _with_paper,
    "event": with_event,
    "rag": _with_rag,
    "grade": _with_grade,
    "action_id": _with_action,
    "promise_kept": _with_yes_or_no,
}

CHILD_FIRST = frozenset(
    {
        Do.LOG_POSITIVE_CHALLENGE,
        Do.RAISE_ESCALATION,
        Do.RECORD_REVIEW_HELD,
        Do.REARRANGE_REVIEW,
        Do.ADJOURN_REVIEW,
        Do.MARK_REVIEW_PAPERS,
        Do.RECORD_CARE_EVENT,
        Do.RECORD_VISIT,
        Do.RECORD_MIDWAY_REVIEW,
        Do.SET_RAG,
        Do.RECORD_QA_GRADE,
        Do.RECORD_OVERSIGHT,
        Do.CHECK_BEFORE_REVIEW,
        Do.LOG_GOOD_PRACTICE,
    }
)
