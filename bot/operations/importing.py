"""Staff, allocations, histories and national files. An import fires no trigger and no reminder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.imports import ReadFile
from bot.domain.policy import Policy
from bot.operations.importing_activity import plan_activity
from bot.operations.importing_addressees import plan_addressees
from bot.operations.importing_allocations import plan_allocations
from bot.operations.importing_concerns import plan_concerns
from bot.operations.importing_national import plan_set, sets_of
from bot.operations.importing_reviews import plan_reviews
from bot.operations.importing_rows import Plan, Remark, Staff
from bot.operations.importing_staff import plan_staff, staff_row
from storage import audit, people
from storage.database import Work

ACTOR = "command line"
STAFF_COLUMNS = ("name", "email", "aad_object_id", "roles", "team", "manager_email")
MANY = 20_000
"""Rows of a file whose progress is told."""
SHOWN = 20
"""Remarks of one sort on one file; the others are counted."""


@dataclass(frozen=True)
class FileReport:
    name: str
    kind: str
    read: int
    added: int
    changed: int
    unchanged: int
    released: int
    """Children whom the IRO of before no longer has."""
    planned: int
    """Next reviews whose date was worked out."""
    rejected: tuple[Remark, ...]
    noted: tuple[Remark, ...]
    not_read: tuple[str, ...]
    """Headings whose cells were not looked at."""
    stopped: bool
    """Nothing of it was imported, because rows were rejected."""
    is_needed: bool = True

    def lines(self, *, shown: int | None = SHOWN) -> Iterator[str]:
        """`shown`: how many remarks of one sort; None for all."""
        if not self.is_needed:
            yield f"{self.name} ({self.kind}): known, but not needed here; no row of it was read"
            return
        yield f"{self.name} ({self.kind}): {self._counts()}"
        yield from _remarks("rejected", self.rejected, shown)
        yield from _remarks("noted", self.noted, shown)
        if self.not_read:
            yield f"  columns not read: {', '.join(self.not_read)}"
        if self.stopped:
            what = "the rejected rows" if self.rejected else "those of the files that belong to it"
            yield f"  nothing of this file was imported: correct {what}, or use --skip-rejected"

    def _counts(self) -> str:
        counts = {"read": self.read, "added": self.added, "changed": self.changed}
        counts |= {"unchanged": self.unchanged, "rejected": len(self.rejected)}
        counts |= {"children released by their IRO": self.released} if self.released else {}
        counts |= {"next reviews worked out": self.planned} if self.planned else {}
        return ", ".join(f"{number:,} {what}" for what, number in counts.items())


@dataclass(frozen=True)
class ImportReport:
    files: tuple[FileReport, ...]
    dry_run: bool

    @property
    def stopped(self) -> bool:
        return any(file.stopped for file in self.files)

    def lines(self) -> list[str]:
        """For whoever imports; a dry run lists every remark. No line repeats what stands in a cell."""
        shown = None if self.dry_run else SHOWN
        lines = [line for file in self.files for line in file.lines(shown=shown)]
        return [*lines, "Dry run: nothing was changed."] if self.dry_run else lines


def import_files(
    work: Work,
    policy: Policy,
    now: datetime,
    files: Sequence[ReadFile],
    *,
    dry_run: bool = False,
    skip_rejected: bool = False,
    tell: Callable[[str], None] = lambda _line: None,
) -> ImportReport:
    """Staff first, whatever the order given. A file with a rejected row is left out; the others go in.

    National files of one family are one: all of them go in, or none.
    """
    staff: Staff = _staff(work)
    reports = [_not_needed(file) for file in files if not file.is_needed]
    for group in _groups(files):
        plans = _plans(work, policy, now, group, staff)
        stopped = any(plan.rejected for _, plan in plans) and not skip_rejected
        for file, plan in plans:
            report = _report(file, plan, stopped=stopped)
            reports.append(report)
            if not stopped and not dry_run:
                if report.read >= MANY:
                    tell(f"{file.name}: storing")
                plan.store()
                _keep_event(work, now, file, report)
        if not stopped:
            staff = plans[-1][1].staff if dry_run else _staff(work)
    return ImportReport(tuple(reports), dry_run)


def _groups(files: Sequence[ReadFile]) -> Iterator[Sequence[ReadFile]]:
    """What goes in, or stays out, together: a file by itself, a set of national files as one."""
    ordinary = [file for file in files if file.kind in ORDER]
    yield from ([file] for file in sorted(ordinary, key=lambda file: ORDER.index(file.kind)))
    yield from sets_of(files)


def _plans(
    work: Work, policy: Policy, now: datetime, group: Sequence[ReadFile], staff: Staff
) -> list[tuple[ReadFile, Plan]]:
    first = group[0]
    if first.kind in PLANS:
        return [(first, PLANS[first.kind](work, policy, first, staff))]
    if first.kind in HISTORIES:
        return [(first, HISTORIES[first.kind](work, policy, now, first, staff))]
    return plan_set(work, policy, now, group, staff)


def export_people(work: Work) -> list[dict[str, str]]:
    """In the columns of the staff file: imported again, they change nothing."""
    return [staff_row(person) for person in people.everyone(work)]


def _staff(work: Work) -> Staff:
    return {person.email: person for person in people.everyone(work)}


def _report(file: ReadFile, plan: Plan, *, stopped: bool) -> FileReport:
    done = 0 if stopped else 1
    return FileReport(
        name=file.name,
        kind=file.kind,
        read=len(file.rows) + len(file.rejected),
        added=plan.added * done,
        changed=plan.changed * done,
        unchanged=plan.unchanged * done,
        released=plan.released * done,
        planned=plan.planned * done,
        rejected=_by_line(plan.rejected),
        noted=_by_line(plan.noted),
        not_read=tuple(file.not_read),
        stopped=stopped,
    )


def _not_needed(file: ReadFile) -> FileReport:
    return FileReport(file.name, file.kind, 0, 0, 0, 0, 0, 0, (), (), (), stopped=False, is_needed=False)


def _keep_event(work: Work, now: datetime, file: ReadFile, report: FileReport) -> None:
    facts = {
        "sha256": file.sha256,
        "read": report.read,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "released": report.released,
        "rejected": len(report.rejected),
        "noted": len(report.noted),
    }
    audit.append_event(work, f"import:{file.kind}", now, ACTOR, "imported", facts)


def _by_line(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    return tuple(sorted(remarks, key=lambda remark: remark.line))


def _remarks(what: str, remarks: Sequence[Remark], shown: int | None) -> Iterator[str]:
    yield from (f"  {remark.where} {remark.line} {what}: {remark.why}" for remark in remarks[:shown])
    if shown is not None and len(remarks) > shown:
        yield f"  and {len(remarks) - shown:,} more {what} (--dry-run lists all)"


PLANS: Mapping[str, Callable[[Work, Policy, ReadFile, Staff], Plan]] = {
    "staff": plan_staff,
    "addressees": plan_addressees,
    "allocations": plan_allocations,
}
HISTORIES: Mapping[str, Callable[[Work, Policy, datetime, ReadFile, Staff], Plan]] = {
    "reviews": plan_reviews,
    "escalation history": plan_concerns,
    "activity": plan_activity,
}
"""What has happened must not lie ahead, so these need to know what day it is."""
ORDER = (*PLANS, *HISTORIES)
"""In which they are imported."""
