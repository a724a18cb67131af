"""The words of the command line: every command with its help, its example and its options."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

from bot.clock import LONDON
from bot.domain.policy_file import AUTHORITIES

Run = Callable[[argparse.Namespace], int | None]
"""Answers the exit code; None for 0."""


class BadInput(Exception):
    """Said in one line, with exit 2."""


@dataclass(frozen=True)
class Option:
    names: tuple[str, ...]
    more: Mapping[str, Any]
    """As argparse's `add_argument` takes them."""


@dataclass(frozen=True)
class Command:
    name: str
    says: str
    example: str
    options: tuple[Option, ...] = ()


def option(*names: str, **more: Any) -> Option:
    return Option(names, more)


def switch(name: str, says: str) -> Option:
    return option(name, action="store_true", help=says)


def port(said: str) -> int:
    if not said.isdigit() or not 0 < int(said) < 65536:
        raise argparse.ArgumentTypeError(f"{said!r} is not a port number")
    return int(said)


def small(said: str) -> int:
    if not said.isdigit() or not 1 < int(said) <= 100:
        raise argparse.ArgumentTypeError(f"{said!r} is not a number from 2 to 100")
    return int(said)


FORMATS = ("text", "csv", "xlsx", "docx", "903")
AUTHORITY = option("--authority", choices=AUTHORITIES, help="whose policy, where there are several")
DATABASE = option("--database", metavar="URL", help="of a demo; else the settings say")
ANY_DATABASE = option("--database", metavar="URL", help="else the settings say")

COMMANDS = (
    Command("serve", "the bot, for Teams", "serve"),
    Command(
        "demo",
        "the bot with invented people, on this machine",
        "demo --authority rotherham --as manager",
        (
            DATABASE,
            AUTHORITY,
            option("--as", dest="person", metavar="WHO", default="iro", help="a role or an e-mail"),
            option("--now", metavar="ISO", help="start the clock here"),
            switch("--fresh", "start the data anew"),
            switch("--empty", "no people or children"),
            option("--port", type=port, default=3978, help="the bot's (%(default)s)"),
        ),
    ),
    Command("migrate", "brings the database to this version", "migrate", (ANY_DATABASE,)),
    Command(
        "import",
        "reads CSV, XML and Excel files, recognised by their headings",
        "import staff.csv allocations.csv reviews.csv --dry-run",
        (
            option("files", nargs="+", metavar="FILE"),
            switch("--dry-run", "say what would happen, with every remark; change nothing"),
            switch("--skip-rejected", "import the rest of a file with rejected rows"),
            DATABASE,
            AUTHORITY,
        ),
    ),
    Command("people", "the staff as CSV", "people --authority durham", (DATABASE, AUTHORITY)),
    Command(
        "understand",
        "what would be understood",
        'understand --authority rotherham "escalate D-100234"',
        (
            option("text", metavar="TEXT or FILE.jsonl"),
            switch("--explain", "which phrase or rule decided"),
            AUTHORITY,
            option("--now", metavar="ISO", help="the moment it is said"),
        ),
    ),
    Command(
        "remind",
        "plans and sends what is due, then exits",
        "remind --as-of 2026-11-23T09:00 --dry-run",
        (
            option("--as-of", metavar="ISO", help="as if it were this moment"),
            switch("--dry-run", "print `NAME: weekly, would be sent` for each list, send nothing"),
            DATABASE,
            AUTHORITY,
        ),
    ),
    Command(
        "report",
        "the annual report's tables, of any period",
        "report --authority lincolnshire --from 2022-04-01 --to 2023-03-31 --format docx --out report",
        (
            AUTHORITY,
            option("--from", dest="from_on", required=True, metavar="DATE", help="or a year: 2022/23"),
            option("--to", dest="to_on", metavar="DATE", help="the last day, counted too"),
            option("--format", choices=FORMATS, default="text", help="(%(default)s); 903: its Reviews file"),
            option("--out", metavar="DIR", help="where files go (report); text is printed without it"),
            option("--suppress-below", type=small, default=0, metavar="N", help="keep figures below N back"),
            switch("--children", "name the child's reference in the rows behind the figures"),
            DATABASE,
        ),
    ),
    Command("audit", "verifies the history and the clocks", "audit", (DATABASE, AUTHORITY)),
    Command(
        "package",
        "writes the Teams app package",
        "package --out iro-assistant.zip",
        (option("--out", default="iro-assistant.zip", metavar="FILE", help="(%(default)s)"),),
    ),
    Command("doctor", "looks at everything needed and says what to do", "doctor", (ANY_DATABASE,)),
)


class _OneLine(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}. See {self.prog} --help\n")


def parser(runs: Mapping[str, Run], description: str | None) -> argparse.ArgumentParser:
    """`run` of what it parses is what `runs` has under the command's name."""
    top = _OneLine(prog="app.py", description=description)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for one in COMMANDS:
        example = f"example: python app.py {one.example}"
        added = commands.add_parser(one.name, help=one.says, description=one.says, epilog=example)
        for each in one.options:
            added.add_argument(*each.names, **each.more)
        added.set_defaults(run=runs[one.name])
    return top


def progress(line: str) -> None:
    """Of long work, apart from what the command answers."""
    sys.stderr.write(f"{line}\n")


def moment(said: str) -> datetime:
    """ISO, in London where it names no zone; a bare day is nine in the morning."""
    try:
        read = datetime.fromisoformat(said if "T" in said else f"{said}T09:00")
    except ValueError as fault:
        raise BadInput(f"{said!r} is not a moment such as 2026-11-20T09:00.") from fault
    return read if read.tzinfo else read.replace(tzinfo=LONDON)
