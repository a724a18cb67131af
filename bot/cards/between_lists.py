"""Lists of whom to look at between reviews, and of what was done."""

from __future__ import annotations

from bot.cards.between import NAMES, PLANNED
from bot.cards.errands import errand_title
from bot.cards.kit import ROOM, Drawn, Part, box, buttons, link, quiet, runs, say, shown, size, title, typed
from bot.cards.record import FRAME
from bot.cards.rows import FULL_ROWS, folded
from bot.cards.scene import Scene
from bot.cards.words import away, capital, count, listed, near
from bot.domain.activities import Activity, ActivityKind
from bot.domain.intents import Do
from bot.domain.results_between import ActivitiesDone, BetweenList, Wanted, WantedRow

_TITLES = {
    Wanted.RATED: "Rated children",
    Wanted.RATING: "Ratings to look at again",
    Wanted.MIDWAY: "Midway reviews due",
    Wanted.VISIT: "Visits due",
    Wanted.CHECK: "Checks before reviews",
    Wanted.GRADE: "Quality checklists to be graded",
    Wanted.OVERSIGHT: "No oversight this quarter",
    Wanted.GOOD_PRACTICE: "Good practice",
    Wanted.DONE: "What was done",
}
_RECORDS = {
    Wanted.OVERSIGHT: Do.RECORD_OVERSIGHT,
    Wanted.RATED: Do.RECORD_OVERSIGHT,
    Wanted.RATING: Do.RECORD_OVERSIGHT,
    Wanted.MIDWAY: Do.RECORD_MIDWAY_REVIEW,
    Wanted.VISIT: Do.RECORD_VISIT,
    Wanted.CHECK: Do.CHECK_BEFORE_REVIEW,
    Wanted.GRADE: Do.RECORD_QA_GRADE,
}
_BEFORE_REVIEW = (Wanted.VISIT, Wanted.GRADE)
SHOWN_OF_A_NOTE = 200
TEAM = "team"


def draw_between(it: BetweenList, scene: Scene) -> list[Drawn]:
    rows = [_row(one, it, scene, with_button=it.whose != TEAM) for one in it.rows[:FULL_ROWS]]
    lines = [_row(one, it, scene, with_button=False) for one in it.rows[FULL_ROWS:]]
    parts = [
        title(_title(it, scene)),
        *_counted(it, scene),
        *rows,
        *folded(lines, ROOM - FRAME - size(rows)),
        quiet(f"And {it.more} after these.") if it.more else None,
    ]
    return shown(_TITLES[it.wanted], parts, wide=True)


def _title(it: BetweenList, scene: Scene) -> str:
    whose = ", the whole team" if it.whose == TEAM else ""
    if it.quarter is not None and not it.child:
        first, last = near(it.quarter.first, scene.today), near(it.quarter.last, scene.today)
        return f"No oversight in quarter {it.quarter.number}, {first} to {last}{whose}"
    if it.child:
        return f"{_TITLES[it.wanted]} for {it.child}"
    rated = f"rated {listed([rag.value for rag in it.rags], 'or')}" if it.rags else ""
    if it.wanted is Wanted.RATED:
        return f"{capital(rated) or _TITLES[it.wanted]}{whose}"
    until = f" to {near(it.to_on, scene.today)}" if it.to_on else ""
    return f"{_TITLES[it.wanted]}{f', {rated}' if rated else ''}{until}{whose}"


def _counted(it: BetweenList, scene: Scene) -> list[Part]:
    """What the policy does not ask for is not said to be done."""
    if not it.rows:
        none = (
            "Nothing." if it.is_set else f"{scene.policy.title} has set no dates for these; none is arranged."
        )
        return [say(none, spacing="None")]
    late = sum(one.due_on is not None and one.due_on < scene.today for one in it.rows)
    number = count(len(it.rows) + it.more, "child", "children")
    overdue = [(f", {late} overdue", True)] if late else []
    return [runs((number, False), *overdue, spacing="None")]


