"""Working days in England, and months, as the regulations count them.

A working day is any day other than a Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in
England and Wales (Care Planning, Placement and Case Review (England) Regulations 2010, reg 2(1)).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

ONE_DAY = timedelta(days=1)
SATURDAY = 5


class BeyondKnownHolidays(Exception):
    """I cannot work out that date, because it lies outside the years whose bank holidays I know."""

    def __init__(self, day: date, known_until: date) -> None:
        super().__init__(day, known_until)
        self.day = day
        self.known_until = known_until


@dataclass(frozen=True)
class WorkingCalendar:
    """Counts working days from `known_from` to `known_until`, both included.

    Every method raises BeyondKnownHolidays rather than guess at a day outside them.
    """

    holidays: frozenset[date]
    """Bank holidays in England and Wales, with Good Friday and Christmas Day."""
    known_from: date
    known_until: date
    closures: frozenset[date] = frozenset()
    """Days the council is shut. They are working days in law; no reminder leaves on them."""

    def is_working_day(self, day: date) -> bool:
        return self._is_working(self._known(day))

    def add_working_days(self, start: date, days: int) -> date:
        """The last day of a period of `days` working days; `start` itself is day 0, whatever the hour.

        A negative number counts back; 0 is `start`, working day or not.
        """
        self._known(start)
        if days == 0:
            return start
        if days > 0:
            return self._at(self._working_days, bisect_right(self._working_days, start) + days - 1)
        return self._at(self._working_days, bisect_left(self._working_days, start) + days)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`.

        When `end` is the earlier, the same count between the two, negative.
        """
        return self._working_days_to(end) - self._working_days_to(start)

    def last_working_day_by(self, day: date) -> date:
        """The day itself, or the working day before it."""
        return self._at(self._working_days, self._working_days_to(day) - 1)

    def next_working_day_from(self, day: date) -> date:
        """The day itself, or the working day after it."""
        return self._at(self._working_days, bisect_left(self._working_days, self._known(day)))

    def office_day_from(self, day: date) -> date:
        """The day itself, or the next working day the council is open: for reminders, never for law."""
        return self._at(self._office_days, bisect_left(self._office_days, self._known(day)))

    def _is_working(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in self.holidays

    @cached_property
    def _working_days(self) -> tuple[date, ...]:
        length = (self.known_until - self.known_from).days + 1
        every_day = (self.known_from + timedelta(days=n) for n in range(length))
        return tuple(day for day in every_day if self._is_working(day))

    @cached_property
    def _office_days(self) -> tuple[date, ...]:
        return tuple(day for day in self._working_days if day not in self.closures)

    def _working_days_to(self, day: date) -> int:
        return bisect_right(self._working_days, self._known(day))

    def _known(self, day: date) -> date:
        if self.known_from <= day <= self.known_until:
            return day
        raise BeyondKnownHolidays(day, self.known_until)

    def _at(self, days: tuple[date, ...], position: int) -> date:
        if position < 0:
            raise BeyondKnownHolidays(self.known_from - ONE_DAY, self.known_until)
        if position >= len(days):
            raise BeyondKnownHolidays(self.known_until + ONE_DAY, self.known_until)
        return days[position]


def add_months(day: date, months: int) -> date:
    """The corresponding date that many calendar months later; the last day of the month when it has none."""
    years, month0 = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month0 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
