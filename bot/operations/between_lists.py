"""Whom the IRO wants to look at between reviews, and what was done: over a caseload, or a team's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain import between
from bot.domain.activities import Activity, ActivityKind, Rag
from bot.domain.intents import Do
from bot.domain.notices import BetweenWaiting
from bot.domain.people import Role
from bot.domain.refusals import NotAllowed, NotOnCaseload
from bot.domain.results_between import ActivitiesDone, BetweenList, Wanted, WantedRow
from bot.domain.reviews import Child, Review
from bot.domain.timetable import Rule
from bot.operations.desk import Desk
from bot.operations.finding import caseloads_of, find_child
from storage import activities, caseloads, children

LISTED = 40
FORTNIGHT = timedelta(days=14)
LOOKED_BACK = timedelta(days=400)
"""Longer than the half year between two reviews, twice."""
COUNTED_FROM_A_REVIEW = frozenset({Rule.SECOND, Rule.LATER, Rule.SHORT_BREAK_LATER})
WORST_FIRST = {Rag.RED.value: 0, Rag.AMBER.value: 1, Rag.GREEN.value: 2}


@dataclass(frozen=True)
class Standing:
    """One child between two reviews."""

    child: Child
    done: Sequence[Activity]
    next: Review | None
    held_on: date | None
    """The last review of the same kind as the next one."""
    reviewed_on: date | None
    """The last review of any kind."""

    @property
    def review_on(self) -> date | None:
        return (self.next.planned_on or self.next.due_on) if self.next else None


def wanted_between(
    desk: Desk,
    wanted: Wanted,
    *,
    rags: tuple[Rag, ...] = (),
    child: str | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
) -> BetweenList | NotAllowed | NotOnCaseload:
    """Without a window: overdue and the next fortnight, of one child whatever comes next; of oversight, the
    quarter that `from_on` lies in. `rags`: only children rated one of these; empty: any."""
    if not _may_ask(desk):
        return NotAllowed(Do.ASK_NOT_LOOKED_AT)
    if child is not None and isinstance(found := find_child(desk, child), NotOnCaseload):
        return found
    standing = [
        one for one in standings(desk) if child in (None, one.child.reference) and _is_rated(one, rags)
    ]
    empty = BetweenList(wanted, (), _whose(desk), rags=rags, child=child, is_set=is_set(desk, wanted))
    if wanted is Wanted.OVERSIGHT:
        quarter = between.quarter_of(from_on or desk.today)
        rows = [_row(one, quarter.last) for one in unseen(desk, standing, quarter)]
        return _listed(replace(empty, quarter=quarter, is_set=True), rows)
    if wanted is Wanted.RATED:
        rows = [_row(one, _rating_due(desk, one)) for one in standing if between.rating_of(one.done)]
        rows.sort(key=lambda row: (WORST_FIRST[row.rating], row.due_on or date.max, row.child))
        return _listed(empty, rows)
    until = to_on or desk.today + (LOOKED_BACK if child else FORTNIGHT)
    rows = [row for row in due_rows(desk, wanted, standing, until) if _is_from(row, from_on)]
    return _listed(empty if child else replace(empty, to_on=until), rows)


def due_rows(desk: Desk, wanted: Wanted, standing: Sequence[Standing], until: date) -> list[WantedRow]:
    """Overdue, or due up to and including `until`; the earliest first. Raises BeyondKnownHolidays."""
    days = ((one, _due_on(desk, wanted, one, until)) for one in standing)
    rows = [_row(one, day) for one, day in days if day is not None and day <= until]
    return sorted(rows, key=lambda row: (row.due_on or date.max, row.child))


def unseen(desk: Desk, standing: Sequence[Standing], quarter: between.Quarter) -> Iterator[Standing]:
    """In care or on a plan, and without oversight in the quarter."""
    for one in standing:
        began, left = one.child.looked_after_on, one.child.left_care_on
        is_here = (began is None or began <= quarter.last) and (left is None or left > desk.today)
        if is_here and not between.has_oversight(one.done, one.reviewed_on, quarter, desk.policy.between):
            yield one


def is_set(desk: Desk, wanted: Wanted) -> bool:
    """The policy asks for it. Visits and midway reviews may be arranged wherever it does not."""
    policy = desk.policy.between
    return {
        Wanted.OVERSIGHT: bool(policy.oversight_each_quarter),
        Wanted.RATING: bool(policy.red_within_weeks or policy.amber_within_weeks),
        Wanted.MIDWAY: policy.midway_for is not None,
        Wanted.VISIT: bool(policy.visit_before_review),
        Wanted.CHECK: policy.check_days_before_review is not None,
        Wanted.GRADE: bool(policy.grade_before_review),
    }.get(wanted, True)


def between_waiting(desk: Desk) -> BetweenWaiting:
    """Of this IRO's own children, by the end of this week, overdue included."""
    standing = standings(desk, [desk.person.id])
    sunday = desk.today + timedelta(days=6 - desk.today.weekday())

    def due(wanted: Wanted) -> int:
        return len(due_rows(desk, wanted, standing, sunday)) if is_set(desk, wanted) else 0

    return BetweenWaiting(
        due(Wanted.RATING),
        due(Wanted.MIDWAY),
        due(Wanted.VISIT),
        due(Wanted.CHECK),
        unseen_this_quarter(desk, standing),
        due(Wanted.GRADE),
    )


