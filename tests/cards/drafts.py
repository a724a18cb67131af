"""Errands on their way: every question, form and confirmation."""

from __future__ import annotations

from datetime import date

from bot.domain import shows
from bot.domain.intents import Do
from bot.domain.ladder import CAFCASS_OUTSIDE_LADDER
from bot.domain.people import Addressee
from bot.domain.policy import Policy
from bot.domain.reviewing import AroundReview
from bot.domain.reviews import Child
from bot.domain.timetable import Rule, deadline
from tests.cards.cast import (
    CHILD,
    IRO,
    MANAGER,
    MATTER,
    NONCE,
    RESPONDER,
    TODAY,
    calendar,
    challenge,
    escalation,
    many,
    planned,
    review,
    rung_of,
    themes,
)


def facts(rules: Policy, **more: object) -> shows.Facts:
    who = more.pop("person", IRO)
    kid = Child(
        42, CHILD, IRO.id, IRO.name, MANAGER.email, (rules.teams or ("Children in Care 1",))[0], "CLA"
    )
    values: dict[str, object] = {
        "today": TODAY,
        "person": who,
        "policy": rules,
        "calendar_ends": date(2029, 12, 31),
        "child": kid,
    }
    return shows.Facts(**{**values, **more})  # type: ignore[arg-type]


def draft(do: Do, **slots: object) -> shows.Draft:
    return shows.Draft(do, slots, NONCE)


def addressee(rules: Policy, rung: int = 0, reachable: bool = True) -> Addressee:
    stage = rung_of(rules, rung).number
    return Addressee(
        "", stage, RESPONDER.name, RESPONDER.email, RESPONDER.id if reachable else None, reachable
    )


def confirms(rules: Policy) -> dict[str, shows.Confirm]:
    stood = escalation(rules)
    ref = {"escalation_ref": stood.ref}
    begin = {"child": CHILD, "themes": list(themes(rules)), "text": MATTER}
    next_due = deadline(Rule.LATER, TODAY, calendar())
    last = rules.ladder[-1].number
    found = {
        "log": (
            Do.LOG_POSITIVE_CHALLENGE,
            {**begin, "to_role": "Jo Mockup, *social worker*", "due_on": "2026-11-27"},
            {},
        ),
        "raise": (
            Do.RAISE_ESCALATION,
            {**begin, "from_record": "new"},
            {"planned": planned(rules), "addressee": addressee(rules)},
        ),
        "raise_by_text": (
            Do.RAISE_ESCALATION,
            {**begin, "from_record": stood.ref},
            {
                "planned": planned(rules),
                "addressee": addressee(rules, reachable=False),
                "record": challenge(rules),
            },
        ),
        "raise_nobody": (Do.RAISE_ESCALATION, begin, {"planned": planned(rules)}),
        "note": (Do.ADD_NARRATIVE, {**ref, "text": MATTER}, {"record": stood}),
        "response": (Do.RECORD_RESPONSE, {**ref, "text": MATTER, "due_on": "2026-12-04"}, {"record": stood}),
        "step_up": (
            Do.STEP_UP,
            {**ref, "text": MATTER, "stage": "next"},
            {
                "record": stood,
                "planned": planned(rules, stood),
                "addressee": addressee(rules, min(1, len(rules.ladder) - 1)),
            },
        ),
        "cafcass": (
            Do.STEP_UP,
            {**ref, "text": MATTER, "stage": "cafcass"},
            {"record": stood, "planned": planned(rules, stood, "cafcass")},
        ),
        "resolve": (
            Do.RESOLVE,
            {**ref, "outcome": MATTER, "impact": "She starts on Monday."},
            {"record": stood},
        ),
        "withdraw": (Do.WITHDRAW, {**ref, "reason": MATTER}, {"record": stood}),
        "comment": (Do.COMMENT, {**ref, "text": MATTER}, {"record": stood, "person": MANAGER}),
        "review_held": (
            Do.RECORD_REVIEW_HELD,
            {"child": CHILD, "happened_on": "2026-11-20", "participation": "PN1"},
            {"review": review(), "next_review": next_due},
        ),
        "review_held_late": (
            Do.RECORD_REVIEW_HELD,
            {"child": CHILD, "happened_on": "2026-11-20", "participation": "PN6", "due_on": "2027-05-24"},
            {
                "review": review(due_on=date(2026, 11, 13), rule=None, counted_from=None),
                "around_review": AroundReview(is_late=True),
                "next_review": next_due,
            },
        ),
    }
    if len(rules.ladder) > 2 and last != CAFCASS_OUTSIDE_LADDER.number:
        bypass = planned(rules, stood, rules.ladder[2].number)
        found["bypass"] = (
            Do.STEP_UP,
            {
                **ref,
                "text": MATTER,
                "stage": rules.ladder[2].number,
                "reason": "The manager is on leave until *May*.",
            },
            {"record": stood, "planned": bypass, "addressee": addressee(rules, 2, reachable=False)},
        )
    return {
        name: shows.Confirm(draft(do, **slots), facts(rules, **about))
        for name, (do, slots, about) in found.items()
    }


