"""Weekly planning and status questions of a whole region: `python3 dev.py bench planning`.

2,000 IROs, 100,000 children and 1,000,000 past concerns in one authority; planning also at a tenth and at a
hundredth of it. A question is a whole turn of the assistant without HTTP, of one person after another.

python3 dev.py bench planning        on SQLite and on PostgreSQL
python3 dev.py bench planning 10     of a tenth of the region at most
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa

from app import warm_up
from benchmarks.bots import NOW, POLICY
from benchmarks.databases import both_databases
from benchmarks.region import REGION, Size, fill
from bot.channel.assistant import Assistant
from bot.channel.incoming import read_incoming
from bot.channel.messages import Incoming
from bot.channel.report_files import ReportFiles
from bot.clock import LONDON, london_day
from bot.holidays_england import working_calendar
from bot.operations import reminding
from storage.database import Database, Work, open_database
from storage.tables import delivery
from tests.channel.far_end import TENANT, FarEnd
from tests.office import OneDrive, Wire

ASKED = 40
"""Questions of each kind."""


MONDAY = datetime(2026, 11, 23, 8, 31, tzinfo=LONDON)
"""A minute after the weekly list is due."""


def plan(work: Work) -> int:
    """How many lists were planned."""
    calendar = working_calendar(london_day(MONDAY), POLICY.closures, POLICY.extra_bank_holidays)
    reminding.plan_due(work, POLICY, calendar, MONDAY, MONDAY - timedelta(days=14))
    return work.db.execute(sa.select(sa.func.count()).select_from(delivery)).scalar_one()


QUESTIONS = {
    "what's open": ("iro", "what is open"),
    "team status": ("manager", "team status"),
    "the team's open": ("manager", "what is open"),
    "not looked at": ("iro", "what have I not looked at this quarter?"),
    "reviews due": ("iro", "which reviews are due"),
}


async def measure(kind: str, url: str, size: Size) -> None:
    database = open_database(url)
    began = time.perf_counter()
    await database.transact(TENANT, lambda work: fill(work, size, POLICY, london_day(NOW)))
    await database.transact(TENANT, _look_around)
    said = f"{kind:10} {size.past_concerns:>9,} past concerns, filled in {time.perf_counter() - began:.0f} s"
    began, cpu = time.perf_counter(), time.process_time()
    planned = await database.transact(TENANT, plan)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    print(f"{said}; {planned} lists planned in {seconds:.2f} s ({cpu:.2f} s CPU of ours)", flush=True)
    warm_up({TENANT: POLICY}, NOW)
    assistant = assistant_on(database)
    for name, (who, text) in QUESTIONS.items():
        cpu = time.process_time()
        waits = sorted([await _asked(assistant, one) for one in incoming(who, text, size)])
        cpu = (time.process_time() - cpu) / len(waits) * 1000
        p50, p95 = (waits[int(len(waits) * part)] * 1000 for part in (0.5, 0.95))
        print(
            f"{kind:10} {name:18} p50 {p50:6.0f} ms, p95 {p95:6.0f} ms, CPU of ours {cpu:6.1f} ms", flush=True
        )
    await database.close()


def _look_around(work: Work) -> None:
    """As PostgreSQL does by itself before long, and the assistant at every start on SQLite."""
    work.db.execute(sa.text("ANALYZE"))


def assistant_on(database: Database) -> Assistant:
    reports = ReportFiles(OneDrive(), Wire())  # type: ignore[arg-type]
    return Assistant(database, {TENANT: POLICY}, lambda: NOW, _nobody, _nothing, reports)


def incoming(who: str, text: str, size: Size, asked: int = ASKED) -> Iterator[Incoming]:
    """Of different people, as often as there are."""
    most = size.iros if who == "iro" else size.managers
    for number in range(asked):
        one = 1 + number % most
        sender = {"id": f"29:{who}-{one}", "aadObjectId": f"{who}-{one}"}
        chat = {"conversationType": "personal", "tenantId": TENANT, "id": f"a:{who}-{one}"}
        activity = FarEnd(url="http://127.0.0.1").activity(
            **{"from": sender, "conversation": chat}, id=f"{text}-{who}-{number}", text=text
        )
        read = read_incoming(activity)
        assert isinstance(read, Incoming)
        yield read


async def _asked(assistant: Assistant, incoming: Incoming) -> float:
    began = time.perf_counter()
    answer = await assistant.answer(incoming)
    waited = time.perf_counter() - began
    assert answer.key, f"{incoming.text}: {answer}"
    return waited


async def _nobody(_: object) -> None: ...


def _nothing() -> None: ...


def main() -> None:
    least = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    with both_databases() as databases:
        for kind, made in databases.items():
            for part in (100, 10, 1):
                if part >= least:
                    asyncio.run(measure(kind, made.fresh(), REGION.part(part)))


if __name__ == "__main__":
    main()
