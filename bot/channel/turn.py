"""One turn: the assistant answers, and only then is anything sent."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable

from botbuilder.core import TurnContext
from botbuilder.schema import Activity

from bot.channel.delivery import Delivered, Delivery, MayHaveArrived, Throttled
from bot.channel.messages import Answer, Incoming, Kind, Message
from bot.channel.outgoing import in_place_of_card, invoke_response, reply
from bot.errors import AssistantError

_log = logging.getLogger(__name__)

Answering = Callable[[Incoming], Awaitable[Answer]]
"""Commits before it returns."""

PATIENCE_SECONDS = 5.0
"""For sending a reply again: Teams repeats a message that is not acknowledged within 10 to 15 seconds."""


AfterReplies = Callable[[Incoming, Answer], Awaitable[None]]
"""Told when the replies have left, or never will: an answer that it is not told of is sent again later."""


async def take_turn(
    incoming: Incoming, answering: Answering, after: AfterReplies, context: TurnContext
) -> None:
    answer = await _answered(incoming, answering)
    messages = list(answer.messages)
    if incoming.by_invoke:
        await context.send_activity(_answer_to_invoke(incoming, messages))
    deliveries = [await _replied(context, reply(message)) for message in messages]
    for delivery in deliveries:
        if not isinstance(delivery, Delivered):
            told = {"activity": incoming.activity_id}
            _log.warning("a reply to %r was not delivered: %r", incoming.activity_id, delivery, extra=told)
    if not any(isinstance(delivery, Throttled | MayHaveArrived) for delivery in deliveries):
        await after(incoming, answer)


async def _answered(incoming: Incoming, answering: Answering) -> Answer:
    """Never raises: Teams would send the message again, to fail again."""
    try:
        return await answering(incoming)
    except Exception as fault:  # noqa: BLE001 - whatever it is, the person is told in one sentence
        log_fault(incoming.activity_id, fault)
        told = fault if isinstance(fault, AssistantError) else AssistantError()
        return Answer((Message(text=told.sentence()),))


def log_fault(activity_id: str, fault: BaseException) -> None:
    """Where, but not what it says: the text of a database's error may quote a record."""
    where = "".join(traceback.format_tb(fault.__traceback__))
    told = {"activity": activity_id, "outcome": "fault"}
    _log.error("activity %r failed: %s\n%s", activity_id, type(fault).__name__, where, extra=told)


def _answer_to_invoke(incoming: Incoming, messages: list[Message]) -> Activity:
    """Takes the message that stands in the place of a pressed card; nothing can stand in that of a file."""
    if incoming.kind is Kind.CONSENT:
        return invoke_response({})
    return in_place_of_card(_taken_first(messages))


def _taken_first(messages: list[Message]) -> Message:
    """The first card, wherever it stands; else the first text. A file that is offered stays a message."""
    cards = (place for place, message in enumerate(messages) if message.card is not None)
    texts = (place for place, message in enumerate(messages) if message.file is None)
    first = next(cards, next(texts, None))
    return Message() if first is None else messages.pop(first)


async def _replied(context: TurnContext, activity: Activity) -> Delivery:
    """Sent once more if it did not, or perhaps did not, arrive: better a reply twice than none."""
    now = asyncio.get_running_loop().time
    deadline = now() + PATIENCE_SECONDS
    delivery: Delivery = await context.send_activity(activity)
    if isinstance(delivery, Throttled | MayHaveArrived):
        wait = (delivery.after if isinstance(delivery, Throttled) else None) or 0.5
        if now() + wait < deadline:
            await asyncio.sleep(wait)
            return await context.send_activity(activity)
    return delivery
