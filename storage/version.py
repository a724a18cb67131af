"""What a database says about itself: which version it is at, and the time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.database import MIGRATIONS, Work


def newest_version() -> str | None:
    """What `migrate` would bring a database to."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config).get_current_head()


def version_of(work: Work) -> str | None:
    """None: nobody has migrated it yet."""
    return MigrationContext.configure(work.db).get_current_revision()


def moment_of(work: Work) -> datetime | None:
    """The server's clock; None on SQLite, which asks this machine."""
    if work.db.dialect.name != "postgresql":
        return None
    return work.db.execute(sa.select(sa.func.clock_timestamp())).scalar()


def lacks_its_file(url: str) -> bool:
    """Of a SQLite database: opening it would make one."""
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        return False
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:")
    return is_file and not Path(parsed.database or "").is_file()
