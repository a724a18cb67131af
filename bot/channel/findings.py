"""What the doctor finds, a line each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    what: str
    ok: bool
    """True also for a note that nobody needs to act on today."""
    says: str
    do: str = ""


Check = Callable[[], Awaitable[list[Finding]]]
