"""Whole conversations, on both databases, through the whole assistant but the wire.

A transcript is a list of turns, each done by a person of `tests/office.py`:

- `iro: words` types them; `iro: {press: Save, with: {slot.text: ...}}` presses the newest button of that
  name, `of:` one that was shown to another; `iro: {data: ...}` sends any data as that of a button;
  `iro: {long: word, times: 4000}` types it over and over; `iro: {installs: true}` installs the app.
- `in_group: true`: in a group chat. `again: true`: Teams sends the last activity once more.
- `later: {days: 1}` moves the clock, `at: "2026-12-28T08:31"` sets it, `tick: true` lets the reminders run,
  `restart: true` is another process on the same database, `wire: [throttled]` what becomes of messages sent.
- `bot` lists what the reply must contain, in that order; `not` what it must not; `silent: true` is no reply.
  `sent` and `unsent` say the same of all that was sent to the person `to` in that turn by itself.

`then` says what stands in the records in the end: all of them, in order, and of each what is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.channel.delivery import Delivered, Delivery, MayHaveArrived, Throttled, Unreachable
from bot.channel.messages import Message
from bot.clock import LONDON
from bot.domain.audit import first_fault
from bot.domain.policy_file import load_policy
from storage import activities, audit, children, concerns
from storage.database import Work, open_database
from tests.office import TENANT, Office, text_of

FRIDAY = "2026-11-20T09:30"
FOLDER = Path(__file__).parent
PEOPLE = ("iro", "other iro", "manager", "responder", "admin", "stranger")
WIRE: Mapping[str, Delivery] = {
    "throttled": Throttled(30.0),
    "may have arrived": MayHaveArrived(502),
    "unreachable": Unreachable("BotNotInConversationRoster"),
    "delivered": Delivered("1"),
}
INSTALLS = {"type": "installationUpdate", "action": "add"}
REMOVES = {"type": "installationUpdate", "action": "remove"}


def transcripts() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for transcript in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(transcript, id=f"{path.stem}: {transcript['name']}")


@pytest.mark.parametrize("transcript", list(transcripts()))
async def test_transcript(transcript: Mapping[str, Any], database_url: str) -> None:
    database = open_database(database_url)
    policy = load_policy(transcript.get("authority", "lincolnshire"), demo=transcript.get("demo", True))
    office = Office(database, policy, datetime.fromisoformat(str(transcript.get("now", FRIDAY))))
    await office.open()
    try:
        for turn in transcript["turns"]:
            await take(office, turn)
        for what, rows in transcript["then"].items():
            found = await database.transact(TENANT, RECORDS[what])
            assert_rows(found, rows)
        assert await database.transact(TENANT, faults) == []
    finally:
        await database.close()


async def take(office: Office, turn: Mapping[str, Any]) -> None:
    before = len(office.wire.sent)
    _prepare(office, turn)
    if turn.get("tick"):
        await office.tick()
    messages = await _done(office, turn)
    sent = [message for person, message in office.wire.sent[before:] if person == turn.get("to")]
    assert_said(messages, turn.get("bot", []), turn.get("not", []))
    assert_said(sent, turn.get("sent", []), turn.get("unsent", []))
    assert not (turn.get("silent") and messages), text_of(messages)
    assert len(sent) == turn.get("messages", len(sent)), text_of(sent)


def _prepare(office: Office, turn: Mapping[str, Any]) -> None:
    if "later" in turn:
        office.passes(**turn["later"])
    if "at" in turn:
        office.now = datetime.fromisoformat(turn["at"]).replace(tzinfo=LONDON)
    if "wire" in turn:
        office.wire.answers = iter([WIRE[what] for what in turn["wire"]])
    if turn.get("restart"):
        office.restarts()


async def _done(office: Office, turn: Mapping[str, Any]) -> list[Message]:
    if turn.get("again"):
        return await office.repeats()
    who = next((name for name in PEOPLE if name in turn), None)
    if who is None:
        return []
    did = turn[who]
    if isinstance(did, Mapping):
        return await _did(office, who, did)
    return await office.says(who, str(did), in_group=turn.get("in_group", False))


async def _did(office: Office, who: str, did: Mapping[str, Any]) -> list[Message]:
    if "press" in did:
        return await office.presses(who, did["press"], did.get("with"), did.get("of"))
    if "data" in did:
        return await office.sends(who, did["data"], did.get("by", "Action.Submit"))
    if "long" in did:
        return await office.says(who, did.get("begins", "") + did["long"] * did["times"])
    return await office.does(office.incoming(who, REMOVES if did.get("removes") else INSTALLS))


def assert_said(messages: list[Message], expected: list[str], unexpected: list[str]) -> None:
    text, at = text_of(messages), 0
    for words in expected:
        found = text.casefold().find(str(words).casefold(), at)
        assert found >= 0, f"{words!r} is not (in this order) in:\n{text}"
        at = found + len(str(words))
    for words in unexpected:
        assert str(words).casefold() not in text.casefold(), f"{words!r} is in:\n{text}"


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
    """In the order they were opened."""
    found = (concerns.concern_by_id(work, number) for number in range(1, 30))
    return [concern_row(one) for one in found if one is not None]


def concern_row(concern: Any) -> dict[str, Any]:
    """With `ref`, `entries` as `kind: text`, `steps` as `number state date due`, and the current `with`."""
    entries = [
        f"{entry.kind.value}{' undone' if entry.undone else ''}: {entry.text}" for entry in concern.entries
    ]
    steps = [" ".join(str(part) for part in (one.stage, one.state, one.due_on)) for one in concern.steps]
    own = {"ref": concern.ref, "entries": entries, "steps": steps, "filed": concern.not_filed == 0}
    own |= {"total_from": concern.total_from, "next_date": concern.next_date}
    current = {"with": concern.step.to_name, "sent_on": concern.step.sent_on} if concern.step else {}
    return {**asdict(concern), **own, **current}


def reviews_held(work: Work) -> list[dict[str, Any]]:
    references = [f"D-10000{number}" for number in range(1, 9)]
    known = [children.child_by_reference(work, reference) for reference in references]
    return [asdict(one) for child in known if child for one in children.reviews_held(work, child.id)]


def reviews_due(work: Work) -> list[dict[str, Any]]:
    """Not yet held, of all children, earliest first."""
    return [asdict(one) for one in children.reviews_due(work)]


def all_activities(work: Work) -> list[dict[str, Any]]:
    """The oldest first; what was undone is left out."""
    return [asdict(one) for one in reversed(activities.activities(work))]


def faults(work: Work) -> list[str]:
    found = (first_fault(audit.events_of(work, subject)) for subject in list(audit.subjects(work)))
    return [fault for fault in found if fault]


RECORDS = {
    "concerns": all_concerns,
    "reviews": reviews_held,
    "due": reviews_due,
    "activities": all_activities,
}
