"""The loop: planned once, claimed by one, sent again as it should be, on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.channel.delivery import Delivery, MayHaveArrived, Refused, Throttled, Unreachable
from bot.channel.settings import Timing
from bot.clock import LONDON
from bot.domain.policy import Policy, Reminders
from bot.domain.policy_file import load_policy
from storage import audit, deliveries
from storage.database import Work, open_database
from storage.deliveries import Planned
from storage.tables import delivery
from tests.office import TENANT, Office

FRIDAY = datetime(2026, 11, 20, 9, 30, tzinfo=LONDON)
MONDAY = datetime(2026, 11, 23, 8, 31, tzinfo=LONDON)
RAISE = {
    "do": "raise_escalation",
    "slots": {"child": "D-100001", "themes": ["Drift and Delay"], "text": "no progress"},
}


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    """On Monday at 08:31, one IRO with one open escalation, whose reminder is due."""
    office = await ready(database_url)
    yield office
    await office.database.close()


async def ready(url: str) -> Office:
    office = Office(open_database(url), only_the_stated_list(), FRIDAY)
    await office.open()
    await office.tick()
    await office.sends("iro", RAISE)
    await office.says("iro", "yes")
    office.now = MONDAY
    return office


def only_the_stated_list() -> Policy:
    """Open escalations, to IROs, weekly: nothing else is sent by itself."""
    policy = load_policy("lincolnshire", demo=True)
    weekly = replace(policy.weekly, also=(), also_to=())
    return replace(policy, weekly=weekly, reminders=Reminders())


def sent_to(office: Office, who: str) -> int:
    return sum(person == who for person, _ in office.wire.sent)


async def states(office: Office, at: datetime = MONDAY - timedelta(minutes=1)) -> list[str]:
    found = await office.database.transact(TENANT, lambda work: outcomes(work, at))
    return [state for _, state in found]


async def test_once_however_often_the_clock_ticks(office: Office) -> None:
    for _ in range(3):
        await office.tick()
    assert sent_to(office, "iro") == 1
    assert await states(office) == ["delivered"]


async def test_a_dry_run_names_whom_and_plans_nothing(office: Office) -> None:
    assert await office.reminders.due(office.clock()) == [("Ines Example", "weekly")]
    assert await office.reminders.due(office.clock()) == [("Ines Example", "weekly")]
    assert await states(office) == []


async def test_at_a_simulated_moment_no_answer_is_sent_again(office: Office) -> None:
    """As `remind --as-of` does; the outbox goes by the real clock."""
    await office.answer(office.incoming("iro", {"type": "message", "text": "help"}))
    office.passes(minutes=5)
    await office.reminders.tick(office.clock())
    assert sent_to(office, "iro") == 1
    await office.outbox.tick(TENANT, office.clock())
    assert sent_to(office, "iro") == 2


async def test_every_sending_stands_in_the_history_without_a_word_of_it(office: Office) -> None:
    await office.tick()
    events = await office.database.transact(
        TENANT,
        lambda work: [one for subject in audit.subjects(work) for one in audit.events_of(work, subject)],
    )
    [event] = [event for event in events if event.subject.startswith("deliveries:")]
    assert event.facts == {"about": "weekly", "state": "delivered"}


async def test_what_there_was_nothing_to_say_in_is_not_in_the_history(office: Office) -> None:
    """Many are planned for who turn out to have nothing; the store keeps that, the history what was sent."""
    await office.says("iro", "withdraw R-2026-0001: raised by mistake")
    await office.says("iro", "yes")
    sent = sent_to(office, "iro")
    await office.database.transact(
        TENANT, lambda work: deliveries.plan_delivery(work, 1, "weekly", MONDAY, MONDAY)
    )
    await office.tick()
    assert await states(office, MONDAY) == ["nothing"]
    assert sent_to(office, "iro") == sent
    subjects = await office.database.transact(TENANT, lambda work: list(audit.subjects(work)))
    assert not [one for one in subjects if one.startswith("deliveries:")]


@pytest.mark.parametrize(
    ("answers", "waits", "sent", "state"),
    [
        pytest.param([Throttled(30.0)], [29], 0, "waiting", id="not before the wait is over"),
        pytest.param([Throttled(30.0)], [38], 1, "delivered", id="after the wait"),
        pytest.param([Throttled(), Throttled()], [6, 10], 1, "delivered", id="twice throttled"),
        pytest.param([MayHaveArrived(502)], [59], 0, "waiting", id="may have arrived, not at once again"),
        pytest.param([MayHaveArrived(502)], [181], 1, "delivered", id="may have arrived, sent again"),
        pytest.param([MayHaveArrived()] * 3, [181] * 4, 0, "perhaps", id="twice again at most"),
        pytest.param([Refused(400, "BadSyntax")], [600], 0, "refused", id="refused for good"),
        pytest.param([Unreachable("Blocked")], [600], 0, "unreachable", id="unreachable"),
    ],
)
async def test_what_becomes_of_it(
    office: Office, answers: list[Delivery], waits: list[int], sent: int, state: str
) -> None:
    office.wire.answers = iter(answers)
    await office.tick()
    for seconds in waits:
        office.passes(seconds=seconds)
        await office.tick()
    assert sent_to(office, "iro") == sent
    assert await states(office) == [state]


async def test_a_lease_that_ran_out_is_taken_over_and_one_that_has_not_is_left(office: Office) -> None:
    """By the database's clock, whatever the office's shows."""

    def claim(work: Work) -> list[Planned]:
        deliveries.plan_delivery(work, 1, "weekly", MONDAY, MONDAY)
        return deliveries.claim_deliveries(work, MONDAY, timedelta(seconds=0.5), 20)

    [claimed] = await office.database.transact(TENANT, claim)
    assert (claimed.attempts, claimed.taken_over) == (1, 0)
    assert await office.database.transact(TENANT, claim) == []
    await asyncio.sleep(0.6)
    [again] = await office.database.transact(TENANT, claim)
    assert (again.id, again.attempts, again.taken_over) == (claimed.id, 2, 1)


async def test_what_is_recorded_after_the_lease_was_lost_changes_nothing(office: Office) -> None:
    def claim(work: Work, lease: float = 0.0) -> list[Planned]:
        deliveries.plan_delivery(work, 1, "weekly", MONDAY, MONDAY)
        return deliveries.claim_deliveries(work, MONDAY, timedelta(seconds=lease), 20)

    [late] = await office.database.transact(TENANT, claim)
    [holder] = await office.database.transact(TENANT, lambda work: claim(work, 60))

    def end(work: Work, planned: Planned) -> set[int]:
        return deliveries.finish_deliveries(work, [planned], "refused", None, MONDAY)

    assert await office.database.transact(TENANT, lambda work: end(work, late)) == set()
    assert await office.database.transact(TENANT, lambda work: end(work, holder)) == {holder.id}


async def test_of_one_person_one_message_is_in_hand_at_a_time(office: Office) -> None:
    """Teams limits each conversation too: the second waits for the first, and two seconds longer."""

    def plan_and_claim(work: Work) -> list[Planned]:
        for about in ("step:1", "step:2"):
            deliveries.plan_delivery(work, 1, about, MONDAY, MONDAY)
        deliveries.plan_delivery(work, 2, "step:1", MONDAY, MONDAY)
        return deliveries.claim_deliveries(work, MONDAY, timedelta(minutes=1), 20)

    claimed = await office.database.transact(TENANT, plan_and_claim)
    assert [(one.recipient_id, one.about) for one in claimed] == [(1, "step:1"), (2, "step:1")]
    assert await office.database.transact(TENANT, plan_and_claim) == []


async def test_messages_to_one_person_leave_two_seconds_apart(office: Office) -> None:
    def claims(work: Work) -> list[int]:
        for minute in range(2):
            deliveries.plan_delivery(work, 1, "weekly", MONDAY - timedelta(minutes=minute + 1), MONDAY)
        found = []
        for seconds in (0, 1, 2):
            at = MONDAY + timedelta(seconds=seconds)
            taken = deliveries.claim_deliveries(work, at, Timing.lease, 8, Timing.to_one_person)
            deliveries.finish_deliveries(work, taken, "delivered", None, at)
            found.append(len(taken))
        return found

    assert await office.database.transact(TENANT, claims) == [1, 0, 1]


async def test_news_that_did_not_reach_somebody_waits_until_they_write(office: Office) -> None:
    await office.says("responder", "help")
    await office.sends("iro", {**RAISE, "slots": {**RAISE["slots"], "child": "D-100002"}})  # type: ignore[dict-item]
    await office.says("iro", "yes")
    office.wire.answers = iter([Unreachable("Blocked")] * 2)
    await office.tick()
    office.passes(hours=1)
    await office.tick()
    assert sent_to(office, "responder") == 0
    await office.says("responder", "help")
    await office.tick()
    assert sent_to(office, "responder") == 1
    await office.tick()
    assert sent_to(office, "responder") == 1


async def test_who_has_never_written_is_named_as_not_reached(office: Office) -> None:
    await office.database.transact(TENANT, _raised_by_the_other_iro)
    await office.tick()
    office.now = office.now + timedelta(hours=1)
    [status] = await office.says("manager", "team status")
    assert "Oskar Sample" in str(status.card)


async def test_one_that_fails_stops_nobody_and_is_tried_again(office: Office) -> None:
    def plan_nonsense(work: Work) -> None:
        deliveries.plan_delivery(work, 1, "nonsense:1", office.clock(), office.clock() - timedelta(hours=1))

    await office.database.transact(TENANT, plan_nonsense)
    outcomes = await office.tick()
    assert [(one.about, one.state, one.code) for one in outcomes if one.about != "weekly"] == [
        ("nonsense:1", "again later", "KeyError")
    ]
    for _ in range(3):
        office.passes(seconds=3)
        await office.tick()
    assert sent_to(office, "iro") == 1


async def test_two_processes_on_one_postgres_send_nothing_twice(postgres_url: str) -> None:
    office = await ready(postgres_url)
    other = Office(open_database(postgres_url), office.policy, MONDAY, office.wire)
    await asyncio.gather(*(one.reminders.tick(one.clock()) for one in (office, other) * 3))
    assert sent_to(office, "iro") == 1
    await office.database.close()
    await other.database.close()


def _raised_by_the_other_iro(work: Work) -> None:
    from bot.domain.concerns import ConcernKind, ConcernStatus
    from storage import children, concerns

    child = children.child_by_reference(work, "D-200001")
    assert child is not None
    values = {"kind": ConcernKind.ESCALATION, "status": ConcernStatus.OPEN, "opened_on": FRIDAY.date()}
    about = {"child_id": child.id, "team": "", "opened_by": child.iro_id, "policy_version": "1"}
    concerns.add_concern(work, {**values, **about, "last_position": 0, "raised_with": ""}, ())


def outcomes(work: Work, planned_at: datetime) -> list[tuple[int, str]]:
    """Of one planned moment: recipient and state."""
    mine = (delivery.c.tenant == work.tenant, delivery.c.planned_at == planned_at)
    return [(row.recipient_id, row.state) for row in work.db.execute(sa.select(delivery).where(*mine))]
