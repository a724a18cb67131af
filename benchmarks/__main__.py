"""`python3 dev.py bench`: every benchmark, or those named.

python3 dev.py bench          all
python3 dev.py bench edge     the Teams edge beside the bare echo bot
python3 dev.py bench report   a large authority's annual report
"""

from __future__ import annotations

import runpy
import sys

NAMES = ("edge", "report")


def main() -> None:
    chosen = sys.argv[1:] or NAMES
    if unknown := [name for name in chosen if name not in NAMES]:
        raise SystemExit(f"There is no benchmark {unknown[0]!r}; there are {', '.join(NAMES)}.")
    for name in chosen:
        sys.argv[1:] = []
        runpy.run_module(f"benchmarks.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
