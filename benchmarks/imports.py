"""100,000 reviews through `app.py import`, on SQLite and on PostgreSQL: `python -m benchmarks.imports`.

Each import is a process of its own, as an administrator starts it; its seconds are from start to exit and its
memory is the most it ever held. The second import of a file finds every row known.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.databases import PostgresDatabases, SqliteFiles, running_postgres

ROOT = Path(__file__).parent.parent
SECONDS, MEGABYTES = 30, 300
HEADINGS = "child,kind,due_on,planned_on,held_on,participation,late_reason,rearranged"


def rows(count: int) -> Iterator[str]:
    """Seven reviews of a child, one every five months; every tenth is late."""
    began = date(2017, 4, 1)
    for number in range(count):
        due = began + timedelta(days=150 * (number % 7) + number % 31)
        held = due + timedelta(days=3 if number % 10 == 0 else -4)
        late = "The social worker was ill" if held > due else ""
        yield f"D-{100_000 + number // 7},cla,{due},{due},{held:%d/%m/%Y},PN{number % 8},{late},{number % 3}"


def write_reviews(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{HEADINGS}\n")
        file.writelines(f"{row}\n" for row in rows(count))
    return path


def time_import(path: Path, url: str) -> tuple[float, float, float]:
    """Seconds by the clock, seconds of processor, and the most memory held, in megabytes."""
    began = time.perf_counter()
    command = [sys.executable, "app.py", "import", str(path), "--database", url]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(command, cwd=ROOT, **quiet) as process:
        assert process.stdout
        said = process.stdout.read()
        processor, megabytes = _waited_for(process)
    assert process.returncode == 0, said
    return time.perf_counter() - began, processor, megabytes


def _waited_for(process: subprocess.Popen[str]) -> tuple[float, float]:
    """Processor and memory; 0 on Windows, which does not say."""
    if sys.platform == "win32":
        process.wait()
        return 0, 0
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    megabytes = used.ru_maxrss / (1 if sys.platform == "linux" else 1024) / 1024
    return used.ru_utime + used.ru_stime, megabytes


def measure(path: Path, name: str, url: str) -> None:
    for which in ("first", "again"):
        seconds, processor, megabytes = time_import(path, url)
        good = "" if seconds < SECONDS and megabytes < MEGABYTES else "  TOO MUCH"
        took = f"{seconds:6.1f} s  ({processor:4.1f} s of processor)  {megabytes:4.0f} MB"
        print(f"{name:11}{which:6}{took}{good}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="iro-imports-") as folder, running_postgres() as server:
        path = write_reviews(Path(folder) / "reviews.csv", options.rows)
        print(f"{options.rows:,} reviews, {path.stat().st_size / 1_000_000:.1f} MB")
        measure(path, "SQLite", SqliteFiles(Path(folder)).fresh())
        databases = PostgresDatabases(server)
        measure(path, "PostgreSQL", databases.fresh())
        databases.drop_all()


if __name__ == "__main__":
    main()
