"""Who gets in: real tokens, over real HTTP."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channel.guard import Refusal, read_activity, refuse_stranger
from bot.channel.incoming import read_incoming
from tests.channel.far_end import APP_ID, TENANT, FarEnd, jwk, private_key
from tests.channel.teams import Teams, teams

ELSEWHERE = "e0000000-0000-4000-8000-000000000009"


async def refused(chat: Teams, activity: Any = None, token: str | None = None) -> int:
    status, body = await chat.post(activity, token)
    assert body == b""
    assert chat.assistant.asked == []
    assert chat.far.arrived == []
    return status


async def test_a_good_token_gets_in_and_the_reply_arrives(chat: Teams) -> None:
    assert (await chat.post())[0] == 202
    [reply] = chat.far.arrived
    assert reply.path == "/uk/v3/conversations/a%3A1%3Bx%2Fy/activities/1700000000001"
    assert reply.headers["Authorization"] == "Bearer ours"
    assert reply.body["text"] == "Two reviews are due."
    assert reply.body["textFormat"] == "plain"
    assert reply.body["replyToId"] == "1700000000001"
    assert reply.body["conversation"]["tenantId"] == TENANT
    assert (reply.body["from"]["id"], reply.body["recipient"]["id"]) == (f"28:{APP_ID}", "29:user")


@pytest.mark.parametrize(
    "changes",
    [
        {"ends": -400},
        {"starts": 400},
        {"exp": None},
        {"nbf": None},
        {"aud": ELSEWHERE},
        {"aud": None},
        {"iss": f"https://sts.windows.net/{TENANT}/"},
        {"iss": None},
        {"serviceurl": "https://smba.trafficmanager.net/uk/"},
        {"serviceurl": None},
        {"kid": "unknown"},
        {"key": "forger", "kid": "key-1"},
    ],
    ids=str,
)
async def test_a_token_that_is_wrong_in_one_thing_is_refused(chat: Teams, changes: dict[str, Any]) -> None:
    assert await refused(chat, token=chat.far.token(**changes)) == 401


async def test_a_small_skew_of_clocks_is_forgiven(chat: Teams) -> None:
    assert (await chat.post(token=chat.far.token(ends=-120)))[0] == 202
    assert (await chat.post(token=chat.far.token(starts=120)))[0] == 202


def unsigned() -> str:
    return jwt.encode({"aud": APP_ID}, "", "none", headers={"kid": "key-1"})


def signed_with_the_public_key() -> str:
    """The classic: a symmetric signature whose secret everybody knows."""
    return jwt.encode({"aud": APP_ID}, jwk("key-1", [])["n"] * 2, "HS256", headers={"kid": "key-1"})


def nested() -> str:
    header = base64.urlsafe_b64encode(b"[" * 3000).decode()
    return f"{header}.{header}.x"


@pytest.mark.parametrize(
    "token", ["", "garbage", "a.b.c", "é.é.é", "..", unsigned, signed_with_the_public_key, nested]
)
async def test_garbage_is_refused(chat: Teams, token: str | Callable[[], str]) -> None:
    assert await refused(chat, token=token if isinstance(token, str) else token()) == 401


async def test_a_token_without_key_id_is_refused(chat: Teams) -> None:
    assert await refused(chat, token=jwt.encode({}, private_key("key-1"), "RS256")) == 401


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Basic eDp5"}, {"Authorization": "Bearer"}])
async def test_no_token_is_refused_before_the_body_is_looked_at(chat: Teams, headers: dict[str, str]) -> None:
    assert await chat.post_raw(data=b"{", headers=headers) == (401, b"")


async def test_a_key_not_endorsed_for_teams_is_refused(chat: Teams) -> None:
    chat.far.keys.append(jwk("key-web", ["webchat"]))
    assert await refused(chat, token=chat.far.token("key-web")) == 401


@pytest.mark.parametrize(
    "changes",
    [
        {"channelId": None},
        {"channelId": "directline"},
        {"channelId": "emulator"},
        {"channelId": ["msteams"]},
        {"channelData": {"tenant": {"id": ELSEWHERE}}},
        {"conversation": {"id": "a:1", "tenantId": ELSEWHERE}},
        {"channelData": {"tenant": {"id": ELSEWHERE}}, "conversation": {"id": "a:1", "tenantId": ELSEWHERE}},
        {"channelData": None, "conversation": {"id": "a:1"}},
        {"channelData": "tenant", "conversation": "a:1"},
        {"channelData": {"tenant": {"id": {"id": TENANT}}}},
        {"serviceUrl": None},
        {"serviceUrl": ""},
        {"serviceUrl": 7},
    ],
    ids=str,
)
async def test_a_good_token_from_elsewhere_is_refused(chat: Teams, changes: dict[str, Any]) -> None:
    assert await refused(chat, chat.far.activity(**changes)) == 401


@pytest.mark.parametrize(
    "url",
    [
        "https://attacker.trafficmanager.net/uk/",
        "https://smba.trafficmanager.net.attacker.example/",
        "http://smba.trafficmanager.net/uk/",
        "https://smba.trafficmanager.net@attacker.example/",
        "https://attacker.example\\@smba.trafficmanager.net/",
        "//smba.trafficmanager.net/",
        "https://[",
    ],
)
async def test_a_service_host_that_is_not_listed_is_refused_though_signed(far: FarEnd, url: str) -> None:
    async with teams(far, service_hosts=("smba.trafficmanager.net",)) as chat:
        assert await refused(chat, far.activity(serviceUrl=url), far.token(serviceurl=url)) == 401


@pytest.mark.parametrize("place", [{"channelData": None}, {"conversation": {"id": "a:1"}}], ids=str)
async def test_one_place_that_names_the_tenant_is_enough(chat: Teams, place: dict[str, Any]) -> None:
    assert (await chat.post(chat.far.activity(**place)))[0] == 202


async def test_a_tenant_id_is_compared_without_case(chat: Teams) -> None:
    activity = chat.far.activity(channelData={"tenant": {"id": TENANT.upper()}})
    assert (await chat.post(activity))[0] == 202
    assert chat.assistant.asked[0].address.tenant == TENANT


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"[1]",
        b"{}",
        b"null",
        b'"message"',
        b'{"type":""}',
        b'{"type":1}',
        b"[" * 100_000,
        b"\xff\xfe\xfa",
        b'{"type":"message","text":"\\ud800"}',
    ],
)
async def test_what_is_no_activity_is_a_bad_request(chat: Teams, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {chat.far.token()}", "Content-Type": "application/json"}
    assert await chat.post_raw(data=body, headers=headers) == (400, b"")


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", ""])
async def test_another_content_type_is_a_bad_request(chat: Teams, kind: str) -> None:
    headers = {"Authorization": f"Bearer {chat.far.token()}", "Content-Type": kind}
    assert await chat.post_raw(data=b'{"type":"message"}', headers=headers) == (400, b"")


@pytest.mark.parametrize("field", ["id", "from", "recipient", "conversation"])
async def test_a_message_that_lacks_what_an_answer_needs_is_a_bad_request(chat: Teams, field: str) -> None:
    assert await refused(chat, chat.far.activity(**{field: None})) == 400


async def test_a_body_over_the_limit_is_too_large(chat: Teams) -> None:
    headers = {"Authorization": f"Bearer {chat.far.token()}", "Content-Type": "application/json"}
    assert await chat.post_raw(data=io.BytesIO(b"x" * 1_100_000), headers=headers) == (413, b"")


async def test_a_new_key_is_found_at_once_and_the_old_one_is_gone(chat: Teams) -> None:
    assert (await chat.post())[0] == 202
    chat.far.keys[:] = [jwk("key-2", ["msteams"])]
    assert (await chat.post(token=chat.far.token("key-2")))[0] == 202
    assert (await chat.post())[0] == 401


async def test_invented_key_ids_do_not_make_us_a_nuisance(chat: Teams) -> None:
    for number in range(20):
        assert (await chat.post(token=chat.far.token(kid=f"invented-{number}")))[0] == 401
    assert chat.far.key_fetches == 5


async def test_keys_are_fetched_once_for_many(chat: Teams) -> None:
    for _ in range(3):
        assert (await chat.post())[0] == 202
    assert chat.far.key_fetches == 1


async def test_without_keys_a_caller_is_asked_to_come_again(chat: Teams) -> None:
    chat.far.keys_down = True
    assert await refused(chat) == 503
    chat.far.keys_down = False
    assert (await chat.post())[0] == 202


async def test_with_keys_an_outage_of_their_server_goes_unnoticed(chat: Teams) -> None:
    assert (await chat.post())[0] == 202
    chat.far.keys_down = True
    assert await chat.post(token=chat.far.token(kid="unknown")) == (401, b"")
    assert (await chat.post())[0] == 202


@pytest.mark.parametrize("keys", [[], [{"kid": "x", "kty": "EC"}], [{"kty": "RSA"}]], ids=str)
async def test_keys_that_are_none_are_an_outage(chat: Teams, keys: list[dict[str, Any]]) -> None:
    chat.far.keys[:] = keys
    assert await refused(chat) == 503


async def test_the_demo_needs_no_token_and_shows_none(far: FarEnd) -> None:
    async with teams(far, authenticate=False, app_id="") as chat:
        assert (await chat.post_raw(json=far.activity()))[0] == 202
        assert "Authorization" not in far.arrived[0].headers


async def test_the_demo_keeps_other_tenants_and_hosts_out(far: FarEnd) -> None:
    async with teams(far, authenticate=False) as chat:
        stranger = far.activity(channelData={"tenant": {"id": ELSEWHERE}})
        assert (await chat.post_raw(json=stranger))[0] == 401
        lured = far.activity(serviceUrl="https://attacker.example/")
        assert (await chat.post_raw(json=lured))[0] == 401


async def test_the_demo_is_not_reached_by_another_name(far: FarEnd) -> None:
    async with teams(far, authenticate=False) as chat:
        tunnelled = {"Host": "demo.tunnel.example"}
        assert await chat.post_raw(json=far.activity(), headers=tunnelled) == (401, b"")


async def test_alive_and_ready(chat: Teams) -> None:
    for path in ("/health", "/ready"):
        async with chat.session.get(f"{chat.address}{path}") as response:
            assert response.status == 200


FIELDS = ("id", "text", "value", "from", "recipient", "conversation", "channelData", "entities", "action",
          "membersAdded", "name", "serviceUrl", "channelId")  # fmt: skip
TYPES = ("message", "invoke", "installationUpdate", "conversationUpdate", "other")
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "tenant", "type", "mentioned", "action", "data"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@given(st.sampled_from(TYPES), st.dictionaries(st.sampled_from(FIELDS), anything, max_size=4))
def test_no_activity_of_whatever_shape_is_a_fault(kind: str, changes: dict[str, Any]) -> None:
    far = FarEnd(url="http://127.0.0.1:1")
    sent = json.dumps(far.activity(type=kind, name="adaptiveCard/action") | changes).encode()
    activity = read_activity("application/json", sent)
    if not isinstance(activity, Refusal) and not refuse_stranger(activity, {TENANT}, ("127.0.0.1",)):
        read_incoming(activity)
