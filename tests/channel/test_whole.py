"""The whole assistant behind real HTTP: signed tokens in, cards out at the far end, on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from storage import people
from tests.channel.far_end import TENANT
from tests.channel.house import House, data_of, open_house
from tests.office import object_id

SENTENCE = "positive challenge on D-100001 - care plan not updated, asked SW to sort by next Fri"


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    async with open_house(database_url) as house:
        yield house


async def test_a_sentence_is_read_back_and_a_press_saves_it_once(house: House) -> None:
    assert await house.says(SENTENCE) == 202
    assert await house.concerns() == []
    save = data_of(house.card, "Save")
    press = house.far.pressed(action={"type": "Action.Execute", "data": save})
    press["from"] = {"id": "29:iro", "aadObjectId": object_id("iro")}
    for number in range(2):
        assert await house.posts({**press, "id": f"press-{number}"}) == 200
        assert b'"statusCode": 200' in house.body
    assert [one.child for one in await house.concerns()] == ["D-100001"]


async def test_the_same_activity_twice_acts_once_and_is_answered_twice(house: House) -> None:
    await house.says(SENTENCE, id="twice")
    first = house.card
    await house.says(SENTENCE, id="twice")
    assert house.card == first
    await house.says("yes", id="yes")
    await house.says("yes", id="yes")
    assert len(await house.concerns()) == 1


@pytest.mark.parametrize(
    "token",
    [
        pytest.param({"kid": "nobody"}, id="unknown key"),
        pytest.param({"key": "forger", "kid": "key-1"}, id="forged"),
        pytest.param({"starts": -7200, "ends": -3600}, id="expired"),
        pytest.param({"aud": "another bot"}, id="another bot's"),
    ],
)
async def test_a_bad_token_changes_nothing(house: House, token: dict[str, Any]) -> None:
    assert await house.posts(house.far.activity(text=SENTENCE), house.far.token(**token)) == 401
    assert house.body == b""
    assert house.far.sent == []


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"channelId": "webchat"}, id="another channel"),
        pytest.param({"channelId": None}, id="no channel"),
        pytest.param({"channelData": {"tenant": {"id": "other"}}}, id="another tenant"),
    ],
)
async def test_what_is_not_teams_of_a_listed_tenant_is_a_stranger(
    house: House, changes: dict[str, Any]
) -> None:
    assert await house.says(SENTENCE, **changes) == 401
    assert house.far.sent == []


async def test_a_person_we_do_not_know_gets_one_reply_that_reveals_nothing(house: House) -> None:
    await house.says("what is open on D-100001?", who="stranger")
    (reply,) = house.far.sent
    assert "D-1000" not in str(reply)
    assert "IRO" not in str(reply.get("text"))


async def test_first_contact_is_matched_by_the_rosters_address(house: House) -> None:
    newcomer = {"name": "Nia Demo", "email": "nia@example.org", "roles": "iro", "aad_object_id": None}
    await house.database.transact(TENANT, lambda work: people.add_people(work, [newcomer]))
    house.far.members["29:nia"] = {"id": "29:nia", "email": "Nia@Example.org"}
    await house.says("what is open?", who="nia")
    assert house.far.sent[-1].get("attachments")
    bound = await house.database.transact(
        TENANT, lambda work: people.person_by_email(work, "nia@example.org")
    )
    assert bound is not None
    assert bound.aad_object_id == object_id("nia")


async def test_a_group_sees_one_line_and_the_person_sees_the_rest(house: House) -> None:
    await house.says("hello")
    group = {"conversationType": "groupChat", "tenantId": TENANT, "id": "19:group"}
    await house.says("what reviews are due in the next fortnight?", conversation=group)
    there = [one for one in house.far.sent if one["conversation"]["id"] == "19:group"]
    assert len(there) == 1
    assert "D-1000" not in str(there)
    assert "D-1000" in str(house.far.sent[-1])
    assert house.far.sent[-1]["conversation"]["id"] == "a:1;x/y"
