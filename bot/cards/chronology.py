"""A child's chronology as plain text, ready to be pasted into the child's file: dated, oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.cards.copying import copy_cards
from bot.cards.entries import entry_title
from bot.cards.kit import Drawn, say, shown, title, visible
from bot.cards.review_words import EVENTS
from bot.cards.scene import Scene
from bot.cards.words import capital, count, in_words, noun_of, review_noun
from bot.clock import LONDON
from bot.domain.activities import Activity, ActivityKind
from bot.domain.concerns import Concern, ConcernStatus, Entry, EntryKind, StepState
from bot.domain.policy import Words
from bot.domain.refusals import WhichChild
from bot.domain.results_chronology import ChronologyShown, KeptRecord
from bot.domain.reviews import PARTICIPATION_MEANING, Review
from bot.domain.series import EventKind


@dataclass(frozen=True)
class Line:
    on: date
    what: str
    said: str = ""
    by: str = ""


def draw_chronology(it: ChronologyShown, scene: Scene) -> list[Drawn]:
    return copy_cards("Chronology", chronology_text(it, scene))


def draw_which_child(_it: WhichChild, _scene: Scene) -> list[Drawn]:
    asks = "Whose chronology? The child's reference, not a name."
    return shown(asks, [title("Chronology"), say(asks, spacing="None")])


def chronology_text(it: ChronologyShown, scene: Scene) -> str:
    """What was taken back, or withdrawn as entered wrongly, is left out: it is not this child's story."""
    lines = sorted(_lines(it, scene.words), key=lambda line: line.on)
    number = count(len(lines), "entry", "entries") if lines else "nothing is recorded"
    heads = [
        f"Chronology for {it.child}",
        f"From the records of the IRO service: {number}, oldest first, as at {in_words(scene.today)}.",
        *([f"IRO: {it.iro_name}"] if it.iro_name else []),
    ]
    return "\n\n".join(["\n".join(heads), *map(_paragraph, lines)])


def _paragraph(line: Line) -> str:
    by = f" ({line.by})" if line.by else ""
    said = f"\n{visible(line.said)}" if line.said else ""
    return f"{in_words(line.on)}: {line.what}{by}{said}"


def _lines(it: ChronologyShown, words: Words) -> Iterator[Line]:
    for kept in it.records:
        yield from _record(kept)
    for review in it.reviews:
        yield from _review(review, words)
    yield from (_activity(one) for one in it.activities)
    for event in it.events:
        yield Line(event.happened_on, EVENTS[event.kind])
        if event.ended_on and event.kind is EventKind.SHORT_BREAK:
            yield Line(event.ended_on, "Short break ended")


def _record(kept: KeptRecord) -> Iterator[Line]:
    concern = kept.concern
    name = f"{capital(noun_of(concern, kept.policy.words))} {concern.ref}"
    if concern.status is ConcernStatus.WITHDRAWN:
        yield from _withdrawn(concern, name)
        return
    told = [one for one in concern.entries if not one.undone and one.kind is not EntryKind.UNDONE]
    yield from _from_a_file(concern, name, {(one.kind, one.stage) for one in told})
    for entry in told:
        undated = replace(entry, happened_on=None)
        what = entry_title(undated, concern, kept.policy)
        yield Line(_day_of(entry, concern), f"{name}, {_first_small(what)}", entry.text, entry.by_name)


def _withdrawn(concern: Concern, name: str) -> Iterator[Line]:
    """That it was, and not what it said: it may have been another child's."""
    by_choice = any(one.kind is EntryKind.WITHDRAWN and not one.undone for one in concern.entries)
    if by_choice and concern.resolved_on:
        yield Line(concern.resolved_on, f"{name} was withdrawn; what it said is left out")


