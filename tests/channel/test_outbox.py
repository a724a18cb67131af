"""An answer that was committed leaves at least once, also when the process that made it has died."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.channel.delivery import MayHaveArrived, Refused, Throttled, Unreachable
from bot.clock import LONDON
from bot.domain.policy_file import load_policy
from storage import conversations
from storage.database import open_database
from tests.office import TENANT, Office, text_of

FRIDAY = datetime(2026, 11, 20, 9, 30, tzinfo=LONDON)


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    office = Office(open_database(database_url), load_policy("durham", demo=True), FRIDAY)
    await office.open()
    yield office
    await office.database.close()


async def answered_and_died(office: Office) -> str:
    """The turn is committed, and nothing was sent."""
    answer = await office.answer(office.incoming("iro", {"type": "message", "text": "help"}))
    return text_of(list(answer.messages))


async def seconds_later(office: Office, seconds: int) -> list[str]:
    office.passes(seconds=seconds)
    before = len(office.wire.sent)
    await office.outbox.tick(TENANT, office.clock())
    return [text_of([message]) for _, message in office.wire.sent[before:]]


async def test_it_is_sent_again_after_half_a_minute_and_marked(office: Office) -> None:
    told = await answered_and_died(office)
    assert await seconds_later(office, 29) == []
    assert await seconds_later(office, 2) == [told]
    assert await seconds_later(office, 3600) == []


async def test_what_has_left_is_not_sent_again(office: Office) -> None:
    await office.says("iro", "help")
    assert await seconds_later(office, 60) == []


@pytest.mark.parametrize("outcome", [Throttled(1.0), MayHaveArrived(503)])
async def test_what_perhaps_did_not_arrive_is_sent_once_more(office: Office, outcome: Throttled) -> None:
    told = await answered_and_died(office)
    office.wire.answers = iter([outcome])
    assert await seconds_later(office, 31) == []
    assert await seconds_later(office, 31) == [told]


@pytest.mark.parametrize("outcome", [Unreachable("Blocked"), Refused(400, "BadSyntax")])
async def test_what_never_will_arrive_is_let_go(office: Office, outcome: Unreachable) -> None:
    await answered_and_died(office)
    office.wire.answers = iter([outcome])
    assert await seconds_later(office, 31) == []
    assert await seconds_later(office, 31) == []


async def test_of_two_processes_one_sends_it(office: Office) -> None:
    told = await answered_and_died(office)
    other = Office(office.database, office.policy, FRIDAY)
    office.passes(seconds=31)
    other.passes(seconds=31)
    await office.outbox.tick(TENANT, office.clock())
    await other.outbox.tick(TENANT, other.clock())
    sent = [text_of([message]) for _, message in [*office.wire.sent, *other.wire.sent]]
    assert sent == [told]


async def test_what_is_for_ones_own_chat_goes_there_when_the_process_died(office: Office) -> None:
    await office.says("iro", "help")
    group = office.incoming("iro", {"type": "message", "text": "what is open"}, in_group=True)
    answer = await office.answer(group)
    assert answer.elsewhere is not None
    [sent] = await seconds_later(office, 31)
    assert sent == text_of(list(answer.privately))
    assert office.wire.sent[-1][0] == "iro"


async def test_answers_are_forgotten_after_a_day(office: Office) -> None:
    await office.says("iro", "help")
    key = office.last.activity_id

    async def kept() -> bool:
        given = await office.database.transact(TENANT, lambda work: conversations.answer_given(work, key))
        return given is not None

    await seconds_later(office, 23 * 3600)
    assert await kept()
    await seconds_later(office, 2 * 3600)
    assert not await kept()


async def test_what_has_left_is_known_to_others_within_a_second_or_two(office: Office) -> None:
    """However long a round of the reminders may send: or another instance would send it again."""
    await office.says("iro", "help")
    running = asyncio.create_task(office.outbox.run([TENANT], office.clock))
    await asyncio.sleep(1.5)
    other = Office(office.database, office.policy, FRIDAY + timedelta(minutes=1))
    await other.outbox.tick(TENANT, other.clock())
    assert other.wire.sent == []
    office.outbox.stop()
    await running


async def test_an_instance_that_is_stopped_writes_down_what_has_left(office: Office) -> None:
    running = asyncio.create_task(office.outbox.run([TENANT], office.clock))
    await asyncio.sleep(0)
    await office.says("iro", "help")
    office.outbox.stop()
    await running
    office.outbox = Office(office.database, office.policy, FRIDAY, office.wire).outbox
    assert await seconds_later(office, 60) == []


async def test_what_has_left_is_written_down_when_the_database_is_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.says("iro", "help")
    transact, tries = office.database.transact, iter([ConnectionRefusedError])

    async def away_at_first(tenant: str, do: Any) -> Any:
        if fault := next(tries, None):
            raise fault
        return await transact(tenant, do)

    monkeypatch.setattr(office.database, "transact", away_at_first)
    with pytest.raises(ConnectionRefusedError):
        await office.outbox.note_what_left(office.clock())
    assert await seconds_later(office, 60) == []


async def test_many_that_never_left_leave_at_the_shared_pace(office: Office) -> None:
    for _ in range(9):
        await answered_and_died(office)
    office.passes(seconds=31)
    began = asyncio.get_running_loop().time()
    await office.outbox.tick(TENANT, office.clock())
    assert len(office.wire.sent) == 9
    assert asyncio.get_running_loop().time() - began >= 8 / 48
