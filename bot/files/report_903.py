"""The 903 Reviews file, and beside it what has to be put right first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.domain.return_903 import KEPT_IN, Doubt, HeldReview, Return903
from bot.files.csv_out import written
from bot.files.report_csv import write

COLUMNS = ("CHILD", "DOB", "REVIEW", "REVIEW_CODE")
NOTES = ("CHILD", "REVIEW", "IN_FILE", "NOTE")
_SAID = {
    Doubt.SHORT_BREAK: "A short break review: none is returned for children only on short breaks (399)",
    Doubt.ANOTHER_KIND: "Not a review of a child looked after",
    Doubt.NO_BIRTHDAY: "The date of birth is not recorded",
    Doubt.NO_PARTICIPATION: "How the child took part is not recorded (167)",
    Doubt.PN0_AT_FOUR: "PN0, but the child was 4 or over (440)",
    Doubt.ASKED_BEFORE_FOUR: "PN1 to PN7, but the child was under 4 (441)",
}


def write_903(given: Return903, folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    rows = written(COLUMNS, map(_row, given.rows))
    notes = written(NOTES, (_note(review, doubt) for review, doubt in given.doubts))
    return [write(folder / "reviews.csv", rows), write(folder / "reviews_notes.csv", notes)]


def summary_903(given: Return903) -> str:
    left_out = sum(doubt not in KEPT_IN for _, doubt in given.doubts)
    doubtful = len(given.doubts) - left_out
    return (
        f"903 Reviews: {len(given.rows)} in the file, {left_out} left out, {doubtful} in it to be checked. "
        "Why stands in reviews_notes.csv."
    )


def _row(review: HeldReview) -> dict[str, object]:
    born = _day(review.born_on) if review.born_on else ""
    cells = (review.child, born, _day(review.held_on), review.participation)
    return dict(zip(COLUMNS, cells, strict=True))


def _note(review: HeldReview, doubt: Doubt) -> dict[str, object]:
    kept = "yes" if doubt in KEPT_IN else "no"
    return dict(zip(NOTES, (review.child, _day(review.held_on), kept, _SAID[doubt]), strict=True))


def _day(on: date) -> str:
    return f"{on:%d/%m/%Y}"
