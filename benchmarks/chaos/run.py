"""One run: everything started, everything broken as planned, everything stopped, and what it showed."""

from __future__ import annotations

import asyncio
import contextlib
import random
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from benchmarks.chaos import caseload, writers
from benchmarks.chaos.findings import Findings, Row
from benchmarks.chaos.instance import POLICY, TENANT
from benchmarks.chaos.looking import Watch, watch_processors
from benchmarks.chaos.processes import Instance
from benchmarks.chaos.simulator import Faults, Simulator
from benchmarks.chaos.stores import Store, store
from benchmarks.chaos.timeline import Timeline, slots_in
from bot.clock import LONDON, system_clock
from bot.domain.policy_file import load_policy
from bot.errors import AssistantError
from storage.database import open_database
from tests.channel.far_end import listening

EXPECTED_A_SECOND = 40


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
    logs: Path | None = None
    """Where those of the instances stay; else they are gone afterwards."""

    @property
    def meanwhile(self) -> float:
        """Seconds that the sending is expected to take."""
        return self.people / EXPECTED_A_SECOND


@dataclass
class Havoc:
    """Kills and restarts, until it is cancelled."""

    plan: Plan
    instances: list[Instance]
    store: Store
    chance: random.Random
    timeline: Timeline
    kills: int = 0
    restarts: int = 0

    async def start(self, one: Instance) -> None:
        await one.start()
        self.timeline.started(_now(), 1)

    async def kill(self) -> None:
        while self.plan.kill_every:
            await asyncio.sleep(self.plan.kill_every * (0.5 + self.chance.random()))
            one = self.chance.choice(self.instances)
            self.timeline.started(_now(), -1)
            await one.kill()
            self.kills += 1
            await self.start(one)

    async def restart(self) -> None:
        while self.restarts < self.plan.restarts:
            await asyncio.sleep(self.plan.meanwhile / (self.plan.restarts + 1))
            self.timeline.database.append((_now(), 0))
            await asyncio.to_thread(self.store.restart)
            self.timeline.database.append((_now(), 1))
            self.restarts += 1


def _now() -> float:
    return asyncio.get_running_loop().time()


def run(plan: Plan) -> Findings:
    with store(plan.kind) as made, tempfile.TemporaryDirectory(prefix="iro-chaos-log-") as passing:
        logs = plan.logs or Path(passing)
        logs.mkdir(parents=True, exist_ok=True)
        return asyncio.run(_run(plan, made, logs))


async def _run(plan: Plan, made: Store, logs: Path) -> Findings:
    simulator = Simulator(plan.faults, plan.seed, hang=5.0 if plan.quick else 20.0)
    async with listening(simulator.app()) as url:
        ahead = _next_wednesday() - system_clock()
        await _fill(plan, made, url, system_clock() + ahead)
        instances = list(_instances(plan, made, logs, ahead))
        timeline = Timeline(database=[(_now(), 1)])
        watch = Watch(made, lambda: system_clock() + ahead, timeline)
        havoc = Havoc(plan, instances, made, random.Random(plan.seed), timeline)
        async with _started(havoc):
            await _watched(plan, url, watch, havoc)
        slots = [slot for one in instances for slot in slots_in(one.diary)]
        return await _findings(plan, made, simulator, watch, havoc, slots)


async def _watched(plan: Plan, url: str, watch: Watch, havoc: Havoc) -> None:
    """Until all have ended and all is written, or the time is up."""
    beside = (
        havoc.kill(),
        havoc.restart(),
        watch_processors(watch.timeline, havoc.store, havoc.instances),
    )
    breaking = [asyncio.create_task(one) for one in beside]
    endpoints = [one.endpoint for one in havoc.instances]
    writing = (
        writers.write(
            number,
            caseload.reference_of(plan.people + number),
            url,
            endpoints,
            havoc.chance,
            plan.meanwhile,
        )
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
        diary = logs / f"instance-{number}.slots"
        yield Instance([*arguments, f"--diary={diary}"], logs / f"instance-{number}.log", diary)


@contextlib.asynccontextmanager
async def _started(havoc: Havoc) -> AsyncIterator[None]:
    try:
        await asyncio.gather(*map(havoc.start, havoc.instances))
        yield
    finally:
        await asyncio.gather(*(one.stop() for one in havoc.instances))


async def _findings(
    plan: Plan, made: Store, simulator: Simulator, watch: Watch, havoc: Havoc, slots: Sequence[float]
) -> Findings:
    own = {f"chat-{caseload.writer(number)}" for number in range(plan.writing)}
    ended, recorded = await made.ask(DELIVERIES, CHALLENGES)
    challenges: Counter[str] = Counter(dict(recorded))  # type: ignore[arg-type]
    sorry = simulator.calls(lambda call: call.text == AssistantError().sentence())
    told = {call.conversation.removeprefix("chat-") for call in sorry} - set(challenges)
    return Findings(
        planned=plan.people,
        rows=[Row(*row) for row in ended if row[0] not in own],
        calls=simulator.calls(lambda call: call.conversation not in own),
        replies=[call.at for call in simulator.calls(lambda call: call.conversation in own)],
        longest_in_hand=watch.longest_in_hand,
        kills=havoc.kills,
        restarts=havoc.restarts,
        challenges=challenges,
        writing=plan.writing,
        told_of_a_fault=len(told),
        least_rate=plan.least_rate,
        slots=slots,
        timeline=watch.timeline,
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
