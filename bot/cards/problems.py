"""Why an answer is asked for again, in a sentence or two that say what to do."""

from __future__ import annotations

from bot.cards.fields import stages_ahead
from bot.cards.kit import Part, typed
from bot.cards.scene import Scene
from bot.cards.words import days_in_words, in_words, listed, of_authority
from bot.domain.intents import Do
from bot.domain.shows import LONGEST_NAME, LONGEST_TEXT, AskFor, Problem

NO_DAY = "I could not read a day in that. Try 27 November, or 27/11/2026."


def wrote(rejected: str) -> Part:
    """Shown back as typed; a day that was read, in words."""
    return typed(days_in_words(rejected), "You wrote", spacing="Small")


def problem_text(it: AskFor, scene: Scene) -> str:
    match it.problem:
        case Problem.DATE_TOO_FAR:
            known = in_words(it.facts.calendar_ends)
            return f"Bank holidays are known up to {known}. Please give an earlier day."
        case Problem.DATE_TOO_EARLY:
            return _too_early(it, scene)
        case Problem.NOT_ON_CASELOAD:
            near = "Did you mean one of these?" if it.facts.nearest else "Please check it."
            return f"That reference is not on your caseload. {near}"
        case Problem.NO_SUCH_STAGE:
            return _no_such_stage(it, scene)
    return _SENTENCES[it.problem] if it.problem else ""


def _too_early(it: AskFor, scene: Scene) -> str:
    if it.draft.do is Do.HOLD:
        return "No working day lies in that hold. Please give a later day."
    if it.draft.do is Do.MOVE_DATE:
        return "That is the day it is due now. Please give another day."
    step = it.facts.record.step if it.facts.record else None
    if it.draft.do is Do.RECORD_RESPONSE and step:
        return f"{step.name} was raised on {in_words(step.raised_on)}. Please give that day or a later one."
    held = it.facts.review.held_on if it.facts.review else None
    if it.draft.do is Do.MARK_REVIEW_PAPERS and held:
        return f"The review was held on {in_words(held)}. Please give that day or a later one."
    if it.draft.do is Do.RECORD_CARE_EVENT:
        return "That is before the day it began. Please give a later day."
    since = it.facts.review.counted_from if it.facts.review else None
    began = f"began, {in_words(since)}" if since else "began"
    return f"That is before the time for this review {began}. Please give a later day."


def _no_such_stage(it: AskFor, scene: Scene) -> str:
    ahead = [stage.name for stage in stages_ahead(it.facts)]
    which = f"Ahead of it {'is' if len(ahead) == 1 else 'are'} {listed(ahead) or 'none'}."
    return f"{of_authority(it.facts.policy)} process has no such {scene.words.stage} ahead. {which}"


_SENTENCES = {
    Problem.DATE_UNREADABLE: NO_DAY,
    Problem.DATE_PAST: "That day has passed. Please give today or a later day.",
    Problem.DATE_FUTURE: "That day is still to come. Please give today or an earlier day.",
    Problem.DATE_SEVERAL: "That could be more than one day. Please choose one.",
    Problem.NOT_UNDERSTOOD: "I did not follow that answer. Please choose, or type it another way.",
    Problem.TOO_LONG: (
        f"That is longer than {LONGEST_TEXT:,} characters, so none of it was kept. "
        "Please shorten it, or add the rest as a note afterwards."
    ),
    Problem.TOO_LONG_A_NAME: f"Please give a name or a role in at most {LONGEST_NAME} characters.",
    Problem.NEEDED: "This is needed before anything can be saved.",
    Problem.NOTHING_OPEN: "I find nothing open that fits.",
    Problem.NO_SUCH_REVIEW: "None of that kind is due for the child. Please choose one of these.",
    Problem.NO_REVIEW_DUE: "I know of no review due for that child. Please check the reference.",
}
