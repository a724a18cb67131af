"""The days of an errand and the slots they fill: told by rules, then as many people's sentences teach."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.intents import Do
from bot.recognise.day_features import day_features
from bot.recognise.days import Day
from bot.recognise.kinds import BETWEEN_REVIEWS, REVIEWING
from bot.recognise.learned import LEAST, model
from bot.recognise.marks import one_or_all
from bot.recognise.message import Message
from bot.recognise.moved_days import fell_through, is_loose, is_moved_from, is_of_a_reason, is_told_after
from bot.recognise.tense import Timed, When, as_listed, has_just_been, timed, was_not_held, with_the_next

MORE_OFTEN_STORY = 0.4
"""Added to the logarithm of `story`, of which the first sets of sentences hold too little (decision 0013)."""
NEVER = 2 * LEAST
REASONS = 4


def day_slots(do: Do, message: Message) -> dict[str, Any]:
    times = told(do, message)
    happened = _days(times, When.HAPPENED)
    is_held = not _is_called_off(do, message)
    if not happened and is_held and has_just_been(message.words.flat):
        happened = message.today.isoformat()
    return {
        "happened_on": happened if do is not Do.REARRANGE_REVIEW else None,
        "due_on": None if do in BETWEEN_REVIEWS else _days(times, When.DUE),
        "unresolved_date": next((day.unread for day in message.days if day.unread), None),
        "readable_two_ways": one_or_all([t.on.isoformat() for t in times if t.two_ways and t.on]),
    }


def told(do: Do, message: Message) -> list[Timed]:
    """Each day with the date that is meant; the story's have none."""
    by_rule = by_rules(do, message)
    learned = zip(by_rule, _logs(do, message, by_rule), strict=True)
    return [
        one if _is_of_another_story(one.day, message) else _as(likeliest(logs, one.day), one)
        for one, logs in learned
    ]


def _is_of_another_story(day: Day, message: Message) -> bool:
    """What says so in so many words (`not the 3rd`, `born 3/4/12`) is not for learning to doubt."""
    return is_moved_from(day, message) or is_loose(day, message)


def why(do: Do, message: Message) -> Iterator[str]:
    """Of each day what was chosen, how probable it is, what the rules say, and what spoke most for it."""
    by_rule = by_rules(do, message)
    found = day_features(do, message, by_rule)
    for one, logs, names in zip(by_rule, _logs(do, message, by_rule), found, strict=True):
        chosen = likeliest(logs, one.day)
        weights = {name: model("days").weights(name).get(chosen.value, 0) for name in names}
        most = sorted(weights, key=lambda name: (-weights[name], name))[:REASONS]
        says = f"{chosen.value} (by the rules {one.when.value}), probability {math.exp(logs[chosen]):.2f}"
        yield f"{one.day.rule}: {says}, most from {', '.join(most)}"


def _logs(do: Do, message: Message, times: Sequence[Timed]) -> list[dict[When, float]]:
    days = model("days")
    classes = [When(name) for name in days.classes]
    return [dict(zip(classes, days.logs(found), strict=True)) for found in day_features(do, message, times)]


def likeliest(logs: dict[When, float], day: Day) -> When:
    """Of what the day can be: none that is only past is due."""
    weighed = {
        When.HAPPENED: logs[When.HAPPENED] if day.past else NEVER,
        When.DUE: logs[When.DUE] if day.future else NEVER,
        When.STORY: logs[When.STORY] + MORE_OFTEN_STORY,
    }
    return max(weighed, key=lambda when: weighed[when])


def _as(when: When, one: Timed) -> Timed:
    if when is When.STORY:
        return _of_the_story(one.day)
    on = one.day.past if when is When.HAPPENED else one.day.future
    return one if when is one.when else replace(one, when=when, on=on, two_ways=one.day.two_ways)


def _of_the_story(day: Day) -> Timed:
    return Timed(day, When.STORY, None, False, is_told=True)


def by_rules(do: Do, message: Message) -> list[Timed]:
    """What the rules say of every day; of one that belongs to something else, that it is of the story."""
    said = [day for day in message.days if day.is_one_day]
    times = as_listed(
        [_timed(day, message) for day in said if _is_of_the_errand(do, day, message)], message.words
    )
    if do in REVIEWING:
        times = with_the_next(times, message.today)
    if do is Do.SET_RAG:
        times = [_rated(one, message) for one in times]
    if do is Do.ADJOURN_REVIEW:
        times = [_adjourned(one, message.today) for one in times]
    if _is_called_off(do, message):
        times = [_of_the_story(one.day) if one.when is When.HAPPENED else one for one in times]
    kept = {one.day.first: one for one in times}
    return [kept.get(day.first, _of_the_story(day)) for day in said]


def _is_called_off(do: Do, message: Message) -> bool:
    return do is Do.REARRANGE_REVIEW or (do is Do.RECORD_REVIEW_HELD and was_not_held(message.words.flat))


def _timed(day: Day, message: Message) -> Timed:
    return timed(day, message.words, message.today)


def _adjourned(one: Timed, today: date) -> Timed:
    """`had to be adjourned today`: what is not ahead has happened."""
    return replace(one, when=When.HAPPENED) if one.on and one.on <= today else one


_MEETING = "(?:review|midway|meeting|visit|conference|supervision|check|panel)"
_RATED_FROM = re.compile(
    r" (?:as )?(?:from|at|of|per|after|following)(?: the| her| his| their| todays)?"
    rf"(?P<what> (?:\w+ )?{_MEETING}(?: on| of| held)?)? $"
)
_OF_A_MEETING = re.compile(rf"^ (?:\w+ )?{_MEETING} ")


def _rated(one: Timed, message: Message) -> Timed:
    """`green as from weds review`, `red at the meeting on tues`: of a meeting that was."""
    before = message.words.flat[: message.words.starts[one.day.first]]
    lead = _RATED_FROM.search(before)
    is_a_meeting = lead and (lead["what"] or _OF_A_MEETING.match(f" {message.after(one.day)} "))
    if not is_a_meeting or one.day.past is None or one.day.leans == "future":
        return one
    return replace(one, when=When.HAPPENED, on=one.day.past, is_told=True)


def _is_of_the_errand(do: Do, day: Day, message: Message) -> bool:
    if _is_of_another_story(day, message):
        return False
    if do not in REVIEWING or _timed(day, message).when is not When.HAPPENED:
        return True
    return not any(tells(day, message) for tells in (is_of_a_reason, is_told_after, fell_through))


def _days(times: list[Timed], when: When) -> Any:
    return one_or_all(sorted({one.on.isoformat() for one in times if one.when is when and one.on}))
