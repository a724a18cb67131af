"""One child as a national file tells of them, beside the child as recorded: what changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.domain.calendar import WorkingCalendar
from bot.domain.looked_after import History, Next, limits_of_held, next_due
from bot.domain.reviews import Child, Participation, Review
from bot.domain.series import CareEvent
from bot.domain.timetable import ReviewKind
from bot.operations.importing_clocks import (
    BEYOND,
    NOTHING_HAPPENED,
    OF_CARE,
    Happened,
    happened,
    histories_of,
    of_day,
    within_the_limits,
)
from bot.operations.importing_latest import happened_of, reviews_of
from bot.operations.importing_told import Latest, Told


@dataclass(slots=True)
class Changes:
    """To one child's record; nothing is stored yet."""

    columns: dict[str, Any]
    """The child's, as they will be."""
    is_new: bool
    is_changed: bool
    added: list[tuple[Any, ...]] = field(default_factory=list)
    """Reviews, by `REVIEW_COLUMNS`."""
    updated: dict[int, dict[str, Any]] = field(default_factory=dict)
    of_review: dict[date, str] = field(default_factory=dict)
    """By day held or due: `added`, `changed` or `unchanged`."""
    planned: int = 0
    notes: list[str] = field(default_factory=list)
    happened: Happened = field(default_factory=lambda: NOTHING_HAPPENED)


def changes_of(
    told: Told,
    child: Child | None,
    reviews: list[Review],
    recorded: list[CareEvent],
    today: date,
    calendar: WorkingCalendar,
) -> Changes:
    """`recorded`: what is known to have happened to the child."""
    if told.care is not None:
        told.care = within_the_limits(told.care, recorded, today)
    changes = _of_child(told, child)
    columns = changes.columns
    since = columns["looked_after_on"] or (told.care.since if told.care else None)
    changes.happened = happened(told.care, recorded, since, columns["left_care_on"])
    histories = histories_of(told, columns, changes.happened.known, reviews, today)
    running = histories[-1]
    waiting = [one for one in reviews if one.held_on is None and one.kind in OF_CARE]
    _take_held(changes, told, reviews, waiting, histories, calendar)
    planned_on = _withdraw(changes, told, running, waiting)
    waiting = [one for one in waiting if one.kind == running.kind]
    if _wants_next(told, columns, running):
        told.planned_on = told.planned_on or planned_on
        _plan_next(changes, told, waiting, reviews, running, today, calendar)
    for one in told.latest:
        happened_of(one, recorded, changes.happened)
        _take_latest(changes, one, reviews, today, calendar)
    changes.notes.extend([BEYOND] if told.care and told.care.is_beyond else [])
    changes.notes.extend(changes.happened.notes)
    changes.happened = changes.happened.to_store()
    return changes


def _take_latest(
    changes: Changes, latest: Latest, reviews: list[Review], today: date, calendar: WorkingCalendar
) -> None:
    added, changed, is_planned = reviews_of(latest, reviews, today, calendar)
    changes.added.extend(_review(latest.kind, **one) for one in added)
    changes.updated.update(changed)
    changes.planned += is_planned


def _of_child(told: Told, child: Child | None) -> Changes:
    before: Mapping[str, Any] = {name: getattr(child, name, None) for name in _COLUMNS} | {
        "team": child.team if child else ""
    }
    notes: list[str] = []
    after = {
        **before,
        "born_on": told.born_on or before["born_on"],
        "team": _kept(before["team"], told.team, "team", notes),
        "iro_id": _kept(before["iro_id"], told.iro_id, "IRO", notes),
        **_care_columns(told, before, notes),
    }
    return Changes(after, child is None, child is not None and after != before, notes=notes)


_COLUMNS = ("born_on", "looked_after_on", "left_care_on", "team", "iro_id")


def _kept(recorded: Any, said: Any, what: str, notes: list[str]) -> Any:
    """Who has the child is for the allocations file to say; here only what is not yet known is taken."""
    if recorded and said and recorded != said:
        notes.append(
            f"the {what} is another than the one recorded, which is kept; the allocations file decides"
        )
    return recorded or said


def _care_columns(told: Told, before: Mapping[str, Any], notes: list[str]) -> dict[str, Any]:
    """Nothing of a period that ended before the recorded one began."""
    care, recorded = told.care, before["looked_after_on"]
    if care is None or (recorded and care.left_on and care.left_on <= recorded):
        return {}
    began_on, left_on = care.began_on or recorded, care.left_on
    if left_on is None and before["left_care_on"] and (not began_on or began_on <= before["left_care_on"]):
        notes.append("in care by this file, but recorded as having left; kept as recorded")
        left_on = before["left_care_on"]
    return {"looked_after_on": began_on, "left_care_on": left_on}


def _take_held(
    changes: Changes,
    told: Told,
    reviews: list[Review],
    waiting: list[Review],
    histories: list[History],
    calendar: WorkingCalendar,
) -> None:
    """A review that was waited for is that one; of another the limit is worked out where it is certain."""
    known = {one.held_on: one for one in reviews if one.held_on and one.kind in OF_CARE}
    latest = max(known, default=date.min)
    limits = {day: limit for one in histories for day, limit in limits_of_held(one, calendar).items()}
    for day, code in sorted(told.held.items()):
        due_on = told.due_of_held.get(day)
        if day in known:
            changes.of_review[day] = _same_review(changes, known[day], code)
            continue
        changes.of_review[day] = "added"
        kind = of_day(histories, day).kind
        found = _waited_for([one for one in waiting if one.kind == kind], day, due_on, latest)
        if found is not None:
            waiting.remove(found)
            changes.updated[found.id] = {"held_on": day, "participation": code}
            continue
        limit = limits.get(day)
        changes.added.append(
            _review(
                kind,
                due_on=due_on or (limit.due_on if limit else day),
                rule=limit.rule.value if limit and not due_on else None,
                counted_from=limit.counted_from if limit and not due_on else None,
                held_on=day,
                participation=code,
            )
        )


