"""`app.py understand`: what a sentence, or each of a file, would be understood as."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.clock import LONDON, london_day
from bot.command_line import BadInput, moment
from bot.domain.policy_file import AUTHORITIES, load_policy
from bot.holidays_england import working_calendar
from bot.recognise.recognise import reasons, recognise
from bot.recognise.understood import understood


def run(options: argparse.Namespace, now: datetime) -> Iterator[str]:
    """One JSON object a line, in the order given. Raises BadInput."""
    for line in _utterances_of(options, now):
        policy = load_policy(line["authority"])
        said_at = moment(line["now"])
        calendar = working_calendar(london_day(said_at), policy.closures, policy.extra_bank_holidays)
        role = line.get("role", "iro")
        intent = recognise(line["text"], said_at, policy, None, role, calendar)
        shown = understood(intent)
        if options.explain:
            shown["because"] = reasons(intent, said_at, policy, calendar)
        yield json.dumps({"id": line["id"], **shown} if "id" in line else shown, ensure_ascii=False)


def _utterances_of(options: argparse.Namespace, now: datetime) -> Iterator[dict[str, Any]]:
    """The one that was given, or a file's. Raises BadInput."""
    if options.text.endswith(".jsonl"):
        return utterances_in(Path(options.text))
    at = options.now or now.astimezone(LONDON).isoformat()
    return iter([{"now": at, "authority": options.authority or AUTHORITIES[0], "text": options.text}])


def utterances_in(path: Path) -> Iterator[dict[str, Any]]:
    """One JSON object a line, each with `now`, `authority` and `text`. Raises BadInput."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise BadInput(f"{path} cannot be read as a file in UTF-8.") from fault
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _utterance(line, f"{path}, line {number}")


def _utterance(line: str, where: str) -> dict[str, Any]:
    try:
        read = json.loads(line)
    except ValueError as fault:
        raise BadInput(f"{where}: this is not JSON.") from fault
    if not isinstance(read, dict) or not all(
        isinstance(read.get(key), str) for key in ("now", "authority", "text")
    ):
        raise BadInput(f"{where}: now, authority and text are needed.")
    return read
