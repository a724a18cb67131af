"""What each outcome of sending means for a planned message."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.channel.after_sending import Again, Done, after_sending
from bot.channel.delivery import Delivered, Delivery, MayHaveArrived, Refused, Throttled, Unreachable
from storage.deliveries import Planned

NOW = datetime(2026, 11, 23, 8, 31, tzinfo=UTC)


def planned(attempts: int = 0, perhaps_repeats: int = 0) -> Planned:
    return Planned(1, 1, "weekly", NOW, attempts, perhaps_repeats)


def again(code: str, *, perhaps_arrived: bool = False, **wait: float) -> Again:
    return Again(NOW + timedelta(**wait), code, perhaps_arrived=perhaps_arrived)


@pytest.mark.parametrize(
    ("delivery", "before", "expected"),
    [
        (Delivered("1"), planned(), Done("delivered")),
        (Unreachable("BotNotInRoster"), planned(), Done("unreachable", "BotNotInRoster")),
        (Unreachable(""), planned(), Done("unreachable", "unreachable")),
        (Refused(400, "BadSyntax"), planned(), Done("refused", "BadSyntax")),
        (Refused(400, ""), planned(), Done("refused", "400")),
        (Throttled(7.5), planned(), again("throttled", seconds=7.5)),
        (Throttled(0.0), planned(), again("throttled", seconds=1)),
        (Throttled(), planned(), again("throttled", seconds=2)),
        (Throttled(), planned(attempts=3), again("throttled", seconds=16)),
        (Throttled(), planned(attempts=50), again("throttled", minutes=15)),
        (MayHaveArrived(502), planned(), again("502", perhaps_arrived=True, minutes=2)),
        (MayHaveArrived(), planned(5, 1), again("broken off", perhaps_arrived=True, minutes=2)),
        (MayHaveArrived(504), planned(5, 2), Done("perhaps", "504")),
    ],
)
def test_each_outcome(delivery: Delivery, before: Planned, expected: Done | Again) -> None:
    assert after_sending(delivery, before, NOW) == expected
