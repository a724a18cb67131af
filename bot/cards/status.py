"""The team's status, for an IRO manager."""

from __future__ import annotations

from bot.cards.kit import Drawn, Part, facts, heading, link, quiet, runs, say, shown, title
from bot.cards.rows import line
from bot.cards.scene import Scene
from bot.cards.words import capital, count, in_words, listed
from bot.domain.intents import Do
from bot.domain.results import StatusRow, TeamStatus

Figures = list[tuple[str, int]]


def draw_status(it: TeamStatus, scene: Scene) -> list[Drawn]:
    figures = _figures(it, scene)
    parts = [
        title("The team's status"),
        quiet(in_words(scene.today), spacing="None"),
        overall(it),
        heading(f"Open by {scene.words.stage}"),
        *([_chart(figures, scene)] if it.open else []),
        quiet(" · ".join(f"{name}: {number}" for name, number in figures)),
        heading("By IRO"),
        *facts(*by_iro(it)),
        *_oldest(it, scene),
        *unreachable(it),
    ]
    return shown("The team's status", parts, _actions(), wide=True)


def _actions() -> list[Part]:
    ahead = link("The weeks ahead", Do.ASK_FORECAST)
    overdue = link("Overdue", Do.ASK_OPEN, {"what": "overdue"})
    report = link("Annual report", Do.MAKE_REPORT)
    return [link("All open", Do.ASK_OPEN), overdue, link("Reviews due", Do.ASK_DEADLINES), ahead, report]


def _figures(it: TeamStatus, scene: Scene) -> Figures:
    """The informal step by the authority's own word."""
    return [(one.stage or capital(scene.words.challenge), one.open) for one in it.by_stage]


def overall(it: TeamStatus) -> Part:
    late = f", {it.overdue} overdue" if it.overdue else ", none overdue"
    reviews = f", {count(it.reviews_overdue, 'review')} overdue"
    return runs((f"{it.open} open", False), (late, it.overdue > 0), (reviews, it.reviews_overdue > 0))


def _chart(figures: Figures, scene: Scene) -> Part:
    """Not every phone draws charts: the figures stand below it as text as well."""
    return {
        "type": "Chart.HorizontalBar",
        "title": f"Open by {scene.words.stage}",
        "displayMode": "AbsoluteWithAxis",
        "data": [{"x": name, "y": number} for name, number in figures],
        "fallback": facts(*((name, str(number)) for name, number in figures))[0],
    }


def by_iro(it: TeamStatus) -> list[tuple[str, str]]:
    return [(row.name, _open_and_overdue(row)) for row in it.by_iro]


def _open_and_overdue(row: StatusRow) -> str:
    return f"{row.open} open" + (f", {row.overdue} overdue" if row.overdue else "")


def _oldest(it: TeamStatus, scene: Scene) -> list[Part]:
    return [heading("Oldest clocks"), *(line(one, scene) for one in it.oldest[:5])] if it.oldest else []


def unreachable(it: TeamStatus) -> list[Part]:
    if not it.unreachable:
        return []
    names = listed(it.unreachable)
    again = "They get what they missed when they next write to the assistant."
    return [
        heading("Not reached"),
        say(f"Messages could not be delivered to {names}. {again}", spacing="Small"),
    ]
