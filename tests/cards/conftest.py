from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden cards anew (tests/cards)")


@pytest.fixture
def updating(request: pytest.FixtureRequest) -> bool:
    """Known only where these tests are named on the command line: `pytest tests/cards --update-golden`."""
    return bool(request.config.getoption("--update-golden", default=False))
