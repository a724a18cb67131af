"""The words of an annual report: what each table is called, what it shows, where its figures come from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.domain import counting
from bot.domain.report_rows import Period
from bot.domain.statistics import PERCENT, Report, Table
from bot.domain.suppression import ALSO_HIDDEN

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


_MONTH = re.compile(r"(\d{4})-(\d\d)")


@dataclass(frozen=True)
class Said:
    title: str
    shows: str
    """One paragraph for whoever reads the report."""
    counts: str
    """How a record comes to be counted, for whoever checks it."""


WORDS: dict[str, Said] = {
    counting.BY_MONTH: Said(
        "Escalations by stage and month",
        "How many times each stage of the formal process was raised in each month. A matter that went "
        "through two stages is counted at both.",
        "Every stage that was raised, in the month it was raised. A stage that was only asked for, or was "
        "taken back, is not counted. Not recorded: a formal record whose file named no stage, in the month "
        "it began.",
    ),
    counting.RAISED: Said(
        "New escalations by month",
        "How many matters became formal in each month. Each is counted once, whatever became of it.",
        "Every formal record, once, in the month its first formal stage was raised.",
    ),
    counting.BY_TEAM: Said(
        "New escalations by team",
        "The teams whose work the escalations were about, by the month in which each became formal.",
        "Every formal record, once, under the team it was raised about.",
    ),
    counting.BY_THEME: Said(
        "New escalations by theme",
        "What the escalations were about. A matter with two themes is counted under both, so the themes may "
        "add up to more than the number of escalations.",
        "Every formal record, once under each of its themes, in the month its first formal stage was raised.",
    ),
    counting.BY_STATUS: Said(
        "Highest stage reached, by the child's status",
        "How far the escalations of this period went, for children looked after (CLA), for children with a "
        "child protection plan (CP), and where no status was recorded.",
        "Every formal record raised in the period, under the highest stage that it has reached up to the day "
        "of this report, and under the child's status on the day it was opened.",
    ),
    counting.RESOLVED: Said(
        "How long resolution took, and where it was reached",
        "How long the escalations of this period took to resolve, and at which stage they were resolved.",
        "Every formal record raised in the period. Length: calendar days from its first formal stage to its "
        "resolution, as recorded on the day of this report. Stage: of those resolved, the stage recorded; "
        "informal: it was settled outside the formal stages. Percentages are of the group.",
    ),
    counting.CHALLENGES: Said(
        "Challenges by month",
        "How many matters were raised informally, by the month in which each was logged.",
        "Every record that began informally, once, in the month it was logged; one that became formal later "
        "stays counted here, and is counted with the escalations too.",
    ),
    counting.REVIEWS: Said(
        "Reviews by month",
        "How many reviews were held in each month, how many were in time, and how many times those held "
        "had been rearranged.",
        "Every review held, in the month it was held. In timescale: held on or before the day it was due. "
        "Rearranged: the number of times, added up over the reviews held in the month.",
    ),
    counting.PARTICIPATION: Said(
        "How children took part in their reviews",
        "How children took part in the reviews held in this period, by the codes of the national return.",
        "Every review held in the period, under its code (SSDA903, REVIEW_CODE).",
    ),
    counting.ACTIVITY: Said(
        "Visits, midway reviews and reviews by month",
        "What was done between reviews, beside the reviews that were held.",
        "Every IRO visit and midway review recorded, and every review held, in the month it took place.",
    ),
    counting.GRADES: Said(
        "Quality grades by month",
        "The grades given to the quality of work seen at reviews.",
        "Every quality check recorded, in the month it was made, under its grade.",
    ),
    counting.RAG: Said(
        "Ratings given",
        "The red, amber and green ratings given in this period.",
        "Every rating given in the period; a child rated twice is counted twice.",
    ),
}

ORIGIN = (
    "Every figure is counted from the records of the IRO service as they stood when this report was made."
)
TRACED = "The same report as CSV files gives, beside each table, the record and the day behind every figure."


def day(on: date) -> str:
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def readable(table: Table, report: Report) -> Table:
    """For people instead of programs: `Apr 2017`, `Stage 2`, `In timescale`."""
    headings = tuple(_spoken(name, report.stage_word) for name in table.headings)
    rows = tuple(
        tuple(_spoken(cell, report.stage_word) if isinstance(cell, str) and j == _last_label(table) else cell
              for j, cell in enumerate(row))
        for row in table.rows
    )  # fmt: skip
    return replace(table, headings=headings, rows=rows)


def _last_label(table: Table) -> int:
    """Where a month or a stage may stand; words of a policy are left as they are."""
    return table.labels - 1 if table.headings[0] in ("month", "stage", "group") else -1


def _spoken(name: str, stage_word: str) -> str:
    if month := _MONTH.fullmatch(name):
        return f"{_MONTHS[int(month[2]) - 1][:3]} {month[1]}"
    if name.isdigit():
        name = f"{stage_word} {name}"
    return "%" if name == PERCENT else name[:1].upper() + name[1:].replace("_", " ")


def of_period(period: Period) -> str:
    return f"{day(period.from_on)} to {day(period.to_on)}"


def heading(report: Report) -> str:
    return f"{report.title}: Independent Reviewing Officer service"


def notes(report: Report) -> list[str]:
    """What a reader of the figures must know, in whole sentences."""
    said = []
    if report.is_empty:
        said.append("Nothing was recorded in this period: every figure is 0.")
    if report.withdrawn:
        said.append(f"Withdrawn records are counted nowhere{_how_many(report, report.withdrawn)}.")
    if len(report.review_kinds) > 1:
        kinds = ", ".join(f"{kind}{_how_many(report, number)}" for kind, number in report.review_kinds)
        said.append(f"Reviews of every kind are counted: {kinds}.")
    if report.suppressed_below:
        said.append(_suppression(report.suppressed_below))
    return said


def _how_many(report: Report, number: int) -> str:
    """Nothing where small numbers are kept back: this one may be small, or give one away."""
    return "" if report.suppressed_below else f" ({number})"


def _suppression(below: int) -> str:
    return (
        f"Figures from 1 to {below - 1} are shown as <{below}; {ALSO_HIDDEN} hides a larger figure from "
        "which a small one in the same table could be worked out. Figures that appear in several tables, or "
        "in reports of overlapping periods, are not compared: please check them before publishing."
    )
