"""The SSDA903 return: Header, Episodes and Reviews of one or more years, as CSV or XML, read together.

Rules by their numbers are those of the return's own validation.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from bot.domain.episodes import Care, Episode, care_of
from bot.domain.imports import Row
from bot.domain.looked_after import participation_fault, year_begun
from bot.operations.importing_told import Children, Sheet, Sheets, Told, told_of

HEADER, EPISODES, REVIEWS = "903 Header", "903 Episodes", "903 Reviews"


def read_903(sheets: Sheets, today: date) -> Children:
    """Children with an episode or a review; a header alone, as of a care leaver, brings nobody in."""
    headers, episodes, reviews = (sheets.get(kind, []) for kind in (HEADER, EPISODES, REVIEWS))
    born = {reference: born_on for sheet in headers for reference, born_on in _births(sheet)}
    children: Children = {}
    for reference, care in _cares(episodes, today).items():
        told_of(children, reference).care = care
    for sheet in reviews:
        _check_reviews(sheet, today, born if headers else None)
        _take_reviews(sheet, children, born, has_episodes=bool(episodes))
    for reference, told in children.items():
        told.born_on = born.get(reference) or told.born_on
    _mark_covered(children)
    for sheet in headers:
        sheet.keys = [reference for reference, _ in sheet.rows() if reference in children]
    return children


def _births(sheet: Sheet) -> list[tuple[str, date | None]]:
    sheet.sieve.reject_repeats(sheet.reference)
    return [(reference, row.values.get("dob") or None) for reference, row in sheet.rows()]


def _cares(sheets: list[Sheet], today: date) -> dict[str, Care]:
    episodes: dict[str, list[Episode]] = defaultdict(list)
    last: dict[str, tuple[Sheet, Row]] = {}
    for sheet in sheets:
        sheet.reject_unread("dec")
        sheet.sieve.reject(lambda row: _out_of_order(row, today))
        for reference, row in sheet.rows():
            episodes[reference].append(_episode(row))
            last[reference] = (sheet, row)
            sheet.keys.append(reference)
    cares = {reference: care_of(found) for reference, found in episodes.items()}
    for reference, care in cares.items():
        _note_care(*last[reference], care)
    return cares


def _episode(row: Row) -> Episode:
    values = row.values
    return Episode(
        values["decom"],
        values.get("rne", ""),
        values.get("ls", ""),
        values.get("dec") or None,
        values.get("rec", ""),
        values.get("place", ""),
    )


def _out_of_order(row: Row, today: date) -> str:
    began_on, ended_on = row.values["decom"], row.values.get("dec")
    if began_on > today:
        return "decom is after today"
    return "dec is before decom" if ended_on and ended_on < began_on else ""


def _note_care(sheet: Sheet, row: Row, care: Care) -> None:
    sheet.note(row, care.doubt)
    if care.began_on is None:
        sheet.note(row, "no episode with RNE S: the start of care is not known from this file")


def _check_reviews(sheet: Sheet, today: date, born: dict[str, date | None] | None) -> None:
    sheet.sieve.reject(lambda row: "166: review is after today" if row.values["review"] > today else "")
    if born is not None:
        sheet.sieve.reject(
            lambda row: "" if sheet.reference(row) in born else "INT08: the child is not in the Header"
        )
    sheet.sieve.reject_repeats(lambda row: (sheet.reference(row), row.values["review"]))


def _take_reviews(
    sheet: Sheet, children: Children, born: dict[str, date | None], *, has_episodes: bool
) -> None:
    for reference, row in sheet.rows():
        known = children.get(reference)
        told = told_of(children, reference)
        in_header, here = born.get(reference), row.values.get("dob") or None
        told.born_on = in_header or told.born_on or here
        _note_review(sheet, row, told, in_header)
        if has_episodes and (known is None or known.care is None):
            sheet.note(row, "1012: a review, but no episode of care")
            told.may_be_in_care = False
        told.held[row.values["review"]] = row.values.get("review_code") or None
        sheet.keys.append((reference, row.values["review"]))


def _note_review(sheet: Sheet, row: Row, told: Told, in_header: date | None) -> None:
    held_on, code, here = (row.values.get(name) or None for name in ("review", "review_code", "dob"))
    if here and in_header and here != in_header:
        sheet.note(row, "INT17: dob is not that of the Header, which is taken")
    if code is None and not any(why.startswith("review_code ") for why in row.noted):
        sheet.note(row, "167: review_code is blank")
    if held_on and (why := participation_fault(told.born_on, held_on, code)):
        sheet.note(row, f"{why}; kept as it is written")
    if told.care and told.care.short_breaks_only and told.care.before is None:
        sheet.note(row, "399: every episode is a short break: the return wants no review; kept here")


def _mark_covered(children: Children) -> None:
    """Of care that began in the earliest year whose reviews are here, no review can be missing."""
    held = [day for told in children.values() for day in told.held]
    if not held:
        return
    covered_from = year_begun(min(held))
    for told in children.values():
        told.covered_from = covered_from
