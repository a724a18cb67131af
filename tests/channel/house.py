"""The whole assistant behind real HTTP, with the far end of the wire it talks to."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp

from bot.channel.assistant import Assistant
from bot.channel.connectors import connected
from bot.channel.credentials import Credentials
from bot.channel.edge import Edge, make_app
from bot.channel.heartbeat import Heartbeat
from bot.channel.metrics import Metrics
from bot.channel.outbox import Outbox
from bot.channel.pace import Pace
from bot.channel.reminders import Reminders
from bot.channel.roster import Roster
from bot.channel.rounds import Rounds
from bot.channel.sending import Sender
from bot.channel.watch import Watch
from bot.clock import LONDON
from bot.domain.policy_file import load_policy
from bot.operations.reminding import NOTICES
from bot.watching.timed_store import TimedDatabase
from storage import concerns
from storage.database import Database, Work, open_database
from tests.channel.far_end import TENANT, FarEnd, far_end, listening
from tests.channel.teams import ready, settings_for
from tests.office import Office, actions_of, object_id


@dataclass
class House:
    far: FarEnd
    database: Database
    session: aiohttp.ClientSession
    address: str
    office: Office
    reminders: Reminders
    outbox: Outbox
    rounds: Rounds
    watch: Watch
    heart: Heartbeat
    number: int = 0

    async def says(self, text: str, who: str = "iro", **changes: Any) -> int:
        self.number += 1
        sender = {"id": f"29:{who}", "aadObjectId": object_id(who)}
        given = {"id": f"message-{self.number}", "from": sender, "text": text, **changes}
        activity = self.far.activity(**given)
        return await self.posts(activity)

    async def posts(self, activity: dict[str, Any], token: str | None = None) -> int:
        headers = {"Authorization": f"Bearer {self.far.token() if token is None else token}"}
        async with self.session.post(
            f"{self.address}/api/messages", json=activity, headers=headers
        ) as answer:
            self.body = await answer.read()
            return answer.status

    @property
    def card(self) -> dict[str, Any]:
        return dict(self.far.sent[-1]["attachments"][0]["content"])

    async def concerns(self) -> list[Any]:
        def found(work: Work) -> list[Any]:
            return [one for number in range(1, 9) if (one := concerns.concern_by_id(work, number))]

        return await self.database.transact(TENANT, found)

    async def round(self) -> None:
        """Of the reminders, watched as the loop does it."""
        async with self.rounds.watched():
            await self.outbox.tick(TENANT, self.office.clock())
            await self.reminders.tick(self.office.clock())

    async def metrics(self, **headers: str) -> tuple[int, str]:
        async with self.session.get(f"{self.address}/metrics", headers=headers) as answer:
            return answer.status, await answer.text()


@contextlib.asynccontextmanager
async def open_house(
    url: str, watch: Watch | None = None, *, token: str = "", heartbeat: str = ""
) -> AsyncIterator[House]:
    watch = watch or Watch()
    database = TimedDatabase(open_database(url), watch.figures)
    policies = {TENANT: load_policy("lincolnshire", demo=True)}
    office = Office(database, policies[TENANT], datetime(2026, 11, 20, 9, 30, tzinfo=LONDON))
    await office.open()
    async with contextlib.AsyncExitStack() as stack:
        far = await stack.enter_async_context(far_end())
        credentials = Credentials(lambda: {"access_token": "ours", "expires_in": 3600})
        connectors = await stack.enter_async_context(connected(settings_for(far), credentials, watch))
        sender = Sender(connectors)
        heart = Heartbeat(connectors.session, heartbeat)
        rounds = Rounds(database, policies, office.clock, watch, heart, tuple(NOTICES))
        settings = settings_for(far)
        pace = Pace(database, connectors.posts, settings.timing.per_second)
        outbox = Outbox(database, sender, pace)
        reminders = Reminders(database, policies, sender, office.clock, pace, settings.timing, rounds.watched)
        email_of = Roster(connectors).email_of
        assistant = Assistant(database, policies, office.clock, email_of, lambda: None, office.reports)
        metrics = Metrics(watch.figures, rounds.store_figures, rounds.seconds_since, token)
        edge = Edge(settings, connectors, assistant.answer, outbox.after_replies, ready, watch, metrics)
        address = await stack.enter_async_context(listening(make_app(edge)))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        yield House(far, database, session, address, office, reminders, outbox, rounds, watch, heart)
        await heart.finish()
    await database.close()


def data_of(card: dict[str, Any], title: str) -> dict[str, Any]:
    return next(action["data"] for action in actions_of(card) if action.get("title") == title)