def _row(one: WantedRow, it: BetweenList, scene: Scene, *, with_button: bool) -> Part:
    rating = f" · {one.rating}" if one.rating else ""
    iro = f" · {one.iro_name}" if it.whose == TEAM else ""
    act = _RECORDS[it.wanted]
    button = buttons(link(errand_title(act, scene.words), act, {"child": one.child}), spacing="Small")
    return box(
        [
            say(f"{one.child}{rating}{iro}", weight="Bolder"),
            _due(one, it, scene),
            quiet(_last(one, scene), spacing="None"),
            button if with_button else None,
        ],
        separator=True,
        spacing="Medium",
    )


def _due(one: WantedRow, it: BetweenList, scene: Scene) -> Part | None:
    if one.due_on is None or it.quarter is not None:
        return None
    due = near(one.due_on, scene.today)
    if one.due_on < scene.today:
        late = count((scene.today - one.due_on).days, "day")
        return runs((f"Overdue by {late}", True), (f" (by {due})", False), spacing="None")
    before = ", before the review" if it.wanted in _BEFORE_REVIEW and one.due_on == one.review_on else ""
    return say(f"By {due} ({away(one.due_on, scene.today)}){before}", spacing="None")


def _last(one: WantedRow, scene: Scene) -> str:
    last = f"Last looked at {near(one.last_on, scene.today)}" if one.last_on else "Not looked at yet"
    review = f"; next review {near(one.review_on, scene.today)}" if one.review_on else ""
    return f"{last}{review}"


def draw_done(it: ActivitiesDone, scene: Scene) -> list[Drawn]:
    rows = [done_row(one, it.child is None, scene) for one in it.activities[:FULL_ROWS]]
    lines = [done_row(one, it.child is None, scene) for one in it.activities[FULL_ROWS:]]
    parts = [
        title(_done_title(it, scene)),
        say("The latest first." if rows else "Nothing is recorded.", spacing="None"),
        *rows,
        *folded(lines, ROOM - FRAME - size(rows)),
        quiet(f"And {it.more} before these.") if it.more else None,
    ]
    return shown(_TITLES[it.wanted], parts, _done_actions(it, scene), wide=True)


def _done_actions(it: ActivitiesDone, scene: Scene) -> list[Part]:
    about = {"child": it.child} if it.child else {}
    more = link("Good practice", Do.ASK_OPEN, {"what": "good practice"})
    others = [more] if it.wanted is Wanted.DONE else []
    if it.whose == TEAM:
        return others
    begins = (
        (Do.LOG_GOOD_PRACTICE,)
        if it.wanted is Wanted.GOOD_PRACTICE
        else (Do.RECORD_VISIT, Do.RECORD_OVERSIGHT)
    )
    return [*(link(errand_title(do, scene.words), do, about or None) for do in begins), *others]


def _done_title(it: ActivitiesDone, scene: Scene) -> str:
    child = f" for {it.child}" if it.child else ", the whole team" if it.whose == TEAM else ""
    since = f" from {near(it.from_on, scene.today)}" if it.from_on else ""
    until = f" to {near(it.to_on, scene.today)}" if it.to_on else ""
    return f"{_TITLES[it.wanted]}{child}{since}{until}"


def done_row(one: Activity, with_child: bool, scene: Scene) -> Part:
    """Good practice stands among the others, with as much to it."""
    whose = f" · {one.child}" if with_child and one.child else ""
    return box(
        [
            say(f"{near(one.happened_on, scene.today)} · {_what(one, scene)}{whose}", weight="Bolder"),
            quiet(one.by_name, spacing="None") if one.by_name else None,
            typed(_in_short(one.note), spacing="Small") if one.note else None,
        ],
        separator=True,
        spacing="Medium",
    )


def _what(one: Activity, scene: Scene) -> str:
    value = f": {one.value}" if one.value else ""
    who = f": {one.credited_to}" if one.kind is ActivityKind.GOOD_PRACTICE and one.credited_to else ""
    planned = f" for {near(one.due_on, scene.today)}" if one.kind in PLANNED and one.due_on else ""
    mode = f", {one.mode}" if one.mode and one.mode != "in person" else ""
    return capital(f"{NAMES[one.kind]}{value}{who}{planned}{mode}")


def _in_short(note: str) -> str:
    return note if len(note) <= SHOWN_OF_A_NOTE else f"{note[:SHOWN_OF_A_NOTE]} ..."
