"""A small IRO service with the whole assistant in it: real database, real turns; only the clock and the
far end of the wire are fakes."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channel.assistant import Assistant
from bot.channel.delivery import Delivered, Delivery
from bot.channel.heartbeat import Heartbeat
from bot.channel.incoming import read_incoming
from bot.channel.messages import Answer, Incoming, Message
from bot.channel.outbox import Outbox
from bot.channel.pace import Pace
from bot.channel.reminders import Outcome, Reminders
from bot.channel.report_files import ReportFiles
from bot.channel.rounds import Rounds
from bot.channel.settings import Timing
from bot.channel.watch import Watch
from bot.clock import LONDON, london_day
from bot.domain.chats import Address
from bot.domain.policy import Policy
from bot.domain.timetable import Rule, deadline
from bot.holidays_england import working_calendar
from storage import children, people
from storage.database import Database, Work

TENANT = "d0000000-0000-4000-8000-000000000001"

PEOPLE = {
    "iro": ("Ines Example", "iro", "ines@example.org", "mona@example.org"),
    "other iro": ("Oskar Sample", "iro", "oskar@example.org", "mona@example.org"),
    "manager": ("Mona Specimen", "iro_manager", "mona@example.org", ""),
    "responder": ("Tariq Placeholder", "responder", "tariq@example.org", ""),
    "admin": ("Ada Demo", "admin", "ada@example.org", ""),
}
"""Plainly invented: name, roles, e-mail, manager's e-mail."""


@dataclass
class OneDrive:
    """Stands for where people's files go: keeps what was put there."""

    files: dict[str, bytes] = field(default_factory=dict)
    is_full: bool = False

    def allows(self, url: str) -> bool:
        return url.startswith("https://example-my.sharepoint.com/")

    async def put(self, url: str, content: bytes) -> bool:
        if not self.is_full:
            self.files[url] = content
        return not self.is_full


@dataclass
class Wire:
    """Stands for Teams: keeps what was sent to whom, and answers as it is told to."""

    sent: list[tuple[str, Message]] = field(default_factory=list)
    answers: Iterator[Delivery] = field(default_factory=lambda: iter(()))
    """What becomes of the next messages; after them all arrive."""

    async def send(self, address: Address, message: Message) -> Delivery:
        delivery = next(self.answers, Delivered("1"))
        if isinstance(delivery, Delivered):
            self.sent.append((address.user_id, message))
        return delivery


