"""Everything that would be saved, before it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.cards import care_events, papers, review_changes
from bot.cards.clocks import planned_day_20
from bot.cards.confirm_between import BODIES
from bot.cards.confirm_parts import PARTS
from bot.cards.drafted import day, record, slot, themes, words
from bot.cards.kit import Drawn, Fact, Part, facts, press, quiet, said, say, shown, title
from bot.cards.review import in_time, the_next, took_part
from bot.cards.scene import Scene
from bot.cards.words import (
    away,
    capital,
    in_words,
    invented,
    listed,
    near,
    of_authority,
    person_at,
    response_working,
    review_noun,
    review_working,
    the,
)
from bot.domain.concerns import Concern
from bot.domain.intents import Do
from bot.domain.ladder import PlannedStep
from bot.domain.promises import is_kept
from bot.domain.reviewing import MEETINGS
from bot.domain.reviews import Participation
from bot.domain.shows import Confirm


def draw_confirm(it: Confirm, scene: Scene) -> list[Drawn]:
    nonce = it.draft.nonce
    asks, body = _BODIES[it.draft.do]
    heads = asks(scene)
    parts = [
        title(heads),
        *body(it, scene),
        quiet("Nothing is saved until you press Save.", spacing="Medium"),
    ]
    save, change = press("Save", Do.YES, nonce), press("Change", Do.CHANGE, nonce)
    return shown(f"{heads} Not saved yet.", parts, [save, change, press("Cancel", Do.CANCEL, nonce)])


def _challenge(it: Confirm, scene: Scene) -> list[Part]:
    known = facts(
        ("Child", slot(it, "child")),
        themes(it),
        ("Raised with", slot(it, "to_role")),
        ("Raised on", day(it, "happened_on", scene)),
        ("Agreed by", day(it, "due_on", scene)),
    )
    return said(known, words(it, "text", "The matter, and what was agreed"))


def _escalation(it: Confirm, scene: Scene) -> list[Part]:
    earlier = slot(it, "from_record")
    child = slot(it, "child") or (it.facts.record.child if it.facts.record else "")
    about: list[Fact] = [
        ("Child", child),
        ("Comes out of", "" if earlier == "new" else earlier),
        themes(it),
    ]
    return _step(it, scene, about, "The matter")


def _step_up(it: Confirm, scene: Scene) -> list[Part]:
    return _step(it, scene, record(it, scene), "Why it goes further")


def _step(it: Confirm, scene: Scene, about: list[Fact], why: str) -> list[Part]:
    """Where it would go, and the dates that would be promised."""
    planned = it.facts.planned
    if planned is None:
        return said(facts(*about), words(it, "text", why))
    steps: list[Fact] = [
        (
            f"New {scene.words.stage}" if it.draft.do is Do.STEP_UP else capital(scene.words.stage),
            planned.stage.name,
        ),
        ("Goes to", _goes_to(it, planned)),
        ("Meeting", planned.stage.meeting or ""),
        ("Response due", response_working(planned)),
        planned_day_20(planned, it.facts.record, scene),
    ]
    return said(
        facts(*about, *steps),
        _promised(it, scene),
        _notes(it, planned),
        words(it, "text", why),
        _reason(it, planned),
        _invented(planned, scene),
    )


def _goes_to(it: Confirm, planned: PlannedStep) -> str:
    return person_at(it.facts.addressee.name if it.facts.addressee else None, planned.stage.to_role)


def _notes(it: Confirm, planned: PlannedStep) -> list[Part]:
    who, waits = it.facts.addressee, planned.waits_for
    notes = [f"{planned.stage.name} is raised by {the(waits)}: they will be asked."] if waits else []
    if who is None:
        notes.append("Nobody is named for this team: you will get a text to send.")
    elif not who.reachable and not waits:
        notes.append(f"{who.name} does not use this assistant: you will get a text to send.")
    return [say(note) for note in notes]


def _reason(it: Confirm, planned: PlannedStep) -> Part | None:
    bypassed = listed([stage.name for stage in planned.bypassed])
    return (
        words(it, "reason", f"Why {bypassed} {'are' if len(planned.bypassed) > 1 else 'is'} bypassed")
        if bypassed
        else None
    )


def _invented(planned: PlannedStep, scene: Scene) -> Part | None:
    rung = f"ladder.{planned.stage.number}"
    if not invented(scene.policy, *(f"{rung}.{key}" for key in ("name", "days", "days_are", "to_role"))):
        return None
    return quiet(f"Demo: parts of this {scene.words.stage} are invented, not {of_authority(scene.policy)}.")


def _note(it: Confirm, scene: Scene) -> list[Part]:
    happened = ("Happened", day(it, "happened_on", scene))
    return said(facts(*record(it, scene), happened), words(it, "text", "Note"))


def _response(it: Confirm, scene: Scene) -> list[Part]:
    answered = day(it, "happened_on", scene) or f"{in_words(scene.today)} (today)"
    dates: list[Fact] = [("Answered", answered), ("Promised by", day(it, "due_on", scene))]
    if it.facts.record and it.facts.record.is_formal and slot(it, "due_on"):
        dates.append(("Then", "Overdue again if that day goes by"))
    return said(facts(*record(it, scene), *dates), words(it, "text", "The answer"))


def _resolve(it: Confirm, scene: Scene) -> list[Part]:
    outcome, impact = words(it, "outcome", "Outcome"), words(it, "impact", "What changed for the child")
    by = ("Resolved by", slot(it, "resolved_by") or _at_whose_level(it.facts.record))
    return said(facts(*record(it, scene), by), _promised(it, scene), outcome, impact)


def _at_whose_level(found: Concern | None) -> str:
    if found is None:
        return ""
    return (found.step.to_name or found.step.to_role or "") if found.step else found.raised_with


def _promised(it: Confirm, scene: Scene) -> Part | None:
    """What the last answer promised, and whether that will stand as kept."""
    concern = it.facts.record
    if concern is None or concern.promised_on is None:
        return None
    day = concern.promised_on
    said = {"yes": True, "no": False}.get(slot(it, "promise_kept"))
    kept = is_kept(concern, scene.today, done=it.draft.do is Do.RESOLVE, said=said)
    stands = {True: " It is recorded as kept.", False: " It is recorded as not kept.", None: ""}[kept]
    return say(f"The last answer promised for {near(day, scene.today)} ({away(day, scene.today)}).{stands}")


def _withdraw(it: Confirm, scene: Scene) -> list[Part]:
    return said(facts(*record(it, scene)), words(it, "reason", "Why it is withdrawn"))


def _comment(it: Confirm, scene: Scene) -> list[Part]:
    who = it.facts.record.iro_name if it.facts.record else "The IRO"
    told = say(f"{who} will see it beside their own words, which stay as they are.")
    return said(facts(*record(it, scene)), words(it, "text", "Your comment"), told)


def _tick(it: Confirm, scene: Scene) -> list[Part]:
    return said(facts(*record(it, scene)))


def _review(it: Confirm, scene: Scene) -> list[Part]:
    review, held, code = it.facts.review, slot(it, "happened_on"), slot(it, "participation")
    planned, met = slot(it, "due_on"), it.draft.slots.get(MEETINGS)
    known = facts(
        ("Child", slot(it, "child")),
        ("Review", capital(review_noun(review.kind, scene.words)) if review else ""),
        ("Held", day(it, "happened_on", scene)),
        ("Met on", _meetings(met, scene) if isinstance(met, list) and held in met else ""),
        ("Took part", took_part(Participation(code)) if code in set(Participation) else code),
        ("It was due", review_working(review) if review else ""),
    )
    late = in_time(it.facts.around_review.is_late) if review and held else None
    why = words(it, "late_reason", "Why it was late") if it.facts.around_review.is_late else None
    following = the_next(it.facts.next_review, date.fromisoformat(planned) if planned else None, scene)
    return said(known, late, why, following)


def _meetings(days: list[str], scene: Scene) -> str:
    demo = " (Demo: invented.)" if invented(scene.policy, "reviews.series_of_meetings") else ""
    met = ", ".join(in_words(date.fromisoformat(one)) for one in days)
    return f"{met}. The {scene.policy.review_of_series} counts as the review here.{demo}"


Body = Callable[[Confirm, Scene], list[Part]]

_BODIES: dict[Do, tuple[Callable[[Scene], str], Body]] = {
    Do.LOG_POSITIVE_CHALLENGE: (lambda scene: f"Save this {scene.words.challenge}?", _challenge),
    Do.RAISE_ESCALATION: (lambda scene: f"Raise this {scene.words.escalation}?", _escalation),
    Do.ADD_NARRATIVE: (lambda scene: "Add this note?", _note),
    Do.RECORD_RESPONSE: (lambda scene: "Save this response?", _response),
    Do.STEP_UP: (lambda scene: f"Go to this {scene.words.stage}?", _step_up),
    Do.RESOLVE: (lambda scene: "Save this as resolved?", _resolve),
    Do.WITHDRAW: (lambda scene: "Withdraw this?", _withdraw),
    Do.COMMENT: (lambda scene: "Save this comment?", _comment),
    Do.RECORD_REVIEW_HELD: (lambda scene: "Save this review as held?", _review),
    Do.REARRANGE_REVIEW: (lambda scene: "Rearrange this review?", review_changes.confirm_rearranged),
    Do.ADJOURN_REVIEW: (lambda scene: "Save this review as adjourned?", review_changes.confirm_adjourned),
    Do.MARK_REVIEW_PAPERS: (lambda scene: "Save this?", papers.confirm_paper),
    Do.RECORD_CARE_EVENT: (lambda scene: "Save this?", care_events.confirm_event),
    Do.MARK_FILED: (lambda scene: f"Mark this as entered in {scene.words.case_system}?", _tick),
    Do.MARK_SENT: (lambda scene: "Mark its text as sent?", _tick),
    **BODIES,
    **PARTS,
}
