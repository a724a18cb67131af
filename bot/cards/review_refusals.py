"""What could not be done with a review: what happened, what to do."""

from __future__ import annotations

from bot.cards.kit import Drawn, link, say, shown
from bot.cards.review_words import EVENTS
from bot.cards.scene import Scene
from bot.cards.words import in_words
from bot.domain.intents import Do
from bot.domain.refusals import AlreadyAdjourned, EventKnown, NoReviewHeld

UNCHANGED = "Nothing was changed."


def draw_no_review_held(it: NoReviewHeld, scene: Scene) -> list[Drawn]:
    told = f"I know of no review of {it.child} that was held and has papers. {UNCHANGED}"
    held = link("Record a review held", Do.RECORD_REVIEW_HELD, {"child": it.child})
    return shown("No review held", [say(told)], [held])


def draw_already_adjourned(it: AlreadyAdjourned, scene: Scene) -> list[Drawn]:
    review = it.review
    on = f" on {in_words(review.adjourned_on)}" if review.adjourned_on else ""
    told = f"The review of {review.child} was adjourned{on}. It may be adjourned once. {UNCHANGED}"
    slots = {"child": review.child, "review_kind": review.kind}
    return shown("Adjourned already", [say(told)], [link("Record it as held", Do.RECORD_REVIEW_HELD, slots)])


def draw_event_known(it: EventKnown, scene: Scene) -> list[Drawn]:
    event = it.event
    told = f"That is known of {it.child}: {EVENTS[event.kind]}, {in_words(event.happened_on)}. {UNCHANGED}"
    return shown("Known already", [say(told)], [link("Reviews due", Do.ASK_DEADLINES, {"child": it.child})])
