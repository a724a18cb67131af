"""The weeks ahead: how many reviews, whose weeks are too full, which can no longer be in time."""

from __future__ import annotations

from bot.cards.kit import Drawn, Part, box, heading, link, opens, quiet, runs, say, shown, title
from bot.cards.scene import Scene
from bot.cards.words import count, invented, near, of_authority, review_noun
from bot.domain.intents import Do
from bot.domain.results_reviews import Forecast, ForecastOf, ForecastWeek
from bot.domain.reviews import Review

LISTED = 15
_OFFERED = (30, 60, 90)


def draw_forecast(it: Forecast, scene: Scene) -> list[Drawn]:
    total = sum(one.reviews for one in it.iros)
    whose = "the team's reviews" if it.whose == "team" else "your reviews"
    parts = [
        title(f"To {near(it.to_on, scene.today)}: {whose}"),
        _counted(it, total),
        _capacity(it, scene),
        *_weeks(it, scene),
        *(_by_iro(it, scene) if it.whose == "team" else []),
        *_not_in_time(it, scene),
        quiet("Each stands in the week it is planned for, or else in that of its last working day."),
    ]
    days = (it.to_on - it.from_on).days
    others = [link(f"{n} days", Do.ASK_FORECAST, {"days": n}) for n in _OFFERED if n != days]
    return shown("Reviews in the weeks ahead", parts, others, wide=True)


def _counted(it: Forecast, total: int) -> Part:
    late = [(f", {it.overdue} overdue now", True)] if it.overdue else []
    return runs((count(total, "review"), False), *late, spacing="None")


def _capacity(it: Forecast, scene: Scene) -> Part:
    if it.capacity is None:
        return quiet("How many reviews a week are too many is not set here.", spacing="None")
    made_up = f" (invented for the demo, not {of_authority(scene.policy)})" if _is_made_up(scene) else ""
    return quiet(
        f"More than {count(it.capacity, 'review')} a week of one IRO are too many{made_up}.", spacing="None"
    )


def _is_made_up(scene: Scene) -> bool:
    return invented(scene.policy, "forecast.reviews_a_week")


def _weeks(it: Forecast, scene: Scene) -> list[Part]:
    """All IROs together; over where one of them is."""
    parts = [heading("By week")]
    for place, first in enumerate(it.iros[0].weeks if it.iros else ()):
        of_all = [one.weeks[place] for one in it.iros]
        number, over = sum(one.reviews for one in of_all), [one for one in of_all if one.over]
        told = [(f"Week of {near(first.monday, scene.today)}: {number}", False)]
        parts.append(runs(*told, *_over(it, over), spacing="None"))
    return parts


def _over(it: Forecast, over: list[ForecastWeek]) -> list[tuple[str, bool]]:
    if not over:
        return []
    return [
        (", over capacity" if it.whose == "mine" else f", over capacity for {count(len(over), 'IRO')}", True)
    ]


def _by_iro(it: Forecast, scene: Scene) -> list[Part]:
    return [heading("By IRO"), *(_iro(one, scene) for one in it.iros)]


def _iro(one: ForecastOf, scene: Scene) -> Part:
    over = [near(week.monday, scene.today) for week in one.weeks if week.over]
    late = [(f", over capacity in the week of {', '.join(over)}", True)] if over else []
    return runs((f"{one.iro}: {one.reviews}", False), *late, spacing="None")


def _not_in_time(it: Forecast, scene: Scene) -> list[Part]:
    if not it.not_in_time:
        return []
    rows = [_row(one, scene) for one in it.not_in_time[:LISTED]]
    left = len(it.not_in_time) - len(rows)
    more = [quiet(f"And {left} more.")] if left else []
    return [heading("Cannot be in time"), *rows, *more]


def _row(review: Review, scene: Scene) -> Part:
    planned = review.planned_on
    is_after = planned is not None and planned > review.due_on
    why = f"planned for {near(planned, scene.today)}" if planned and is_after else "no working day is left"
    rearrange = {"child": review.child, "review_kind": review.kind}
    return box(
        [
            say(f"{review.child} · {review_noun(review.kind, scene.words)}", weight="Bolder"),
            runs((f"Due {near(review.due_on, scene.today)}, {why}", True), spacing="None"),
        ],
        selectAction=opens(Do.REARRANGE_REVIEW, rearrange) if review.iro_id == scene.person.id else None,
    )
