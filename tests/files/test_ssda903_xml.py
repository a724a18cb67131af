"""The 903 as XML: the same rows as its CSV set, and nothing that XML may hide."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.domain.imports import ReadFile
from bot.files.csv_in import UnreadableFile
from bot.files.reading import read_any, read_files

CHILD = """<CHILD>
 <HEADER>
  <CHILDID>D100001</CHILDID><UPN>H801200001001</UPN><SEX>M</SEX><DOB>04/05/2014</DOB><ETHNIC>WBRI</ETHNIC>
  <UASC>0</UASC>
  <AREVIEW><REVIEW>05/06/2026</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
  <AREVIEW><REVIEW>28/08/2026</REVIEW><REVIEW_CODE>PN5</REVIEW_CODE></AREVIEW>
 </HEADER>
 <EPISODE><DECOM>11/05/2026</DECOM><RNE>S</RNE><LS>C1</LS><CIN>N1</CIN><PL>U1</PL><PL_POST>LN1 1</PL_POST>
  <HOME_POST>LN2 2</HOME_POST><URN>SC000001</URN><DEC>01/06/2026</DEC><REC>X1</REC></EPISODE>
 <EPISODE><DECOM>01/06/2026</DECOM><RNE>L</RNE><LS>C2</LS><PL>U1</PL></EPISODE>
</CHILD>
"""
SECOND = "<CHILD><HEADER><CHILDID>D100002</CHILDID></HEADER><EPISODE><DECOM/></EPISODE></CHILD>"


def document(*children: str, declaration: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    return f"{declaration}\n<EXPSSDA903>{''.join(children)}</EXPSSDA903>\n"


def read(text: str | bytes) -> dict[str, ReadFile]:
    data = text if isinstance(text, bytes) else text.encode()
    return {file.kind: file for file in read_any("return.xml", data)}


def fault_of(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(data)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_tables_of_the_set_come_out() -> None:
    files = read(document(CHILD))
    assert list(files) == ["903 Header", "903 Episodes", "903 Reviews"]
    assert [row.values for row in files["903 Header"].rows] == [{"child": "D100001", "dob": date(2014, 5, 4)}]
    first, second = files["903 Episodes"].rows
    assert first.values == {
        "child": "D100001",
        "decom": date(2026, 5, 11),
        "rne": "S",
        "ls": "C1",
        "place": "",
        "dec": date(2026, 6, 1),
        "rec": "X1",
    }
    assert second.values["dec"] == ""
    assert [row.values["review_code"] for row in files["903 Reviews"].rows] == ["PN1", "PN5"]


def test_a_row_is_placed_by_its_child() -> None:
    files = read(document(CHILD, SECOND))
    ((row, why),) = files["903 Episodes"].rejected
    assert (row.where, row.line, why) == ("child", 2, "decom is blank")


def test_nothing_else_is_looked_at() -> None:
    said = repr(read(document(CHILD)))
    assert not any(secret in said for secret in ("H801200001001", "WBRI", "LN1", "LN2", "SC000001", "U1"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize(
    "declaration",
    [
        "",
        '<?xml version="1.0"?>',
        '<?xml version="1.0" encoding="ISO-8859-1"?>',
        '<?xml encoding="nonsense"?>',
    ],
)
def test_letters_of_every_sort(encoding: str, declaration: str) -> None:
    text = document("<!-- Renée -->", CHILD, declaration=declaration)
    assert read(text.encode(encoding))["903 Reviews"].read == 2


def test_a_namespace_is_passed_over() -> None:
    text = document(CHILD).replace("<EXPSSDA903>", '<EXPSSDA903 xmlns="urn:example">')
    assert read(text)["903 Header"].read == 1


BOMB = (
    '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (document(CHILD).encode("utf-16"), "it is saved as UTF-16; save it again as UTF-8"),
        (document(CHILD).encode("utf-16-be"), "NUL bytes"),
        ((BOMB + document("&i;", declaration="")).encode(), "a document type or entities"),
        ((OUTSIDE + document("&x;", declaration="")).encode(), "a document type or entities"),
        (
            b'<!DOCTYPE b SYSTEM "http://example.invalid/b.dtd"><EXPSSDA903/>',
            "a document type or entities",
        ),
        (document(CHILD)[:-30].encode(), "it is not whole: line 11"),
        (document(CHILD).replace("</HEADER>", "").encode(), "it is not whole"),
        (b"<?xml version='1.0'?>", "it is not whole"),
        (b"<html><body>Sign in</body></html>", "not the SSDA903 return"),
        (b"<EXPSSDA903></EXPSSDA903>", "there is no child in it"),
    ],
)
def test_xml_that_cannot_be_read_says_why(data: bytes, says: str) -> None:
    assert says in fault_of(data)


def test_files_of_every_sort_are_read_from_one_list(tmp_path: Path) -> None:
    (tmp_path / "return.dat").write_text(document(CHILD))
    (tmp_path / "Reviews.csv").write_text("CHILD,DOB,REVIEW,REVIEW_CODE\n")
    files = read_files([tmp_path / "return.dat", tmp_path / "Reviews.csv"])
    assert [file.name for file in files] == ["return.dat"] * 3 + ["Reviews.csv"]


@pytest.mark.parametrize("name", ["return.xml", "annex.xlsx"])
def test_a_file_of_two_gigabytes_is_not_even_opened(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
    with pytest.raises(UnreadableFile, match="larger than 200 MB"):
        read_files([path])
