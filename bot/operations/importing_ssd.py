"""The Standard Safeguarding Dataset: reviews with due dates, episodes, and the IRO, joined by their ids."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.episodes import PLACEMENT_ORDER, Care, Episode, care_of
from bot.domain.imports import ReadFile, Row
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.series import CareEvent, EventKind
from bot.operations.importing_rows import Staff
from bot.operations.importing_told import Children, Sheet, Sheets, Told, told_of

EPISODES, REVIEWS = "SSD ssd_cla_episodes", "SSD ssd_cla_reviews"
INVOLVEMENTS, PROFESSIONALS = "SSD ssd_involvements", "SSD ssd_professionals"
LEGAL_STATUS = "SSD ssd_legal_status"
KINDS = (LEGAL_STATUS, EPISODES, REVIEWS, PROFESSIONALS, INVOLVEMENTS)
_IRO = re.compile(r"\biro\b|independent\s+reviewing", re.IGNORECASE)
"""Of a role: authorities keep codes of their own."""


def ssd_sheet(file: ReadFile, policy: Policy, files: Sequence[ReadFile]) -> Sheet:
    """A review whose row has no child is its period of care's, which the episodes name."""
    match file.kind:
        case "SSD ssd_cla_reviews":
            owner = {
                row.values["clae_cla_id"]: row.values["clae_person_id"]
                for one in files
                if one.kind == EPISODES
                for row in one.rows
                if row.values.get("clae_cla_id")
            }
            return Sheet(file, policy, "clar_cla_person_id", lambda row: _owner(row, owner))
        case "SSD ssd_cla_episodes":
            return Sheet(file, policy, "clae_person_id")
        case "SSD ssd_legal_status":
            return Sheet(file, policy, "lega_person_id")
        case "SSD ssd_involvements":
            return Sheet(_only_iros(file), policy, "invo_person_id")
    return Sheet(file, policy, has_children=False)


def _owner(row: Row, owner: Mapping[str, str]) -> str:
    return row.values.get("clar_cla_person_id") or owner.get(row.values.get("clar_cla_id") or "", "")


def _only_iros(file: ReadFile) -> ReadFile:
    """Of the many involved, the IROs."""
    theirs = [row for row in file.rows if _IRO.search(row.values.get("invo_professional_role_id") or "")]
    bad = [
        (row, why)
        for row, why in file.rejected
        if _IRO.search(row.values.get("invo_professional_role_id") or "")
    ]
    return ReadFile(file.name, file.kind, file.sha256, tuple(theirs), tuple(bad), file.not_read)


def read_ssd(sheets: Sheets, today: date, staff: Staff) -> Children:
    children: Children = {}
    statuses = _statuses(sheets.get(LEGAL_STATUS, []), today)
    for reference, care in _cares(sheets.get(EPISODES, []), today, statuses).items():
        told_of(children, reference).care = care
    for sheet in sheets.get(REVIEWS, []):
        _take_reviews(sheet, children, today)
    _mark_covered(children)
    _take_iros(sheets, children, today, staff)
    return children


@dataclass(frozen=True)
class Status:
    code: str
    began_on: date
    ended_on: date | None


def _statuses(sheets: list[Sheet], today: date) -> dict[str, list[Status]]:
    """Of each child, the earliest first. One without its first day says nothing of when."""
    found: dict[str, list[Status]] = defaultdict(list)
    for sheet in sheets:
        for reference, row in sheet.rows():
            began_on, ended_on = (_either(row, f"lega_legal_status_{end}") for end in ("start", "end"))
            if began_on and began_on <= today:
                found[reference].append(Status(row.values["lega_legal_status"], began_on, ended_on))
            sheet.keys.append((reference, None))
    return {reference: sorted(known, key=lambda one: one.began_on) for reference, known in found.items()}


def _either(row: Row, name: str) -> date | None:
    """By the column's name of now, or of the dataset's earlier versions."""
    return row.values.get(f"{name}_date") or row.values.get(name) or None


def _with_status(one: Episode, statuses: Sequence[Status]) -> Episode:
    ran = (it for it in statuses if it.began_on <= one.began_on < (it.ended_on or date.max))
    return replace(one, legal_status=next((it.code for it in ran), ""))


def _with_order(care: Care, statuses: Sequence[Status], today: date) -> Care:
    """The placement order by its own day: no episode need begin with it."""
    orders = [it for it in statuses if it.code == PLACEMENT_ORDER and (it.ended_on or date.max) > today]
    if not orders or orders[0].began_on < care.since:
        return care
    return replace(care, doubt="", events=(CareEvent(EventKind.AUTHORITY_TO_PLACE, orders[0].began_on),))


def _cares(sheets: list[Sheet], today: date, statuses: Mapping[str, list[Status]]) -> dict[str, Care]:
    episodes: dict[str, list[Episode]] = defaultdict(list)
    for sheet in sheets:
        sheet.reject_unread("clae_cla_episode_ceased_date", "clae_cla_episode_ceased")
        sheet.sieve.reject(lambda row: _after_today(row, "clae_cla_episode_start_date", today))
        for reference, row in sheet.rows():
            episodes[reference].extend(_episodes(row))
            sheet.keys.append(reference)
    cares = {}
    for reference, found in episodes.items():
        known = statuses.get(reference, [])
        cares[reference] = _with_order(care_of([_with_status(one, known) for one in found]), known, today)
    return cares


