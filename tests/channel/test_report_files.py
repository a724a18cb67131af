"""A report offered in chat and saved in the manager's own OneDrive: real HTTP, real files, both databases."""

from __future__ import annotations

import asyncio
import contextlib
import io
import logging
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from docx import Document

from bot.channel.assistant import Assistant
from bot.channel.connectors import connected
from bot.channel.edge import Edge, make_app
from bot.channel.file_cards import CONSENT, INFO
from bot.channel.outbox import Outbox
from bot.channel.pace import Pace
from bot.channel.report_files import ReportFiles
from bot.channel.roster import Roster
from bot.channel.sending import Sender
from bot.channel.settings import EdgeSettings
from bot.channel.uploading import Uploads
from bot.clock import LONDON
from bot.domain.policy_file import load_policy
from bot.errors import ConfigurationError
from storage import audit
from storage.database import Database, open_database
from tests.channel.far_end import TENANT, FarEnd, far_end, listening
from tests.channel.teams import ready, settings_for
from tests.office import Office, object_id

HOSTS = (".sharepoint.com", "files.example.org")


@dataclass
class OneDrive:
    """The far end of the upload."""

    url: str = ""
    arrived: list[tuple[str, bytes, dict[str, str]]] = field(default_factory=list)
    status: int = 201
    is_ready: asyncio.Event = field(default_factory=asyncio.Event)
    """It answers only then."""

    def __post_init__(self) -> None:
        self.is_ready.set()

    async def take(self, request: web.Request) -> web.Response:
        await self.is_ready.wait()
        self.arrived.append((request.path_qs, await request.read(), dict(request.headers)))
        moved = {"Location": f"{self.url}/elsewhere"} if self.status == 307 else {}
        return web.json_response({}, status=self.status, headers=moved)


@dataclass
class House:
    far: FarEnd
    drive: OneDrive
    database: Database
    reports: ReportFiles
    session: aiohttp.ClientSession
    address: str
    number: int = 0

    async def says(self, text: str, who: str = "manager") -> dict[str, Any]:
        """The last reply."""
        assert await self.posts(self.far.activity(text=text), who) == (202, b"")
        return self.far.sent[-1]

    async def answers(
        self,
        offer: dict[str, Any],
        action: str = "accept",
        who: str = "manager",
        *,
        until_saved: bool = True,
        **changes: Any,
    ) -> dict[str, Any]:
        """To the card with the offer; the last thing said then, or once the file is there."""
        [card] = offer["attachments"]
        value = {
            "type": "fileUpload",
            "action": action,
            "context": card["content"][f"{action}Context"],
            "uploadInfo": self.place(card["name"]),
            **changes,
        }
        invoke = self.far.activity(type="invoke", name="fileConsent/invoke", value=value, text=None)
        assert await self.posts(invoke, who) == (200, b"{}")
        if until_saved:
            await self.reports.finish()
        return self.far.sent[-1]

    def place(self, name: str) -> dict[str, str]:
        opens = f"{self.drive.url}/personal/mona/{name}"
        given = {"uploadUrl": f"{self.drive.url}/put/1?guid=%27a%27", "contentUrl": opens, "name": name}
        return {**given, "uniqueId": "1150D938", "fileType": name.rpartition(".")[2], "etag": "1"}

    async def posts(self, activity: dict[str, Any], who: str) -> tuple[int, bytes]:
        self.number += 1
        sender = {"id": f"29:{who}", "aadObjectId": object_id(who)}
        given = {**activity, "id": f"of-teams-{self.number}", "from": sender}
        async with self.session.post(f"{self.address}/api/messages", json=given) as answer:
            return answer.status, await answer.read()

    async def history(self) -> list[tuple[str, str, dict[str, Any]]]:
        events = await self.database.transact(TENANT, lambda work: audit.events_of(work, "report"))
        return [(one.actor, one.action, dict(one.facts)) for one in events]


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    """Without authentication, as the demo: there alone a file may be put on this machine."""
    policy = load_policy("lincolnshire", demo=True)
    office = Office(open_database(database_url), policy, datetime(2026, 11, 20, 9, 30, tzinfo=LONDON))
    await office.open()
    await office.says("iro", "raise an escalation for D-100001: drift and delay, no progress")
    await office.says("iro", "yes")
    drive = OneDrive()
    onedrive = web.Application()
    onedrive.router.add_put("/{any:.*}", drive.take)
    async with contextlib.AsyncExitStack() as stack:
        far = await stack.enter_async_context(far_end())
        drive.url = await stack.enter_async_context(listening(onedrive))
        settings = settings_for(far, authenticate=False)
        connectors = await stack.enter_async_context(connected(settings))
        sender = Sender(connectors)
        reports = ReportFiles(connectors.uploads, sender)
        email_of = Roster(connectors).email_of
        assistant = Assistant(
            office.database, {TENANT: policy}, office.clock, email_of, lambda: None, reports
        )
        outbox = Outbox(office.database, sender, Pace(office.database, connectors.posts, 48))
        edge = Edge(settings, connectors, assistant.answer, outbox.after_replies, ready)
        address = await stack.enter_async_context(listening(make_app(edge)))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        yield House(far, drive, office.database, reports, session, address)
    await office.database.close()


