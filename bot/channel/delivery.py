"""What became of a message, and how an HTTP answer of the connector says so."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from bot.channel.guard import at


@dataclass(frozen=True)
class Delivered:
    activity_id: str


@dataclass(frozen=True)
class Throttled:
    """Did not arrive, and may be sent again: after so many seconds, where the connector said so."""

    after: float | None = None


@dataclass(frozen=True)
class MayHaveArrived:
    """The status, or None when the connection broke or timed out after the message had left."""

    status: int | None = None


@dataclass(frozen=True)
class Unreachable:
    """The person has blocked or removed the app, or the conversation is gone. The connector's code."""

    code: str


@dataclass(frozen=True)
class Refused:
    """Sending it again would not help. Status 0: refused by ourselves."""

    status: int
    code: str


Delivery = Delivered | Throttled | MayHaveArrived | Unreachable | Refused


def delivery_of(status: int, headers: Mapping[str, str], body: bytes) -> Delivery:
    match status:
        case 200 | 201 | 202:
            return Delivered(str(at(_json(body), "id") or ""))
        case 412 | 429:
            return Throttled(_retry_after(headers))
        case 502 | 503 | 504:
            return MayHaveArrived(status)
        case 403 | 404:
            return Unreachable(_code(body))
    return Refused(status, _code(body))


def _code(body: bytes) -> str:
    """The connector has two forms of error; the message of neither is kept, it may quote ours."""
    error = _json(body)
    code = at(error, "error", "code") or at(error, "errorCode")
    return str(code)[:60] if isinstance(code, str | int) else ""


def _json(body: bytes) -> object:
    """None for the HTML pages of gateways."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds; of a date, from the answer's own `Date`."""
    value = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,6}(\.\d+)?", value):
        return float(value)
    try:
        wait = parsedate_to_datetime(value) - parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError):
        return None
    return max(wait.total_seconds(), 0.0)
