"""What each errand is called, and how each of its slots is asked for, in the authority's own words."""

from __future__ import annotations

from collections.abc import Mapping

from bot.cards.scene import Scene
from bot.cards.words import a, capital, listed
from bot.domain.intents import Do
from bot.domain.policy import Words
from bot.domain.shows import Draft, Facts


def errand_title(do: Do, words: Words) -> str:
    """As a heading, and as a button that begins it."""
    titles: Mapping[Do, str] = {
        Do.LOG_POSITIVE_CHALLENGE: f"Log {a(words.challenge)}",
        Do.RAISE_ESCALATION: f"Raise {a(words.escalation)}",
        Do.ADD_NARRATIVE: "Add a note",
        Do.RECORD_RESPONSE: "Record a response",
        Do.STEP_UP: f"Go to the next {words.stage}",
        Do.RESOLVE: "Record it as resolved",
        Do.WITHDRAW: "Withdraw it",
        Do.COMMENT: "Comment",
        Do.RECORD_REVIEW_HELD: "Record a review held",
        Do.ASK_OPEN: "What is open?",
        Do.ASK_DEADLINES: "Reviews due",
        Do.ASK_NOT_FILED: f"Not yet in {words.case_system}",
        Do.TEAM_STATUS: "The team's status",
        Do.MANAGER_QUERY: "The team's status",
        Do.HELP: "Help",
        Do.RECORD_VISIT: "Record a visit",
        Do.RECORD_MIDWAY_REVIEW: "Record a midway review",
        Do.SET_RAG: "Set a RAG rating",
        Do.RECORD_QA_GRADE: "Record a quality grade",
        Do.SHOW_RECORD: "Open a record",
        Do.SHOW_HISTORY: "A record's history",
        Do.SHOW_CHRONOLOGY: "A child's chronology",
        Do.SHOW_FILE_TEXT: f"A record as text for {words.case_system}",
        Do.MARK_FILED: "Mark as entered on the child's file",
        Do.MARK_SENT: "Mark a text as sent",
    }
    return titles.get(do, capital(do.value.replace("_", " ")))


def question(draft: Draft, facts: Facts, slot: str, scene: Scene) -> str:
    words = scene.words
    if slot == "text":
        return _text_question(draft, facts, scene)
    own = {
        "child": "Which child? The reference, not a name.",
        "themes": "Which themes?" if facts.policy.several_themes else "Which theme?",
        "to_role": "Whom did you raise it with?",
        "from_record": f"Does it come out of an earlier {words.challenge}?",
        "stage": f"Which {words.stage}?",
        "reason": _reason_question(draft, facts, words),
        "escalation_ref": which_record(draft.do),
        "outcome": "What was the outcome?",
        "impact": "What changed for the child?",
        "participation": "How did the child take part?",
        "due_on": _due_question(draft.do),
        "happened_on": _day_question(draft.do),
    }
    return own.get(slot, capital(slot.replace("_", " ")))


def which_record(do: Do) -> str:
    return {
        Do.ADD_NARRATIVE: "Which record is the note for?",
        Do.RECORD_RESPONSE: "Which record is the response for?",
        Do.COMMENT: "Which record is the comment for?",
        Do.STEP_UP: "Which record goes further?",
        Do.RESOLVE: "Which record is resolved?",
        Do.WITHDRAW: "Which record is withdrawn?",
        Do.SHOW_RECORD: "Which record do you want to open?",
        Do.SHOW_HISTORY: "Which record's history do you want to see?",
        Do.SHOW_FILE_TEXT: "Which record do you want as text?",
        Do.MARK_FILED: "Which record have you entered on the child's file?",
        Do.MARK_SENT: "Which record's text have you sent?",
    }.get(do, "Which record?")


def _text_question(draft: Draft, facts: Facts, scene: Scene) -> str:
    match draft.do:
        case Do.LOG_POSITIVE_CHALLENGE:
            return "What is the matter, and what was agreed? In your words."
        case Do.RAISE_ESCALATION:
            return "What is the matter? In your words."
        case Do.STEP_UP:
            return "Why does it go further?"
        case Do.COMMENT:
            return "Your comment"
        case Do.RECORD_RESPONSE:
            theirs = facts.record is not None and scene.answers(facts.record)
            return "Your answer" if theirs else "What did they answer?"
    return "What would you like to add?"


def _due_question(do: Do) -> str:
    return {
        Do.RECORD_RESPONSE: "Promised by when?",
        Do.RECORD_REVIEW_HELD: "For which day is the next one planned?",
    }.get(do, "By when?")


def _day_question(do: Do) -> str:
    return {
        Do.RECORD_REVIEW_HELD: "On which day was the review held, if not today?",
        Do.RECORD_RESPONSE: "When did they answer, if not today?",
        Do.LOG_POSITIVE_CHALLENGE: "When did you raise it, if not today?",
        Do.ADD_NARRATIVE: "When did it happen?",
    }.get(do, "On which day?")


def _reason_question(draft: Draft, facts: Facts, words: Words) -> str:
    if draft.do is Do.WITHDRAW:
        return "Why is it withdrawn?"
    bypassed = facts.planned.bypassed if facts.planned else ()
    if not bypassed:
        return f"Why this {words.stage}?"
    return f"Why are you bypassing {listed([stage.name for stage in bypassed])}?"
