"""Who may do what: every role at every operation, and a refusal changes nothing."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from bot.domain.intents import Do
from bot.domain.refusals import Refused
from tests.operations.service import CHALLENGE, ESCALATION, THEMES, Service

ON_ESCALATION = {"escalation_ref": ESCALATION}
OPERATIONS: dict[Do, dict[str, Any]] = {
    Do.LOG_POSITIVE_CHALLENGE: {"child": "D-100003", "text": "x", "due_on": "2026-12-18"},
    Do.RAISE_ESCALATION: {"child": "D-100003", "themes": THEMES, "text": "x"},
    Do.ADD_NARRATIVE: {**ON_ESCALATION, "text": "x"},
    Do.RECORD_RESPONSE: {**ON_ESCALATION, "text": "x"},
    Do.STEP_UP: {**ON_ESCALATION, "text": "x"},
    Do.COMMENT: {**ON_ESCALATION, "text": "x"},
    Do.RESOLVE: {**ON_ESCALATION, "outcome": "x", "impact": "y"},
    Do.WITHDRAW: {**ON_ESCALATION, "reason": "x"},
    Do.RECORD_REVIEW_HELD: {"child": "D-100003", "participation": "PN1"},
    Do.REARRANGE_REVIEW: {"child": "D-100003", "due_on": "2026-12-03", "reason": "x"},
    Do.ADJOURN_REVIEW: {"child": "D-100003", "reason": "x"},
    Do.RECORD_CARE_EVENT: {"child": "D-100003", "event": "secure", "happened_on": "2026-11-12"},
    Do.ASK_FORECAST: {},
    Do.SHOW_RECORD: ON_ESCALATION,
    Do.SHOW_HISTORY: ON_ESCALATION,
    Do.SHOW_FILE_TEXT: ON_ESCALATION,
    Do.SHOW_CHRONOLOGY: {"child": "D-100001"},
    Do.MARK_FILED: ON_ESCALATION,
    Do.MARK_SENT: ON_ESCALATION,
    Do.ASK_OPEN: {},
    Do.ASK_DEADLINES: {},
    Do.ASK_NOT_FILED: {},
    Do.TEAM_STATUS: {},
    Do.ASK_REMINDERS: {},
    Do.MAKE_REPORT: {"from_on": "2025-04-01", "to_on": "2026-03-31"},
}
MAY: dict[str, set[Do]] = {
    "iro": set(OPERATIONS) - {Do.COMMENT, Do.TEAM_STATUS, Do.MAKE_REPORT},
    "other iro": {Do.ASK_REMINDERS, Do.ASK_OPEN, Do.ASK_DEADLINES, Do.ASK_FORECAST, Do.ASK_NOT_FILED},
    "manager": {
        Do.STEP_UP, Do.COMMENT, Do.SHOW_RECORD, Do.SHOW_HISTORY, Do.SHOW_FILE_TEXT, Do.SHOW_CHRONOLOGY,
        Do.ASK_OPEN, Do.ASK_DEADLINES, Do.ASK_FORECAST, Do.TEAM_STATUS, Do.MAKE_REPORT,
        Do.ASK_REMINDERS,
    },
    "responder": {Do.RECORD_RESPONSE, Do.SHOW_RECORD, Do.SHOW_FILE_TEXT, Do.ASK_OPEN},
    "admin": {Do.ASK_REMINDERS},
}  # fmt: skip


@pytest.mark.parametrize("who", MAY)
@pytest.mark.parametrize("do", OPERATIONS)
async def test_every_role_at_every_operation(quick_service: Service, who: str, do: Do) -> None:
    service = quick_service
    before = await service.concern(), await service.events()
    result = await service.does(who, do, OPERATIONS[do])
    allowed = not isinstance(result, get_args(Refused))
    assert allowed == (do in MAY[who]), result
    if not allowed:
        assert (await service.concern(), await service.events()) == before


@pytest.mark.parametrize("who", ["other iro", "responder", "admin"])
async def test_a_challenge_is_the_iros_and_their_managers_alone(service: Service, who: str) -> None:
    for do in (Do.SHOW_RECORD, Do.ADD_NARRATIVE, Do.SHOW_HISTORY):
        result = await service.does(who, do, {"escalation_ref": CHALLENGE, "text": "x"})
        assert isinstance(result, get_args(Refused))


async def test_who_raised_the_stage_may_say_that_the_text_was_sent(service: Service) -> None:
    await service.does("iro", Do.STEP_UP, {**ON_ESCALATION, "text": "no answer"})
    await service.does("manager", Do.STEP_UP, {**ON_ESCALATION, "text": "I agree"})
    await service.does("manager", Do.MARK_SENT, ON_ESCALATION)
    step = (await service.concern()).step
    assert step is not None
    assert (step.stage, step.sent_on is not None) == (2, True)


async def test_a_child_that_is_given_to_another_iro_goes_with_its_records(service: Service) -> None:
    from storage import children, people

    def moved(work: Any) -> None:
        other = people.person_by_email(work, "oskar@example.org")
        assert other is not None
        children.update_child(work, "D-100001", {"iro_id": other.id})

    await service.asks(moved)
    assert isinstance(await service.does("iro", Do.SHOW_RECORD, ON_ESCALATION), get_args(Refused))
    note = await service.does("other iro", Do.ADD_NARRATIVE, {**ON_ESCALATION, "text": "taken over"})
    assert not isinstance(note, get_args(Refused))
