"""Everything that ever happened to a record, from its audit."""

from __future__ import annotations

from datetime import datetime

from bot.cards.kit import ROOM, Drawn, Part, box, quiet, say, shown, that_fit, title
from bot.cards.record import FRAME
from bot.cards.rows import open_button
from bot.cards.scene import Scene
from bot.cards.words import count, moment
from bot.domain.results import HistoryLine, HistoryShown

_DID = {
    "imported": "brought it in from a file",
    "opened": "opened the record",
    "escalated": "made it formal",
    "note": "added a note",
    "asked": "asked for a stage to be raised",
    "stage": "raised a stage",
    "response": "recorded a response",
    "sent": "sent the text by hand",
    "comment": "commented",
    "resolved": "resolved it",
    "withdrawn": "withdrew it",
    "held": "put a stage on hold",
    "moved": "moved the date of a stage",
    "action": "added an action",
    "action_done": "ticked an action as done",
    "meeting": "recorded a meeting",
    "legal_advice": "recorded independent legal advice",
    "reopened": "opened it again",
    "undone": "took back the last change",
    "filed": "marked it as entered on the child's file",
    "read": "read the record",
    "read_history": "read the history",
    "read_chronology": "read it in the child's chronology",
    "read_text": "read the record as text",
}


def draw_history(it: HistoryShown, scene: Scene) -> list[Drawn]:
    lines = [_line(one, scene) for one in reversed(it.events)]
    fitting = that_fit(lines, ROOM - FRAME)
    left = len(lines) - len(fitting)
    parts = [
        title(f"History of {it.concern.ref}"),
        quiet("Newest first. Nothing is ever removed from it.", spacing="None"),
        *fitting,
        quiet(f"And {count(left, 'earlier line')}, which the audit of the assistant shows.")
        if left
        else None,
    ]
    return shown(f"History of {it.concern.ref}", parts, [open_button(it.concern)], wide=True)


def _line(event: HistoryLine, scene: Scene) -> Part:
    did = _DID.get(event.action, event.action.replace("_", " ")).replace("stage", scene.words.stage)
    kept = event.facts.get("promise_kept")
    if kept is not None:
        did += f"; what was promised was {'kept' if kept else 'not kept'}"
    when = moment(datetime.fromisoformat(event.at))
    return box([say(f"{event.actor} {did}"), quiet(when, spacing="None")], spacing="Small")
