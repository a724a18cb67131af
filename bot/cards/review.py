"""Reviews: what is due and how each date was reached, and a review recorded as held."""

from __future__ import annotations

from datetime import date, timedelta

from bot.cards.kit import (
    ROOM,
    Drawn,
    Part,
    alarm,
    box,
    buttons,
    facts,
    link,
    quiet,
    runs,
    say,
    shown,
    size,
    title,
    typed,
    well,
)
from bot.cards.record import FRAME, to_be_filed
from bot.cards.rows import FULL_ROWS, folded
from bot.cards.scene import Scene
from bot.cards.words import (
    away,
    capital,
    count,
    deadline_working,
    in_words,
    near,
    review_noun,
    review_working,
)
from bot.domain.intents import Do
from bot.domain.results import DateWorked, ReviewDue, ReviewFiled, ReviewRecorded, ReviewsDue
from bot.domain.reviewing import WITH_PAPERS, Paper
from bot.domain.reviews import PARTICIPATION_MEANING, Participation, Review
from bot.domain.timetable import PERIODS, Deadline, Rule


def draw_recorded(it: ReviewRecorded, scene: Scene) -> list[Drawn]:
    review = it.review
    parts = [
        title("Review recorded as held"),
        say(f"{capital(review_noun(review.kind, scene.words))} of {review.child}.", spacing="None"),
        *facts(
            ("Held", in_words(review.held_on) if review.held_on else ""),
            ("Took part", took_part(review.participation)),
            ("It was due", in_words(review.due_on)),
        ),
        in_time(it.late),
        well(typed(review.late_reason, "Why it was late")) if review.late_reason else None,
        *the_next(it.next, it.next_planned_on, scene),
        to_be_filed(scene),
    ]
    entered = link("Entered on file", Do.MARK_FILED, {"review_id": review.id})
    sent = [_decisions_sent(review)] if review.kind in WITH_PAPERS else []
    return shown("Saved: a review was held", parts, [entered, *sent, link("Undo", Do.UNDO)])


def _decisions_sent(review: Review) -> Part:
    slots = {"child": review.child, "review_id": review.id, "what": Paper.DECISIONS_SENT.value}
    return link("Decisions sent", Do.MARK_REVIEW_PAPERS, slots)


def took_part(code: Participation | None) -> str:
    return f"{code.value}: {PARTICIPATION_MEANING[code]}" if code else ""


def in_time(late: bool) -> Part:
    return alarm("It was held late.") if late else say("It was held in time.")


def the_next(latest: Deadline | None, planned_on: date | None, scene: Scene) -> list[Part]:
    parts: list[Part] = []
    if latest:
        parts.append(say("The next one, at the latest", weight="Bolder"))
        parts.append(say(deadline_working(latest), spacing="None"))
    if planned_on:
        parts.append(say(f"It is planned for {in_words(planned_on)} ({away(planned_on, scene.today)})."))
    if latest and planned_on and planned_on > latest.due_on:
        parts.append(alarm(f"That is after the latest day, {in_words(latest.due_on)}."))
    return parts


def draw_review_filed(it: ReviewFiled, scene: Scene) -> list[Drawn]:
    said = f"The review of {it.review.child} is marked as entered in {scene.words.case_system}."
    more = link("What is not on file?", Do.ASK_NOT_FILED)
    return shown("A review is marked as on file", [title("On the child's file"), say(said)], [more])


def draw_due(it: ReviewsDue, scene: Scene) -> list[Drawn]:
    rows = [review_row(row, scene) for row in it.rows[:FULL_ROWS]]
    lines = [review_row(row, scene) for row in it.rows[FULL_ROWS:]]
    parts = [
        title(_title(it, scene)),
        _counted(it),
        *rows,
        *folded(lines, ROOM - FRAME - size(rows)),
        quiet(f"And {it.more} after these. Ask for a shorter time to see them.") if it.more else None,
    ]
    return shown("Reviews due", parts, _actions(it), wide=True)


def _actions(it: ReviewsDue) -> list[Part]:
    ahead = [] if it.child else [link("The weeks ahead", Do.ASK_FORECAST)]
    if it.whose != "mine":
        return ahead
    about = {"child": it.child} if it.child else None
    held = link("Record a review held", Do.RECORD_REVIEW_HELD, about)
    is_adjourned = any(row.review.adjourned_on for row in it.rows)
    adjourn = [] if is_adjourned else [link("Adjourn", Do.ADJOURN_REVIEW, about)]
    other = [link("Rearrange", Do.REARRANGE_REVIEW, about), *adjourn]
    event = link("Something happened", Do.RECORD_CARE_EVENT, about)
    return [held, *(other if it.child and it.rows else []), *([event] if it.child else []), *ahead]