class Office:
    def __init__(self, database: Database, policy: Policy, now: datetime, wire: Wire | None = None) -> None:
        self.database = database
        self.policy = policy
        self.now = now if now.tzinfo else now.replace(tzinfo=LONDON)
        self.wire = wire or Wire()
        self.numbers = itertools.count(1)
        self.shown: dict[str, list[Message]] = {}
        self.emails: dict[str, str] = {}
        policies = {TENANT: policy}
        pace = Pace(database, Counter(), 48)
        self.outbox = Outbox(database, self.wire, pace)  # type: ignore[arg-type]
        self.reminders = Reminders(
            database,
            policies,
            self.wire,  # type: ignore[arg-type]
            self.clock,
            pace,
            Timing(to_one_person=timedelta(0)),  # its clock stands still
        )
        heart = Heartbeat(None, "")  # type: ignore[arg-type]
        self.rounds = Rounds(database, policies, self.clock, Watch(), heart)
        self.one_drive = OneDrive()
        self.reports = ReportFiles(self.one_drive, self.wire)
        self.restarts()

    def clock(self) -> datetime:
        return self.now.astimezone(UTC)

    async def email_of(self, address: Address) -> str | None:
        return self.emails.get(address.user_id)

    async def open(self) -> None:
        await self.database.transact(TENANT, self._fill)

    def restarts(self) -> None:
        """Another process on the same database: nothing was kept but what is stored."""
        self.assistant = Assistant(
            self.database, {TENANT: self.policy}, self.clock, self.email_of, _nothing, self.reports
        )

    async def says(self, who: str, text: str, *, in_group: bool = False) -> list[Message]:
        return await self.does(self.incoming(who, {"type": "message", "text": text}, in_group))

    async def presses(
        self, who: str, title: str, inputs: Mapping[str, str] | None = None, shown_to: str | None = None
    ) -> list[Message]:
        """The newest button of that title shown to them, or to another, with the inputs of its card."""
        card, action = self.button(shown_to or who, title)
        taken = _inputs_of(card) if action.get("associatedInputs", "auto") != "none" else {}
        unknown = set(inputs or {}) - set(taken)
        assert not unknown, f"the card with {title!r} has no inputs {unknown}: it has {sorted(taken)}"
        return await self.sends(who, {**taken, **action["data"], **(inputs or {})}, action["type"])

    async def sends(self, who: str, press: Any, by: str = "Action.Submit") -> list[Message]:
        """Any data as that of a button."""
        if by == "Action.Submit":
            return await self.does(self.incoming(who, {"type": "message", "value": press}))
        value = {"action": {"type": by, "data": press}}
        invoke = {"type": "invoke", "name": "adaptiveCard/action", "value": value}
        return await self.does(self.incoming(who, invoke))

    async def repeats(self) -> list[Message]:
        """Teams sends the last activity once more."""
        return await self.does(self.last)

    async def does(self, incoming: Incoming) -> list[Message]:
        self.last, who = incoming, incoming.address.user_id
        answer = await self.assistant.answer(incoming)
        await self.outbox.after_replies(incoming, answer)
        self.shown.setdefault(who, []).extend([*answer.messages, *answer.privately])
        return list(answer.messages)

    async def answer(self, incoming: Incoming) -> Answer:
        return await self.assistant.answer(incoming)

    async def tick(self) -> list[Outcome]:
        """The clock's turn; what is sent is shown to whom it went."""
        before = len(self.wire.sent)
        async with self.rounds.watched():
            await self.outbox.tick(TENANT, self.clock())
            outcomes = await self.reminders.tick(self.clock())
        for who, message in self.wire.sent[before:]:
            self.shown.setdefault(who, []).append(message)
        return outcomes

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)

    def incoming(self, who: str, activity: Mapping[str, Any], in_group: bool = False) -> Incoming:
        """As Teams would send it."""
        chat = {"id": "group" if in_group else f"chat-{who}", "conversationType": "personal"}
        given = {
            "id": f"activity-{next(self.numbers)}",
            "serviceUrl": "https://smba.trafficmanager.net/uk/",
            "from": {"id": who, "aadObjectId": object_id(who)},
            "recipient": {"id": "bot"},
            "conversation": {**chat, "conversationType": "groupChat"} if in_group else chat,
            "channelData": {"tenant": {"id": TENANT}},
        }
        incoming = read_incoming({**given, **activity})
        assert isinstance(incoming, Incoming), incoming
        return incoming

    def button(self, who: str, title: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """The newest card shown to them that has it, and the button."""
        for message in reversed(self.shown.get(who, [])):
            for action in actions_of(message.card or {}):
                if action.get("title") == title and "data" in action:
                    return dict(message.card or {}), action
        raise AssertionError(f"no button {title!r} was shown to {who}")

    def _fill(self, work: Work) -> None:
        today = london_day(self.clock())
        people.add_people(work, [_person(who) for who in PEOPLE])
        teams = self.policy.teams or ("Team One",)
        self._name_addressees(work)
        ids = {one.email: one.id for one in people.everyone(work)}
        children.add_children(work, _children(ids, teams, today))
        calendar = working_calendar(today, (), ())
        for reference, rule, days_ago in REVIEWS:
            child = children.child_by_reference(work, reference)
            assert child is not None
            due = deadline(rule, today - timedelta(days=days_ago), calendar)
            values = {"due_on": due.due_on, "rule": due.rule.value, "counted_from": due.counted_from}
            children.add_review(work, {"child_id": child.id, "kind": "cla", **values})

    def _name_addressees(self, work: Work) -> None:
        """Stage by stage: the first is a responder who uses the assistant, the others do not."""
        rows = []
        for index, stage in enumerate(stage for stage in self.policy.ladder if not stage.is_cafcass):
            name, email = ("Tariq Placeholder", "tariq@example.org")
            if index:
                name, email = (f"Hanna Sample {stage.number}", f"hanna{stage.number}@example.org")
            rows.append({"team": "", "stage": stage.number, "name": name, "email": email})
        people.put_addressees(work, rows)


SIBLINGS = ("D-100005", "D-100006")
REVIEWS = (
    ("D-100001", Rule.LATER, 175),
    ("D-100002", Rule.FIRST, 14),
    ("D-100003", Rule.LATER, 200),
    ("D-100004", Rule.SECOND, 20),
    ("D-200001", Rule.LATER, 190),
)
"""Child, rule, and how many days ago its clock began."""


def object_id(who: str) -> str:
    return f"object-{who}"


def _person(who: str) -> dict[str, Any]:
    name, roles, email, manager = PEOPLE[who]
    return {
        "name": name,
        "roles": roles,
        "email": email,
        "manager_email": manager,
        "aad_object_id": object_id(who),
        "team": "",
    }


def _children(ids: Mapping[str, int], teams: tuple[str, ...], today: Any) -> list[dict[str, Any]]:
    mine = [(f"D-10000{number}", "ines@example.org") for number in range(1, 9)]
    others = [(f"D-20000{number}", "oskar@example.org") for number in range(1, 4)]
    return [
        {
            "reference": reference,
            "iro_id": ids[email],
            "team": teams[index % len(teams)],
            "status": "CLA",
            "linked": "group 1" if reference in SIBLINGS else "",
            "looked_after_on": today - timedelta(days=400),
        }
        for index, (reference, email) in enumerate([*mine, *others])
    ]


def _nothing() -> None:
    """The loop of reminders is not running."""


def _inputs_of(card: Any) -> dict[str, str]:
    """What the client sends of inputs nobody has touched."""
    if isinstance(card, list):
        return {name: value for one in card for name, value in _inputs_of(one).items()}
    if not isinstance(card, dict):
        return {}
    if str(card.get("type", "")).startswith("Input."):
        return {card["id"]: str(card.get("value", ""))}
    return _inputs_of([part for name, part in card.items() if name not in ("fallback", "data")])


def actions_of(card: Any) -> Iterator[dict[str, Any]]:
    """Every action of a card, wherever it stands."""
    if isinstance(card, dict):
        if str(card.get("type", "")).startswith("Action."):
            yield card
        for name, value in card.items():
            if name != "fallback":
                yield from actions_of(value)
    elif isinstance(card, list):
        for one in card:
            yield from actions_of(one)


def text_of(messages: list[Message]) -> str:
    """All a person can read in them, line by line."""
    return "\n".join(
        "\n".join(_words(message.card)) if message.card else message.text for message in messages
    )


WORDED = ("text", "title", "value", "label", "placeholder", "errorMessage")


def _words(card: Any) -> Iterator[str]:
    if isinstance(card, dict):
        for name, value in card.items():
            if isinstance(value, str) and name in WORDED:
                yield value.replace("\\", "")
            elif name not in ("fallback", "data"):
                yield from _words(value)
    elif isinstance(card, list):
        for one in card:
            yield from _words(one)
