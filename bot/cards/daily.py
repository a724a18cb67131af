"""The one message of a day: what is news, each with what can be done about it."""

from __future__ import annotations

from bot.cards.action_rows import done_button
from bot.cards.kit import (
    ROOM,
    Drawn,
    Part,
    box,
    buttons,
    heading,
    link,
    present,
    quiet,
    runs,
    say,
    shown,
    size,
    title,
    unfolds,
)
from bot.cards.papers import paper_button
from bot.cards.record import FRAME
from bot.cards.review_words import PAPERS_DUE
from bot.cards.rows import FULL_ROWS, folded, line, row, row_actions
from bot.cards.scene import Scene
from bot.cards.words import addressee_of, away, capital, count, in_words, near, review_noun, shortened
from bot.domain.intents import Do
from bot.domain.matters import Matter, Topic
from bot.domain.notices import Daily
from bot.domain.permissions import may_read, may_tick

OF_A_CHILD = {
    Topic.CHECK: "check before the review",
    Topic.RATING: "rated child to look at again",
    Topic.MIDWAY: "midway review",
    Topic.VISIT: "visit before the review",
    Topic.GRADE: "quality checklist to be graded",
}
RECORDS = {
    Topic.CHECK: ("Checked", Do.CHECK_BEFORE_REVIEW),
    Topic.RATING: ("Rate", Do.SET_RAG),
    Topic.MIDWAY: ("Record", Do.RECORD_MIDWAY_REVIEW),
    Topic.VISIT: ("Visited", Do.RECORD_VISIT),
    Topic.GRADE: ("Grade", Do.RECORD_QA_GRADE),
}


def draw_daily(it: Daily, scene: Scene) -> list[Drawn]:
    """A notification shows how many, and nothing of them."""
    heads = f"Today: {count(len(it.matters), 'matter')}" if it.matters else "Today: you are back"
    rows = [matter_row(one, scene) for one in it.matters[:FULL_ROWS]]
    others = [_told(one, scene, []) for one in it.matters[FULL_ROWS:]]
    news = [heading("While you were away"), *(line(one, scene) for one in it.while_away[:FULL_ROWS])]
    parts = [
        title(heads),
        quiet(in_words(scene.today), spacing="None"),
        *(news if it.while_away else []),
        *rows,
    ]
    later = link("Snooze the list", Do.SNOOZE, {"what": "list"}) if len(it.matters) > 1 else None
    foot = buttons(later, separator=True, spacing="Medium")
    more = folded(others, ROOM - FRAME - size([parts, foot]))
    return shown(heads, present([*parts, *more, foot]), wide=True)


def matter_row(it: Matter, scene: Scene) -> Part:
    """What is done least, putting it off, is folded away: on a phone each button more is a line more."""
    snooze = link("Snooze", Do.SNOOZE, {"what": it.name})
    if it.topic is Topic.LATE_ANSWER:
        return _acted(it, scene, snooze)
    working = link("Still working", Do.STILL_WORKING, {"what": it.name})
    fold = f"later {it.topic} {it.name}"
    drawn = _acted(it, scene, unfolds("Later", fold))
    folded_away = box([buttons(working, snooze)], id=fold, isVisible=False, spacing="Small")
    return {**drawn, "items": [*drawn["items"], folded_away]}


def _acted(it: Matter, scene: Scene, later: Part) -> Part:
    if it.concern is not None and it.action is None and may_read(scene.person, it.concern):
        return row(it.concern, scene, *row_actions(it.concern, scene), later)
    return _told(it, scene, [*_done(it, scene), later])


def _told(it: Matter, scene: Scene, actions: list[Part]) -> Part:
    """Two lines: what it is, and when; what is late stands out."""
    when = f"{'was due' if it.due_on < scene.today else 'due'} {near(it.due_on, scene.today)}"
    told = (f"Overdue by {count((scene.today - it.due_on).days, 'day')} ({when})", True)
    if it.due_on >= scene.today:
        told = (f"{capital(when)} ({away(it.due_on, scene.today)})", False)
    parts = [say(_name(it, scene), weight="Bolder"), runs(told, spacing="None"), *_more(it, scene)]
    return box([*parts, buttons(*actions, spacing="Small")], separator=True, spacing="Medium")


def _name(it: Matter, scene: Scene) -> str:
    """A record that the person may not read is told of without its child."""
    if it.concern is not None:
        sees = may_read(scene.person, it.concern)
        of = f"{it.concern.ref} · {it.child}" if sees else it.concern.ref
        return f"{of}: {'action' if it.action else 'answer overdue'}"
    if it.paper is not None:
        return f"{it.child}: {PAPERS_DUE[it.paper.paper]}"
    if it.review is not None:
        what = review_noun(it.review.kind, scene.words)
        return f"{it.child}: {f'adjourned {what}' if it.topic is Topic.ADJOURNED else what}"
    if it.topic is Topic.OVERSIGHT:
        return f"{count(it.unseen, 'child', 'children')} without oversight this quarter"
    return f"{it.child}: {OF_A_CHILD[it.topic]}"


def _more(it: Matter, scene: Scene) -> list[Part]:
    if it.action is not None:
        return [runs((shortened(it.action.text), False), spacing="None")]
    if it.concern is not None and it.concern.step is not None:
        with_whom = f"{it.concern.step.name}, with {addressee_of(it.concern.step) or 'the manager'}. "
        told = f"You have the next {scene.words.stage}; nothing was raised with you."
        return [quiet(with_whom + told, spacing="None")]
    if it.review is not None and it.review.planned_on and it.paper is None:
        return [quiet(f"Planned for {near(it.review.planned_on, scene.today)}", spacing="None")]
    if it.row is not None and it.row.review_on is not None:
        return [quiet(f"Review {near(it.row.review_on, scene.today)}", spacing="None")]
    return []


def _done(it: Matter, scene: Scene) -> list[Part]:
    """What settles it, where this person may."""
    if it.action is not None and it.concern is not None:
        may = may_tick(scene.person, it.concern, it.action)
        return [done_button(it.concern, it.action)] if may else []
    if it.paper is not None and it.review is not None:
        return [{**paper_button(it.review, it.paper.paper), "title": "Done"}]
    if it.review is not None:
        return [link("Held", Do.RECORD_REVIEW_HELD, {"child": it.child, "review_kind": it.review.kind})]
    if it.topic is Topic.OVERSIGHT:
        return [link("Not looked at", Do.ASK_NOT_LOOKED_AT)]
    if it.topic in RECORDS:
        words, do = RECORDS[it.topic]
        return [link(words, do, {"child": it.child})]
    return []
