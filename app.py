"""The IRO assistant's command line, and the only place that puts its parts together."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot import report_command
from bot.channel.assistant import Assistant
from bot.channel.configured import demo_edge_settings, edge_settings_of, policies_of
from bot.channel.connectors import connected
from bot.channel.doctor import examine
from bot.channel.edge import Edge, make_app
from bot.channel.outbox import Outbox
from bot.channel.reminders import Reminders
from bot.channel.report_files import ReportFiles
from bot.channel.roster import Roster
from bot.channel.sending import Sender
from bot.channel.settings import EdgeSettings
from bot.clock import LONDON, Clock, clock_started_at, london_day, system_clock
from bot.command_line import BadInput, Run, moment, parser, progress, utterances_in
from bot.domain.policy import Policy
from bot.domain.policy_file import AUTHORITIES, PolicyError, load_policy
from bot.errors import AssistantError, ConfigurationError
from bot.files import csv_in, csv_out, reading, teams_package
from bot.holidays_england import working_calendar
from bot.operations import auditing, importing
from bot.recognise.recognise import reasons, recognise
from bot.recognise.understood import understood
from bot.settings import read_environment, read_settings
from storage.database import Work, migrate, open_database

DEMO_TENANT = "d0000000-0000-4000-8000-000000000001"
DEMO_DATABASE = "sqlite:///var/demo-{authority}.db"
T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """Which authority's records in which database a command works on."""

    tenant: str
    policy: Policy
    url: str


def main(arguments: list[str] | None = None) -> int:
    options = parser(RUNS, __doc__).parse_args(arguments)
    level = logging.CRITICAL if options.run is doctor else logging.WARNING
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        return int(options.run(options) or 0)
    except (ConfigurationError, PolicyError, BadInput, csv_in.UnreadableFile) as fault:
        return refused(2, str(fault))
    except AssistantError as fault:
        return refused(1, str(fault) or fault.sentence())
    except OSError as fault:
        return refused(1, str(fault))
    except SQLAlchemyError as fault:  # its own words may show what was asked, or of whom
        return refused(1, f"The database failed ({type(fault).__name__}). `app.py doctor` may say why.")


def refused(code: int, says: str) -> int:
    print(" ".join(says.split()), file=sys.stderr)
    return code


# Putting together


@dataclass(frozen=True)
class Parts:
    reminders: Reminders
    edge: Edge


@asynccontextmanager
async def put_together(
    edge_settings: EdgeSettings, url: str, policies: Mapping[str, Policy], clock: Clock
) -> AsyncIterator[Parts]:
    database = open_database(url)
    async with connected(edge_settings) as connectors:
        sender = Sender(connectors)
        outbox = Outbox(database, sender)
        reminders = Reminders(database, policies, sender, outbox, clock)
        reports = ReportFiles(connectors.uploads, sender)
        assistant = Assistant(database, policies, clock, Roster(connectors).email_of, reminders.poke, reports)

        async def ready() -> dict[str, bool]:
            return {"store": await database.answers(), "scheduler": reminders.is_alive(clock())}

        try:
            yield Parts(
                reminders, Edge(edge_settings, connectors, assistant.answer, outbox.after_replies, ready)
            )
        finally:
            await reports.finish()
            await database.close()


def warm_up(policies: Mapping[str, Policy], now: datetime) -> None:
    """Holidays and phrases are read when first used: a second that no person should wait for."""
    for policy in policies.values():
        calendar = working_calendar(london_day(now), policy.closures, policy.extra_bank_holidays)
        calendar.is_working_day(london_day(now))
        recognise("which reviews are due next Friday?", now, policy, calendar=calendar)


async def serve_until_stopped(
    edge_settings: EdgeSettings, url: str, policies: Mapping[str, Policy], clock: Clock, port: int
) -> None:
    """Prints `ready` with its address once it listens."""
    warm_up(policies, clock())
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C ends the loop itself
            asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    async with put_together(edge_settings, url, policies, clock) as parts:
        runner = web.AppRunner(make_app(parts.edge), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, edge_settings.host, port).start()
        reminding = asyncio.create_task(parts.reminders.run())
        print(f"ready http://{edge_settings.host}:{port}/api/messages", flush=True)
        await stopped.wait()
        reminding.cancel()
        await runner.cleanup()


def place_of(options: argparse.Namespace) -> Place:
    """`--database` alone means a demo's; else the settings say, and `--authority` where they name several."""
    if options.database:
        policy = load_policy(options.authority or AUTHORITIES[0], demo=True)
        return Place(DEMO_TENANT, policy, options.database)
    settings = read_settings(read_environment())
    policies = policies_of(settings)
    chosen = [one for one, policy in policies.items() if options.authority in (None, policy.authority)]
    if len(chosen) != 1:
        served = ", ".join(sorted(set(settings.tenants.values())))
        raise BadInput(f"Please say which with --authority: {served}")
    return Place(chosen[0], policies[chosen[0]], settings.database_url)


def in_store(place: Place, do: Callable[[Work], T]) -> T:
    """One transaction on the place's database."""

    async def run() -> T:
        database = open_database(place.url)
        try:
            return await database.transact(place.tenant, do)
        finally:
            await database.close()

    return asyncio.run(run())


# The commands


