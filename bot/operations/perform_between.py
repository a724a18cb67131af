"""From the plain slots of what is recorded or asked between reviews to the operation that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.domain.activities import Rag
from bot.domain.intents import Do
from bot.domain.results import Result
from bot.domain.results_between import Wanted
from bot.operations import activities, between_lists, grading
from bot.operations.desk import Desk
from bot.operations.facts import day_in

Slots = Mapping[str, Any]
WORDS_FOR = {
    "not looked at": Wanted.OVERSIGHT,
    "RAG check": Wanted.RATING,
    "checks before reviews": Wanted.CHECK,
    "QAC": Wanted.GRADE,
    "what was done": Wanted.DONE,
    "good practice": Wanted.GOOD_PRACTICE,
}
"""What a question calls each."""
OF_TYPE = {
    "midway review": Wanted.MIDWAY,
    "visit": Wanted.VISIT,
    "check before a review": Wanted.CHECK,
    "QAC": Wanted.GRADE,
    "IRO oversight": Wanted.OVERSIGHT,
    "RAG check": Wanted.RATING,
}
"""What a list that is asked for is of."""
LISTS = frozenset({"", "my due list", "overdue reviews", "overdue", *OF_TYPE})
ONE_DAY = timedelta(days=1)


def wanted_of(slots: Slots) -> Wanted | None:
    """Of a question about what is open or due; None: it is not about what lies between reviews."""
    what = str(slots.get("what") or "")
    if what in WORDS_FOR:
        return WORDS_FOR[what]
    if slots.get("rag"):
        return Wanted.RATED
    if what not in LISTS or slots.get("base_on"):
        return None
    return OF_TYPE.get(str(slots.get("record_type") or what))


def ask_between(desk: Desk, wanted: Wanted, slots: Slots) -> Result:
    child = slots.get("child") if isinstance(slots.get("child"), str) else None
    from_on, to_on = day_in(slots, "from_on"), day_in(slots, "to_on")
    if wanted in (Wanted.DONE, Wanted.GOOD_PRACTICE):
        return between_lists.activities_done(desk, wanted, child=child, from_on=from_on, to_on=to_on)
    if "overdue" in str(slots.get("what") or ""):
        to_on = desk.today - ONE_DAY
    rags = tuple(rag for rag in Rag if rag in as_list(slots.get("rag")))
    return between_lists.wanted_between(desk, wanted, rags=rags, child=child, from_on=from_on, to_on=to_on)


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _visit(desk: Desk, slots: Slots) -> Result:
    happened, due = day_in(slots, "happened_on"), day_in(slots, "due_on")
    mode, alone = _words(slots, "mode"), slots.get("seen_alone")
    is_alone = None if alone in (None, "") else alone in (True, "yes")
    return activities.record_visit(
        desk, slots["child"], happened, due, _words(slots, "text"), mode if happened else "", is_alone
    )


def _midway(desk: Desk, slots: Slots) -> Result:
    happened, due = day_in(slots, "happened_on"), day_in(slots, "due_on")
    return activities.record_midway_review(desk, slots["child"], happened, due, _words(slots, "text"))


def _rag(desk: Desk, slots: Slots) -> Result:
    happened, due = day_in(slots, "happened_on"), day_in(slots, "due_on")
    return activities.set_rag(desk, slots["child"], Rag(slots["rag"]), happened, due, _words(slots, "text"))


def _grade(desk: Desk, slots: Slots) -> Result:
    return grading.record_qa_grade(
        desk,
        slots["child"],
        slots["grade"],
        _words(slots, "text"),
        day_in(slots, "happened_on"),
        themes=tuple(slots.get("themes") or ()),
        plan=_words(slots, "plan"),
        declined=_words(slots, "declined"),
    )


def _oversight(desk: Desk, slots: Slots) -> Result:
    return activities.record_oversight(desk, slots["child"], slots["text"], day_in(slots, "happened_on"))


def _check(desk: Desk, slots: Slots) -> Result:
    note, happened = _words(slots, "text"), day_in(slots, "happened_on")
    return activities.check_before_review(desk, slots["child"], note, happened)


def _good_practice(desk: Desk, slots: Slots) -> Result:
    child = slots.get("child")
    return activities.log_good_practice(
        desk,
        slots["text"],
        _words(slots, "to_role"),
        child if isinstance(child, str) else None,
        day_in(slots, "happened_on"),
    )


def _not_looked_at(desk: Desk, slots: Slots) -> Result:
    return ask_between(desk, Wanted.OVERSIGHT, slots)


def _words(slots: Slots, name: str) -> str:
    value = slots.get(name) or ""
    return ", ".join(value) if isinstance(value, list) else str(value)


BETWEEN: Mapping[Do, Callable[[Desk, Slots], Result]] = {
    Do.RECORD_VISIT: _visit,
    Do.RECORD_MIDWAY_REVIEW: _midway,
    Do.SET_RAG: _rag,
    Do.RECORD_QA_GRADE: _grade,
    Do.RECORD_OVERSIGHT: _oversight,
    Do.CHECK_BEFORE_REVIEW: _check,
    Do.LOG_GOOD_PRACTICE: _good_practice,
    Do.ASK_NOT_LOOKED_AT: _not_looked_at,
}
