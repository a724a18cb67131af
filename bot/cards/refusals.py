"""What could not be done: what happened, what was kept, what to do."""

from __future__ import annotations

from bot.cards.between import NAMES
from bot.cards.errands import errand_title
from bot.cards.kit import Drawn, Part, link, say, shown
from bot.cards.problems import NO_DAY, wrote
from bot.cards.record import safe_summary
from bot.cards.rows import link_to, next_stage, open_button
from bot.cards.scene import Scene
from bot.cards.words import a, in_words, listed
from bot.domain.intents import Do
from bot.domain.people import Role
from bot.domain.permissions import may_read
from bot.domain.refusals import (
    AlreadyClosed,
    AlreadyEscalated,
    CalendarEnds,
    CannotMove,
    CannotStep,
    DateNotRead,
    NoReviewDue,
    NoRule,
    NoSuchRecord,
    NotAllowed,
    NotClosed,
    NotEscalated,
    NothingOpen,
    NothingToTick,
    NothingToUndo,
    NotOnCaseload,
    WhyNoMove,
    WhyNoStep,
    WhyNotUndone,
)
from bot.domain.results import Undone

UNCHANGED = "Nothing was changed."


def _told(summary: str, sentence: str, *actions: Part) -> list[Drawn]:
    return shown(summary, [say(sentence)], actions)


def draw_not_on_caseload(it: NotOnCaseload, scene: Scene) -> list[Drawn]:
    """What might be a child's name is not shown back."""
    wrote = it.reference if any(mark.isdigit() for mark in it.reference) else "That"
    near = (
        f"The nearest of yours: {listed(it.nearest, 'or')}." if it.nearest else "Please check the reference."
    )
    return _told("Not on your caseload", f"{wrote} is not on your caseload. Nothing was saved. {near}")


def draw_no_such_record(it: NoSuchRecord, scene: Scene) -> list[Drawn]:
    said = f"There is no such record among those you may see. {UNCHANGED}"
    return _told("No such record", said, link("What is open?", Do.ASK_OPEN))


def draw_nothing_open(it: NothingOpen, scene: Scene) -> list[Drawn]:
    child = f" for {it.child}" if it.child else ""
    return _told("Nothing open", f"Nothing that fits is open{child}. {UNCHANGED}")


_ONLY = {
    Do.COMMENT: "Comments are for the IRO's own manager.",
    Do.TEAM_STATUS: "The team's status is for IRO managers.",
    Do.MANAGER_QUERY: "The team's figures are for IRO managers.",
    Do.MAKE_REPORT: "The annual report is for IRO managers.",
    Do.ASK_REMINDERS: "Reminders are told of to IROs, their managers and administrators.",
    Do.RECORD_RESPONSE: "Only the IRO, or the manager it was raised with, saves a response.",
    Do.SHOW_HISTORY: "The history is for the IRO and their manager.",
    Do.ASK_NOT_LOOKED_AT: "What lies between reviews is for IROs and their managers.",
    Do.ACTION_DONE: "Only the child's own IRO, or whoever is to do it, ticks an action.",
    Do.ASK_ACTIONS: "Actions are for IROs and their managers.",
    Do.ASK_DEADLINES: "Review dates are for IROs and their managers.",
    Do.GO_ON_LEAVE: "IROs and their managers say here when they are away: nobody's answer waits for it.",
    Do.COME_BACK: "IROs and their managers say here when they are away.",
    Do.SNOOZE: "You are reminded of nothing that could be snoozed.",
    Do.STILL_WORKING: "You are reminded of nothing.",
    Do.CHOOSE_REMINDERS: "You are reminded of nothing.",
    Do.ASK_FORECAST: "Review dates are for IROs and their managers.",
}


def draw_not_allowed(it: NotAllowed, scene: Scene) -> list[Drawn]:
    only = _ONLY.get(it.do, "Only the child's own IRO can do that.")
    if scene.person.roles == {Role.ADMIN}:
        only = "Your role sees no case content."
    return _told("Not possible", f"{only} {UNCHANGED}", link("Help", Do.HELP))


def draw_already_closed(it: AlreadyClosed, scene: Scene) -> list[Drawn]:
    concern = it.concern
    on = f" on {in_words(concern.resolved_on)}" if concern.resolved_on else ""
    said = f"{concern.ref} was {concern.status.value}{on}. {UNCHANGED} A note can still be added."
    again = [link_to(concern, "Open again", Do.REOPEN)] if scene.is_own(concern) else []
    return _told(safe_summary(concern, scene), said, *again, open_button(concern))


def draw_not_escalated(it: NotEscalated, scene: Scene) -> list[Drawn]:
    concern, words = it.concern, scene.words
    said = f"{concern.ref} is still {a(words.challenge)}, without {a(words.stage)}. {UNCHANGED}"
    about = {"from_record": concern.ref, "child": concern.child}
    raise_it = link(errand_title(Do.RAISE_ESCALATION, words), Do.RAISE_ESCALATION, about)
    return _told(safe_summary(concern, scene), said, raise_it, open_button(concern))


