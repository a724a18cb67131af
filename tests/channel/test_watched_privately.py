"""Whole conversations with planted words: none stands in a line of the log, a figure or a span.

The log is taken at its most talkative, in both its forms; the spans from a real collector over HTTP.
"""

from __future__ import annotations

import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from bot.channel.watch import Watch
from bot.clock import LONDON
from bot.operations.reminding import NOTICES
from bot.watching.figures import Figures
from bot.watching.logs import JsonLines, PlainLines
from bot.watching.tracing import CollectedTraces
from tests.channel.far_end import TENANT, Scripted, listening
from tests.channel.house import House, data_of, open_house
from tests.office import PEOPLE, object_id

MONDAY = datetime(2026, 11, 23, 8, 31, tzinfo=LONDON)
WORD = "Zebedee"
SENTENCES = (
    f"positive challenge on D-100001 - {WORD} has no care plan, asked SW to sort by next Fri",
    "yes",
    f"raise an escalation for D-100002: drift and delay, {WORD} waits",
    "yes",
    f"R-2026-0002: rang the carer, {WORD} is well",
    "yes",
    f"where is {WORD}?",
    f"escalate {WORD} Realname now",
    "what is open on D-100001?",
    "undo",
)
PLANTED = (WORD, "Realname", "D-10000", "R-2026", "Ines", "ines@example.org", "care plan", "rang the carer")
PLANTED += tuple(name for name, *_ in PEOPLE.values())


class Collector:
    """Takes OTLP over HTTP, as a collector does, unless told to answer otherwise."""

    def __init__(self) -> None:
        self.spans: list[Any] = []
        self.bodies: list[bytes] = []
        self.asked: list[str] = []
        self.status = 200

    async def take(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        self.headers = dict(request.headers)
        body = await request.read()
        self.bodies.append(body)
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            for scope in resource.scope_spans:
                self.spans += scope.spans
        return web.Response(status=self.status)

    def named(self, name: str) -> list[Any]:
        return [span for span in self.spans if span.name == name]


@pytest.fixture
async def collected() -> AsyncIterator[tuple[Collector, str]]:
    collector = Collector()
    app = web.Application()
    app.router.add_post("/v1/traces", collector.take)
    async with listening(app) as address:
        yield collector, address


@contextmanager
def everything_logged() -> Iterator[tuple[io.StringIO, io.StringIO]]:
    """As JSON, and as plain lines."""
    root, streams = logging.getLogger(), (io.StringIO(), io.StringIO())
    before, handlers = root.level, [logging.StreamHandler(stream) for stream in streams]
    for handler, form in zip(handlers, (JsonLines(), PlainLines()), strict=True):
        handler.setFormatter(form)
        root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield streams
    finally:
        root.setLevel(before)
        for handler in handlers:
            root.removeHandler(handler)


async def lives(house: House) -> None:
    """All that could tempt a log: talk, a press, reminders, strangers, faults with texts in them."""
    await house.round()
    for sentence in SENTENCES:
        await house.says(sentence)
    await house.says(SENTENCES[0], who="stranger")
    await house.says(SENTENCES[0])
    save = data_of(house.card, "Save")
    press = house.far.pressed(action={"type": "Action.Execute", "data": save})
    await house.posts({**press, "id": "press", "from": {"id": "29:iro", "aadObjectId": object_id("iro")}})
    house.office.now = MONDAY
    house.far.script.extend(
        [Scripted(502), Scripted(403, body={"error": {"code": "Blocked", "message": WORD}})]
    )
    await house.round()
    house.office.passes(minutes=3)
    await house.round()
    assert not house.far.script
    await house.posts(house.far.activity(text=WORD), token="forged")
    await house.database.transact(TENANT, lambda work: work.db.execute(sa.text(BREAKS)))
    await house.says(SENTENCES[2])
    await house.says("yes")


BREAKS = "ALTER TABLE entry RENAME TO gone"


async def test_no_word_of_it_is_in_the_log_the_figures_or_the_spans(
    database_url: str, collected: tuple[Collector, str]
) -> None:
    collector, address = collected
    traces = CollectedTraces(address, {"x-key": "let me in"})
    with everything_logged() as (as_json, plain):
        async with open_house(database_url, Watch(Figures(tuple(NOTICES)), traces)) as house:
            await lives(house)
            _, figures = await house.metrics()
        await traces.finish()
    log = as_json.getvalue()
    lines = [json.loads(line) for line in log.splitlines()]
    turns = [line for line in lines if line["event"] == "turn"]
    assert {"time", "level", "event", "activity", "seconds", "outcome"} <= set(turns[0])
    assert {line["outcome"] for line in turns} == {"answered", "stranger", "fault"}
    assert any("ProgrammingError" in line["event"] or "OperationalError" in line["event"] for line in lines)
    spans = b"".join(collector.bodies)
    assert len(collector.named("turn")) == len(turns)
    for planted in PLANTED:
        assert planted not in log, planted
        assert planted not in plain.getvalue(), planted
        assert planted not in figures, planted
        assert planted.encode() not in spans, planted
    for secret in ("Bearer", "ours", "let me in", house.far.token()):
        assert secret not in log + plain.getvalue() + figures
        assert secret.encode() not in spans


async def test_a_turn_has_its_stretches_below_it_and_so_has_a_round(
    database_url: str, collected: tuple[Collector, str]
) -> None:
    collector, address = collected
    traces = CollectedTraces(address, {"x-key": "let me in"})
    async with open_house(database_url, Watch(traces=traces)) as house:
        await house.says("what is open?")
        await house.round()
    await traces.finish()
    assert collector.headers["x-key"] == "let me in"
    [turn], [tick] = collector.named("turn"), collector.named("tick")
    told = {one.key: one.value.string_value for one in turn.attributes}
    assert told == {"activity": "message-1", "kind": "message", "outcome": "answered"}
    below = [span for span in collector.spans if span.parent_span_id == turn.span_id]
    assert {span.name for span in below} == {"database", "sending"}
    [recognise] = collector.named("recognise")
    assert recognise.parent_span_id in {span.span_id for span in below if span.name == "database"}
    assert {span.trace_id for span in [*below, recognise]} == {turn.trace_id}
    assert any(span.parent_span_id == tick.span_id and span.name == "database" for span in collector.spans)
    assert tick.trace_id != turn.trace_id


async def test_a_collector_that_refuses_or_is_gone_reaches_nobody(
    sqlite_url: str, collected: tuple[Collector, str]
) -> None:
    collector, address = collected
    collector.status = 400
    refused, gone = CollectedTraces(address, {}), CollectedTraces("http://127.0.0.1:9", {})
    async with open_house(sqlite_url, Watch(traces=refused)) as house:
        for traces in (refused, gone):
            house.watch.traces = traces
            assert await house.says("help") == 202
            await traces.finish()
        assert len(house.far.sent) == 2
    assert collector.asked == ["/v1/traces"]