async def test_a_report_is_offered_as_teams_wants_it_and_in_words(house: House) -> None:
    offer = await house.says("annual report 2025/26")
    [card] = offer["attachments"]
    assert (card["contentType"], card["name"]) == (CONSENT, "iro-report-2025-04-01-to-2026-03-31.docx")
    context = card["content"]["acceptContext"]
    assert context == card["content"]["declineContext"]
    assert context.pop("nonce")
    assert context == {
        "from_on": "2025-04-01",
        "to_on": "2026-03-31",
        "format": "docx",
        "suppress_below": "5",
    }
    assert card["content"]["sizeInBytes"] > 0
    assert "2025/26" in card["content"]["description"]
    assert "2025/26" in offer["text"]
    assert house.drive.arrived == []
    assert await house.history() == []


async def test_allowed_it_is_put_there_whole_and_told_with_its_card(house: House) -> None:
    told = await house.answers(await house.says("make the report for this year as word"))
    [(path, content, headers)] = house.drive.arrived
    assert path == "/put/1?guid=%27a%27"
    assert headers["Content-Range"] == f"bytes 0-{len(content) - 1}/{len(content)}"
    assert headers["Content-Length"] == str(len(content))
    assert "Authorization" not in headers
    words = "\n".join(one.text for one in Document(io.BytesIO(content)).paragraphs)
    assert "1 April 2026 to 20 November 2026" in words
    [card] = told["attachments"]
    assert card == {
        "contentType": INFO,
        "contentUrl": f"{house.drive.url}/personal/mona/iro-report-2026-04-01-to-2026-11-20.docx",
        "name": "iro-report-2026-04-01-to-2026-11-20.docx",
        "content": {"uniqueId": "1150D938", "fileType": "docx"},
    }
    assert "saved to your OneDrive" in told["text"]
    [(_, action, facts)] = await house.history()
    assert (action, facts["from_on"], facts["format"]) == ("report_made", "2026-04-01", "docx")


async def test_small_numbers_are_kept_back_as_the_policy_says(house: House) -> None:
    await house.answers(await house.says("report for this year as csv"))
    [(_, content, _)] = house.drive.arrived
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert b"2026-11,<5" in packed.read("escalations_raised_by_month.csv")
    [(_, _, facts)] = await house.history()
    assert facts["suppress_below"] == "5"


async def test_csv_is_one_zip_of_counts_without_a_child_or_a_record(house: House) -> None:
    await house.answers(await house.says("report for this year as csv without suppression"))
    [(_, content, _)] = house.drive.arrived
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        files = {name: packed.read(name).decode() for name in packed.namelist()}
    assert "2026-11,1" in files["escalations_raised_by_month.csv"]
    assert not [name for name in files if name.startswith("rows_")]
    assert "D-1000" not in str(files)
    assert "R-2026" not in str(files)


