"""The narrative of a record: what each entry is, and as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards.kit import Part, box, heading, quiet, say, that_fit, typed
from bot.cards.words import addressee_of, count, in_words, moment
from bot.domain.concerns import Concern, Entry, EntryKind, Step


def narrative(entries: Sequence[Entry], concern: Concern, room: int, rest: str) -> list[Part]:
    """The newest first, each in full, as far as there is room; `rest` says where the others are."""
    drawn = [entry_part(entry, concern) for entry in reversed(entries) if entry.kind is not EntryKind.UNDONE]
    fitting = that_fit(drawn, room)
    left = len(drawn) - len(fitting)
    more = [quiet(f"{count(left, 'earlier entry does', 'earlier entries do')} not fit here. {rest}")]
    return [heading("Narrative, newest first"), *fitting, *(more if left else [])] if drawn else []


def entry_part(entry: Entry, concern: Concern) -> Part:
    """What was taken back shows that it was, and no longer what it said."""
    taken_back = " · taken back" if entry.undone else ""
    return box(
        [
            say(entry_title(entry, concern), weight="Bolder"),
            quiet(f"{moment(entry.at)} · {entry.by_name}{taken_back}", spacing="None"),
            typed(entry.text, spacing="Small") if entry.text and not entry.undone else None,
        ],
        separator=True,
        spacing="Medium",
    )


def entry_title(entry: Entry, concern: Concern) -> str:
    """What the entry is, with its own dates."""
    step = _step_of(entry, concern)
    match entry.kind:
        case EntryKind.STAGE:
            return _stage_title(entry, step)
        case EntryKind.ASKED:
            return f"{step.name if step else 'The next one'} asked for"
        case EntryKind.RESPONSE:
            return _response_title(entry)
        case EntryKind.SENT:
            return f"Text sent{' to ' + addressee_of(step) if step and addressee_of(step) else ''}"
    return _TITLES[entry.kind] + _dates(entry)


_TITLES = {
    EntryKind.OPENED: "Opened",
    EntryKind.ESCALATED: "Made formal",
    EntryKind.NOTE: "Note",
    EntryKind.COMMENT: "Comment",
    EntryKind.RESOLVED: "Resolved",
    EntryKind.WITHDRAWN: "Withdrawn",
    EntryKind.UNDONE: "Taken back",
}


def _dates(entry: Entry) -> str:
    on = f", of {in_words(entry.happened_on)}" if entry.happened_on else ""
    return on + (f", agreed by {in_words(entry.due_on)}" if entry.due_on else "")


def _response_title(entry: Entry) -> str:
    on = f" of {in_words(entry.happened_on)}" if entry.happened_on else ""
    return f"Response{on}" + (f", promised by {in_words(entry.due_on)}" if entry.due_on else "")


def _stage_title(entry: Entry, step: Step | None) -> str:
    to = f" with {addressee_of(step)}" if step and addressee_of(step) else ""
    due = f", response due {in_words(entry.due_on)}" if entry.due_on else ""
    return f"{step.name if step else 'The next one'} raised{to}{due}"


def _step_of(entry: Entry, concern: Concern) -> Step | None:
    return next((step for step in reversed(concern.steps) if step.stage == entry.stage), None)
