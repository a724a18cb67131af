"""What is asked about a review depends on the review: its kind, how late it was, what happened. Pure."""

from __future__ import annotations

from typing import Any

from bot.domain.intents import Do
from bot.domain.reviewing import MEETINGS, WITH_PARTICIPATION, Paper
from bot.domain.reviews import Participation
from bot.domain.series import EventKind
from bot.domain.shows import Facts, Problem
from dialogs.talk import Errand


def is_asked(name: str, errand: Errand, facts: Facts) -> bool:
    """Whether the errand has that question at all."""
    match name:
        case "late_reason":
            return facts.around_review.is_late
        case "participation":
            return facts.review is None or facts.review.kind in WITH_PARTICIPATION
        case "review_kind":
            return len(kinds_running(facts)) > 1
        case "ended_on":
            return errand.slots.get("event") == EventKind.SHORT_BREAK
    return True


def of_one_meeting(errand: Errand, facts: Facts) -> Errand:
    """`held on 9 and 16 November`: by the policy one of several meetings is the review, and all are shown."""
    days, which = errand.slots.get("happened_on"), facts.policy.review_of_series
    if errand.do is not Do.RECORD_REVIEW_HELD or not isinstance(days, list) or which is None:
        return errand
    inorder = sorted(days)
    chosen = inorder[0] if which == "first" else inorder[-1]
    return errand.with_slots({"happened_on": chosen, MEETINGS: inorder})


def kinds_running(facts: Facts) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.kind for one in facts.around_review.running))


def choices_of_review(slot: str, facts: Facts) -> tuple[str, ...]:
    known: dict[str, tuple[str, ...]] = {
        "participation": tuple(Participation),
        "review_kind": kinds_running(facts),
        "what": tuple(Paper),
        "event": tuple(EventKind),
    }
    return known.get(slot, ())


def with_review_kind(value: Any, facts: Facts) -> Problem | None:
    """One that runs for the child; the one that was found stands for the everyday word."""
    known = kinds_running(facts)
    return Problem.NO_SUCH_REVIEW if known and facts.review is None and value not in known else None


def with_event(value: Any, facts: Facts) -> Problem | None:
    return None if value in tuple(EventKind) else Problem.NOT_UNDERSTOOD
