"""Every change and every read of another's record stands in the history, and tampering shows."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from bot.domain.audit import digest, first_fault
from bot.domain.intents import Do
from bot.domain.results import Change
from bot.operations.undoing import undo
from storage.database import Work
from storage.tables import audit_event
from tests.audits import fault_in_history
from tests.operations.service import ESCALATION, Service

REF = {"escalation_ref": ESCALATION}
CHANGES: list[tuple[str, Do, dict[str, Any], str]] = [
    ("iro", Do.ADD_NARRATIVE, {"text": "rang"}, "note"),
    ("iro", Do.RECORD_RESPONSE, {"text": "they will"}, "response"),
    ("responder", Do.RECORD_RESPONSE, {"text": "we will"}, "response"),
    ("manager", Do.COMMENT, {"text": "please chase"}, "comment"),
    ("iro", Do.STEP_UP, {"text": "no answer"}, "asked"),
    ("manager", Do.STEP_UP, {"text": "no answer"}, "stage"),
    ("iro", Do.RESOLVE, {"outcome": "settled", "impact": "moved"}, "resolved"),
    ("iro", Do.WITHDRAW, {"reason": "by mistake"}, "withdrawn"),
    ("iro", Do.MARK_SENT, {}, "sent"),
    ("iro", Do.MARK_FILED, {}, "filed"),
]


@pytest.mark.parametrize(("who", "do", "slots", "action"), CHANGES)
async def test_every_change_is_one_event(
    service: Service, who: str, do: Do, slots: dict[str, Any], action: str
) -> None:
    before = await service.events()
    await service.does(who, do, {**REF, **slots})
    after = await service.events()
    assert [event.action for event in after[len(before) :]] == [action]
    person = await service.at_desk(who, lambda desk: desk.person)
    assert after[-1].actor == f"person:{person.id}"
    assert first_fault(after) is None


async def test_words_stand_in_the_history_by_their_digest(service: Service) -> None:
    await service.does("iro", Do.ADD_NARRATIVE, {**REF, "text": "a sentence about a child"})
    facts = (await service.events())[-1].facts
    assert facts["text"] == digest("a sentence about a child")
    assert "sentence" not in str(facts)


@pytest.mark.parametrize(("do", "action"), [(Do.SHOW_RECORD, "read"), (Do.SHOW_HISTORY, "read_history")])
async def test_anothers_read_is_kept_and_ones_own_is_not(service: Service, do: Do, action: str) -> None:
    before = await service.events()
    await service.does("iro", do, REF)
    assert await service.events() == before
    await service.does("manager", do, REF)
    assert [event.action for event in (await service.events())[len(before) :]] == [action]


async def test_a_responders_read_is_kept(service: Service) -> None:
    await service.does("responder", Do.SHOW_RECORD, REF)
    assert (await service.events())[-1].action == "read"


async def test_an_undo_is_added_and_removes_nothing(service: Service) -> None:
    await service.does("iro", Do.ADD_NARRATIVE, {**REF, "text": "rang"})
    before = await service.events()
    position = (await service.concern()).last_position
    await service.at_desk("iro", lambda desk: undo(desk, Change("entry", 1, position)))
    after = await service.events()
    assert after[: len(before)] == before
    assert [event.action for event in after[len(before) :]] == ["undone"]
    assert [entry.undone for entry in (await service.concern()).entries][-2:] == [True, False]


async def test_reviews_have_a_history_of_their_own(service: Service) -> None:
    await service.does("iro", Do.RECORD_REVIEW_HELD, {"child": "D-100003", "participation": "PN1"})
    subjects = await service.asks(
        lambda work: list(work.db.execute(sa.select(audit_event.c.subject)).scalars())
    )
    assert any(subject.startswith("child:") for subject in subjects)
    assert await service.asks(fault_in_history) is None


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"facts": {"text": "another"}}, id="what"),
        pytest.param({"actor": "person:999"}, id="who"),
        pytest.param({"action": "note"}, id="how"),
        pytest.param({"hash": "0" * 64}, id="hash"),
    ],
)
async def test_a_changed_event_shows(service: Service, values: dict[str, Any]) -> None:
    assert await service.asks(fault_in_history) is None
    mine = (audit_event.c.subject == "concern:1", audit_event.c.seq == 1)
    await service.asks(lambda work: work.db.execute(sa.update(audit_event).where(*mine).values(**values)))
    fault = await service.asks(fault_in_history)
    assert fault is not None
    assert fault.startswith("concern:1: event 1")


async def test_a_removed_event_shows(service: Service) -> None:
    def remove(work: Work) -> None:
        mine = (audit_event.c.subject == "concern:1", audit_event.c.seq == 1)
        work.db.execute(sa.delete(audit_event).where(*mine))

    await service.asks(remove)
    assert await service.asks(fault_in_history) == "concern:1: event 1 is missing"
