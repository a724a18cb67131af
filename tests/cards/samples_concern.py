"""What hangs on a concern: dates held and moved, actions, meetings, advice, promises, reopening."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain import notices, refusals, results, results_concern, shows
from bot.domain.concerns import Action, Concern, DateMove, Meeting, WhyMoved
from bot.domain.intents import Do
from bot.domain.moving import PlannedMove
from bot.domain.policy import Policy
from bot.domain.results import Change
from tests.cards.cast import (
    IRO,
    MATTER,
    RESPONDER,
    SECRET_WORDS,
    TODAY,
    answered,
    escalation,
    resolved,
)
from tests.cards.drafts import draft, facts

UNTIL, NEW_DAY = date(2026, 12, 4), date(2026, 12, 8)
ACTION = Action(
    1, f"{SECRET_WORDS}: book the *dental* check", RESPONDER.name, RESPONDER.id, date(2026, 12, 4)
)
LATE = Action(2, "Ring the school", IRO.name, IRO.id, date(2026, 11, 13))
DONE = Action(3, "Send the report", IRO.name, IRO.id, date(2026, 11, 13), date(2026, 11, 12))


def whole(rules: Policy) -> Concern:
    """With one of everything that may hang on it."""
    stood = escalation(rules)
    step = replace(stood.steps[0], due_on=NEW_DAY)
    held = DateMove(1, step.id, WhyMoved.HOLD, MATTER, stood.steps[0].due_on, NEW_DAY, TODAY, IRO.name, UNTIL)
    met = Meeting(1, step.stage, TODAY, "Priya Sample", "the *team* manager, the IRO")
    return replace(
        stood,
        steps=(step,),
        moves=(held,),
        actions=(LATE, ACTION, DONE),
        meetings=(met,),
        legal_advice_on=TODAY,
        child_status="CLA",
    )


def lapsed(rules: Policy) -> Concern:
    return replace(answered(rules), promised_on=date(2026, 11, 18))


def of_the_concern(rules: Policy) -> dict[str, object]:
    one, change = whole(rules), Change("moved", 113, 5)
    ref = {"escalation_ref": one.ref}
    own = {"may_write": True, "may_comment": False, "may_respond": True, "may_raise_asked": False}
    planned = PlannedMove(WhyMoved.HOLD, one.steps[0], date(2026, 11, 24), NEW_DAY, UNTIL, 10)
    told = {
        "hold": (Do.HOLD, {"reason": MATTER, "due_on": "2026-12-04"}, {"move": planned}),
        "move": (
            Do.MOVE_DATE,
            {"reason": MATTER, "due_on": "2026-12-08"},
            {"move": replace(planned, why=WhyMoved.DECISION, held_until=None)},
        ),
        "action": (Do.ADD_ACTION, {"text": MATTER, "owner": "me", "due_on": "2026-12-04"}, {}),
        "action_done": (Do.ACTION_DONE, {"action_id": "1"}, {}),
        "meeting": (
            Do.RECORD_MEETING,
            {"happened_on": "2026-11-20", "chair": "Priya Sample", "attended": "all", "text": MATTER},
            {},
        ),
        "advice": (Do.LEGAL_ADVICE, {"text": MATTER}, {}),
        "reopen": (Do.REOPEN, {"reason": MATTER}, {"record": resolved(rules)}),
        "resolve_lapsed": (Do.RESOLVE, {"outcome": MATTER, "impact": "Moved."}, {"record": lapsed(rules)}),
    }
    return {
        "record": results.RecordShown(one, **own),  # type: ignore[arg-type]
        "record_lapsed": results.RecordShown(lapsed(rules), **own),  # type: ignore[arg-type]
        "text": results.FileText(one),
        "moved": results_concern.DateMoved(one, one.moves[0], change),
        "action_added": results_concern.ActionAdded(one, ACTION, change),
        "action_ticked": results_concern.ActionTicked(one, DONE, False, change),
        "action_ticked_already": results_concern.ActionTicked(one, DONE, True),
        "actions": results_concern.ActionsListed(
            (results_concern.ActionDue(one, LATE), results_concern.ActionDue(one, ACTION)), "mine"
        ),
        "actions_none": results_concern.ActionsListed((), "mine"),
        "meeting": results_concern.MeetingRecorded(one, one.meetings[0], change),
        "advice": results_concern.LegalAdviceKept(one, change),
        "reopened": results_concern.Reopened(one, change),
        "weekly": notices.Weekly(
            notices.WeeklyList((one, lapsed(rules)), 0, 0, 0, (results_concern.ActionDue(one, LATE),))
        ),
        "cannot_move": refusals.CannotMove(one, refusals.WhyNoMove.OVERDUE),
        "not_closed": refusals.NotClosed(one),
        "nothing_to_tick": refusals.NothingToTick(one),
        "ask_action": shows.AskFor(
            draft(Do.ADD_ACTION, **ref), facts(rules, record=one), "text", ("text", "owner", "due_on")
        ),
        "ask_which_action": shows.AskFor(
            draft(Do.ACTION_DONE, **ref), facts(rules, record=one), "action_id", ("action_id",)
        ),
        "ask_too_short": shows.AskFor(
            draft(Do.HOLD, **ref, reason=MATTER),
            facts(rules, record=one),
            "due_on",
            ("due_on",),
            shows.Problem.DATE_TOO_EARLY,
            "2026-11-21",
        ),
        **{
            f"confirm_{name}": shows.Confirm(
                draft(do, **ref, **slots), facts(rules, **{"record": one, **more})
            )
            for name, (do, slots, more) in told.items()
        },
    }


def ticked_by_owner(rules: Policy) -> dict[str, results.Result]:
    """By a manager who is to do it; of a record they may read, and of one they may not."""
    one = whole(rules)
    step = one.steps[0]
    mine = replace(DONE, owner=RESPONDER.name, owner_id=RESPONDER.id)
    theirs = replace(one, actions=(mine,))
    others = replace(step, to_person_id=99, to_email="other@example.org")
    unread = replace(theirs, steps=(others,), child="", entries=())
    change = Change("action_done", one.id, 8)
    return {
        "action_ticked_by_owner": results_concern.ActionTicked(theirs, mine, False, change),
        "action_ticked_by_owner_unread": results_concern.ActionTicked(unread, mine, False, change),
    }
