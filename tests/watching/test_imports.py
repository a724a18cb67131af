"""Memory that only those who trace should pay: without a collector nothing of OpenTelemetry is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PUT_TOGETHER = """
import asyncio, sys
from bot.channel.configured import demo_edge_settings
from bot.clock import system_clock
from bot.domain.policy_file import load_policy
from bot.settings import Watching
import app
async def run():
    policies = {app.DEMO_TENANT: load_policy("durham", demo=True)}
    edge = demo_edge_settings(app.DEMO_TENANT)
    async with app.put_together(edge, sys.argv[1], policies, system_clock, Watching(traces=sys.argv[2])):
        print(sorted({name for name in sys.modules if name.partition(".")[0] == "opentelemetry"})[:1])
asyncio.run(run())
"""


@pytest.mark.parametrize(("traces", "loaded"), [("", "[]"), ("http://127.0.0.1:9", "['opentelemetry']")])
def test_traces_are_loaded_where_they_are_wanted(sqlite_url: str, traces: str, loaded: str) -> None:
    command = [sys.executable, "-c", PUT_TOGETHER, sqlite_url, traces]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert ran.stdout.strip() == loaded, ran.stderr
