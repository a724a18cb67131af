"""A made-up region in a database, by a few statements that the database itself turns into rows.

Nothing in it tells of anybody: references are numbers, words are the same for all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from bot.domain.policy import Policy
from storage.concern_tables import concern, concern_theme, entry, step
from storage.database import Work
from storage.tables import activity, child, person, review

DAYS = 400
"""How far back what has happened is spread."""
FAN = 20
"""IROs of one manager."""


@dataclass(frozen=True)
class Size:
    iros: int = 2_000
    children: int = 100_000
    past_concerns: int = 1_000_000
    open_concerns: int = 10_000

    def part(self, of: int) -> Size:
        """One `of`-th of it."""
        counts = (self.iros, self.children, self.past_concerns, self.open_concerns)
        return Size(*(count // of for count in counts))

    @property
    def managers(self) -> int:
        return max(1, self.iros // FAN)


REGION = Size()


def fill(work: Work, size: Size, policy: Policy, today: date) -> None:
    _Filling(work, policy, _days(work, today)).fill(size)


def _days(work: Work, today: date) -> sa.Table:
    """The days before and after today, since the databases reckon with days each in its own way."""
    days = sa.Table(
        "days",
        sa.MetaData(),
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("day", sa.Date),
        prefixes=["TEMPORARY"],
    )
    days.create(work.db)
    rows = [{"n": n, "day": today + timedelta(days=n)} for n in range(-DAYS, DAYS)]
    work.db.execute(sa.insert(days), rows)
    return days


@dataclass(frozen=True)
class _Filling:
    work: Work
    policy: Policy
    days: sa.Table

    def fill(self, size: Size) -> None:
        self._people(size)
        self._children(size)
        self._reviews(size)
        self._concerns(size)

    def _people(self, size: Size) -> None:
        managers, n = size.managers, _numbers(size.managers)
        of = {"id": n.c.n, "name": _text("Manager ", n.c.n), "email": _manager(n.c.n)}
        self._put(person, n, **of, roles="iro_manager", aad_object_id=_text("manager-", n.c.n))
        n = _numbers(size.iros)
        of = {
            "id": managers + n.c.n,
            "name": _text("IRO ", n.c.n),
            "email": _text("iro", n.c.n, "@example.org"),
        }
        of |= {"manager_email": _manager(1 + n.c.n % managers), "aad_object_id": _text("iro-", n.c.n)}
        self._put(person, n, **of, roles="iro")

    def _children(self, size: Size) -> None:
        n = _numbers(size.children)
        of = {"id": n.c.n, "reference": _text("D-", 1_000_000 + n.c.n), "status": "CLA", "team": "Team"}
        of |= {"iro_id": size.managers + 1 + n.c.n % size.iros, "looked_after_on": self._day(-DAYS)}
        self._put(child, n, **of)

    def _reviews(self, size: Size) -> None:
        """Of each child four held and one due, and what was done between them."""
        n = _numbers(size.children * 4)
        held = self._day(-(1 + (n.c.n * 7) % (DAYS - 1)))
        self._put(review, n, child_id=1 + n.c.n % size.children, kind="cla", due_on=held, held_on=held)
        n = _numbers(size.children)
        self._put(review, n, child_id=n.c.n, kind="cla", due_on=self._day((n.c.n * 7) % 180 - 10))
        n = _numbers(size.children * 2)
        done = {"kind": "oversight", "happened_on": self._day(-(1 + (n.c.n * 11) % (DAYS - 1)))}
        self._put(activity, n, child_id=1 + n.c.n % size.children, **done)

    def _concerns(self, size: Size) -> None:
        """Those of the past were resolved; of the open ones four in five are formal."""
        n = _numbers(size.past_concerns)
        ended = self._day(-(1 + n.c.n % (DAYS - 1)))
        of = {"status": "resolved", "opened_on": ended, "due_on": ended, "resolved_on": ended}
        self._concern(n, n.c.n, 1 + n.c.n % size.children, n.c.n % 2 == 0, of)
        n = _numbers(size.open_concerns)
        number = size.past_concerns + n.c.n
        of = {"opened_on": self._day(-(1 + n.c.n % 15)), "due_on": self._day(n.c.n % 15 - 5)}
        self._concern(n, number, 1 + (n.c.n * 7) % size.children, n.c.n % 5 > 0, {"status": "open", **of})

    def _concern(self, n: sa.CTE, number: Any, child_id: Any, is_formal: Any, of: dict[str, Any]) -> None:
        kind = sa.case((is_formal, "escalation"), else_="challenge")
        kept = {
            "team": "Team",
            "policy_version": self.policy.version,
            "filed_position": 1,
            "last_position": 1,
        }
        self._put(concern, n, id=number, child_id=child_id, kind=kind, **of, **kept)
        self._put(concern_theme, n, concern_id=number, position=0, theme=self.policy.themes[0])
        self._put(entry, n, concern_id=number, position=1, at=sa.func.now(), kind="opened", text="-")
        stage = self.policy.ladder[0]
        raised = {"stage": stage.number, "name": stage.name, "state": "raised"}
        raised |= {"raised_on": of["opened_on"], "due_on": of["due_on"]}
        self._put(step, n, is_formal, concern_id=number, **raised)

    def _day(self, n: Any) -> Any:
        return sa.select(self.days.c.day).where(self.days.c.n == n).scalar_subquery()

    def _put(self, table: sa.Table, source: sa.CTE, *conditions: Any, **columns: Any) -> None:
        values = {"tenant": self.work.tenant, **columns}
        made = [one if isinstance(one, sa.ClauseElement) else sa.literal(one) for one in values.values()]
        rows = sa.select(*made).select_from(source).where(*conditions)
        self.work.db.execute(sa.insert(table).from_select(list(values), rows))


def _numbers(count: int) -> sa.CTE:
    """From 1."""
    n = sa.select(sa.literal(1).label("n")).cte(recursive=True)
    return n.union_all(sa.select(n.c.n + 1).where(n.c.n < count))


def _text(before: str, number: Any, after: str = "") -> Any:
    return sa.literal(before) + sa.cast(number, sa.String) + sa.literal(after)


def _manager(number: Any) -> Any:
    return _text("manager", number, "@example.org")
