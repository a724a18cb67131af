"""What the operator says, from the environment or a `.env` file. What matters has no default."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.errors import ConfigurationError

LOG_FORMS = ("plain", "json")
SHORTEST_TOKEN = 16
REQUIRED = ("MicrosoftAppType", "MicrosoftAppId", "IRO_DATABASE_URL", "IRO_TENANTS")
MOST_PER_SECOND = 50
"""Teams' own limit for an app in a tenant: `bot/channel/pace.py`."""
REQUIRED_WITH_SECRET = ("MicrosoftAppPassword", "MicrosoftAppTenantId")


@dataclass(frozen=True)
class Watching:
    """How the assistant is watched; nothing of it need be set."""

    metrics_token: str = field(default="", repr=False)
    """Blank: `/metrics` answers this machine alone."""
    heartbeat: str = field(default="", repr=False)
    """A dead man's switch: a URL to be called, or a file to be touched. The URL is as good as a password."""
    traces: str = ""
    """The base URL of a collector for OTLP over HTTP."""
    traces_headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Settings:
    app_type: str
    app_id: str
    app_password: str = field(repr=False)
    app_tenant_id: str
    database_url: str = field(repr=False)
    tenants: Mapping[str, str]
    """Entra tenant id, in lower case as messages are read, -> the authority whose policy it has."""
    overlays: Mapping[str, Path]
    """Authority -> the file with its local values, where it has one."""
    openid_metadata: str | None
    service_hosts: tuple[str, ...] | None
    upload_hosts: tuple[str, ...] | None
    host: str
    port: int
    sends_per_second: float
    """Of what nobody asked for, all instances together, in each tenant."""
    proxy: str | None
    watching: Watching = Watching()


def read_environment(folder: Path | None = None) -> dict[str, str]:
    """The environment; what it does not say, from `.env` in the working folder."""
    return {**_read_env_file((folder or Path.cwd()) / ".env"), **os.environ}


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Raises ConfigurationError naming all that is missing at once."""
    said = {name: value.strip() for name, value in environment.items()}
    with_secret = said.get("MicrosoftAppType", "").lower() != "userassignedmsi"
    needed = (*REQUIRED, *(REQUIRED_WITH_SECRET if with_secret else ()))
    if lacking := [name for name in needed if not said.get(name)]:
        raise ConfigurationError(f"Please set {', '.join(lacking)} (docs/operating.md says what each is).")
    return Settings(
        app_type=said["MicrosoftAppType"],
        app_id=said["MicrosoftAppId"],
        app_password=said.get("MicrosoftAppPassword", ""),
        app_tenant_id=said.get("MicrosoftAppTenantId", ""),
        database_url=said["IRO_DATABASE_URL"],
        tenants={tenant.lower(): name for tenant, name in _pairs("IRO_TENANTS", said["IRO_TENANTS"]).items()},
        overlays={
            name: Path(path) for name, path in _pairs("IRO_OVERLAYS", said.get("IRO_OVERLAYS", "")).items()
        },
        openid_metadata=said.get("IRO_OPENID_METADATA") or None,
        service_hosts=_listed(said.get("IRO_SERVICE_URLS", "")),
        upload_hosts=_listed(said.get("IRO_UPLOAD_HOSTS", "")),
        host=said.get("IRO_HOST") or "0.0.0.0",  # noqa: S104 - behind the council's own gateway
        port=_port(said.get("PORT") or "3978"),
        sends_per_second=_pace(said.get("IRO_SENDS_PER_SECOND") or "48"),
        proxy=said.get("IRO_PROXY") or None,
        watching=_watching(said),
    )


def log_form(environment: Mapping[str, str]) -> str:
    """`plain` or `json`. Raises ConfigurationError."""
    form = environment.get("IRO_LOG", "").strip().lower() or "plain"
    if form not in LOG_FORMS:
        raise ConfigurationError(f"IRO_LOG: {form!r} is neither plain nor json.")
    return form


def _watching(said: Mapping[str, str]) -> Watching:
    log_form(said)
    token, heartbeat = said.get("IRO_METRICS_TOKEN", ""), said.get("IRO_HEARTBEAT_URL", "")
    traces = said.get("OTEL_EXPORTER_OTLP_ENDPOINT", "")
    if token and len(token) < SHORTEST_TOKEN:
        raise ConfigurationError(f"IRO_METRICS_TOKEN is shorter than {SHORTEST_TOKEN} characters.")
    if heartbeat and not (_is_web(heartbeat) or Path(heartbeat).is_absolute()):
        raise ConfigurationError("IRO_HEARTBEAT_URL is neither https://... nor the whole path of a file.")
    if traces and not traces.startswith(("http://", "https://")):
        raise ConfigurationError("OTEL_EXPORTER_OTLP_ENDPOINT is not of the form http://collector:4318.")
    headers = _pairs("OTEL_EXPORTER_OTLP_HEADERS", said.get("OTEL_EXPORTER_OTLP_HEADERS", ""))
    return Watching(token, heartbeat, traces, {name: unquote(value) for name, value in headers.items()})


def _is_web(address: str) -> bool:
    """https; http only to this machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    nearby = parts.hostname in ("localhost", "127.0.0.1", "::1")
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and nearby))


def _read_env_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}


def _pairs(name: str, value: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in _listed(value) or ()]
    if wrong := [left for left, sign, right in pairs if not (left.strip() and sign and right.strip())]:
        raise ConfigurationError(f"{name}: {wrong[0]!r} is not of the form left=right.")
    return {left.strip(): right.strip() for left, _, right in pairs}


def _listed(value: str) -> tuple[str, ...] | None:
    return tuple(part.strip() for part in value.split(",") if part.strip()) or None


def _port(value: str) -> int:
    if not value.isdigit() or not 0 <= int(value) < 65536:
        raise ConfigurationError(f"PORT: {value!r} is not a port number.")
    return int(value)


def _pace(value: str) -> float:
    if not value.isdigit() or not 1 <= int(value) <= MOST_PER_SECOND:
        raise ConfigurationError(
            f"IRO_SENDS_PER_SECOND: {value!r} is not a number from 1 to {MOST_PER_SECOND}."
        )
    return float(value)
