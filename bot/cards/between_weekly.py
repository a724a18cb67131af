"""What waits between reviews, in the weekly list."""

from __future__ import annotations

from bot.cards.kit import Part, link
from bot.cards.scene import Scene
from bot.cards.words import near
from bot.domain.between import quarter_of
from bot.domain.intents import Do
from bot.domain.notices import BetweenWaiting

Counted = tuple[int, str, str]
"""How many, and what one and several are called."""


def between_counts(it: BetweenWaiting, scene: Scene) -> tuple[Counted, ...]:
    """By the end of the week; of oversight, by the end of the quarter."""
    ends = near(quarter_of(scene.today).last, scene.today)
    return (
        (it.ratings, "rated child to look at again", "rated children to look at again"),
        (it.midways, "midway review due", "midway reviews due"),
        (it.visits, "visit due", "visits due"),
        (it.checks, "check before a review due", "checks before reviews due"),
        (it.grades, "quality checklist to be graded", "quality checklists to be graded"),
        (
            it.unseen,
            f"child without oversight this quarter (to {ends})",
            f"children without oversight this quarter (to {ends})",
        ),
    )


def between_links(it: BetweenWaiting) -> list[Part]:
    """The first three that there is anything of: a row of buttons holds no more."""
    wanted = (
        (it.ratings, "Ratings", Do.ASK_DEADLINES, {"what": "RAG check"}),
        (it.midways, "Midway reviews", Do.ASK_DEADLINES, {"what": "midway review"}),
        (it.visits, "Visits", Do.ASK_DEADLINES, {"what": "visit"}),
        (it.checks, "Checks", Do.ASK_DEADLINES, {"what": "checks before reviews"}),
        (it.grades, "Checklists", Do.ASK_DEADLINES, {"what": "QAC"}),
        (it.unseen, "Not looked at", Do.ASK_NOT_LOOKED_AT, None),
    )
    return [link(title, do, slots) for number, title, do, slots in wanted if number][:3]
