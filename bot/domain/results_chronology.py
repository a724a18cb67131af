"""All that is recorded for one child."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.activities import Activity
from bot.domain.concerns import Concern
from bot.domain.policy import Policy
from bot.domain.reviews import Review
from bot.domain.series import CareEvent


@dataclass(frozen=True)
class KeptRecord:
    """With its narrative, and the policy it began under: that names its stages."""

    concern: Concern
    policy: Policy


@dataclass(frozen=True)
class ChronologyShown:
    child: str
    iro_name: str
    records: tuple[KeptRecord, ...]
    reviews: tuple[Review, ...]
    """Held, adjourned or rearranged."""
    activities: tuple[Activity, ...]
    events: tuple[CareEvent, ...] = ()
    """What happened to the child that started or ended a clock."""
