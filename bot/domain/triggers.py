"""What an authority's own rules make of the words of a matter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.domain.policy import Policy, Trigger


def told_by(policy: Policy, words: Iterable[str]) -> Trigger | None:
    """The trigger that these words tell of and that goes to stages of its own (Durham, Appendix 2)."""
    told = "\n".join(words)
    return next((one for one in policy.triggers if one.stages and _tells(one, told)), None)


def _tells(trigger: Trigger, told: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", told, re.IGNORECASE) for word in trigger.words)
