"""The IRO assistant's command line, and the only place that puts its parts together."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot import report_command, understand_command
from bot.channel.assistant import Assistant
from bot.channel.configured import demo_edge_settings, edge_settings_of, policies_of
from bot.channel.connectors import connected
from bot.channel.credentials import Anonymous, Credentials
from bot.channel.daily_audit import DailyAudit, audit_whole
from bot.channel.doctor import examine
from bot.channel.edge import Edge, make_app
from bot.channel.heartbeat import Heartbeat
from bot.channel.metrics import Metrics
from bot.channel.outbox import Outbox
from bot.channel.pace import Pace
from bot.channel.reminders import Reminders
from bot.channel.report_files import ReportFiles
from bot.channel.roster import Roster
from bot.channel.rounds import Rounds
from bot.channel.sending import Sender
from bot.channel.settings import EdgeSettings
from bot.channel.warm_up import compile_the_rest, warm_up
from bot.channel.watch import Watch
from bot.clock import AgreedClock, Clock, clock_started_at, system_clock
from bot.command_line import BadInput, Run, moment, parser, progress
from bot.domain.policy import Policy
from bot.domain.policy_file import AUTHORITIES, PolicyError, load_policy
from bot.errors import AssistantError, ConfigurationError
from bot.files import csv_in, csv_out, reading, teams_package
from bot.operations import auditing, importing
from bot.operations.reminding import NOTICES
from bot.places import DEMO_TENANT, in_store, place_of, with_store
from bot.settings import Watching, log_form, read_environment, read_settings
from bot.watching.figures import Figures
from bot.watching.logs import PLAIN, start_logging
from bot.watching.timed_store import TimedDatabase
from storage.database import migrate, open_database

if TYPE_CHECKING:
    from bot.watching.tracing import CollectedTraces

NOTHING_WATCHED = Watching()
DEMO_DATABASE = "sqlite:///var/demo-{authority}.db"


def main(arguments: list[str] | None = None) -> int:
    options = parser(RUNS, __doc__).parse_args(arguments)
    is_doctor = options.run is doctor  # who has a finding for each wrong setting, and no log between them
    try:
        form = PLAIN if is_doctor else log_form(read_environment())
        start_logging(form, logging.CRITICAL if is_doctor else logging.WARNING)
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
    outbox: Outbox
    edge: Edge
    audit: DailyAudit


@asynccontextmanager
async def put_together(
    edge_settings: EdgeSettings,
    url: str,
    policies: Mapping[str, Policy],
    clock: Clock,
    watching: Watching = NOTHING_WATCHED,
    credentials: Credentials | Anonymous | None = None,
) -> AsyncIterator[Parts]:
    """`credentials` default to those of the settings."""
    traces = traces_to(watching) if watching.traces else None
    watch = Watch(Figures(tuple(NOTICES)), traces)
    database = TimedDatabase(open_database(url), watch.figures)
    async with connected(edge_settings, credentials, watch=watch) as connectors:
        sender = Sender(connectors)
        heartbeat = Heartbeat(connectors.session, watching.heartbeat)
        rounds = Rounds(database, policies, clock, watch, heartbeat, tuple(NOTICES))
        pace = Pace(database, connectors.posts, edge_settings.timing.per_second)
        outbox = Outbox(database, sender, pace)
        reminders = Reminders(database, policies, sender, clock, pace, edge_settings.timing, rounds.watched)
        reports = ReportFiles(connectors.uploads, sender)
        assistant = Assistant(database, policies, clock, Roster(connectors).email_of, reminders.poke, reports)

        async def ready() -> dict[str, bool]:
            return {"store": await database.answers(), "scheduler": reminders.is_alive(clock())}

        metrics = Metrics(watch.figures, rounds.store_figures, rounds.seconds_since, watching.metrics_token)
        edge = Edge(edge_settings, connectors, assistant.answer, outbox.after_replies, ready, watch, metrics)
        try:
            yield Parts(reminders, outbox, edge, DailyAudit(database, policies, clock))
        finally:
            await reports.finish()
            await heartbeat.finish()
            await database.close()
            if traces:
                await traces.finish()


def traces_to(watching: Watching) -> CollectedTraces:
    from bot.watching.tracing import CollectedTraces  # memory that only those who trace should pay

    return CollectedTraces(watching.traces, watching.traces_headers)


async def serve_until_stopped(
    edge_settings: EdgeSettings,
    url: str,
    policies: Mapping[str, Policy],
    clock: Clock,
    port: int,
    watching: Watching = NOTHING_WATCHED,
) -> None:
    """Prints `ready` with its address once it listens."""
    warm_up(policies, clock())
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C ends the loop itself
            asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    async with put_together(edge_settings, url, policies, clock, watching) as parts:
        await parts.reminders.agree_on_the_time()
        runner = web.AppRunner(make_app(parts.edge), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, edge_settings.host, port).start()
        reminding = asyncio.create_task(parts.reminders.run())
        answering = asyncio.create_task(parts.outbox.run(policies, clock))
        beside = [asyncio.create_task(one) for one in (parts.audit.run(), compile_the_rest())]
        print(f"ready http://{edge_settings.host}:{port}/api/messages", flush=True)
        await stopped.wait()
        parts.reminders.stop()
        for task in beside:
            task.cancel()
        await runner.cleanup()
        parts.outbox.stop()  # after the last turn has ended
        await asyncio.gather(reminding, answering)


# The commands


def serve(_options: argparse.Namespace) -> None:
    settings = read_settings(read_environment())
    edge, policies = edge_settings_of(settings), policies_of(settings)
    migrate(settings.database_url)
    asyncio.run(
        serve_until_stopped(
            edge, settings.database_url, policies, AgreedClock(), settings.port, settings.watching
        )
    )


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
    for line in understand_command.run(options, system_clock()):
        print(line)


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
    edge = replace(edge, timing=replace(edge.timing, to_one_person=timedelta(0)))  # the moment stands still
    async with put_together(edge, url, policies, lambda: now) as parts:
        if dry_run:
            planned = await parts.reminders.due(now)
            lines = [f"{name}: {about}, would be sent" for name, about in planned]
        else:
            done = await parts.reminders.tick(now)
            lines = [f"{one.person}: {one.about.partition(':')[0]}, {one.state}" for one in done]
        print("\n".join([*lines, f"{len(lines)} in total"]))


def report(options: argparse.Namespace) -> None:
    place = place_of(options)
    print("\n".join(report_command.run(options, place.policy, lambda do: in_store(place, do))))


def audit_history(options: argparse.Namespace) -> int:
    place = place_of(options)
    audit = auditing.audit_at(place.policy, system_clock())
    audited = with_store(place, lambda database: audit_whole(database, place.tenant, audit))
    print(audited.first or "The history holds, and every open concern has a next date and its reminders.")
    return 1 if audited.first else 0


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
    "audit": audit_history,
    "package": package,
    "doctor": doctor,
}


if __name__ == "__main__":
    sys.exit(main())
