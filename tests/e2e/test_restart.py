"""A real process, killed: every record changed exactly once, every reply sent at least once."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from deploy.playground import running
from tests.channel.far_end import HANG, FarEnd, Scripted, far_end

FIRST_START, LATER = "2026-11-20T09:00", "2026-11-20T10:00"
PATIENCE = 20


@dataclass
class Bot:
    process: running.Process
    endpoint: str
    me: dict[str, Any]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo's database, made once."""
    path = tmp_path_factory.mktemp("killed") / "demo.sqlite"
    with started(path, FIRST_START):
        pass
    return path


@contextmanager
def started(database: Path, now: str) -> Iterator[Bot]:
    url = f"sqlite:///{database}"
    flags = [f"--port={running.free_port()}", f"--database={url}", f"--now={now}"]
    command = [sys.executable, str(running.ROOT / "app.py"), "demo", *flags]
    with running.bot(command, database.parent) as (people, endpoint, process):
        yield Bot(process, endpoint, people["current"])


@asynccontextmanager
async def teams() -> AsyncIterator[tuple[FarEnd, aiohttp.ClientSession]]:
    async with far_end() as far, aiohttp.ClientSession() as session:
        yield far, session


async def says(session: aiohttp.ClientSession, far: FarEnd, bot: Bot, text: str, number: str) -> None:
    """Returns when the bot has acknowledged it, or has died of it."""
    sender = {"id": bot.me["id"], "aadObjectId": bot.me["aadObjectId"]}
    activity = far.activity(**{"text": text, "id": number, "from": sender})
    try:
        async with session.post(bot.endpoint, json=activity) as answer:
            await answer.read()
    except aiohttp.ClientError:
        assert bot.process.poll() is not None


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not happened():  # noqa: ASYNC110 - it happens in another process
            await asyncio.sleep(0.02)


def asked(child: str, words: str) -> str:
    return f"positive challenge on {child} - drift and delay, {words}, asked SW to sort by next Fri"


def saved(database: Path, words: str) -> int:
    """Concerns whose first entry says so."""
    with sqlite3.connect(database, timeout=10) as db:
        query = "select count(*) from entry where kind = 'opened' and text like ?"
        return int(db.execute(query, (f"%{words}%",)).fetchone()[0])


def texts(far: FarEnd) -> str:
    return str(far.sent)


async def test_a_restart_in_mid_conversation_loses_nothing(filled: Path) -> None:
    words = "bicycle helmet not bought"
    async with teams() as (far, session):
        with started(filled, FIRST_START) as bot:
            await says(session, far, bot, asked("D-100011", words), "restart-1")
            bot.process.kill()
        assert saved(filled, words) == 0
        with started(filled, FIRST_START) as bot:
            await says(session, far, bot, "yes", "restart-2")
    assert saved(filled, words) == 1
    assert "Saved as" in texts(far)


@pytest.mark.parametrize("delay", [0.0, 0.004, 0.02], ids=lambda delay: f"{delay * 1000:.0f} ms")
async def test_a_kill_in_mid_turn_and_the_same_activity_again(filled: Path, delay: float) -> None:
    """Teams repeats what was not acknowledged: it acts once, whenever the process died."""
    words = f"swimming lessons {delay} not booked"
    async with teams() as (far, session):
        with started(filled, FIRST_START) as bot:
            await says(session, far, bot, asked("D-100012", words), f"kill-{delay}-1")
            yes = asyncio.create_task(says(session, far, bot, "yes", f"kill-{delay}-2"))
            await asyncio.sleep(delay)
            bot.process.kill()
            bot.process.wait()
            await yes
        far.arrived.clear()
        with started(filled, FIRST_START) as bot:
            await says(session, far, bot, "yes", f"kill-{delay}-2")
    assert saved(filled, words) == 1
    assert "Saved as" in texts(far)


async def test_an_answer_that_was_committed_and_never_left_is_sent_after_the_restart(filled: Path) -> None:
    """Nobody repeats the message: the answer goes out by itself."""
    words = "guitar strings not replaced"
    async with teams() as (far, session):
        with started(filled, FIRST_START) as bot:
            await says(session, far, bot, asked("D-100013", words), "unsent-1")
            far.script.append(Scripted(HANG))
            yes = asyncio.create_task(says(session, far, bot, "yes", "unsent-2"))
            await until(lambda: saved(filled, words) == 1 and not far.script)
            bot.process.kill()
            bot.process.wait()
            await yes
        far.arrived.clear()
        with started(filled, LATER):
            await until(lambda: "Saved as" in texts(far))
    assert saved(filled, words) == 1
