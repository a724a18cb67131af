from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from deploy.playground import running
from tests.e2e import browser
from tests.e2e.browser import Chat
from tests.e2e.playground import Client, Demo, connected, running_demo


def pytest_itemcollected(item: pytest.Item) -> None:
    if not item.path.is_relative_to(Path(__file__).parent):
        return
    item.add_marker("e2e")
    if "chat" in getattr(item, "fixturenames", ()):
        item.add_marker("browser")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo on free ports, for the tests of one module."""
    if not (running.INSTALLED / "installed").exists():
        pytest.fail("The Agents Playground is not installed: python3 dev.py test installs it.")
    with running_demo(tmp_path_factory.mktemp("demo")) as demo:
        yield demo


@pytest.fixture
async def client(demo: Demo) -> AsyncIterator[Client]:
    async with connected(demo) as client:
        yield client


@pytest.fixture
async def chat(demo: Demo) -> AsyncIterator[Chat]:
    if not browser.installed_browser():
        message = "No Chromium is installed (or set IRO_TEST_BROWSER to its path)."
        pytest.fail(message) if browser.is_required() else pytest.skip(message)
    async with browser.chat(demo.address) as chat:
        yield chat
