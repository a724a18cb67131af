"""The day a question counts from: `held on Monday, when are the minutes due?`"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from bot.recognise.message import Message
from bot.recognise.tense import Timed, When, has_just_been, timed

TWO_WEEKS = 14
DAYS_BACK = 200
_FROM_NOW = ("so many days' time", "in so many days")
_TO_COME = re.compile(
    r" (?:have|got) (?:a |an |his |her |my )?(?:review|visit|meeting) (?:on )?$"
    r"| (?:(?:if|suppose|supposing|assuming|say|once)"
    r" (?:(?:the )?(?!was |were |had |took |held |went |came |did |happened |last )\S+ ){1,2}?"
    r"(?:(?!was|were|had|came|went|held|saw|did|met|took|happened)\S+ ){0,3}?"
    r"(?:hold|do|visit|see|adjourn|have|chair|move|start|book|meet|raise|escalate|send"
    r"|log|step|take|put|issue|agree|submit|is|are|will be|goes|gets?|happens|issued|sends?|leaves?"
    r"|go|place|comes in"
    r"|starts|moves|take place|takes place) |(?:going to|will) (?:be |hold |see |have |start )"
    r"|booked (?:in )?for |planned for |due to (?:start|move|be) |happening |next |this coming "
    r"|adjourned (?:to|until|til|till) )(?:(?!was |took |held |happened )\S+ ){0,5}?$"
)
"""`if I hold it on Monday`: a day to come."""


def base_slots(message: Message) -> dict[str, Any]:
    """The day to count from: without a year the nearest, unless the tense decides."""
    said = [day for day in message.days if day.is_one_day]
    unread = next((day.unread for day in message.days if day.unread), None)
    if not said:
        just = message.today.isoformat() if has_just_been(message.words.flat) and not unread else None
        return {"base_on": just, "unresolved_date": unread}
    times = [timed(day, message.words, message.today) for day in said]
    happened = (one for one in times if one.is_told and one.when is not When.DUE)
    chosen = _said_to_count_from(times, message) or next(happened, times[0])
    on = _counted_from(chosen, message)
    return {
        "base_on": on.isoformat() if on else None,
        "due_on": _booked(times, chosen, message),
        "unresolved_date": unread,
    }


_HAS_BOOKED = re.compile(r" (?:booked|planned|arranged|scheduled|set|fixed|diarised) (?:\S+ ){0,6}$")


_FROM_THERE = re.compile(
    r" (?:count\w*|clock|runs?|running|starts?|starting|goes|going|time|days|weeks|months|measured"
    r"|dated?|works?)"
    r"(?: (?!was|is|were)\S+){0,3} from(?: the| that)? $"
)
"""`does the clock run from the Wednesday?`: that day, though another is told of."""


def _said_to_count_from(times: list[Timed], message: Message) -> Timed | None:
    flat, starts = message.words.flat, message.words.starts
    return next((one for one in times if _FROM_THERE.search(flat[: starts[one.day.first]])), None)


def _booked(times: list[Timed], chosen: Timed, message: Message) -> str | None:
    """`looked after since 2 Nov and I've booked the review for 1/12, am I ok?`"""
    flat, starts = message.words.flat, message.words.starts
    booked = [one for one in times if one.on and _HAS_BOOKED.search(flat[: starts[one.day.first]])]
    planned = [one for one in booked if one.is_told and one.when is When.DUE]
    is_base_past = chosen.is_told and chosen.when is When.HAPPENED
    return planned[0].on.isoformat() if is_base_past and len(planned) == 1 and planned[0].on else None


def _counted_from(told: Timed, message: Message) -> date | None:
    day, today = told.day, message.today
    before = message.words.flat[: message.words.starts[day.first]]
    if day.rule.startswith(_FROM_NOW):
        return today
    if day.past == day.future or day.past is None or day.future is None:
        return day.past or day.future
    if re.search(r" last (?:review|one|meeting|visit|held) ", message.words.flat):
        return day.past
    if _TO_COME.search(before):
        return day.future
    if (day.future - day.past).days <= TWO_WEEKS:
        return day.past
    if told.when is When.HAPPENED and told.is_told and (today - day.past).days < DAYS_BACK:
        return day.past
    return day.nearest(today)
