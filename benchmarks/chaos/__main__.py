"""`python3 dev.py chaos`: reminders under real processes, Teams' limits, faults and `kill -9`.

python3 dev.py chaos                         all long runs, some fifteen minutes
python3 dev.py chaos --short                 the form that the tests run, under a minute each
python3 dev.py chaos --only faults           one of: clean, faults, sqlite
python3 dev.py chaos --people 2000           fewer than 10,000 recipients
python3 dev.py chaos --timeline              also what each second was like
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.chaos.findings import MOST_A_SECOND
from benchmarks.chaos.run import Plan, run
from benchmarks.chaos.simulator import Faults

AS_PROMISED = Faults(throttled=0.04, perhaps=0.16, blocked=0.01)
"""Of five kinds as many each: 429, 502, 503, 504, time-out (half of these a broken connection)."""
LEFT = 1 - AS_PROMISED.throttled - AS_PROMISED.perhaps
SHARE = 0.9

LONG = {
    "clean": Plan("postgresql", 10_000, 3, least_rate=45.0),
    "faults": Plan(
        "postgresql",
        10_000,
        3,
        AS_PROMISED,
        writing=100,
        kill_every=5.0,
        restarts=1,
        least_rate=SHARE * LEFT * MOST_A_SECOND,
        clocks_apart=60.0,
    ),
    "sqlite": Plan("sqlite", 10_000, 1, AS_PROMISED, writing=100, kill_every=30.0),
}
SHORT = {
    "postgresql": Plan(
        "postgresql", 150, 3, AS_PROMISED, 6, kill_every=3.0, restarts=1, clocks_apart=60.0, quick=True
    ),
    "sqlite": Plan("sqlite", 150, 1, AS_PROMISED, 6, kill_every=4.0, quick=True),
}


def main() -> int:
    options = parser().parse_args()
    signal.signal(
        signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT)
    )  # what was started is stopped
    plans = SHORT if options.short else LONG
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    broken = 0
    for name, plan in plans.items():
        if options.only in (None, name):
            people = min(options.people or plan.people, plan.people)
            print(f"\n{name}: {plan.instances} on {plan.kind}", flush=True)
            plan = replace(plan, people=people, seconds=options.seconds, seed=options.seed, logs=options.logs)
            broken += judged(plan, options.timeline)
    return min(broken, 1)


def judged(plan: Plan, timeline: bool) -> int:
    """Prints what was seen; answers how many promises were broken."""
    findings = run(plan)
    if timeline:
        print("\n".join(findings.each_second()))
    print("\n".join(f"  {line}" for line in findings.lines()))
    broken = list(findings.broken())
    print("\n".join(f"  BROKEN: {line}" for line in broken) or "  as promised", flush=True)
    return len(broken)


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py chaos", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--only", metavar="NAME")
    parser.add_argument("--people", type=int)
    parser.add_argument("--seconds", type=float, default=900, help="at most, for each run (%(default)s)")
    parser.add_argument("--timeline", action="store_true", help="also a line for each second")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--logs", type=Path, help="a folder in which the instances' logs stay")
    return parser


if __name__ == "__main__":
    sys.exit(main())
