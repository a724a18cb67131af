"""What each errand is called, and how each of its slots is asked for, in the authority's own words."""

from __future__ import annotations

from collections.abc import Mapping

from bot.cards.review_words import review_question
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
        Do.STEP_UP: f"Go to the next {words.stage}",
        Do.ASK_NOT_FILED: f"Not yet in {words.case_system}",
        Do.SHOW_FILE_TEXT: f"A record as text for {words.case_system}",
    }
    return titles.get(do) or _TITLES.get(do, capital(do.value.replace("_", " ")))


_TITLES: Mapping[Do, str] = {
    Do.ADD_NARRATIVE: "Add a note",
    Do.RECORD_RESPONSE: "Record a response",
    Do.RESOLVE: "Record it as resolved",
    Do.WITHDRAW: "Withdraw it",
    Do.COMMENT: "Comment",
    Do.RECORD_REVIEW_HELD: "Record a review held",
    Do.REARRANGE_REVIEW: "Rearrange a review",
    Do.ADJOURN_REVIEW: "Adjourn a review",
    Do.MARK_REVIEW_PAPERS: "Record papers of a review",
    Do.RECORD_CARE_EVENT: "Record what happened to a child",
    Do.ASK_FORECAST: "The weeks ahead",
    Do.HOLD: "Put it on hold",
    Do.MOVE_DATE: "Move its date",
    Do.ADD_ACTION: "Add an action",
    Do.ACTION_DONE: "Tick an action as done",
    Do.ASK_ACTIONS: "Actions due",
    Do.RECORD_MEETING: "Record a meeting",
    Do.REOPEN: "Open it again",
    Do.LEGAL_ADVICE: "Record independent legal advice",
    Do.ASK_OPEN: "What is open?",
    Do.ASK_DEADLINES: "Reviews due",
    Do.TEAM_STATUS: "The team's status",
    Do.MANAGER_QUERY: "The team's status",
    Do.HELP: "Help",
    Do.RECORD_VISIT: "Record a visit",
    Do.RECORD_MIDWAY_REVIEW: "Record a midway review",
    Do.SET_RAG: "Set a RAG rating",
    Do.RECORD_QA_GRADE: "Record a quality grade",
    Do.RECORD_OVERSIGHT: "Record oversight",
    Do.CHECK_BEFORE_REVIEW: "Record the check before a review",
    Do.LOG_GOOD_PRACTICE: "Log good practice",
    Do.ASK_NOT_LOOKED_AT: "Not looked at this quarter",
    Do.SHOW_RECORD: "Open a record",
    Do.SHOW_HISTORY: "A record's history",
    Do.SHOW_CHRONOLOGY: "A child's chronology",
    Do.MAKE_REPORT: "Annual report",
    Do.ASK_REMINDERS: "Did the reminders go out?",
    Do.SNOOZE: "Snooze",
    Do.STILL_WORKING: "Still working",
    Do.GO_ON_LEAVE: "Going on leave",
    Do.COME_BACK: "Back from leave",
    Do.CHOOSE_REMINDERS: "My reminders",
    Do.MARK_FILED: "Mark as entered on the child's file",
    Do.MARK_SENT: "Mark a text as sent",
}