def _from_a_file(concern: Concern, name: str, told: set[tuple[EntryKind, int | None]]) -> Iterator[Line]:
    """What an imported record has as dates alone, without an entry that tells it."""
    kinds = {kind for kind, _ in told}
    if EntryKind.OPENED not in kinds and not concern.steps:
        yield Line(concern.opened_on, f"{name}, opened", by=concern.raised_by_said)
    for step in concern.steps:
        raised = step.state in (StepState.RAISED, StepState.ANSWERED)
        if raised and (EntryKind.STAGE, step.stage) not in told:
            yield Line(step.raised_on, f"{name}, {_first_small(step.name)} raised", by=concern.raised_by_said)
    if concern.resolved_on and not concern.is_open and EntryKind.RESOLVED not in kinds:
        yield Line(concern.resolved_on, f"{name}, resolved", concern.outcome)


def _day_of(entry: Entry, concern: Concern) -> date:
    """When it happened; of an entry out of a file without a day, when the record began."""
    if entry.happened_on:
        return entry.happened_on
    return concern.opened_on if entry.by_id is None else entry.at.astimezone(LONDON).date()


def _first_small(what: str) -> str:
    """In the middle of a sentence; a stage keeps its own spelling."""
    first = what.split(" ", 1)[0]
    plain = first.rstrip(",") in {"Opened", "Made", "Note", "Comment", "Resolved", "Response", "Text"}
    return what[:1].lower() + what[1:] if plain else what


_PAPERS = (
    ("decisions_sent_on", "decisions sent"),
    ("decisions_received_on", "decisions received by the manager"),
    ("answered_on", "decisions answered by the manager"),
    ("written_on", "full record written"),
    ("distributed_on", "record distributed"),
)


def _review(review: Review, words: Words) -> Iterator[Line]:
    name = capital(review_noun(review.kind, words))
    if review.adjourned_on:
        yield Line(review.adjourned_on, f"{name} adjourned", review.adjourned_reason)
    if review.held_on is None:
        if review.rearranged:
            yield Line(review.planned_on or review.due_on, f"{name} planned. {_rearranged(review)}")
        return
    yield Line(review.held_on, f"{name} held, {_in_time(review)}", _about(review))
    for column, what in _PAPERS:
        if on := getattr(review, column):
            yield Line(on, f"{name} of {in_words(review.held_on)}, {what}")


def _in_time(review: Review) -> str:
    late = (review.held_on - review.due_on).days if review.held_on else 0
    if late <= 0:
        return f"in time (due {in_words(review.due_on)})"
    return f"{count(late, 'day')} late (due {in_words(review.due_on)})"


def _about(review: Review) -> str:
    part = PARTICIPATION_MEANING[review.participation] if review.participation else ""
    said = [
        f"How the child took part: {part}." if part else "",
        f"Why late: {review.late_reason}" if review.late_reason else "",
        _rearranged(review) if review.rearranged else "",
    ]
    return "\n".join(one for one in said if one)


def _rearranged(review: Review) -> str:
    times = f"Rearranged {count(review.rearranged, 'time')}"
    return f"{times}: {review.rearranged_reason}" if review.rearranged_reason else f"{times}."


def _activity(one: Activity) -> Line:
    what = _DONE[one.kind].format(one.value or "not recorded")
    alone = ", seen alone" if one.seen_alone else ""
    of = f" of {one.credited_to}" if one.credited_to else ""
    day = f" for {in_words(one.due_on)}" if one.kind in _ARRANGED and one.due_on else ""
    return Line(one.happened_on, f"{what}{alone}{of}{day}", one.note, one.by_name)


_ARRANGED = frozenset({ActivityKind.PLANNED_VISIT, ActivityKind.PLANNED_MIDWAY})
_DONE = {
    ActivityKind.VISIT: "Visit by the IRO",
    ActivityKind.MIDWAY: "Midway review",
    ActivityKind.OVERSIGHT: "IRO oversight",
    ActivityKind.RAG: "Rated {}",
    ActivityKind.GRADE: "Quality graded: {}",
    ActivityKind.GOOD_PRACTICE: "Good practice",
    ActivityKind.PRE_REVIEW: "Check before the review",
    ActivityKind.PLANNED_VISIT: "Visit arranged",
    ActivityKind.PLANNED_MIDWAY: "Midway review arranged",
}
