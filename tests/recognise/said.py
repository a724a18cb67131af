"""Says something to the recogniser on Friday 20 November 2026, as one of the five authorities' people."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from bot.domain.intents import Expecting, Intent
from bot.domain.policy import Policy
from bot.domain.policy_file import load_policy
from bot.holidays_england import working_calendar
from bot.recognise.recognise import recognise

LONDON = ZoneInfo("Europe/London")
FRIDAY = date(2026, 11, 20)
AUTHORITIES = ("lincolnshire", "leicester", "rotherham", "durham", "buckinghamshire")


@cache
def policy(authority: str) -> Policy:
    return load_policy(authority)


def said(
    text: str,
    *,
    authority: str = "lincolnshire",
    role: str = "iro",
    on: date = FRIDAY,
    asked: str | None = None,
    choices: tuple[str, ...] = (),
) -> Intent:
    """`asked`: the slot that the dialog asked for last."""
    now = datetime.combine(on, time(9), LONDON)
    expecting = Expecting(asked, choices) if asked else None
    return recognise(text, now, policy(authority), expecting, role, working_calendar(on, (), ()))
