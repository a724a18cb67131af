"""The papers of a review: what was done, and what is still to be done by when."""

from __future__ import annotations

from datetime import date

from bot.cards.kit import (
    ROOM,
    Drawn,
    Part,
    alarm,
    box,
    buttons,
    facts,
    heading,
    link,
    quiet,
    runs,
    said,
    say,
    shown,
    size,
    title,
)
from bot.cards.record import FRAME
from bot.cards.review_words import PAPERS
from bot.cards.rows import FULL_ROWS, folded
from bot.cards.scene import Scene
from bot.cards.words import away, capital, count, deadline_working, in_words, near, review_noun
from bot.domain.intents import Do
from bot.domain.results_reviews import PaperMarked, PaperRow, PapersDue
from bot.domain.reviewing import Paper, PaperDue
from bot.domain.reviews import Review
from bot.domain.shows import Confirm

_THEN = {Paper.DECISIONS_SENT: Paper.DECISIONS_RECEIVED}
"""What comes next and has no limit of its own."""


def confirm_paper(it: Confirm, scene: Scene) -> list[Part]:
    review, what = it.facts.review, it.draft.slots.get("what")
    if review is None or what not in tuple(Paper):
        return []
    on = date.fromisoformat(it.draft.slots["happened_on"])
    return said(_known(review, Paper(what), on, scene), _still(it.facts.around_review.papers, scene))


def draw_marked(it: PaperMarked, scene: Scene) -> list[Drawn]:
    late = alarm("That was after its last day.") if it.late else None
    parts = [
        title(PAPERS[it.paper]),
        *_known(it.review, it.paper, it.on, scene),
        late,
        *_still(it.still, scene),
    ]
    following = [_THEN[it.paper]] if it.paper in _THEN else []
    nexts = [*following, *(due.paper for due in it.still if due.paper not in following)]
    actions = [paper_button(it.review, paper) for paper in nexts[:2]]
    return shown("Saved: a paper of a review", parts, [*actions, link("Undo", Do.UNDO)])


def draw_papers_due(it: PapersDue, scene: Scene) -> list[Drawn]:
    heads = f"Papers of reviews still to do{f' for {it.child}' if it.child else ''}"
    if not it.rows:
        return shown("Papers of reviews", [title(heads), say("Nothing.", spacing="None")])
    rows = [_row(one, it, scene) for one in it.rows[:FULL_ROWS]]
    lines = [_row(one, it, scene) for one in it.rows[FULL_ROWS:]]
    overdue = sum(one.days_left < 0 for one in it.rows)
    total = runs(
        (f"{count(len(it.rows) + it.more, 'paper')}, ", False),
        (f"{overdue} overdue", True) if overdue else ("none overdue", False),
        spacing="None",
    )
    more = quiet(f"And {it.more} after these.") if it.more else None
    parts = [title(heads), total, *rows, *folded(lines, ROOM - FRAME - size(rows)), more]
    return shown("Papers of reviews still to do", parts, wide=True)


def paper_button(review: Review, paper: Paper) -> Part:
    slots = {"child": review.child, "review_id": review.id, "what": paper.value}
    return link(_BUTTONS[paper], Do.MARK_REVIEW_PAPERS, slots)


_BUTTONS = {
    Paper.DECISIONS_SENT: "Decisions sent",
    Paper.DECISIONS_RECEIVED: "Decisions received",
    Paper.ANSWERED: "Manager answered",
    Paper.WRITTEN: "Record written",
    Paper.DISTRIBUTED: "Record distributed",
}


def _known(review: Review, paper: Paper, on: date, scene: Scene) -> list[Part]:
    return facts(
        ("Child", review.child),
        ("Review", capital(review_noun(review.kind, scene.words))),
        ("Held", in_words(review.held_on) if review.held_on else ""),
        (PAPERS[paper], f"{in_words(on)} ({away(on, scene.today)})"),
    )


def _still(papers: tuple[PaperDue, ...], scene: Scene) -> list[Part]:
    if not papers:
        return [say("All its papers are done.")]
    return [
        heading("Still to do"),
        *facts(*((PAPERS[one.paper], deadline_working(one.deadline)) for one in papers)),
    ]


def _row(one: PaperRow, it: PapersDue, scene: Scene) -> Part:
    review, due = one.review, one.due.deadline.due_on
    held = f"held {near(review.held_on, scene.today)}" if review.held_on else ""
    told = (
        (f"Overdue by {count(-one.days_left, 'day')} (due {near(due, scene.today)})", True)
        if one.days_left < 0
        else (f"Due {near(due, scene.today)} ({away(due, scene.today)})", False)
    )
    own = review.iro_id == scene.person.id
    done = buttons(paper_button(review, one.due.paper), spacing="Small") if own else None
    parts = [
        say(f"{review.child} · {PAPERS[one.due.paper]}", weight="Bolder"),
        runs(told, spacing="None"),
        quiet(
            f"{review_noun(review.kind, scene.words)}, {held}: {deadline_working(one.due.deadline)}",
            spacing="None",
        ),
        done,
    ]
    return box(parts, separator=True, spacing="Medium")
