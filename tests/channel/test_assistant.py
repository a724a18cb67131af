"""A turn is whole or nothing, and nothing is saved that was not confirmed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channel.assistant import Assistant
from bot.clock import LONDON
from bot.domain.intents import Do
from bot.domain.policy_file import load_policy
from bot.recognise.controls import control
from bot.recognise.words import read_words
from storage import audit, conversations, people
from storage.database import Database, Work, open_database
from tests.databases import SqliteFiles
from tests.office import TENANT, Office, object_id, text_of
from tests.transcripts.test_transcripts import all_concerns, reviews_held

T = TypeVar("T")
FRIDAY = datetime(2026, 11, 20, 9, 30, tzinfo=LONDON)
SENTENCE = "positive challenge on D-100001 - care plan not updated, asked team manager by 4 December"


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    office = Office(open_database(database_url), load_policy("lincolnshire", demo=True), FRIDAY)
    await office.open()
    yield office
    await office.database.close()


class Broken(Exception):
    """The power fails."""


class FailsBeforeCommit:
    """The real database, until the moment before it commits."""

    def __init__(self, real: Database) -> None:
        self.real = real

    async def transact(self, tenant: str, do: Callable[[Work], T]) -> T:
        def fail(work: Work) -> T:
            do(work)
            raise Broken

        return await self.real.transact(tenant, fail)


async def stored(office: Office) -> dict[str, Any]:
    def everything(work: Work) -> dict[str, Any]:
        person = people.person_by_object_id(work, object_id("iro"))
        chat = conversations.chat_of(work, person.id if person else 0)
        events = [one for subject in audit.subjects(work) for one in audit.events_of(work, subject)]
        return {"concerns": all_concerns(work), "state": chat and chat.state, "events": events}

    return await office.database.transact(TENANT, everything)


async def test_a_fault_before_the_commit_leaves_nothing_and_the_next_try_acts_once(office: Office) -> None:
    await office.says("iro", SENTENCE)
    before = await stored(office)
    yes = office.incoming("iro", {"type": "message", "text": "yes"})
    broken = Assistant(
        FailsBeforeCommit(office.database),  # type: ignore[arg-type]
        {TENANT: office.policy},
        office.clock,
        office.email_of,
        lambda: None,
        office.reports,
    )
    with pytest.raises(Broken):
        await broken.answer(yes)
    assert await stored(office) == before
    await office.answer(yes)
    await office.answer(yes)
    assert [row["child"] for row in (await stored(office))["concerns"]] == ["D-100001"]


async def test_a_conversation_of_another_version_begins_again_and_loses_no_record(office: Office) -> None:
    await office.says("iro", SENTENCE)
    await office.says("iro", "yes")
    await office.says("iro", "R-2026-0001: rang")

    def from_the_future(work: Work) -> None:
        person = people.person_by_object_id(work, object_id("iro"))
        assert person is not None
        chat = conversations.chat_of(work, person.id)
        assert chat is not None
        conversations.keep_chat(work, person.id, chat.address, {"v": 99, "running": "?"}, chat)

    await office.database.transact(TENANT, from_the_future)
    replies = await office.says("iro", "yes")
    assert "R-2026-0002" not in text_of(replies)
    assert "R-2026-0001" in text_of(await office.says("iro", "what is open"))


async def test_first_contact_is_by_the_rosters_email_once(office: Office) -> None:
    def arrives(work: Work) -> None:
        row = {"name": "Nia Demo", "email": "nia@example.org", "roles": "iro", "aad_object_id": None}
        people.add_people(work, [{**row, "manager_email": "", "team": ""}])

    await office.database.transact(TENANT, arrives)
    assert "What I can do" not in text_of(await office.says("nia", "help"))
    office.emails["nia"] = "NIA@example.org"
    assert "What I can do" in text_of(await office.says("nia", "help"))
    office.emails["another"] = "nia@example.org"
    assert "What I can do" not in text_of(await office.says("another", "help"))


async def test_who_has_left_is_a_stranger(office: Office) -> None:
    def leaves(work: Work) -> None:
        person = people.person_by_object_id(work, object_id("iro"))
        assert person is not None
        people.update_person(work, person.id, {"active": False})

    await office.says("iro", "help")
    await office.database.transact(TENANT, leaves)
    assert "whoever looks after this assistant" in text_of(await office.says("iro", "what is open"))


async def test_removing_it_from_a_group_leaves_ones_own_chat(office: Office) -> None:
    await office.says("iro", "help")
    removed = {"type": "installationUpdate", "action": "remove"}
    await office.does(office.incoming("iro", removed, in_group=True))
    chat = await office.database.transact(TENANT, lambda work: conversations.chat_of(work, 1))
    everyone = await office.database.transact(TENANT, conversations.unreachable_people)
    assert everyone == []
    assert chat is None or chat.unreachable is None


UNCONFIRMED: list[str | dict[str, Any]] = [
    SENTENCE,
    "raise an escalation for D-100002: drift and delay",
    "R-2026-0001: rang the carer",
    "resolve R-2026-0001: settled",
    "withdraw R-2026-0001: by mistake",
    "D-100002 review held yesterday, PN1",
    "what is open",
    "help",
    "back",
    "skip",
    "change",
    "cancel",
    "no",
    "team manager",
    "4 December",
    "drift",
    "D-100003",
    "1",
    "history of R-2026-0001",
    "",
    "😀",
    {"do": "fill", "slots": {"text": "words", "outcome": "words", "impact": "words", "reason": "words"}},
    {"do": "step_up", "slots": {"escalation_ref": "R-2026-0001", "text": "further"}},
    {"do": "record_review_held", "slots": {"child": "D-100002", "participation": "PN1"}},
    {"do": "yes", "nonce": "of no card"},
]
"""Anything an IRO may say or press that is no consent, no tick and no undo."""

BLIND = tuple(
    json.loads(line)["text"]
    for path in sorted((Path(__file__).parent.parent / "sentences" / "blind").glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
)


def is_consent(said: str | dict[str, Any]) -> bool:
    found = control(read_words(said)) if isinstance(said, str) else None
    return found is not None and found[0] in (Do.YES, Do.UNDO)


anything_else = st.one_of(st.sampled_from(UNCONFIRMED), st.sampled_from(BLIND), st.text(max_size=60)).filter(
    lambda said: not is_consent(said)
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(anything_else, min_size=1, max_size=8))
def test_nothing_is_saved_without_a_confirmation(
    sqlite_files: SqliteFiles, said: list[str | dict[str, Any]]
) -> None:
    asyncio.run(_say_all(sqlite_files, said))


async def _say_all(files: SqliteFiles, said: list[str | dict[str, Any]]) -> None:
    url = files.fresh()
    office = Office(open_database(url), load_policy("lincolnshire", demo=True), FRIDAY)
    await office.open()
    await office.says("iro", "raise an escalation for D-100001: drift and delay, no progress")
    await office.says("iro", "yes")
    before = await _records(office)
    for one in said:
        await (office.says("iro", one) if isinstance(one, str) else office.sends("iro", one))
    assert await _records(office) == before
    await office.database.close()
    files.drop(url)


async def _records(office: Office) -> Any:
    return await office.database.transact(TENANT, lambda work: (all_concerns(work), reviews_held(work)))