async def test_declined_makes_nothing(house: House) -> None:
    offer = await house.says("annual report 2025/26")
    told = await house.answers(offer, "decline", uploadInfo=None)
    assert told["text"] == "No report was made."
    assert (house.drive.arrived, await house.history()) == ([], [])


async def test_pressed_twice_it_is_put_there_once(house: House) -> None:
    offer = await house.says("report for this year as csv")
    await house.answers(offer)
    told = await house.answers(offer)
    assert "done already" in str(told)
    assert (len(house.drive.arrived), len(await house.history())) == (1, 1)


async def test_teams_repeats_the_same_invoke_and_it_is_put_there_once(house: House) -> None:
    offer = await house.says("report for this year as csv")
    house.number = 100
    await house.answers(offer)
    house.number = 100
    await house.answers(offer)
    assert len(house.drive.arrived) == 1


async def test_two_offers_are_two_files(house: House) -> None:
    offers = [await house.says(f"report for {year} as csv") for year in ("this year", "last year")]
    for offer in offers:
        await house.answers(offer)
    assert len(house.drive.arrived) == 2


@pytest.mark.parametrize("status", [202, 307, 403, 409, 500])
async def test_a_failed_upload_is_told_in_one_sentence(house: House, status: int) -> None:
    house.drive.status = status
    told = await house.answers(await house.says("report for this year as csv"))
    assert "could not be saved" in told["text"]
    assert "ask for it again" in told["text"]
    assert "attachments" not in told
    assert [path for path, _, _ in house.drive.arrived] == ["/put/1?guid=%27a%27"]
    house.drive.status = 200
    assert (
        "saved to your OneDrive"
        in (await house.answers(await house.says("report for this year as csv")))["text"]
    )


async def test_a_broken_connection_is_told_too(house: House) -> None:
    offer = await house.says("report for this year as csv")
    nowhere = {**house.place("x.zip"), "uploadUrl": "http://127.0.0.1:1/put"}
    assert "could not be saved" in (await house.answers(offer, uploadInfo=nowhere))["text"]


@pytest.mark.parametrize(
    "forged",
    [
        {"uploadUrl": "https://attacker.example/put"},
        {"contentUrl": "https://attacker.example/open"},
        {"uploadUrl": "https://files.sharepoint.com.attacker.example/put"},
        {"uploadUrl": "https://council.sharepoint.com@attacker.example/put"},
        {"uploadUrl": "http://council-my.sharepoint.com/put"},
        {"uploadUrl": "file:///etc/passwd"},
        {"uploadUrl": ""},
        {"uploadUrl": 7},
    ],
    ids=str,
)
async def test_nothing_is_counted_or_sent_for_a_forged_place(house: House, forged: dict[str, Any]) -> None:
    offer = await house.says("report for this year as csv")
    told = await house.answers(offer, uploadInfo={**house.place("x.zip"), **forged})
    assert "could not be saved" in told["text"]
    assert (house.drive.arrived, await house.history()) == ([], [])


@pytest.mark.parametrize("who", ["iro", "responder", "admin"])
async def test_another_role_with_a_managers_card_gets_nothing(house: House, who: str) -> None:
    offer = await house.says("report for this year as csv")
    told = await house.answers(offer, who=who)
    assert "saved" not in str(told.get("text", ""))
    assert (house.drive.arrived, await house.history()) == ([], [])


async def test_who_is_not_known_gets_nothing(house: House) -> None:
    offer = await house.says("report for this year as csv")
    await house.answers(offer, who="stranger")
    assert house.drive.arrived == []


@pytest.mark.parametrize(
    "context",
    [
        None,
        "x",
        {},
        {"from_on": "2026-04-01", "to_on": "2026-11-20", "format": "csv"},
        {"from_on": "2026-04-01", "to_on": "2026-11-20", "format": "csv", "nonce": "x" * 500},
        {"from_on": "1900-04-01", "to_on": "2026-11-20", "format": "csv", "nonce": "1"},
        {"from_on": "2027-04-01", "to_on": "2027-11-20", "format": "csv", "nonce": "1"},
        {"from_on": {"a": [1]}, "to_on": 3, "format": "csv", "nonce": "1"},
    ],
    ids=lambda context: str(context)[:60],
)
async def test_a_context_that_is_not_ours_is_a_card_out_of_date(house: House, context: Any) -> None:
    told = await house.answers(await house.says("report for this year as csv"), context=context)
    assert "out of date" in str(told)
    assert (house.drive.arrived, await house.history()) == ([], [])


