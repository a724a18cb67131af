"""What came of raising a stage."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.change import Change
from bot.domain.concerns import Concern, Step


@dataclass(frozen=True)
class StepRaised:
    """A stage was raised; `first` when the escalation began with it."""

    concern: Concern
    step: Step
    first: bool
    change: Change


@dataclass(frozen=True)
class StepAsked:
    """Another person raises this stage: they were asked."""

    concern: Concern
    step: Step
    asked_of: str
    told_in_teams: bool
    change: Change
