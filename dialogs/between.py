"""What is needed to record something between reviews, as things stand. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.domain.intents import Do, Intent
from bot.domain.policy import Policy, TriggerEvent
from bot.domain.shows import Facts
from dialogs.talk import Errand

OF_THE_TRIGGER = frozenset({"themes", "plan"})
HAPPENED_UNLESS_PLANNED = frozenset({Do.RECORD_VISIT, Do.RECORD_MIDWAY_REVIEW})
_DECLINES = re.compile(
    r"\s*(?:i\s+)?(?:declin\w+|(?:do not|don'?t|will not|won'?t|not going to)\s+(?:raise|escalate))\b"
    r"(?:\s+(?:it|this|that|stage \d))?[\s,.:;–—-]*(?:because\s+)?",
    re.IGNORECASE,
)


def has_place(slot: str, errand: Errand, facts: Facts) -> bool:
    """What a trigger alone asks for has no place on the form of any other grade."""
    if errand.do is not Do.RECORD_QA_GRADE:
        return True
    if slot == "declined":
        return raises(facts) and may_decline(facts)
    return slot not in OF_THE_TRIGGER or (raises(facts) and not errand.slots.get("declined"))


def is_needed(slot: str, errand: Errand, facts: Facts) -> bool:
    if errand.do is Do.RECORD_QA_GRADE and slot == "text":
        return raises(facts) and not errand.slots.get("declined")
    if errand.do is Do.RECORD_MIDWAY_REVIEW and slot == "text":
        return not is_planned(errand)
    if errand.do is Do.LOG_GOOD_PRACTICE and slot == "to_role":
        return "child" not in errand.slots
    return has_place(slot, errand, facts)


def raises(facts: Facts) -> bool:
    """The policy's trigger would raise a stage with it."""
    around = facts.around
    return bool(around and around.trigger and around.trigger.stages and not around.already)


def may_decline(facts: Facts) -> bool:
    return bool(facts.around and facts.around.trigger and facts.around.trigger.may_decline)


def is_planned(errand: Errand) -> bool:
    """Only a day to come was named: it was arranged, and has not happened."""
    return (
        errand.do in HAPPENED_UNLESS_PLANNED
        and "due_on" in errand.slots
        and "happened_on" not in errand.slots
    )


def dated(errand: Errand, today: date) -> Errand:
    """It happened today, where no day was said and it was not arranged for one."""
    is_today = errand.do in HAPPENED_UNLESS_PLANNED and not is_planned(errand)
    return (
        errand
        if "happened_on" in errand.slots or not is_today
        else errand.with_slots({"happened_on": today.isoformat()})
    )


def declined(errand: Errand, facts: Facts) -> Errand:
    """`decline, the reports came this morning` in the place of what is wanted for the stage: why not."""
    if errand.do is not Do.RECORD_QA_GRADE:
        return errand
    if not (raises(facts) and may_decline(facts)):
        kept = {name: value for name, value in errand.slots.items() if name != "declined"}
        return replace(errand, slots=kept)
    said = str(errand.slots.get("plan") or "")
    found = _DECLINES.match(said)
    if found is None or not said[found.end() :].strip():
        return errand
    kept = {name: value for name, value in errand.slots.items() if name != "plan"}
    return replace(errand, slots={**kept, "declined": said[found.end() :].strip()})


def without_the_triggered(errands: Iterable[Intent], policy: Policy) -> Iterable[Intent]:
    """A grade that the policy makes an escalation raises it itself: `and escalate` says the same again."""
    graded: list[object] = []
    for one in errands:
        if one.do is Do.RECORD_QA_GRADE and one.slots.get("grade") == "Inadequate":
            graded.append(one.slots.get("child"))
        is_again = one.do is Do.RAISE_ESCALATION and one.slots.get("child") in graded
        if not (is_again and _raises_by_itself(policy)):
            yield one


def _raises_by_itself(policy: Policy) -> bool:
    trigger = policy.trigger(TriggerEvent.GRADE_INADEQUATE)
    return trigger is not None and bool(trigger.stages)
