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
Line = list[Place]


def suppressed(report: Report, below: int) -> Report:
    tables = tuple(suppressed_table(table, below) for table in report.tables)
    return replace(report, tables=tables, suppressed_below=below)


def suppressed_table(table: Table, below: int) -> Table:
    """1 to `below` - 1 become `<below`; no line of a sum tells a hidden cell. 0 is shown."""
    numbers = {(i, j): n for i, row in enumerate(table.rows) for j, n in enumerate(row) if type(n) is int}
    small = {place for place, n in numbers.items() if 0 < n < below}
    hidden = small | _given_away(table, numbers, below)
    masks: dict[Place, Cell] = {place: f"<{below}" if place in small else ALSO_HIDDEN for place in hidden}
    masks |= _percents(table, hidden)
    rows = tuple(
        tuple(masks.get((i, j), cell) for j, cell in enumerate(row)) for i, row in enumerate(table.rows)
    )
    return replace(table, rows=rows)


def _given_away(table: Table, numbers: dict[Place, int], below: int) -> set[Place]:
    """More cells to hide, until no line of a sum tells what one of its hidden cells is."""
    small = {place for place, n in numbers.items() if 0 < n < below}
    hidden, lines = set(small), [*_lines(table)]
    while telling := [line for line in lines if _tells(line, numbers, hidden, below)]:
        line = telling[0]
        others = [place for place in line if place not in hidden and numbers[place]]
        if not others:
            lines.remove(line)
            continue
        whole = line[0]
        hidden.add(min(others, key=lambda place: (place == whole, numbers[place], place)))
    return hidden - small


def _tells(line: Line, numbers: dict[Place, int], hidden: set[Place], below: int) -> bool:
    """One hidden cell alone; or several whose sum is known, and is the least or the most that they can be."""
    unseen = [numbers[place] for place in line if place in hidden]
    if len(unseen) < 2 or line[0] in hidden:
        return len(unseen) == 1
    least = sum(1 if n < below else below for n in unseen)
    most = len(unseen) * (below - 1)
    return sum(unseen) == least or (max(unseen) < below and sum(unseen) == most)


def _lines(table: Table) -> Iterator[Line]:
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
