"""Several people at one record at one moment: nothing is lost, nothing is done twice."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.intents import Do
from bot.errors import VersionConflict
from storage import concerns, conversations
from storage.database import Work
from tests.office import object_id
from tests.operations.service import ESCALATION, Service, opened

REF = {"escalation_ref": ESCALATION}


async def test_a_change_from_what_is_out_of_date_is_refused(service: Service) -> None:
    stale = await service.concern()
    await service.does("iro", Do.ADD_NARRATIVE, {**REF, "text": "first"})
    with pytest.raises(VersionConflict):
        await service.asks(lambda work: concerns.change_concern(work, stale, outcome="second"))
    assert (await service.concern()).outcome == ""


async def test_a_lost_race_is_run_again_on_fresh_rows(service: Service) -> None:
    stale, tries = await service.concern(), 0

    def change(work: Work) -> None:
        nonlocal tries
        tries += 1
        found = stale if tries == 1 else concerns.concern_by_id(work, 1)
        assert found is not None
        concerns.change_concern(work, found, outcome=f"try {tries}")

    await service.does("iro", Do.ADD_NARRATIVE, {**REF, "text": "in between"})
    await service.asks(change)
    assert (await service.concern()).outcome == "try 2"


async def test_what_three_people_add_at_once_is_all_kept(service: Service) -> None:
    before = (await service.concern()).last_position
    await asyncio.gather(
        service.does("iro", Do.ADD_NARRATIVE, {**REF, "text": "a note"}),
        service.does("manager", Do.COMMENT, {**REF, "text": "a comment"}),
        service.does("responder", Do.RECORD_RESPONSE, {**REF, "text": "an answer"}),
    )
    after = (await service.concern()).entries[before:]
    assert {entry.text for entry in after} == {"a note", "a comment", "an answer"}
    assert [entry.position for entry in after] == [before + 1, before + 2, before + 3]


async def test_two_presses_of_save_at_once_save_once(service: Service) -> None:
    office = service.office
    await office.says("iro", f"{ESCALATION}: rang the carer")
    before = (await service.concern()).last_position
    await asyncio.gather(*(office.presses("iro", "Save") for _ in range(4)))
    assert (await service.concern()).last_position == before + 1


async def test_the_same_activity_four_times_at_once_acts_once(service: Service) -> None:
    office = service.office
    await office.says("iro", f"{ESCALATION}: rang the carer")
    before = (await service.concern()).last_position
    yes = office.incoming("iro", {"type": "message", "text": "yes"})
    answers = await asyncio.gather(*(office.answer(yes) for _ in range(4)))
    assert (await service.concern()).last_position == before + 1
    assert len({str(answer.messages) for answer in answers}) == 1


async def test_two_processes_on_one_postgres(postgres_url: str) -> None:
    from tests.office import Office

    async with opened(postgres_url) as service:
        first = service.office
        second = Office(first.database, first.policy, first.now)
        await first.says("iro", f"{ESCALATION}: rang the carer")
        second.shown = first.shown
        await asyncio.gather(first.presses("iro", "Save"), second.says("manager", ESCALATION))
        assert [entry.text for entry in (await service.concern()).entries][-1] == "rang the carer"


async def test_messages_of_one_person_at_once_each_find_what_the_last_one_kept(service: Service) -> None:
    office = service.office
    await office.says("iro", "help")

    def count(work: Work) -> int:
        person = conversations.held_person(work, object_id("iro"))
        assert person is not None
        chat, _ = conversations.chat_and_answer(work, person.id, "new")
        assert chat is not None
        counted = int(chat.state.get("counted", 0)) + 1
        conversations.keep_chat(work, person.id, chat.address, {**chat.state, "counted": counted}, chat)
        return counted

    counts = await asyncio.gather(*(service.asks(count) for _ in range(8)))
    assert sorted(counts) == [1, 2, 3, 4, 5, 6, 7, 8]
