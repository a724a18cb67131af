"""What happened to a child: what it does to the reviews, before it is saved and after."""

from __future__ import annotations

from datetime import date

from bot.cards.kit import Drawn, Part, facts, heading, link, quiet, said, say, shown, title
from bot.cards.review import LIMITS
from bot.cards.review_words import EVENTS
from bot.cards.scene import Scene
from bot.cards.words import away, capital, deadline_working, in_words, review_noun, review_working
from bot.domain.intents import Do
from bot.domain.results_reviews import CareEventRecorded
from bot.domain.reviewing import EventEffect
from bot.domain.series import IN_CARE, EventKind
from bot.domain.shows import Confirm
from bot.domain.timetable import PERIODS


def confirm_event(it: Confirm, scene: Scene) -> list[Part]:
    slots, effect = it.draft.slots, it.facts.around_review.effect
    if effect is None:
        return []
    event, on, ended = (
        EventKind(slots["event"]),
        date.fromisoformat(slots["happened_on"]),
        slots.get("ended_on"),
    )
    known = facts(
        ("Child", str(slots.get("child") or "")),
        ("What happened", EVENTS[event]),
        ("On", f"{in_words(on)} ({away(on, scene.today)})"),
        ("Ended", in_words(date.fromisoformat(ended)) if ended else ""),
    )
    return said(known, _effect(effect, event, scene))


def draw_event(it: CareEventRecorded, scene: Scene) -> list[Drawn]:
    parts = [
        title(EVENTS[it.event]),
        say(f"{it.child}, {in_words(it.happened_on)}.", spacing="None"),
        *_effect(it.effect, it.event, scene),
    ]
    due = link("Reviews due", Do.ASK_DEADLINES, {"child": it.child})
    return shown("Saved: what happened to a child", parts, [due, link("Undo", Do.UNDO)])


def _effect(effect: EventEffect, event: EventKind, scene: Scene) -> list[Part]:
    parts: list[Part] = []
    for one in effect.starts:
        parts += [
            heading(f"{LIMITS[one.rule]}, at the latest"),
            say(deadline_working(one), spacing="None"),
            quiet(PERIODS[one.rule].source, spacing="None"),
        ]
    if effect.stops:
        parts.append(heading("No longer due"))
    for review in effect.stops:
        name = capital(review_noun(review.kind, scene.words))
        parts.append(say(f"{name}, due {in_words(review.due_on)}", spacing="None"))
    return parts or _unmoved(effect, event, scene)


def _unmoved(effect: EventEffect, event: EventKind, scene: Scene) -> list[Part]:
    status = (
        "A change of legal status does not restart the clock. " if event in IN_CARE and effect.goes_on else ""
    )
    if not effect.goes_on:
        return [say("No review date changes.")]
    stays = [
        say(f"{capital(review_noun(one.kind, scene.words))}: {review_working(one)}") for one in effect.goes_on
    ]
    return [say(f"{status}No review date changes:"), *stays]
