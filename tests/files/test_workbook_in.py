"""What real Annex A workbooks look like, and what a workbook must not do."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from bot.domain.imports import ReadFile
from bot.files import workbook_in
from bot.files.csv_in import UnreadableFile
from bot.files.reading import read_any
from tests.files.workbooks import LIST_8, SSD_LIST_8, part, row, saved, with_part, workbook

CHILD = {
    "child": "D100001",
    "born_on": date(2014, 5, 4),
    "looked_after_on": date(2026, 5, 11),
    "reviewed_on": date(2026, 8, 28),
    "ceased_on": None,
    "team": "LAC",
}  # fmt: skip
SHEET = "xl/worksheets/sheet1.xml"


def read(*rows: list[object], headings: tuple[str, ...] = LIST_8) -> ReadFile:
    (file,) = read_any("annex.xlsx", workbook({"List 8": [headings, *rows]}))
    return file


def fault_of(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_any("annex.xlsx", data)
    assert str(caught.value).startswith("annex.xlsx: ")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def the_row(file: ReadFile) -> dict[str, object]:
    (found,) = file.rows
    return dict(found.values)


def test_a_row_is_typed_and_placed() -> None:
    file = read(row(**CHILD))
    assert (file.kind, file.rows[0].where, file.rows[0].line) == ("Annex A List 8", "sheet List 8, row", 2)
    assert the_row(file) == {
        "child": "D100001",
        "born_on": date(2014, 5, 4),
        "looked_after_on": date(2026, 5, 11),
        "reviewed_on": date(2026, 8, 28),
        "ceased_on": "",
        "placement_order": "",
        "status_since": "",
        "for_adoption": "",
        "placed_since": "",
        "team": "LAC",
    }


def test_the_columns_that_are_not_looked_at_are_named() -> None:
    file = read(row(**CHILD, postcode="nope", worker="Dustin\u00a0Hazlett"))
    assert {"Gender", "Ethnicity", "Placement postcode", "Allocated Worker"} <= set(file.not_read)
    assert "Date of Birth" not in file.not_read
    assert "Hazlett" not in repr(file)
    assert "nope" not in repr(file)


def test_the_other_family_of_headings() -> None:
    file = read(row(SSD_LIST_8, **CHILD), headings=SSD_LIST_8)
    assert the_row(file) == the_row(read(row(**CHILD)))


@pytest.mark.parametrize(
    ("heading", "instead"),
    [
        ("Age of Child (Years)", "Age"),
        ("Age of Child (Years)", "Age of Child (Years))"),
        ("Child Unique ID", "CHILD UNIQUE  IDENTIFIER"),
        ("Child Unique ID", "Child\u00a0Unique\u00a0ID"),
        ("Child Unique ID", "\u2018Child\u2019 unique ID (LA's own)"),
        ("Date Started to be Looked After", "date started to be looked after"),
        ("Date Started to be Looked After", "Date Started to be Looked After (dd/mm/yyyy))"),
        ("Date of Latest Statutory Review", "Date of latest statutory review\n"),
        ("Allocated Team", "ALLOCATED TEAM "),
    ],
)
def test_headings_as_they_are_really_written(heading: str, instead: str) -> None:
    headings = tuple(instead if one == heading else one for one in LIST_8)
    file = read(row(**CHILD), headings=headings)
    assert the_row(file) == the_row(read(row(**CHILD)))


def test_a_title_above_the_headings_and_columns_in_another_order() -> None:
    backwards = [list(reversed(LIST_8)), list(reversed(row(**CHILD)))]
    (file,) = read_any("a.xlsx", workbook({"Anything": [["Children in care"], [], *backwards]}))
    assert file.rows[0].line == 4
    assert the_row(file) == the_row(read(row(**CHILD)))


def test_which_list_a_sheet_is_is_seen_from_its_headings() -> None:
    common = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)")
    sheets = {
        "List 8": [[*common, "Date of Contact", "Contact Source"]],
        "A": [[*common, "Assessment start date", "Organisation completing assessment"]],
        "B": [[*common, "Date of Referral", "Referral Source"]],
        "C": [[*common, "Continuous Assessment Start Date"]],
        "D": [[*common, "Strategy discussion initiating Section 47 Enquiry Start Date"]],
        "E": [[*common, "CIN Start Date", "CIN Closure Date"]],
        "F": [[*common, "Child Protection Plan Start Date", "Date of latest review conference"]],
        "List 3": [LIST_8, row(**CHILD)],
        "G": [[*common, "Allocated Personal Advisor", "Latest Pathway Plan Review Date"]],
        "H": [[*common, "Family identifier", "Date the Child Entered Care"]],
        "I": [["Individual adopter identifier", "Family identifier"]],
        "Notes": [["Prepared by"], ["somebody"]],
    }
    *known, others = read_any("a.xlsx", workbook(sheets))
    assert [one.kind for one in known] == ["Annex A List 7", "Annex A List 8", "Annex A List 9"]
    assert known[1].rows[0].where == "sheet List 3, row"
    assert (others.kind, others.is_needed) == ("Annex A List 1, 2, 3, 4, 5, 6, 10, 11", False)


@pytest.mark.parametrize(
    ("cell", "means"),
    [
        (datetime.fromisoformat("2026-08-28T14:30"), date(2026, 8, 28)),
        (date(2026, 8, 28), date(2026, 8, 28)),
        ("28/08/2026", date(2026, 8, 28)),
        (" 28/08/2026\u00a0", date(2026, 8, 28)),
        ("28/08/2026 00:00:00", date(2026, 8, 28)),
        ("2026-08-28", date(2026, 8, 28)),
        (46262, date(2026, 8, 28)),
        (None, ""),
        ("", ""),
    ],
)
def test_dates_as_cells_have_them(cell: object, means: object) -> None:
    file = read(row(**CHILD | {"reviewed_on": cell}))
    assert the_row(file)["reviewed_on"] == means
    assert file.rows[0].noted == ()


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "nope", "E1: Placement order", 12, 999_999, True])
def test_what_is_no_date_is_noted_or_rejects_the_row(cell: object) -> None:
    (noted,) = read(row(**CHILD | {"reviewed_on": cell})).rows
    assert noted.values["reviewed_on"] == ""
    assert noted.noted[0].startswith("reviewed_on is")
    file = read(row(**CHILD | {"looked_after_on": cell}))
    assert file.rows == ()
    assert file.rejected[0][1].startswith("looked_after_on is")


def test_an_error_in_the_team_is_noted() -> None:
    (found,) = read(row(**CHILD | {"team": "#N/A"})).rows
    assert found.noted == ("team is an error of the spreadsheet (#N/A or such); left blank",)


@pytest.mark.parametrize("cell", ["D100001", "D100001\u00a0", " D100001 "])
def test_non_breaking_spaces(cell: str) -> None:
    assert the_row(read(row(**CHILD | {"child": cell})))["child"] == "D100001"


@pytest.mark.parametrize(("cell", "means"), [(566910, "566910"), (566910.0, "566910")])
def test_a_reference_that_is_a_number(cell: object, means: str) -> None:
    assert the_row(read(row(**CHILD | {"child": cell})))["child"] == means


def test_a_formula_without_a_value_is_noted() -> None:
    (found,) = read(row(**CHILD | {"reviewed_on": "=H2+5"})).rows
    assert found.values["reviewed_on"] == ""
    assert found.noted == (
        "reviewed_on is a formula without a value; open the workbook in Excel and save it; left blank",
    )


def test_a_formula_is_its_value() -> None:
    data = workbook({"List 8": [LIST_8, row(**CHILD | {"reviewed_on": "=H2+5"})]})
    sheet = part(data, SHEET)
    assert b"<f>H2+5</f><v></v>" in sheet or b"<f>H2+5</f><v />" in sheet or b"<f>H2+5</f><v/>" in sheet
    for empty in (b"<v></v>", b"<v />", b"<v/>"):
        sheet = sheet.replace(b"<f>H2+5</f>" + empty, b"<f>H2+5</f><v>46262</v>")
    (file,) = read_any("a.xlsx", with_part(data, SHEET, sheet))
    assert the_row(file)["reviewed_on"] == date(2026, 8, 28)
    assert file.rows[0].noted == ()


def test_blank_rows_and_a_stray_cell_far_below() -> None:
    book = Workbook()
    for cells in (LIST_8, row(**CHILD), [], row(**CHILD | {"child": "D100002"})):
        book.active.append(cells)
    book.active.cell(row=30_000, column=120).value = "stray"
    (file,) = read_any("a.xlsx", saved(book))
    assert [one.line for one in file.rows] == [2, 4]


def test_a_sheet_that_lies_about_its_size() -> None:
    data = workbook({"List 8": [LIST_8, row(**CHILD)]})
    sheet = part(data, SHEET).replace(b'<dimension ref="A1:AH2"', b'<dimension ref="A1:XFD1048576"')
    assert b"XFD1048576" in sheet
    (file,) = read_any("a.xlsx", with_part(data, SHEET, sheet))
    assert len(file.rows) == 1


def test_a_list_saved_as_csv() -> None:
    text = ",".join(SSD_LIST_8) + "\nD100001,x,x,04/05/2014,12,11/05/2026,x,28/08/2026,x,,,LAC,Alice\n"
    (file,) = read_any("list8.csv", text.encode())
    assert the_row(file) == the_row(read(row(**CHILD)))
    assert (file.rows[0].where, file.rows[0].line) == ("line", 2)
    assert "Alice" not in repr(file)


# What a workbook must not do


def bomb(size: int) -> bytes:
    return with_part(workbook({"List 8": [LIST_8]}), "xl/media/image1.xml", b"0" * size)


def test_a_zip_bomb_is_not_unpacked() -> None:
    data = bomb(60_000_000)
    tracemalloc.start()
    says = fault_of(data)
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()
    assert "it would unpack to 60 MB from 0.1" in says


def test_a_bomb_that_lies_about_its_size_is_cut_off() -> None:
    data = bytearray(bomb(60_000_000))
    size = (60_000_000).to_bytes(4, "little")
    assert data.count(size) == 2
    lying = bytes(data).replace(size, (1000).to_bytes(4, "little"))
    assert "it is not whole" in fault_of(lying)


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_in, "MOST_ROWS", 3)
    rows = [row(**CHILD)] * 3
    assert "more than 3 rows" in fault_of(workbook({"List 8": [LIST_8, *rows]}))


def test_a_row_number_beyond_excel_s_last() -> None:
    data = workbook({"List 8": [LIST_8, row(**CHILD)]})
    sheet = part(data, SHEET).replace(b'<row r="2"', b'<row r="99999999999"')
    assert "more than 200,000 rows" in fault_of(with_part(data, SHEET, sheet))


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "[Content_Types].xml"])
def test_entities_in_a_workbook(name: str) -> None:
    data = workbook({"List 8": [LIST_8, row(**CHILD)]})
    bad = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>' + part(data, name)
    assert "a document type or entities" in fault_of(with_part(data, name, bad))


def test_a_workbook_that_was_cut_off() -> None:
    data = workbook({"List 8": [LIST_8, row(**CHILD)]})
    for length in (30, len(data) // 2, len(data) - 10):
        assert "it is not whole" in fault_of(data[:length])


def test_a_workbook_damaged_inside() -> None:
    data = workbook({"List 8": [LIST_8, row(**CHILD)]})
    assert "cannot be read as an Excel workbook" in fault_of(with_part(data, SHEET, b"<worksheet"))
    assert "cannot be read as an Excel workbook" in fault_of(with_part(data, "xl/workbook.xml", b"<x"))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "locked with a password",
        ),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "an old Excel workbook (.xls)"),
    ],
)
def test_old_and_locked_workbooks(data: bytes, says: str) -> None:
    assert says in fault_of(data)


def test_a_zip_of_something_else() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("Reviews.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n")
    assert "it is a zip, but no Excel workbook" in fault_of(out.getvalue())


def test_a_workbook_of_something_else() -> None:
    assert "no sheet of it has the headings" in fault_of(workbook({"List 8": [["Name", "Score"], ["A", 1]]}))


def test_a_workbook_that_counts_from_1904() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(LIST_8)
    assert "counts its days from 1904" in fault_of(saved(book))
