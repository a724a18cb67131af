"""What a person did in Teams arrives in our words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channel.messages import Kind
from tests.channel.far_end import BOT, TENANT, USER
from tests.channel.teams import Teams

MENTION = {"type": "mention", "mentioned": {"id": BOT, "name": "IRO"}, "text": "<at>IRO</at>"}
EXECUTE = {"type": "Action.Execute", "verb": "resolve", "data": {"concern": 7}}
INSTALLED = {"type": "installationUpdate", "action": "add", "text": None}
JOINED = {"type": "conversationUpdate", "membersAdded": [{"id": USER}, {"id": BOT}], "text": None}


async def test_a_message_in_our_words(chat: Teams) -> None:
    await chat.post()
    [incoming] = chat.assistant.asked
    assert incoming.kind is Kind.MESSAGE
    assert incoming.personal
    assert incoming.text == "which reviews are due"
    assert incoming.aad_object_id == "b0000000-0000-4000-8000-00000000000a"
    address = incoming.address
    assert (address.tenant, address.conversation_id) == (TENANT, "a:1;x/y")
    assert (address.user_id, address.bot_id, address.service_url) == (USER, BOT, chat.far.service_url)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("<at>IRO</at> show IRO challenges", "show IRO challenges"),
        ("<at>IRO</at>&nbsp;show open", "show open"),
        ("show <at>IRO</at> open", "show open"),
        ("please,&nbsp;show\xa0open ", "please, show open"),
        ("first line\n\nsecond  line", "first line\n\nsecond  line"),
        ("a < b & c <i>d</i> \\1", "a < b & c <i>d</i> \\1"),
        ("<at>IRO</at>", ""),
    ],
)
async def test_only_the_mention_itself_is_taken_from_the_text(chat: Teams, typed: str, text: str) -> None:
    html = {"contentType": "text/html", "content": "<div>not this</div>"}
    await chat.post(chat.far.activity(text=typed, entities=[MENTION], attachments=[html]))
    assert chat.assistant.asked[0].text == text


@pytest.mark.parametrize(
    "entities",
    [
        None,
        "mention",
        [None, 1, "x"],
        [{"type": "mention"}],
        [{"type": "mention", "mentioned": {"id": "29:other"}, "text": "<at>IRO</at>"}],
        [{"type": "mention", "mentioned": {"id": BOT}, "text": ""}],
    ],
    ids=str,
)
async def test_other_entities_leave_the_text_alone(chat: Teams, entities: Any) -> None:
    assert (await chat.post(chat.far.activity(text="<at>IRO</at> x", entities=entities)))[0] == 202
    assert chat.assistant.asked[0].text == "<at>IRO</at> x"


@pytest.mark.parametrize("kind", ["groupChat", "channel", None])
async def test_only_what_is_called_personal_is(chat: Teams, kind: str | None) -> None:
    conversation = {"id": "19:x@thread.v2", "tenantId": TENANT, "conversationType": kind}
    await chat.post(chat.far.activity(conversation=conversation))
    assert not chat.assistant.asked[0].personal


async def test_a_submitted_card_is_a_press(chat: Teams) -> None:
    assert (await chat.post(chat.far.activity(text=None, value={"concern": 7, "note": "x"})))[0] == 202
    [incoming] = chat.assistant.asked
    assert (incoming.kind, incoming.press) == (Kind.PRESS, {"concern": 7, "note": "x"})
    assert not incoming.by_invoke


@pytest.mark.parametrize("value", [None, {}, "text", [1]], ids=str)
async def test_a_message_whose_value_is_no_form_is_a_message(chat: Teams, value: Any) -> None:
    await chat.post(chat.far.activity(value=value))
    assert chat.assistant.asked[0].kind is Kind.MESSAGE


@pytest.mark.parametrize(
    ("action", "press"),
    [
        (EXECUTE, {"concern": 7, "verb": "resolve"}),
        ({"type": "Action.Execute", "data": {"a": 1}}, {"a": 1}),
        ({"type": "Action.Execute", "verb": "more"}, {"verb": "more"}),
        ({"type": "Action.Execute", "verb": "more", "data": "x"}, {"verb": "more"}),
    ],
    ids=str,
)
async def test_an_executed_card_is_a_press_too(chat: Teams, action: Any, press: Any) -> None:
    assert (await chat.post(chat.far.pressed(action=action)))[0] == 200
    [incoming] = chat.assistant.asked
    assert (incoming.kind, incoming.press, incoming.by_invoke) == (Kind.PRESS, press, True)


@pytest.mark.parametrize("value", [{}, {"action": None}, {"action": "x"}, {"action": [1]}], ids=str)
async def test_an_execute_without_an_action_is_a_bad_request(chat: Teams, value: Any) -> None:
    assert await chat.post(chat.far.activity(type="invoke", name="adaptiveCard/action", value=value)) == (
        400,
        b"",
    )


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        (INSTALLED, Kind.INSTALLED),
        ({**INSTALLED, "action": "add-upgrade"}, Kind.INSTALLED),
        ({**INSTALLED, "action": "remove"}, Kind.UNINSTALLED),
        (JOINED, Kind.INSTALLED),
    ],
    ids=str,
)
async def test_installing_and_removing(chat: Teams, changes: dict[str, Any], kind: Kind) -> None:
    assert (await chat.post(chat.far.activity(**changes)))[0] == 202
    assert [one.kind for one in chat.assistant.asked] == [kind]


async def test_one_installation_told_twice_is_answered_once(chat: Teams) -> None:
    await chat.post(chat.far.activity(id="1", **JOINED))
    await chat.post(chat.far.activity(id="2", **INSTALLED))
    assert len(chat.assistant.asked) == 1


async def test_installed_removed_and_installed_again(chat: Teams) -> None:
    for action in ("add", "remove", "add"):
        await chat.post(chat.far.activity(type="installationUpdate", action=action, text=None))
    assert len(chat.assistant.asked) == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "typing", "id": None},
        {"type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
        {"type": "messageUpdate"},
        {"type": "messageDelete"},
        {"type": "event", "name": "application/vnd.microsoft.readReceipt"},
        {"type": "conversationUpdate", "membersAdded": [{"id": USER}]},
        {"type": "conversationUpdate", "membersAdded": "x"},
        {"type": "conversationUpdate", "channelData": {"tenant": {"id": TENANT}, "eventType": "teamRenamed"}},
        {"type": "installationUpdate"},
        {"type": "unheardOf"},
    ],
    ids=str,
)
async def test_what_asks_nothing_of_us_is_acknowledged(chat: Teams, changes: dict[str, Any]) -> None:
    assert await chat.post(chat.far.activity(**changes)) == (202, b"")
    assert (chat.assistant.asked, chat.far.arrived) == ([], [])


@pytest.mark.parametrize("name", ["task/fetch", "composeExtension/query", "signin/verifyState", None])
async def test_another_invoke_is_answered_so_that_it_is_not_repeated(chat: Teams, name: str | None) -> None:
    assert await chat.post(chat.far.activity(type="invoke", name=name)) == (200, b"{}")
    assert chat.assistant.asked == []
