"""What an audit proves: the history, a valid next date of all that is open, reminders of what is late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.channel.daily_audit import EVERY, DailyAudit, audit_whole
from bot.channel.delivery import Refused, Unreachable
from bot.clock import LONDON
from bot.domain.intents import Do
from bot.domain.watched import AuditFound
from bot.operations import auditing
from bot.operations.auditing import Audited, audit_at
from storage import deliveries, watched
from storage.concern_tables import concern, step
from storage.database import Work
from storage.tables import audit_event, child, person
from tests.office import TENANT
from tests.operations.service import ESCALATION, Service

REMINDED = datetime(2026, 12, 21, 10, 0, tzinfo=LONDON)
"""More than an hour after the first weekly moment since the escalation's stage was due, on 15 December."""
REF = {"escalation_ref": ESCALATION}


async def audited(service: Service) -> Audited:
    audit = audit_at(service.office.policy, service.office.clock())
    return await audit_whole(service.office.database, TENANT, audit)


async def change(service: Service, table: sa.Table, which: Any, **values: Any) -> None:
    await service.asks(lambda work: work.db.execute(sa.update(table).where(which).values(**values)))


async def test_all_is_well_in_one_step_or_in_many(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    for at_once in (1, 400):
        monkeypatch.setattr(auditing, "EVENTS_AT_ONCE", at_once)
        monkeypatch.setattr(auditing, "CONCERNS_AT_ONCE", at_once)
        found = await audited(service)
        assert (found.found, found.first, found.is_whole) == (AuditFound(), None, True)


async def test_every_broken_chain_is_counted_whatever_the_size_of_a_step(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    await change(service, audit_event, audit_event.c.seq == 1, actor="person:999")
    chains = await service.asks(
        lambda work: len(set(work.db.execute(sa.select(audit_event.c.subject)).scalars()))
    )
    for at_once in (1, 3, 400):
        monkeypatch.setattr(auditing, "EVENTS_AT_ONCE", at_once)
        assert (await audited(service)).found.broken_histories == chains
    assert "does not match its hash" in str((await audited(service)).first)


# Next dates

BREAKS: dict[str, tuple[Callable[[], tuple[sa.Table, Any, dict[str, Any]]], str]] = {
    "an informal step without its promised day": (
        lambda: (concern, concern.c.id == 2, {"due_on": None}),
        "R-2026-0002 is open and has no next date",
    ),
    "no end of the 20 working days": (
        lambda: (concern, concern.c.id == 1, {"total_due_on": None}),
        "no day on which its 20 working days end",
    ),
    "a stage with days and no date": (
        lambda: (step, step.c.id == 1, {"due_on": None}),
        "has no date for Stage 1, which has",
    ),
    "a stage that says it has no days, whose policy states them": (
        lambda: (step, step.c.id == 1, {"due_on": None, "days": None}),
        "although its policy states the days",
    ),
    "a policy that is not kept cannot vouch for it": (
        lambda: (concern, concern.c.id == 1, {"policy_version": "lost"}),
        "its policy is not kept",
    ),
    "a date before the stage was raised": (
        lambda: (step, step.c.id == 1, {"due_on": date(2026, 12, 1)}),
        "a date before Stage 1 was raised",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
async def test_what_is_no_valid_next_date(quick_service: Service, name: str) -> None:
    broken, says = BREAKS[name]
    if "not kept" in says:
        await change(quick_service, step, step.c.id == 1, due_on=None, days=None)
    table, which, values = broken()
    await change(quick_service, table, which, **values)
    found = await audited(quick_service)
    assert says in str(found.first)
    assert found.found == AuditFound(without_next_date=1)


async def test_a_hold_is_a_date_and_one_that_was_changed_behind_it_is_not(quick_service: Service) -> None:
    await quick_service.does("iro", Do.HOLD, {**REF, "reason": "the manager is ill", "due_on": "2026-12-18"})
    assert (await quick_service.concern()).moves
    assert (await audited(quick_service)).first is None
    await change(quick_service, step, step.c.id == 1, due_on=date(2026, 12, 16))
    assert "not the date last decided" in str((await audited(quick_service)).first)


async def test_a_stage_without_days_in_its_policy_runs_on_the_twenty_days(quick_service: Service) -> None:
    await quick_service.does("iro", Do.STEP_UP, {**REF, "text": "no answer", "stage": "cafcass"})
    raised = (await quick_service.concern()).step
    assert raised is not None
    assert (raised.days, raised.due_on) == (None, None)
    assert (await audited(quick_service)).first is None


# Reminders


async def overdue(service: Service) -> None:
    """The authority has begun, the stage's day has passed, and so has the next weekly moment."""
    await service.office.says("iro", "help")
    await service.office.tick()
    service.office.now = REMINDED


async def test_what_is_overdue_and_was_listed_is_well(service: Service) -> None:
    await overdue(service)
    await service.office.tick()
    assert (await audited(service)).first is None


async def test_who_is_recorded_as_unreachable_was_not_forgotten(service: Service) -> None:
    await overdue(service)
    service.office.wire.answers = iter([Unreachable("Blocked")])
    await service.office.tick()
    assert (await audited(service)).first is None


@pytest.mark.parametrize("answers", [[], [Refused(400, "BadSyntax")] * 3])
async def test_who_was_never_written_to_or_whose_list_was_refused_was_forgotten(
    service: Service, answers: list[Refused]
) -> None:
    await overdue(service)
    if answers:
        service.office.wire.answers = iter(answers)
        await service.office.tick()
    found = await audited(service)
    assert found.found == AuditFound(without_reminder=1)
    assert found.first == "R-2026-0001 is overdue and its IRO has had no reminder"


async def test_last_weeks_list_is_no_reminder_of_this_week(service: Service) -> None:
    await overdue(service)
    await service.office.tick()
    service.office.passes(days=21)
    assert (await audited(service)).found.without_reminder == 1


@pytest.mark.parametrize("change_to", [{"iro_id": None}, {"active": False}])
async def test_a_child_of_nobody_or_of_who_has_left_is_found(
    service: Service, change_to: dict[str, Any]
) -> None:
    await service.office.tick()
    if "active" in change_to:
        await change(service, person, person.c.id == 1, **change_to)
    else:
        await change(service, child, child.c.reference == "D-100001", **change_to)
    service.office.now = REMINDED
    await service.office.tick()
    assert (await audited(service)).found == AuditFound(without_reminder=1)


async def test_nothing_is_asked_before_an_hour_has_passed_nor_of_what_is_not_late(service: Service) -> None:
    await service.office.tick()
    assert (await audited(service)).first is None
    service.office.now = REMINDED - timedelta(minutes=40)
    assert (await audited(service)).first is None


async def test_nothing_is_asked_of_moments_before_the_authority_began_here(service: Service) -> None:
    service.office.now = REMINDED
    assert (await audited(service)).first is None


# Inside serve


async def test_once_a_day_by_one_process_and_every_process_knows(service: Service) -> None:
    await service.office.tick()
    policies = {TENANT: service.office.policy}
    one, other = (
        DailyAudit(service.office.database, policies, service.office.clock, looks_every=0) for _ in range(2)
    )
    await change(service, concern, concern.c.id == 2, due_on=None)
    await one.audit_if_due(TENANT)
    first = service.office.clock()
    service.office.passes(hours=23)
    await other.audit_if_due(TENANT)
    standing = await service.asks(watched.standing_of)
    assert (standing.audited_at, standing.audit) == (first, AuditFound(without_next_date=1))
    service.office.passes(hours=1)
    await change(service, concern, concern.c.id == 2, due_on=date(2027, 1, 4))
    await other.audit_if_due(TENANT)
    standing = await service.asks(watched.standing_of)
    assert (standing.audited_at, standing.audit) == (first + EVERY, AuditFound())


async def test_what_it_finds_is_in_the_log_as_numbers(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    await service.office.tick()
    await change(service, concern, concern.c.id == 2, due_on=None)
    await DailyAudit(
        service.office.database, {TENANT: service.office.policy}, service.office.clock
    ).audit_if_due(TENANT)
    assert "0 broken histories, 1 open concerns without a next date" in caplog.text
    assert "R-2026" not in caplog.text


async def test_the_figures_know_what_was_found(service: Service) -> None:
    def keep(work: Work) -> Any:
        deliveries.begin_authority(work, service.office.clock())
        watched.keep_audit(work, service.office.clock(), AuditFound(3, 2, 1))
        return watched.store_figures(work, service.office.clock() + timedelta(hours=2), ("weekly",))

    found = await service.asks(keep)
    assert (found.without_next_date, found.without_reminder, found.broken_histories) == (3, 2, 1)
    assert found.seconds_since_audit == 7200
