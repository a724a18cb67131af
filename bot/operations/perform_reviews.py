"""From the plain slots of an errand about reviews to its operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.domain.intents import Do
from bot.domain.results import Result
from bot.domain.reviewing import Paper
from bot.domain.reviews import Participation
from bot.domain.series import EventKind
from bot.operations import care_events, forecast, review_changes, reviews
from bot.operations.desk import Desk
from bot.operations.facts import day_in

Slots = Mapping[str, Any]


def _review_held(desk: Desk, slots: Slots) -> Result:
    took_part = slots.get("participation")
    return reviews.record_review_held(
        desk,
        slots["child"],
        _day(desk, slots),
        Participation(took_part) if took_part else None,
        day_in(slots, "due_on"),
        kind=slots.get("review_kind"),
        late_reason=str(slots.get("late_reason") or ""),
    )


def _rearrange(desk: Desk, slots: Slots) -> Result:
    planned_on = date.fromisoformat(slots["due_on"])
    return review_changes.rearrange_review(
        desk, slots["child"], slots.get("review_kind"), planned_on, slots["reason"]
    )


def _adjourn(desk: Desk, slots: Slots) -> Result:
    on, resumes_on = _day(desk, slots), day_in(slots, "due_on")
    kind, reason = slots.get("review_kind"), slots["reason"]
    return review_changes.adjourn_review(desk, slots["child"], kind, on, reason, resumes_on)


def _papers(desk: Desk, slots: Slots) -> Result:
    review_id = slots.get("review_id")
    return review_changes.mark_paper(
        desk,
        slots["child"],
        Paper(slots["what"]),
        _day(desk, slots),
        review_id if isinstance(review_id, int) else None,
    )


def _event(desk: Desk, slots: Slots) -> Result:
    kind, on = EventKind(slots["event"]), date.fromisoformat(slots["happened_on"])
    return care_events.record_care_event(desk, slots["child"], kind, on, day_in(slots, "ended_on"))


def _forecast(desk: Desk, slots: Slots) -> Result:
    days = slots.get("days")
    return forecast.ask_forecast(desk, days if isinstance(days, int) else forecast.USUAL_DAYS)


def _day(desk: Desk, slots: Slots) -> date:
    return day_in(slots, "happened_on") or desk.today


OF_REVIEWS: Mapping[Do, Callable[[Desk, Slots], Result]] = {
    Do.RECORD_REVIEW_HELD: _review_held,
    Do.REARRANGE_REVIEW: _rearrange,
    Do.ADJOURN_REVIEW: _adjourn,
    Do.MARK_REVIEW_PAPERS: _papers,
    Do.RECORD_CARE_EVENT: _event,
    Do.ASK_FORECAST: _forecast,
}
