"""A review arranged anew, or adjourned: before it is saved, and after."""

from __future__ import annotations

from datetime import date

from bot.cards.kit import Drawn, Fact, Part, alarm, facts, link, said, say, shown, title, typed, well
from bot.cards.scene import Scene
from bot.cards.words import away, capital, count, deadline_working, in_words, review_noun, review_working
from bot.domain.intents import Do
from bot.domain.results_reviews import ReviewAdjourned, ReviewRearranged
from bot.domain.reviews import Review
from bot.domain.shows import Confirm
from bot.domain.timetable import Deadline


def confirm_rearranged(it: Confirm, scene: Scene) -> list[Part]:
    review = it.facts.review
    if review is None:
        return []
    planned_on = date.fromisoformat(it.draft.slots["due_on"])
    reason = well(typed(str(it.draft.slots.get("reason") or ""), "Why"))
    return said(
        facts(*_rearranged(review, review.planned_on, planned_on, scene)), _after(review, planned_on), reason
    )


def draw_rearranged(it: ReviewRearranged, scene: Scene) -> list[Drawn]:
    review = it.review
    planned_on = review.planned_on or review.due_on
    times = count(review.rearranged, "time")
    parts = [
        title("Review rearranged"),
        *facts(*_rearranged(review, it.was_planned_on, planned_on, scene), ("Rearranged", times)),
        _after(review, planned_on),
        well(typed(review.rearranged_reason, "Why")),
    ]
    return shown("Saved: a review was rearranged", parts, [_held(review), link("Undo", Do.UNDO)])


def _rearranged(review: Review, was: date | None, planned_on: date, scene: Scene) -> list[Fact]:
    return [
        ("Child", review.child),
        ("Review", capital(review_noun(review.kind, scene.words))),
        ("Was planned for", in_words(was) if was else ""),
        ("Planned for", f"{in_words(planned_on)} ({away(planned_on, scene.today)})"),
        ("Due, as before", review_working(review)),
    ]


def _after(review: Review, planned_on: date) -> Part | None:
    if planned_on <= review.due_on:
        return None
    return alarm(f"That is after the latest day, {in_words(review.due_on)}.")


def confirm_adjourned(it: Confirm, scene: Scene) -> list[Part]:
    review, resume_by = it.facts.review, it.facts.around_review.resume_by
    if review is None or resume_by is None:
        return []
    resumes = it.draft.slots.get("due_on")
    why = str(it.draft.slots.get("reason") or "")
    return _adjourned(review, resume_by, date.fromisoformat(resumes) if resumes else None, why, scene)


def draw_adjourned(it: ReviewAdjourned, scene: Scene) -> list[Drawn]:
    review = it.review
    about = _adjourned(review, it.resume_by, review.planned_on, review.adjourned_reason, scene)
    parts = [title("Review adjourned"), *about]
    return shown("Saved: a review was adjourned", parts, [_held(review), link("Undo", Do.UNDO)])


def _adjourned(
    review: Review, resume_by: Deadline, resumes_on: date | None, why: str, scene: Scene
) -> list[Part]:
    known = facts(
        ("Child", review.child),
        ("Review", capital(review_noun(review.kind, scene.words))),
        ("Adjourned", in_words(resume_by.counted_from)),
        ("To be completed by", deadline_working(resume_by)),
        ("Goes on", f"{in_words(resumes_on)} ({away(resumes_on, scene.today)})" if resumes_on else ""),
        ("It was due", review_working(review)),
    )
    too_long = resumes_on is not None and resumes_on > resume_by.due_on
    late = (
        alarm(f"That is after {in_words(resume_by.due_on)}, the end of the 20 working days.")
        if too_long
        else None
    )
    once = say(
        "It may be adjourned once. Nothing proposed in it may be put into effect until it is completed."
    )
    return said(known, late, well(typed(why, "Why")), once)


def _held(review: Review) -> Part:
    slots = {"child": review.child, "review_kind": review.kind}
    return link("Record it as held", Do.RECORD_REVIEW_HELD, slots)
