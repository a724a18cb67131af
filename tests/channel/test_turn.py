"""What we answer arrives with the person, once it is sure."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest
from botbuilder.integration.aiohttp import CloudAdapter
from msal import ConfidentialClientApplication  # type: ignore[import-untyped]
from msrest import Serializer
from msrest.async_client import ServiceClientAsync

from bot.channel.messages import Answer, Message
from bot.errors import AssistantError, VersionConflict
from tests.channel.far_end import CUT, FarEnd, Scripted
from tests.channel.teams import REFUSED, Assistant, SignIn, Teams, teams

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Concern 7"}]}
EXECUTE = {"type": "Action.Execute", "verb": "resolve", "data": {"concern": 7}}


async def test_a_card_goes_alone_with_its_summary(far: FarEnd) -> None:
    async with teams(far, Assistant(Answer((Message(card=CARD, summary="A concern"),)))) as chat:
        await chat.post()
    [sent] = far.sent
    card = {"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}
    assert (sent["attachments"], sent["summary"]) == ([card], "A concern")
    assert "text" not in sent


async def test_replies_come_in_order(far: FarEnd) -> None:
    async with teams(far, Assistant(Answer(tuple(Message(str(n)) for n in range(5))))) as chat:
        await chat.post()
    assert [one["text"] for one in far.sent] == list("01234")


async def invoke(far: FarEnd, *messages: Message, fault: Exception | None = None) -> dict[str, Any]:
    async with teams(far, Assistant(fault or Answer(messages))) as chat:
        status, body = await chat.post(far.pressed(action=EXECUTE))
    assert status == 200
    answer: dict[str, Any] = json.loads(body)
    assert answer.pop("statusCode") == 200
    return answer


async def test_the_first_card_takes_the_place_of_the_pressed_one(far: FarEnd) -> None:
    answer = await invoke(far, Message("Recorded."), Message(card=CARD), Message("Anything else?"))
    assert answer == {"type": "application/vnd.microsoft.card.adaptive", "value": CARD}
    assert [one["text"] for one in far.sent] == ["Recorded.", "Anything else?"]


async def test_a_press_is_answered_with_text(far: FarEnd) -> None:
    answer = await invoke(far, Message("Recorded."), Message("And?"))
    assert answer == {"type": "application/vnd.microsoft.activity.message", "value": "Recorded."}
    assert [one["text"] for one in far.sent] == ["And?"]


async def test_a_file_that_is_offered_stays_a_message(far: FarEnd) -> None:
    file = {"contentType": "consent", "name": "report.docx", "content": {}}
    offer = Message("A file", file=file)
    assert (await invoke(far, offer))["value"] == "✓"
    assert (await invoke(far, offer, Message("And?")))["value"] == "And?"
    assert [(one["text"], one["attachments"]) for one in far.sent] == [("A file", [file])] * 2


@pytest.mark.parametrize("messages", [(), (Message(),)], ids=["none", "blank"])
async def test_a_press_is_never_answered_with_nothing(far: FarEnd, messages: tuple[Message, ...]) -> None:
    assert (await invoke(far, *messages))["value"]
    assert far.sent == []


async def test_a_fault_on_a_press_is_told_in_one_sentence(far: FarEnd) -> None:
    answer = await invoke(far, fault=RuntimeError("narrative of A. Child"))
    assert answer["value"] == AssistantError().sentence()


@pytest.mark.parametrize("fault", [RuntimeError("narrative of A. Child"), VersionConflict()], ids=repr)
async def test_a_fault_is_told_in_one_sentence_and_logged_without_words(
    far: FarEnd, fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    async with teams(far, Assistant(fault)) as chat:
        assert (await chat.post())[0] == 202
    told = fault if isinstance(fault, AssistantError) else AssistantError()
    assert [one["text"] for one in far.sent] == [told.sentence()]
    assert "1700000000001" in caplog.text
    assert type(fault).__name__ in caplog.text
    assert "A. Child" not in caplog.text


async def test_nothing_a_person_wrote_is_logged(chat: Teams, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    chat.far.script.append(Scripted(403, {"error": {"code": "Blocked", "message": "Ira Example M1234567"}}))
    await chat.post(chat.far.activity(text="M1234567 is overdue", value={"note": "M1234567"}))
    assert "not delivered" in caplog.text
    for word in ("M1234567", "Ira", "ours"):
        assert word not in caplog.text


async def test_replies_wait_for_the_answer(far: FarEnd) -> None:
    sent_while_answering: list[int] = []

    class Slow(Assistant):
        async def answer(self, incoming: Any) -> Answer:
            await asyncio.sleep(0.05)
            sent_while_answering.append(len(far.arrived))
            return await super().answer(incoming)

    async with teams(far, Slow()) as chat:
        await chat.post()
    assert sent_while_answering == [0]
    assert len(far.arrived) == 1


@pytest.mark.parametrize(
    "scripted",
    [
        Scripted(403, {"errorCode": 209, "message": "{}"}),
        Scripted(404),
        Scripted(400, {"error": {"code": "BadArgument"}}),
        Scripted(413, {"error": {"code": "MessageSizeTooBig"}}),
        Scripted(500, html="<html>"),
        Scripted(429, headers={"Retry-After": "60"}),
    ],
    ids=str,
)
async def test_who_cannot_be_answered_is_not_answered_again(chat: Teams, scripted: Scripted) -> None:
    chat.far.script.append(scripted)
    assert (await chat.post())[0] == 202
    assert len(chat.far.arrived) == 1


@pytest.mark.parametrize(
    "scripted",
    [
        Scripted(429, headers={"Retry-After": "0.1"}),
        Scripted(412),
        Scripted(502, html="<html>"),
        Scripted(CUT),
    ],
    ids=str,
)
async def test_a_reply_that_may_be_lost_is_sent_once_more(chat: Teams, scripted: Scripted) -> None:
    chat.far.script.append(scripted)
    assert (await chat.post())[0] == 202
    assert len(chat.far.arrived) == 2


async def test_without_our_own_token_the_message_is_still_acknowledged(far: FarEnd) -> None:
    async with teams(far, sign_in=SignIn(answers=REFUSED)) as chat:
        assert (await chat.post())[0] == 202
    assert len(chat.assistant.asked) == 1
    assert far.arrived == []


async def test_many_turns_share_one_token(chat: Teams) -> None:
    statuses = await asyncio.gather(*(chat.post(chat.far.activity(id=f"id-{n}")) for n in range(50)))
    assert {status for status, _ in statuses} == {202}
    assert len(chat.far.arrived) == 50
    assert (chat.sign_in.fetches, chat.far.key_fetches) == (1, 1)


async def test_replies_share_one_connection(chat: Teams) -> None:
    for _ in range(10):
        await chat.post()
    assert len({one.caller for one in chat.far.arrived}) == 1


async def test_a_turn_runs_through_the_sdk_but_builds_none_of_its_clients(
    chat: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Decision 0002: they cost more than all the rest of a turn."""
    turns: list[str] = []
    process = CloudAdapter.process_activity

    async def watched(self: Any, *given: Any) -> Any:
        turns.append("turn")
        return await process(self, *given)

    def built(*_: Any, **__: Any) -> None:
        raise AssertionError("a client of the SDK was built")

    monkeypatch.setattr(CloudAdapter, "process_activity", watched)
    for slow in (ServiceClientAsync, Serializer, ConfidentialClientApplication):
        monkeypatch.setattr(slow, "__init__", built)
    await chat.post()
    assert (turns, len(chat.far.arrived)) == (["turn"], 1)
