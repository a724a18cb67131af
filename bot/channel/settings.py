"""What the edge must be told, and its refusal to start half-told."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from yarl import URL

from bot.errors import ConfigurationError

MICROSOFT_KEYS = "https://login.botframework.com/v1/.well-known/openidconfiguration"
MICROSOFT_HOSTS = (
    "smba.trafficmanager.net",
    "smba.onyx.prod.teams.trafficmanager.net",
    "smba.infra.gcc.teams.microsoft.com",
)
"""Hosts of the Teams connector in the public cloud, whole names: anybody may register another name
under trafficmanager.net."""

MICROSOFT_FILES = (".sharepoint.com",)
"""Where Teams puts people's files in the public cloud: any host below it, for each tenant has its own."""


_HOST = re.compile(r"\.?[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)


@dataclass(frozen=True)
class Timing:
    """Of what nobody asked for: how fast it leaves, how long it may take, how far attempts lie apart."""

    per_second: float = 48.0
    """All instances together. Teams allows an app 50 requests a second in a tenant ("Rate limiting for
    agents", learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit); two are left for what the
    network bunches together."""
    to_one_person: timedelta = timedelta(seconds=2)
    """Between two messages: Teams allows a conversation 1,800 in an hour (the same page)."""
    answer: timedelta = timedelta(seconds=15)
    """What an attempt may take."""
    lease: timedelta = timedelta(seconds=30)
    """Twice that: what an instance died of goes on within the minute."""
    apart: timedelta = timedelta(minutes=2)
    """Between attempts that perhaps arrived; from half as much to half as much again."""
    tick: timedelta = timedelta(seconds=20)
    """Between two looks at what is to be planned."""


@dataclass(frozen=True)
class EdgeSettings:
    """Raises ConfigurationError naming all that is missing."""

    tenants: frozenset[str]
    app_type: str = "SingleTenant"
    """`SingleTenant` (id, password, tenant) or `UserAssignedMSI` (id)."""
    app_id: str = ""
    app_password: str = field(default="", repr=False)
    app_tenant_id: str = ""
    openid_metadata: str = MICROSOFT_KEYS
    service_hosts: tuple[str, ...] = MICROSOFT_HOSTS
    """Where our token may be sent: `host`, `host:port` or a URL, of which host and port
    count. No wildcards."""
    upload_hosts: tuple[str, ...] = MICROSOFT_FILES
    """Where files may be put: `name-my.sharepoint.com`, or `.sharepoint.com` for all below it."""
    authenticate: bool = True
    """False takes anybody's word; for the demo, on a loopback listener alone."""
    host: str = "127.0.0.1"
    """The listener's."""
    proxy: str | None = None
    """The URL of a web proxy for all outgoing traffic, where the network demands one."""
    timing: Timing = Timing()

    def __post_init__(self) -> None:
        if faults := [*self._always(), *(self._with_tokens() if self.authenticate else self._without())]:
            raise ConfigurationError("; ".join(faults))

    def _always(self) -> Iterator[str]:
        if not self.tenants or not all(self.tenants):
            yield "no tenant is listed"
        if not self.service_hosts:
            yield "no service host is listed"
        yield from (
            f"{entry!r} names no host for files" for entry in self.upload_hosts if not _HOST.fullmatch(entry)
        )
        yield from (
            f"{entry!r} names no service host" for entry in self.service_hosts if not _names_host(entry)
        )

    def _with_tokens(self) -> Iterator[str]:
        needed = {"app_id": self.app_id, "openid_metadata": self.openid_metadata}
        match self.app_type.lower():
            case "singletenant":
                needed |= {"app_password": self.app_password, "app_tenant_id": self.app_tenant_id}
            case "userassignedmsi":
                pass
            case _:
                yield f"app_type {self.app_type!r} is neither SingleTenant nor UserAssignedMSI"
        yield from (f"{name} is blank" for name, value in needed.items() if not value.strip())

    def _without(self) -> Iterator[str]:
        if not is_loopback(self.host):
            yield f"without authentication only a loopback listener is allowed, not {self.host!r}"


def service_host(entry: str) -> URL:
    """Of an entry of the list: its host and port count. Raises ValueError."""
    return URL(entry.strip() if "//" in entry else f"//{entry.strip()}")


def _names_host(entry: str) -> bool:
    try:
        return bool(service_host(entry).host)
    except ValueError:
        return False


def is_loopback(host: str | None) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
