"""One run: everything started, everything broken as planned, everything stopped, and what it showed."""

from __future__ import annotations

import asyncio
import contextlib
import random
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import asyncpg
import sqlalchemy as sa

from benchmarks.chaos import caseload, writers
from benchmarks.chaos.findings import ENDED, Findings, Row
from benchmarks.chaos.instance import POLICY, TENANT
from benchmarks.chaos.processes import Instance
from benchmarks.chaos.simulator import Faults, Simulator
from benchmarks.chaos.stores import Store, store
from bot.clock import LONDON, system_clock
from bot.domain.policy_file import load_policy
from bot.errors import AssistantError
from storage.database import open_database
from tests.channel.far_end import listening

DOWN = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError)
"""What asking a database raises while it is being restarted."""
LOOK_EVERY = 0.5


@dataclass(frozen=True)
class Plan:
    kind: str
    """Of database: `sqlite` or `postgresql`."""
    people: int
    instances: int
    faults: Faults = Faults()
    writing: int = 0
    kill_every: float = 0.0
    """Seconds; 0: never."""
    restarts: int = 0
    """Of the database, evenly over the time the sending is expected to take."""
    least_rate: float = 0.0
    clocks_apart: float = 0.0
    """Seconds by which one instance's clock is before, and another's behind."""
    quick: bool = False
    without_lease: bool = False
    seconds: float = 900.0
    """At most; then what is not done is lost."""
    seed: int = 1


THEIRS = "select count(*) from delivery join person on person.id = delivery.recipient_id"


@dataclass
class Watch:
    """Looks at the database from outside, as long as the run lasts."""

    store: Store
    in_hand: dict[tuple[int, int], float] = field(default_factory=dict)
    longest_in_hand: float = 0.0

    async def until_all_have_ended(self, planned: int) -> None:
        """Of those who are reminded: who writes may have a list of their own."""
        ended = ",".join(f"'{state}'" for state in ENDED)
        query = f"{THEIRS} where state in ({ended}) and aad_object_id like 'iro%'"
        while True:
            with contextlib.suppress(*DOWN):
                await self._look()
                if (await self.store.ask(query))[0][0] >= planned:
                    return
            await asyncio.sleep(LOOK_EVERY)

    async def _look(self) -> None:
        """A claim is known by its delivery and attempt."""
        query = "select id, attempts from delivery where state = 'waiting' and leased_until is not null"
        now = asyncio.get_running_loop().time()
        held = {(row[0], row[1]) for row in await self.store.ask(query)}
        self.in_hand = {claim: self.in_hand.get(claim, now) for claim in held}
        longest = max((now - since for since in self.in_hand.values()), default=0.0)
        self.longest_in_hand = max(self.longest_in_hand, longest)


@dataclass
class Havoc:
    """Kills and restarts, until it is cancelled."""

    plan: Plan
    instances: list[Instance]
    store: Store
    chance: random.Random
    kills: int = 0
    restarts: int = 0

    async def kill(self) -> None:
        while self.plan.kill_every:
            await asyncio.sleep(self.plan.kill_every * (0.5 + self.chance.random()))
            one = self.chance.choice(self.instances)
            await one.kill()
            self.kills += 1
            await one.start()

    async def restart(self) -> None:
        expected = self.plan.people / 40
        while self.restarts < self.plan.restarts:
            await asyncio.sleep(expected / (self.plan.restarts + 1))
            await asyncio.to_thread(self.store.restart)
            self.restarts += 1


def run(plan: Plan) -> Findings:
    with store(plan.kind) as made, tempfile.TemporaryDirectory(prefix="iro-chaos-log-") as logs:
        return asyncio.run(_run(plan, made, Path(logs)))


async def _run(plan: Plan, made: Store, logs: Path) -> Findings:
    simulator = Simulator(plan.faults, plan.seed, hang=5.0 if plan.quick else 20.0)
    async with listening(simulator.app()) as url:
        ahead = _next_wednesday() - system_clock()
        await _fill(plan, made, url, system_clock() + ahead)
        instances = list(_instances(plan, made, logs, ahead))
        watch = Watch(made)
        havoc = Havoc(plan, instances, made, random.Random(plan.seed))
        async with _started(instances):
            await _watched(plan, url, watch, havoc)
        return await _findings(plan, made, simulator, watch, havoc)


