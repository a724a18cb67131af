"""A small service at whose desks the operations are done directly, without a conversation."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from bot.clock import LONDON, london_day
from bot.domain.audit import AuditEvent
from bot.domain.concerns import Concern
from bot.domain.intents import Do
from bot.domain.policy_file import load_policy
from bot.domain.results import Result
from bot.holidays_england import working_calendar
from bot.operations.desk import Desk
from bot.operations.perform import perform
from storage import audit, concerns, people
from storage.database import Work, open_database
from tests.office import PEOPLE, TENANT, Office

T = TypeVar("T")
MONDAY = datetime(2026, 12, 14, 10, 0, tzinfo=LONDON)
ESCALATION, CHALLENGE = "R-2026-0001", "R-2026-0002"
THEMES = ["Quality and clarity of care plan"]


class Service:
    def __init__(self, office: Office) -> None:
        self.office = office

    def desk(self, work: Work, who: str) -> Desk:
        person = people.person_by_email(work, PEOPLE[who][2])
        assert person is not None
        policy, today = self.office.policy, london_day(self.office.clock())
        calendar = working_calendar(today, policy.closures, policy.extra_bank_holidays)
        return Desk(work, person, policy, calendar, self.office.clock(), today)

    async def at_desk(self, who: str, do: Callable[[Desk], T]) -> T:
        return await self.office.database.transact(TENANT, lambda work: do(self.desk(work, who)))

    async def does(self, who: str, do: Do, slots: Mapping[str, Any]) -> Result:
        return await self.at_desk(who, lambda desk: perform(desk, do, slots))

    async def asks(self, question: Callable[[Work], T]) -> T:
        return await self.office.database.transact(TENANT, question)

    async def concern(self, number: int = 1) -> Concern:
        found = await self.asks(lambda work: concerns.concern_by_id(work, number))
        assert found is not None
        return found

    async def events(self, subject: str = "concern:1") -> list[AuditEvent]:
        return await self.asks(lambda work: audit.events_of(work, subject))


@contextlib.asynccontextmanager
async def opened(url: str, authority: str = "rotherham") -> AsyncIterator[Service]:
    database = open_database(url)
    office = Office(database, load_policy(authority, demo=True), MONDAY)
    await office.open()
    service = Service(office)
    await office.says("responder", "help")
    formal = {"child": "D-100001", "themes": THEMES, "text": "The plan is unclear"}
    informal = {"child": "D-100002", "themes": THEMES, "to_role": "Team manager", "text": "No date"}
    await service.does("iro", Do.RAISE_ESCALATION, formal)
    await service.does("iro", Do.LOG_POSITIVE_CHALLENGE, {**informal, "due_on": "2026-12-18"})
    yield service
    await database.close()
