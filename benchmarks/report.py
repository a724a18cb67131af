"""A year's report of a large authority: 100,000 reviews, 50,000 concerns and 100,000 visits, on SQLite.

In seconds of processor time, so that a busy machine says the same.

python -m benchmarks report
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.domain.policy_file import load_policy
from bot.domain.report_rows import Period
from bot.files.report_out import write_report
from bot.operations.reporting import find_rows, make_report
from storage.concern_tables import concern, concern_theme, step
from storage.database import Work, migrate, open_database
from storage.tables import activity, child, review

TENANT = "benchmark"
POLICY = load_policy("rotherham")
YEAR = Period(date(2022, 4, 1), date(2023, 3, 31))
CHILDREN = 5_000
CHUNK = 10_000


def day(number: int) -> date:
    return YEAR.from_on + timedelta(days=number * 7 % 365)


def child_of(number: int) -> dict[str, Any]:
    return {"id": number, "tenant": TENANT, "reference": f"D-{number:06}"}


def review_of(number: int) -> dict[str, Any]:
    held = day(number)
    due = held + timedelta(days=number % 40 - 3)
    of = {"tenant": TENANT, "child_id": number % CHILDREN + 1, "kind": "cla", "due_on": due}
    return {**of, "held_on": held, "participation": f"PN{number % 8}"}


def activity_of(number: int) -> dict[str, Any]:
    of = {"tenant": TENANT, "child_id": number % CHILDREN + 1}
    return {**of, "kind": "visit", "happened_on": day(number)}


def concern_of(number: int) -> dict[str, Any]:
    of = {"id": number + 1, "tenant": TENANT, "child_id": number % CHILDREN + 1, "kind": "escalation"}
    of |= {"status": "open", "opened_on": day(number), "policy_version": "1"}
    return {**of, "team": POLICY.teams[number % len(POLICY.teams)]}


def step_of(number: int) -> dict[str, Any]:
    of = {"tenant": TENANT, "concern_id": number + 1, "stage": number % 4 + 1, "name": "Stage"}
    return {**of, "state": "raised", "raised_on": day(number)}


def theme_of(number: int) -> dict[str, Any]:
    of = {"tenant": TENANT, "concern_id": number + 1, "position": 0}
    return {**of, "theme": POLICY.themes[number % len(POLICY.themes)]}


def chunks(count: int) -> Iterator[range]:
    return (range(begin, min(begin + CHUNK, count)) for begin in range(0, count, CHUNK))


def fill(work: Work, reviews: int, concerns: int) -> None:
    work.db.execute(sa.insert(child), [child_of(number) for number in range(1, CHILDREN + 1)])
    every = ((review, review_of, reviews), (activity, activity_of, reviews), (concern, concern_of, concerns))
    for table, row_of, count in (*every, (step, step_of, concerns), (concern_theme, theme_of, concerns)):
        for chunk in chunks(count):
            work.db.execute(sa.insert(table), [row_of(number) for number in chunk])


async def measure(reviews: int, concerns: int, folder: Path) -> None:
    url = f"sqlite:///{folder / 'report.db'}"
    migrate(url)
    database = open_database(url)
    await database.transact(TENANT, lambda work: fill(work, reviews, concerns))
    print(f"{reviews} reviews, {reviews} visits, {concerns} concerns", flush=True)
    began = time.process_time()
    found = await database.transact(TENANT, lambda work: find_rows(work, YEAR))
    print(f"{'found':8}{time.process_time() - began:6.1f} s", flush=True)
    await database.close()
    began = time.process_time()
    made = make_report(found, POLICY, YEAR)
    print(f"{'counted':8}{time.process_time() - began:6.1f} s", flush=True)
    for as_format in ("csv", "xlsx", "docx"):
        began = time.process_time()
        write_report(made.report, made.behind, as_format, folder / as_format)
        print(f"{as_format:8}{time.process_time() - began:6.1f} s", flush=True)
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=100_000)
    parser.add_argument("--concerns", type=int, default=50_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(options.reviews, options.concerns, Path(folder)))


if __name__ == "__main__":
    main()
