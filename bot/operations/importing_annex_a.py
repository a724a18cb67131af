"""Annex A, List 8: the children in care at the point of inspection, and who left in the months before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.episodes import Care
from bot.domain.imports import Row
from bot.domain.policy import Policy
from bot.domain.series import CareEvent, EventKind
from bot.operations.importing_rows import Teams
from bot.operations.importing_told import Children, Sheet, Sheets, Told

LIST_8 = "Annex A List 8"


def read_annex_a(sheets: Sheets, policy: Policy, today: date) -> Children:
    """One row a child. The list has the latest review alone; where that is blank, none was held."""
    children: Children = {}
    teams = Teams.of(policy)
    for sheet in sheets.get(LIST_8, []):
        sheet.reject_unread("ceased_on")
        sheet.sieve.reject(lambda row: _out_of_order(row, today))
        for reference, row in _latest_periods(sheet):
            children[reference] = _told(sheet, row, teams, today)
            sheet.keys.append((reference, None))
    return children


def _latest_periods(sheet: Sheet) -> list[tuple[str, Row]]:
    """Of a child who left and came back within the list's months, the return."""
    sheet.sieve.reject_repeats(lambda row: (sheet.reference(row), row.values["looked_after_on"]))
    latest: dict[str, Row] = {}
    for reference, row in sorted(sheet.rows(), key=lambda one: one[1].values["looked_after_on"]):
        if reference in latest:
            sheet.note(latest[reference], "an earlier period of care; the later one is taken")
        latest[reference] = row
    return list(latest.items())


def _out_of_order(row: Row, today: date) -> str:
    began_on, left_on = row.values["looked_after_on"], row.values["ceased_on"]
    if began_on > today:
        return "looked_after_on is after today"
    return "ceased_on is before looked_after_on" if left_on and left_on < began_on else ""


def _told(sheet: Sheet, row: Row, teams: Teams, today: date) -> Told:
    values = row.values
    began_on, reviewed_on = values["looked_after_on"], values["reviewed_on"] or None
    if reviewed_on and reviewed_on > today:
        sheet.note(row, "reviewed_on is after today; left blank")
        reviewed_on = None
    left_on = values["ceased_on"] or None
    if left_on and left_on > today:
        sheet.note(row, "ceased_on is after today; taken as still in care")
        left_on = None
    is_whole = reviewed_on is None and not any(why.startswith("reviewed_on ") for why in row.noted)
    return Told(
        born_on=values["born_on"] or None,
        care=Care(began_on, began_on, left_on, short_breaks_only=False, events=_adoption(values, today)),
        team=teams.named(sheet.sieve, row),
        held={reviewed_on: None} if reviewed_on else {},
        covered_from=date.min if is_whole else None,
    )


def _adoption(values: Mapping[str, Any], today: date) -> tuple[CareEvent, ...]:
    """By the latest legal status and placement, where the list says since when."""
    told = {
        EventKind.AUTHORITY_TO_PLACE: values.get("placement_order") and values.get("status_since"),
        EventKind.PLACED_FOR_ADOPTION: values.get("for_adoption") and values.get("placed_since"),
    }
    return tuple(CareEvent(kind, day) for kind, day in told.items() if day and day <= today)
