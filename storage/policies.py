"""Every version of a policy that a concern began under."""

from __future__ import annotations

import sqlalchemy as sa

from storage.database import Work
from storage.tables import policy_version


def keep_policy(work: Work, version: str, document: str) -> None:
    if policy_document(work, version) is None:
        row = sa.insert(policy_version).values(tenant=work.tenant, version=version, document=document)
        work.db.execute(row)


def policy_document(work: Work, version: str) -> str | None:
    mine = (policy_version.c.tenant == work.tenant, policy_version.c.version == version)
    return work.db.execute(sa.select(policy_version.c.document).where(*mine)).scalar()