def unseen_this_quarter(desk: Desk, standing: Sequence[Standing]) -> int:
    """How many; 0 where the policy asks for no oversight."""
    if not is_set(desk, Wanted.OVERSIGHT):
        return 0
    return len(list(unseen(desk, standing, between.quarter_of(desk.today))))


def activities_done(
    desk: Desk,
    wanted: Wanted,
    *,
    child: str | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
) -> ActivitiesDone | NotOnCaseload | NotAllowed:
    """The latest first."""
    if not _may_ask(desk):
        return NotAllowed(Do.ASK_NOT_LOOKED_AT)
    found = find_child(desk, child) if child else None
    if isinstance(found, NotOnCaseload):
        return found
    kinds = [ActivityKind.GOOD_PRACTICE] if wanted is Wanted.GOOD_PRACTICE else []
    done = activities.activities(
        desk.work,
        child_id=found.id if found else None,
        iro_ids=None if found else caseloads_of(desk),
        kinds=kinds,
        from_on=from_on,
        to_on=to_on,
    )
    shown = tuple(done[:LISTED])
    return ActivitiesDone(wanted, shown, _whose(desk), child, from_on, to_on, len(done) - len(shown))


def standings(desk: Desk, iro_ids: Sequence[int] | None = None) -> list[Standing]:
    """Of every child of these IROs, or of all that this person sees; by reference."""
    iros = caseloads_of(desk) if iro_ids is None else iro_ids
    since = desk.today - LOOKED_BACK
    done = _by_child(activities.activities_of_caseloads(desk.work, iros, since))
    held = caseloads.last_held(desk.work, iros)
    reviewed: dict[int, date] = {}
    for (child_id, _), day in held.items():
        reviewed[child_id] = max(day, reviewed.get(child_id, day))
    following: dict[int, Review] = {}
    for review in children.reviews_due(desk.work, iro_ids=iros):
        following.setdefault(review.child_id, review)
    return [
        _standing(one, done.get(one.id, ()), following.get(one.id), held, reviewed.get(one.id))
        for one in caseloads.children_of(desk.work, iros)
    ]


def _standing(
    child: Child,
    done: Sequence[Activity],
    following: Review | None,
    held: Mapping[tuple[int, str], date],
    reviewed_on: date | None,
) -> Standing:
    held_on = (held.get((child.id, following.kind)) or _counted_from(following)) if following else None
    return Standing(child, done, following, held_on, reviewed_on or held_on)


def _counted_from(following: Review) -> date | None:
    """The last review, where its day is known only because the next one is counted from it."""
    return following.counted_from if following.rule in COUNTED_FROM_A_REVIEW else None


def _by_child(done: Sequence[Activity]) -> Mapping[int, list[Activity]]:
    found: dict[int, list[Activity]] = defaultdict(list)
    for one in done:
        if one.child_id is not None:
            found[one.child_id].append(one)
    return found


def _due_on(desk: Desk, wanted: Wanted, one: Standing, until: date) -> date | None:
    policy = desk.policy.between
    match wanted:
        case Wanted.RATING:
            return _rating_due(desk, one)
        case Wanted.MIDWAY:
            return between.midway_due(one.done, policy, one.held_on, one.next.due_on if one.next else None)
        case Wanted.VISIT:
            return between.visit_due(one.done, policy, one.held_on, one.review_on)
        case Wanted.GRADE:
            return between.grade_due(one.done, policy, one.held_on, one.review_on)
        case Wanted.CHECK:
            return _check_due(desk, one, until)
    return None


def _check_due(desk: Desk, one: Standing, until: date) -> date | None:
    """A review far off is not looked at: its holidays may not be known yet."""
    if one.review_on is None or one.review_on > until + FORTNIGHT * 2:
        return None
    if between.is_checked(one.done, one.held_on):
        return None
    return between.check_day(one.review_on, desk.policy.between, desk.calendar)


def _rating_due(desk: Desk, one: Standing) -> date | None:
    return between.rating_due(one.done, desk.policy.between, one.reviewed_on)


def _is_rated(one: Standing, rags: tuple[Rag, ...]) -> bool:
    rated = between.rating_of(one.done)
    return not rags or (rated is not None and rated.value in rags)


def _row(one: Standing, due_on: date | None) -> WantedRow:
    rated = between.rating_of(one.done)
    looked = [look.happened_on for look in one.done if look.kind in between.LOOKS]
    return WantedRow(
        one.child.reference,
        one.child.iro_name,
        due_on,
        rated.value if rated else "",
        max(looked, default=None),
        one.review_on,
    )


def _listed(found: BetweenList, rows: Sequence[WantedRow]) -> BetweenList:
    return replace(found, rows=tuple(rows[:LISTED]), more=max(0, len(rows) - LISTED))


def _is_from(row: WantedRow, from_on: date | None) -> bool:
    return from_on is None or (row.due_on is not None and row.due_on >= from_on)


def _may_ask(desk: Desk) -> bool:
    return desk.person.is_a(Role.IRO) or desk.person.is_a(Role.IRO_MANAGER)


def _whose(desk: Desk) -> str:
    return "team" if desk.person.is_a(Role.IRO_MANAGER) else "mine"
