"""The narrative of a record: what each entry is, and as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards.entry_titles import PART_TITLES, part_title
from bot.cards.kit import Part, box, heading, quiet, say, that_fit, typed
from bot.cards.words import a, addressee_of, capital, count, in_words, moment
from bot.domain.concerns import Concern, Entry, EntryKind, Step
from bot.domain.ladder import stage_numbered
from bot.domain.policy import Policy


def narrative(entries: Sequence[Entry], concern: Concern, policy: Policy, room: int, rest: str) -> list[Part]:
    """The newest first, each in full, as far as there is room; `rest` says where the others are."""
    shown = [entry for entry in reversed(entries) if entry.kind is not EntryKind.UNDONE]
    drawn = [entry_part(entry, concern, policy) for entry in shown]
    fitting = that_fit(drawn, room)
    left = len(drawn) - len(fitting)
    more = [quiet(f"{count(left, 'earlier entry does', 'earlier entries do')} not fit here. {rest}")]
    return [heading("Narrative, newest first"), *fitting, *(more if left else [])] if drawn else []


def entry_part(entry: Entry, concern: Concern, policy: Policy) -> Part:
    """What was taken back shows that it was, and no longer what it said."""
    taken_back = " · taken back" if entry.undone else ""
    return box(
        [
            say(entry_title(entry, concern, policy), weight="Bolder"),
            quiet(f"{moment(entry.at)} · {entry.by_name}{taken_back}", spacing="None"),
            typed(entry.text, spacing="Small") if entry.text and not entry.undone else None,
        ],
        separator=True,
        spacing="Medium",
    )


def entry_title(entry: Entry, concern: Concern, policy: Policy) -> str:
    """What the entry is, with its own dates."""
    step = _step_of(entry, concern)
    who = addressee_of(step) if step else ""
    on = in_words(entry.happened_on) if entry.happened_on else ""
    due = in_words(entry.due_on) if entry.due_on else ""
    match entry.kind:
        case EntryKind.STAGE:
            return _stage(entry, step, policy) + " raised" + _if(" with ", who) + _if(", response due ", due)
        case EntryKind.ASKED:
            return f"{_stage(entry, step, policy)} asked for"
        case EntryKind.RESPONSE:
            return "Response" + _if(" of ", on) + _if(", promised by ", due) + _KEPT[entry.kept]
        case EntryKind.SENT:
            return "Text sent" + _if(" to ", who)
    if entry.kind in PART_TITLES:
        return part_title(entry, concern, policy)
    return _TITLES[entry.kind] + _if(", of ", on) + _if(", agreed by ", due)


_TITLES = {
    EntryKind.OPENED: "Opened",
    EntryKind.ESCALATED: "Made formal",
    EntryKind.NOTE: "Note",
    EntryKind.COMMENT: "Comment",
    EntryKind.RESOLVED: "Resolved",
    EntryKind.WITHDRAWN: "Withdrawn",
    EntryKind.UNDONE: "Taken back",
}


_KEPT = {None: "", True: ", kept", False: ", not kept"}


def _if(before: str, value: str) -> str:
    return before + value if value else ""


def _stage(entry: Entry, step: Step | None, policy: Policy) -> str:
    """A record no longer has the step of a stage that was taken back: the policy knows its name."""
    stage = step or stage_numbered(policy, entry.stage or 0)
    return stage.name if stage else capital(a(policy.words.stage))


def _step_of(entry: Entry, concern: Concern) -> Step | None:
    """Of a stage raised again after it was taken back, the later one alone has a step."""
    if entry.undone:
        return None
    return next((step for step in reversed(concern.steps) if step.stage == entry.stage), None)
