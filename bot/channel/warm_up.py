"""What is slow when first used."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime

from bot.clock import london_day
from bot.domain.policy import Policy
from bot.holidays_england import working_calendar
from bot.recognise.learned import read_all
from bot.recognise.recognise import recognise
from bot.recognise.templates import READ


def warm_up(policies: Mapping[str, Policy], now: datetime) -> None:
    """Holidays, phrases and what was learned are read when first used: half a second that no person should
    wait for."""
    read_all()
    for policy in policies.values():
        calendar = working_calendar(london_day(now), policy.closures, policy.extra_bank_holidays)
        calendar.is_working_day(london_day(now))
        recognise("which reviews are due next Friday?", now, policy, calendar=calendar)


async def compile_the_rest() -> None:
    """A phrase at a time, between the turns: compiled when first met, each would make some message wait."""
    for phrase in tuple(READ.values()):
        _ = phrase.pattern
        await asyncio.sleep(0)
