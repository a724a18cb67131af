"""A person at the Agents Playground's page, in a headless Chromium."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from playwright.async_api import Locator, Page, Route, async_playwright

PATIENCE = 30_000
"""Milliseconds."""
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "msedge")
QUIET = (
    "--no-sandbox",  # Chromium has none when it runs as root, as CI does
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def installed_browser() -> str | None:
    """`IRO_TEST_BROWSER`, else a Chromium on the path."""
    return os.environ.get("IRO_TEST_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)


def is_required() -> bool:
    return bool(os.environ.get("IRO_TEST_BROWSER_REQUIRED"))


class Chat:
    """The page, in a person's terms."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    async def open(self) -> None:
        """Opening the page installs the bot for the person, as the Playground does it."""
        await self.page.goto(self.address)
        await self.box.wait_for()

    @property
    def box(self) -> Locator:
        return self.page.locator("[data-lexical-editor=true]")

    @property
    def said(self) -> Locator:
        """The bot's messages, the oldest first."""
        return self.page.locator(".fai-OutputCard")

    @property
    def last(self) -> Locator:
        return self.said.last

    @property
    def cards(self) -> Locator:
        return self.page.locator(".ac-adaptiveCard")

    async def say(self, text: str, replies: int = 1) -> Locator:
        """Types a message, and waits for so many further messages; answers the last of them."""
        before = await self.said.count()
        await self.box.click()
        await self.page.keyboard.type(text)
        await self.page.keyboard.press("Enter")
        await self.said.nth(before + replies - 1).wait_for()
        return self.last

    async def see(self, words: str, within: Locator | None = None) -> None:
        """Waits until the words are shown."""
        await (within or self.page.locator("body")).get_by_text(words).last.wait_for()

    async def press(self, title: str, within: Locator | None = None) -> None:
        """Clicks a button of the newest message, or of another."""
        await (within or self.last).get_by_role("button", name=title, exact=True).last.click()

    async def fill(self, label: str, text: str, within: Locator | None = None) -> None:
        await self.field(label, within).fill(text)

    async def choose(self, label: str, option: str, within: Locator | None = None) -> None:
        """Opens a closed list and takes one of it."""
        await self.field(label, within).click()
        await self.page.get_by_role("option", name=option, exact=True).click()

    async def tick(self, option: str, within: Locator | None = None) -> None:
        """Ticks one of an open list, or a toggle."""
        place, name = within or self.last, re.compile(rf"(^|\s){re.escape(option)}$")
        await place.get_by_role("checkbox", name=name).or_(place.get_by_role("radio", name=name)).click()

    async def pick_day(self, label: str, day: date, within: Locator | None = None) -> None:
        """Types a day as the picker takes it beyond doubt: it reads 1/2/2026 as the second of January."""
        await self.field(label, within).fill(day.isoformat())
        await self.page.keyboard.press("Enter")
        await self.page.keyboard.press("Escape")

    def field(self, label: str, within: Locator | None = None) -> Locator:
        inputs = (within or self.last).locator("input, textarea")
        return inputs.and_(self.page.get_by_label(re.compile(rf"^{re.escape(label)}")))

    async def picture(self, path: Path) -> None:
        await self.page.screenshot(path=path)

    async def picture_of_last(self, path: Path) -> None:
        """The newest message whole: the window is made tall enough for it."""
        size = self.page.viewport_size
        box = await self.last.bounding_box()
        assert size
        assert box
        await self.page.set_viewport_size({"width": size["width"], "height": int(box["height"]) + 400})
        await self.last.screenshot(path=path)
        await self.page.set_viewport_size(size)


@asynccontextmanager
async def chat(
    address: str, *, dark: bool = False, width: int = 1280, height: int = 900
) -> AsyncIterator[Chat]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=installed_browser(), args=list(QUIET))
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(PATIENCE)
        await context.route(re.compile(r"^https://"), abroad)
        page = await context.new_page()
        talk = Chat(page, address)
        await talk.open()
        yield talk
        await browser.close()


async def abroad(route: Route) -> None:
    """The page asks the internet for fonts; tests ask nothing of it."""
    await route.abort()
