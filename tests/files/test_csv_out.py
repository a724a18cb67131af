from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.files.csv_out import DANGEROUS, written


def test_lines_end_as_the_csv_module_writes_them() -> None:
    assert written(["a", "b"], [{"a": "x,y", "b": None}, {"b": 3}]) == 'a,b\r\n"x,y",\r\n,3\r\n'


@pytest.mark.parametrize("cell", ["=1+1", "+44 1632", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_a_spreadsheet_would_run_is_guarded(cell: str) -> None:
    assert read_back(written(["a"], [{"a": cell}])) == [["a"], [f"'{cell}"]]


def test_a_number_is_left_a_number() -> None:
    assert written(["a"], [{"a": -3}]) == "a\r\n-3\r\n"


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2, max_size=2
    )
)
def test_every_text_comes_back_and_none_is_dangerous(cells: list[str]) -> None:
    row = dict(zip("ab", cells, strict=True))
    found = read_back(written(["a", "b"], [row]))[1]
    assert not any(cell.startswith(DANGEROUS) for cell in found)
    assert [cell.removeprefix("'") for cell in found] == [cell.removeprefix("'") for cell in cells]


def read_back(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))
