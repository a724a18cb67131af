"""What would be saved of a child between two reviews, before it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.cards.between import window_line
from bot.cards.clocks import planned_day_20
from bot.cards.drafted import day, slot, themes, words
from bot.cards.kit import Fact, Part, alarm, facts, quiet, said, say
from bot.cards.scene import Scene
from bot.cards.words import capital, in_words, invented, person_at, response_working
from bot.domain.intents import Do
from bot.domain.shows import Confirm

Body = Callable[[Confirm, Scene], list[Part]]


def _visit(it: Confirm, scene: Scene) -> list[Part]:
    known = facts(_child(it), *_when(it, scene, "Visited"), ("How", _how(it)), ("Seen alone", _alone(it)))
    return said(known, words(it, "text", "Note"))


def _midway(it: Confirm, scene: Scene) -> list[Part]:
    return said(facts(_child(it), *_when(it, scene, "Done")), words(it, "text", "Note"))


def _when(it: Confirm, scene: Scene, done: str) -> list[Fact]:
    """Only a day to come: it was arranged, and nothing has happened yet."""
    happened, due = day(it, "happened_on", scene), day(it, "due_on", scene)
    return [(done, happened), ("The next one", due)] if happened else [("Arranged for", due)]


def _how(it: Confirm) -> str:
    return capital(slot(it, "mode")) if slot(it, "happened_on") else ""


def _alone(it: Confirm) -> str:
    given = it.draft.slots.get("seen_alone")
    return "" if given in (None, "") else "Yes" if given in (True, "yes") else "No"


def _rag(it: Confirm, scene: Scene) -> list[Part]:
    around = it.facts.around
    own_day = day(it, "due_on", scene)
    known = facts(
        _child(it),
        ("Rating", capital(slot(it, "rag"))),
        ("Rated", day(it, "happened_on", scene)),
        ("Look again by", own_day),
    )
    line = window_line(around.window, scene) if around and around.window and not own_day else None
    trigger = say(around.trigger.says) if around and around.trigger else None
    return said(known, line, words(it, "text", "Note"), trigger)


def _grade(it: Confirm, scene: Scene) -> list[Part]:
    known = facts(_child(it), ("Grade", slot(it, "grade")), ("Graded", day(it, "happened_on", scene)))
    return said(known, words(it, "text", "Why"), _triggered(it, scene))


def _triggered(it: Confirm, scene: Scene) -> list[Part]:
    """What the policy makes of it, before anything is saved."""
    around = it.facts.around
    if around is None or around.trigger is None:
        return []
    if around.already:
        stands = f"{around.already} stands open for this child already, so nothing is raised a second time."
        return [say(around.trigger.says), say(stands)]
    if slot(it, "declined"):
        left_out = alarm(f"No {scene.words.escalation} is raised with it.")
        return said(say(around.trigger.says), left_out, words(it, "declined", "Why not"))
    return _raised(it, scene) if it.facts.planned else [say(around.trigger.says)]


def _raised(it: Confirm, scene: Scene) -> list[Part]:
    planned, who, around = it.facts.planned, it.facts.addressee, it.facts.around
    if planned is None or around is None or around.trigger is None:
        return []
    known = facts(
        (capital(scene.words.stage), planned.stage.name),
        ("Goes to", person_at(who.name if who else None, planned.stage.to_role)),
        themes(it),
        ("Response due", response_working(planned)),
        planned_day_20(planned, None, scene),
    )
    heads = alarm(f"This also raises {planned.stage.name}.")
    return said(
        say(around.trigger.says), heads, known, words(it, "plan", "Action plan"), _declining(it, scene)
    )


def _declining(it: Confirm, scene: Scene) -> Part | None:
    around = it.facts.around
    if around is None or around.trigger is None or not around.trigger.may_decline:
        return None
    path = f"triggers.{around.trigger.event}.may_decline"
    demo = " (Demo: invented.)" if invented(scene.policy, path) else ""
    return quiet(f"You may leave the {scene.words.escalation} out: press Change and say why.{demo}")


def _note(it: Confirm, scene: Scene) -> list[Part]:
    known = facts(_child(it), ("On", day(it, "happened_on", scene)), ("Next review", _review(it)))
    return said(known, words(it, "text", "Note"))


def _review(it: Confirm) -> str:
    review = it.facts.review
    return in_words(review.planned_on or review.due_on) if review else ""


def _good_practice(it: Confirm, scene: Scene) -> list[Part]:
    known = facts(("Who did well", slot(it, "to_role")), _child(it), ("On", day(it, "happened_on", scene)))
    return said(known, words(it, "text", "What was done well"))


def _child(it: Confirm) -> Fact:
    return ("Child", slot(it, "child"))


BODIES: Mapping[Do, tuple[Callable[[Scene], str], Body]] = {
    Do.RECORD_VISIT: (lambda scene: "Save this visit?", _visit),
    Do.RECORD_MIDWAY_REVIEW: (lambda scene: "Save this midway review?", _midway),
    Do.SET_RAG: (lambda scene: "Save this rating?", _rag),
    Do.RECORD_QA_GRADE: (lambda scene: "Save this grade?", _grade),
    Do.RECORD_OVERSIGHT: (lambda scene: "Save this oversight record?", _note),
    Do.CHECK_BEFORE_REVIEW: (lambda scene: "Save this check?", _note),
    Do.LOG_GOOD_PRACTICE: (lambda scene: "Save this good practice?", _good_practice),
}