async def _watched(plan: Plan, url: str, watch: Watch, havoc: Havoc) -> None:
    """Until all have ended and all is written, or the time is up."""
    breaking = [asyncio.create_task(havoc.kill()), asyncio.create_task(havoc.restart())]
    endpoints = [one.endpoint for one in havoc.instances]
    writing = (
        writers.write(number, caseload.reference_of(plan.people + number), url, endpoints, havoc.chance)
        for number in range(plan.writing)
    )
    try:
        async with asyncio.timeout(plan.seconds):
            await asyncio.gather(watch.until_all_have_ended(plan.people), *writing)
    except TimeoutError:
        pass  # what has not ended shows in the findings
    finally:
        for task in breaking:
            task.cancel()
        gone = await asyncio.gather(*breaking, return_exceptions=True)
    faults = [one for one in gone if isinstance(one, Exception)]
    if faults:
        raise faults[0]


async def _fill(plan: Plan, made: Store, url: str, now: datetime) -> None:
    database = open_database(made.url)
    policy = load_policy(POLICY, demo=True)
    try:
        await database.transact(
            TENANT, lambda work: caseload.fill(work, policy, url, plan.people, plan.writing, now)
        )
        await database.transact(TENANT, lambda work: work.db.execute(sa.text("ANALYZE")))
    finally:
        await database.close()


def _instances(plan: Plan, made: Store, logs: Path, ahead: timedelta) -> Iterator[Instance]:
    for number in range(plan.instances):
        wrong = (number - plan.instances // 2) * plan.clocks_apart
        arguments = [f"--database={made.url}", f"--ahead={ahead.total_seconds()}", f"--wrong-by={wrong}"]
        switches = {"--quick": plan.quick, "--without-lease": plan.without_lease}
        arguments += [name for name, on in switches.items() if on]
        yield Instance(arguments, logs / f"instance-{number}.log")


@contextlib.asynccontextmanager
async def _started(instances: list[Instance]) -> AsyncIterator[None]:
    try:
        await asyncio.gather(*(one.start() for one in instances))
        yield
    finally:
        await asyncio.gather(*(one.stop() for one in instances))


async def _findings(plan: Plan, made: Store, simulator: Simulator, watch: Watch, havoc: Havoc) -> Findings:
    own = {f"chat-{caseload.writer(number)}" for number in range(plan.writing)}
    challenges: Counter[str] = Counter(dict(await made.ask(CHALLENGES)))  # type: ignore[arg-type]
    sorry = simulator.calls(lambda call: call.text == AssistantError().sentence())
    told = {call.conversation.removeprefix("chat-") for call in sorry} - set(challenges)
    return Findings(
        planned=plan.people,
        rows=[Row(*row) for row in await made.ask(DELIVERIES) if row[0] not in own],
        calls=simulator.calls(lambda call: call.conversation not in own),
        longest_in_hand=watch.longest_in_hand,
        kills=havoc.kills,
        restarts=havoc.restarts,
        challenges=challenges,
        writing=plan.writing,
        told_of_a_fault=len(told),
        least_rate=plan.least_rate,
    )


DELIVERIES = """
    select conversation_id, delivery.state, attempts, perhaps_repeats, taken_over
    from delivery join conversation on conversation.person_id = delivery.recipient_id
"""
CHALLENGES = """
    select person.aad_object_id, count(*) from concern join person on person.id = concern.opened_by
    where concern.kind = 'challenge' group by person.aad_object_id
"""


def _next_wednesday() -> datetime:
    """At ten: the week's list was due on Monday, and nobody has it yet."""
    today = system_clock().astimezone(LONDON)
    day = today + timedelta(days=(2 - today.weekday()) % 7 or 7)
    return day.replace(hour=10, minute=0, second=0, microsecond=0)
