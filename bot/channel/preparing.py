"""A planned message made from the facts of the moment it leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards.draw import Scene, draw
from bot.channel.messages import Message
from bot.clock import london_day
from bot.domain.calendar import WorkingCalendar
from bot.domain.chats import Address, Chat
from bot.domain.people import Person
from bot.domain.policy import Policy
from bot.holidays_england import working_calendar
from bot.operations import reminding
from bot.operations.desk import Desk
from storage import conversations, people
from storage.database import Work
from storage.deliveries import Planned


@dataclass(frozen=True)
class Prepared:
    planned: Planned
    person: str
    """The recipient's name."""
    address: Address | None
    """None: nobody knows where to write to."""
    messages: tuple[Message, ...]
    """None: there is no longer anything to say."""


class Preparing:
    """For every authority whose policy it was given, by tenant."""

    def __init__(self, policies: Mapping[str, Policy]) -> None:
        self._policies = policies

    def prepare(self, work: Work, planned: Sequence[Planned], now: datetime) -> list[Prepared]:
        ids = [one.recipient_id for one in planned]
        recipients, chats = people.people_by_ids(work, ids), conversations.chats_of(work, ids)
        return [
            self._written(
                self.desk(work, now, recipients[one.recipient_id]), one, chats.get(one.recipient_id)
            )
            for one in planned
        ]

    def _written(self, desk: Desk, planned: Planned, chat: Chat | None) -> Prepared:
        notice = reminding.notice_for(desk, planned.about)
        address = chat.address if chat and chat.unreachable is None else None
        scene = Scene(desk.person, desk.policy, desk.today, desk.calendar)
        drawn = draw(notice, scene) if notice is not None else []
        messages = tuple(Message(one.text, one.card, one.summary) for one in drawn)
        return Prepared(planned, desk.person.name, address, messages)

    def desk(self, work: Work, now: datetime, person: Person) -> Desk:
        """As the recipient's."""
        calendar = self.calendar(work.tenant, now)
        return Desk(work, person, self._policies[work.tenant], calendar, now, london_day(now))

    def calendar(self, tenant: str, now: datetime) -> WorkingCalendar:
        policy = self._policies[tenant]
        return working_calendar(london_day(now), policy.closures, policy.extra_bank_holidays)
