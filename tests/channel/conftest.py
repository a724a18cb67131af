from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.channel.far_end import FarEnd, far_end
from tests.channel.teams import Teams, teams


@pytest.fixture
async def far() -> AsyncIterator[FarEnd]:
    async with far_end() as far:
        yield far


@pytest.fixture
async def chat(far: FarEnd) -> AsyncIterator[Teams]:
    async with teams(far) as chat:
        yield chat
