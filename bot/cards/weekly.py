"""The one message of a week: a part for each of a person's roles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.cards.action_rows import action_rows
from bot.cards.between_weekly import between_counts, between_links
from bot.cards.daily import matter_row
from bot.cards.kit import (
    ROOM,
    Drawn,
    Part,
    buttons,
    facts,
    heading,
    link,
    present,
    quiet,
    runs,
    said,
    say,
    shown,
    size,
    title,
)
from bot.cards.record import FRAME
from bot.cards.rows import FULL_ROWS, folded, line, list_of
from bot.cards.scene import Scene
from bot.cards.status import by_iro, overall, unreachable
from bot.cards.words import count, near
from bot.domain.concerns import Concern
from bot.domain.intents import Do
from bot.domain.notices import AwaitedAnswers, Away, Digest, Weekly, WeeklyList

SHARE = ROOM // 4
"""Of one card, for what may not crowd out the rest."""
MOST_BUTTONS = 6
SHOWN = 5
"""Overdue records of each who is away."""


def draw_weekly(it: Weekly, scene: Scene) -> list[Drawn]:
    """A notification shows how many, and nothing of them."""
    room = ROOM - FRAME
    away = _while_away(it.while_away, scene)
    team = _team(it.team, scene) if it.team else []
    answers = _answers(it.answers, scene, room // 3) if it.answers else []
    news = [heading("News"), *(matter_row(one, scene) for one in it.news[:FULL_ROWS])] if it.news else []
    left = room - size([away, team, answers, news])
    mine = _mine(it.mine, scene, left, is_first=not (away or news)) if it.mine else []
    heads = f"This week: {_number(it, scene)}"
    return shown(heads, [title(heads), *away, *news, *mine, *answers, *team], wide=True)


def _number(it: Weekly, scene: Scene) -> str:
    """Of what the person has most to do with."""
    words = scene.words
    if it.mine is not None:
        number = len(it.mine.concerns)
        several = f"open {words.escalations}"
        return count(number, f"open {words.escalation}", several) if number else f"no {several}"
    if it.answers is not None and it.answers.concerns:
        return count(len(it.answers.concerns), "answer awaited", "answers awaited")
    if it.answers is not None:
        return count(len(it.answers.actions), "action")
    if it.team is not None:
        return f"{it.team.status.open} open in the team"
    return count(len(it.news), "matter") if it.news else "you are back"


def _while_away(concerns: tuple[Concern, ...], scene: Scene) -> list[Part]:
    if not concerns:
        return []
    rows = folded([line(one, scene) for one in concerns[FULL_ROWS:]], SHARE, "news")
    return [heading("While you were away"), *(line(one, scene) for one in concerns[:FULL_ROWS]), *rows]


def _mine(it: WeeklyList, scene: Scene, room: int, *, is_first: bool) -> list[Part]:
    to_do, also, asleep = _to_do(it, scene), _also(it, scene), _snoozed(it.concerns, it.snoozed, scene)
    rows = list_of(it.concerns, scene, room - size([also, to_do, asleep]))
    order = None if is_first else heading(f"Open {scene.words.escalations}")
    if len(it.concerns) > 1 and is_first:
        order = say("Soonest date first.", spacing="None")
    return present([order, *rows, *asleep, *to_do, *also])


def _to_do(it: WeeklyList, scene: Scene) -> list[Part]:
    """The IRO's own actions of the week, each with its tick."""
    if not it.actions:
        return []
    return [heading("Your actions"), *action_rows(it.actions, scene, SHARE)]


def _snoozed(concerns: tuple[Concern, ...], until: Mapping[str, date], scene: Scene) -> list[Part]:
    """What stays out of daily messages is in this list all the same, and says so."""
    told = [
        f"{one.ref}: snoozed until {near(until[name], scene.today)}"
        for one in concerns
        if (name := f"concern:{one.id}") in until
    ]
    listed = {f"concern:{one.id}" for one in concerns}
    others = sum(name not in listed for name in until)
    if others:
        told.append(f"Snoozed besides: {count(others, 'matter')}")
    return [quiet(" · ".join(told), spacing="Medium")] if told else []


def _also(it: WeeklyList, scene: Scene) -> list[Part]:
    """What else waits: in words, with a button each."""
    words, system = scene.words, scene.words.case_system
    waiting = (
        (it.challenges_overdue, f"{words.challenge} past its date", f"{words.challenges} past their dates"),
        (it.reviews_overdue, "review overdue", "reviews overdue"),
        (it.reviews_soon, "review due soon", "reviews due soon"),
        (it.papers_due, "paper of a review to be done", "papers of reviews to be done"),
        (it.not_filed, f"record not yet in {system}", f"records not yet in {system}"),
        *between_counts(it.between, scene),
    )
    lines = [say(count(number, one, many), spacing="Small") for number, one, many in waiting if number]
    reviews = it.reviews_overdue or it.reviews_soon
    actions = [
        link("All open", Do.ASK_OPEN),
        link("Reviews due", Do.ASK_DEADLINES) if reviews else None,
        link("Papers", Do.ASK_DEADLINES, {"what": "papers due"}) if it.papers_due else None,
        link(f"Not in {system}", Do.ASK_NOT_FILED) if it.not_filed else None,
        *between_links(it.between),
    ]
    heads = heading("Also waiting") if lines else None
    likeliest = present(actions)[:MOST_BUTTONS]
    return said(heads, lines, buttons(*likeliest, separator=True, spacing="Medium"))


def _answers(it: AwaitedAnswers, scene: Scene, room: int) -> list[Part]:
    rows = (
        [heading("Waiting for your answer"), *list_of(it.concerns, scene, room, "awaited")]
        if it.concerns
        else []
    )
    actions = [heading("Your actions"), *action_rows(it.actions, scene, SHARE)] if it.actions else []
    return [*rows, *_snoozed(it.concerns, it.snoozed, scene), *actions]


def _team(it: Digest, scene: Scene) -> list[Part]:
    """Open and overdue by IRO, the oldest, who is away and who was not reached."""
    status = it.status
    oldest = [heading("Oldest clocks"), *(line(one, scene) for one in status.oldest)] if status.oldest else []
    actions = [
        link("Team status", Do.TEAM_STATUS),
        link("Overdue", Do.ASK_OPEN, {"what": "overdue"}),
        link("Reviews due", Do.ASK_DEADLINES),
    ]
    parts = [heading("Your team"), overall(status), *facts(*by_iro(status)), *_away(it.away, scene), *oldest]
    return present([*parts, *unreachable(status), buttons(*actions, separator=True, spacing="Medium")])


def _away(away: tuple[Away, ...], scene: Scene) -> list[Part]:
    """What is overdue while its IRO is on leave: nobody else is told of it."""
    if not away:
        return []
    parts = [heading("Away")]
    for one in away:
        late = count(len(one.overdue), "record") + " overdue" if one.overdue else "nothing overdue"
        until = f"{one.name}: away until {near(one.until, scene.today)}, "
        parts.append(runs((until, False), (late, bool(one.overdue)), spacing="Small"))
        parts += [line(concern, scene) for concern in one.overdue[:SHOWN]]
        more = len(one.overdue) - SHOWN
        parts += [quiet(f"And {more} more: ask what is overdue.")] if more > 0 else []
    return parts
