"""The report's files: CSV as golden files, the workbook and the Word pack by their content."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.domain.counting import counted
from bot.domain.policy_file import load_policy
from bot.domain.report_rows import Found
from bot.domain.statistics import Report, report_of
from bot.domain.suppression import suppressed
from bot.files.report_csv import JOINED
from bot.files.report_out import text_of, write_report
from bot.files.report_words import WORDS
from tests.reports.year import FOUND, POLICY, YEAR

GOLDEN = Path(__file__).parent / "golden"
REPORT = report_of(FOUND, POLICY, YEAR)


def written(
    folder: Path, as_format: str, report: Report = REPORT, *, with_children: bool = False
) -> list[Path]:
    every = lambda: counted(FOUND, POLICY, YEAR)  # noqa: E731
    return write_report(report, every, as_format, folder, with_children=with_children)


def test_csv_is_as_it_was(tmp_path: Path) -> None:
    """Kept beside this test; made anew with `python -m tests.reports.golden`."""
    given = {path.name: path.read_bytes() for path in written(tmp_path, "csv")}
    assert given == {path.name: path.read_bytes() for path in GOLDEN.glob("*.csv")}


def test_csv_lines_end_as_the_csv_module_writes_them(tmp_path: Path) -> None:
    for path in written(tmp_path, "csv"):
        text = path.read_bytes().decode("utf-8")
        assert text.endswith("\r\n")
        assert text.count("\n") == text.count("\r\n")


def test_every_cell_of_the_files_is_the_sum_of_its_rows(tmp_path: Path) -> None:
    behind: dict[tuple[str, str, str], int] = {}
    for path in written(tmp_path, "csv"):
        if path.name.startswith("rows_"):
            for line in read(path):
                key = line["file"], line["row"], line["column"]
                behind[key] = behind.get(key, 0) + int(line["times"])
    assert {key: int(cell_in(tmp_path, *key)) for key in behind} == behind


def cell_in(folder: Path, file: str, row: str, column: str) -> str:
    labels = [plain(label) for label in row.split(JOINED)]
    return next(
        line[column]
        for line in read(folder / file)
        if [plain(cell) for cell in line.values()][: len(labels)] == labels
    )


def plain(cell: str) -> str:
    return cell.removeprefix("'")


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def test_a_childs_reference_stands_in_the_rows_only_where_it_is_asked_for(tmp_path: Path) -> None:
    assert all(b"D-1002" not in path.read_bytes() for path in written(tmp_path, "csv"))
    rows = read(
        next(p for p in written(tmp_path, "csv", with_children=True) if p.name == "rows_challenges.csv")
    )
    assert [(row["record"], row["outside_reference"], row["child"]) for row in rows] == [
        ("R-2017-0008", "", "D-100234"),
        ("R-2017-0009", "C9", "D-100235"),
    ]


def test_no_rows_where_small_numbers_are_kept_back(tmp_path: Path) -> None:
    names = {path.name for path in written(tmp_path, "csv", suppressed(REPORT, 5))}
    assert names == {f"{name}.csv" for name in WORDS}


def test_the_workbook_has_numbers_as_numbers_and_no_formula(tmp_path: Path) -> None:
    book = load_workbook(written(tmp_path, "xlsx")[0])
    assert book.sheetnames == ["About", *(table.name[:31] for table in REPORT.tables)]
    sheet = book["escalations_by_theme"]
    assert sheet.freeze_panes == "B2"
    assert sheet.cell(2, 14).value == 2
    assert {cell.data_type for row in sheet.iter_rows(min_row=2, min_col=2) for cell in row} == {"n"}
    words = [cell for one in book for row in one.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert "f" not in {cell.data_type for cell in words}
    assert any(cell.value == "'=A theme of its own" for cell in words)
    assert [cell.value for cell in book["escalations_resolved"][2]] == ["band", "under 1 week", 1, 16.7]


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("pack"), "docx")[0]


def test_the_word_pack_has_every_table_with_its_paragraph_and_its_origin(pack: Path) -> None:
    word = Document(str(pack))
    headings = [one.text for one in word.paragraphs if one.style and one.style.name.startswith("Heading")]
    assert headings == [*(WORDS[table.name].title for table in REPORT.tables), "Where each figure comes from"]
    text = "\n".join(one.text for one in word.paragraphs)
    for table in REPORT.tables:
        assert WORDS[table.name].shows in text
        assert WORDS[table.name].counts in text
    assert "Annual report, 1 April 2017 to 31 March 2018" in text
    assert "Withdrawn records are counted nowhere (1)." in text
    assert "Reviews of every kind are counted: cla (2), icpc (1)." in text
    assert len(word.tables) == len(REPORT.tables)
    first = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert first[0] == [
        "Month",
        "Stage 1",
        "Stage 2",
        "Stage 3",
        "Stage 4",
        "Stage 5",
        "Not recorded",
        "Total",
    ]
    assert first[1] == ["Apr 2017", "2", "0", "1", "0", "0", "0", "3"]
    assert 'w:tblHeader w:val="true"' in word.tables[0]._tbl.xml


def test_every_chart_says_what_it_shows(pack: Path) -> None:
    word = Document(str(pack))
    said = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert len(said) == 10
    assert "Chart of new escalations by month. 6 in all, most in Apr 2017 (2)." in said


def test_a_chart_with_a_figure_kept_back_is_not_drawn(tmp_path: Path) -> None:
    word = Document(str(written(tmp_path, "docx", suppressed(REPORT, 100))[0]))
    assert len(word.inline_shapes) == 0
    text = "\n".join(one.text for one in word.paragraphs)
    assert "Figures from 1 to 99 are shown as <100" in text
    assert "the record and the day behind every figure" not in text


@pytest.mark.parametrize("as_format", ["csv", "text", "xlsx"])
def test_the_same_report_gives_the_same_files(as_format: str, tmp_path: Path) -> None:
    assert digests(written(tmp_path / "a", as_format)) == digests(written(tmp_path / "b", as_format))


def test_the_same_report_gives_the_same_pack(pack: Path, tmp_path: Path) -> None:
    assert digests(written(tmp_path, "docx")) == digests([pack])


def digests(paths: list[Path]) -> list[str]:
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]


def test_no_moment_stands_in_a_file(pack: Path, tmp_path: Path) -> None:
    for path in (pack, *written(tmp_path, "xlsx")):
        with zipfile.ZipFile(path) as office:
            assert {item.date_time for item in office.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"2000-01-01T00:00:00Z" in office.read("docProps/core.xml")


def test_a_level_is_called_a_level(tmp_path: Path) -> None:
    durham = report_of(Found(), load_policy("durham"), YEAR)
    word = Document(str(written(tmp_path, "docx", durham)[0]))
    assert word.tables[0].rows[0].cells[1].text == "Level 2"


def test_text_says_so_when_nothing_was_recorded() -> None:
    empty = report_of(Found(), POLICY, YEAR)
    assert "Nothing was recorded in this period: every figure is 0." in text_of(empty)


def test_text_is_aligned() -> None:
    lines = text_of(REPORT).splitlines()
    at = lines.index("Ratings given")
    assert lines[at + 1 : at + 3] == ["rating        count", "red               1"]
