"""A date once promised does not move, whatever is changed in the policy or the calendar later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.intents import Do
from bot.domain.policy import Policy
from storage import policies
from tests.operations.service import ESCALATION, Service

REF = {"escalation_ref": ESCALATION}


def slower(policy: Policy) -> Policy:
    """Another version: twenty days at every stage, other names, and shut until the middle of January."""
    ladder = tuple(replace(stage, days=20, name=f"New {stage.name}") for stage in policy.ladder)
    shut = tuple(date(2026, 12, day) for day in range(14, 32))
    return replace(policy, version="later", ladder=ladder, closures=shut)


async def promised(service: Service) -> tuple[date | None, date | None]:
    concern = await service.concern()
    return concern.step.due_on if concern.step else None, concern.total_due_on


async def test_neither_by_another_policy_nor_by_other_holidays(service: Service) -> None:
    before = await promised(service)
    assert before == (date(2026, 12, 15), date(2027, 1, 14))
    service.office.policy = slower(service.office.policy)
    await service.does("iro", Do.SHOW_RECORD, REF)
    await service.does("iro", Do.ADD_NARRATIVE, {**REF, "text": "rang"})
    assert await promised(service) == before


async def test_a_concern_goes_on_under_the_policy_it_began_under(service: Service) -> None:
    began = service.office.policy
    service.office.policy = replace(slower(began), closures=())
    await service.does("manager", Do.STEP_UP, {**REF, "text": "no answer"})
    step = (await service.concern()).step
    assert step is not None
    assert (step.name, step.days, step.due_on) == ("Stage 2", 5, date(2026, 12, 21))
    assert (await service.concern()).policy_version == began.version


async def test_each_version_is_kept_once(service: Service) -> None:
    began = service.office.policy
    service.office.policy = slower(began)
    raised = {"child": "D-100003", "themes": [], "text": "under the new one"}
    await service.does("iro", Do.RAISE_ESCALATION, raised)
    await service.does("iro", Do.RAISE_ESCALATION, {**raised, "child": "D-100004"})
    later = await service.concern(3)
    assert (later.policy_version, later.step.name if later.step else "") == ("later", "New Stage 1")
    for version in (began.version, "later"):
        assert await service.asks(lambda work, one=version: policies.policy_document(work, one))


async def test_the_total_runs_from_the_first_formal_day(service: Service) -> None:
    total = (await service.concern()).total_due_on
    service.office.passes(days=10)
    await service.does("manager", Do.STEP_UP, {**REF, "text": "no answer"})
    assert (await service.concern()).total_due_on == total
