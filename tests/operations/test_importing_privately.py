"""Names, ethnicity, postcodes and UPNs of a file reach neither the database, nor a log, nor the screen."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

import pytest

import app
from storage.database import migrate
from tests.files.workbooks import LIST_8, row, workbook
from tests.operations.importing_desk import STAFF

PLANTED = ("Zebedee", "Realname", "ZETH", "ZZ99 9ZZ", "Z123456789012", "ZURN0001")
NAME, SURNAME, ETHNIC, POST, UPN, URN = PLANTED

HEADER = f"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB,Forename\nD100001,M,04/05/2014,{ETHNIC},{UPN},0,,{NAME}\n"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    f"D100001,11/05/2026,S,C1,N1,U1,PR1,,,,{POST},{POST},{URN}\n"
)
REVIEWS = f"CHILD,DOB,REVIEW,REVIEW_CODE,Chair\nD100001,04/05/2014,05/06/2026,PN1,{NAME} {SURNAME}\n"
UASC = f"CHILD,SEX,DOB,DUC,Name\nD100001,M,04/05/2014,,{NAME}\n"
XML = (
    f"<EXPSSDA903><!-- {NAME} --><CHILD><HEADER><CHILDID>D100002</CHILDID><UPN>{UPN}</UPN>"
    f"<DOB>04/05/2014</DOB><ETHNIC>{ETHNIC}</ETHNIC></HEADER><EPISODE><DECOM>11/05/2026</DECOM><RNE>S</RNE><LS>C2</LS>"
    f"<PL_POST>{POST}</PL_POST><HOME_POST>{POST}</HOME_POST><URN>{URN}</URN></EPISODE></CHILD></EXPSSDA903>"
)
LIST = workbook(
    {
        NAME: [
            [*LIST_8, "Surname"],
            [
                *row(
                    child="D100003",
                    born_on=date(2014, 5, 4),
                    looked_after_on=date(2026, 5, 11),
                    reviewed_on=None,
                    ceased_on=None,
                    postcode=POST,
                    team="#N/A",
                    worker=f"{NAME}\u00a0{SURNAME}",
                ),
                SURNAME,
            ],
        ]
    }
)
PROFESSIONALS = f"prof_professional_id,prof_staff_id,prof_professional_name\nP1,ines,{NAME} {SURNAME}\n"
INVOLVEMENTS = (
    "invo_professional_id,invo_professional_role_id,invo_person_id,invo_worker_change_reason\n"
    f"P1,IRO,D100004,{SURNAME}\n"
)
SSD = (
    "clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_placement_id\n"
    f"D100004,2026-05-11,S,{URN}\n"
)
IN_THE_WRONG_COLUMN = (
    f"CHILD,DOB,REVIEW,REVIEW_CODE\n{NAME},{SURNAME},{POST},{UPN}\nD100001,{NAME},05/06/2026,{SURNAME}\n"
)
FILES: dict[str, bytes] = {
    name: content if isinstance(content, bytes) else content.encode()
    for name, content in {
        "staff.csv": STAFF,
        "Header.csv": HEADER,
        "Episodes.csv": EPISODES,
        "Reviews.csv": REVIEWS,
        "UASC.csv": UASC,
        "return.xml": XML,
        "annex.xlsx": LIST,
        "ssd_professionals.csv": PROFESSIONALS,
        "ssd_involvements.csv": INVOLVEMENTS,
        "ssd_cla_episodes.csv": SSD,
        "wrong.csv": IN_THE_WRONG_COLUMN,
    }.items()
}


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    return [str(tmp_path / name) for name in FILES]


def test_what_is_planted_is_nowhere(
    files: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    url = f"sqlite:///{tmp_path / 'iro.db'}"
    migrate(url)
    for choice in ("--dry-run", "--skip-rejected"):
        assert app.main(["import", choice, "--database", url, "--authority", "rotherham", *files]) in (0, 1)
    shown = capsys.readouterr()
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("iro.db*"))
    assert b"D-100004" in kept
    assert "sheet 1, row 2 noted: team is an error of the spreadsheet" in shown.out
    for planted in PLANTED:
        assert planted.encode() not in kept
        assert planted not in shown.out + shown.err + caplog.text


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("return.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><EXPSSDA903>&b;</EXPSSDA903>', "entities"),
        ("return.xml", XML.encode("utf-16"), "UTF-16; save it again as UTF-8"),
        ("return.xml", XML[:200].encode(), "it is not whole"),
        ("annex.xlsx", LIST[: len(LIST) // 2], "it is not whole"),
        ("annex.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "a password"),
        ("Reviews.csv", REVIEWS.encode("utf-16"), "UTF-16"),
        ("Reviews.csv", b"CHILD,DOB,REVIEW\nD100001,,05/06/2026\n", "has no heading review_code"),
        ("Reviews.csv", b"CHILD;DOB;REVIEW;REVIEW_CODE\n", "separated by semicolons"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line_and_exit_2(
    name: str, content: bytes, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    url = f"sqlite:///{tmp_path / 'iro.db'}"
    assert app.main(["import", "--database", url, str(tmp_path / name)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"{name}: ")
    assert says in shown.err
    assert shown.err.count("\n") == 1
    assert not any(planted in shown.err for planted in PLANTED)
