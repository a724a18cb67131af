"""A report that a person agreed to have: counted, written, put into their OneDrive, and told.

All after the turn, so that Teams is answered at once, and none of it with a transaction open. What fails,
or what a stop cuts short, is asked for again.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

from bot.cards.draw import draw
from bot.channel.delivery import Delivery
from bot.channel.file_cards import ReportWanted, info_card
from bot.channel.messages import Message
from bot.channel.turn import log_fault
from bot.domain.chats import Address
from bot.domain.policy import Policy
from bot.domain.report_asked import ReportAsked
from bot.domain.report_rows import Found
from bot.domain.results_report import ReportNotSaved, ReportSaved
from bot.files.report_file import file_of
from bot.operations.reporting import make_report


class Sending(Protocol):
    async def send(self, address: Address, message: Message) -> Delivery: ...


class Uploading(Protocol):
    def allows(self, url: str) -> bool: ...

    async def put(self, url: str, content: bytes) -> bool: ...


class ReportFiles:
    def __init__(self, uploads: Uploading, sender: Sending) -> None:
        self._uploads = uploads
        self._sender = sender
        self._one_at_a_time = asyncio.Lock()
        self._running: set[asyncio.Task[None]] = set()

    def allows(self, url: str) -> bool:
        """Whether a file may be put there."""
        return self._uploads.allows(url)

    def start(self, wanted: ReportWanted) -> None:
        task = asyncio.create_task(self._deliver(wanted))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def finish(self) -> None:
        """When all that was started has ended."""
        await asyncio.gather(*self._running)

    async def _deliver(self, wanted: ReportWanted) -> None:
        try:
            is_saved = await self._saved(wanted)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the person is told in one sentence
            log_fault(wanted.activity_id, fault)
            is_saved = False
        await self._sender.send(wanted.address, _told(wanted, is_saved=is_saved))

    async def _saved(self, wanted: ReportWanted) -> bool:
        """One file is made at a time: the charts and the tables of two would take twice the memory."""
        async with self._one_at_a_time:
            content = await asyncio.to_thread(_made, wanted.found, wanted.scene.policy, wanted.asked)
        return await self._uploads.put(wanted.place.upload_url, content)


def _made(found: Found, policy: Policy, asked: ReportAsked) -> bytes:
    made = make_report(found, policy, asked.period, suppress_below=asked.suppress_below or 0)
    return file_of(made.report, asked.format)


def _told(wanted: ReportWanted, *, is_saved: bool) -> Message:
    result = ReportSaved(wanted.asked) if is_saved else ReportNotSaved(wanted.asked)
    [said] = draw(result, wanted.scene)
    return Message(said.text, file=info_card(wanted.place, wanted.asked) if is_saved else None)
