"""What stands around an activity about to be recorded: its window, and what the policy ties to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.activities import Rag
from bot.domain.between import AroundActivity, window
from bot.domain.intents import Do
from bot.domain.ladder import PlannedStep, plan_step
from bot.domain.policy import TriggerEvent
from bot.domain.refusals import NoGrades
from bot.domain.reviews import Child
from bot.domain.shows import Facts
from bot.operations.activities import reviewed_on
from bot.operations.desk import Desk
from bot.operations.grading import standing_at, trigger_of
from bot.operations.stages import cannot_step
from storage import people

OF_A_CHILD = frozenset(
    {
        Do.RECORD_VISIT,
        Do.RECORD_MIDWAY_REVIEW,
        Do.SET_RAG,
        Do.RECORD_QA_GRADE,
        Do.RECORD_OVERSIGHT,
        Do.CHECK_BEFORE_REVIEW,
        Do.LOG_GOOD_PRACTICE,
    }
)


def about_activity(desk: Desk, facts: Facts, do: Do, slots: Mapping[str, Any], on: date) -> Facts:
    """`on`: the day it happened."""
    if do is Do.RECORD_QA_GRADE and not desk.policy.grades:
        return replace(facts, refused=NoGrades(str(slots.get("child") or ""), str(slots.get("text") or "")))
    if facts.child is None or facts.refused is not None:
        return facts
    if do is Do.SET_RAG and isinstance(slots.get("rag"), str) and slots["rag"] in set(Rag):
        return replace(facts, around=_rating(desk, facts.child, Rag(slots["rag"]), on))
    if do is Do.RECORD_QA_GRADE:
        return _about_grade(desk, facts, facts.child, str(slots.get("grade") or ""))
    return facts


def _rating(desk: Desk, child: Child, rag: Rag, on: date) -> AroundActivity:
    trigger = desk.policy.trigger(TriggerEvent.RAG_RED) if rag is Rag.RED else None
    return AroundActivity(window(rag, on, reviewed_on(desk, child, on), desk.policy.between), trigger)


def _about_grade(desk: Desk, facts: Facts, child: Child, grade: str) -> Facts:
    trigger = trigger_of(desk.policy, grade)
    if trigger is None:
        return facts
    already = standing_at(desk, child, trigger)
    around = AroundActivity(trigger=trigger, already=already.ref if already else None)
    if already or not trigger.stages:
        return replace(facts, around=around)
    planned = plan_step(desk.policy, None, trigger.stages[0], desk.person, desk.today, desk.calendar)
    if not isinstance(planned, PlannedStep):
        return replace(facts, refused=cannot_step(planned))
    addressee = people.addressee_for(desk.work, child.team, planned.stage.number)
    return replace(facts, around=around, planned=planned, addressee=addressee)
