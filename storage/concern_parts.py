"""Adding what hangs on a concern besides its stages and narrative: actions, moved dates, meetings."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from storage.database import Work


def add_part(work: Work, table: sa.Table, concern_id: int, values: dict[str, Any]) -> int:
    """A row of `action`, `date_move` or `meeting`."""
    row = sa.insert(table).values(tenant=work.tenant, concern_id=concern_id, **values).returning(table.c.id)
    return int(work.db.execute(row).scalar_one())


def change_part(work: Work, table: sa.Table, part_id: int, **values: Any) -> None:
    of_ours = (table.c.tenant == work.tenant, table.c.id == part_id)
    work.db.execute(sa.update(table).where(*of_ours).values(**values))
