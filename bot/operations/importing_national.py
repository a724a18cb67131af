"""National files: those of one family belong together, and go in together or not at all.

Taken are a child's reference, dates of birth and of care, reviews with participation, team and IRO: nothing
else of these files is read. A child in care is left with a next review.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from bot.clock import london_day
from bot.domain.imports import ReadFile
from bot.domain.policy import Policy
from bot.holidays_england import working_calendar
from bot.operations import importing_903, importing_annex_a, importing_ssd
from bot.operations.importing_care import REVIEW_COLUMNS, Changes, changes_of
from bot.operations.importing_rows import Plan, Remark, Staff
from bot.operations.importing_told import Children, Key, Sheet, Sheets
from storage import allocations, care_events, children, review_rows
from storage.allocations import in_batches
from storage.database import Work

T = TypeVar("T")
CHILDREN_AT_ONCE = 1000
"""With all their reviews."""


@dataclass(frozen=True)
class Family:
    kinds: tuple[str, ...]
    read: Callable[[Sheets, Policy, date, Staff], Children]
    sheet: Callable[[ReadFile, Policy, Sequence[ReadFile]], Sheet]


def _plain_sheet(file: ReadFile, policy: Policy, _others: Sequence[ReadFile]) -> Sheet:
    return Sheet(file, policy)


FAMILIES = (
    Family(
        (importing_903.HEADER, importing_903.EPISODES, importing_903.REVIEWS),
        lambda sheets, _policy, today, _staff: importing_903.read_903(sheets, today),
        _plain_sheet,
    ),
    Family(
        importing_ssd.KINDS,
        lambda sheets, _policy, today, staff: importing_ssd.read_ssd(sheets, today, staff),
        importing_ssd.ssd_sheet,
    ),
    Family(
        importing_annex_a.KINDS,
        lambda sheets, policy, today, _staff: importing_annex_a.read_annex_a(sheets, policy, today),
        _plain_sheet,
    ),
)


def sets_of(files: Iterable[ReadFile]) -> list[list[ReadFile]]:
    """The national files among them, family by family."""
    by_family: dict[int, list[ReadFile]] = defaultdict(list)
    for file in files:
        for place, family in enumerate(FAMILIES):
            if file.kind in family.kinds:
                by_family[place].append(file)
    return [sorted(by_family[place], key=_order(FAMILIES[place])) for place in sorted(by_family)]


def _order(family: Family) -> Callable[[ReadFile], int]:
    return lambda file: family.kinds.index(file.kind)


def plan_set(
    work: Work, policy: Policy, now: datetime, files: Sequence[ReadFile], staff: Staff
) -> list[tuple[ReadFile, Plan]]:
    """Of files of one family. The first plan stores the whole set."""
    today = london_day(now)
    family = next(one for one in FAMILIES if files[0].kind in one.kinds)
    sheets: dict[str, list[Sheet]] = defaultdict(list)
    for file in files:
        sheets[file.kind].append(family.sheet(file, policy, files))
    told = family.read(sheets, policy, today, staff)
    changes = _changes(work, policy, today, told)
    every = [sheet for of_kind in sheets.values() for sheet in of_kind]
    _note_changes(every, changes)
    outcomes = _outcomes(changes)
    plans = [(sheet.file, _plan(sheet, staff, outcomes)) for sheet in every]
    (first_file, first), *others = plans
    planned = sum(one.planned for one in changes.values())
    stored = replace(first, store=lambda: _store(work, changes), planned=planned)
    return [(first_file, stored), *others]


def _changes(work: Work, policy: Policy, today: date, told: Children) -> dict[str, Changes]:
    calendar = working_calendar(today, policy.closures, policy.extra_bank_holidays)
    found: dict[str, Changes] = {}
    for references in in_batches(sorted(told), CHILDREN_AT_ONCE):
        recorded = children.children_by_reference(work, references)
        reviews = review_rows.reviews_by_reference(work, references)
        events = care_events.events_by_reference(work, references)
        for one in references:
            said = told.pop(one)  # a large set would else be held twice
            if one in recorded or said.brings_in:
                found[one] = changes_of(
                    said,
                    recorded.get(one),
                    reviews.get(one, []),
                    events.get(one, []),
                    today,
                    calendar,
                )
    return found


def _note_changes(sheets: Sequence[Sheet], changes: Mapping[str, Changes]) -> None:
    """At the last row that is about the child, of the last file that has one."""
    rows = {reference: (sheet, row) for sheet in sheets for reference, row in sheet.rows()}
    for reference, change in changes.items():
        if reference in rows:
            sheet, row = rows[reference]
            for why in change.notes:
                sheet.note(row, why)


def _outcomes(changes: Mapping[str, Changes]) -> dict[Key, str]:
    found: dict[Key, str] = {}
    for reference, change in changes.items():
        happened = change.happened.added or change.happened.ended
        known = "changed" if change.is_changed or happened else "unchanged"
        found[reference] = "added" if change.is_new else known
        with_reviews = "changed" if change.added or change.updated else known
        found[reference, None] = "added" if change.is_new else with_reviews
        found.update({(reference, day): what for day, what in change.of_review.items()})
    return found


def _plan(sheet: Sheet, staff: Staff, outcomes: Mapping[Key, str]) -> Plan:
    counted = Counter(outcomes[key] for key in dict.fromkeys(sheet.keys) if key in outcomes)
    return Plan(
        store=_nothing,
        staff=staff,
        added=counted["added"],
        changed=counted["changed"],
        unchanged=counted["unchanged"],
        rejected=_by_rule(sheet, sheet.sieve.rejected),
        noted=_by_rule(sheet, sheet.sieve.noted),
    )


def _nothing() -> None:
    """All of a set is stored at once."""


def _by_rule(sheet: Sheet, remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """With the numbers of the rules about what cannot be read, in the 903's reviews."""
    if sheet.file.kind != importing_903.REVIEWS:
        return tuple(remarks)
    return tuple(replace(remark, why=_numbered(remark.why)) for remark in remarks)


def _numbered(why: str) -> str:
    parts = why.split("; ")
    rules = {"review is": "166: ", "review_code is": "167: "}
    return "; ".join(
        next((rule for begins, rule in rules.items() if part.startswith(begins)), "") + part for part in parts
    )


def _store(work: Work, changes: Mapping[str, Changes]) -> None:
    added = {reference: change for reference, change in changes.items() if change.is_new}
    changed = {reference: change for reference, change in changes.items() if change.is_changed}
    children.add_children(work, [{"reference": one, **change.columns} for one, change in added.items()])
    allocations.change_children(
        work, [{"reference": one, **change.columns} for one, change in changed.items()]
    )
    review_rows.update_reviews(work, _merged(change.updated for change in changes.values()))
    ids = {one: found.id for one, found in allocations.children_listed(work, list(changes)).items()}
    review_rows.insert_reviews(
        work,
        (
            {"child_id": ids[one], **dict(zip(REVIEW_COLUMNS, row, strict=True))}
            for one, change in changes.items()
            for row in change.added
        ),
    )
    care_events.insert_care_events(
        work,
        ((ids[one], event) for one, change in changes.items() for event in change.happened.added),
    )
    care_events.end_care_events(work, _merged(change.happened.ended for change in changes.values()))


def _merged(updates: Iterable[Mapping[int, T]]) -> dict[int, T]:
    return {id_: values for one in updates for id_, values in one.items()}
