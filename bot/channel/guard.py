"""Who may come in: refusals that tell a stranger nothing but a status."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from yarl import URL

from bot.channel.settings import is_loopback, service_host

CHANNEL = "msteams"
MAX_BODY_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Refusal:
    """The HTTP status for the caller, who gets no body, and the reason for our log."""

    status: int
    reason: str


def read_activity(content_type: str, body: bytes) -> dict[str, Any] | Refusal:
    """The activity as sent, or 400: nothing else in it has been looked at but its type."""
    if content_type != "application/json":
        return Refusal(400, "not JSON by its content type")
    try:
        activity = json.loads(body)
        _storable(activity, body)
    except (ValueError, RecursionError):
        return Refusal(400, "malformed JSON")
    if not isinstance(activity, dict) or not text_at(activity, "type"):
        return Refusal(400, "not an activity")
    return activity


def _storable(activity: Any, body: bytes) -> None:
    """Half a surrogate pair is legal in JSON and in no database: a ValueError."""
    if b"\\u" in body:
        json.dumps(activity, ensure_ascii=False).encode()


def refuse_stranger(
    activity: Mapping[str, Any], tenants: Collection[str], hosts: Iterable[str]
) -> Refusal | None:
    """401 for what has a good token and is not for us: the connector serves all channels and tenants."""
    if activity.get("channelId") != CHANNEL:
        return Refusal(401, "another channel")
    if not is_listed(text_at(activity, "serviceUrl"), hosts):
        return Refusal(401, "a service host that is not listed")
    if tenant_of(activity) not in {tenant.lower() for tenant in tenants}:
        return Refusal(401, "a tenant that is not listed")
    return None


def tenant_of(activity: Mapping[str, Any]) -> str:
    """In lower case; blank when none is named, or two."""
    places = (("channelData", "tenant", "id"), ("conversation", "tenantId"))
    named = {str(value).lower() for place in places if (value := at(activity, *place))}
    return named.pop() if len(named) == 1 else ""


def is_listed(service_url: str, hosts: Iterable[str]) -> bool:
    """Whether our token may be sent there: a listed host, by https unless it is this machine."""
    try:
        url = URL(service_url)
    except ValueError:
        return False
    if url.scheme != "https" and not (url.scheme == "http" and is_loopback(url.host)):
        return False
    return not (url.user or url.password) and any(_same_place(url, entry) for entry in hosts)


def _same_place(url: URL, entry: str) -> bool:
    listed = service_host(entry)
    return url.host == listed.host and listed.explicit_port in (None, url.port)


def at(tree: Any, *path: str) -> Any:
    """What stands there, or None where the path breaks off."""
    for key in path:
        tree = tree.get(key) if isinstance(tree, Mapping) else None
    return tree


def text_at(tree: Any, *path: str) -> str:
    """As `at`; blank for what is not text."""
    found = at(tree, *path)
    return found if isinstance(found, str) else ""
