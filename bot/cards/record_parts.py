"""The parts of a record card beside stages and narrative: its dates moved, meetings, advice, actions."""

from __future__ import annotations

from collections.abc import Iterator

from bot.cards.kit import Fact, Part
from bot.cards.rows import link_to
from bot.cards.scene import Scene
from bot.cards.words import capital, in_words, meeting_of, person_at
from bot.domain.concerns import INFORMAL, Concern, ConcernStatus, DateMove, WhyMoved
from bot.domain.intents import Do


def where_raised(concern: Concern) -> str:
    """The first stage it was raised at."""
    first = next((step for step in concern.steps if step.id != (concern.asked and concern.asked.id)), None)
    return f"{first.name}, {in_words(first.raised_on)}" if first else ""


def where_resolved(concern: Concern, scene: Scene) -> str:
    """The stage, and by whom."""
    if concern.status is not ConcernStatus.RESOLVED or concern.resolved_stage is None:
        return concern.resolved_by if concern.status is ConcernStatus.RESOLVED else ""
    names = {step.stage: step.name for step in concern.steps}
    informal = capital(scene.words.challenge)
    known = informal if concern.resolved_stage == INFORMAL else names.get(concern.resolved_stage)
    return person_at(known or f"{capital(scene.words.stage)} {concern.resolved_stage}", concern.resolved_by)


def child_status(concern: Concern) -> str:
    """`CLA`, `CP`, or that neither was recorded."""
    return concern.child_status or "Neither CLA nor CP recorded"


def about_parts(concern: Concern, scene: Scene) -> list[Fact]:
    """What was recorded beside the narrative; nothing of what was not."""
    advice = concern.legal_advice_on
    return [
        ("Dates moved", [_move(one, concern) for one in concern.moves]),
        ("Meetings", list(_meetings(concern, scene))),
        ("Legal advice", f"Independent, sought {in_words(advice)}" if advice else ""),
    ]


def _move(move: DateMove, concern: Concern) -> str:
    """Both dates, and who decided when."""
    stage = next((step.name for step in concern.steps if step.id == move.step_id), "")
    before = in_words(move.old_due_on) if move.old_due_on else "no date"
    held = f", held until {in_words(move.held_until)}" if move.held_until else ""
    why = "" if move.why is WhyMoved.HOLD else ", by decision"
    dates = f"from {before} to {in_words(move.new_due_on)}"
    return f"{stage}: {dates}{held}{why} ({move.by_name}, {in_words(move.decided_on)})"


def _meetings(concern: Concern, scene: Scene) -> Iterator[str]:
    for one in concern.meetings:
        chaired = f"{meeting_of(scene.policy, one.stage)}, {in_words(one.held_on)}, chaired by {one.chair}"
        yield chaired + (f"; attended: {one.attended}" if one.attended else "")


def part_buttons(concern: Concern, scene: Scene) -> list[Part | None]:
    """What is rarer than a note: under More."""
    if not concern.is_open:
        return [link_to(concern, "Legal advice", Do.LEGAL_ADVICE)]
    running = concern.awaits_response
    return [
        _meeting_button(concern, scene),
        link_to(concern, "Add action", Do.ADD_ACTION),
        link_to(concern, "Hold", Do.HOLD) if running and concern.step and concern.step.due_on else None,
        link_to(concern, "Move date", Do.MOVE_DATE) if running else None,
        link_to(concern, "Legal advice", Do.LEGAL_ADVICE),
    ]


def _meeting_button(concern: Concern, scene: Scene) -> Part | None:
    """At the stages whose policy names a meeting."""
    stage = scene.policy.stage(concern.step.stage) if concern.step else None
    return link_to(concern, "Meeting held", Do.RECORD_MEETING) if stage and stage.meeting else None
