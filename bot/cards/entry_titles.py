"""What the narrative calls what was done beside stages and notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.cards.words import in_words, meeting_of
from bot.domain.concerns import Concern, DateMove, Entry, EntryKind
from bot.domain.policy import Policy


def part_title(entry: Entry, concern: Concern, policy: Policy) -> str:
    return PART_TITLES[entry.kind](entry, concern, policy)


def _held(entry: Entry, concern: Concern, policy: Policy) -> str:
    move = next((one for one in concern.moves if one.held_until and one.held_until == entry.due_on), None)
    until = f" until {in_words(entry.due_on)}" if entry.due_on else ""
    return f"On hold{until}{_dates(move)}"


def _moved(entry: Entry, concern: Concern, policy: Policy) -> str:
    decided = [one for one in concern.moves if not one.held_until and one.new_due_on == entry.due_on]
    return f"Date moved{_dates(decided[-1] if decided else None)}"


def _dates(move: DateMove | None) -> str:
    """Both, for the child's file too; nothing of what was taken back."""
    if move is None:
        return ""
    before = f" instead of {in_words(move.old_due_on)}" if move.old_due_on else ""
    return f": response due {in_words(move.new_due_on)}{before}"


def _action(entry: Entry, concern: Concern, policy: Policy) -> str:
    action = next(
        (one for one in concern.actions if one.text == entry.text and one.due_on == entry.due_on), None
    )
    owner = f" for {action.owner}" if action else ""
    return f"Action{owner}" + (f", by {in_words(entry.due_on)}" if entry.due_on else "")


def _done(entry: Entry, concern: Concern, policy: Policy) -> str:
    return "Action done" + (f", {in_words(entry.happened_on)}" if entry.happened_on else "")


def _meeting(entry: Entry, concern: Concern, policy: Policy) -> str:
    """With its chair and attendance, which stand on the child's file with it."""
    found = next((one for one in concern.meetings if one.held_on == entry.happened_on), None)
    on = f" of {in_words(entry.happened_on)}" if entry.happened_on else ""
    chaired = f", chaired by {found.chair}" if found else ""
    attended = f"; attended: {found.attended}" if found and found.attended else ""
    return f"{meeting_of(policy, entry.stage)}{on}{chaired}{attended}"


def _advice(entry: Entry, concern: Concern, policy: Policy) -> str:
    return "Independent legal advice sought" + (
        f", {in_words(entry.happened_on)}" if entry.happened_on else ""
    )


PART_TITLES: Mapping[EntryKind, Callable[[Entry, Concern, Policy], str]] = {
    EntryKind.HELD: _held,
    EntryKind.MOVED: _moved,
    EntryKind.ACTION: _action,
    EntryKind.ACTION_DONE: _done,
    EntryKind.MEETING: _meeting,
    EntryKind.LEGAL_ADVICE: _advice,
    EntryKind.REOPENED: lambda entry, concern, policy: "Opened again",
}
