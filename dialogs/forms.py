"""Carrying an errand on: fill in what the records say, ask for what is missing, show all, then save. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.activities import Rag
from bot.domain.concerns import NEW_RECORD, Concern
from bot.domain.intents import Do
from bot.domain.refusals import DateNotRead, Refused, WhichChild, WhichRecord
from bot.domain.results_report import period_wanted
from bot.domain.shows import AskFor, Confirm, Draft, DraftTold, Edit, Facts, Problem, Show, SiblingsOffered
from dialogs import between
from dialogs.errands import (
    ABOUT_A_CHILD,
    ABOUT_A_RECORD,
    CONFIRM,
    DONE_AT_ONCE,
    FORMS,
    ON_THE_LADDER,
    TODAY_UNLESS_SAID,
    UNREADABLE,
    Form,
)
from dialogs.problems import culprit, problem_with
from dialogs.reviewing import choices_of_review, is_asked, of_one_meeting
from dialogs.talk import Errand, Talk
from dialogs.turns import SIBLINGS

SO_FAR = "so_far"
NONE_OF_THEM = re.compile(r"\s*(no|new|none|neither|nope)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Operation:
    """Named by a dialog, carried out by the turn."""

    do: Do
    slots: Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    talk: Talk
    shows: tuple[Show | Refused, ...] = ()
    operation: Operation | None = None


def advance(talk: Talk, errand: Errand, facts: Facts, *, confirmed: bool = False) -> Step:
    """One step on; `confirmed`: the person has said yes to what was shown last."""
    errand = settle(errand, facts)
    if errand.do in DONE_AT_ONCE:
        return _at_once(talk, errand, facts)
    form = form_of(errand.do, facts)
    if facts.refused is not None:
        return _refused(talk, errand, facts, form)
    wrong = _first_wrong(errand, facts, form)
    if wrong:
        slot, problem = wrong
        return ask(talk, errand, facts, form, slot, problem)
    if errand.do in TODAY_UNLESS_SAID and "happened_on" not in errand.slots:
        errand = errand.with_slots({"happened_on": facts.today.isoformat()})
    errand = between.dated(errand, facts.today)
    if confirmed:
        return Step(talk.run(errand), operation=Operation(errand.do, errand.slots))
    shown = replace(errand, asked=CONFIRM, choices=())
    return Step(talk.run(shown), (*_siblings(shown, facts), Confirm(draft_of(shown), facts)))


def tell(talk: Talk, errand: Errand, facts: Facts, what: str) -> Step:
    """Answers a question about the errand, then goes on where it was."""
    errand = settle(errand, facts)
    step = advance(talk, errand, facts)
    answer = () if what == SO_FAR else (DraftTold(draft_of(errand), facts, what),)
    return replace(step, shows=(*answer, *step.shows))


def _siblings(errand: Errand, facts: Facts) -> tuple[Show, ...]:
    """`all three`: the linked children are offered, never assumed."""
    if not errand.slots.get(SIBLINGS) or facts.child is None:
        return ()
    return (SiblingsOffered(draft_of(errand), facts.child.reference, facts.linked),)


def settle(errand: Errand, facts: Facts) -> Errand:
    """Takes from the records what need not be asked."""
    found: dict[str, Any] = {}
    if facts.child is not None and "child" not in errand.slots:
        found["child"] = facts.child.reference
    if facts.record is not None and errand.do is not Do.RAISE_ESCALATION:
        found["escalation_ref"] = facts.record.ref
    if errand.do is Do.RAISE_ESCALATION and facts.child is not None:
        found |= _source(errand.slots.get("from_record"), facts)
    if errand.do is Do.RAISE_ESCALATION and facts.record is not None and "themes" not in errand.slots:
        found["themes"] = list(facts.record.themes)
    if facts.review is not None and "review_kind" in FORMS.get(errand.do, Form(())).fields:
        found["review_kind"] = facts.review.kind
    if errand.do is Do.STEP_UP and not errand.slots.get("reason") and (asked := _reason_of_the_asked(facts)):
        found["reason"] = asked
    if errand.do is Do.ACTION_DONE and facts.record is not None:
        found |= _action_meant(facts.record, errand.slots.get("action_id"))
    trigger = facts.trigger
    if trigger and errand.slots.get("stage") in trigger.stages and not errand.slots.get("reason"):
        found["reason"] = trigger.says
    if "themes" in FORMS.get(errand.do, Form(())).fields and not facts.policy.themes:
        found["themes"] = []
    settled = of_one_meeting(errand.with_slots(found) if found else errand, facts)
    return between.declined(settled, facts)


def _reason_of_the_asked(facts: Facts) -> str:
    """Why stages are bypassed, where the IRO said so when asking for this very stage."""
    asked = facts.record.asked if facts.record else None
    return asked.reason if asked and facts.planned and facts.planned.stage.number == asked.stage else ""


def _action_meant(record: Concern, said: Any) -> dict[str, str]:
    """By its number, by words of it, or because no other is left."""
    waiting = record.actions_open
    if said is None:
        return {"action_id": str(waiting[0].id)} if len(waiting) == 1 else {}
    plain = str(said).strip().casefold()
    found = [one for one in waiting if plain and plain in one.text.casefold()]
    return {"action_id": str(found[0].id)} if len(found) == 1 and not plain.isdecimal() else {}


def _source(chosen: Any, facts: Facts) -> dict[str, str]:
    """Out of which challenge it comes: `no` and `new` mean none, `R-113` and `R-2026-0113` the same one."""
    if not facts.records or (isinstance(chosen, str) and NONE_OF_THEM.match(chosen)):
        return {"from_record": NEW_RECORD}
    return {"from_record": facts.record.ref} if facts.record is not None else {}


def ask(
    talk: Talk, errand: Errand, facts: Facts, form: Form, slot: str, problem: Problem | None = None
) -> Step:
    rejected = errand.slots.get(slot) or errand.slots.get(UNREADABLE, "") if problem else ""
    kept = {name: value for name, value in errand.slots.items() if name not in (slot, UNREADABLE)}
    errand = replace(errand, slots=kept, asked=slot, choices=choices_for(slot, facts))
    others = [name for name in missing(errand, facts, form) if name != slot]
    extras = [
        name
        for name in form.optional
        if name not in kept and name != slot and _has_place(name, errand, facts)
    ]
    show = AskFor(
        draft_of(errand),
        facts,
        slot,
        (slot, *others, *extras),
        problem,
        _shown_back(slot, rejected),
        frozenset(form.optional),
    )
    return Step(talk.run(errand), (show,))


def edit(talk: Talk, errand: Errand, facts: Facts) -> Step:
    """Everything again, filled in, to be changed."""
    errand = settle(errand, facts)
    form = form_of(errand.do, facts)
    fields = tuple(
        name
        for name in form.fields
        if (name != "reason" or _needs_reason(errand, facts)) and _has_place(name, errand, facts)
    )
    return Step(talk.run(errand), (Edit(draft_of(errand), facts, fields, frozenset(form.optional)),))


def back(talk: Talk, errand: Errand, facts: Facts) -> Step:
    """Asks again for what was given before the present question."""
    errand = settle(errand, facts)
    form = form_of(errand.do, facts)
    before = form.needed[: form.needed.index(errand.asked)] if errand.asked in form.needed else form.needed
    given = [
        name
        for name in before
        if errand.slots.get(name)
        and is_asked(name, errand, facts)
        and not (name == "from_record" and not facts.records)
    ]
    return ask(talk, errand, facts, form, given[-1] if given else form.needed[0])


def skip(talk: Talk, errand: Errand, facts: Facts) -> Step:
    """What may be left out is only ever asked for again; anything else is needed."""
    form = form_of(errand.do, facts)
    if errand.asked in (None, CONFIRM, *form.optional):
        return advance(talk, errand, facts)
    return ask(talk, errand, facts, form, errand.asked or "", Problem.NEEDED)


def form_of(do: Do, facts: Facts) -> Form:
    """Of a matter that goes to stages of its own, the stage is asked for."""
    form = FORMS[do]
    if facts.trigger is None:
        return form
    optional = tuple(name for name in form.optional if name != "stage")
    return Form((*form.needed, "stage"), optional)


def missing(errand: Errand, facts: Facts, form: Form) -> list[str]:
    return [name for name in form.needed if _is_missing(name, errand, facts)]


def choices_for(slot: str, facts: Facts) -> tuple[str, ...]:
    """What is offered, in the order the card shows it."""
    match slot:
        case "themes":
            return facts.policy.themes
        case "escalation_ref":
            return tuple(record.ref for record in facts.records)
        case "from_record":
            return (*(record.ref for record in facts.records), NEW_RECORD)
        case "rag":
            return tuple(Rag)
        case "grade":
            return facts.policy.grades
        case "action_id":
            return tuple(str(one.id) for one in facts.record.actions_open) if facts.record else ()
        case "child":
            return facts.nearest
    return choices_of_review(slot, facts)


def draft_of(errand: Errand) -> Draft:
    return Draft(errand.do, errand.slots, errand.nonce)


def _at_once(talk: Talk, errand: Errand, facts: Facts) -> Step:
    if facts.refused is not None:
        return Step(talk.finish(), (facts.refused,))
    if UNREADABLE in errand.slots and errand.do not in ABOUT_A_RECORD:
        return Step(talk.finish(), (DateNotRead(_shown_back(UNREADABLE, errand.slots[UNREADABLE])),))
    if errand.do in ABOUT_A_CHILD and not isinstance(errand.slots.get("child"), str):
        return Step(talk.run(replace(errand, asked="child", choices=())), (WhichChild(errand.do),))
    if errand.do is Do.MAKE_REPORT and (wanted := period_wanted(errand.slots, facts.today)):
        return Step(talk.run(replace(errand, asked="period", choices=())), (wanted,))
    if facts.records and "escalation_ref" not in errand.slots:
        asked = replace(errand, asked="escalation_ref", choices=choices_for("escalation_ref", facts))
        return Step(talk.run(asked), (WhichRecord(errand.do, facts.records),))
    return Step(talk.run(errand), operation=Operation(errand.do, errand.slots))


def _refused(talk: Talk, errand: Errand, facts: Facts, form: Form) -> Step:
    found = culprit(errand, facts)
    if found is None:
        return Step(talk.finish(), (facts.refused,) if facts.refused else ())
    slot, problem = found
    return ask(talk, errand, facts, form, slot, problem)


def _first_wrong(errand: Errand, facts: Facts, form: Form) -> tuple[str, Problem | None] | None:
    for name in form.fields:
        if name in errand.slots and (problem := problem_with(name, errand, facts)):
            return name, problem
    lacking = missing(errand, facts, form)
    if UNREADABLE in errand.slots:
        days = [name for name in (*lacking, *form.fields) if name.endswith("_on")]
        return (days or lacking or [form.needed[0]])[0], Problem.DATE_UNREADABLE
    return (lacking[0], None) if lacking else None


def _has_place(name: str, errand: Errand, facts: Facts) -> bool:
    if name == "promise_kept":
        return facts.record is not None and facts.record.promised_on is not None
    return is_asked(name, errand, facts) and between.has_place(name, errand, facts)


def _is_missing(name: str, errand: Errand, facts: Facts) -> bool:
    if not between.is_needed(name, errand, facts):
        return False
    if name == "reason" and errand.do in ON_THE_LADDER:
        return _needs_reason(errand, facts) and not errand.slots.get("reason")
    if name == "escalation_ref" and {"review_id", "activity_id"} & errand.slots.keys():
        return False
    if not is_asked(name, errand, facts):
        return False
    if name == "from_record":
        return bool(facts.records) and name not in errand.slots
    if name in ("themes", "to_role") and name in errand.slots:
        return False
    return not errand.slots.get(name)


def _needs_reason(errand: Errand, facts: Facts) -> bool:
    """A bypass is allowed at any stage (IRO Handbook 6.2); the record says why."""
    return errand.do not in ON_THE_LADDER or bool(facts.planned and facts.planned.bypassed)


def _shown_back(slot: str, rejected: Any) -> str:
    """What has no digit is no reference, and may be a child's name: it is not said again, so not kept."""
    if slot == "child" and not any(mark.isdigit() for mark in str(rejected)):
        return ""
    if isinstance(rejected, list):
        return ", ".join(str(one) for one in rejected)
    return str(rejected)[:200]
