"""Adding to a concern: the entry, the change and the event in the history, always together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.audit import digest
from bot.domain.concerns import Concern, Entry, EntryKind
from bot.domain.promises import as_of
from bot.operations.absence import news_leaves_at
from bot.operations.desk import Desk, audit_event
from storage import concerns, deliveries


def begin_concern(
    desk: Desk, values: Mapping[str, Any], themes: tuple[str, ...], text: str, happened_on: date | None = None
) -> Concern:
    """A new record with its first entry."""
    concern_id = concerns.add_concern(desk.work, {**values, "last_position": 1}, themes)
    first = _entry(
        desk, 1, EntryKind.OPENED, text, {"happened_on": happened_on, "due_on": values.get("due_on")}
    )
    concerns.add_entry(desk.work, concern_id, _row(first))
    facts = {"themes": list(themes), "text": digest(text), **_plain(values)}
    audit_event(desk, f"concern:{concern_id}", "opened", facts)
    return reread(desk, concern_id)


def add_entry(
    desk: Desk,
    concern: Concern,
    kind: EntryKind,
    text: str,
    *,
    about: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
    also: Mapping[str, Any] | None = None,
) -> Entry:
    """`about`: happened_on, due_on, stage of the entry; `changes`: columns of the concern; `also`: what
    else the history keeps of it.

    Raises VersionConflict.
    """
    entry = _entry(desk, concern.last_position + 1, kind, text, about or {})
    concerns.change_concern(desk.work, concern, **(changes or {}), last_position=entry.position)
    concerns.add_entry(desk.work, concern.id, _row(entry))
    facts = {"position": entry.position, "text": digest(text)}
    facts |= _plain({**(about or {}), **(changes or {}), **(also or {})})
    audit_event(desk, f"concern:{concern.id}", kind.value, facts)
    return entry


def reread(desk: Desk, concern_id: int) -> Concern:
    found = concerns.concern_by_id(desk.work, concern_id)
    if found is None:
        raise LookupError(f"no concern {concern_id}")
    return as_of(found, desk.today)


def as_before(concern: Concern, *columns: str) -> dict[str, Any]:
    """These columns as they are, in plain values, for an undo to put back."""
    values = {name: getattr(concern, name) for name in columns}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def tell(desk: Desk, recipient_id: int | None, about: str) -> None:
    """Plans a message that leaves as soon as this turn is committed, or when its recipient may be told."""
    if recipient_id is not None and recipient_id != desk.person.id:
        deliveries.plan_delivery(desk.work, recipient_id, about, desk.now, news_leaves_at(desk, recipient_id))


def _entry(desk: Desk, position: int, kind: EntryKind, text: str, about: Mapping[str, Any]) -> Entry:
    return replace(Entry(position, desk.now, desk.person.id, desk.person.name, kind, text), **about)


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "position": entry.position,
        "at": entry.at,
        "by_id": entry.by_id,
        "kind": entry.kind,
        "text": entry.text,
        "happened_on": entry.happened_on,
        "due_on": entry.due_on,
        "stage": entry.stage,
    }


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """For the history: days as ISO strings, long words as digests."""
    return {name: _plain_value(name, value) for name, value in values.items()}


_WORDS = frozenset(
    {"outcome", "impact", "reason", "raised_with", "resolved_by", "owner", "chair", "attended"}
)


def _plain_value(name: str, value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return digest(value) if name in _WORDS and value else value
