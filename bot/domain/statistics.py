"""The annual report's tables: headings, order and totals. What is counted stands in `counting.py`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain import counting
from bot.domain.activities import Rag
from bot.domain.counting import NOT_RECORDED, Counted, counted, stage_label
from bot.domain.policy import Policy
from bot.domain.report_rows import Found, Period
from bot.domain.reviews import PARTICIPATION_MEANING, Participation

TOTAL = "Total"
PERCENT = "percent"
Cell = int | str | Decimal
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Adds:
    """A column that is the sum of others: who knows all but one of them knows that one."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One file of the report. The first `labels` columns are words; a row labelled `Total` sums its group."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    labels: int = 1
    adds: Adds | None = None

    def column(self, heading: str) -> int:
        return self.headings.index(heading)

    def group_of(self, row: Row) -> tuple[Cell, ...]:
        """What its `Total` sums: all rows, or those of the same group where two columns are words."""
        return row[:1] if self.headings[0] == "group" else ()

    def is_total(self, row: Row) -> bool:
        return TOTAL in row[: self.labels]


@dataclass(frozen=True)
class Report:
    title: str
    """The authority's."""
    period: Period
    tables: tuple[Table, ...]
    withdrawn: int
    review_kinds: tuple[tuple[str, int], ...]
    is_empty: bool
    stage_word: str = "stage"
    """`stage` or `level`, as the policy says."""
    suppressed_below: int | None = None


Tallies = dict[str, Counter[tuple[tuple[str, ...], str]]]


def report_of(found: Found, policy: Policy, period: Period) -> Report:
    kinds = Counter(review.kind for review in found.reviews)
    tables = tuple(tables_of(counted(found, policy, period), policy, period))
    return Report(
        title=policy.title,
        period=period,
        tables=tables,
        withdrawn=found.withdrawn,
        review_kinds=tuple(sorted(kinds.items())),
        is_empty=found.is_empty(),
        stage_word=policy.words.stage,
    )


def tally(every: Iterable[Counted]) -> Tallies:
    tallies: Tallies = {}
    for one in every:
        cells = tallies.setdefault(one.table, Counter())
        cells[one.row, one.column] += one.times
    return tallies


def tables_of(every: Iterable[Counted], policy: Policy, period: Period) -> Iterator[Table]:
    """In the order of the report, each present whether or not anything was counted."""
    counts = tally(every)
    yield from _escalations(counts, policy, period.months())
    yield from _between_reviews(counts, policy, period.months())


def _escalations(counts: Tallies, policy: Policy, months: tuple[str, ...]) -> Iterator[Table]:
    stages = tuple(stage_label(stage.number) for stage in policy.ladder)
    met = _columns_met(counts, counting.BY_MONTH)
    columns = in_order(stages, met)
    yield grid(counts, counting.BY_MONTH, "month", months, (*columns, TOTAL))
    yield grid(counts, counting.RAISED, "month", months, ("concerns",))
    for name, label, known in (
        (counting.BY_TEAM, "team", policy.teams),
        (counting.BY_THEME, "theme", policy.themes),
    ):
        yield grid(counts, name, label, _rows_met(counts, name, known), (*months, TOTAL))
    reached = _rows_met(counts, counting.BY_STATUS, stages)
    yield grid(counts, counting.BY_STATUS, "stage", reached, (TOTAL, "CLA", "CP", NOT_RECORDED))
    yield _resolved(counts, stages)
    yield grid(counts, counting.CHALLENGES, "month", months, ("challenges",))


def _between_reviews(counts: Tallies, policy: Policy, months: tuple[str, ...]) -> Iterator[Table]:
    held = ("held", "in_timescale", "late", "rearranged")
    yield grid(counts, counting.REVIEWS, "month", months, held, Adds("held", held[1:3]))
    yield _participation(counts)
    yield grid(counts, counting.ACTIVITY, "month", months, ("visits", "midway_reviews", "reviews"))
    met = _columns_met(counts, counting.GRADES)
    grades = in_order(policy.grades, met | {NOT_RECORDED})
    yield grid(counts, counting.GRADES, "month", months, (*grades, TOTAL))
    yield grid(counts, counting.RAG, "rating", _rows_met(counts, counting.RAG, tuple(Rag)), ("count",))


def in_order(known: Sequence[str], met: Iterable[str]) -> tuple[str, ...]:
    """The policy's, in its order; then others met, alphabetically; then what was not recorded."""
    others = sorted(set(met) - set(known) - {NOT_RECORDED})
    last = [NOT_RECORDED] if NOT_RECORDED in met else []
    return (*(str(one) for one in known), *others, *last)


def _columns_met(counts: Tallies, name: str) -> set[str]:
    return {column for _, column in counts.get(name, ())}


def _rows_met(counts: Tallies, name: str, known: Sequence[str]) -> tuple[str, ...]:
    return in_order(known, {row[-1] for row, _ in counts.get(name, ())} | {NOT_RECORDED})


def grid(
    counts: Tallies,
    name: str,
    label: str,
    rows: Sequence[str],
    columns: Sequence[str],
    adds: Adds | None = None,
) -> Table:
    """Rows by columns, with a last row `Total`; a column `Total` sums the others, wherever it stands."""
    cells = counts.get(name, Counter())
    parts = tuple(column for column in columns if column != TOTAL)
    lines = {row: {column: cells[(row,), column] for column in parts} for row in rows}
    lines[TOTAL] = {column: sum(line[column] for line in lines.values()) for column in parts}
    drawn: tuple[Row, ...] = tuple(
        (row, *(sum(line.values()) if column == TOTAL else line[column] for column in columns))
        for row, line in lines.items()
    )
    return Table(name, (label, *columns), drawn, adds=Adds(TOTAL, parts) if TOTAL in columns else adds)


def _resolved(counts: Tallies, stages: tuple[str, ...]) -> Table:
    cells = counts.get(counting.RESOLVED, Counter())
    groups = (
        (counting.BAND, (*(band for _, band in counting.BANDS), counting.LONGEST, counting.OPEN)),
        (counting.STAGE, (counting.INFORMAL_STAGE, *stages)),
    )
    rows: list[Row] = []
    for group, known in groups:
        met = {row[1] for row, _ in cells if row[0] == group}
        of_group = {value: cells[(group, value), "count"] for value in in_order(known, met | {NOT_RECORDED})}
        total = sum(of_group.values())
        rows += [(group, value, n, percent(n, total)) for value, n in (of_group | {TOTAL: total}).items()]
    return Table(counting.RESOLVED, ("group", "value", "count", PERCENT), tuple(rows), labels=2)


def percent(part: int, whole: int) -> Decimal:
    """One decimal, half up; of nothing, 0.0."""
    tenths = (2000 * part + whole) // (2 * whole) if whole else 0
    return Decimal(tenths).scaleb(-1)


def _participation(counts: Tallies) -> Table:
    codes = grid(
        counts,
        counting.PARTICIPATION,
        "code",
        _rows_met(counts, counting.PARTICIPATION, tuple(Participation)),
        ("count",),
    )
    meanings = {code.value: meaning for code, meaning in PARTICIPATION_MEANING.items()}
    rows = tuple((row[0], meanings.get(str(row[0]), ""), *row[1:]) for row in codes.rows)
    return Table(counting.PARTICIPATION, ("code", "meaning", "count"), rows, labels=2)
