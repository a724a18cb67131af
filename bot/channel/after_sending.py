"""What an outcome of sending means for a planned message. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channel.delivery import Delivered, Delivery, MayHaveArrived, Refused, Throttled, Unreachable
from storage.deliveries import Planned

REPEATS_AT_MOST = 2
APART = timedelta(minutes=2)
AT_LEAST = timedelta(seconds=1)
WAIT_AT_MOST = timedelta(minutes=15)


@dataclass(frozen=True)
class Done:
    state: str
    code: str | None = None


@dataclass(frozen=True)
class Again:
    at: datetime
    code: str
    perhaps_arrived: bool = False


def after_sending(delivery: Delivery, planned: Planned, now: datetime) -> Done | Again:
    """A lost reminder is worse than a second copy: what may have arrived is sent again, twice at most."""
    match delivery:
        case Delivered():
            return Done("delivered")
        case Unreachable(code):
            return Done("unreachable", code or "unreachable")
        case Refused(status, code):
            return Done("refused", code or str(status))
        case Throttled(after):
            wait = timedelta(seconds=after) if after is not None else _growing(planned.attempts)
            return Again(now + max(wait, AT_LEAST), "throttled")
        case MayHaveArrived(status) if planned.perhaps_repeats < REPEATS_AT_MOST:
            return Again(now + APART, str(status or "broken off"), perhaps_arrived=True)
        case MayHaveArrived(status):
            return Done("perhaps", str(status or "broken off"))


def _growing(attempts: int) -> timedelta:
    return min(timedelta(seconds=2 * 2 ** min(attempts, 10)), WAIT_AT_MOST)
