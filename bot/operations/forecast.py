"""The next weeks of reviews, for an IRO or for a team."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.forecasting import by_week, cannot_be_in_time
from bot.domain.intents import Do
from bot.domain.people import Role
from bot.domain.refusals import NotAllowed
from bot.domain.results_reviews import Forecast
from bot.operations.desk import Desk
from bot.operations.finding import caseloads_of, team_of
from storage import children

USUAL_DAYS = 30
LONGEST_DAYS = 90


def ask_forecast(desk: Desk, days: int = USUAL_DAYS) -> Forecast | NotAllowed:
    """`days` from today, 90 at most. Raises BeyondKnownHolidays."""
    is_manager = desk.person.is_a(Role.IRO_MANAGER)
    if not (desk.person.is_a(Role.IRO) or is_manager):
        return NotAllowed(Do.ASK_FORECAST)
    iros = {one.id: one.name for one in team_of(desk)} if is_manager else {}
    iros |= {desk.person.id: desk.person.name} if desk.person.is_a(Role.IRO) else {}
    today, to_on = desk.today, desk.today + timedelta(days=min(max(days, 1), LONGEST_DAYS))
    ahead = children.reviews_due(desk.work, iro_ids=caseloads_of(desk))
    near = [one for one in ahead if one.due_on <= to_on or (one.planned_on and one.planned_on <= to_on)]
    return Forecast(
        today,
        to_on,
        by_week(near, iros, today, to_on, desk.policy.reviews_a_week, desk.calendar),
        tuple(one for one in near if cannot_be_in_time(one, today, desk.calendar)),
        sum(one.due_on < today for one in near),
        desk.policy.reviews_a_week,
        "team" if is_manager else "mine",
    )
