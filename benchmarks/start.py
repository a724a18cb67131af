"""From starting the process to `ready`, and the memory it then holds: `python3 dev.py bench start`.

The demo's bot on a database that is filled already, so that what is measured is what `serve` does too:
loading, migrating, listening. Processor time is given too: it suffers less from what else runs.

python3 dev.py bench start        five starts on each database
python3 dev.py bench start 1      one
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

import psutil

from benchmarks.bots import MEGABYTE
from benchmarks.databases import both_databases
from deploy.playground import running

ROOT = Path(__file__).parent.parent
STARTS = 5
SETTLES = 2.0
"""Seconds after `ready` in which the first round of reminders has come by."""


def start(url: str) -> tuple[float, float, float]:
    """Seconds, of them on a processor, and megabytes."""
    command = [sys.executable, "app.py", "demo", f"--port={running.free_port()}", f"--database={url}"]
    began = time.perf_counter()
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(command, cwd=ROOT, **quiet) as process:  # type: ignore[call-overload]
        assert process.stdout
        said = next((line for line in process.stdout if line.startswith("ready")), None)
        seconds = time.perf_counter() - began
        assert said, f"not ready: exit {process.poll()}"
        seen = psutil.Process(process.pid)
        used = seen.cpu_times()
        time.sleep(SETTLES)
        held = seen.memory_info().rss / MEGABYTE
        process.terminate()
    return seconds, used.user + used.system, held


def main() -> None:
    starts = int(sys.argv[1]) if len(sys.argv) > 1 else STARTS
    with both_databases() as kinds:
        for kind, databases in kinds.items():
            start(url := databases.fresh())  # Fills it.
            of_each = [start(url) for _ in range(starts)]
            seconds, cpu, held = (statistics.median(one) for one in zip(*of_each, strict=True))
            said = f"ready in {seconds:.1f} s ({cpu:.1f} s of a processor), least {min(of_each)[0]:.1f} s"
            print(f"{kind:11}{said}; {held:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
