"""The moments that were planned, and what people said of their own reminders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.leave import Choice, Leave
from storage.database import Work
from storage.inserting import insert_into
from storage.reminder_tables import leave, reminder_choice, reminder_run, snooze
from storage.tables import delivery

WEEKLY = "weekly"
DAILY = "daily"
IS_LIST = sa.or_(delivery.c.about == WEEKLY, delivery.c.about.startswith(f"{DAILY}:"))
"""Of what waits for a person as a whole, and not about one matter."""
LEFT = ("delivered", "perhaps")


@dataclass(frozen=True)
class ListPlanned:
    """A weekly or a daily message of one person."""

    about: str
    planned_at: datetime
    state: str
    left_at: datetime | None
    """None: it did not, as far as is known."""


def begin_run(work: Work, hour: str, at: datetime) -> bool:
    """True for the one instance that plans this moment; another waits for it, and then is told False."""
    values = {"tenant": work.tenant, "hour": hour, "at": at}
    insert = insert_into(work, reminder_run).values(**values).on_conflict_do_nothing()
    return work.db.execute(insert).rowcount == 1


def last_runs(work: Work) -> dict[str, datetime]:
    """By hour."""
    rows = work.db.execute(
        sa.select(reminder_run.c.hour, sa.func.max(reminder_run.c.at).label("last"))
        .where(reminder_run.c.tenant == work.tenant)
        .group_by(reminder_run.c.hour)
    )
    return {row.hour: row.last for row in rows}


def last_run_before(work: Work, moment: datetime) -> datetime | None:
    earlier = (reminder_run.c.tenant == work.tenant, reminder_run.c.at < moment)
    return work.db.execute(sa.select(sa.func.max(reminder_run.c.at)).where(*earlier)).scalar()


def forget_runs(work: Work, before: datetime) -> None:
    old = (reminder_run.c.tenant == work.tenant, reminder_run.c.at < before)
    work.db.execute(sa.delete(reminder_run).where(*old))


def plan_lists(work: Work, rows: Sequence[tuple[int, str, datetime]], leaves_at: datetime) -> None:
    """Recipient, what about, planned moment: each once, however many instances plan it."""
    values = [
        {
            "tenant": work.tenant,
            "recipient_id": recipient_id,
            "about": about,
            "planned_at": planned_at,
            "state": "waiting",
            "next_at": leaves_at,
        }
        for recipient_id, about, planned_at in rows
    ]
    if values:
        work.db.execute(insert_into(work, delivery).on_conflict_do_nothing(), values)


def lists_planned(
    work: Work, since: datetime, person_ids: Iterable[int] | None = None
) -> dict[int, list[ListPlanned]]:
    """By recipient; the latest last."""
    conditions = [delivery.c.tenant == work.tenant, delivery.c.planned_at >= since, IS_LIST]
    if person_ids is not None:
        conditions.append(delivery.c.recipient_id.in_(list(person_ids)))
    found: dict[int, list[ListPlanned]] = {}
    for row in work.db.execute(sa.select(delivery).where(*conditions).order_by(delivery.c.planned_at)):
        left_at = row.done_at if row.state in LEFT else None
        one = ListPlanned(row.about, row.planned_at, row.state, left_at)
        found.setdefault(row.recipient_id, []).append(one)
    return found


def choices(work: Work) -> dict[int, Choice]:
    rows = work.db.execute(sa.select(reminder_choice).where(reminder_choice.c.tenant == work.tenant))
    return {row.person_id: Choice(row.hour, row.weekly_only) for row in rows}


def choice_of(work: Work, person_id: int) -> Choice:
    row = work.db.execute(sa.select(reminder_choice).where(reminder_choice.c.person_id == person_id)).first()
    return Choice(row.hour, row.weekly_only) if row else Choice()


def hours_chosen(work: Work) -> list[str]:
    query = sa.select(reminder_choice.c.hour).where(reminder_choice.c.tenant == work.tenant).distinct()
    return sorted(hour for hour in work.db.execute(query).scalars() if hour)


def keep_choice(work: Work, person_id: int, choice: Choice) -> None:
    values = {"hour": choice.hour, "weekly_only": choice.weekly_only}
    _put(work, reminder_choice, {"person_id": person_id, "tenant": work.tenant}, ("person_id",), values)


def snoozed(work: Work, person_id: int, today: date) -> dict[str, date]:
    """Until when each stays out of daily messages; what has run out is left out."""
    mine = (snooze.c.person_id == person_id, snooze.c.until_on > today)
    rows = work.db.execute(sa.select(snooze.c.about, snooze.c.until_on).where(*mine))
    return {row.about: row.until_on for row in rows}


def awake_since(work: Work, after: date, today: date, person_id: int | None = None) -> dict[int, set[str]]:
    """By person: what a snooze kept out until a day after that one, and no longer does."""
    conditions = [snooze.c.tenant == work.tenant, snooze.c.until_on > after, snooze.c.until_on <= today]
    if person_id is not None:
        conditions.append(snooze.c.person_id == person_id)
    found: dict[int, set[str]] = {}
    for row in work.db.execute(sa.select(snooze).where(*conditions)):
        found.setdefault(row.person_id, set()).add(row.about)
    return found


def keep_snooze(work: Work, person_id: int, about: str, until_on: date) -> None:
    key = {"person_id": person_id, "about": about, "tenant": work.tenant}
    _put(work, snooze, key, ("person_id", "about"), {"until_on": until_on})


def keep_leave(work: Work, person_id: int, leave_of: Leave) -> None:
    """In the place of one that it overlaps."""
    overlapping = (
        leave.c.person_id == person_id,
        leave.c.from_on <= leave_of.to_on,
        leave.c.to_on >= leave_of.from_on,
    )
    work.db.execute(sa.delete(leave).where(*overlapping))
    row = {
        "person_id": person_id,
        "tenant": work.tenant,
        "from_on": leave_of.from_on,
        "to_on": leave_of.to_on,
    }
    work.db.execute(sa.insert(leave).values(**row))


def end_leave(work: Work, person_id: int, last: date) -> Leave | None:
    """The first leave that goes on after that day ends with it; one that had not begun covers no day then."""
    going_on = (leave.c.person_id == person_id, leave.c.to_on > last)
    row = work.db.execute(sa.select(leave).where(*going_on).order_by(leave.c.from_on)).first()
    if row is None:
        return None
    this = (leave.c.person_id == person_id, leave.c.from_on == row.from_on)
    work.db.execute(sa.update(leave).where(*this).values(to_on=last))
    return Leave(row.from_on, row.to_on)


def leaves(work: Work, from_on: date, person_ids: Iterable[int] | None = None) -> dict[int, list[Leave]]:
    """By person: those not over before that day; the earliest first."""
    conditions = [leave.c.tenant == work.tenant, leave.c.to_on >= from_on]
    if person_ids is not None:
        conditions.append(leave.c.person_id.in_(list(person_ids)))
    found: dict[int, list[Leave]] = {}
    for row in work.db.execute(sa.select(leave).where(*conditions).order_by(leave.c.from_on)):
        found.setdefault(row.person_id, []).append(Leave(row.from_on, row.to_on))
    return found


def news_planned(work: Work, person_id: int, from_at: datetime, to_at: datetime) -> list[str]:
    """What about: the notices that came up for them in that time, other than lists; the earliest first."""
    query = sa.select(delivery.c.about).where(
        delivery.c.recipient_id == person_id,
        delivery.c.planned_at >= from_at,
        delivery.c.planned_at < to_at,
        ~IS_LIST,
    )
    return list(work.db.execute(query.order_by(delivery.c.planned_at, delivery.c.id)).scalars())


def bring_news_forward(work: Work, person_id: int, now: datetime) -> None:
    waiting = (delivery.c.recipient_id == person_id, delivery.c.state == "waiting", delivery.c.next_at > now)
    work.db.execute(sa.update(delivery).where(*waiting).values(next_at=now))


def _put(
    work: Work, table: sa.Table, key: Mapping[str, Any], of: Sequence[str], values: Mapping[str, Any]
) -> None:
    insert = insert_into(work, table).values(**key, **values)
    work.db.execute(insert.on_conflict_do_update(index_elements=list(of), set_=dict(values)))