def draw_already_escalated(it: AlreadyEscalated, scene: Scene) -> list[Drawn]:
    concern = it.concern
    at = f" at {concern.step.name}" if concern.step else ""
    said = f"{concern.ref} is already {a(scene.words.escalation)}{at}. {UNCHANGED}"
    return _told(safe_summary(concern, scene), said, next_stage(concern, scene), open_button(concern))


def draw_cannot_step(it: CannotStep, scene: Scene) -> list[Drawn]:
    stage = scene.words.stage
    why = {
        WhyNoStep.NO_FURTHER: f"{it.wanted} is the last {stage}: none comes after it.",
        WhyNoStep.NO_SUCH: f"There is no such {stage} here. There are {listed(it.stages)}.",
        WhyNoStep.BEHIND: f"It stands at {listed(it.stages)}, so it cannot go to {it.wanted}.",
    }
    return _told(f"No such {stage}", f"{why[it.why]} {UNCHANGED}")


_NO_MOVE = {
    WhyNoMove.NOT_RUNNING: "No response is awaited on it, so no date is running that could be moved.",
    WhyNoMove.NO_DATE: "No number of days is set for it, so there is no date to hold. A date can be given.",
    WhyNoMove.OVERDUE: "Its date has gone by, so nothing is left to hold. A decision can move it.",
    WhyNoMove.TOO_SHORT: "No working day lies in that hold.",
    WhyNoMove.SAME: "That is the day it is due now.",
}


def draw_cannot_move(it: CannotMove, scene: Scene) -> list[Drawn]:
    concern = it.concern
    by_decision = it.why in (WhyNoMove.NO_DATE, WhyNoMove.OVERDUE)
    move = [link_to(concern, "Move date", Do.MOVE_DATE)] if by_decision else []
    said = f"{concern.ref}: {_NO_MOVE[it.why]} {UNCHANGED}"
    return _told(safe_summary(concern, scene), said, *move, open_button(concern))


def draw_not_closed(it: NotClosed, scene: Scene) -> list[Drawn]:
    said = f"{it.concern.ref} is open. {UNCHANGED}"
    return _told(safe_summary(it.concern, scene), said, open_button(it.concern))


def draw_nothing_to_tick(it: NothingToTick, scene: Scene) -> list[Drawn]:
    if not scene.is_own(it.concern):
        said = f"Nothing of yours waits to be done on {it.concern.ref}. {UNCHANGED}"
        return _told(f"{it.concern.ref}: nothing to tick", said)
    said = f"No action of {it.concern.ref} waits to be done. {UNCHANGED}"
    add = link_to(it.concern, errand_title(Do.ADD_ACTION, scene.words), Do.ADD_ACTION)
    return _told(safe_summary(it.concern, scene), said, add, open_button(it.concern))


def draw_no_review_due(it: NoReviewDue, scene: Scene) -> list[Drawn]:
    said = f"I know of no review due for {it.child}, so nothing was saved."
    return _told("No review due", f"{said} Whoever imports the reviews can add it.")


def draw_nothing_to_undo(it: NothingToUndo, scene: Scene) -> list[Drawn]:
    if it.why is WhyNotUndone.CHANGED_SINCE:
        said = f"Something was added after it, so it cannot be undone. {UNCHANGED}"
        return _told("Not undone", f"{said} Please add a note that puts it right.")
    return _told("Nothing to undo", f"There is nothing of yours to undo. {UNCHANGED}")


def draw_calendar_ends(it: CalendarEnds, scene: Scene) -> list[Drawn]:
    known = f"Bank holidays are known up to {in_words(it.known_until)}, so I cannot work out a later date."
    return _told("Too far ahead", f"{known} {UNCHANGED}")


def draw_date_not_read(it: DateNotRead, scene: Scene) -> list[Drawn]:
    parts = [say(NO_DAY), wrote(it.said) if it.said else None]
    return shown("I could not read a day in that", parts)


def draw_no_rule(it: NoRule, scene: Scene) -> list[Drawn]:
    known = "I know those of reviews, of their decisions and of their records."
    return _told("No rule for that", f"I do not work out that deadline. {known}")


_OTHERS = {
    "review_rearranged": "Undone: the review stands as it was planned before.",
    "review_adjourned": "Undone: the review stands as not adjourned.",
    "review_papers": "Undone: that paper of the review stands as before.",
    "care_event": "Undone: it stands as not told, and the reviews due are as before.",
}


def draw_undone(it: Undone, scene: Scene) -> list[Drawn]:
    concern = it.concern
    if it.activity is not None:
        child = f" for {it.activity.child}" if it.activity.child else ""
        return _told("Undone", f"Undone: {NAMES[it.activity.kind].lower()}{child}. The history keeps both.")
    if concern is None:
        return _told("Undone", _OTHERS.get(it.change.kind, "Undone: the review stands as not held."))
    what = "It was taken back whole" if it.change.kind == "opened" else "Your last change was taken back"
    said = f"{concern.ref}: undone. {what}; the history keeps both."
    opened = [open_button(concern)] if may_read(scene.person, concern) else []
    return _told(f"{concern.ref}: undone", said, *opened)
