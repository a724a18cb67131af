from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bot.domain.policy_file import AUTHORITIES
from tests.databases import SqliteFiles
from tests.demo.filling import Filled, fill


@pytest.fixture(scope="module")
def demo(fresh_database: tuple[Callable[[], str], Callable[[str], None]]) -> Iterator[Filled]:
    """Rotherham's, whose managers raise stages: once on SQLite, once on PostgreSQL."""
    fresh, drop = fresh_database
    url = fresh()
    yield fill(url, "rotherham")
    drop(url)


@pytest.fixture(scope="module", params=AUTHORITIES)
def every_demo(request: pytest.FixtureRequest, sqlite_files: SqliteFiles) -> Iterator[Filled]:
    url = sqlite_files.fresh()
    yield fill(url, str(request.param))
    sqlite_files.drop(url)
