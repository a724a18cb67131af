"""Where a command of the command line works: which authority's records, in which database."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.channel.configured import policies_of
from bot.command_line import BadInput
from bot.domain.policy import Policy
from bot.domain.policy_file import AUTHORITIES, load_policy
from bot.settings import read_environment, read_settings
from storage.database import Database, Work, open_database

DEMO_TENANT = "d0000000-0000-4000-8000-000000000001"
T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    tenant: str
    policy: Policy
    url: str


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


def with_store(place: Place, use: Callable[[Database], Awaitable[T]]) -> T:
    """While the place's database is open."""

    async def run() -> T:
        database = open_database(place.url)
        try:
            return await use(database)
        finally:
            await database.close()

    return asyncio.run(run())


def in_store(place: Place, do: Callable[[Work], T]) -> T:
    """One transaction on the place's database."""
    return with_store(place, lambda database: database.transact(place.tenant, do))
