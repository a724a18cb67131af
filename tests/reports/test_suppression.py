"""Small numbers kept back: no sum of a table is left with one hidden cell alone."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.statistics import Adds, Table, grid, report_of
from bot.domain.suppression import ALSO_HIDDEN, suppressed, suppressed_table
from tests.reports.year import FOUND, POLICY, YEAR

COLUMNS = ("a", "b", "c")
NUMBERS = st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=1, max_size=5)


def table_of(numbers: list[list[int]]) -> Table:
    cells = {
        ((f"row {i}",), column): n
        for i, line in enumerate(numbers)
        for column, n in zip(COLUMNS, line, strict=True)
    }
    rows = [f"row {i}" for i in range(len(numbers))]
    return grid({"t": Counter(cells)}, "t", "row", rows, (*COLUMNS, "Total"))


@given(NUMBERS)
def test_no_hidden_cell_stands_alone_in_a_sum(numbers: list[list[int]]) -> None:
    whole = table_of(numbers)
    shown = suppressed_table(whole, 5)
    lines = [row[1:] for row in shown.rows]
    for line in (*lines, *zip(*lines, strict=True)):
        assert sum(isinstance(cell, str) for cell in line) != 1
    for before, after in zip(whole.rows, shown.rows, strict=True):
        for number, cell in zip(before[1:], after[1:], strict=True):
            assert isinstance(number, int)
            assert cell == ("<5" if 0 < number < 5 else cell)
            assert cell in (number, "<5", ALSO_HIDDEN)
            assert number or cell == 0, "a 0 is shown"


@given(NUMBERS)
def test_no_line_with_a_known_sum_has_one_answer(numbers: list[list[int]]) -> None:
    """As a reader would try: every way to fill the hidden cells that adds up."""
    shown = suppressed_table(table_of(numbers), 5)
    lines = [row[1:] for row in shown.rows]
    for line in (*lines, *zip(*lines, strict=True)):
        *parts, total = line
        hidden = [cell for cell in parts if isinstance(cell, str)]
        if hidden and isinstance(total, int):
            left = total - sum(cell for cell in parts if isinstance(cell, int))
            assert ways(hidden, left) > 1


def ways(hidden: list[object], left: int) -> int:
    if not hidden:
        return int(left == 0)
    could_be = range(1, 5) if hidden[0] == "<5" else range(5, left + 1)
    return sum(ways(hidden[1:], left - number) for number in could_be)


def test_two_ones_and_their_sum_would_tell_both() -> None:
    shown = suppressed_table(table_of([[1, 1, 30], [20, 21, 22]]), 5)
    assert shown.rows[0][1:] == ("<5", "<5", ALSO_HIDDEN, 32)


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    whole = table_of([[5, 0, 9], [7, 8, 0]])
    assert suppressed_table(whole, 5) == whole


def test_the_smallest_that_is_not_a_total_goes_with_it() -> None:
    shown = suppressed_table(table_of([[2, 9, 30], [20, 21, 22]]), 5)
    assert [row[1:] for row in shown.rows] == [
        ("<5", ALSO_HIDDEN, 30, 41),
        (ALSO_HIDDEN, ALSO_HIDDEN, 22, 63),
        (22, 30, 52, 104),
    ]


def test_a_hidden_count_has_no_percentage() -> None:
    report = suppressed(report_of(FOUND, POLICY, YEAR), 5)
    resolved = next(table for table in report.tables if table.name == "escalations_resolved")
    assert report.suppressed_below == 5
    assert resolved.rows[0] == ("band", "under 1 week", "<5", ALSO_HIDDEN)
    assert resolved.rows[6] == ("band", "Total", ALSO_HIDDEN, ALSO_HIDDEN), "six ones add up to 6"


def test_late_reviews_are_not_told_by_the_others() -> None:
    """Held, less those in timescale, are the late ones: the smaller part goes with the whole."""
    held = Table(
        "reviews_by_month",
        ("month", "held", "in_timescale", "late", "rearranged"),
        (("2017-04", 20, 18, 2, 7), ("2017-05", 30, 30, 0, 9), ("Total", 50, 48, 2, 16)),
        adds=Adds("held", ("in_timescale", "late")),
    )
    assert suppressed_table(held, 5).rows == (
        ("2017-04", 20, ALSO_HIDDEN, "<5", 7),
        ("2017-05", 30, 30, 0, 9),
        ("Total", 50, ALSO_HIDDEN, "<5", 16),
    )
