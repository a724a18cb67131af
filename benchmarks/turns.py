"""Turns a second of the whole assistant beside the bare echo bots: `python3 dev.py bench turns`.

A turn is one HTTP activity, sent when its sender's last one has been answered; sixteen people at once, each
bot on one process, the far end (connector and key server, on loopback) in another. Rounds alternate, so that
what else the machine does meets all. Saving is two turns: a sentence that is confirmed, and the press that
saves; both are counted, and the press also by itself.

python3 dev.py bench turns           five rounds
python3 dev.py bench turns 3 200     three rounds of 200 turns
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from benchmarks.bots import NOW, POLICY, TENANTS, Given, Running, started
from benchmarks.databases import both_databases
from bot.clock import london_day
from bot.demo.fill import fill_demo
from bot.domain.people import Person, Role
from bot.holidays_england import working_calendar
from storage import children, people
from storage.database import Work, open_database
from tests.channel.far_end import FarEnd

AT_ONCE = 16
ROUNDS, TURNS = 5, 480
SENTENCE = (
    "Positive challenge for {child}, drift and delay, raised with the team manager: the health assessment"
    " is seven weeks late. Agreed by 4 December 2026."
)


@dataclass(frozen=True)
class Asker:
    """One of the sixteen, with a child of theirs."""

    tenant: str
    aad_object_id: str
    child: str

    def activity(self, far: FarEnd, **changes: Any) -> dict[str, Any]:
        chat = {"conversationType": "personal", "tenantId": self.tenant, "id": f"a:{self.child}"}
        sender = {"id": f"29:{self.child}-{self.tenant}", "aadObjectId": self.aad_object_id}
        tenant = {"tenant": {"id": self.tenant}}
        return far.activity(**{"from": sender, "conversation": chat, "channelData": tenant}, **changes)


Script = Callable[[Asker, FarEnd, Iterator[int]], Iterator[dict[str, Any]]]
"""What one person sends, activity after activity, for ever."""


def asks(asker: Asker, far: FarEnd, numbers: Iterator[int]) -> Iterator[dict[str, Any]]:
    for number in numbers:
        yield asker.activity(far, id=f"{number}", text="what is open")


def saves(asker: Asker, far: FarEnd, numbers: Iterator[int]) -> Iterator[dict[str, Any]]:
    """A card's nonce is the id of the activity that began its errand."""
    for number in numbers:
        yield asker.activity(far, id=f"{number}", text=SENTENCE.format(child=asker.child))
        press = {"verb": "yes", "data": {"do": "yes", "nonce": f"{number}"}}
        action = {"action": {"type": "Action.Execute", **press}}
        invoke = {"type": "invoke", "name": "adaptiveCard/action", "text": None, "value": action}
        yield asker.activity(far, id=f"{number}-press", **invoke)


@dataclass(frozen=True)
class Bot:
    """One of those compared, running."""

    name: str
    running: Running
    script: Script
    turns: int
    says: str
    """What stands in each reply's text or summary."""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Round:
    turns: int
    seconds: float
    cpu_seconds: float
    waits: Sequence[float]
    """Of each turn, in seconds."""
    waits_for_press: Sequence[float]

    @property
    def rate(self) -> float:
        return self.turns / self.seconds

    @property
    def cpu_a_turn(self) -> float:
        return self.cpu_seconds / self.turns


class Street:
    """Where the bots stand, with those who talk to them and the far end that hears the replies."""

    def __init__(self, far: FarEnd, said: str, askers: Sequence[Asker]) -> None:
        self.far = far
        self.said = said
        self.askers = askers
        self.numbers = itertools.count(1_700_000_000_000)

    async def round(self, session: aiohttp.ClientSession, bot: Bot) -> Round:
        await self._heard(session)
        left, waits, of_press = iter(range(bot.turns)), list[float](), list[float]()

        async def talk(asker: Asker) -> None:
            for activity, _ in zip(bot.script(asker, self.far, self.numbers), left, strict=False):
                waited = await _send(session, bot, activity)
                (of_press if activity["type"] == "invoke" else waits).append(waited)

        cpu, began = bot.running.cpu_seconds(), time.perf_counter()
        await asyncio.gather(*(talk(asker) for asker in self.askers))
        seconds, cpu = time.perf_counter() - began, bot.running.cpu_seconds() - cpu
        done = len(waits) + len(of_press)
        await self._check(session, bot, len(waits))
        return Round(done, seconds, cpu, waits + of_press, of_press)

    async def _check(self, session: aiohttp.ClientSession, bot: Bot, replies: int) -> None:
        """A bot that answers quickly and wrongly is not compared."""
        heard = await self._heard(session)
        right = sum(count for said, count in heard.items() if bot.says in said)
        assert right >= replies, f"{bot.name}: of {replies} replies {right} say {bot.says!r}: {heard}"

    async def _heard(self, session: aiohttp.ClientSession) -> dict[str, int]:
        async with session.get(self.said) as response:
            return dict(await response.json())


async def _send(session: aiohttp.ClientSession, bot: Bot, activity: dict[str, Any]) -> float:
    began = time.perf_counter()
    async with session.post(bot.running.messages, json=activity, headers=bot.headers) as response:
        body = await response.read()
    waited = time.perf_counter() - began
    assert response.status in (200, 201, 202), f"{bot.name}: {response.status}"
    assert activity["type"] != "invoke" or b"Saved as" in body, f"{bot.name}: {body[:300]!r}"
    return waited


