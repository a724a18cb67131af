"""Our messages as activities of the SDK, and these as the JSON the connector reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.schema import Activity, Attachment, ChannelAccount, ConversationAccount

from bot.channel.guard import CHANNEL
from bot.channel.messages import Incoming, Message
from bot.domain.chats import Address

CARD = "application/vnd.microsoft.card.adaptive"
TEXT = "application/vnd.microsoft.activity.message"


class FinishedCard(dict[str, Any]):
    """A card on its way out. The SDK copies whatever it is given to send, which of a long list took a seventh
    of a turn; a card is never changed once it is drawn."""

    def __deepcopy__(self, _: object) -> FinishedCard:
        return self


def received(incoming: Incoming) -> Activity:
    """What the SDK must know of an activity to route the replies to it."""
    activity = _from(incoming.address)
    activity.id = incoming.activity_id
    activity.type = "invoke" if incoming.by_invoke else "message"
    return activity


def _from(address: Address) -> Activity:
    return Activity(
        type="message",
        channel_id=CHANNEL,
        service_url=address.service_url,
        conversation=ConversationAccount(id=address.conversation_id, tenant_id=address.tenant),
        from_property=ChannelAccount(id=address.user_id),
        recipient=ChannelAccount(id=address.bot_id),
    )


def reply(message: Message) -> Activity:
    """Not yet addressed: the turn does that."""
    if message.card is None:
        files = [_file(message.file)] if message.file else None
        return Activity(type="message", text=message.text, text_format="plain", attachments=files)
    card = Attachment(content_type=CARD, content=FinishedCard(message.card))
    return Activity(type="message", summary=message.summary or None, attachments=[card])


def _file(card: Mapping[str, Any]) -> Attachment:
    return Attachment(
        content_type=card["contentType"],
        content_url=card.get("contentUrl"),
        name=card["name"],
        content=card["content"],
    )


def addressed(message: Message, address: Address) -> Activity:
    """For a message nobody asked for."""
    reference = TurnContext.get_conversation_reference(_from(address))
    return TurnContext.apply_conversation_reference(reply(message), reference)


def in_place_of_card(message: Message) -> Activity:
    """The answer to a pressed Action.Execute, which must not be empty or Teams asks again."""
    kind, value = (TEXT, message.text or "✓") if message.card is None else (CARD, FinishedCard(message.card))
    return invoke_response({"statusCode": 200, "type": kind, "value": value})


def invoke_response(body: Mapping[str, Any]) -> Activity:
    return Activity(type="invokeResponse", value=InvokeResponse(status=200, body=body))


def as_json(activity: Activity) -> dict[str, Any]:
    """The fields we use, by hand: the SDK's serialiser takes most of a turn, and drops the tenant."""
    tenant = activity.conversation.tenant_id
    fields = {
        "type": activity.type,
        "channelId": activity.channel_id,
        "from": {"id": activity.from_property.id},
        "recipient": {"id": activity.recipient.id},
        "conversation": {"id": activity.conversation.id, "tenantId": tenant},
        "channelData": {"tenant": {"id": tenant}},
        "replyToId": activity.reply_to_id,
        "text": activity.text,
        "textFormat": activity.text_format,
        "summary": activity.summary,
        "attachments": [_attached(one) for one in activity.attachments or ()],
    }
    return {name: value for name, value in fields.items() if value}


def _attached(one: Attachment) -> dict[str, Any]:
    fields = {"contentType": one.content_type, "contentUrl": one.content_url, "name": one.name}
    return {**{name: value for name, value in fields.items() if value}, "content": one.content}
