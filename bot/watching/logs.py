"""The log on standard error: plain lines, or one JSON object a line. Never what people write.

An exception's own words may quote a record, and so may a library's message: of both only the kind and the
place in the program are shown.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

OURS = ("bot", "dialogs", "storage", "app", "__main__")
PLAIN, JSON = "plain", "json"
WATCHED = "bot.watched"
"""Whose lines tell of every turn and tick; in JSON alone."""
FIELDS = ("activity", "seconds", "outcome")


def start_logging(form: str, level: int = logging.WARNING) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == JSON else PlainLines())
    logging.basicConfig(level=level, handlers=[handler])
    if form == JSON and level <= logging.WARNING:
        logging.getLogger(WATCHED).setLevel(logging.INFO)


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": event_of(record),
            "logger": record.name,
        }
        told |= {name: vars(record)[name] for name in FIELDS if name in vars(record)}
        if where := place_of(record):
            told["where"] = where
        return json.dumps(told, ensure_ascii=False)


class PlainLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {event_of(record)}"
        where = place_of(record)
        return f"{line}\n{where}" if where else line


def event_of(record: logging.LogRecord) -> str:
    """Our own words as they are; a library's before anything was put into them, or none."""
    if record.name.partition(".")[0] in OURS:
        return record.getMessage()
    said = str(record.msg) if record.args else "a library's message"
    return f"{said} ({type_of(record)})" if record.exc_info else said


def type_of(record: logging.LogRecord) -> str:
    kind = record.exc_info[0] if record.exc_info else None
    return kind.__name__ if kind else ""


def place_of(record: logging.LogRecord) -> str:
    """Of an exception: its kind, and where; not what it says."""
    if not record.exc_info or record.exc_info[2] is None:
        return ""
    return f"{type_of(record)}\n{''.join(traceback.format_tb(record.exc_info[2]))}".rstrip()
