"""What the papers of a review, and what may happen to a child, are called; and how each is asked for."""

from __future__ import annotations

from bot.cards.scene import Scene
from bot.cards.words import capital, in_words, review_noun
from bot.domain.intents import Do
from bot.domain.reviewing import Paper
from bot.domain.series import EventKind
from bot.domain.shows import Draft, Facts
from bot.domain.timetable import ReviewKind

PAPERS = {
    Paper.DECISIONS_SENT: "Decisions sent",
    Paper.DECISIONS_RECEIVED: "Decisions received by the manager",
    Paper.ANSWERED: "Manager agreed or raised queries",
    Paper.WRITTEN: "Full record written",
    Paper.DISTRIBUTED: "Full record distributed",
}

PAPERS_DUE = {
    Paper.DECISIONS_SENT: "decisions to be sent",
    Paper.DECISIONS_RECEIVED: "decisions to reach the manager",
    Paper.ANSWERED: "manager to agree or raise queries",
    Paper.WRITTEN: "full record to be written",
    Paper.DISTRIBUTED: "full record to be distributed",
}
"""The same while they wait."""

EVENTS = {
    EventKind.LOOKED_AFTER: "Became looked after",
    EventKind.POLICE_PROTECTION: "Police protection",
    EventKind.SHORT_BREAK: "Short break began",
    EventKind.AUTHORITY_TO_PLACE: "Authority to place for adoption",
    EventKind.PLACED_FOR_ADOPTION: "Placed for adoption",
    EventKind.SECURE: "Placed in secure accommodation",
    EventKind.STRATEGY_DISCUSSION: "Strategy discussion, section 47 begun",
    EventKind.INITIAL_CONFERENCE: "Initial child protection conference held",
    EventKind.CARER_APPROVED: "Foster carer approved",
    EventKind.PRIVATE_FOSTERING: "Aware of private fostering",
    EventKind.PATHWAY_PLAN: "Pathway plan made",
    EventKind.LEFT_CARE: "Left care",
    EventKind.LEFT_SECURE: "Left secure accommodation",
    EventKind.PROTECTION_ENDED: "Child protection plan ended",
}


OF_A_REVIEW = frozenset({"review_kind", "what", "event"})


def called(slot: str, value: str, scene: Scene) -> str:
    """A choice by its name."""
    if slot == "review_kind":
        return capital(review_noun(value, scene.words)) if value in tuple(ReviewKind) else value
    names: dict[str, str] = {one.value: name for one, name in (*PAPERS.items(), *EVENTS.items())}
    return names.get(value, value)


def review_question(draft: Draft, facts: Facts, slot: str) -> str | None:
    """None: it is asked as anywhere else."""
    if slot == "late_reason":
        due = f"It was due {in_words(facts.review.due_on)}. " if facts.review else ""
        return f"{due}Why was it held late?"
    if slot == "reason":
        return {
            Do.REARRANGE_REVIEW: "Why is it rearranged?",
            Do.ADJOURN_REVIEW: "Why was it adjourned?",
        }.get(draft.do)
    own = {
        "review_kind": "Which review?",
        "what": "Which paper?",
        "event": "What happened?",
        "ended_on": "When did the break end, if it has?",
        "happened_on": {
            Do.ADJOURN_REVIEW: "On which day was it adjourned, if not today?",
            Do.MARK_REVIEW_PAPERS: "On which day, if not today?",
            Do.RECORD_CARE_EVENT: "On which day did it happen?",
        }.get(draft.do),
        "due_on": {
            Do.REARRANGE_REVIEW: "For which day is it planned now?",
            Do.ADJOURN_REVIEW: "When does it go on?",
        }.get(draft.do),
    }
    return own.get(slot)


def review_choices(slot: str, facts: Facts, scene: Scene) -> list[tuple[str, str]]:
    """What comes back, and what is read."""
    match slot:
        case "review_kind":
            running = {one.kind: one for one in reversed(facts.around_review.running)}
            return [
                (kind, f"{capital(review_noun(kind, scene.words))}, due {in_words(one.due_on)}")
                for kind, one in reversed(running.items())
            ]
        case "what":
            return [(paper.value, name) for paper, name in PAPERS.items()]
    return [(event.value, name) for event, name in EVENTS.items()]
