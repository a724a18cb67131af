from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from bot.domain.imports import ReadFile
from bot.domain.people import Role
from bot.files.csv_in import LARGEST, UnreadableFile, read_csv
from bot.files.reading import read_files

STAFF = "name,email,aad_object_id,roles,team,manager_email\n"
GUID = "3F2504E0-4F89-41D3-9A0C-0305E82C3301"


def read(text: str | bytes) -> ReadFile:
    return read_csv("some.csv", text if isinstance(text, bytes) else text.encode())


def fault_of(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(data)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def reasons(file: ReadFile) -> list[tuple[int, str]]:
    return [(row.line, why) for row, why in file.rejected]


def test_a_staff_row_is_typed() -> None:
    file = read(f"{STAFF}Ines Example,Ines.Example@Example.ORG,{{{GUID}}},IRO Manager;iro,,\n")
    (row,) = file.rows
    assert file.kind == "staff"
    assert row.line == 2
    assert row.values == {
        "name": "Ines Example",
        "email": "ines.example@example.org",
        "aad_object_id": GUID.lower(),
        "roles": (Role.IRO, Role.IRO_MANAGER),
        "team": "",
        "manager_email": "",
    }
    assert row.noted == ()


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("EMAIL,Roles,NAME", "staff"),
        (" Aad Object ID ,roles,e-mail,name,email", "staff"),
        ("Stage,TEAM,Email,name", "addressees"),
        ("IRO_EMAIL,CHILD", "allocations"),
        ("Iro Email,Child,dob", "allocations"),
        ('"child",iro-email', "allocations"),
    ],
)
def test_kinds_are_known_by_their_headings(headings: str, kind: str) -> None:
    assert read(headings).kind == kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_letters_and_line_ends_of_every_sort(encoding: str, end: str) -> None:
    text = f"name,email,roles{end}Renée Sample,renee@example.org,iro{end}"
    assert read(text.encode(encoding)).rows[0].values["name"] == "Renée Sample"


def test_blank_lines_and_quoted_newlines_keep_the_count_of_lines() -> None:
    file = read('\n\nname,email,roles\n\n"Ines\nExample",a@b.org,iro\n,,\nMo Sample,no,iro\n\n,,,,\n\n')
    assert [(row.line, row.values["name"]) for row in file.rows] == [(5, "Ines Example")]
    assert reasons(file) == [(8, "email is not an e-mail address")]
    assert file.read == 2


def test_a_needed_field_rejects_the_row_and_another_is_left_blank() -> None:
    file = read(f"{STAFF},a@b.org,,iro,,\nNo Mail,,,iro,,\nX Y,x@y.org,not-an-id,iro,{'t' * 201},nobody\n")
    assert reasons(file) == [(2, "name is blank"), (3, "email is blank")]
    (row,) = file.rows
    assert row.values | {"aad_object_id": "", "team": "", "manager_email": ""} == row.values
    assert [why.split()[0] for why in row.noted] == ["aad_object_id", "team", "manager_email"]
    assert all(why.endswith("left blank") for why in row.noted)


@pytest.mark.parametrize(
    "roles", ["chief", "iro;chief", ";", "iro_manager;responder", "Responder ; IRO-manager"]
)
def test_roles_that_cannot_be(roles: str) -> None:
    file = read(f"name,email,roles\nX Y,x@y.org,{roles}\n")
    assert file.rows == ()
    assert reasons(file)[0][1].startswith("roles ")


@pytest.mark.parametrize("stage", ["0", "-1", "1.0", "one", "100", "²"])
def test_a_stage_is_a_number(stage: str) -> None:
    assert read(f"team,stage,name,email\n,{stage},X Y,x@y.org\n").rows == ()


@pytest.mark.parametrize("email", ["x", "x@y", "@y.org", "x@@y.org", "x y@z.org", "x@y.org;z@y.org", "x@y.o"])
def test_what_is_no_email(email: str) -> None:
    assert reasons(read(f'name,email,roles\nX Y,"{email}",iro\n')) == [(2, "email is not an e-mail address")]


def test_columns_of_names_are_never_read() -> None:
    file = read(
        "CHILD,Forename,DOB,Ethnicity,Postcode,IRO_EMAIL\nD-100001,Alice,2015-03-04,W,LN1 1AA,i@b.org\n"
    )
    assert file.not_read == ("Forename", "DOB", "Ethnicity", "Postcode")
    assert file.rows[0].values == {"child": "D-100001", "iro_email": "i@b.org"}
    assert "Alice" not in repr(file)


