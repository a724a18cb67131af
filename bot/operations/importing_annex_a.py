"""Annex A: children in care (List 8), on a protection plan (List 7) and leaving care (List 9).

Each list has who is there at the point of inspection and, but for List 9, who left in the months before.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.domain.episodes import Care
from bot.domain.imports import Row
from bot.domain.policy import Policy
from bot.domain.series import CareEvent, EventKind
from bot.domain.timetable import ReviewKind
from bot.operations.importing_rows import Teams
from bot.operations.importing_told import Children, Latest, Sheet, Sheets, Told, told_of

LIST_7, LIST_8, LIST_9 = "Annex A List 7", "Annex A List 8", "Annex A List 9"
KINDS = (LIST_8, LIST_7, LIST_9)


def read_annex_a(sheets: Sheets, policy: Policy, today: date) -> Children:
    """Of each child the latest review alone; where that is blank, none was held."""
    children: Children = {}
    teams = Teams.of(policy)
    for sheet in sheets.get(LIST_8, []):
        sheet.reject_unread("ceased_on")
        sheet.sieve.reject(lambda row: _out_of_order(row, today))
        for reference, row in _latest_periods(sheet, "looked_after_on", "period of care"):
            children[reference] = _told(sheet, row, teams, today)
            sheet.keys.append((reference, None))
    for sheet in sheets.get(LIST_7, []):
        _take_plans(sheet, children, teams, today)
    for sheet in sheets.get(LIST_9, []):
        _take_pathways(sheet, children, teams, today)
    return children


def _latest_periods(sheet: Sheet, began: str, what: str) -> list[tuple[str, Row]]:
    """Of a child who left and came back within the list's months, the return."""
    sheet.sieve.reject_repeats(lambda row: (sheet.reference(row), row.values[began]))
    latest: dict[str, Row] = {}
    for reference, row in sorted(sheet.rows(), key=lambda one: one[1].values[began]):
        if reference in latest:
            sheet.note(latest[reference], f"an earlier {what}; the later one is taken")
        latest[reference] = row
    return list(latest.items())


def _out_of_order(row: Row, today: date, began: str = "looked_after_on", ended: str = "ceased_on") -> str:
    began_on, left_on = row.values[began], row.values[ended]
    if began_on > today:
        return f"{began} is after today"
    return f"{ended} is before {began}" if left_on and left_on < began_on else ""


def _take_plans(sheet: Sheet, children: Children, teams: Teams, today: date) -> None:
    """The review conferences of a plan; a conference before it was of an earlier one."""
    sheet.reject_unread("plan_ended_on")
    sheet.sieve.reject(lambda row: _out_of_order(row, today, "plan_began_on", "plan_ended_on"))
    for reference, row in _latest_periods(sheet, "plan_began_on", "plan"):
        began_on = row.values["plan_began_on"]
        ended_on = _past(sheet, row, "plan_ended_on", today, "taken as still on the plan")
        held_on = _past(sheet, row, "reviewed_on", today)
        latest = Latest(ReviewKind.RCPC, held_on, began_on, ended_on)
        _add(sheet, row, children, teams, reference, latest)


def _take_pathways(sheet: Sheet, children: Children, teams: Teams, today: date) -> None:
    sheet.sieve.reject_repeats(sheet.reference)
    for reference, row in sheet.rows():
        held_on = _past(sheet, row, "reviewed_on", today)
        if held_on is None:
            sheet.note(row, "no review of a pathway plan is told: no next one is worked out")
        _add(sheet, row, children, teams, reference, Latest(ReviewKind.PATHWAY, held_on))


def _add(sheet: Sheet, row: Row, children: Children, teams: Teams, reference: str, latest: Latest) -> None:
    told = told_of(children, reference)
    told.born_on = told.born_on or row.values["born_on"] or None
    told.team = told.team or teams.named(sheet.sieve, row)
    told.latest.append(latest)
    sheet.keys.append((reference, None))


def _past(sheet: Sheet, row: Row, column: str, today: date, otherwise: str = "left blank") -> date | None:
    day: date | None = row.values[column] or None
    if day and day > today:
        sheet.note(row, f"{column} is after today; {otherwise}")
        return None
    return day


def _told(sheet: Sheet, row: Row, teams: Teams, today: date) -> Told:
    values = row.values
    began_on = values["looked_after_on"]
    reviewed_on = _past(sheet, row, "reviewed_on", today)
    left_on = _past(sheet, row, "ceased_on", today, "taken as still in care")
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
