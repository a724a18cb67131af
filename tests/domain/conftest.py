from datetime import date

import pytest

from bot.domain.calendar import WorkingCalendar
from bot.holidays_england import working_calendar


@pytest.fixture(scope="session")
def england() -> WorkingCalendar:
    """The calendar the assistant has on 20 November 2026: known from 2016 to 2029."""
    return working_calendar(date(2026, 11, 20), closures=(), extra_bank_holidays=())
