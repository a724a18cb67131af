"""One of everything a person may see, in the words of any authority: what the cards are tested on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from bot.cards.draw import Scene
from bot.domain import notices, results, shows
from bot.domain.calendar import WorkingCalendar
from bot.domain.concerns import Concern, ConcernKind, ConcernStatus, Entry, EntryKind, Step, StepState
from bot.domain.intents import Do
from bot.domain.ladder import CAFCASS_OUTSIDE_LADDER, PlannedStep, plan_step, stages_of
from bot.domain.people import Addressee, Person, Role
from bot.domain.policy import Policy, Stage
from bot.domain.policy_file import load_policy
from bot.domain.results import Change
from bot.domain.reviews import Child, Participation, Review
from bot.domain.timetable import Rule, deadline
from bot.holidays_england import working_calendar

TODAY = date(2026, 11, 20)
CHILD = "D-100042"
SECRET_WORDS = "Placement has moved twice"
"""Begins every narrative here, so that a test can look for it where it must not stand."""
MATTER = f"{SECRET_WORDS} and the care plan was not updated.\n\nThe school place is at risk; a plan by Friday was agreed."
NONCE = "n-1"


@cache
def calendar() -> WorkingCalendar:
    return working_calendar(TODAY, (), ())


@cache
def policy(authority: str = "rotherham", demo: bool = True) -> Policy:
    return load_policy(authority, demo=demo)


IRO = Person(
    7, "Sam Green", "sam.green@example.org", frozenset({Role.IRO}), "IRO service", "ola.reid@example.org"
)
MANAGER = Person(2, "Ola Reid", "ola.reid@example.org", frozenset({Role.IRO_MANAGER}))
RESPONDER = Person(31, "Priya Shah", "priya.shah@example.org", frozenset({Role.RESPONDER}))
ADMIN = Person(40, "Ade Cole", "ade.cole@example.org", frozenset({Role.ADMIN}))


def scene(person: Person = IRO, authority: str = "rotherham", demo: bool = True) -> Scene:
    return Scene(person, policy(authority, demo), TODAY, calendar())


def at(day: date, hour: int = 9, minute: int = 14) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def entry(position: int, kind: EntryKind, text: str = MATTER, days_ago: int = 0, **more: object) -> Entry:
    by = (RESPONDER.id, RESPONDER.name) if kind is EntryKind.RESPONSE else (IRO.id, IRO.name)
    if kind is EntryKind.COMMENT:
        by = (MANAGER.id, MANAGER.name)
    return Entry(position, at(TODAY - timedelta(days=days_ago)), *by, kind, text, **more)  # type: ignore[arg-type]


def themes(rules: Policy, number: int = 2) -> tuple[str, ...]:
    return rules.themes[: number if rules.several_themes else 1]


def rung_of(rules: Policy, rung: int) -> Stage:
    """The same place on a ladder of any length."""
    rungs = stages_of(rules)
    return rungs[min(rung, len(rungs) - 1)]


def step_at(rules: Policy, rung: int = 0, days_ago: int = 3, **more: object) -> Step:
    """A raised stage of this ladder, whose days run from then."""
    stage = rung_of(rules, rung)
    raised = TODAY - timedelta(days=days_ago)
    due = calendar().add_working_days(raised, stage.days) if stage.days else None
    values: dict[str, object] = {
        "id": 900 + rung,
        "stage": stage.number,
        "name": stage.name,
        "state": StepState.RAISED,
        "to_role": stage.to_role,
        "to_name": RESPONDER.name,
        "to_email": RESPONDER.email,
        "to_person_id": RESPONDER.id,
        "raised_by_id": IRO.id,
        "raised_by_name": IRO.name,
        "raised_on": raised,
        "due_on": due,
        "days": stage.days,
        "days_are": stage.days_are,
        "told_in_teams": True,
    }
    return Step(**{**values, **more})  # type: ignore[arg-type]


def challenge(rules: Policy, **more: object) -> Concern:
    values: dict[str, object] = {
        "id": 113,
        "child": CHILD,
        "child_id": 42,
        "iro_id": IRO.id,
        "iro_name": IRO.name,
        "iro_manager_email": MANAGER.email,
        "team": (rules.teams or ("Children in Care 1",))[0],
        "kind": ConcernKind.CHALLENGE,
        "status": ConcernStatus.OPEN,
        "themes": themes(rules),
        "raised_with": "Jo Hart, social worker",
        "opened_on": TODAY - timedelta(days=10),
        "due_on": TODAY + timedelta(days=7),
        "policy_version": rules.version,
        "entries": (entry(1, EntryKind.OPENED, days_ago=10, due_on=TODAY + timedelta(days=7)),),
        "last_position": 1,
    }
    return Concern(**{**values, **more})  # type: ignore[arg-type]


def escalation(rules: Policy, rung: int = 0, days_ago: int = 3, **more: object) -> Concern:
    steps = (step_at(rules, rung, days_ago),)
    began = TODAY - timedelta(days=days_ago + 4 * rung)
    entries = (
        entry(1, EntryKind.OPENED, days_ago=20, due_on=TODAY - timedelta(days=8)),
        entry(
            2, EntryKind.ESCALATED, f"{SECRET_WORDS} again, and nobody has told the child.", days_ago=days_ago
        ),
        entry(3, EntryKind.STAGE, "", days_ago=days_ago, stage=steps[0].stage, due_on=steps[0].due_on),
        entry(
            4, EntryKind.NOTE, "Rang the *team manager*: [no answer](x).\n1. try again\n2. write", days_ago=1
        ),
    )
    values: dict[str, object] = {
        "kind": ConcernKind.ESCALATION,
        "escalated_on": began,
        "total_due_on": calendar().add_working_days(began, 20),
        "steps": steps,
        "entries": entries,
        "last_position": 4,
    }
    return challenge(rules, **{**values, **more})


def overdue(rules: Policy, **more: object) -> Concern:
    return escalation(rules, 1 if len(rules.ladder) > 1 else 0, 14, **{"id": 88, "child": "D-100007", **more})


def asked_for(rules: Policy, rung: int = 1) -> Concern:
    stood = escalation(rules)
    waiting = step_at(rules, rung, 1, state=StepState.ASKED, due_on=None, id=990)
    asked = entry(5, EntryKind.ASKED, f"{SECRET_WORDS}: no answer in time.", days_ago=1, stage=waiting.stage)
    return replace(stood, steps=(*stood.steps, waiting), entries=(*stood.entries, asked), last_position=5)


def answered(rules: Policy) -> Concern:
    stood = escalation(rules)
    reply = entry(
        5,
        EntryKind.RESPONSE,
        f"{SECRET_WORDS}, agreed; the plan is being written.",
        happened_on=TODAY,
        due_on=date(2026, 12, 4),
        stage=stood.steps[0].stage,
    )
    step = replace(stood.steps[0], state=StepState.ANSWERED, answered_on=TODAY)
    return replace(stood, steps=(step,), entries=(*stood.entries, reply), last_position=5)


def resolved(rules: Policy) -> Concern:
    return replace(
        answered(rules),
        status=ConcernStatus.RESOLVED,
        outcome=f"{SECRET_WORDS}; the plan is now in place.",
        impact="She starts at the new school on Monday and knows why.",
        resolved_on=TODAY,
        resolved_stage=1,
    )


def many(rules: Policy, number: int) -> tuple[Concern, ...]:
    """A list as it comes: overdue first, then by date, some informal."""
    made = []
    for count in range(number):
        child, made_from = (
            f"D-{100100 + count}",
            (overdue, escalation, challenge, answered)[min(count // 2, 3) if count < 8 else 1],
        )
        made.append(replace(made_from(rules), id=200 + count, child=child, entries=()))
    return tuple(made)


# The things


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


def planned(rules: Policy, concern: Concern | None = None, wanted: int | str = "next") -> PlannedStep:
    step = plan_step(rules, concern, wanted, IRO, TODAY, calendar())
    assert isinstance(step, PlannedStep)
    return step


def review(**more: object) -> Review:
    values: dict[str, object] = {
        "id": 5,
        "child_id": 42,
        "child": CHILD,
        "iro_id": IRO.id,
        "kind": "cla",
        "due_on": date(2026, 11, 27),
        "rule": "later_review",
        "counted_from": date(2026, 5, 27),
    }
    return Review(**{**values, **more})  # type: ignore[arg-type]


def confirms(rules: Policy) -> dict[str, shows.Confirm]:
    stood = escalation(rules)
    ref = {"escalation_ref": stood.ref}
    begin = {"child": CHILD, "themes": list(themes(rules)), "text": MATTER}
    next_due = deadline(Rule.LATER, TODAY, calendar())
    last = rules.ladder[-1].number
    found = {
        "log": (
            Do.LOG_POSITIVE_CHALLENGE,
            {**begin, "to_role": "Jo Hart, *social worker*", "due_on": "2026-11-27"},
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
            {"child": CHILD, "happened_on": "2026-11-20", "participation": "PN6"},
            {
                "review": review(due_on=date(2026, 11, 13), rule=None, counted_from=None),
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
            "stage 9",
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


def saved(rules: Policy) -> dict[str, results.Result]:
    new, stood, waiting = challenge(rules), escalation(rules), asked_for(rules)
    change = Change("entry", 113, 4)
    by_hand = replace(stood.steps[0], told_in_teams=False, to_person_id=None)
    nobody = replace(by_hand, to_name=None, to_email=None)
    held = review(held_on=TODAY, participation=Participation.PN1)
    following = deadline(Rule.LATER, TODAY, calendar())
    return {
        "logged": results.ChallengeLogged(new, change),
        "raised": results.StepRaised(stood, stood.steps[0], True, change),
        "raised_by_text": results.StepRaised(replace(stood, steps=(by_hand,)), by_hand, True, change),
        "raised_nobody": results.StepRaised(replace(stood, steps=(nobody,)), nobody, False, change),
        "asked": results.StepAsked(waiting, waiting.steps[1], MANAGER.name, True, change),
        "noted": results.EntryAdded(stood, stood.entries[3], change),
        "responded": results.EntryAdded(answered(rules), answered(rules).entries[4], change),
        "resolved": results.Closed(resolved(rules), change),
        "withdrawn": results.Closed(
            replace(resolved(rules), status=ConcernStatus.WITHDRAWN, impact=""), change
        ),
        "filed": results.Filed(replace(stood, filed_position=4), False),
        "filed_already": results.Filed(replace(stood, filed_position=4), True),
        "sent": results.SentByHand(stood, replace(by_hand, sent_on=TODAY), False),
        "review_recorded": results.ReviewRecorded(held, False, following, change),
        "review_late": results.ReviewRecorded(
            replace(held, due_on=date(2026, 11, 13)), True, following, change
        ),
        "review_filed": results.ReviewFiled(held),
        "undone": results.Undone(change, stood),
        "undone_new": results.Undone(replace(change, kind="opened"), new),
        "undone_review": results.Undone(replace(change, kind="review"), None, review()),
    }


def answers(rules: Policy) -> dict[str, results.Result]:
    Slice, stood = results.Slice, escalation(rules)
    ahead = tuple(stage.name for stage in rules.ladder[1:])
    own = {
        "may_write": True,
        "may_comment": False,
        "may_respond": True,
        "may_raise_asked": False,
        "next_stages": ahead,
    }
    due = review()
    late = replace(
        due,
        id=6,
        child="D-100007",
        due_on=date(2026, 11, 16),
        rule="first_review",
        counted_from=date(2026, 10, 19),
    )
    rows = (
        results.ReviewDue(late, -4),
        results.ReviewDue(due, 7),
        results.ReviewDue(replace(due, rule=None, planned_on=date(2026, 11, 26)), 7),
    )
    lines = tuple(
        results.HistoryLine(f"2026-11-{day:02}T09:14", name, action, {})
        for day, name, action in (
            (10, IRO.name, "opened"),
            (17, IRO.name, "escalated"),
            (17, IRO.name, "stage"),
            (18, MANAGER.name, "read"),
            (19, IRO.name, "note"),
        )
    )
    return {
        "list": results.RecordList(Slice.OPEN, many(rules, 6), "mine"),
        "list_long": results.RecordList(Slice.OPEN, many(rules, 13), "mine"),
        "list_child": results.RecordList(Slice.AWAITING, (stood,), "mine", CHILD),
        "list_empty": results.RecordList(Slice.OPEN, (), "mine"),
        "list_asked": results.RecordList(Slice.OPEN, (asked_for(rules),), "mine"),
        "not_filed": results.RecordList(
            Slice.NOT_FILED, many(rules, 3), "mine", reviews=(replace(due, held_on=TODAY),)
        ),
        "all_filed": results.RecordList(Slice.NOT_FILED, (), "mine"),
        "record": results.RecordShown(stood, rules.title, **own),  # type: ignore[arg-type]
        "record_overdue": results.RecordShown(overdue(rules), rules.title, **own),  # type: ignore[arg-type]
        "record_asked": results.RecordShown(asked_for(rules), rules.title, **own),  # type: ignore[arg-type]
        "record_informal": results.RecordShown(challenge(rules), rules.title, **own),  # type: ignore[arg-type]
        "record_resolved": results.RecordShown(resolved(rules), rules.title, **own),  # type: ignore[arg-type]
        "history": results.HistoryShown(stood, lines),
        "file_text": results.FileText(stood),
        "reviews": results.ReviewsDue(rows, None, date(2026, 12, 4), None, "mine", 1),
        "reviews_long": results.ReviewsDue(
            tuple(
                replace(rows[1], review=replace(due, id=50 + n, child=f"D-{100300 + n}")) for n in range(12)
            ),
            TODAY,
            date(2026, 12, 18),
            None,
            "mine",
            0,
            9,
        ),
        "reviews_child": results.ReviewsDue(rows[1:2], None, None, CHILD, "mine"),
        "reviews_none": results.ReviewsDue((), None, date(2026, 12, 4), None, "mine"),
        "date": results.DateWorked(
            deadline(Rule.FIRST, date(2026, 12, 14), calendar()),
            (deadline(Rule.SECOND, date(2026, 12, 14), calendar()),),
        ),
    }


def refused(rules: Policy) -> dict[str, results.Result]:
    stood = escalation(rules)
    return {
        "not_on_caseload": results.NotOnCaseload("D-10042", ("D-100042", "D-100043")),
        "not_on_caseload_name": results.NotOnCaseload("JAYDEN", ()),
        "no_such_record": results.NoSuchRecord("R-999"),
        "which_record": results.WhichRecord(many(rules, 3)),
        "nothing_open": results.NothingOpen(CHILD),
        "not_allowed": results.NotAllowed("resolved"),
        "already_closed": results.AlreadyClosed(resolved(rules)),
        "not_escalated": results.NotEscalated(challenge(rules)),
        "already_escalated": results.AlreadyEscalated(stood),
        "no_further": results.CannotStep("no_further", rules.ladder[-1].name, ()),
        "no_such": results.CannotStep("no_such", "9", tuple(stage.name for stage in rules.ladder)),
        "behind": results.CannotStep("behind", rules.ladder[0].name, (rules.ladder[0].name,)),
        "no_review_due": results.NoReviewDue(CHILD),
        "nothing_to_undo": results.NothingToUndo(),
        "calendar_ends": results.CalendarEnds(date(2029, 12, 31)),
        "no_rule": results.NoRule("pathway"),
    }


def controls(rules: Policy) -> dict[str, shows.Show]:
    return {
        "cancelled": shows.Cancelled(Do.LOG_POSITIVE_CHALLENGE),
        "cancelled_nothing": shows.Cancelled(None),
        "not_understood": shows.NotUnderstood((Do.LOG_POSITIVE_CHALLENGE, Do.RAISE_ESCALATION, Do.ASK_OPEN)),
        "risk": shows.ImmediateRisk(rules.duty_message),
        "risk_unset": shows.ImmediateRisk(None),
        "name_refused": shows.NameRefused(),
        "privacy_refused": shows.PrivacyRefused(),
        "initials_refused": shows.InitialsRefused(),
        "help": shows.HelpShown(IRO, rules),
        "help_admin": shows.HelpShown(ADMIN, rules),
        "welcome": shows.Welcome(IRO, rules),
        "personal_only": shows.PersonalOnly(),
        "stale": shows.StaleCard(),
        "acted_already": shows.ActedAlready(),
        "unknown": shows.Unknown(),
        "resumed": shows.Resumed(Do.RAISE_ESCALATION),
        "not_yet": shows.NotYet(Do.SET_RAG, (Do.RECORD_VISIT,)),
    }


def told(rules: Policy) -> dict[str, notices.Notice]:
    stood = escalation(rules)
    return {
        "weekly": notices.WeeklyList(many(rules, 7), 2, 1, 3),
        "weekly_none": notices.WeeklyList((), 0, 1, 0),
        "your_answer": notices.Answered(answered(rules), answered(rules).entries[4]),
        "commented": notices.Commented(
            stood, entry(5, EntryKind.COMMENT, f"{SECRET_WORDS}: please ring me.")
        ),
        "raised_for_you": notices.RaisedForYou(stood, replace(stood.steps[0], raised_by_name=MANAGER.name)),
        "raised_for_you_by_text": notices.RaisedForYou(stood, replace(stood.steps[0], told_in_teams=False)),
    }


def for_managers(rules: Policy) -> dict[str, results.Result | shows.Show | notices.Notice]:
    others = {"may_write": False, "may_comment": True, "may_respond": False, "may_raise_asked": True}
    names = [(stage.name, number) for stage, number in zip(rules.ladder, (6, 4, 3, 1, 0), strict=False)]
    status = results.TeamStatus(
        ((rules.words.challenge.capitalize(), 9), *names),
        (
            results.StatusRow("Sam Green", 8, 2),
            results.StatusRow("Kim Ellis", 5, 0),
            results.StatusRow("Noor Aziz", 10, 1),
        ),
        23,
        3,
        4,
        many(rules, 3),
        ("Kim Ellis",),
    )
    return {
        "team_status": status,
        "team_list": results.RecordList(results.Slice.OPEN, many(rules, 12), "team"),
        "record_as_manager": results.RecordShown(asked_for(rules), rules.title, **others),  # type: ignore[arg-type]
        "wanted": notices.StepWanted(asked_for(rules), asked_for(rules).steps[1]),
        "commented_by_me": results.EntryAdded(
            escalation(rules), entry(5, EntryKind.COMMENT), Change("entry", 113, 5)
        ),
        "help_manager": shows.HelpShown(MANAGER, rules),
    }


def for_responders(rules: Policy) -> dict[str, results.Result | shows.Show | notices.Notice]:
    stood = escalation(rules)
    may = {"may_write": False, "may_comment": False, "may_respond": True, "may_raise_asked": False}
    asked = shows.AskFor(
        draft(Do.RECORD_RESPONSE, escalation_ref=stood.ref),
        facts(rules, record=stood, person=RESPONDER),
        "text",
        ("text", "due_on"),
        optional=frozenset({"due_on"}),
    )
    return {
        "addressed": notices.StepAddressed(stood, stood.steps[0], stood.entries),
        "addressed_list": results.RecordList(results.Slice.OPEN, (stood, answered(rules)), "addressed"),
        "record_as_responder": results.RecordShown(stood, rules.title, **may),  # type: ignore[arg-type]
        "your_answer_form": asked,
        "answer_saved": results.EntryAdded(
            answered(rules), answered(rules).entries[4], Change("response", 113, 5, 900)
        ),
        "help_responder": shows.HelpShown(RESPONDER, rules),
    }


def everything(authority: str = "rotherham", demo: bool = True) -> dict[str, tuple[object, Scene]]:
    """Every sample by its name, with who looks at it."""
    rules = policy(authority, demo)
    own = scene(IRO, authority, demo)
    found: dict[str, tuple[object, Scene]] = {}
    for kind, things in (
        ("confirm", confirms(rules)),
        ("ask", asks(rules)),
        ("edit", edits(rules)),
        ("saved", saved(rules)),
        ("answer", answers(rules)),
        ("refused", refused(rules)),
        ("control", controls(rules)),
        ("notice", told(rules)),
    ):
        found |= {f"{kind}_{name}": (thing, own) for name, thing in things.items()}
    found |= {
        f"manager_{name}": (thing, scene(MANAGER, authority, demo))
        for name, thing in for_managers(rules).items()
    }
    found |= {
        f"responder_{name}": (thing, scene(RESPONDER, authority, demo))
        for name, thing in for_responders(rules).items()
    }
    return found
