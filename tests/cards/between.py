"""What lies between two reviews, in the words of any authority: errands on their way, results, lists."""

from __future__ import annotations

from datetime import date

from bot.domain import refusals, results, results_between, shows
from bot.domain.activities import Activity, ActivityKind, Rag
from bot.domain.between import AroundActivity, Window, quarter_of
from bot.domain.intents import Do
from bot.domain.policy import Policy, Trigger, TriggerEvent
from bot.domain.results import Change
from bot.domain.results_between import Wanted, WantedRow
from tests.cards.cast import CHILD, IRO, MATTER, TODAY, escalation, planned, themes
from tests.cards.drafts import addressee, draft, facts

RED = Window(TODAY, date(2026, 12, 18), TODAY, since_review=False)
AMBER = Window(date(2026, 12, 22), date(2027, 1, 12), date(2026, 11, 17), since_review=True)


def trigger(event: TriggerEvent, *stages: int) -> Trigger:
    return Trigger(event, stages, "The policy says what follows from this.", may_decline=True)


def activity(kind: ActivityKind, **more: object) -> Activity:
    values: dict[str, object] = {
        "id": 9,
        "child_id": 42,
        "child": CHILD,
        "iro_id": IRO.id,
        "by_name": IRO.name,
    }
    return Activity(**{**values, "kind": kind, "happened_on": TODAY, "note": MATTER, **more})  # type: ignore[arg-type]


def confirms(rules: Policy) -> dict[str, shows.Confirm]:
    stage = rules.first_stage().number
    inadequate = {"child": CHILD, "grade": "Inadequate", "text": MATTER, "happened_on": "2026-11-20"}
    graded = AroundActivity(trigger=trigger(TriggerEvent.GRADE_INADEQUATE, stage))
    steps = {"planned": planned(rules), "addressee": addressee(rules), "around": graded}
    again = AroundActivity(trigger=graded.trigger, already="R-2026-0113")
    red = AroundActivity(RED, trigger(TriggerEvent.RAG_RED))
    found: dict[str, tuple[Do, dict[str, object], dict[str, object]]] = {
        "visit": (
            Do.RECORD_VISIT,
            {
                "child": CHILD,
                "happened_on": "2026-11-19",
                "mode": "video",
                "seen_alone": True,
                "text": MATTER,
            },
            {},
        ),
        "visit_arranged": (
            Do.RECORD_VISIT,
            {"child": CHILD, "due_on": "2026-12-02", "mode": "in person"},
            {},
        ),
        "midway": (
            Do.RECORD_MIDWAY_REVIEW,
            {"child": CHILD, "happened_on": "2026-11-19", "due_on": "2027-02-19", "text": MATTER},
            {},
        ),
        "red": (
            Do.SET_RAG,
            {"child": CHILD, "rag": "red", "happened_on": "2026-11-20", "text": MATTER},
            {"around": red},
        ),
        "amber": (
            Do.SET_RAG,
            {"child": CHILD, "rag": "amber", "happened_on": "2026-11-20"},
            {"around": AroundActivity(AMBER)},
        ),
        "grade": (Do.RECORD_QA_GRADE, {**inadequate, "grade": "Good"}, {}),
        "inadequate": (
            Do.RECORD_QA_GRADE,
            {**inadequate, "themes": list(themes(rules)), "plan": MATTER},
            steps,
        ),
        "inadequate_declined": (Do.RECORD_QA_GRADE, {**inadequate, "declined": MATTER}, steps),
        "inadequate_again": (Do.RECORD_QA_GRADE, inadequate, {"around": again}),
        "oversight": (Do.RECORD_OVERSIGHT, {"child": CHILD, "happened_on": "2026-11-20", "text": MATTER}, {}),
        "check": (Do.CHECK_BEFORE_REVIEW, {"child": CHILD, "happened_on": "2026-11-20"}, {}),
        "good_practice": (
            Do.LOG_GOOD_PRACTICE,
            {"to_role": "Duty team", "happened_on": "2026-11-20", "text": MATTER},
            {"child": None},
        ),
    }
    return {
        name: shows.Confirm(draft(do, **slots), facts(rules, **about))
        for name, (do, slots, about) in found.items()
    }


