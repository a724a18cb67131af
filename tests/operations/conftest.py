from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.operations.service import Service, opened


@pytest.fixture
async def service(database_url: str) -> AsyncIterator[Service]:
    """Rotherham's, with one escalation at stage 1 and one challenge, on either database."""
    async with opened(database_url) as service:
        yield service


@pytest.fixture
async def quick_service(sqlite_url: str) -> AsyncIterator[Service]:
    """The same on SQLite alone, for what no database decides."""
    async with opened(sqlite_url) as service:
        yield service
