"""A service for the simulator: IROs each with an open escalation to be reminded of, and some who write."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.clock import london_day
from bot.domain.policy import Policy
from bot.domain.policy_file import policy_as_json
from storage import policies
from storage.concern_tables import concern, step
from storage.database import Work
from storage.tables import authority, child, conversation, person

AT_ONCE = 500


def fill(work: Work, policy: Policy, url: str, reminded: int, writing: int, now: datetime) -> None:
    """Invented throughout. `url`: the connector's. Those who write have nothing open yet."""
    began = now - timedelta(days=30)
    policies.keep_policy(work, policy.version, lambda: policy_as_json(policy))
    put(work, authority, [{"started_at": began}])
    names = [f"iro{number}" for number in range(reminded)] + [writer(number) for number in range(writing)]
    put(work, person, (_person(name) for name in names))
    ids: dict[str, int] = dict(work.db.execute(sa.select(person.c.aad_object_id, person.c.id)).all())
    put(work, conversation, (_chat(name, ids[name], url) for name in names))
    put(work, child, (_child(number, ids[name]) for number, name in enumerate(names)))
    children: dict[int, int] = dict(work.db.execute(sa.select(child.c.iro_id, child.c.id)).all())
    day = london_day(now - timedelta(days=3))
    put(work, concern, (_concern(children[ids[name]], ids[name], policy, day) for name in names[:reminded]))
    put(work, step, (_step(one, policy, day) for one in work.db.execute(sa.select(concern.c.id)).scalars()))


def put(work: Work, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    left = iter(rows)
    while some := [{"tenant": work.tenant, **row} for row in itertools.islice(left, AT_ONCE)]:
        work.db.execute(sa.insert(table), some)


def writer(number: int) -> str:
    """Their object id; also what their conversation is called by."""
    return f"writer{number}"


def reference_of(number: int) -> str:
    return f"D-{100000 + number}"


def _person(name: str) -> dict[str, Any]:
    email = f"{name}@example.org"
    return {"name": f"Example {name}", "email": email, "aad_object_id": name, "roles": "iro"}


def _chat(name: str, person_id: int, url: str) -> dict[str, Any]:
    place = {"conversation_id": f"chat-{name}", "service_url": url, "user_id": name, "bot_id": "bot"}
    return {"person_id": person_id, "state": {}, **place}


def _child(number: int, iro_id: int) -> dict[str, Any]:
    return {"reference": reference_of(number), "iro_id": iro_id, "status": "CLA", "team": ""}


def _concern(child_id: int, iro_id: int, policy: Policy, day: Any) -> dict[str, Any]:
    what = {"kind": "escalation", "status": "open", "team": "", "policy_version": policy.version}
    days = {"opened_on": day, "escalated_on": day, "due_on": day + timedelta(days=7)}
    return {"child_id": child_id, "opened_by": iro_id, **what, **days}


def _step(concern_id: int, policy: Policy, day: Any) -> dict[str, Any]:
    stage = policy.ladder[0]
    what = {"stage": stage.number, "name": stage.name, "state": "raised", "to_name": "Hanna Sample"}
    return {"concern_id": concern_id, **what, "raised_on": day, "due_on": day + timedelta(days=7)}