def _after_today(row: Row, column: str, today: date) -> str:
    return f"{column} is after today" if row.values[column] > today else ""


def _episodes(row: Row) -> list[Episode]:
    """The day of entering care stands beside every episode of it, even where the first is missing."""
    values = row.values
    ceased = values.get("clae_cla_episode_ceased_date") or values.get("clae_cla_episode_ceased") or None
    reason = values.get("clae_cla_episode_start_reason", "")
    began_on, entered_on = values["clae_cla_episode_start_date"], values.get("clae_entered_care_date")
    ended_because = values.get("clae_cla_episode_ceased_reason", "")
    own = Episode(began_on, reason, "", ceased, ended_because)
    if entered_on and entered_on < began_on:
        return [Episode(entered_on, "S", "", began_on, "X1"), own]
    return [own if not entered_on else Episode(began_on, "S", "", ceased, own.ended_because)]


def _take_reviews(sheet: Sheet, children: Children, today: date) -> None:
    sheet.reject_unread("clar_cla_review_date", "clar_cla_review_cancelled")
    sheet.sieve.reject(_without_days)
    for row in list(sheet.sieve.rows):
        if row.values.get("clar_cla_review_cancelled"):
            sheet.note(row, "cancelled in the case system; not taken")
            sheet.sieve.rows.remove(row)
    sheet.sieve.reject_repeats(lambda row: (sheet.reference(row), _days(row)))
    ahead: dict[str, list[Days]] = defaultdict(list)
    for reference, row in sheet.rows():
        due_on, held_on = _days(row)
        told = told_of(children, reference)
        if held_on and held_on <= today:
            told.held[held_on] = row.values.get("clar_cla_review_participation") or None
            if due_on:
                told.due_of_held[held_on] = due_on
            sheet.keys.append((reference, held_on))
        else:
            ahead[reference].append((due_on, held_on))
    for reference, found in ahead.items():
        _take_next(sheet, children, reference, found)


Days = tuple[date | None, date | None]
"""Due and held, or planned."""


def _without_days(row: Row) -> str:
    return "" if any(_days(row)) else "there is neither a due date nor a review date"


def _days(row: Row) -> Days:
    return row.values.get("clar_cla_review_due_date") or None, row.values.get("clar_cla_review_date") or None


def _take_next(sheet: Sheet, children: Children, reference: str, found: list[Days]) -> None:
    """The next review is the earliest one since the last that was held."""
    told = children[reference]
    last = max(told.held, default=date.min)
    days = [(due_on or planned_on or last, due_on, planned_on) for due_on, planned_on in found]
    ahead = [one for one in days if one[0] > last]
    if ahead:
        _, told.open_due, told.planned_on = min(ahead, key=lambda one: one[0])
    if told.open_due:
        sheet.keys.append((reference, told.open_due))


def _mark_covered(children: Children) -> None:
    """The dataset holds six years of reviews: of care that began within them none is missing."""
    held = [day for told in children.values() for day in told.held]
    for told in children.values():
        told.covered_from = min(held, default=None)


def _take_iros(sheets: Sheets, children: Children, today: date, staff: Staff) -> None:
    """The latest IRO still involved with a child who is taken for another reason."""
    staff_ids = _staff_ids(sheets.get(PROFESSIONALS, []))
    find = _finder(staff)
    latest: dict[str, tuple[date, Sheet, Row]] = {}
    for sheet in sheets.get(INVOLVEMENTS, []):
        for reference, row in sheet.rows():
            ended_on = row.values.get("invo_involvement_end_date") or None
            began_on = row.values.get("invo_involvement_start_date") or date.min
            current = ended_on is None or ended_on >= today
            if current and (reference not in latest or began_on > latest[reference][0]):
                latest[reference] = (began_on, sheet, row)
    for reference, (_, sheet, row) in latest.items():
        professional = row.values["invo_professional_id"]
        iro_id = find(staff_ids.get(professional, "")) or find(professional)
        sheet.note(row, "" if iro_id else "the IRO's staff id is no IRO's on the staff; left blank")
        children.setdefault(reference, Told(brings_in=False)).iro_id = iro_id
        sheet.keys.append(reference)


def _staff_ids(sheets: list[Sheet]) -> dict[str, str]:
    found: dict[str, str] = {}
    for sheet in sheets:
        for row in sheet.sieve.rows:
            found[row.values["prof_professional_id"]] = row.values.get("prof_staff_id") or ""
    return found


def _finder(staff: Staff) -> Callable[[str], int | None]:
    """By e-mail, or by what stands before its `@` where that is one person's alone."""
    ids: dict[str, list[int]] = defaultdict(list)
    for email, person in staff.items():
        if person.is_a(Role.IRO) and person.active:
            ids[email].append(person.id)
            ids[email.partition("@")[0]].append(person.id)
    known = {said: found[0] for said, found in ids.items() if len(found) == 1}
    return lambda said: known.get(said.lower())
