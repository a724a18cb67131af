"""Small numbers kept back, and what would give them away within the same table.

What it does not do is said in `docs/report.md`: it cannot see across tables, or across two reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.statistics import PERCENT, Cell, Report, Table

ALSO_HIDDEN = "*"
"""A cell that is not small, hidden because a small one could be worked out from it."""
Place = tuple[int, int]


def suppressed(report: Report, below: int) -> Report:
    tables = tuple(suppressed_table(table, below) for table in report.tables)
    return replace(report, tables=tables, suppressed_below=below)


def suppressed_table(table: Table, below: int) -> Table:
    """1 to `below` - 1 become `<below`; no line is left with one hidden cell alone. 0 is shown."""
    numbers = {(i, j): n for i, row in enumerate(table.rows) for j, n in enumerate(row) if type(n) is int}
    small = {place for place, n in numbers.items() if 0 < n < below}
    hidden = small | _given_away(table, numbers, small)
    masks: dict[Place, Cell] = {place: f"<{below}" if place in small else ALSO_HIDDEN for place in hidden}
    masks |= _percents(table, hidden)
    rows = tuple(
        tuple(masks.get((i, j), cell) for j, cell in enumerate(row)) for i, row in enumerate(table.rows)
    )
    return replace(table, rows=rows)


def _given_away(table: Table, numbers: dict[Place, int], small: set[Place]) -> set[Place]:
    """Until every line of a sum has none hidden, or two."""
    hidden, lines = set(small), [*_lines(table)]
    while alone := [line for line in lines if len(hidden.intersection(line)) == 1]:
        line = alone[0]
        others = [place for place in line if place not in hidden and numbers[place]]
        if not others:
            lines.remove(line)
            continue
        whole = line[0]
        hidden.add(min(others, key=lambda place: (place == whole, numbers[place], place)))
    return hidden - small


def _lines(table: Table) -> Iterator[list[Place]]:
    """Each sum: its whole first, then its parts."""
    if table.adds:
        whole, parts = table.column(table.adds.whole), [table.column(one) for one in table.adds.parts]
        yield from ([(i, whole), *((i, part) for part in parts)] for i in range(len(table.rows)))
    for total in (i for i, row in enumerate(table.rows) if table.is_total(row)):
        group = table.group_of(table.rows[total])
        parts = [i for i, row in enumerate(table.rows) if i != total and table.group_of(row) == group]
        for column in _counts(table):
            yield [(total, column), *((i, column) for i in parts)]


def _counts(table: Table) -> Iterator[int]:
    return (j for j, name in enumerate(table.headings) if j >= table.labels and name != PERCENT)


def _percents(table: Table, hidden: set[Place]) -> dict[Place, Cell]:
    """A percentage of a hidden count, and all of a group whose total is hidden."""
    if PERCENT not in table.headings:
        return {}
    count, shares = table.column("count"), table.column(PERCENT)
    rows = table.rows
    unsaid = {
        table.group_of(row) for i, row in enumerate(rows) if table.is_total(row) and (i, count) in hidden
    }
    return {
        (i, shares): ALSO_HIDDEN
        for i, row in enumerate(rows)
        if (i, count) in hidden or table.group_of(row) in unsaid
    }
