"""The bank holidays of England, from the published list and the authority's own additions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from bot.domain.calendar import SATURDAY, WorkingCalendar

YEARS_BACK = 10
YEARS_AHEAD = 3


def working_calendar(
    today: date, closures: Iterable[date], extra_bank_holidays: Iterable[date]
) -> WorkingCalendar:
    """Known from 1 January ten years ago to 31 December three years ahead.

    `extra_bank_holidays` are those proclaimed after the installed list was published.
    """
    return _calendar(today.year, frozenset(closures), frozenset(extra_bank_holidays))


@lru_cache(maxsize=32)
def _calendar(year: int, closures: frozenset[date], extra: frozenset[date]) -> WorkingCalendar:
    first, last = year - YEARS_BACK, year + YEARS_AHEAD
    return WorkingCalendar(
        holidays=_bank_holidays(first, last) | extra,
        known_from=date(first, 1, 1),
        known_until=date(last, 12, 31),
        closures=closures,
    )


@lru_cache(maxsize=2)
def _bank_holidays(first: int, last: int) -> frozenset[date]:
    # Imported here because it loads every country in the world: about half a second, once a process.
    from holidays import country_holidays

    days = country_holidays("GB", subdiv="ENG", years=range(first, last + 1))
    # The list also names the Saturday or Sunday that a substitute bank holiday stands for.
    return frozenset(day for day in days if day.weekday() < SATURDAY)
