"""Whole conversations, on both databases, through the whole assistant but the wire.

A transcript is a list of turns. `says`/`presses` is done by a person of `tests/office.py`; `bot` lists what the
reply must contain, in that order; `not` what it must not. `later` moves the clock; `tick` lets the reminders
run. `then` says what stands in the records in the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.domain.audit import first_fault
from bot.domain.policy_file import load_policy
from storage import audit, children, concerns
from storage.database import Work, open_database
from tests.office import TENANT, Office, text_of

FRIDAY = "2026-11-20T09:30"
FOLDER = Path(__file__).parent


def transcripts() -> list[Any]:
    return [
        pytest.param(transcript, id=f"{path.stem}: {transcript['name']}")
        for path in sorted(FOLDER.glob("*.yaml"))
        for transcript in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("transcript", transcripts())
async def test_transcript(transcript: Mapping[str, Any], database_url: str) -> None:
    database = open_database(database_url)
    policy = load_policy(transcript.get("authority", "lincolnshire"), demo=transcript.get("demo", True))
    office = Office(database, policy, datetime.fromisoformat(str(transcript.get("now", FRIDAY))))
    await office.open()
    try:
        for turn in transcript["turns"]:
            await take(office, turn)
        for what, rows in transcript.get("then", {}).items():
            found = await database.transact(TENANT, RECORDS[what])
            assert_rows(found, rows)
        assert await database.transact(TENANT, faults) == []
    finally:
        await database.close()


async def take(office: Office, turn: Mapping[str, Any]) -> None:
    if "later" in turn:
        office.passes(**turn["later"])
    if turn.get("tick"):
        await office.tick()
    replies = text_of(await said(office, turn)) if who(turn) else ""
    if "sent" in turn:
        replies = text_of([message for person, message in office.wire.sent if person == turn["to"]][-1:])
        assert_in_order(replies, turn["sent"])
    assert_in_order(replies, turn.get("bot", []))
    for words in turn.get("not", []):
        assert words not in replies, f"{words!r} is in:\n{replies}"


async def said(office: Office, turn: Mapping[str, Any]) -> list[Any]:
    person = str(who(turn))
    if "presses" in turn:
        return await office.presses(person, turn["presses"], turn.get("with"))
    return await office.says(person, str(turn[person]), personal=not turn.get("in_group", False))


def who(turn: Mapping[str, Any]) -> str | None:
    return turn.get("who") or next((name for name in PEOPLE if name in turn), None)


PEOPLE = ("iro", "other iro", "manager", "responder", "admin", "stranger")


def assert_in_order(text: str, expected: list[str]) -> None:
    at = 0
    for words in expected:
        found = text.casefold().find(str(words).casefold(), at)
        assert found >= 0, f"{words!r} is not (in this order) in:\n{text}"
        at = found + len(str(words))


def assert_rows(found: list[dict[str, Any]], expected: list[Mapping[str, Any]]) -> None:
    shown = [
        {name: plain(row.get(name)) for name in wanted} for row, wanted in zip(found, expected, strict=False)
    ]
    assert shown == [dict(one) for one in expected]
    assert len(found) == len(expected), found


def plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value if isinstance(value, int | type(None)) else str(value)


def all_concerns(work: Work) -> list[dict[str, Any]]:
    """In the order they were opened; with `ref`, `entries` as `kind: text` and `steps` as `number state`."""
    rows = []
    for number in range(1, 100):
        one = concerns.concern_by_id(work, number)
        if one is not None:
            words = [f"{entry.kind.value}: {entry.text}" for entry in one.entries]
            steps = [f"{step.stage} {step.state.value}" for step in one.steps]
            rows.append(
                {**asdict(one), "ref": one.ref, "entries": words, "steps": steps, "filed": one.not_filed == 0}
            )
    return rows


def all_reviews_held(work: Work) -> list[dict[str, Any]]:
    references = [f"D-10000{number}" for number in range(1, 9)]
    known = [children.child_by_reference(work, reference) for reference in references]
    return [asdict(one) for child in known if child for one in children.reviews_held(work, child.id)]


def faults(work: Work) -> list[str]:
    found = (first_fault(audit.events_of(work, subject)) for subject in list(audit.subjects(work)))
    return [fault for fault in found if fault]


RECORDS = {"concerns": all_concerns, "reviews": all_reviews_held}
