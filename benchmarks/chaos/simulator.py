"""The Teams connector on loopback: its real limits enforced, faults as they happen, and a ledger of what
arrived when.

Limits: "Rate limiting for agents", learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit.
"""

from __future__ import annotations

import asyncio
import math
import random
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aiohttp import web

PER_TENANT = ((1.0, 50),)
PER_CONVERSATION = ((1.0, 7), (2.0, 8), (30.0, 60), (3600.0, 1800))
"""Seconds, and how many requests in any stretch of that length."""
TIME_OUT = -1
BROKEN_OFF = -2


@dataclass(frozen=True)
class Faults:
    """Shares of the calls, and of the conversations."""

    throttled: float = 0.0
    perhaps: float = 0.0
    """502, 503, 504 and time-outs, as many of each; half of them did arrive."""
    blocked: float = 0.0
    """403, in these conversations always."""


@dataclass(frozen=True)
class Call:
    at: float
    """On the loop's clock."""
    conversation: str
    is_reply: bool
    status: int
    arrived: bool
    text: str = ""
    """Of what is no card."""


@dataclass
class Limit:
    stretches: Sequence[tuple[float, int]]
    calls: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Seconds until there is room; 0 takes it."""
        while self.calls and self.calls[0] <= now - self.stretches[-1][0]:
            self.calls.popleft()
        waits = [self._room_in(seconds, most, now) for seconds, most in self.stretches]
        if not any(waits):
            self.calls.append(now)
        return max(waits)

    def _room_in(self, seconds: float, most: int, now: float) -> float:
        if len(self.calls) < most or self.calls[-most] <= now - seconds:
            return 0.0
        return self.calls[-most] + seconds - now


@dataclass
class Simulator:
    faults: Faults
    seed: int = 1
    most_calls: int = 1_000_000
    """After so many it answers nothing more: nothing here runs for ever."""
    hang: float = 20.0
    """Seconds until a call that is to time out is let go: longer than anybody waits."""
    ledger: list[Call] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._tenant = Limit(PER_TENANT)
        self._conversations: dict[str, Limit] = defaultdict(lambda: Limit(PER_CONVERSATION))
        self._blocked: dict[str, bool] = {}

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/v3/conversations/{id}/activities", self.receive)
        app.router.add_post("/v3/conversations/{id}/activities/{to}", self.receive)
        app.router.add_get("/v3/conversations/{id}/members/{user}", self.member)
        return app

    async def member(self, _: web.Request) -> web.Response:
        return web.json_response({"error": {"code": "NotFound"}}, status=404)

    async def receive(self, request: web.Request) -> web.StreamResponse:
        if len(self.ledger) >= self.most_calls:
            return web.json_response({"error": {"code": "BadArgument"}}, status=400)
        text = str((await request.json()).get("text", ""))
        now, conversation = asyncio.get_running_loop().time(), request.match_info["id"]
        wait = self._tenant.wait(now) or self._conversations[conversation].wait(now)
        status, arrived = (429, False) if wait else self._fate(conversation)
        self.ledger.append(Call(now, conversation, "to" in request.match_info, status, arrived, text))
        if status in (TIME_OUT, BROKEN_OFF):
            return await self._never_answer(request, status)
        headers = {"Retry-After": str(max(math.ceil(wait), 1))} if status == 429 else {}
        return web.json_response(_body(status, len(self.ledger)), status=status, headers=headers)

    def _fate(self, conversation: str) -> tuple[int, bool]:
        """The status, and whether it reaches the person whatever the status says."""
        if self._is_blocked(conversation):
            return 403, False
        drawn = self._random.random()
        if drawn < self.faults.throttled:
            return 429, False
        if drawn < self.faults.throttled + self.faults.perhaps:
            status = self._random.choice((502, 503, 504, TIME_OUT, BROKEN_OFF))
            return status, self._random.random() < 0.5
        return 201, True

    def _is_blocked(self, conversation: str) -> bool:
        if conversation not in self._blocked:
            self._blocked[conversation] = self._random.random() < self.faults.blocked
        return self._blocked[conversation]

    async def _never_answer(self, request: web.Request, status: int) -> web.StreamResponse:
        if status == TIME_OUT:
            await asyncio.sleep(self.hang)
        if request.transport:
            request.transport.abort()
        return web.Response()

    def calls(self, which: Callable[[Call], bool]) -> list[Call]:
        return [call for call in self.ledger if which(call)]


def _body(status: int, number: int) -> dict[str, object]:
    if status == 201:
        return {"id": f"sent-{number}"}
    return {"error": {"code": {403: "ConversationBlockedByUser"}.get(status, "ServiceError")}}
