"""The 903 Reviews file: its form, what is left out, what is doubtful."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

import app
from bot.domain.return_903 import Doubt, HeldReview, doubt_about
from storage.database import Work
from storage.tables import child
from tests.reports.rows import add_child, add_review, in_store

BORN = date(2018, 5, 12)
HELD = date(2022, 4, 1)


@pytest.mark.parametrize(
    ("held_on", "code", "doubt"),
    [
        (date(2022, 5, 11), "PN0", None),
        (date(2022, 5, 12), "PN0", None),
        (date(2022, 5, 13), "PN0", Doubt.PN0_AT_FOUR),
        (date(2022, 5, 11), "PN1", Doubt.ASKED_BEFORE_FOUR),
        (date(2022, 5, 12), "PN7", None),
        (date(2022, 5, 13), "PN1", None),
        (date(2022, 5, 13), "", Doubt.NO_PARTICIPATION),
        (date(2022, 5, 13), "PN9", Doubt.NO_PARTICIPATION),
    ],
)
def test_age_and_participation(held_on: date, code: str, doubt: Doubt | None) -> None:
    assert doubt_about(HeldReview("D-100234", "cla", BORN, held_on, code)) is doubt


def test_a_leap_days_child_is_four_on_a_leap_day() -> None:
    born, eve = date(2016, 2, 29), date(2020, 2, 28)
    assert doubt_about(HeldReview("D-100234", "cla", born, eve, "PN1")) is Doubt.ASKED_BEFORE_FOUR
    assert doubt_about(HeldReview("D-100234", "cla", born, date(2020, 2, 29), "PN1")) is None


def fill(work: Work) -> None:
    first, second = add_child(work, "D-100002"), add_child(work, "D-100001")
    work.db.execute(sa.update(child).where(child.c.id == first).values(born_on=BORN))
    add_review(work, first, HELD, date(2023, 3, 31), participation="PN1")
    add_review(work, first, HELD, HELD, participation="PN1")
    add_review(work, first, HELD, date(2022, 9, 1))
    add_review(work, first, HELD, date(2022, 9, 2), participation="PN1", kind="short_break")
    add_review(work, first, HELD, date(2022, 9, 3), kind="foster_carer")
    add_review(work, first, HELD, date(2023, 4, 1), participation="PN1")
    add_review(work, first, HELD, date(2022, 9, 4), participation="PN1", undone=True)
    add_review(work, second, HELD, HELD, participation="PN6")


def test_the_file_and_its_notes(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_store(database_url, fill)
    asked = ("--authority", "durham", "--from", "2022/23", "--format", "903", "--out", str(tmp_path))
    assert app.main(["report", *asked, "--database", database_url]) == 0
    said = capsys.readouterr().out
    assert "903 Reviews: 2 in the file, 4 left out, 1 in it to be checked." in said
    assert (tmp_path / "reviews.csv").read_bytes().decode() == (
        "CHILD,DOB,REVIEW,REVIEW_CODE\r\n"
        "D-100002,12/05/2018,01/04/2022,PN1\r\n"
        "D-100002,12/05/2018,31/03/2023,PN1\r\n"
    )
    assert (tmp_path / "reviews_notes.csv").read_bytes().decode() == (
        "CHILD,REVIEW,IN_FILE,NOTE\r\n"
        "D-100001,01/04/2022,no,The date of birth is not recorded\r\n"
        'D-100002,01/04/2022,yes,"PN1 to PN7, but the child was under 4 (441)"\r\n'
        "D-100002,01/09/2022,no,How the child took part is not recorded (167)\r\n"
        "D-100002,02/09/2022,no,A short break review: none is returned for children only on short breaks"
        " (399)\r\n"
        "D-100002,03/09/2022,no,Not a review of a child looked after\r\n"
    )
