"""Every version of a policy that a concern began under."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from storage.columns import OURS
from storage.database import Work
from storage.tables import policy_version


def keep_policy(work: Work, version: str, document: Callable[[], str]) -> None:
    """`document` is written out only when this version is not kept yet."""
    if work.ask(_IS_KEPT, version=version).first() is None:
        row = sa.insert(policy_version).values(tenant=work.tenant, version=version, document=document())
        work.db.execute(row)


def policy_document(work: Work, version: str) -> str | None:
    mine = (policy_version.c.tenant == work.tenant, policy_version.c.version == version)
    return work.db.execute(sa.select(policy_version.c.document).where(*mine)).scalar()


_IS_KEPT = sa.select(policy_version.c.version).where(
    policy_version.c.tenant == OURS, policy_version.c.version == sa.bindparam("version")
)
