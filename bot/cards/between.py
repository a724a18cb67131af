"""What was recorded of a child between two reviews, and what follows from it."""

from __future__ import annotations

from bot.cards.errands import errand_title
from bot.cards.escalation import draw_asked, draw_raised
from bot.cards.kit import Drawn, Part, box, buttons, facts, link, quiet, say, shown, title, typed
from bot.cards.record import to_be_filed
from bot.cards.scene import Scene
from bot.cards.words import away, capital, in_words, near
from bot.domain.activities import Activity, ActivityKind
from bot.domain.between import Window
from bot.domain.intents import Do
from bot.domain.refusals import NoGrades
from bot.domain.results import StepRaised
from bot.domain.results_between import ActivityFiled, ActivityRecorded

SAVED = {
    ActivityKind.VISIT: "Visit recorded",
    ActivityKind.MIDWAY: "Midway review recorded",
    ActivityKind.OVERSIGHT: "Oversight recorded",
    ActivityKind.RAG: "Rating recorded",
    ActivityKind.GRADE: "Grade recorded",
    ActivityKind.GOOD_PRACTICE: "Good practice recorded",
    ActivityKind.PRE_REVIEW: "Check before the review recorded",
    ActivityKind.PLANNED_VISIT: "Visit arranged",
    ActivityKind.PLANNED_MIDWAY: "Midway review arranged",
}
NAMES = {
    ActivityKind.VISIT: "Visit",
    ActivityKind.MIDWAY: "Midway review",
    ActivityKind.OVERSIGHT: "Oversight",
    ActivityKind.RAG: "Rating",
    ActivityKind.GRADE: "Grade",
    ActivityKind.GOOD_PRACTICE: "Good practice",
    ActivityKind.PRE_REVIEW: "Check before the review",
    ActivityKind.PLANNED_VISIT: "Visit arranged",
    ActivityKind.PLANNED_MIDWAY: "Midway review arranged",
}
PLANNED = frozenset({ActivityKind.PLANNED_VISIT, ActivityKind.PLANNED_MIDWAY})


def draw_activity(it: ActivityRecorded, scene: Scene) -> list[Drawn]:
    """With what a trigger raised, as a card of its own."""
    one = it.activity
    is_filed_later = one.child_id is not None and one.kind not in PLANNED
    parts = [
        title(SAVED[one.kind]),
        *facts(*_facts(one, scene)),
        window_line(it.window, scene) if it.window else None,
        *_of_trigger(it, scene),
        to_be_filed(scene) if is_filed_later else None,
    ]
    entered = link("Entered on file", Do.MARK_FILED, {"activity_id": one.id}) if is_filed_later else None
    actions = [_offer(it, scene), _add_to(it), entered, link("Undo", Do.UNDO)]
    return [*shown(f"Saved: {SAVED[one.kind].lower()}", parts, actions), *_raised(it, scene)]


def _raised(it: ActivityRecorded, scene: Scene) -> list[Drawn]:
    if it.raised is None:
        return []
    return (
        draw_raised(it.raised, scene) if isinstance(it.raised, StepRaised) else draw_asked(it.raised, scene)
    )


def _facts(one: Activity, scene: Scene) -> list[tuple[str, str]]:
    is_planned, due = one.kind in PLANNED, in_words(one.due_on) if one.due_on else ""
    return [
        ("Who did well", one.credited_to),
        ("Child", one.child),
        ("Rating" if one.kind is ActivityKind.RAG else "Grade", capital(one.value)),
        ("Arranged for" if is_planned else "On", due if is_planned else in_words(one.happened_on)),
        ("How", capital(one.mode)),
        ("Seen alone", "" if one.seen_alone is None else "Yes" if one.seen_alone else "No"),
        ("Look again by" if one.kind is ActivityKind.RAG else "The next one", "" if is_planned else due),
        ("Note", one.note),
    ]


def window_line(window: Window, scene: Scene) -> Part:
    """`Look again by Fri 18 Dec 2026, counted from Fri 20 Nov 2026.`"""
    since = "the review of " if window.since_review else ""
    opens = "" if window.from_on == window.counted_from else f"from {in_words(window.from_on)} "
    by = f"Look again {opens}by {in_words(window.by_on)} ({away(window.by_on, scene.today)})"
    return quiet(f"{by}, counted from {since}{in_words(window.counted_from)}.")


def _of_trigger(it: ActivityRecorded, scene: Scene) -> list[Part]:
    if it.trigger is None:
        return []
    if it.already:
        stands = f"{it.already} stands open already, so nothing was raised a second time."
        return [say(it.trigger.says), say(stands)]
    if it.activity.declined:
        return [
            say(f"No {scene.words.escalation} was raised with it."),
            typed(it.activity.declined, "Why not"),
        ]
    return [say(it.trigger.says)]


def _offer(it: ActivityRecorded, scene: Scene) -> Part | None:
    """Red raises nothing by itself (Leicester 5.2): an escalation is one press away."""
    if it.trigger is None or it.activity.kind is not ActivityKind.RAG:
        return None
    return link(
        errand_title(Do.RAISE_ESCALATION, scene.words), Do.RAISE_ESCALATION, {"child": it.activity.child}
    )


def _add_to(it: ActivityRecorded) -> Part | None:
    if it.already is None:
        return None
    return link(f"Add a note to {it.already}", Do.ADD_NARRATIVE, {"escalation_ref": it.already})


def draw_activity_filed(it: ActivityFiled, scene: Scene) -> list[Drawn]:
    one = it.activity
    whose = f" of {one.child}" if one.child else ""
    told = f"{NAMES[one.kind]}{whose}, {in_words(one.happened_on)}: entered in {scene.words.case_system}."
    more = link("What is not on file?", Do.ASK_NOT_FILED)
    return shown("An entry is marked as on file", [title("On the child's file"), say(told)], [more])


def draw_no_grades(it: NoGrades, scene: Scene) -> list[Drawn]:
    """The same words can be kept as an oversight record."""
    given = {"child": it.child, "text": it.note}
    slots = {name: value for name, value in given.items() if value}
    told = f"{scene.policy.title} records no quality grades here. Nothing was saved."
    note = link(errand_title(Do.RECORD_OVERSIGHT, scene.words), Do.RECORD_OVERSIGHT, slots)
    return shown("No quality grades", [say(told), say("It can be kept as a note.")], [note])


def to_file_entry(one: Activity, scene: Scene) -> Part:
    entered = buttons(link("Entered on file", Do.MARK_FILED, {"activity_id": one.id}), spacing="Small")
    value = f" {one.value}" if one.value else ""
    name = f"{one.child} · {NAMES[one.kind].lower()}{value}, {near(one.happened_on, scene.today)}"
    return box([say(name), entered], separator=True, spacing="Medium")
