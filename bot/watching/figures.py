"""What `/metrics` says: figures of this process, and of the records in the database.

No label holds a person, a child, an authority or a word that was typed: each has a fixed list of values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.metrics import MetricWrapperBase

from bot.domain.watched import StoreFigures

TURN_OUTCOMES = ("answered", "nothing", "stranger", "not_now", "fault")
"""`stranger`: nobody of ours; `not_now`: told to try again; `fault`: told that something went wrong."""
SENT_OUTCOMES = ("delivered", "throttled", "may_have_arrived", "unreachable", "refused")
WAYS = ("reply", "unasked")
REFUSALS = ("400", "401", "413", "503", "other")
TICKS = ("done", "failed")
STATES: tuple[str, ...] = ("waiting", "delivered", "perhaps", "answered", "unreachable")
STATES += ("refused", "given up", "nothing", "other")
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
DATABASE_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5)

M = TypeVar("M", bound=MetricWrapperBase)


class Figures:
    """In a registry of its own; a turn costs some microseconds."""

    def __init__(self, kinds: Sequence[str] = ()) -> None:
        """`kinds` of deliveries; any other counts as `other`."""
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._kinds = (*kinds, "other")
        says = "Seconds from a message to the end of its replies, by outcome."
        turns = Histogram("iro_turn_seconds", says, ["outcome"], registry=registry, buckets=SECONDS)
        self._turns = _known(turns, TURN_OUTCOMES)
        says = "Messages to Teams by way (reply, unasked) and outcome, every attempt counted."
        sent = Counter("iro_messages", says, ["way", "outcome"], registry=registry)
        self._sent = {(way, one): sent.labels(way, one) for way in WAYS for one in SENT_OUTCOMES}
        refusals = Counter("iro_refusals", "Calls refused at the door.", ["status"], registry=registry)
        self._refusals = _known(refusals, REFUSALS)
        ticks = Counter("iro_ticks", "Rounds of the reminders.", ["outcome"], registry=registry)
        self._ticks = _known(ticks, TICKS)
        says = "Seconds of one transaction, waiting for it included."
        self._database = Histogram("iro_database_seconds", says, registry=registry, buckets=DATABASE_SECONDS)
        self._since_tick = Gauge("iro_seconds_since_tick", SINCE_TICK, registry=registry)
        self._since_tick.set(-1)
        self._store = {name: Gauge(name, says, registry=registry) for name, says in OF_THE_STORE.items()}
        says = "Planned in the last seven days, by kind and state (the same from every process)."
        found = Gauge("iro_deliveries", says, ["kind", "state"], registry=registry)
        self._deliveries = {(kind, one): found.labels(kind, one) for kind in self._kinds for one in STATES}

    def turn(self, outcome: str, seconds: float) -> None:
        self._turns[outcome].observe(seconds)

    def sent(self, way: str, outcome: str) -> None:
        self._sent[way, outcome].inc()

    def refused(self, status: int) -> None:
        self._refusals.get(str(status), self._refusals["other"]).inc()

    def tick(self, outcome: str) -> None:
        self._ticks[outcome].inc()

    def database(self, seconds: float) -> None:
        self._database.observe(seconds)

    def show(self, of: StoreFigures | None, seconds_since_tick: float | None) -> bytes:
        """As Prometheus reads it; without figures of the store where it does not answer."""
        self._since_tick.set(-1 if seconds_since_tick is None else seconds_since_tick)
        self._store["iro_store_answers"].set(of is not None)
        if of is not None:
            self._take(of)
        return generate_latest(self._registry)

    def _take(self, of: StoreFigures) -> None:
        for name, value in _values(of):
            self._store[name].set(value)
        counted = dict.fromkeys(self._deliveries, 0)
        for (kind, state), number in of.deliveries.items():
            named = (kind if kind in self._kinds else "other", state if state in STATES else "other")
            counted[named] += number
        for key, number in counted.items():
            self._deliveries[key].set(number)


def _known(metric: M, values: Iterable[str]) -> dict[str, M]:
    """Its one label at each of its values, so that none is missing before it first occurs."""
    return {value: metric.labels(value) for value in values}


def _values(of: StoreFigures) -> Iterable[tuple[str, float]]:
    yield "iro_possible_repeats", of.possible_repeats
    yield "iro_deliveries_waiting", of.waiting
    yield "iro_deliveries_overdue", of.overdue
    yield "iro_oldest_overdue_seconds", of.oldest_overdue
    yield "iro_unreachable_people", of.unreachable_people
    yield "iro_open_concerns_without_next_date", of.without_next_date
    yield "iro_overdue_concerns_without_reminder", of.without_reminder
    yield "iro_broken_histories", of.broken_histories
    yield "iro_seconds_since_audit", of.seconds_since_audit


SINCE_TICK = "Seconds since the reminders of this process last did a whole round; -1: not yet."
OF_THE_STORE = {
    "iro_store_answers": "1 when the database answered for these figures.",
    "iro_possible_repeats": "Sent again although they may have arrived, of the last seven days.",
    "iro_deliveries_waiting": "Deliveries that have not left yet.",
    "iro_deliveries_overdue": "Deliveries waiting past their moment.",
    "iro_oldest_overdue_seconds": "How long the oldest of these has been waiting.",
    "iro_unreachable_people": "People whom messages do not reach until they write again.",
    "iro_open_concerns_without_next_date": "By the last audit.",
    "iro_overdue_concerns_without_reminder": "By the last audit.",
    "iro_broken_histories": "Chains of the history that do not hold, by the last audit.",
    "iro_seconds_since_audit": "Since the last whole audit; -1: none so far.",
}