async def test_from_a_group_nothing_happens(house: House) -> None:
    [card] = (await house.says("report for this year as csv"))["attachments"]
    before = len(house.far.sent)
    value = {"action": "accept", "context": card["content"]["acceptContext"], "uploadInfo": house.place("x")}
    group = {"conversationType": "groupChat", "tenantId": TENANT, "id": "19:group"}
    invoke = house.far.activity(
        type="invoke", name="fileConsent/invoke", value=value, text=None, conversation=group
    )
    assert await house.posts(invoke, "manager") == (200, b"{}")
    await house.reports.finish()
    assert (house.drive.arrived, len(house.far.sent)) == ([], before)


async def test_an_invoke_without_a_value_is_a_bad_request(house: House) -> None:
    invoke = house.far.activity(type="invoke", name="fileConsent/invoke", value=None, text=None)
    assert await house.posts(invoke, "manager") == (400, b"")


async def test_teams_is_answered_before_the_file_is_there(house: House) -> None:
    """It repeats what is not answered within some seconds, and a file may take longer."""
    house.drive.is_ready.clear()
    offer = await house.says("report for this year as csv")
    assert await house.answers(offer, until_saved=False) == offer
    house.drive.is_ready.set()
    await house.reports.finish()
    assert "saved to your OneDrive" in house.far.sent[-1]["text"]


async def test_neither_the_place_nor_the_answer_is_logged(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    house.drive.status = 403
    await house.answers(await house.says("report for this year as csv without suppression"))
    assert "answered with 403" in caplog.text
    assert "guid" not in caplog.text


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://council-my.sharepoint.com/personal/x/_api/v2.0/put?guid=1", True),
        ("https://COUNCIL-my.SharePoint.com/put", True),
        ("https://files.example.org/put", True),
        ("https://council-my.sharepoint.com:443/put", True),
        ("https://council-my.sharepoint.com:8443/put", False),
        ("https://sharepoint.com/put", False),
        ("https://evilsharepoint.com/put", False),
        ("https://a.files.example.org/put", False),
        ("https://council.sharepoint.com./put", False),
        ("https://council.sharepoint.com\\@attacker.example/", False),
        ("https://attacker.example\\.sharepoint.com/", False),
        ("https://user:word@council.sharepoint.com/", False),
        ("https://attacker.example#.sharepoint.com", False),
        ("https://attacker.example?.sharepoint.com", False),
        ("https://council.sharepoint.com\r\n/put", False),
        ("http://council.sharepoint.com/put", False),
        ("ftp://council.sharepoint.com/put", False),
        ("//council.sharepoint.com/put", False),
        ("https://", False),
        ("http://127.0.0.1:9/put", False),
        ("https://localhost/put", False),
        ("https://[::1]/put", False),
        ("https://169.254.169.254/metadata", False),
    ],
)
async def test_where_a_file_may_be_put(far: FarEnd, url: str, allowed: bool) -> None:
    async with aiohttp.ClientSession() as session:
        uploads = Uploads(session, settings_for(far, upload_hosts=HOSTS))
        assert uploads.allows(url) == allowed
        assert allowed or not await uploads.put(url, b"x")


async def test_on_this_machine_only_without_authentication(far: FarEnd) -> None:
    async with aiohttp.ClientSession() as session:
        assert Uploads(session, settings_for(far, authenticate=False)).allows("http://127.0.0.1:9/put")


@pytest.mark.parametrize("entry", ["", "*.sharepoint.com", "https://x.sharepoint.com", ".com", "a b.example"])
def test_a_host_for_files_that_is_none_is_refused_at_the_start(entry: str) -> None:
    with pytest.raises(ConfigurationError, match="host for files"):
        EdgeSettings(frozenset({TENANT}), authenticate=False, upload_hosts=(entry,))
