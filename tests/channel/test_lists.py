"""Whom the lists reach and when: quiet hours, the next role up, people whom nothing reached, many at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.channel.delivery import Throttled, Unreachable
from bot.clock import LONDON, london_day
from bot.domain.policy import Policy
from bot.domain.policy_file import load_policy
from bot.holidays_england import working_calendar
from bot.operations import reminding
from bot.operations.desk import Desk
from storage import children, people
from storage.database import Database, Work, open_database
from storage.tables import delivery
from tests.office import TENANT, Office, text_of

FRIDAY = datetime(2026, 11, 20, 9, 30, tzinfo=LONDON)
MONDAY = datetime(2026, 11, 23, 8, 31, tzinfo=LONDON)
RAISE = {"do": "raise_escalation", "slots": {"child": "D-100001", "themes": ["Health"], "text": "no plan"}}


def at(day: int, hour: int, minute: int = 1, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


async def opened(url: str, policy: Policy) -> Office:
    office = Office(open_database(url), policy, FRIDAY)
    await office.open()
    await office.tick()
    return office


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    office = await opened(database_url, load_policy("buckinghamshire", demo=True))
    yield office
    await office.database.close()


def sent(office: Office, who: str) -> list[str]:
    return [text_of([message]) for person, message in office.wire.sent if person == who]


async def test_the_next_role_up_hears_of_a_late_answer_and_not_of_whom_it_is_about(office: Office) -> None:
    """Stage one is with somebody outside; stage two is with the responder."""
    named = [
        {"team": "", "stage": 1, "name": "Hanna Sample", "email": "hanna@example.org"},
        {"team": "", "stage": 2, "name": "Tariq Placeholder", "email": "tariq@example.org"},
    ]
    await office.database.transact(TENANT, lambda work: people.put_addressees(work, named))
    await office.says("responder", "help")
    await office.says("manager", "help")
    await office.sends("iro", RAISE)
    await office.says("iro", "yes")
    for day in (at(23, 9), at(27, 9), at(30, 9), at(1, 9, month=12), at(2, 9, month=12)):
        office.now = day
        await office.tick()
    told = [one for one in sent(office, "responder") if "R-2026-0001" in one]
    assert len(told) == 1
    assert "answer overdue" in told[0]
    assert "Stage one, with Hanna Sample" in told[0]
    assert "nothing was raised with you" in told[0]
    assert "D-1" not in told[0]
    assert not [one for one in sent(office, "manager") if one.startswith("Today")]
    [shown] = await office.says("responder", "show R-2026-0001")
    assert "no such record" in text_of([shown])


async def test_in_quiet_hours_and_while_the_offices_are_shut_even_news_waits(database_url: str) -> None:
    policy = load_policy("buckinghamshire", demo=True)
    quiet = replace(policy.reminders, quiet_from=time(19), quiet_until=time(7, 30), quiet_when_shut=True)
    office = await opened(database_url, replace(policy, reminders=quiet))
    await office.says("responder", "help")
    office.now = at(20, 19, 30)
    await office.sends("iro", RAISE)
    await office.says("iro", "yes")
    for moment in (at(20, 19, 31), at(21, 12), at(22, 12), at(23, 7, 29)):
        office.now = moment
        await office.tick()
        assert sent(office, "responder") == []
    office.now = at(23, 7, 31)
    await office.tick()
    assert len(sent(office, "responder")) == 1
    await office.database.close()


async def test_who_was_not_reached_for_days_has_one_list_when_they_write_again(office: Office) -> None:
    await office.says("iro", "help")
    office.now = at(23, 9)
    await office.tick()
    office.wire.answers = iter([Unreachable("Blocked")])
    before = len(sent(office, "iro"))
    for day in (24, 25, 26, 27):
        office.now = at(day, 9)
        await office.tick()
    assert len(sent(office, "iro")) == before
    office.now = at(27, 10)
    await office.says("iro", "help")
    await office.tick()
    office.passes(minutes=5)
    await office.tick()
    [told] = sent(office, "iro")[before:]
    assert told.startswith("Today")


async def test_what_was_news_on_a_day_whose_list_could_not_leave_is_in_the_one_that_does(
    office: Office,
) -> None:
    """Throttled for a day and a little more: on Wednesday one list tells of both days."""
    await office.says("iro", "help")
    office.now = at(23, 9)
    await office.tick()
    for child, day in (("D-100001", "2026-11-25"), ("D-100002", "2026-11-26")):
        challenge = {"child": child, "themes": ["Health"], "to_role": "TM", "text": "No plan", "due_on": day}
        await office.sends("iro", {"do": "log_positive_challenge", "slots": challenge})
        await office.says("iro", "yes")
    office.wire.answers = iter([Throttled(24 * 3600.0)])
    office.now = at(24, 9)
    await office.tick()
    before = len(sent(office, "iro"))
    for hour in (9, 10, 17):
        office.now = at(25, hour)
        await office.tick()
    [told] = sent(office, "iro")[before:]
    assert "R-2026-0001" in told
    assert "R-2026-0002" in told


async def test_two_instances_whose_clocks_are_a_minute_apart_plan_each_list_once(postgres_url: str) -> None:
    office = await opened(postgres_url, load_policy("buckinghamshire", demo=True))
    await office.says("iro", "help")
    databases = [open_database(postgres_url) for _ in range(3)]
    calendar = working_calendar(london_day(FRIDAY), (), ())

    async def plan(database: Database, now: datetime) -> None:
        await database.transact(
            TENANT, lambda work: reminding.plan_due(work, office.policy, calendar, now, FRIDAY)
        )

    for day in (at(23, 9, 0), at(24, 9, 0), at(25, 9, 0)):
        moments = [day + timedelta(seconds=skew) for skew in (0, 30, 60, 90)]
        await asyncio.gather(*(plan(one, now) for one in databases for now in moments))
    planned = await office.database.transact(TENANT, lists)
    assert len(planned) == len({(who, about.split(":")[0], when) for who, about, when in planned})
    days = [when.astimezone(LONDON).day for who, about, when in planned if who == 1]
    assert sorted(days) == sorted(set(days))
    for database in (*databases, office.database):
        await database.close()


def lists(work: Work) -> list[tuple[int, str, datetime]]:
    rows = work.db.execute(sa.select(delivery).where(delivery.c.about.like("%ly%")))
    return [(row.recipient_id, row.about, row.planned_at) for row in rows]


async def test_planning_asks_as_many_questions_of_many_people_as_of_few(office: Office) -> None:
    few = await office.database.transact(TENANT, lambda work: questions(work, office.policy))
    await office.database.transact(TENANT, hire)
    many = await office.database.transact(TENANT, lambda work: questions(work, office.policy))
    assert few == many
    assert few["planning"] < 40
    assert few["notice"] < 30


def hire(work: Work) -> None:
    """Sixty more IROs with three children each, and fifty more children of the first."""
    people.add_people(
        work,
        [
            {"name": f"N {n}", "email": f"n{n}@example.org", "roles": "iro", "manager_email": "", "team": ""}
            for n in range(60)
        ],
    )
    ids = {one.email: one.id for one in people.everyone(work)}
    rows: list[dict[str, Any]] = [
        {"reference": f"D-3{n:05}", "iro_id": ids[f"n{n // 3}@example.org"], "team": ""} for n in range(180)
    ]
    rows += [{"reference": f"D-4{n:05}", "iro_id": ids["ines@example.org"], "team": ""} for n in range(50)]
    children.add_children(work, [{"status": "CLA", "linked": "", **row} for row in rows])


def questions(work: Work, policy: Policy) -> dict[str, int]:
    """How many statements planning takes, and one person's daily list."""
    asked: list[str] = []

    def keep(_db: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    calendar, now = working_calendar(london_day(FRIDAY), (), ()), at(24, 9)
    sa.event.listen(work.db, "before_cursor_execute", keep)
    for run in reminding.runs_due(work, policy, calendar, now, FRIDAY):
        reminding.rows_of(work, policy, calendar, run)
    planning = len(asked)
    desk = Desk(work, people.person_by_id(work, 1), policy, calendar, now, london_day(now))
    reminding.notice_for(desk, "daily:20261124:0")
    sa.event.remove(work.db, "before_cursor_execute", keep)
    return {"planning": planning, "notice": len(asked) - planning}
