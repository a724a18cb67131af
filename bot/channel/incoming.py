"""An activity of Teams in our own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.channel.guard import Refusal, at, tenant_of, text_at
from bot.channel.messages import Incoming, Kind
from bot.domain.chats import Address

CARD_ACTION = "adaptiveCard/action"
FILE_CONSENT = "fileConsent/invoke"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_NEEDED = (("id",), ("conversation", "id"), ("from", "id"), ("recipient", "id"))


def read_incoming(activity: Mapping[str, Any]) -> Incoming | Refusal | None:
    """None for what asks nothing of us: typing, reactions, edits, other people joining."""
    kind = _kind(activity)
    if kind is None:
        return None
    if not all(text_at(activity, *path) for path in _NEEDED):
        return Refusal(400, "an activity that lacks an id")
    by_invoke = activity["type"] == "invoke"
    press = _pressed(activity, kind)
    if kind in (Kind.PRESS, Kind.CONSENT) and press is None:
        return Refusal(400, "a press without an action")
    return Incoming(
        activity_id=activity["id"],
        kind=kind,
        address=_address(activity),
        aad_object_id=text_at(activity, "from", "aadObjectId").lower(),
        personal=at(activity, "conversation", "conversationType") == "personal",
        text=printable(_typed(activity)),
        press=printable_press(press),
        by_invoke=by_invoke,
    )


def _pressed(activity: Mapping[str, Any], kind: Kind) -> Mapping[str, Any] | None:
    if kind is Kind.PRESS and activity["type"] == "invoke":
        return _executed(activity)
    value = activity.get("value")
    return value if kind in (Kind.PRESS, Kind.CONSENT) and isinstance(value, Mapping) else None


def _kind(activity: Mapping[str, Any]) -> Kind | None:
    match activity["type"], activity.get("name"):
        case "message", _:
            pressed = isinstance(activity.get("value"), Mapping) and activity["value"]
            return Kind.PRESS if pressed else Kind.MESSAGE
        case "invoke", name if name == CARD_ACTION:
            return Kind.PRESS
        case "invoke", name if name == FILE_CONSENT:
            return Kind.CONSENT
        case "installationUpdate", _:
            return _installation(text_at(activity, "action"))
        case "conversationUpdate", _ if _bot_joined(activity):
            return Kind.INSTALLED
    return None


def _installation(action: str) -> Kind | None:
    # Also `add-upgrade` and `remove-upgrade`, of which only the first word matters here.
    return {"add": Kind.INSTALLED, "remove": Kind.UNINSTALLED}.get(action.partition("-")[0])


def _bot_joined(activity: Mapping[str, Any]) -> bool:
    bot, joined = text_at(activity, "recipient", "id"), activity.get("membersAdded")
    return isinstance(joined, list) and any(at(member, "id") == bot for member in joined)


def printable(text: str) -> str:
    """Without the characters that show nothing; PostgreSQL does not even store NUL."""
    return _UNPRINTABLE.sub("", text)


def printable_press(press: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    return None if press is None else {printable(name): _printable(value) for name, value in press.items()}


def _printable(value: Any, deepest: int = 4) -> Any:
    """None for what lies deeper than anything a card of ours sends."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping | list) and not deepest:
        return None
    if isinstance(value, Mapping):
        return {printable(name): _printable(one, deepest - 1) for name, one in value.items()}
    return [_printable(one, deepest - 1) for one in value] if isinstance(value, list) else value


def _executed(activity: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The data of an Action.Execute, with its verb."""
    action = at(activity, "value", "action")
    if not isinstance(action, Mapping):
        return None
    data, verb = action.get("data"), action.get("verb")
    return {**(data if isinstance(data, Mapping) else {}), **({"verb": verb} if verb else {})}


def _address(activity: Mapping[str, Any]) -> Address:
    return Address(
        tenant=tenant_of(activity),
        conversation_id=activity["conversation"]["id"],
        service_url=activity["serviceUrl"],
        user_id=activity["from"]["id"],
        bot_id=activity["recipient"]["id"],
    )


def _typed(activity: Mapping[str, Any]) -> str:
    """The text without the mention of the assistant: only where it was mentioned, since its name may be
    a word of the sentence too."""
    text = text_at(activity, "text")
    for mention in _mentions_of_bot(activity):
        text = re.sub(re.escape(mention) + r"(&nbsp;|\s)?", "", text, count=1)
    return text.replace("&nbsp;", " ").replace("\xa0", " ").strip()


def _mentions_of_bot(activity: Mapping[str, Any]) -> Iterator[str]:
    bot, entities = text_at(activity, "recipient", "id"), activity.get("entities")
    for entity in entities if isinstance(entities, list) else ():
        mentioned = at(entity, "type") == "mention" and at(entity, "mentioned", "id") == bot
        if mentioned and (text := text_at(entity, "text")):
            yield text
