"""`app.py report`: any period, any format; bad input costs one line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import app
from storage.database import migrate
from tests.reports.rows import add_child, add_concern, in_store
from tests.test_command_line import nothing_set, refused

__all__ = ["nothing_set"]
URL = "sqlite:///iro.db"
ASKED = ("report", "--authority", "durham", "--database", URL)


@pytest.mark.parametrize(
    ("period", "says"),
    [
        (("--from", "2023-03-31", "--to", "2022-04-01"), "--to 2022-04-01 is before --from 2023-03-31."),
        (("--from", "2022-04-31", "--to", "2023-03-31"), "--from '2022-04-31' is not a day"),
        (("--from", "2022-04-01", "--to", "soon"), "--to 'soon' is not a day"),
        (("--from", "2022-04-01"), "--to is missing"),
        (("--from", "2022/24"), "--to is missing"),
        (("--from", "2022/23", "--to", "2023-03-31"), "--from '2022/23' is not a day"),
        (("--to", "2023-03-31"), "--from"),
        (("--from", "2022/23", "--format", "pdf"), "pdf"),
        (("--from", "2022/23", "--suppress-below", "1"), "not a number from 2 to 100"),
        (("--from", "2022/23", "--authority", "atlantis"), "atlantis"),
    ],
)
def test_bad_input_costs_one_line(
    period: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert says in refused(capsys, *ASKED, *period)


def test_a_financial_year_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    migrate(URL)
    assert app.main([*ASKED, "--from", "2022/23"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Durham: Independent Reviewing Officer service\n1 April 2022 to 31 March 2023\n")
    assert "Nothing was recorded in this period: every figure is 0." in said


@pytest.mark.parametrize(("as_format", "files"), [("csv", 16), ("text", 1), ("xlsx", 1), ("docx", 1)])
def test_files_are_written_and_named(
    as_format: str, files: int, nothing_set: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    migrate(URL)
    in_store(URL, lambda work: add_concern(work, add_child(work), date(2022, 5, 1)))
    assert app.main([*ASKED, "--from", "2022/23", "--format", as_format, "--out", "a/folder"]) == 0
    named = capsys.readouterr().out.splitlines()
    assert sorted(named) == sorted(str(path) for path in Path("a/folder").iterdir())
    assert len(named) == files


def test_small_numbers_kept_back(capsys: pytest.CaptureFixture[str]) -> None:
    migrate(URL)
    in_store(URL, lambda work: add_concern(work, add_child(work), date(2022, 5, 1)))
    assert app.main([*ASKED, "--from", "2022/23", "--suppress-below", "5"]) == 0
    said = capsys.readouterr().out
    assert "2022-05        <5" in said
    assert "Figures from 1 to 4 are shown as <5" in said
