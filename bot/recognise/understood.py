"""An Intent as the JSON object of `understand`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.intents import CONTROLS, PERHAPS_AT_RISK, Do, Intent

OF_THE_CONTRACT: Mapping[Do, tuple[Do, Mapping[str, Any]]] = {
    Do.WITHDRAW: (Do.RESOLVE, {"outcome": "withdrawn"}),
    Do.SHOW_RECORD: (Do.ASK_OPEN, {"what": "record"}),
    Do.SHOW_HISTORY: (Do.ASK_OPEN, {"what": "history"}),
    Do.SHOW_FILE_TEXT: (Do.ASK_OPEN, {"what": "text for the file"}),
    Do.ASK_NOT_FILED: (Do.ASK_OPEN, {"what": "not on the file"}),
    Do.COMMENT: (Do.ADD_NARRATIVE, {}),
    Do.TEAM_STATUS: (Do.MANAGER_QUERY, {"what": "team status"}),
    Do.MARK_FILED: (Do.ADD_NARRATIVE, {"what": "entered on the file"}),
    Do.MARK_SENT: (Do.ADD_NARRATIVE, {"what": "sent"}),
    Do.HOLD: (Do.ADD_NARRATIVE, {"what": "hold"}),
    Do.MOVE_DATE: (Do.ADD_NARRATIVE, {"what": "move of a date"}),
    Do.ADD_ACTION: (Do.ADD_NARRATIVE, {"what": "action"}),
    Do.ACTION_DONE: (Do.ADD_NARRATIVE, {"what": "action done"}),
    Do.ASK_ACTIONS: (Do.ASK_OPEN, {"what": "actions"}),
    Do.RECORD_MEETING: (Do.ADD_NARRATIVE, {"what": "meeting"}),
    Do.REOPEN: (Do.RESOLVE, {"outcome": "reopened"}),
    Do.LEGAL_ADVICE: (Do.ADD_NARRATIVE, {"what": "legal advice"}),
    Do.LOG_GOOD_PRACTICE: (Do.ADD_NARRATIVE, {"what": "good practice"}),
    Do.RECORD_OVERSIGHT: (Do.ADD_NARRATIVE, {"what": "oversight"}),
    Do.CHECK_BEFORE_REVIEW: (Do.ADD_NARRATIVE, {"what": "check before the review"}),
    Do.ASK_NOT_LOOKED_AT: (Do.ASK_OPEN, {"what": "not looked at"}),
    Do.REARRANGE_REVIEW: (Do.RECORD_REVIEW_HELD, {"what": "rearranged"}),
    Do.ADJOURN_REVIEW: (Do.RECORD_REVIEW_HELD, {"what": "adjourned"}),
    Do.MARK_REVIEW_PAPERS: (Do.ADD_NARRATIVE, {}),
    Do.RECORD_CARE_EVENT: (Do.ADD_NARRATIVE, {}),
    Do.ASK_FORECAST: (Do.ASK_DEADLINES, {"what": "forecast"}),
    Do.SHOW_CHRONOLOGY: (Do.ASK_OPEN, {"what": "chronology"}),
    Do.MAKE_REPORT: (Do.MANAGER_QUERY, {"what": "report"}),
    Do.ASK_REMINDERS: (Do.MANAGER_QUERY, {"what": "reminders"}),
    Do.SNOOZE: (Do.ASK_DEADLINES, {"what": "personal reminder"}),
    Do.STILL_WORKING: (Do.NONE, {"what": "still working"}),
    Do.GO_ON_LEAVE: (Do.NONE, {"what": "leave"}),
    Do.COME_BACK: (Do.NONE, {"what": "leave is over"}),
    Do.CHOOSE_REMINDERS: (Do.NONE, {"what": "reminders"}),
    Do.FILL: (Do.NONE, {}),
}
NOT_OF_THE_CONTRACT = frozenset({"readable_two_ways", "courtesy"})
FLAGS_OF_OUR_OWN = frozenset({PERHAPS_AT_RISK})
NOT_OF_NONE = frozenset({"from_on", "to_on"})
"""Of leave and the like: no question's window."""


def understood(intent: Intent) -> dict[str, Any]:
    """Keys `intent`, `slots`, `also`, `ambiguous`, `flags`, as interfaces.md names them."""
    return {
        **_frame(intent),
        "also": [_frame(also) for also in intent.also],
        "ambiguous": intent.ambiguous,
        "flags": sorted(intent.flags - FLAGS_OF_OUR_OWN | _control_flag(intent)),
    }


def _frame(intent: Intent) -> dict[str, Any]:
    if intent.do in CONTROLS:
        return {"intent": Do.NONE.value, "slots": {}}
    do, added = OF_THE_CONTRACT.get(intent.do, (intent.do, {}))
    left_out = NOT_OF_THE_CONTRACT | (NOT_OF_NONE if do is Do.NONE else frozenset())
    slots = {**added, **{name: value for name, value in intent.slots.items() if name not in left_out}}
    return {"intent": do.value, "slots": slots}


def _control_flag(intent: Intent) -> frozenset[str]:
    return frozenset({f"control:{intent.do.value}"}) if intent.do in CONTROLS else frozenset()
