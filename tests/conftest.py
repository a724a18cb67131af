from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.databases import KINDS, PostgresDatabases, SqliteFiles, running_postgres

settings.register_profile("house", deadline=None)  # machines here are noisy
settings.load_profile("house")


class OneDemoForEachFile(LoadScopeScheduling):
    """The end-to-end tests of one file share a running demo, so one worker takes them all, and first."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0] if "e2e/" in nodeid else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneDemoForEachFile:
    return OneDemoForEachFile(config, log)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server of this worker's own, or of `IRO_TEST_POSTGRES`."""
    with running_postgres() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_databases(postgres_server: str) -> Iterator[PostgresDatabases]:
    databases = PostgresDatabases(postgres_server)
    yield databases
    databases.drop_all()


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session", params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def fresh_database(
    database_kind: str, request: pytest.FixtureRequest
) -> tuple[Callable[[], str], Callable[[str], None]]:
    """Makes a migrated, empty database and answers its URL; and drops it. For fixtures of a wider scope."""
    name = {"sqlite": "sqlite_files", "postgresql": "postgres_databases"}[database_kind]
    databases = request.getfixturevalue(name)
    return databases.fresh, databases.drop


@pytest.fixture
def database_url(fresh_database: tuple[Callable[[], str], Callable[[str], None]]) -> Iterator[str]:
    """A migrated, empty database of this test's own: once on SQLite, once on PostgreSQL."""
    fresh, drop = fresh_database
    url = fresh()
    yield url
    drop(url)


@pytest.fixture
def postgres_url(postgres_databases: PostgresDatabases) -> Iterator[str]:
    url = postgres_databases.fresh()
    yield url
    postgres_databases.drop(url)


@pytest.fixture
def sqlite_url(sqlite_files: SqliteFiles) -> Iterator[str]:
    url = sqlite_files.fresh()
    yield url
    sqlite_files.drop(url)