def _same_review(changes: Changes, recorded: Review, code: Participation | None) -> str:
    if code is None or code is recorded.participation:
        return "unchanged"
    if recorded.participation is not None:
        changes.notes.append("the participation in a review is another than the one recorded, which is kept")
        return "unchanged"
    changes.updated[recorded.id] = {"participation": code}
    return "changed"


def _waited_for(waiting: list[Review], day: date, due_on: date | None, latest: date) -> Review | None:
    waiting = [one for one in waiting if not _stands_in(one)]
    if due_on is not None:
        return next((one for one in waiting if one.due_on == due_on), None)
    after = (one for one in waiting if day > latest and (not one.counted_from or one.counted_from < day))
    return next(after, None)


REVIEW_COLUMNS = ("kind", "due_on", "rule", "counted_from", "planned_on", "held_on", "participation")


def _review(kind: ReviewKind, **values: Any) -> tuple[Any, ...]:
    """By `REVIEW_COLUMNS`: of many thousands of children, plain values take a third of the memory."""
    return kind.value, *(values.get(name) for name in REVIEW_COLUMNS[1:])


def _withdraw(changes: Changes, told: Told, running: History, waiting: list[Review]) -> date | None:
    """When care ended no review of it is waited for, nor one of another series when the status changed.

    Returns the day for which one of those was arranged: the review that follows keeps it.
    """
    left = changes.columns["left_care_on"]
    is_told = told.care is not None or bool(changes.happened.added)
    gone = [one for one in waiting if left or (is_told and _gives_way(one, running))]
    for one in gone:
        changes.updated[one.id] = {"undone": True}
        changes.is_changed = not changes.is_new
    return next((one.planned_on for one in gone if one.planned_on and not left), None)


def _gives_way(waiting: Review, running: History) -> bool:
    """A review for adoption that was recorded here stays, whatever the file says of the legal status."""
    return waiting.kind not in (running.kind, ReviewKind.ADOPTION)


def _wants_next(told: Told, columns: Mapping[str, Any], history: History) -> bool:
    """In care by this file or by what is recorded; where neither says, a review makes it likely."""
    if columns["left_care_on"]:
        return False
    has_review = bool(history.held or told.open_due or told.planned_on)
    return told.care is not None or bool(columns["looked_after_on"]) or (has_review and told.may_be_in_care)


def _plan_next(
    changes: Changes,
    told: Told,
    waiting: list[Review],
    reviews: list[Review],
    history: History,
    today: date,
    calendar: WorkingCalendar,
) -> None:
    if told.open_due is not None:
        _take_open(changes, told.open_due, told.planned_on, waiting, history, today, calendar)
        return
    adoption = any(one.kind == ReviewKind.ADOPTION and not one.held_on for one in reviews)
    if adoption and history.kind is not ReviewKind.ADOPTION:
        return
    begins = any(one.happened_on == history.since for one in changes.happened.added)
    if not begins and not all(_stands_in(one) for one in waiting):
        return
    found = next_due(history, today, calendar)
    if found.deadline is None and waiting:
        return
    values = _planned(found, history, told.planned_on or (waiting[0].planned_on if waiting else None))
    if waiting:
        changes.updated[waiting[0].id] = values
    else:
        changes.added.append(_review(history.kind, **values))
    changes.planned += 1
    changes.notes.extend(_doubts(told, history, stands_in=found.deadline is None))


def _planned(found: Next, history: History, planned_on: date | None) -> dict[str, Any]:
    limit = found.deadline
    last = max(history.of_period(), default=history.since)
    return {
        "due_on": found.due_on,
        "rule": limit.rule.value if limit else None,
        "counted_from": limit.counted_from if limit else last,
        "planned_on": planned_on,
    }


def _stands_in(review: Review) -> bool:
    """For a limit that nothing gave when it was planned: a later file may set it right."""
    return review.rule is None and review.counted_from is not None


def _doubts(told: Told, history: History, *, stands_in: bool) -> Iterator[str]:
    if stands_in:
        yield "no review is known, and no limit can be worked out: a review is shown as due today"
    elif history.since is None:
        yield "the start of care is not known: the next review is worked out from the reviews told alone"


def _take_open(
    changes: Changes,
    due_on: date,
    planned_on: date | None,
    waiting: list[Review],
    history: History,
    today: date,
    calendar: WorkingCalendar,
) -> None:
    """The case system's own date, unless this record has worked one out already."""
    recorded = waiting[0] if waiting else None
    if recorded is not None and recorded.rule is not None:
        changes.of_review[due_on] = "unchanged"
        if recorded.due_on != due_on:
            changes.notes.append(
                "the next review's due date is another than the one worked out here, which is kept"
            )
        return
    limit = next_due(history, today, calendar).deadline
    if limit and due_on > limit.due_on:
        changes.notes.append("the next review's due date is later than the regulations allow; kept as it is")
    if recorded is None:
        changes.added.append(_review(history.kind, due_on=due_on, planned_on=planned_on))
        changes.of_review[due_on] = "added"
        return
    values = {"due_on": due_on, "planned_on": planned_on or recorded.planned_on, "counted_from": None}
    same = all(getattr(recorded, name) == value for name, value in values.items())
    changes.of_review[due_on] = "unchanged" if same else "changed"
    if not same:
        changes.updated[recorded.id] = values