def test_a_row_with_too_many_cells_is_rejected_and_short_ones_are_blank_at_the_end() -> None:
    file = read("name,email,roles,team\nSample, Mo,m@b.org,iro,\nA B,a@b.org,iro\nA B,c@b.org,iro,,,\n")
    assert [row.line for row in file.rows] == [3, 4]
    line, why = reasons(file)[0]
    assert line == 2
    assert why.startswith("email is not an e-mail address; roles has a role that is not known; write iro,")
    assert reasons(read("child,iro_email\nD-100001,a@b.org,x\n"))[0][1].startswith("it has more cells")


def test_what_a_cell_says_is_never_repeated() -> None:
    secret = "Alice Realname"
    file = read(f"child,iro_email,status\nD-100001,{secret},{secret}\nD-100002,a@b.org,{secret}\n")
    said = [why for _, why in reasons(file)] + [why for row in file.rows for why in row.noted]
    assert len(said) == 2
    assert not any("Alice" in why for why in said)
    assert "Alice" not in fault_of(f"{secret},2015-01-01\n".encode())


def test_an_apostrophe_that_guards_a_spreadsheet_is_taken_away() -> None:
    file = read("name,email,roles,team\n'=Sum Sample,o'neil@b.org,iro,'quoted' team\n")
    assert file.rows[0].values["name"] == "=Sum Sample"
    assert file.rows[0].values["email"] == "o'neil@b.org"
    assert file.rows[0].values["team"] == "'quoted' team"


def test_characters_that_cannot_be_seen_are_dropped() -> None:
    assert read("name,email,roles\nA\u200b\x07 \u00a0B\u202e,a@b.org,iro\n").rows[0].values["name"] == "A B"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "it is empty"),
        (b" \r\n\t\n", "it is empty"),
        ("\ufeff\n,,\n".encode(), "none of the known headings"),
        (b"PK\x03\x04....", "spreadsheet (.xlsx)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "spreadsheet (.xls)"),
        (b"%PDF-1.7", "PDF"),
        ("name,email,roles\n".encode("utf-16"), "UTF-16"),
        ("name,email,roles\n".encode("utf-16-le"), "NUL"),
        (b"name,email,roles\nA\0B,a@b.org,iro\n", "NUL"),
        (b"name,email,roles\n\x81\x8d,a@b.org,iro\n", "neither UTF-8 nor Windows-1252"),
        (b"name;email;roles\nA;a@b.org;iro\n", "separated by semicolons"),
        (b"child\tiro_email\nD-1\ta@b.org\n", "separated by tabs"),
        (b"child|iro_email\nD-1|a@b.org\n", "separated by upright strokes"),
        (b"a,b\n1,2\n", "staff: name,email,aad_object_id,roles"),
        (b"name,email,team\nA,a@b.org,\n", "looks like addressees, but has no heading stage"),
        (b"name,email\nA,a@b.org\n", "looks like staff, but has no heading roles"),
        (b"child,team\nD-1,\n", "looks like allocations, but has no heading iro_email"),
        (b"name,email,roles,Email\nA,a@b.org,iro,b@b.org\n", "the heading email stands twice"),
        (b'name,email,roles\nA,a@b.org,iro\n"B,b@b.org,iro\n', "line 3 cannot be read as CSV"),
        (b'name,email,roles\n"A" B,b@b.org,iro\n', "line 2 cannot be read as CSV"),
        (b"name,email,roles\n" + b"x" * 200_000 + b",b@b.org,iro\n", "line 2 cannot be read as CSV"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read_say_what_to_do(data: bytes, says: str) -> None:
    assert says in fault_of(data)
    assert fault_of(data).startswith("some.csv: ")


def test_headings_alone_are_a_file_without_rows() -> None:
    assert read(b"name,email,roles").read == 0


def test_a_file_is_read_with_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_bytes(b"name,email,roles\n")
    (file,) = read_files([path])
    assert (file.name, file.sha256) == ("staff.csv", hashlib.sha256(b"name,email,roles\n").hexdigest())


def test_paths_that_are_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="it is a folder"):
        read_files([tmp_path])
    with pytest.raises(UnreadableFile, match="there is no such file"):
        read_files([tmp_path / "missing.csv"])
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read_files([tmp_path / ("x" * 300)])
    with pytest.raises(UnreadableFile, match="not a file"):
        read_files([Path(os.devnull)])


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(UnreadableFile, match="larger than 200 MB; split it"):
        read_files([path])


class Locked(type(Path())):  # type: ignore[misc]
    """A file that another program keeps open, as Windows reports it."""

    def read_bytes(self) -> bytes:
        raise PermissionError(13, "Permission denied")


def test_a_locked_file(tmp_path: Path) -> None:
    (tmp_path / "open.csv").write_text("name,email,roles\n")
    with pytest.raises(UnreadableFile, match=r"open\.csv: it is locked or may not be read; close it"):
        read_files([Locked(tmp_path / "open.csv")])
