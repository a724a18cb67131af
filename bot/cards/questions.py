"""Lists of records, as asked for."""

from __future__ import annotations

from collections.abc import Iterator

from bot.cards.between import to_file_entry
from bot.cards.errands import errand_title, which_record
from bot.cards.kit import ROOM, Drawn, Part, heading, link, opens, quiet, runs, say, shown, size, title
from bot.cards.record import FRAME, text_button
from bot.cards.review import to_file_row
from bot.cards.rows import FULL_ROWS, folded, is_late, line, link_to, list_of, row
from bot.cards.scene import Scene
from bot.cards.words import count, listed
from bot.domain.concerns import Concern
from bot.domain.intents import Do
from bot.domain.refusals import WhichRecord
from bot.domain.results import RecordList, Slice

_TITLES = {
    Slice.OPEN: "Open",
    Slice.OVERDUE: "Overdue",
    Slice.AWAITING: "Waiting for a response",
    Slice.NOT_FILED: "Not yet on the child's file",
}
_WHOSE = {"team": ", the whole team", "addressed": ", addressed to you"}


def draw_list(it: RecordList, scene: Scene) -> list[Drawn]:
    if it.slice is Slice.NOT_FILED:
        return _draw_not_filed(it, scene)
    if not it.concerns:
        return _draw_empty(it, scene)
    parts = [title(_title(it, scene)), _counted(it, scene), *list_of(it.concerns, scene, ROOM - FRAME)]
    return shown(f"{_safe_title(it, scene)}: {count(len(it.concerns), 'record')}", parts, wide=True)


def _title(it: RecordList, scene: Scene) -> str:
    return _safe_title(it, scene) + (f" for {it.child}" if it.child else "")


def _safe_title(it: RecordList, scene: Scene) -> str:
    """With what it was narrowed to, so that nobody takes a part for the whole."""
    return ", ".join([_TITLES[it.slice] + _WHOSE.get(it.whose, ""), *_narrowed(it, scene)])


def _narrowed(it: RecordList, scene: Scene) -> Iterator[str]:
    if it.formal is not None:
        yield scene.words.escalations if it.formal else scene.words.challenges
    if it.stages:
        yield f"{scene.words.stage} {listed([str(number) for number in it.stages], 'or')}"
    if it.older_than_days is not None:
        yield f"older than {count(it.older_than_days, 'day')}"


def _counted(it: RecordList, scene: Scene) -> Part:
    late = sum(is_late(one, scene) for one in it.concerns)
    overdue = [(f", {late} overdue", True)] if late and it.slice is not Slice.OVERDUE else []
    ordered = [(", soonest date first", False)] if len(it.concerns) > 1 else []
    return runs((count(len(it.concerns), "record"), False), *overdue, *ordered, spacing="None")


def _draw_empty(it: RecordList, scene: Scene) -> list[Drawn]:
    begin = (Do.LOG_POSITIVE_CHALLENGE, Do.RAISE_ESCALATION) if it.whose == "mine" else ()
    child = {"child": it.child} if it.child else None
    actions = [link(errand_title(do, scene.words), do, child) for do in begin]
    return shown(
        f"{_safe_title(it, scene)}: nothing",
        [title(_title(it, scene)), say("Nothing.", spacing="None")],
        actions,
    )


def _draw_not_filed(it: RecordList, scene: Scene) -> list[Drawn]:
    system = scene.words.case_system
    if not it.concerns and not it.reviews and not it.activities:
        said = say(f"Everything is marked as entered in {system}.", spacing="None")
        return shown("All on file", [title("All on file"), said])
    reviews = [*_reviews(it, scene), *_activities(it, scene)]
    rows = [row(one, scene, *_filing(one, scene)) for one in it.concerns[:FULL_ROWS]]
    lines = [line(one, scene) for one in it.concerns[FULL_ROWS:]]
    room = ROOM - FRAME - size([rows, reviews])
    return shown(
        "Not yet on the child's file",
        [title(f"Not yet in {system}"), *rows, *folded(lines, room), *reviews],
        wide=True,
    )


def _reviews(it: RecordList, scene: Scene) -> list[Part]:
    """Held, and not yet on file."""
    rows = [to_file_row(one, scene) for one in it.reviews[:FULL_ROWS]]
    left = len(it.reviews) - len(rows)
    more = [quiet(f"And {count(left, 'more review')}, shown when these are done.")] if left else []
    return [heading("Reviews held"), *rows, *more] if rows else []


def _activities(it: RecordList, scene: Scene) -> list[Part]:
    """Recorded between reviews, and not yet on file."""
    rows = [to_file_entry(one, scene) for one in it.activities[:FULL_ROWS]]
    left = len(it.activities) - len(rows)
    more = (
        [quiet(f"And {count(left, 'more entry', 'more entries')}, shown when these are done.")]
        if left
        else []
    )
    return [heading("Between reviews"), *rows, *more] if rows else []


def _filing(concern: Concern, scene: Scene) -> list[Part]:
    return [text_button(concern, scene), link_to(concern, "Entered on file", Do.MARK_FILED)]


def draw_which(it: WhichRecord, scene: Scene) -> list[Drawn]:
    """The row pressed answers the question, so that the errand goes on with it."""
    which = which_record(it.do)
    top = [title(which), say("Several fit. Press the one you mean.", spacing="None")]
    rows = [line(one, scene, opens(Do.FILL, {"escalation_ref": one.ref})) for one in it.concerns]
    shown_at_once = rows[:FULL_ROWS]
    more = folded(rows[FULL_ROWS:], ROOM - FRAME - size(shown_at_once))
    return shown(which, [*top, *shown_at_once, *more])