def asks(rules: Policy) -> dict[str, shows.AskFor]:
    sure = confirms(rules)
    bare = facts(rules, child=None)
    optional = frozenset({"happened_on", "due_on", "mode", "seen_alone", "text"})
    return {
        "visit": shows.AskFor(
            draft(Do.RECORD_VISIT),
            bare,
            "child",
            ("child", "happened_on", "due_on", "mode", "seen_alone", "text"),
            optional=optional,
        ),
        "rag": shows.AskFor(
            draft(Do.SET_RAG, child=CHILD), facts(rules), "rag", ("rag", "text"), optional=optional
        ),
        "plan": shows.AskFor(
            sure["inadequate"].draft,
            sure["inadequate"].facts,
            "plan",
            ("plan", "declined"),
            optional=frozenset({"declined"}),
        ),
        "good_practice": shows.AskFor(
            draft(Do.LOG_GOOD_PRACTICE),
            bare,
            "text",
            ("text", "to_role", "child"),
            optional=frozenset({"child"}),
        ),
    }


def saved(rules: Policy) -> dict[str, results.Result]:
    change, stood = Change("activity", activity_id=9), escalation(rules)
    raised = results.StepRaised(stood, stood.steps[0], True, change)
    graded = activity(ActivityKind.GRADE, value="Inadequate")
    stage = trigger(TriggerEvent.GRADE_INADEQUATE, rules.first_stage().number)
    recorded = results_between.ActivityRecorded
    return {
        "visit": recorded(activity(ActivityKind.VISIT, mode="phone", seen_alone=False), change),
        "visit_arranged": recorded(
            activity(ActivityKind.PLANNED_VISIT, due_on=date(2026, 12, 2), note=""), change
        ),
        "red": recorded(
            activity(ActivityKind.RAG, value="red", due_on=RED.by_on),
            change,
            RED,
            trigger(TriggerEvent.RAG_RED),
        ),
        "inadequate": recorded(graded, change, None, stage, raised),
        "inadequate_again": recorded(graded, change, None, stage, None, "R-2026-0113"),
        "inadequate_declined": recorded(
            activity(ActivityKind.GRADE, value="Inadequate", declined=MATTER), change, None, stage
        ),
        "good_practice": recorded(
            activity(ActivityKind.GOOD_PRACTICE, child_id=None, child="", credited_to="Duty team"), change
        ),
        "activity_filed": results_between.ActivityFiled(activity(ActivityKind.VISIT)),
        "undone_activity": results.Undone(change, None, activity=activity(ActivityKind.VISIT)),
        "no_grades": refusals.NoGrades(CHILD, MATTER),
    }


def answers(rules: Policy) -> dict[str, results.Result]:
    late = WantedRow(CHILD, IRO.name, date(2026, 11, 17), "red", date(2026, 10, 20), date(2027, 1, 12))
    rows = (late, WantedRow("D-100043", IRO.name, date(2026, 11, 27), review_on=date(2026, 11, 27)))
    between_list, quarter = results_between.BetweenList, quarter_of(TODAY)
    done = tuple(
        activity(kind, value=value, credited_to=who)
        for kind, value, who in (
            (ActivityKind.VISIT, "", ""),
            (ActivityKind.RAG, "amber", ""),
            (ActivityKind.GOOD_PRACTICE, "", "Duty team"),
        )
    )
    return {
        "not_looked_at": between_list(Wanted.OVERSIGHT, rows, "mine", quarter=quarter),
        "not_looked_at_none": between_list(Wanted.OVERSIGHT, (), "mine", quarter=quarter),
        "rated": between_list(Wanted.RATED, rows[:1], "mine", rags=(Rag.RED,)),
        "midways": between_list(Wanted.MIDWAY, rows, "mine", date(2026, 12, 4), more=3),
        "visits": between_list(Wanted.VISIT, rows, "mine", date(2026, 12, 4)),
        "checks_team": between_list(Wanted.CHECK, rows, "team", date(2026, 12, 4)),
        "ratings_none": between_list(Wanted.RATING, (), "mine", date(2026, 12, 4), is_set=False),
        "done": results_between.ActivitiesDone(Wanted.DONE, done, "mine", CHILD),
        "good_practice": results_between.ActivitiesDone(
            Wanted.GOOD_PRACTICE, done[2:], "team", None, date(2026, 10, 1), date(2026, 12, 31)
        ),
        "not_filed_activities": results.RecordList(results.Slice.NOT_FILED, (), "mine", activities=done),
    }
