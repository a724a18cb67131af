"""What an outcome of sending means for a planned message. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channel.delivery import Delivered, Delivery, MayHaveArrived, Refused, Throttled, Unreachable
from bot.channel.settings import Timing
from storage.deliveries import Planned

REPEATS_AT_MOST = 2
TAKEN_OVER_AT_MOST = 5
"""A message over which so many instances died is more likely their cause of death."""
AT_LEAST = timedelta(seconds=1)
WAIT_AT_MOST = timedelta(minutes=15)
LONGER_AT_MOST = timedelta(seconds=30)
PATIENCE = timedelta(days=6)
"""Less than a week, or the next list would find this one still waiting."""
TRIES = 20
"""Before anything is given up, however old it is: it may have waited for the person to write."""


@dataclass(frozen=True)
class Done:
    """`state`: of `storage.deliveries`."""

    state: str
    code: str | None = None


@dataclass(frozen=True)
class Again:
    at: datetime
    code: str
    perhaps_arrived: bool = False


def after_sending(
    delivery: Delivery, planned: Planned, now: datetime, chance: float, apart: timedelta = Timing.apart
) -> Done | Again:
    """A lost reminder is worse than a second copy: what may have arrived is sent again, twice at most.

    `chance`: from 0 to 1, so that what failed together does not come back together.
    """
    match delivery:
        case Delivered():
            return Done("delivered")
        case Unreachable(code):
            return Done("unreachable", code or "unreachable")
        case Refused(status, code):
            return Done("refused", code or str(status))
        case Throttled():
            return _later(planned, now, _wait(delivery.after, planned, chance), "throttled")
        case MayHaveArrived(status) if planned.perhaps_repeats < REPEATS_AT_MOST:
            wait = apart * (0.5 + chance)
            return Again(now + wait, str(status or "broken off"), perhaps_arrived=True)
        case MayHaveArrived(status):
            return Done("perhaps", str(status or "broken off"))


def after_failing(planned: Planned, now: datetime, chance: float, fault: str) -> Done | Again:
    """It could not even be written."""
    if planned.attempts >= TRIES:
        return Done("refused", fault)
    return _later(planned, now, _wait(None, planned, chance), fault)


def before_sending(planned: Planned) -> Done | None:
    """What is not to be sent at all."""
    return Done("perhaps", "taken over") if planned.taken_over > TAKEN_OVER_AT_MOST else None


def _later(planned: Planned, now: datetime, wait: timedelta, code: str) -> Done | Again:
    if now - planned.planned_at > PATIENCE and planned.attempts >= TRIES:
        return Done("given up", code)
    return Again(now + wait, code)


def _wait(told: float | None, planned: Planned, chance: float) -> timedelta:
    """As the connector said and a little longer; else at random up to twice what it was before."""
    if told is not None:
        wait = max(timedelta(seconds=told), AT_LEAST)
        return wait + min(wait / 4, LONGER_AT_MOST) * chance
    longest = min(timedelta(seconds=2 * 2 ** min(planned.attempts, 10)), WAIT_AT_MOST)
    return AT_LEAST + longest * chance
