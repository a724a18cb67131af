"""Dates worked out for a question about no child in particular."""

from __future__ import annotations

from datetime import date

from bot.domain.refusals import NoRule
from bot.domain.results import DateWorked
from bot.domain.timetable import Rule, deadline
from bot.operations.desk import Desk

ASKED_BY_NAME: dict[str, tuple[Rule, ...]] = {
    "first review": (Rule.FIRST,),
    "second review": (Rule.SECOND,),
    "next review": (Rule.LATER, Rule.SECOND),
    "short breaks review": (Rule.SHORT_BREAK_FIRST, Rule.SHORT_BREAK_LATER),
    "adoption review (aar reg 36(1))": (Rule.AUTHORISED_FIRST, Rule.AUTHORISED_LATER),
    "adoption": (Rule.PLACED_FIRST, Rule.PLACED_SECOND, Rule.PLACED_LATER),
    "secure": (Rule.SECURE_FIRST, Rule.SECURE_LATER),
    "icpc": (Rule.ICPC,),
    "rcpc": (Rule.RCPC_FIRST, Rule.RCPC_LATER),
    "foster carer": (Rule.FOSTER_CARER,),
    "private fostering": (Rule.PRIVATE_FIRST_YEAR, Rule.PRIVATE_LATER),
    "pathway": (Rule.PATHWAY,),
    "social worker visit": (Rule.VISIT_FIRST, Rule.VISIT_LATER),
    "visit": (Rule.VISIT_FIRST, Rule.VISIT_LATER),
    "adjourned review": (Rule.ADJOURNED,),
    "decisions": (Rule.DECISIONS,),
    "manager": (Rule.MANAGER_RESPONSE,),
    "record": (Rule.RECORD,),
    "minutes": (Rule.DISTRIBUTION,),
    "distribution": (Rule.DISTRIBUTION,),
    "20 working days": (Rule.FIRST,),
    "15 working days": (Rule.RECORD,),
    "5 working days": (Rule.DECISIONS,),
}
"""Which limits a question's `what` means; the first is the answer, the others are shown beside it."""


def rules_asked(what: str) -> tuple[Rule, ...]:
    """Empty when no limit is known by that name."""
    return next((rules for name, rules in ASKED_BY_NAME.items() if what.casefold().startswith(name)), ())


def work_out(desk: Desk, what: str, base_on: date) -> DateWorked | NoRule:
    """Raises BeyondKnownHolidays."""
    rules = rules_asked(what)
    if not rules:
        return NoRule(what)
    first, *others = (deadline(rule, base_on, desk.calendar) for rule in rules)
    return DateWorked(first, tuple(others))
