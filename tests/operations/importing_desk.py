"""Imports as the command line runs them, into a database of the test's own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from bot.domain.policy import Policy
from bot.domain.policy_file import load_policy
from bot.files.csv_in import read_csv
from bot.files.reading import read_any
from bot.operations.importing import FileReport, ImportReport, import_files
from storage import audit
from storage.database import Work, open_database
from storage.tables import child, person

TENANT = "d0000000-0000-4000-8000-000000000001"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ROTHERHAM = load_policy("rotherham", demo=True)
T = TypeVar("T")

STAFF = """name,email,aad_object_id,roles,team,manager_email
Ines Example,ines@example.org,d0000000-0000-4000-8000-000000000101,iro,,mona@example.org
Oskar Sample,oskar@example.org,,iro,,mona@example.org
Mona Specimen,mona@example.org,,iro_manager,,
Tariq Placeholder,tariq@example.org,,responder,LAC,
Ada Demo,ada@example.org,,admin,,
"""
ALLOCATIONS = """CHILD,IRO_EMAIL,TEAM,STATUS,LINKED
D-100001,ines@example.org,LAC,CLA,S-1
D-100002,ines@example.org,LAC,CLA,S-1
D-100003,ines@example.org,Locality,CP,
D-200001,oskar@example.org,Locality,,
"""


@dataclass(frozen=True)
class Importer:
    url: str
    policy: Policy = ROTHERHAM

    def run(self, *texts: str, **choices: bool) -> ImportReport:
        files = [read_csv(f"file{number}.csv", text.encode()) for number, text in enumerate(texts, 1)]
        return self.ask(lambda work: import_files(work, self.policy, NOW, files, **choices))

    def take(self, *named: tuple[str, bytes], **choices: bool) -> ImportReport:
        """Files of any sort, by name."""
        files = [file for name, data in named for file in read_any(name, data)]
        return self.ask(lambda work: import_files(work, self.policy, NOW, files, **choices))

    def one(self, text: str, **choices: bool) -> FileReport:
        (report,) = self.run(text, **choices).files
        return report

    def ask(self, question: Callable[[Work], T]) -> T:
        async def run() -> T:
            database = open_database(self.url)
            try:
                return await database.transact(TENANT, question)
            finally:
                await database.close()

        return asyncio.run(run())

    def caseloads(self) -> dict[str, str | None]:
        """E-mail of each child's IRO, by reference."""
        query = sa.select(child.c.reference, person.c.email).outerjoin(person, person.c.id == child.c.iro_id)
        rows = self.ask(lambda work: work.db.execute(query.order_by(child.c.reference)).all())
        return {row.reference: row.email for row in rows}

    def rows(self, table: sa.Table) -> list[tuple[Any, ...]]:
        query = sa.select(table).order_by(*table.primary_key.columns)
        return self.ask(lambda work: [tuple(row) for row in work.db.execute(query)])

    def events(self, subject: str) -> list[Any]:
        return self.ask(lambda work: audit.events_of(work, subject))


def counts(report: FileReport) -> tuple[int, int, int, int]:
    return report.read, report.added, report.changed, report.unchanged


def reasons(report: FileReport) -> list[tuple[int, str]]:
    return [(remark.line, remark.why) for remark in report.rejected]


def notes(report: FileReport) -> list[tuple[int, str]]:
    return [(remark.line, remark.why) for remark in report.noted]