def question(draft: Draft, facts: Facts, slot: str, scene: Scene) -> str:
    words = scene.words
    if slot == "text":
        return _text_question(draft, facts, scene)
    if asked := review_question(draft, facts, slot):
        return asked
    own = {
        "child": "Which child? The reference, not a name.",
        "themes": "Which themes?" if facts.policy.several_themes else "Which theme?",
        "to_role": _who_question(draft.do),
        "from_record": f"Does it come out of an earlier {words.challenge}?",
        "stage": (f"{facts.trigger.says} " if facts.trigger else "") + f"Which {words.stage}?",
        "reason": _reason_question(draft, facts, words),
        "escalation_ref": which_record(draft.do),
        "outcome": "What was the outcome?",
        "impact": "What changed for the child?",
        "participation": "How did the child take part?",
        "rag": "Red, amber or green?",
        "grade": "Which grade?",
        "mode": "How did you see the child?",
        "seen_alone": "Was the child seen alone?",
        "plan": _plan_question(facts, words),
        "declined": f"Or: why is no {words.escalation} raised?",
        "owner": "Who does it? A name, a role, or me.",
        "chair": "Who chaired it?",
        "attended": "Who attended?",
        "action_id": "Which action is done?",
        "resolved_by": "Resolved by whom?",
        "promise_kept": "Was the promise of the last answer kept?",
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
        Do.HOLD: "Which record is put on hold?",
        Do.MOVE_DATE: "Which record's date is moved?",
        Do.ADD_ACTION: "Which record is the action for?",
        Do.ACTION_DONE: "Which record's action is done?",
        Do.RECORD_MEETING: "Which record was the meeting about?",
        Do.REOPEN: "Which record is opened again?",
        Do.LEGAL_ADVICE: "Which record was the advice about?",
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
    return _NOTES.get(draft.do, "What would you like to add?")


_LOOKED = "What did you look at, and what did you find? In your words."
_NOTES = {
    Do.RECORD_QA_GRADE: "Why this grade? In your words.",
    Do.LOG_GOOD_PRACTICE: "What was done well? In your words.",
    Do.RECORD_OVERSIGHT: _LOOKED,
    Do.CHECK_BEFORE_REVIEW: _LOOKED,
    Do.RECORD_VISIT: "Your note, in your words.",
    Do.RECORD_MIDWAY_REVIEW: "Your note, in your words.",
    Do.SET_RAG: "Your note, in your words.",
    Do.ADD_ACTION: "What is to be done?",
    Do.RECORD_MEETING: "What came of it?",
    Do.LEGAL_ADVICE: "What was asked, and of whom?",
}


def _who_question(do: Do) -> str:
    if do is Do.LOG_GOOD_PRACTICE:
        return "Who did well? A role or a team."
    return "Whom did you raise it with?"


def _plan_question(facts: Facts, words: Words) -> str:
    around, planned = facts.around, facts.planned
    whom = f" with the {planned.stage.to_role}" if planned and planned.stage.to_role else ""
    decline = around and around.trigger and around.trigger.may_decline
    other = f" Or type “decline” and why no {words.escalation} is raised." if decline else ""
    return f"What is the action plan{whom}?{other}"


def _due_question(do: Do) -> str:
    return {
        Do.RECORD_RESPONSE: "Promised by when?",
        Do.HOLD: "Until which day is it held?",
        Do.MOVE_DATE: "To which day is it moved?",
        Do.RECORD_REVIEW_HELD: "For which day is the next one planned?",
        Do.RECORD_VISIT: "For which day is the next one arranged?",
        Do.RECORD_MIDWAY_REVIEW: "For which day is the next one arranged?",
        Do.SET_RAG: "Look again by another day than usual?",
    }.get(do, "By when?")


def _day_question(do: Do) -> str:
    return {
        Do.RECORD_REVIEW_HELD: "On which day was the review held, if not today?",
        Do.RECORD_RESPONSE: "When did they answer, if not today?",
        Do.LOG_POSITIVE_CHALLENGE: "When did you raise it, if not today?",
        Do.ADD_NARRATIVE: "When did it happen?",
        Do.RECORD_VISIT: "On which day was the visit, if not today?",
        Do.SET_RAG: "On which day was it rated, if not today?",
        Do.RECORD_QA_GRADE: "On which day was it graded, if not today?",
        Do.RECORD_MIDWAY_REVIEW: "On which day was it done, if not today?",
        Do.RECORD_OVERSIGHT: "On which day, if not today?",
        Do.CHECK_BEFORE_REVIEW: "On which day, if not today?",
        Do.LOG_GOOD_PRACTICE: "On which day, if not today?",
        Do.RECORD_MEETING: "On which day was the meeting?",
        Do.ACTION_DONE: "On which day was it done, if not today?",
        Do.LEGAL_ADVICE: "When was it sought, if not today?",
    }.get(do, "On which day?")


def _reason_question(draft: Draft, facts: Facts, words: Words) -> str:
    if draft.do in _REASONS:
        return _REASONS[draft.do]
    bypassed = facts.planned.bypassed if facts.planned else ()
    if not bypassed:
        return f"Why this {words.stage}?"
    return f"Why are you bypassing {listed([stage.name for stage in bypassed])}?"


_REASONS: Mapping[Do, str] = {
    Do.WITHDRAW: "Why is it withdrawn?",
    Do.HOLD: "Why is it held?",
    Do.MOVE_DATE: "Why is it moved, and whose decision is it?",
    Do.REOPEN: "Why is it opened again?",
}
