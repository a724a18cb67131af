"""Who looks, under which policy, on what day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.domain import clocks
from bot.domain.calendar import BeyondKnownHolidays, WorkingCalendar
from bot.domain.concerns import Concern
from bot.domain.people import Person
from bot.domain.permissions import is_addressed, is_allocated
from bot.domain.policy import Policy, Words


@dataclass(frozen=True)
class Scene:
    person: Person
    policy: Policy
    today: date
    calendar: WorkingCalendar | None = None
    """For "Day 11 of 20", which is left out without it."""

    @property
    def words(self) -> Words:
        return self.policy.words

    def is_own(self, concern: Concern) -> bool:
        return is_allocated(self.person, concern)

    def answers(self, concern: Concern) -> bool:
        """Sees it only because it is addressed to them."""
        return not self.is_own(concern) and is_addressed(self.person, concern)

    def day_of(self, concern: Concern) -> clocks.DayOf | None:
        """How far the 20 working days have run."""
        began = concern.total_from
        return self.day_from(began) if began is not None and concern.is_open else None

    def day_from(self, began: date) -> clocks.DayOf | None:
        """The same of 20 working days that count from that day."""
        if self.calendar is None:
            return None
        try:
            return clocks.day_of_total(began, self.today, self.calendar)
        except BeyondKnownHolidays:
            return None
