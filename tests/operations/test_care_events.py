"""What happened to a child, beside what a file told of it, and taking it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.domain.intents import Do
from bot.domain.refusals import NothingToUndo, WhyNotUndone
from bot.domain.results import Change
from bot.domain.results_reviews import CareEventRecorded
from bot.domain.series import EventKind
from bot.domain.timetable import Rule
from bot.operations.desk import Desk
from bot.operations.undoing import undo
from storage import care_events, children
from storage.database import Work
from tests.operations.service import Service

CHILD, NUMBER = "D-100007", 7
IN_CARE = {"child": CHILD, "event": "looked_after", "happened_on": "2026-12-11"}


async def recorded(service: Service, **slots: Any) -> CareEventRecorded:
    result = await service.does("iro", Do.RECORD_CARE_EVENT, {**IN_CARE, **slots})
    assert isinstance(result, CareEventRecorded), result
    return result


def planned_short_break(work: Work) -> None:
    row = {"child_id": NUMBER, "kind": "short_break", "due_on": date(2027, 2, 1)}
    children.add_review(work, {**row, "rule": "short_break_later_review", "counted_from": date(2026, 8, 1)})


async def test_a_child_on_short_breaks_by_a_file_comes_into_care(service: Service) -> None:
    await service.asks(planned_short_break)
    effect = (await recorded(service)).effect
    assert [(one.rule, one.counted_from) for one in effect.starts] == [(Rule.FIRST, date(2026, 12, 11))]
    assert [one.kind for one in effect.stops] == ["short_break"]


async def test_a_child_in_care_by_a_file_is_not_begun_again(service: Service) -> None:
    effect = (await recorded(service)).effect
    assert (effect.starts, effect.stops) == ((), ())
    known = await service.asks(lambda work: care_events.care_events(work, NUMBER))
    assert [one.kind for one in known] == [EventKind.LOOKED_AFTER] * 2


async def test_the_first_and_last_day_of_care_follow_what_is_told(service: Service) -> None:
    await recorded(service, event="left_care", happened_on="2026-12-01")
    left = await service.asks(lambda work: children.child_by_id(work, NUMBER))
    assert left.left_care_on == date(2026, 12, 1)
    change = (await recorded(service)).change
    back = await service.asks(lambda work: children.child_by_id(work, NUMBER))
    assert (back.looked_after_on, back.left_care_on) == (date(2026, 12, 11), None)
    await service.at_desk("iro", lambda desk: undo(desk, change))
    again = await service.asks(lambda work: children.child_by_id(work, NUMBER))
    assert (again.looked_after_on, again.left_care_on) == (left.looked_after_on, date(2026, 12, 1))


async def test_it_is_not_undone_once_its_review_was_changed(service: Service) -> None:
    change = (await recorded(service, event="secure")).change
    slots = {"child": CHILD, "due_on": "2026-12-18", "reason": "Room"}
    await service.does("iro", Do.REARRANGE_REVIEW, slots)
    refused = await service.at_desk("iro", lambda desk: undo(desk, change))
    assert refused == NothingToUndo(WhyNotUndone.CHANGED_SINCE)


async def test_nobody_else_undoes_it(service: Service) -> None:
    change = (await recorded(service, event="secure")).change
    assert await service.at_desk("other iro", lambda desk: undo(desk, change)) == NothingToUndo()
    gone = Change("care_event", care_event_id=999)

    def undone(desk: Desk) -> object:
        return undo(desk, gone)

    assert await service.at_desk("iro", undone) == NothingToUndo()
