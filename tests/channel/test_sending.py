"""What becomes of a message nobody asked for."""

from __future__ import annotations

import dataclasses
import socket
from datetime import timedelta
from typing import Any

import pytest

from bot.channel.connectors import connected
from bot.channel.delivery import Delivered, Delivery, MayHaveArrived, Refused, Throttled, Unreachable
from bot.channel.messages import Message
from bot.channel.roster import Roster, RosterUnavailable
from bot.channel.sending import Sender
from bot.channel.settings import Timing
from bot.domain.chats import Address
from tests.channel.far_end import BOT, CUT, HANG, TENANT, USER, FarEnd, Scripted
from tests.channel.teams import REFUSED, SignIn, Teams, settings_for, teams

REMINDER = Message(card={"type": "AdaptiveCard"}, summary="2 escalations are open")


def address_of(far: FarEnd, **changes: Any) -> Address:
    return dataclasses.replace(Address(TENANT, "a:1", far.service_url, USER, BOT), **changes)


async def send(chat: Teams, message: Message = REMINDER, **changes: Any) -> Delivery:
    return await Sender(chat.connectors).send(address_of(chat.far, **changes), message)


async def test_a_reminder_arrives_with_all_that_teams_wants(chat: Teams) -> None:
    assert await send(chat) == Delivered("sent-1")
    [arrived] = chat.far.arrived
    assert arrived.path == "/uk/v3/conversations/a%3A1/activities"
    assert arrived.headers["Authorization"] == "Bearer ours"
    assert arrived.body == {
        "type": "message",
        "channelId": "msteams",
        "from": {"id": BOT},
        "recipient": {"id": USER},
        "conversation": {"id": "a:1", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "summary": "2 escalations are open",
        "attachments": [
            {"contentType": "application/vnd.microsoft.card.adaptive", "content": {"type": "AdaptiveCard"}}
        ],
    }


DATES = {"Retry-After": "Fri, 20 Nov 2026 09:00:30 GMT", "Date": "Fri, 20 Nov 2026 09:00:00 GMT"}


@pytest.mark.parametrize(
    ("scripted", "delivery"),
    [
        (Scripted(200, {"id": "1"}), Delivered("1")),
        (Scripted(202), Delivered("")),
        (Scripted(201, html="<html>"), Delivered("")),
        (Scripted(429, headers={"Retry-After": "7"}), Throttled(7.0)),
        (Scripted(429, headers={"Retry-After": "2.5"}), Throttled(2.5)),
        (Scripted(429, headers=DATES), Throttled(30.0)),
        (Scripted(429, headers={"Retry-After": "soon"}), Throttled(None)),
        (Scripted(429), Throttled(None)),
        (Scripted(412), Throttled(None)),
        (Scripted(502, html="<html>Bad gateway</html>"), MayHaveArrived(502)),
        (Scripted(503), MayHaveArrived(503)),
        (Scripted(504, {"error": {"code": "Timeout"}}), MayHaveArrived(504)),
        (Scripted(CUT), MayHaveArrived(None)),
        (Scripted(403, {"errorCode": 209, "message": "{}"}), Unreachable("209")),
        (Scripted(403, {"error": {"code": "BotDisabledByAdmin"}}), Unreachable("BotDisabledByAdmin")),
        (Scripted(403, html="<html>"), Unreachable("")),
        (Scripted(404, {"error": {"code": "ConversationNotFound"}}), Unreachable("ConversationNotFound")),
        (Scripted(400, {"error": {"code": "BadArgument"}}), Refused(400, "BadArgument")),
        (Scripted(401, {"error": "text"}), Refused(401, "")),
        (Scripted(413, {"error": {"code": "MessageSizeTooBig"}}), Refused(413, "MessageSizeTooBig")),
        (Scripted(500, {"error": {"code": "ServiceError"}}), Refused(500, "ServiceError")),
        (Scripted(500, html="<html>"), Refused(500, "")),
        (Scripted(307, headers={"Location": "https://attacker.example/"}), Refused(307, "")),
    ],
    ids=str,
)
async def test_each_answer_of_the_connector(chat: Teams, scripted: Scripted, delivery: Delivery) -> None:
    chat.far.script.append(scripted)
    assert await send(chat) == delivery
    assert len(chat.far.arrived) == 1


async def test_a_connection_that_is_refused_has_carried_nothing(chat: Teams) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        assert await send(chat, service_url=url) == Throttled(None)


async def test_a_time_out_may_have_arrived(far: FarEnd) -> None:
    impatient = settings_for(far, authenticate=False, timing=Timing(answer=timedelta(seconds=0.2)))
    far.script.append(Scripted(HANG))
    async with connected(impatient) as connectors:
        assert await Sender(connectors).send(address_of(far), REMINDER) == MayHaveArrived(None)
    assert len(far.arrived) == 1


@pytest.mark.parametrize("url", ["https://attacker.example/", "", "smba", "http://[", "ftp://127.0.0.1/"])
async def test_a_stored_address_whose_host_is_no_longer_listed_gets_nothing(chat: Teams, url: str) -> None:
    assert await send(chat, service_url=url) == Refused(0, "ServiceUrlNotListed")
    assert chat.far.arrived == []


async def test_without_a_token_nothing_is_sent(far: FarEnd) -> None:
    async with teams(far, sign_in=SignIn(answers=REFUSED)) as chat:
        assert await send(chat) == Throttled(None)
    assert far.arrived == []


async def email(chat: Teams) -> str | None:
    return await Roster(chat.connectors).email_of(address_of(chat.far))


@pytest.mark.parametrize(
    ("member", "found"),
    [
        ({"email": "Ira.Osei@Example.gov.uk"}, "ira.osei@example.gov.uk"),
        ({"userPrincipalName": "ira@example.gov.uk", "email": None}, "ira@example.gov.uk"),
        ({"email": "ira@example.gov.uk", "userRole": "user"}, "ira@example.gov.uk"),
        ({"email": "ira@elsewhere.example", "userRole": "guest"}, None),
        ({"name": "Ira Example"}, None),
        ({}, None),
    ],
    ids=str,
)
async def test_the_roster_knows_the_address(chat: Teams, member: dict[str, Any], found: str | None) -> None:
    chat.far.members[USER] = {"id": USER, **member} if member else {}
    assert await email(chat) == found


async def test_who_has_left_has_no_address(chat: Teams) -> None:
    chat.far.script.append(Scripted(403, {"error": {"code": "BotNotInConversationRoster"}}))
    assert await email(chat) is None


@pytest.mark.parametrize(
    "scripted", [Scripted(429), Scripted(503, html="<html>"), Scripted(200, html="<html>")]
)
async def test_a_roster_that_is_out_is_not_an_unknown_person(chat: Teams, scripted: Scripted) -> None:
    chat.far.script.append(scripted)
    with pytest.raises(RosterUnavailable):
        await email(chat)


async def test_the_roster_of_an_unlisted_host_is_not_asked(chat: Teams) -> None:
    lured = address_of(chat.far, service_url="https://attacker.example/")
    with pytest.raises(RosterUnavailable):
        await Roster(chat.connectors).email_of(lured)
