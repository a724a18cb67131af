"""The informal step, once saved."""

from __future__ import annotations

from bot.cards.kit import Drawn, facts, say, shown, title
from bot.cards.record import after_saving, safe_summary, to_be_filed
from bot.cards.scene import Scene
from bot.cards.words import away, in_words, of_child
from bot.domain.results import ChallengeLogged


def draw_logged(it: ChallengeLogged, scene: Scene) -> list[Drawn]:
    concern, due = it.concern, it.concern.due_on
    parts = [
        title(f"Saved as {concern.ref}"),
        say(of_child(concern, scene.words), spacing="None"),
        *facts(("Agreed by", f"{in_words(due)} ({away(due, scene.today)})" if due else "")),
        to_be_filed(scene),
    ]
    return shown(f"Saved: {safe_summary(concern, scene)}", parts, after_saving(concern, scene))
