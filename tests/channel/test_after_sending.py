"""What each outcome of sending means for a planned message."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channel.after_sending import Again, Done, after_failing, after_sending, before_sending
from bot.channel.delivery import Delivered, Delivery, MayHaveArrived, Refused, Throttled, Unreachable
from storage.deliveries import Planned

NOW = datetime(2026, 11, 23, 8, 31, tzinfo=UTC)


def planned(attempts: int = 1, perhaps_repeats: int = 0, **more: Any) -> Planned:
    return Planned(1, 1, "weekly", more.pop("planned_at", NOW), attempts, perhaps_repeats, **more)


def again(code: str, *, perhaps_arrived: bool = False, **wait: float) -> Again:
    return Again(NOW + timedelta(**wait), code, perhaps_arrived=perhaps_arrived)


LAST_WEEK = NOW - timedelta(days=6, minutes=1)


@pytest.mark.parametrize(
    ("delivery", "before", "chance", "expected"),
    [
        (Delivered("1"), planned(), 0, Done("delivered")),
        (Unreachable("BotNotInRoster"), planned(), 0, Done("unreachable", "BotNotInRoster")),
        (Unreachable(""), planned(), 0, Done("unreachable", "unreachable")),
        (Refused(400, "BadSyntax"), planned(), 0, Done("refused", "BadSyntax")),
        (Refused(400, ""), planned(), 0, Done("refused", "400")),
        (Throttled(8.0), planned(), 0, again("throttled", seconds=8)),
        (Throttled(8.0), planned(), 1, again("throttled", seconds=10)),
        (Throttled(0.0), planned(), 0, again("throttled", seconds=1)),
        (Throttled(), planned(), 0, again("throttled", seconds=1)),
        (Throttled(), planned(), 1, again("throttled", seconds=5)),
        (Throttled(), planned(attempts=4), 0.5, again("throttled", seconds=17)),
        (Throttled(), planned(attempts=50), 1, again("throttled", minutes=15, seconds=1)),
        (Throttled(), planned(19, planned_at=LAST_WEEK), 0, again("throttled", seconds=1)),
        (Throttled(), planned(20, planned_at=LAST_WEEK), 0, Done("given up", "throttled")),
        (MayHaveArrived(502), planned(), 0, again("502", perhaps_arrived=True, minutes=1)),
        (MayHaveArrived(502), planned(), 1, again("502", perhaps_arrived=True, minutes=3)),
        (MayHaveArrived(), planned(5, 1), 0.5, again("broken off", perhaps_arrived=True, minutes=2)),
        (MayHaveArrived(504), planned(5, 2), 0, Done("perhaps", "504")),
        (MayHaveArrived(504), planned(5, taken_over=4), 0, again("504", perhaps_arrived=True, minutes=1)),
    ],
)
def test_each_outcome(delivery: Delivery, before: Planned, chance: float, expected: Done | Again) -> None:
    assert after_sending(delivery, before, NOW, chance) == expected


def test_what_cannot_be_written_is_tried_twenty_times_and_then_seen() -> None:
    assert after_failing(planned(19), NOW, 0, "KeyError") == again("KeyError", seconds=1)
    assert after_failing(planned(20), NOW, 0, "KeyError") == Done("refused", "KeyError")


def test_over_which_six_instances_died_is_not_sent_again() -> None:
    assert before_sending(planned(taken_over=5)) is None
    assert before_sending(planned(taken_over=6)) == Done("perhaps", "taken over")
