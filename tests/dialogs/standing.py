"""What stands around an errand in these tests: an IRO of Lincolnshire, a child, an escalation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.calendar import WorkingCalendar
from bot.domain.concerns import Action, Concern, ConcernKind, ConcernStatus, Step, StepState
from bot.domain.intents import Do
from bot.domain.ladder import PlannedStep, plan_step
from bot.domain.people import Person, Role
from bot.domain.policy_file import load_policy
from bot.domain.reviews import Child, Review
from bot.domain.shows import Facts
from bot.holidays_england import working_calendar
from bot.operations.between_facts import OF_A_CHILD

TODAY = date(2026, 11, 20)
POLICY = replace(load_policy("lincolnshire", demo=True), grades=("Good", "Inadequate"))
CALENDAR: WorkingCalendar = working_calendar(TODAY, (), ())
IRO = Person(1, "Ines Example", "ines@example.org", frozenset({Role.IRO}))
CHILD = Child(1, "D-100001", 1, "Ines Example", "", "FAST", "CLA")
REVIEW = Review(1, 1, "D-100001", 1, "cla", date(2026, 12, 4), "first_review", date(2026, 11, 6))
STEP = Step(1, 1, "Formal escalation", StepState.RAISED, "Team Manager", "Tariq Placeholder", "t@example.org",
            None, 1, "Ines Example", date(2026, 11, 18), date(2026, 11, 25))  # fmt: skip
CHALLENGE = Concern(
    1, "D-100001", 1, 1, "Ines Example", "", "FAST", ConcernKind.CHALLENGE, ConcernStatus.OPEN,
    ("Drift and Delay",), "team manager", date(2026, 11, 18), date(2026, 11, 27), POLICY.version,
)  # fmt: skip
ESCALATION = replace(
    CHALLENGE,
    kind=ConcernKind.ESCALATION,
    escalated_on=date(2026, 11, 18),
    total_due_on=date(2026, 12, 16),
    steps=(STEP,),
    actions=(
        Action(1, "Write the plan", "team manager", None, date(2026, 12, 4)),
        Action(2, "Ring the school", "Ines Example", 1, date(2026, 12, 7)),
    ),
)

COMPLETE: dict[Do, dict[str, Any]] = {
    Do.LOG_POSITIVE_CHALLENGE: {
        "child": "D-100001",
        "themes": ["Drift and Delay"],
        "to_role": "team manager",
        "text": "drift",
        "due_on": "2026-12-04",
    },
    Do.RAISE_ESCALATION: {"child": "D-100001", "themes": ["Drift and Delay"], "text": "drift"},
    Do.ADD_NARRATIVE: {"escalation_ref": "R-2026-0001", "text": "rang"},
    Do.RECORD_RESPONSE: {"escalation_ref": "R-2026-0001", "text": "they will"},
    Do.STEP_UP: {"escalation_ref": "R-2026-0001", "text": "no answer"},
    Do.RESOLVE: {"escalation_ref": "R-2026-0001", "outcome": "settled", "impact": "moved"},
    Do.WITHDRAW: {"escalation_ref": "R-2026-0001", "reason": "by mistake"},
    Do.HOLD: {"escalation_ref": "R-2026-0001", "reason": "the worker is off sick", "due_on": "2026-12-04"},
    Do.MOVE_DATE: {"escalation_ref": "R-2026-0001", "reason": "agreed", "due_on": "2026-12-04"},
    Do.ADD_ACTION: {
        "escalation_ref": "R-2026-0001",
        "text": "write the plan",
        "owner": "team manager",
        "due_on": "2026-12-04",
    },
    Do.ACTION_DONE: {"escalation_ref": "R-2026-0001", "action_id": "1"},
    Do.RECORD_MEETING: {
        "escalation_ref": "R-2026-0001",
        "happened_on": "2026-11-19",
        "chair": "head of service",
    },
    Do.REOPEN: {"escalation_ref": "R-2026-0001", "reason": "it began again"},
    Do.LEGAL_ADVICE: {"escalation_ref": "R-2026-0001"},
    Do.COMMENT: {"escalation_ref": "R-2026-0001", "text": "well done"},
    Do.RECORD_REVIEW_HELD: {"child": "D-100001", "participation": "PN1"},
    Do.REARRANGE_REVIEW: {"child": "D-100001", "due_on": "2026-12-03", "reason": "school trip"},
    Do.ADJOURN_REVIEW: {"child": "D-100001", "reason": "no report"},
    Do.MARK_REVIEW_PAPERS: {"child": "D-100001", "what": "decisions_sent"},
    Do.RECORD_CARE_EVENT: {"child": "D-100001", "event": "left_care", "happened_on": "2026-11-12"},
    Do.RECORD_VISIT: {"child": "D-100001"},
    Do.RECORD_MIDWAY_REVIEW: {"child": "D-100001", "text": "on track"},
    Do.SET_RAG: {"child": "D-100001", "rag": "red"},
    Do.RECORD_QA_GRADE: {"child": "D-100001", "grade": "Good"},
    Do.RECORD_OVERSIGHT: {"child": "D-100001", "text": "read the file"},
    Do.CHECK_BEFORE_REVIEW: {"child": "D-100001"},
    Do.LOG_GOOD_PRACTICE: {"to_role": "FAST", "text": "a placement found in a day"},
    Do.MARK_FILED: {"escalation_ref": "R-2026-0001"},
    Do.MARK_SENT: {"escalation_ref": "R-2026-0001"},
}
"""Of every errand, all that it needs."""

OF_A_REVIEW = (Do.RECORD_REVIEW_HELD, Do.REARRANGE_REVIEW, Do.ADJOURN_REVIEW, Do.MARK_REVIEW_PAPERS)
ABOUT_A_CHILD = (
    Do.LOG_POSITIVE_CHALLENGE,
    Do.RAISE_ESCALATION,
    Do.RECORD_CARE_EVENT,
    *OF_A_REVIEW,
    *OF_A_CHILD,
)


def facts(do: Do, **changes: Any) -> Facts:
    """As the records would give them."""
    found = Facts(TODAY, IRO, POLICY, CALENDAR.known_until)
    about_child = do in ABOUT_A_CHILD
    found = replace(found, child=CHILD) if about_child else replace(found, record=ESCALATION)
    if do in OF_A_REVIEW:
        found = replace(found, review=REVIEW)
    if do in (Do.RAISE_ESCALATION, Do.STEP_UP):
        found = replace(found, planned=planned(None if about_child else ESCALATION))
    return replace(found, **changes)


def planned(concern: Concern | None, wanted: int | str = "next") -> PlannedStep:
    step = plan_step(POLICY, concern, wanted, IRO, TODAY, CALENDAR)
    assert isinstance(step, PlannedStep)
    return step
