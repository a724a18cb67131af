"""The doctor: every fault has its line, no fault hides another, and no secret is shown."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.channel import doctor
from bot.channel.connectors import connected
from bot.channel.credentials import Credentials
from bot.channel.doctor import examine
from bot.channel.edge import Edge, make_app
from bot.channel.findings import Finding
from bot.clock import Clock, system_clock
from bot.domain.policy_file import AUTHORITIES, load_policy
from storage.database import migrate
from tests.channel.far_end import APP_ID, TENANT, FarEnd, listening
from tests.channel.teams import REFUSED, SignIn, settings_for

SECRET = "hush-hush"
NOBODY = "http://127.0.0.1:9"


def environment(far: FarEnd | None = None, **changes: str) -> dict[str, str]:
    return {
        "MicrosoftAppType": "SingleTenant",
        "MicrosoftAppId": APP_ID,
        "MicrosoftAppPassword": SECRET,
        "MicrosoftAppTenantId": TENANT,
        "IRO_DATABASE_URL": "sqlite:////nowhere/iro.db",
        "IRO_TENANTS": f"{TENANT}=lincolnshire",
        "IRO_OPENID_METADATA": far.metadata if far else NOBODY,
        "IRO_HOST": "127.0.0.1",
        "PORT": "9",
        **changes,
    }


async def found(
    said: Mapping[str, str], sign_in: SignIn | None = None, clock: Clock = system_clock
) -> dict[str, Finding]:
    findings = await examine(said, clock, Credentials((sign_in or SignIn()).fetch))
    assert SECRET not in repr(findings)
    return {finding.what: finding for finding in findings}


async def test_all_is_well(far: FarEnd, database_url: str) -> None:
    findings = await found(environment(far, IRO_DATABASE_URL=database_url))
    assert {what for what, finding in findings.items() if not finding.ok} == set()
    assert {"configuration", "database", "clock", "time zone", "holidays", "policy lincolnshire"} < set(
        findings
    )
    assert {"credentials", "key server", "endpoint", "Teams package"} < set(findings)


async def test_with_nothing_set_it_still_says_what_it_can() -> None:
    findings = await found({})
    assert "IRO_TENANTS" in findings["configuration"].says
    assert "MicrosoftAppPassword" in findings["configuration"].says
    assert findings["time zone"].ok
    assert not findings["database"].ok
    assert "credentials" not in findings


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"IRO_TENANTS": "anyshire.example=lincolnshire"}, "not an id"),
        ({"IRO_OVERLAYS": "durham=durham.toml"}, "durham"),
        ({"MicrosoftAppType": "SingelTenant"}, "SingelTenant"),
        ({"PORT": "many"}, "PORT"),
        ({"IRO_LOG": "xml"}, "IRO_LOG"),
        ({"IRO_METRICS_TOKEN": "short"}, "IRO_METRICS_TOKEN"),
        ({"IRO_HEARTBEAT_URL": "http://monitor.example/ping"}, "IRO_HEARTBEAT_URL"),
        ({"IRO_HEARTBEAT_URL": "heartbeat"}, "IRO_HEARTBEAT_URL"),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "collector:4318"}, "OTEL_EXPORTER_OTLP_ENDPOINT"),
        ({"IRO_SENDS_PER_SECOND": "60"}, "IRO_SENDS_PER_SECOND"),
    ],
)
async def test_what_can_be_read_and_cannot_work(far: FarEnd, change: dict[str, str], says: str) -> None:
    configuration = (await found(environment(far, **change)))["configuration"]
    assert not configuration.ok
    assert says in configuration.says


# The database


async def test_a_database_at_another_version(far: FarEnd, database_url: str) -> None:
    migrate(database_url, "base")
    database = (await found(environment(far, IRO_DATABASE_URL=database_url)))["database"]
    assert (database.ok, database.says) == (False, "empty")
    assert "migrate" in database.do


async def test_looking_makes_no_database(far: FarEnd, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new/iro.db"
    assert not (await found(environment(far, IRO_DATABASE_URL=url)))["database"].ok
    assert not await asyncio.to_thread((tmp_path / "beat").exists)


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://iro:{SECRET}@127.0.0.1:9/iro",
        f"mysql://iro:{SECRET}@127.0.0.1/iro",
        f"iro:{SECRET}",
        f"postgresql://iro:{SECRET}@127.0.0.1:port/iro",
    ],
)
async def test_a_database_that_is_not_there(far: FarEnd, url: str) -> None:
    database = (await found(environment(far, IRO_DATABASE_URL=url)))["database"]
    assert not database.ok
    assert "maintainers" not in database.do


async def test_a_file_that_is_no_database(far: FarEnd, tmp_path: Path) -> None:
    path = tmp_path / "iro.db"
    path.write_text("dear diary" * 1000, encoding="utf-8")
    database = (await found(environment(far, IRO_DATABASE_URL=f"sqlite:///{path}")))["database"]
    assert not database.ok


# Clock and days


async def test_a_clock_that_is_wrong_is_told_by_the_others(far: FarEnd, postgres_url: str) -> None:
    def slow() -> Any:
        return system_clock() - timedelta(minutes=10)

    said = environment(far, IRO_DATABASE_URL=postgres_url)
    findings = await examine(said, slow, Credentials(SignIn().fetch))
    assert [finding.ok for finding in findings if finding.what == "clock"] == [False, False]


async def test_holidays_that_end_too_soon(far: FarEnd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "MONTHS_OF_HOLIDAYS", 12 * 5)
    assert not (await found(environment(far)))["holidays"].ok


# Policies


async def test_each_policy_has_its_line_and_its_own_faults(far: FarEnd, tmp_path: Path) -> None:
    overlay = tmp_path / "durham.toml"
    overlay.write_text('overlay_for = "durham"\nsource = "us"\n[nonsense]\nx = 1\n', encoding="utf-8")
    tenants = f"{TENANT}=lincolnshire,{APP_ID}=durham,{TENANT[:-1]}2=atlantis"
    said = environment(far, IRO_TENANTS=tenants, IRO_OVERLAYS=f"durham={overlay}")
    findings = await found(said)
    assert findings["policy lincolnshire"].ok
    assert "nonsense" in findings["policy durham"].says
    assert "atlantis" in findings["policy atlantis"].says


@pytest.mark.parametrize("authority", AUTHORITIES)
async def test_what_is_still_blank_is_a_note_and_no_failure(far: FarEnd, authority: str) -> None:
    finding = (await found(environment(far, IRO_TENANTS=f"{TENANT}={authority}")))[f"policy {authority}"]
    policy = load_policy(authority)
    assert finding.ok
    assert ("safety.duty_message" in finding.says) == (policy.duty_message is None)
    assert ("weekly_reminder.weekday" in finding.says) == (policy.weekly.weekday is None)
    for stage in policy.ladder:
        blank = stage.days is None and not stage.is_cafcass
        assert (f"ladder.{stage.number}.days," in f"{finding.says},") == blank


async def test_an_overlay_takes_away_the_notes(far: FarEnd) -> None:
    overlay = Path(doctor.__file__).parents[1] / "policies" / "demo" / "rotherham.toml"
    said = environment(far, IRO_TENANTS=f"{TENANT}=rotherham", IRO_OVERLAYS=f"rotherham={overlay}")
    assert "blank: ladder" not in (await found(said))["policy rotherham"].says


# The far ends


async def test_a_refused_sign_in(far: FarEnd) -> None:
    credentials = (await found(environment(far), SignIn(answers=REFUSED)))["credentials"]
    assert not credentials.ok
    assert "password" in credentials.do


async def test_a_sign_in_that_is_out_of_reach(far: FarEnd) -> None:
    def fetch() -> dict[str, Any]:
        raise ConnectionRefusedError

    findings = {one.what: one for one in await examine(environment(far), sign_in=Credentials(fetch))}
    assert "not reached" in findings["credentials"].says


async def test_a_key_server_without_keys(far: FarEnd) -> None:
    far.keys_down = True
    assert not (await found(environment(far)))["key server"].ok


async def test_a_key_server_out_of_reach() -> None:
    key_server = (await found(environment()))["key server"]
    assert not key_server.ok
    assert "127.0.0.1" in key_server.do


# Our own door


def port_of(address: str) -> str:
    return address.rpartition(":")[2]


@contextlib.asynccontextmanager
async def running(far: FarEnd, scheduler: bool) -> AsyncIterator[str]:
    """The port of an edge."""

    async def never(*_: object) -> Any:
        raise AssertionError

    async def ready() -> dict[str, bool]:
        return {"store": True, "scheduler": scheduler}

    settings = settings_for(far)
    async with (
        connected(settings, Credentials(SignIn().fetch)) as connectors,
        listening(make_app(Edge(settings, connectors, never, never, ready))) as address,
    ):
        yield port_of(address)


async def test_the_endpoint_runs(far: FarEnd) -> None:
    async with running(far, scheduler=True) as port:
        assert "running and ready" in (await found(environment(far, PORT=port)))["endpoint"].says


async def test_the_endpoint_does_not_run_yet_and_that_is_no_fault(far: FarEnd) -> None:
    assert (await found(environment(far)))["endpoint"].ok


async def test_another_program_on_the_port(far: FarEnd) -> None:
    endpoint = (await found(environment(far, PORT=port_of(far.url))))["endpoint"]
    assert "another program" in endpoint.says


async def test_an_endpoint_that_is_not_ready(far: FarEnd) -> None:
    async with running(far, scheduler=False) as port:
        endpoint = (await found(environment(far, PORT=port)))["endpoint"]
    assert (endpoint.ok, endpoint.says) == (False, "running, but not ready: scheduler")


# The doctor itself


@pytest.mark.parametrize("fault", [ValueError(SECRET), aiohttp.ClientError(SECRET)])
async def test_a_fault_nobody_foresaw_is_a_finding(
    far: FarEnd, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fail(*_: object) -> Any:
        raise fault

    monkeypatch.setattr(doctor, "working_calendar", fail)
    findings = await found(environment(far))
    assert type(fault).__name__ in findings["holidays"].says
    assert findings["key server"].ok


async def test_it_waits_for_nobody_for_ever(far: FarEnd, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(_: web.Request) -> web.Response:
        await asyncio.sleep(30)
        return web.Response()

    monkeypatch.setattr(doctor, "SECONDS", 0.2)
    app = web.Application()
    app.router.add_get("/health", hang)
    async with listening(app) as address:
        endpoint = (await found(environment(far, PORT=port_of(address))))["endpoint"]
    assert endpoint.says == "no answer in time"


# What it is watched with


async def test_a_heart_that_is_not_set_is_a_note_and_a_gateway_is_thought_of(far: FarEnd) -> None:
    findings = await found(environment(far))
    assert findings["heartbeat"].ok
    assert "IRO_HEARTBEAT_URL" in findings["heartbeat"].do
    assert "IRO_METRICS_TOKEN" in findings["metrics"].do
    assert "traces" not in findings
    findings = await found(environment(far, IRO_METRICS_TOKEN=f"{SECRET}-{SECRET}"))
    assert findings["metrics"] == Finding("metrics", True, "for whoever has the token")


async def test_a_heartbeat_is_looked_at_without_a_beat(far: FarEnd, tmp_path: Path) -> None:
    asked: list[str] = []

    async def monitor(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response()

    app = web.Application()
    app.router.add_get("/{any:.*}", monitor)
    async with listening(app) as address:
        reached = (await found(environment(far, IRO_HEARTBEAT_URL=f"{address}/{SECRET}")))["heartbeat"]
    assert (reached.ok, asked) == (True, [])
    gone = (await found(environment(far, IRO_HEARTBEAT_URL=f"{NOBODY}/{SECRET}")))["heartbeat"]
    assert (gone.ok, "not reached" in gone.says) == (False, True)
    for path, ok in ((tmp_path / "beat", True), (tmp_path, False), (tmp_path / "none" / "beat", False)):
        assert (await found(environment(far, IRO_HEARTBEAT_URL=str(path))))["heartbeat"].ok is ok
    assert not await asyncio.to_thread((tmp_path / "beat").exists)


async def test_a_collector_is_asked_with_no_trace_in_it(far: FarEnd) -> None:
    bodies: list[bytes] = []
    status = 200

    async def collector(request: web.Request) -> web.Response:
        bodies.append(await request.read())
        allowed = request.headers.get("x-key") == SECRET
        return web.Response(status=status if allowed else 401)

    app = web.Application()
    app.router.add_post("/v1/traces", collector)
    async with listening(app) as address:
        given = {"OTEL_EXPORTER_OTLP_ENDPOINT": address, "OTEL_EXPORTER_OTLP_HEADERS": f"x-key={SECRET}"}
        assert (await found(environment(far, **given)))["traces"].ok
        refused = (await found(environment(far, OTEL_EXPORTER_OTLP_ENDPOINT=address)))["traces"]
        assert (refused.ok, "401" in refused.says) == (False, True)
    assert bodies == [b"", b""]
    gone = await found(environment(far, OTEL_EXPORTER_OTLP_ENDPOINT=NOBODY))
    assert not gone["traces"].ok
