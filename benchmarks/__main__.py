"""`python3 dev.py bench`: every benchmark, or those named.

python3 dev.py bench            all
python3 dev.py bench turns      the whole assistant beside the bare echo bots of both SDKs
python3 dev.py bench planning   weekly planning and status questions of a whole region
python3 dev.py bench start      how soon it is ready, and the memory it holds
python3 dev.py bench edge       the Teams edge beside the bare echo bot
python3 dev.py bench imports    100,000 reviews into SQLite and PostgreSQL
python3 dev.py bench timetable  the review timetable beside its oracle, a million children
python3 dev.py bench report     the tables of a large authority's year
python3 dev.py bench watching   what figures, log lines and traces cost a turn; the audit
"""

from __future__ import annotations

import runpy
import sys

NAMES = ("turns", "planning", "start", "edge", "imports", "timetable", "report", "watching")


def main() -> None:
    chosen = sys.argv[1:] or NAMES
    given = [said for said in chosen if said.isdecimal()]
    chosen = [name for name in chosen if name not in given]
    if unknown := [name for name in chosen if name not in NAMES]:
        raise SystemExit(f"There is no benchmark {unknown[0]!r}; there are {', '.join(NAMES)}.")
    for name in chosen:
        sys.argv[1:] = given
        runpy.run_module(f"benchmarks.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