def asks(rules: Policy) -> dict[str, shows.AskFor]:
    stood = escalation(rules)
    log, whole = Do.LOG_POSITIVE_CHALLENGE, ("child", "themes", "to_role", "text", "due_on", "happened_on")
    optional = frozenset({"happened_on"})
    some = facts(rules, records=many(rules, 4))
    problem = shows.Problem
    return {
        "log": shows.AskFor(draft(log), facts(rules, child=None), "child", whole, optional=optional),
        "log_one": shows.AskFor(
            draft(log, child=CHILD, themes=list(themes(rules)), to_role="TM", text=MATTER),
            facts(rules),
            "due_on",
            ("due_on",),
        ),
        "log_past": shows.AskFor(
            draft(log, child=CHILD, text=MATTER),
            facts(rules),
            "due_on",
            ("due_on",),
            problem.DATE_PAST,
            "last *Friday*",
        ),
        "log_several": shows.AskFor(
            draft(log, child=CHILD, text=MATTER),
            facts(rules),
            "due_on",
            ("due_on",),
            problem.DATE_SEVERAL,
            "2026-11-27, 2026-12-04",
        ),
        "log_nearest": shows.AskFor(
            draft(log, text=MATTER),
            facts(rules, child=None, nearest=("D-100042", "D-100043", "D-100024")),
            "child",
            ("child", "due_on"),
            problem.NOT_ON_CASELOAD,
            "D-10042",
        ),
        "too_long": shows.AskFor(
            draft(Do.ADD_NARRATIVE, escalation_ref=stood.ref),
            facts(rules, record=stood),
            "text",
            ("text",),
            problem.TOO_LONG,
            "x" * 20_000,
        ),
        "raise": shows.AskFor(
            draft(Do.RAISE_ESCALATION, child=CHILD),
            some,
            "from_record",
            ("from_record", "themes", "text", "stage"),
            optional=frozenset({"stage"}),
        ),
        "no_stage": shows.AskFor(
            draft(Do.STEP_UP, escalation_ref=stood.ref),
            facts(rules, record=stood),
            "stage",
            ("stage",),
            problem.NO_SUCH_STAGE,
            "9th",
        ),
        "reason": shows.AskFor(
            draft(Do.STEP_UP, escalation_ref=stood.ref, text=MATTER),
            facts(
                rules,
                record=stood,
                planned=confirms(rules).get("bypass", confirms(rules)["step_up"]).facts.planned,
            ),
            "reason",
            ("reason",),
        ),
        "which": shows.AskFor(
            draft(Do.ADD_NARRATIVE, text=MATTER), some, "escalation_ref", ("escalation_ref",)
        ),
        "response": shows.AskFor(
            draft(Do.RECORD_RESPONSE, escalation_ref=stood.ref),
            facts(rules, record=stood),
            "text",
            ("text", "happened_on", "due_on"),
            optional=frozenset({"happened_on", "due_on"}),
        ),
        "promised": shows.AskFor(
            draft(Do.RECORD_RESPONSE, escalation_ref=stood.ref, text=MATTER),
            facts(rules, record=stood),
            "due_on",
            ("due_on",),
            optional=frozenset({"due_on"}),
        ),
        "resolve": shows.AskFor(
            draft(Do.RESOLVE, escalation_ref=stood.ref),
            facts(rules, record=stood),
            "outcome",
            ("outcome", "impact"),
        ),
        "review": shows.AskFor(
            draft(Do.RECORD_REVIEW_HELD),
            facts(rules, child=None),
            "child",
            ("child", "happened_on", "participation"),
        ),
    }


def edits(rules: Policy) -> dict[str, shows.Edit]:
    sure = confirms(rules)
    fields = {
        "log": ("child", "themes", "to_role", "text", "due_on", "happened_on"),
        "step_up": ("stage", "text"),
        "review_held": ("child", "happened_on", "participation"),
    }
    return {
        name: shows.Edit(
            sure[name].draft, sure[name].facts, slots, frozenset({"happened_on"} if name == "log" else ())
        )
        for name, slots in fields.items()
    }