def serve(_options: argparse.Namespace) -> None:
    settings = read_settings(read_environment())
    edge, policies = edge_settings_of(settings), policies_of(settings)
    migrate(settings.database_url)
    asyncio.run(serve_until_stopped(edge, settings.database_url, policies, system_clock, settings.port))


def demo(options: argparse.Namespace) -> None:
    """Loopback only, without credentials: never for a production database."""
    from bot.demo import stage  # invented people: loaded for the demo alone

    authority = options.authority or AUTHORITIES[0]
    url = options.database or DEMO_DATABASE.format(authority=authority)
    policy = load_policy(authority, demo=True)
    clock = clock_started_at(moment(options.now)) if options.now else system_clock
    people = stage.prepare(url, DEMO_TENANT, policy, clock(), fresh=options.fresh, empty=options.empty)
    print("people", json.dumps(stage.playground_people(DEMO_TENANT, people, options.person)), flush=True)
    edge = demo_edge_settings(DEMO_TENANT)
    asyncio.run(serve_until_stopped(edge, url, {DEMO_TENANT: policy}, clock, options.port))


def bring_up(options: argparse.Namespace) -> None:
    migrate(options.database or read_settings(read_environment()).database_url)
    print("The database is at this version.")


def import_files(options: argparse.Namespace) -> int:
    place = place_of(options)
    files = reading.read_files((Path(name) for name in options.files), tell=progress)
    choices = {"dry_run": options.dry_run, "skip_rejected": options.skip_rejected, "tell": progress}
    report = in_store(
        place, lambda work: importing.import_files(work, place.policy, system_clock(), files, **choices)
    )
    print("\n".join(report.lines()))
    return 1 if report.stopped else 0


def people(options: argparse.Namespace) -> None:
    staff = in_store(place_of(options), importing.export_people)
    sys.stdout.write(csv_out.written(importing.STAFF_COLUMNS, staff))


def understand(options: argparse.Namespace) -> None:
    for line in _said(options):
        policy, now = load_policy(line["authority"]), moment(line["now"])
        calendar = working_calendar(london_day(now), policy.closures, policy.extra_bank_holidays)
        intent = recognise(line["text"], now, policy, None, line.get("role", "iro"), calendar)
        shown = understood(intent)
        shown |= {"because": reasons(intent, now, policy, calendar)} if options.explain else {}
        print(json.dumps({"id": line["id"], **shown} if "id" in line else shown, ensure_ascii=False))


def _said(options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    if options.text.endswith(".jsonl"):
        return utterances_in(Path(options.text))
    now = options.now or system_clock().astimezone(LONDON).isoformat()
    return iter([{"now": now, "authority": options.authority or AUTHORITIES[0], "text": options.text}])


def remind(options: argparse.Namespace) -> None:
    now = moment(options.as_of) if options.as_of else system_clock()
    edge, url, policies = _far_end(options)
    asyncio.run(_remind(edge, url, policies, now, dry_run=options.dry_run))


def _far_end(options: argparse.Namespace) -> tuple[EdgeSettings, str, Mapping[str, Policy]]:
    if options.database:
        place = place_of(options)
        return demo_edge_settings(DEMO_TENANT), place.url, {place.tenant: place.policy}
    settings = read_settings(read_environment())
    return edge_settings_of(settings), settings.database_url, policies_of(settings)


async def _remind(
    edge: EdgeSettings, url: str, policies: Mapping[str, Policy], now: datetime, *, dry_run: bool
) -> None:
    async with put_together(edge, url, policies, lambda: now) as parts:
        if dry_run:
            names = await parts.reminders.due(now)
            lines = [f"{name}: weekly, would be sent" for name in names]
        else:
            lines = [f"{one.person}: {one.about}, {one.state}" for one in await parts.reminders.tick(now)]
        print("\n".join([*lines, f"{len(lines)} in total"]))


def report(options: argparse.Namespace) -> None:
    place = place_of(options)
    print("\n".join(report_command.run(options, place.policy, lambda do: in_store(place, do))))


def audit(options: argparse.Namespace) -> int:
    fault = in_store(place_of(options), auditing.fault_in_history)
    print(fault or "The history holds, and every open concern has a next date.")
    return 1 if fault else 0


def package(options: argparse.Namespace) -> None:
    settings = read_environment()
    print(teams_package.write(Path(options.out), settings))
    if missing := teams_package.not_set(settings):
        print(f"For a trial. Before people get it, set {', '.join(missing)}.", file=sys.stderr)


def doctor(options: argparse.Namespace) -> int:
    given = {"IRO_DATABASE_URL": options.database} if options.database else {}
    findings = asyncio.run(examine(read_environment() | given))
    for one in findings:
        said = f"{'ok' if one.ok else 'attention':<10} {one.what}: {one.says}"
        print(f"{said} -> {one.do}" if one.do else said)
    return 0 if all(one.ok for one in findings) else 1


RUNS: Mapping[str, Run] = {
    "serve": serve,
    "demo": demo,
    "migrate": bring_up,
    "import": import_files,
    "people": people,
    "understand": understand,
    "remind": remind,
    "report": report,
    "audit": audit,
    "package": package,
    "doctor": doctor,
}


if __name__ == "__main__":
    sys.exit(main())
