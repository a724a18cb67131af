"""What a draft holds, as a confirmation shows it."""

from __future__ import annotations

from datetime import date

from bot.cards.kit import Fact, Part, typed, well
from bot.cards.scene import Scene
from bot.cards.words import away, capital, in_words, standing, themes_of
from bot.domain.shows import Confirm


def slot(it: Confirm, name: str) -> str:
    """Empty when not given."""
    value = it.draft.slots.get(name)
    return "" if value is None else str(value)


def day(it: Confirm, name: str, scene: Scene) -> str:
    """With how far it is from today, so that a wrong year is seen."""
    given = it.draft.slots.get(name)
    if not isinstance(given, str) or not given:
        return ""
    on = date.fromisoformat(given)
    return f"{in_words(on)} ({away(on, scene.today)})"


def themes(it: Confirm) -> Fact:
    given = it.draft.slots.get("themes") or ()
    return themes_of([given] if isinstance(given, str) else given)


def words(it: Confirm, name: str, label: str) -> Part | None:
    given = slot(it, name)
    return well(typed(given, label)) if given else None


def record(it: Confirm, scene: Scene) -> list[Fact]:
    record = it.facts.record
    if record is None:
        return [("Record", slot(it, "escalation_ref"))]
    at = standing(record, scene.words) if record.is_formal and record.child else ""
    return [("Record", record.ref), ("Child", record.child), (f"{capital(scene.words.stage)} now", at)]
