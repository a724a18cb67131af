"""What is noted of every turn, message and refusal: figures, a line of the log, and a span where traced."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Protocol

from bot.channel.delivery import Delivered, Delivery, MayHaveArrived, Refused, Throttled, Unreachable
from bot.channel.messages import Answer, Incoming
from bot.errors import AssistantError
from bot.watching.figures import Figures
from bot.watching.logs import WATCHED
from bot.watching.stretches import Span, running

_log = logging.getLogger(WATCHED)

OUTCOMES: dict[type[Delivery], str] = {
    Delivered: "delivered",
    Throttled: "throttled",
    MayHaveArrived: "may_have_arrived",
    Unreachable: "unreachable",
    Refused: "refused",
}


class Traces(Protocol):
    def start(self, name: str) -> Span: ...


class Seen:
    """One turn as it is watched. What has no outcome in the end has failed."""

    outcome = "fault"

    def answering(self, answer: Callable[[Incoming], Awaitable[Answer]]) -> Callable[..., Awaitable[Answer]]:
        """The same, with its outcome noted."""

        async def watched(incoming: Incoming) -> Answer:
            try:
                given = await answer(incoming)
            except AssistantError:
                self.outcome = "not_now"
                raise
            self.outcome = _outcome_of(given)
            return given

        return watched


class Watch:
    def __init__(self, figures: Figures | None = None, traces: Traces | None = None) -> None:
        self.figures = figures or Figures()
        self.traces = traces

    @contextmanager
    def turn(self, incoming: Incoming) -> Iterator[Seen]:
        seen, began = Seen(), time.perf_counter()
        span = self.traces.start("turn") if self.traces else None
        with running(span) if span else nullcontext():
            try:
                yield seen
            except BaseException:
                seen.outcome = "fault"
                raise
            finally:
                if span:
                    _tell(span, incoming, seen)
                self._turned(incoming, seen, time.perf_counter() - began)

    def _turned(self, incoming: Incoming, seen: Seen, seconds: float) -> None:
        self.figures.turn(seen.outcome, seconds)
        if _log.isEnabledFor(logging.INFO):
            told = {"activity": incoming.activity_id, "seconds": round(seconds, 4), "outcome": seen.outcome}
            _log.info("turn", extra=told)

    def sent(self, way: str, delivery: Delivery) -> None:
        """`way`: `reply` or `unasked`."""
        self.figures.sent(way, OUTCOMES[type(delivery)])


def _outcome_of(answer: Answer) -> str:
    if not answer.messages:
        return "nothing"
    return "answered" if answer.key else "stranger"


def _tell(span: Span, incoming: Incoming, seen: Seen) -> None:
    span.tell("activity", incoming.activity_id)
    span.tell("kind", incoming.kind.value)
    span.tell("outcome", seen.outcome)
