"""The doctor on what the assistant is watched with. Nothing it does counts as a beat or as a trace."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import aiohttp
from yarl import URL

from bot.channel.findings import Check, Finding
from bot.channel.settings import is_loopback
from bot.settings import Settings

_SILENT = "nobody would be told if the reminders stopped"
_GATEWAY = (
    "If a gateway on this machine passes on more than /api/messages, set IRO_METRICS_TOKEN: not every "
    "gateway says that it is one."
)
_REACH = "Does the monitor run, and may this machine reach it?"


def watching_checks(settings: Settings) -> Mapping[str, Check]:
    checks: dict[str, Check] = {
        "metrics": partial(_metrics, settings),
        "heartbeat": partial(_heartbeat, settings),
    }
    return checks | ({"traces": partial(_traces, settings)} if settings.watching.traces else {})


async def _metrics(settings: Settings) -> list[Finding]:
    if settings.watching.metrics_token:
        return [Finding("metrics", True, "for whoever has the token")]
    says = "for this machine alone"
    return [Finding("metrics", True, says, _GATEWAY if is_loopback(settings.host) else "")]


async def _heartbeat(settings: Settings) -> list[Finding]:
    target = settings.watching.heartbeat
    if not target:
        return [
            Finding("heartbeat", True, f"not set: {_SILENT}", "Set IRO_HEARTBEAT_URL (docs/operating.md).")
        ]
    if not target.startswith("http"):
        return [await asyncio.to_thread(_file, Path(target))]
    if settings.proxy:
        return [Finding("heartbeat", True, "set, through the proxy; not tried, for that would be a beat")]
    return [await _reached(URL(target))]


def _file(path: Path) -> Finding:
    may = os.access(path if path.exists() else path.parent, os.W_OK)
    if may and not path.is_dir():
        return Finding("heartbeat", True, "a file that this account may touch")
    return Finding("heartbeat", False, "a file that this account may not touch", "Make its folder writable.")


async def _reached(url: URL) -> Finding:
    """As far as the door."""
    try:
        _, writer = await asyncio.open_connection(url.host, url.port, ssl=url.scheme == "https")
    except OSError as fault:
        return Finding("heartbeat", False, f"its host was not reached ({type(fault).__name__})", _REACH)
    writer.close()
    return Finding("heartbeat", True, "its host was reached; not called, for that would be a beat")


async def _traces(settings: Settings) -> list[Finding]:
    """A call with no trace in it, which a collector takes."""
    url = f"{settings.watching.traces.rstrip('/')}/v1/traces"
    headers = {**settings.watching.traces_headers, "Content-Type": "application/x-protobuf"}
    try:
        async with aiohttp.ClientSession() as session, session.post(url, headers=headers) as response:
            status = response.status
    except (aiohttp.ClientError, ValueError) as fault:
        do = "Does the collector take OTLP over HTTP (port 4318), and may this machine reach it?"
        return [Finding("traces", False, f"no collector was reached ({type(fault).__name__})", do)]
    if status == 200:
        return [Finding("traces", True, "the collector takes them")]
    do = "Is OTEL_EXPORTER_OTLP_ENDPOINT its base address, and are OTEL_EXPORTER_OTLP_HEADERS right?"
    return [Finding("traces", False, f"the collector answered with {status}", do)]
