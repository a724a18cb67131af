"""Our own token: fetched in a thread, once, and renewed before it runs out."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import pytest

from bot.channel import credentials as ours
from bot.channel.credentials import Anonymous, Credentials, NoToken, credentials_for
from tests.channel.far_end import FarEnd
from tests.channel.teams import settings_for


class Entra:
    """Answers with a new token each time."""

    def __init__(self, lives: float = 3600) -> None:
        self.lives = lives
        self.threads: list[int] = []

    def fetch(self) -> dict[str, Any]:
        self.threads.append(threading.get_ident())
        time.sleep(0.05)
        return {"access_token": f"token-{len(self.threads)}", "expires_in": self.lives}


async def token(credentials: Credentials) -> str:
    return (await credentials.headers())["Authorization"]


async def test_many_at_once_cause_one_fetch_off_the_loop() -> None:
    entra = Entra()
    credentials = Credentials(entra.fetch)
    assert set(await asyncio.gather(*(token(credentials) for _ in range(50)))) == {"Bearer token-1"}
    assert len(entra.threads) == 1
    assert entra.threads[0] != threading.get_ident()


async def test_the_loop_runs_on_while_a_token_is_fetched() -> None:
    fetching = asyncio.create_task(token(Credentials(Entra().fetch)))
    turns = 0
    while not fetching.done():
        await asyncio.sleep(0.005)
        turns += 1
    assert turns > 3


async def test_a_token_that_has_ended_is_fetched_anew() -> None:
    credentials = Credentials(Entra(lives=0.3).fetch)
    assert await token(credentials) == await token(credentials) == "Bearer token-1"
    await asyncio.sleep(0.31)
    assert await token(credentials) == "Bearer token-2"


async def test_a_token_is_there_before_it_is_needed_and_renewed_before_it_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ours, "RETRY_SECONDS", 0.01)
    entra = Entra(lives=ours.RENEW_BEFORE_SECONDS + 0.05)
    credentials = Credentials(entra.fetch)
    async with credentials.kept_fresh():
        async with asyncio.timeout(5):
            while len(entra.threads) < 2:  # noqa: ASYNC110 - it is a thread that counts
                await asyncio.sleep(0.01)
    fetched = len(entra.threads)
    await asyncio.sleep(0.1)
    assert len(entra.threads) == fetched


@pytest.mark.parametrize(
    "answer", [{"error": "invalid_client"}, {"access_token": "x", "expires_in": "soon"}, None], ids=str
)
async def test_no_token_is_a_fault_of_its_own_and_the_next_call_asks_again(answer: Any) -> None:
    calls: list[int] = []

    def refuse() -> Any:
        calls.append(1)
        return answer

    credentials = Credentials(refuse)
    for _ in range(2):
        with pytest.raises(NoToken):
            await token(credentials)
    assert len(calls) == 2


async def test_a_sign_in_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ours, "FETCH_SECONDS", 0.01)
    with pytest.raises(NoToken):
        await token(Credentials(Entra().fetch))


async def test_who_hangs_up_does_not_take_the_token_from_the_others() -> None:
    credentials = Credentials(Entra().fetch)
    first, second = asyncio.create_task(token(credentials)), asyncio.create_task(token(credentials))
    await asyncio.sleep(0.01)
    first.cancel()
    assert await second == "Bearer token-1"


def test_the_demo_has_no_credentials_though_some_are_set(far: FarEnd) -> None:
    assert isinstance(credentials_for(settings_for(far, authenticate=False)), Anonymous)


@pytest.mark.parametrize("app_type", ["SingleTenant", "UserAssignedMSI"])
def test_both_types_have_credentials(far: FarEnd, app_type: str) -> None:
    assert isinstance(credentials_for(settings_for(far, app_type=app_type)), Credentials)