def _title(it: ReviewsDue, scene: Scene) -> str:
    whose = "the team's reviews" if it.whose == "team" else "your reviews"
    if it.child:
        return f"Next review of {it.child}"
    if it.only_adjourned:
        return f"Adjourned, to be completed: {whose}"
    if it.to_on and it.to_on < scene.today:
        return f"Overdue: {whose}"
    since = f" from {near(it.from_on, scene.today)}" if it.from_on else ""
    until = f" to {near(it.to_on, scene.today)}" if it.to_on else ""
    return f"Due{since}{until}: {whose}"


def _counted(it: ReviewsDue) -> Part:
    if not it.rows:
        return say("Nothing.", spacing="None")
    total = count(len(it.rows) + it.more, "review")
    late = (f"{it.overdue} overdue", True) if it.overdue else ("none overdue", False)
    return runs((f"{total}, ", False), late, spacing="None")


def review_row(row: ReviewDue, scene: Scene) -> Part:
    review = row.review
    return box(
        [
            say(f"{review.child} · {review_noun(review.kind, scene.words)}", weight="Bolder"),
            _when(row, scene),
            _planned(row, scene),
            _adjourned(review, scene),
            quiet(review_working(review), spacing="None"),
        ],
        separator=True,
        spacing="Medium",
    )


def _planned(row: ReviewDue, scene: Scene) -> Part | None:
    planned_on = row.review.planned_on
    if planned_on is None:
        return None
    late = [(", after it is due", True)] if planned_on > scene.today + timedelta(days=row.days_left) else []
    return runs((f"Planned for {near(planned_on, scene.today)}", False), *late, spacing="None")


def _adjourned(review: Review, scene: Scene) -> Part | None:
    if review.adjourned_on is None:
        return None
    told = f"Adjourned {near(review.adjourned_on, scene.today)}"
    if review.adjourned_reason:
        told = f"{told}: {review.adjourned_reason}"
    return say(told, spacing="None")


def _when(row: ReviewDue, scene: Scene) -> Part:
    last = scene.today + timedelta(days=row.days_left)
    due = f"{'to be completed by' if row.review.adjourned_on else 'due'} {near(last, scene.today)}"
    if row.days_left < 0:
        late = f"Overdue by {count(-row.days_left, 'day')}"
        return runs((late, True), (f" ({due})", False), spacing="None")
    return say(f"{capital(due)} ({away(last, scene.today)})", spacing="None")


LIMITS = {
    Rule.FIRST: "First review",
    Rule.SECOND: "Second review",
    Rule.LATER: "Later reviews",
    Rule.SHORT_BREAK_FIRST: "First review of short breaks",
    Rule.SHORT_BREAK_LATER: "Later reviews of short breaks",
    Rule.AUTHORISED_FIRST: "First review, authority to place and not yet placed",
    Rule.AUTHORISED_LATER: "Later reviews, authority to place and not yet placed",
    Rule.PLACED_FIRST: "First review, placed for adoption",
    Rule.PLACED_SECOND: "Second review, placed for adoption",
    Rule.PLACED_LATER: "Later reviews, placed for adoption",
    Rule.SECURE_FIRST: "First secure accommodation review",
    Rule.SECURE_LATER: "Later secure accommodation reviews",
    Rule.ICPC: "Initial child protection conference",
    Rule.RCPC_FIRST: "First review conference",
    Rule.RCPC_LATER: "Later review conferences",
    Rule.FOSTER_CARER: "Foster carer review",
    Rule.PRIVATE_FIRST_YEAR: "Private fostering visits in the first year",
    Rule.PRIVATE_YEARLY: "Yearly review of private fostering",
    Rule.PRIVATE_LATER: "Private fostering visits after the first year",
    Rule.PATHWAY: "Pathway plan review",
    Rule.VISIT_FIRST: "Social worker's first visit",
    Rule.VISIT_LATER: "Social worker's later visits",
    Rule.ADJOURNED: "Adjourned review",
    Rule.DECISIONS: "Decisions circulated",
    Rule.MANAGER_RESPONSE: "The manager's queries",
    Rule.RECORD: "Full record written",
    Rule.DISTRIBUTION: "Full record distributed",
}


def draw_worked(it: DateWorked, scene: Scene) -> list[Drawn]:
    limits = [part for one in (it.deadline, *it.also) for part in _limit(one)]
    return shown("A date worked out", [title("At the latest"), *limits])


def _limit(deadline: Deadline) -> list[Part]:
    return [
        say(LIMITS[deadline.rule], weight="Bolder"),
        say(deadline_working(deadline), spacing="None"),
        quiet(PERIODS[deadline.rule].source, spacing="None"),
    ]


def to_file_row(review: Review, scene: Scene) -> Part:
    held = f", held {near(review.held_on, scene.today)}" if review.held_on else ""
    entered = buttons(link("Entered on file", Do.MARK_FILED, {"review_id": review.id}), spacing="Small")
    name = f"{review.child} · {review_noun(review.kind, scene.words)}{held}"
    return box([say(name), entered], separator=True, spacing="Medium")
