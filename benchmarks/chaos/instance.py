"""One process of the assistant for the simulator: all of `serve` but the tokens, on loopback alone.

`python -m benchmarks.chaos.instance --database URL --ahead SECONDS`
"""

from __future__ import annotations

import argparse
import asyncio
import logging
from datetime import datetime, timedelta
from pathlib import Path

import app
from bot.channel import dispatch
from bot.channel.pace import Pace
from bot.channel.settings import EdgeSettings, Timing
from bot.clock import AgreedClock, system_clock
from bot.domain.policy_file import load_policy
from storage import deliveries
from storage.database import Work

TENANT = app.DEMO_TENANT
POLICY = "lincolnshire"
QUICK = Timing(
    answer=timedelta(seconds=2),
    lease=timedelta(seconds=4),
    apart=timedelta(seconds=3),
    tick=timedelta(seconds=3),
)
"""For a run of a minute."""


class Ahead(AgreedClock):
    """A simulated day, on which the instances agree as on the real one."""

    def __init__(self, ahead: timedelta, wrong_by: timedelta) -> None:
        super().__init__(lambda: system_clock() + wrong_by)
        self._ahead = ahead

    def __call__(self) -> datetime:
        return super().__call__() + self._ahead


def claim_without_lease(
    work: Work, now: datetime, _lease: timedelta, most: int, _apart: timedelta
) -> list[deliveries.Planned]:
    """What a proof must notice: whoever looks takes what is due, in hand or not."""
    row = deliveries.delivery.c
    due = (row.tenant == work.tenant, row.state == deliveries.WAITING, row.next_at <= now)
    picked = deliveries.sa.select(*deliveries._columns()).where(*due).order_by(row.id).limit(most)
    return [deliveries._planned_of(one) for one in work.db.execute(picked)]


def note_slots(diary: Path) -> None:
    """Each is known to have been granted, even when its holder is killed before it is used."""
    take = Pace.slots

    async def slots(pace: Pace, tenant: str, count: int) -> list[float]:
        granted = await take(pace, tenant, count)
        with diary.open("a") as noted:
            noted.write(" ".join(map(str, granted)) + "\n")
        return granted

    Pace.slots = slots  # type: ignore[method-assign]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--ahead", type=float, default=0, help="the simulated moment, in seconds from now")
    parser.add_argument("--wrong-by", type=float, default=0, help="of this machine's clock, in seconds")
    parser.add_argument("--diary", type=Path, required=True, help="where the slots granted are noted")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--without-lease", action="store_true")
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    if options.without_lease:
        dispatch.claim_deliveries = claim_without_lease
    note_slots(options.diary)
    clock = Ahead(timedelta(seconds=options.ahead), timedelta(seconds=options.wrong_by))
    edge = EdgeSettings(
        tenants=frozenset({TENANT}),
        service_hosts=("127.0.0.1",),
        authenticate=False,
        timing=QUICK if options.quick else Timing(),
    )
    policies = {TENANT: load_policy(POLICY, demo=True)}
    asyncio.run(app.serve_until_stopped(edge, options.database, policies, clock, options.port))


if __name__ == "__main__":
    main()
