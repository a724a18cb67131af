"""A start is short because of what it leaves for later. How long it takes: `python3 dev.py bench start`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOR_LATER = ("alembic", "sqlalchemy.orm", "openpyxl", "docx", "matplotlib", "lxml", "opentelemetry")
A_START = """
import asyncio, json, sys
import app
from bot.channel.warm_up import compile_the_rest, warm_up
from bot.clock import system_clock
from bot.domain.policy_file import load_policy
from bot.recognise.score import all_cues
from storage.database import migrate

migrate(sys.argv[1])
warm_up({"t": load_policy("lincolnshire")}, system_clock())
compiled = sum("pattern" in vars(phrase) for _, phrase in all_cues())
loaded = sorted(sys.modules)
asyncio.run(compile_the_rest())
left = sum("pattern" not in vars(phrase) for _, phrase in all_cues())
print(json.dumps({"loaded": loaded, "compiled": compiled, "phrases": len(all_cues()), "left": left}))
"""


def test_a_start_neither_loads_nor_compiles_what_it_does_not_need(sqlite_url: str) -> None:
    command = [sys.executable, "-c", A_START, sqlite_url]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    start = json.loads(done.stdout)
    assert not set(FOR_LATER) & set(start["loaded"])
    assert start["compiled"] < start["phrases"] / 10
    assert start["left"] == 0