async def filled_with_demos(url: str) -> list[Asker]:
    """Two authorities' demos; sixteen of their IROs, each with a child."""
    database = open_database(url)
    found = [one for tenant in TENANTS for one in await database.transact(tenant, _fill_one)]
    await database.close()
    return found[:AT_ONCE]


def _fill_one(work: Work) -> list[Asker]:
    calendar = working_calendar(london_day(NOW), POLICY.closures, POLICY.extra_bank_holidays)
    fill_demo(work, POLICY, calendar, NOW)
    iros = [one for one in people.everyone(work) if one.is_a(Role.IRO)]
    return [_asker(work, one) for one in iros]


def _asker(work: Work, iro: Person) -> Asker:
    assert iro.aad_object_id
    return Asker(work.tenant, iro.aad_object_id, children.references_of(work, iro.id)[0])


@dataclass(frozen=True)
class Filled:
    """A database with the demo in it, and what makes a copy for one bot alone."""

    kind: str
    url: str
    copy_of: Callable[[str], str]
    askers: Sequence[Asker]

    def copy(self) -> str:
        return self.copy_of(self.url)


@contextlib.contextmanager
def filled() -> Iterator[list[Filled]]:
    with both_databases() as kinds:
        yield [
            Filled(kind, url := of.fresh(), of.copy_of, asyncio.run(filled_with_demos(url)))
            for kind, of in kinds.items()
        ]


@contextlib.contextmanager
def bots(far: FarEnd, token: str, turns: int, databases: Sequence[Filled]) -> Iterator[list[Bot]]:
    with contextlib.ExitStack() as stack:

        def echo(name: str, role: str, turns: int) -> Bot:
            running = stack.enter_context(started(role, Given(far.url)))
            return Bot(name, running, asks, turns, "Echo: what is open")

        def ours(name: str, database: Filled, script: Script, *, signed: bool = False) -> Bot:
            given = Given(far.url, database.copy(), signed)
            running = stack.enter_context(started("assistant", given))
            says = "Open: " if script is asks else "Not saved yet"
            headers = {"Authorization": f"Bearer {token}"} if signed else {}
            return Bot(f"{name}, {database.kind}", running, script, turns, says, headers)

        found = [
            echo("(a) botbuilder echo", "bare", turns // 4),
            echo("(b) successor echo", "successor", turns),
        ]
        for one in databases:
            found.append(ours("(c) what is open", one, asks))
            found.append(ours("(c) with tokens", one, asks, signed=True))
            found.append(ours("(d) a challenge saved", one, saves))
        yield found


def compare(rounds: int, turns: int) -> None:
    with filled() as databases, started("far") as end:
        told = json.loads(end.line)
        far = FarEnd(url=told["url"])
        street = Street(far, told["said"], databases[0].askers)
        with bots(far, told["token"], turns, databases) as found:
            results = asyncio.run(measured(street, found, rounds))
            print(table(found, results))
            print("\n".join(ratios(found, results)))


async def measured(street: Street, found: Sequence[Bot], rounds: int) -> list[list[Round]]:
    """Of each bot its rounds; a first one warms and is not counted."""
    results: list[list[Round]] = [[] for _ in found]
    async with aiohttp.ClientSession() as session:
        for number in range(rounds + 1):
            for bot, of_bot in zip(found, results, strict=True):
                of_bot.append(await street.round(session, bot))
                print(f"{number or 'warm':>4}  {bot.name:36}{of_bot[-1].rate:6.0f} turns/s", flush=True)
    return [of_bot[1:] for of_bot in results]


HEADINGS = ("", "turns/s", "p50", "p95", "p95 of the press", "CPU a turn", "memory")


def table(found: Sequence[Bot], results: Sequence[Sequence[Round]]) -> str:
    lines = [HEADINGS, ("---",) * len(HEADINGS), *(row(*one) for one in zip(found, results, strict=True))]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def row(bot: Bot, rounds: Sequence[Round]) -> tuple[str, ...]:
    waits = sorted(wait for one in rounds for wait in one.waits)
    of_press = sorted(wait for one in rounds for wait in one.waits_for_press)
    cpu = statistics.median(one.cpu_a_turn for one in rounds)
    return (
        bot.name,
        f"{statistics.median(one.rate for one in rounds):.0f}",
        milliseconds(waits, 0.5),
        milliseconds(waits, 0.95),
        milliseconds(of_press, 0.95),
        f"{cpu * 1000:.2f} ms",
        f"{bot.running.megabytes():.0f} MB",
    )


def milliseconds(waits: Sequence[float], part: float) -> str:
    return f"{waits[int(len(waits) * part)] * 1000:.0f} ms" if waits else ""


def ratios(found: Sequence[Bot], results: Sequence[Sequence[Round]]) -> Iterator[str]:
    """Round by round against (a), which had the same minute of the machine: in turns a second, and in seconds
    of the processor, which suffer less from what else runs."""
    for bot, rounds in zip(found[1:], results[1:], strict=True):
        pairs = list(zip(rounds, results[0], strict=True))
        rates = [one.rate / bare.rate for one, bare in pairs]
        cpu = [bare.cpu_a_turn / one.cpu_a_turn for one, bare in pairs]
        said = f"{statistics.median(rates):.1f} times (a)'s turns a second, least {min(rates):.1f}"
        yield f"{bot.name}: {said}; by CPU {statistics.median(cpu):.1f}, least {min(cpu):.1f}"


def main() -> None:
    given = [int(said) for said in sys.argv[1:]]
    rounds, turns = [*given, *(ROUNDS, TURNS)[len(given) :]]
    compare(rounds, turns)


if __name__ == "__main__":
    main()
