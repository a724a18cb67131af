"""The bot and the Agents Playground as processes. Needs only Python's own library, as dev.py does."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SCRIPTS = ROOT / ".venv" / ("Scripts" if os.name == "nt" else "bin")
INSTALLED = ROOT / "var" / "playground"
OLDEST_NODE = 20

Process = subprocess.Popen[str]


@contextmanager
def bot(command: Sequence[str | Path], folder: Path) -> Iterator[tuple[dict[str, Any], str, Process]]:
    """Runs `app.py demo`; answers its people, its endpoint and itself when it is ready."""
    with process(command, cwd=folder, stdout=subprocess.PIPE) as running:
        people = line_beginning(running, "people ", "The bot")
        ready = line_beginning(running, "ready ", "The bot")
        pass_on(running)
        yield json.loads(people.partition(" ")[2]), ready.partition(" ")[2], running


@contextmanager
def playground(people: dict[str, Any], endpoint: str, port: int, folder: Path) -> Iterator[str]:
    """Runs the Playground for the bot at `endpoint`; answers the address to open. Writes in `folder` only."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "playground.yml"
    settings.write_text(
        json.dumps(configuration(people), indent=1), encoding="utf-8"
    )  # YAML takes JSON as it is
    environment = {"TEAMSAPPTESTER_BROWSER": "none", "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(settings)}
    options = {
        "cwd": folder,
        "env": os.environ | environment,
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
    }
    with process(
        start_command(endpoint, port), **options
    ) as running:  # it stops when its standard input closes
        line_beginning(running, "Listening on", "The Agents Playground")
        pass_on(running, quiet=True)
        yield f"http://127.0.0.1:{port}"


def start_command(endpoint: str, port: int) -> list[str]:
    cli = INSTALLED / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
    command = [node() or "node", "--require", str(HERE / "loopback.cjs"), str(cli), "start"]
    command += ["--channel-id", "msteams", "--app-endpoint", endpoint, "--port", str(port)]
    return [*command, "--service-url", f"http://127.0.0.1:{port}/_connector", "--disable-telemetry"]


def configuration(people: dict[str, Any]) -> dict[str, Any]:
    """The Playground wants five users beside the current one. `people` is what `app.py demo` prints."""
    current = people["current"]
    channels = [{"id": "channel", "name": "Reviews"}]
    group = "d0000000-0000-4000-8000-0000000000ff"
    return {
        "version": "0.1.1",
        "tenantId": people["tenantId"],
        "bot": {"id": "iro-assistant", "name": "IRO assistant"},
        "currentUser": current,
        "users": [user for user in people["users"] if user["id"] != current["id"]],
        "personalChat": {"id": personal_chat(current)},
        "groupChat": {"id": "group-chat", "name": "Group chat"},
        "team": {"id": "team", "name": "IRO service", "aadGroupId": group, "channels": channels},
    }


def personal_chat(person: dict[str, Any]) -> str:
    """The id of their chat with the bot: the same at every start, so that reminders find it."""
    return f"personal-{person['id']}"


def node() -> str | None:
    """The Node installed here, else the one in `.venv`."""
    found = shutil.which("node") if shutil.which("npm") else None
    if found and node_version(found) >= OLDEST_NODE:
        return found
    return shutil.which("node", path=str(SCRIPTS))


def node_version(command: str) -> int:
    answer = subprocess.run([command, "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.strip().lstrip("v").partition(".")[0]
    return int(major) if major.isdigit() else 0


@contextmanager
def process(command: Sequence[str | Path], **options: Any) -> Iterator[Process]:
    running = subprocess.Popen(command, text=True, **options)
    try:
        yield running
    finally:
        running.terminate()
        try:
            running.wait(10)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        for pipe in filter(None, (running.stdin, running.stdout)):
            pipe.close()


def line_beginning(running: Process, words: str, who: str) -> str:
    """Reads up to that line; earlier lines are shown."""
    for line in running.stdout or ():
        if line.startswith(words):
            return line.strip()
        print(line, end="", flush=True)
    raise SystemExit(f"{who} stopped before it was ready (exit code {running.wait()}).")


def pass_on(running: Process, quiet: bool = False) -> None:
    """Goes on reading, so that the process never waits for a reader."""

    def read() -> None:
        try:
            for line in running.stdout or ():
                if not quiet:
                    print(line, end="", flush=True)
        except ValueError:
            pass  # it ended, and the pipe was closed

    threading.Thread(target=read, daemon=True).start()


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
