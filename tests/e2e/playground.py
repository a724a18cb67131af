"""The bot and the Agents Playground as real processes, and a client in place of a person's Teams."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from deploy.playground import running

Json = dict[str, Any]
CARD = "application/vnd.microsoft.card.adaptive"
PATIENCE = 30.0
"""Seconds to wait for a reply; these are real processes on a machine that may be busy."""


@dataclass(frozen=True)
class Demo:
    """What runs."""

    address: str
    endpoint: str
    people: Json
    bot: running.Process

    @property
    def current(self) -> Json:
        return dict(self.people["current"])


@contextmanager
def running_demo(folder: Path, *flags: str) -> Iterator[Demo]:
    """`app.py demo` and the Playground on free ports; all they write lies in `folder`."""
    if "--database" not in flags:
        flags = (*flags, "--database", f"sqlite:///{folder / 'demo.sqlite'}")
    command = [
        sys.executable,
        str(running.ROOT / "app.py"),
        "demo",
        "--port",
        str(running.free_port()),
        *flags,
    ]
    with (
        running.bot(command, folder) as (people, endpoint, bot),
        running.playground(people, endpoint, running.free_port(), folder) as address,
    ):
        yield Demo(address, endpoint, people, bot)


@dataclass
class Message:
    """What the bot said: it changes when the bot replaces it."""

    id: str
    text: str = ""
    cards: list[Json] = field(default_factory=list)
    deleted: bool = False

    @property
    def card(self) -> Json:
        assert self.cards, f"There is no card in this message: {self.text!r}"
        return self.cards[0]


class Client:
    """One person in their personal chat with the bot."""

    def __init__(self, http: aiohttp.ClientSession, demo: Demo) -> None:
        self.http = http
        self.me: Json = demo.current
        self.conversation = running.personal_chat(self.me)
        self.messages: dict[str, Message] = {}
        self._news: asyncio.Queue[Message] = asyncio.Queue()

    async def say(self, text: str) -> None:
        path = f"/_conversation/v1/conversations/{self.conversation}/messages"
        await self._post(path, {"from": {"id": self.me["id"]}, "text": text, "textFormat": "plain"})

    async def ask(self, text: str, replies: int = 1) -> list[Message]:
        await self.say(text)
        return await self.next_replies(replies)

    async def press(self, message: Message, title: str, **inputs: str) -> Json:
        """Presses a button by its title, having filled inputs. Answers the bot's answer to the press."""
        action = button(message.card, title)
        data = {**(action.get("data") or {}), **filled(message.card, action, inputs)}
        if action["type"] == "Action.Submit":
            return await self._post("/_conversation/v1/submit", self._about(message, data))
        sent = {"type": action["type"], "title": title, "verb": action.get("verb"), "data": data}
        about = {"name": "adaptiveCard/action", **self._about(message, {"action": sent})}
        answer = await self._post("/_conversation/v1/invoke", about)
        if answer.get("type") == CARD:
            message.cards = [answer["value"]]
        return answer

    async def install(self) -> None:
        await self.custom(await self.template("install"))

    async def uninstall(self) -> None:
        await self.custom(await self.template("uninstall"))

    async def template(self, kind: str) -> Json:
        """An activity to alter and send: install, uninstall, userAdded, userRemoved, botAdded..."""
        parameters = {"type": kind, "conversationId": self.conversation}
        async with self.http.get("/_internal/v1/customActivities/template", params=parameters) as answer:
            answer.raise_for_status()
            return dict(await answer.json())

    async def custom(self, activity: Json) -> None:
        """Sends any activity at all: another person, another tenant."""
        await self._post("/_internal/v1/customActivities", activity)

    async def next_replies(self, count: int = 1, patience: float = PATIENCE) -> list[Message]:
        """The next messages the bot writes or replaces."""
        async with asyncio.timeout(patience):
            return [await self._news.get() for _ in range(count)]

    async def no_reply(self, patience: float = 1.0) -> bool:
        await asyncio.sleep(patience)
        return self._news.empty()

    async def listen(self, stream: aiohttp.ClientWebSocketResponse) -> None:
        async for frame in stream:
            self._hear(json.loads(frame.data))

    def _hear(self, event: Json) -> None:
        said = event.get("message")
        if not said:
            return  # typing
        message = self.messages.setdefault(str(said["messageId"]), Message(str(said["messageId"])))
        message.text = said.get("text") or ""
        message.cards = [a["content"] for a in said.get("attachments") or [] if a["contentType"] == CARD]
        message.deleted = event["action"] == "deleteMessage"
        self._news.put_nowait(message)

    def _about(self, message: Message, value: Json) -> Json:
        return {
            "value": value,
            "from": {"id": self.me["id"]},
            "conversation": {"id": self.conversation},
            "replyToId": message.id,
        }

    async def _post(self, path: str, body: Json) -> Json:
        async with self.http.post(path, json=body) as answer:
            text = await answer.text()
            assert answer.status < 400, f"{path}: {answer.status} {text}"
            return json.loads(text) if text.startswith("{") else {}


@asynccontextmanager
async def connected(demo: Demo) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession(demo.address) as http:
        client = Client(http, demo)
        async with http.ws_connect("/_ws_conversation/v1/conversations/stream") as stream:
            listening = asyncio.create_task(client.listen(stream))
            yield client
            listening.cancel()


def button(card: Json, title: str) -> Json:
    found = [action for action in actions(card) if action.get("title") == title]
    assert found, f"No button {title!r}; there are {[action.get('title') for action in actions(card)]}"
    return found[0]


def actions(card: Json) -> list[Json]:
    return list(parts(card, "Action."))


def filled(card: Json, action: Json, inputs: dict[str, str]) -> dict[str, str]:
    """What the page sends: what stands in the inputs, and nothing for an empty one."""
    if action.get("associatedInputs") == "none":
        return {}
    values = {"Input.Toggle": "false"}
    shown = {each["id"]: each.get("value", values.get(each["type"], "")) for each in parts(card, "Input.")}
    assert inputs.keys() <= shown.keys(), f"The card has no such input; it has {sorted(shown)}"
    return {name: value for name, value in (shown | inputs).items() if value}


def parts(part: Any, kind: str) -> Iterator[Json]:
    """All of a kind in a card, wherever they stand."""
    if isinstance(part, list):
        for each in part:
            yield from parts(each, kind)
    elif isinstance(part, dict):
        if str(part.get("type", "")).startswith(kind):
            yield part
        for value in part.values():
            yield from parts(value, kind)


def words(part: Any) -> str:
    """All that a card says, a line each, for assertions."""
    if isinstance(part, list):
        return "\n".join(filter(None, map(words, part)))
    if not isinstance(part, dict):
        return ""
    own = [str(part[key]) for key in ("text", "title", "label", "value") if isinstance(part.get(key), str)]
    return "\n".join(filter(None, [*own, *(words(v) for v in part.values() if isinstance(v, list | dict))]))
