"""Who is away, and what came up for them meanwhile."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.domain.concerns import Concern
from bot.domain.leave import Leave, leave_on
from bot.domain.permissions import may_read
from bot.domain.reminding import DAY, LONDON, leaves_from, moment_on
from bot.operations.desk import Desk
from storage import concerns, reminders

MIDNIGHT, NINE = time(0), time(9)
LONGEST_BACK = timedelta(days=21)
"""How long a leave that is over is remembered for the list after it."""


def last_leave(desk: Desk) -> Leave | None:
    """The recipient's, over lately and not going on."""
    mine = reminders.leaves(desk.work, desk.today - LONGEST_BACK, [desk.person.id]).get(desk.person.id, [])
    over = [one for one in mine if one.to_on < desk.today]
    return over[-1] if over and not leave_on(mine, desk.today) else None


def while_away(desk: Desk, about: str) -> tuple[Concern, ...]:
    """Records with news from the recipient's leave: told by the first list after it, and by no other."""
    over = last_leave(desk)
    if over is None:
        return ()
    began, back = moment_on(over.from_on, MIDNIGHT), moment_on(over.to_on + DAY, MIDNIGHT)
    lists = reminders.lists_planned(desk.work, back, [desk.person.id]).get(desk.person.id, [])
    if not lists or lists[0].about != about:
        return ()
    news = reminders.news_planned(desk.work, desk.person.id, began, back)
    ids = [number for kind, number in map(_parted, news) if kind in ("response", "comment", "ticked")]
    steps = [number for kind, number in map(_parted, news) if kind in ("raised", "not_reached")]
    found = [*concerns.concerns_by_ids(desk.work, ids), *concerns.concerns_of_steps(desk.work, steps)]
    return tuple({one.id: one for one in found if may_read(desk.person, one)}.values())


def _parted(about: str) -> tuple[str, int]:
    kind, number, *_ = about.split(":")
    return kind, int(number)


def news_leaves_at(desk: Desk, recipient_id: int) -> datetime:
    """Now; after the quiet hours; or, to somebody who is away, on the day they are back."""
    reminders_of = desk.policy.reminders
    leaves = reminders.leaves(desk.work, desk.today, [recipient_id]).get(recipient_id, [])
    away = leave_on(leaves, desk.today)
    if away is None:
        return leaves_from(reminders_of, desk.now, desk.calendar)
    back = desk.calendar.office_day_from(away.to_on + DAY)
    return moment_on(back, reminders_of.daily_at or desk.policy.weekly.at or NINE)


def came_up_while_away(desk: Desk, at: datetime | date) -> bool:
    """The list after the leave tells of it, so it is no message of its own."""
    if desk.policy.reminders.daily_at is None:
        return False
    over = last_leave(desk)
    day = at.astimezone(LONDON).date() if isinstance(at, datetime) else at
    return over is not None and over.covers(day)
