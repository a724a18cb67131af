"""Looks at everything the assistant needs and says what to do about what is missing.

Whatever is shown here may be sent to somebody else: no secret, no address of a database, and of an
unforeseen fault no more than its kind.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial

import aiohttp
from yarl import URL

from bot.channel.configured import edge_settings_of
from bot.channel.credentials import Credentials, NoToken, credentials_for
from bot.channel.doctor_watching import watching_checks
from bot.channel.findings import Check, Finding
from bot.channel.keys import KeySet, KeysUnavailable
from bot.channel.settings import MICROSOFT_KEYS
from bot.clock import LONDON, Clock, london_day, system_clock
from bot.domain.calendar import add_months
from bot.domain.policy import Policy
from bot.domain.policy_file import PolicyError, load_policy
from bot.domain.policy_sheet import LOCAL
from bot.errors import ConfigurationError
from bot.files import teams_package
from bot.holidays_england import working_calendar
from bot.settings import Settings, read_settings
from storage.database import Database, Work, open_database
from storage.version import lacks_its_file, moment_of, newest_version, version_of

SECONDS = 20.0
"""For any one check."""
CLOCKS_APART = timedelta(seconds=60)
"""Tokens are taken up to five minutes early or late: warn well before."""
MONTHS_OF_HOLIDAYS = 15
BANK_HOLIDAYS_A_YEAR = 8
BLANK_MATTERS = re.compile(r"ladder\.\d+\.days(_are)?|weekly_reminder\.\w+|safety\.duty_message")
_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_THIS_MACHINE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - a listener on every address has this one too


async def examine(
    environment: Mapping[str, str], clock: Clock = system_clock, sign_in: Credentials | None = None
) -> list[Finding]:
    """`sign_in` defaults to the settings' own. Nothing is changed; where settings are missing, the checks
    that need them are left out."""
    configuration, settings = _configuration(environment)
    checks: dict[str, Check] = {
        "database": partial(_database, environment.get("IRO_DATABASE_URL", "").strip(), clock),
        "time zone": _time_zone,
        "holidays": partial(_holidays, clock),
    }
    if settings is not None:
        checks |= {f"policy {name}": partial(_policy, settings, name) for name in _authorities(settings)}
        checks["credentials"] = partial(_credentials, settings, sign_in)
        checks["key server"] = partial(_key_server, settings, clock)
        checks["endpoint"] = partial(_endpoint, settings)
        checks |= watching_checks(settings)
    checks["Teams package"] = partial(_package, environment)
    found = await asyncio.gather(*(_isolated(what, check) for what, check in checks.items()))
    return [*configuration, *(finding for findings in found for finding in findings)]


async def _isolated(what: str, check: Check) -> list[Finding]:
    try:
        async with asyncio.timeout(SECONDS):
            return await check()
    except TimeoutError:
        return [Finding(what, False, "no answer in time", "Is there a firewall or a proxy in between?")]
    except Exception as fault:  # noqa: BLE001 - one fault must not hide the other findings
        return [
            Finding(what, False, f"could not be examined ({type(fault).__name__})", "Tell the maintainers.")
        ]


# Configuration


def _configuration(environment: Mapping[str, str]) -> tuple[list[Finding], Settings | None]:
    try:
        settings = read_settings(environment)
        edge_settings_of(settings)
    except ConfigurationError as fault:
        return [Finding("configuration", False, str(fault))], None
    faults = list(_doubtful(settings))
    says = "; ".join(faults) or f"complete, for {', '.join(_authorities(settings))}"
    return [Finding("configuration", not faults, says, "See docs/operating.md." if faults else "")], settings


def _doubtful(settings: Settings) -> Iterator[str]:
    """What can be read and yet cannot work."""
    if any(not _ID.fullmatch(tenant) for tenant in settings.tenants):
        yield "IRO_TENANTS has a tenant that is not an id: nobody there would be answered"
    if strange := sorted(set(settings.overlays) - set(settings.tenants.values())):
        yield f"IRO_OVERLAYS names {', '.join(strange)}, which IRO_TENANTS does not"


def _authorities(settings: Settings) -> list[str]:
    return sorted(set(settings.tenants.values()))


# Database and clock


async def _database(url: str, clock: Clock) -> list[Finding]:
    if not url:
        return [Finding("database", False, "no address", "Set IRO_DATABASE_URL.")]
    try:
        if lacks_its_file(url):
            return [Finding("database", False, "the file is not there yet", "Run `python app.py migrate`.")]
        database = open_database(url)
    except (ConfigurationError, ValueError):
        return [
            Finding("database", False, "not an address of SQLite or PostgreSQL", "Mend IRO_DATABASE_URL.")
        ]
    try:
        return await _asked(database, clock)
    finally:
        await database.close()


async def _asked(database: Database, clock: Clock) -> list[Finding]:
    try:
        version, theirs = await database.transact("", _version_and_moment)
    except Exception as fault:  # noqa: BLE001 - each driver has faults of its own
        do = "Does the server run, is IRO_DATABASE_URL right, may this account write there?"
        return [Finding("database", False, f"it does not answer ({type(fault).__name__})", do)]
    clocks = [_clock("the database's", theirs, clock())] if theirs else []
    return [_version(version, newest_version()), *clocks]


def _version_and_moment(work: Work) -> tuple[str | None, datetime | None]:
    return version_of(work.db), moment_of(work.db)


def _version(version: str | None, newest: str) -> Finding:
    if version == newest:
        return Finding("database", True, f"reached, at version {version}")
    says = f"at version {version}, not {newest}" if version else "empty"
    return Finding("database", False, says, "Run `python app.py migrate`.")


def _clock(whose: str, theirs: datetime, ours: datetime) -> Finding:
    apart = abs(ours - theirs)
    says = f"{apart.total_seconds():.0f} seconds from {whose}"
    ok = apart <= CLOCKS_APART
    return Finding(
        "clock", ok, says, "" if ok else "Set this machine's clock (NTP): tokens would be refused."
    )


# Days


async def _time_zone() -> list[Finding]:
    hours = [datetime(2026, month, 1, tzinfo=LONDON).utcoffset() for month in (1, 7)]
    if hours == [timedelta(0), timedelta(hours=1)]:
        return [Finding("time zone", True, "Europe/London has its summer time")]
    return [
        Finding("time zone", False, "Europe/London is not as it should be", "Install the tzdata package.")
    ]


async def _holidays(clock: Clock) -> list[Finding]:
    today = london_day(clock())
    until = add_months(today, MONTHS_OF_HOLIDAYS)
    calendar = await asyncio.to_thread(working_calendar, today, (), ())
    known = sum(1 for day in calendar.holidays if day.year == until.year)
    if until <= calendar.known_until and known >= BANK_HOLIDAYS_A_YEAR:
        return [Finding("holidays", True, f"known until {calendar.known_until}")]
    do = "Update the holidays package, and check this machine's date."
    return [Finding("holidays", False, f"not known until {until}", do)]


# Policies


async def _policy(settings: Settings, authority: str) -> list[Finding]:
    what = f"policy {authority}"
    try:
        policy = load_policy(authority, overlay=settings.overlays.get(authority))
    except PolicyError as fault:
        return [Finding(what, False, " ".join(fault.faults), "See docs/policies.md.")]
    if blank := _blank(policy):
        return [
            Finding(what, True, f"loaded; still blank: {', '.join(blank)}", _fill_it(settings, authority))
        ]
    return [Finding(what, True, "loaded, with nothing left blank that matters")]


def _blank(policy: Policy) -> list[str]:
    return [
        path for path, source in policy.sources.items() if source == LOCAL and BLANK_MATTERS.fullmatch(path)
    ]


def _fill_it(settings: Settings, authority: str) -> str:
    where = "its overlay" if authority in settings.overlays else "an overlay named in IRO_OVERLAYS"
    return f"Fill them in {where} when you have decided (docs/policies.md)."


# The far ends


async def _credentials(settings: Settings, sign_in: Credentials | None) -> list[Finding]:
    credentials = sign_in or credentials_for(edge_settings_of(settings))
    try:
        await credentials.headers()
    except NoToken as fault:
        return [_no_token(fault.__cause__)]
    return [Finding("credentials", True, "a token was given")]


def _no_token(cause: BaseException | None) -> Finding:
    if isinstance(cause, OSError):
        do = "May this machine reach login.microsoftonline.com? Behind a proxy, set HTTPS_PROXY."
        return Finding("credentials", False, f"Entra was not reached ({type(cause).__name__})", do)
    do = "Are id, tenant and password right, and has the password not ended? Does the identity belong here?"
    return Finding("credentials", False, "Entra gave no token", do)


async def _key_server(settings: Settings, clock: Clock) -> list[Finding]:
    metadata = settings.openid_metadata or MICROSOFT_KEYS
    try:
        async with aiohttp.ClientSession(proxy=settings.proxy) as session:
            theirs = await _date_of(session, metadata)
            await KeySet(session, metadata).find("")
    except (KeysUnavailable, aiohttp.ClientError) as fault:
        do = f"May this machine reach {URL(metadata).host}? Behind a proxy, set IRO_PROXY."
        return [Finding("key server", False, f"no keys ({type(fault).__name__})", do)]
    clocks = [_clock("the key server's", theirs, clock())] if theirs else []
    return [Finding("key server", True, "reached"), *clocks]


async def _date_of(session: aiohttp.ClientSession, url: str) -> datetime | None:
    async with session.get(url) as response:
        said = response.headers.get("Date")
    return parsedate_to_datetime(said) if said else None


# Our own door


async def _endpoint(settings: Settings) -> list[Finding]:
    host = _THIS_MACHINE.get(settings.host, settings.host)
    door = URL.build(scheme="http", host=host, port=settings.port)
    async with aiohttp.ClientSession() as session:
        try:
            async with session.get(door / "health") as response:
                alive = '"alive": true' in await response.text()
        except aiohttp.ClientConnectorError:
            return [Finding("endpoint", True, f"nothing runs on port {settings.port} yet")]
        return [await _ready(session, door) if alive else _stranger(settings.port)]


def _stranger(port: int) -> Finding:
    return Finding("endpoint", False, f"another program answers on port {port}", "Set another PORT.")


async def _ready(session: aiohttp.ClientSession, door: URL) -> Finding:
    async with session.get(door / "ready") as response:
        parts = await response.json()
    if waiting := [name for name, ready in parts.items() if not ready]:
        return Finding("endpoint", False, f"running, but not ready: {', '.join(waiting)}", "Read its log.")
    return Finding("endpoint", True, f"running and ready on port {door.port}")


async def _package(environment: Mapping[str, str]) -> list[Finding]:
    try:
        await asyncio.to_thread(teams_package.packed, environment)
    except teams_package.PackageError as fault:
        return [Finding("Teams package", False, str(fault), "See docs/operating.md.")]
    if missing := teams_package.not_set(environment):
        do = f"Before you give it to people, set {', '.join(missing)}."
        return [Finding("Teams package", True, "valid, for a trial", do)]
    return [Finding("Teams package", True, "valid")]
