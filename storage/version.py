"""What a database says about itself: which version it is at, and the time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

MIGRATIONS = Path(__file__).parent / "migrations"


def newest_version() -> str:
    """What `migrate` would bring a database to, by the names of the files: Alembic takes a tenth of a start
    to say so."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def version_of(db: sa.Connection) -> str | None:
    """None: nobody has migrated it yet."""
    if not sa.inspect(db).has_table("alembic_version"):
        return None
    return db.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def moment_of(db: sa.Connection) -> datetime | None:
    """The server's clock; None on SQLite, which asks this machine."""
    if db.dialect.name != "postgresql":
        return None
    return db.execute(sa.select(sa.func.clock_timestamp())).scalar()


def lacks_its_file(url: str) -> bool:
    """Of a SQLite database: opening it would make one."""
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        return False
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:")
    return is_file and not Path(parsed.database or "").is_file()
