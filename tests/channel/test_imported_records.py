"""What came in from a file is worked on in chat like any other record."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.clock import LONDON
from bot.domain.policy_file import load_policy
from bot.files.csv_in import read_csv
from bot.operations.importing import ImportReport, import_files
from storage.database import open_database
from tests.audits import fault_in_history
from tests.office import TENANT, Office, text_of

FRIDAY = datetime(2026, 11, 20, 9, 30, tzinfo=LONDON)
HISTORY = """reference,child,kind,raised_on,raised_by,team,stages,status,themes,resolved_on,resolved_stage,\
outcome,narrative
E1,D-100001,escalation,2026-11-16,,LAC,1@2026-11-16,CLA,,,,,No school place since September
E2,D-100002,challenge,2026-11-10,ines@example.org,LAC,,CLA,,,,,Passport not applied for
E3,D-100003,escalation,2012-03-05,Somebody Demo,LAC,1@2012-03-05|3@2012-03-09,CLA,,2012-04-02,3,Met,Old matter
"""
REVIEWS = """child,kind,due_on,planned_on,held_on,participation,late_reason,rearranged
D-100007,,2026-11-30,2026-11-26,,,,
D-100007,,2026-06-01,,2026-05-28,PN1,,
"""


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    database = open_database(database_url)
    office = Office(database, load_policy("rotherham", demo=True), FRIDAY)
    await office.open()
    await imports(office)
    yield office
    await database.close()


async def imports(office: Office) -> ImportReport:
    files = [read_csv("history.csv", HISTORY.encode()), read_csv("reviews.csv", REVIEWS.encode())]
    return await office.database.transact(
        TENANT, lambda work: import_files(work, office.policy, office.clock(), files)
    )


async def said(office: Office, text: str) -> str:
    return text_of(await office.says("iro", text))


async def test_what_is_open_has_its_clock_and_what_is_closed_its_end(office: Office) -> None:
    listed = await said(office, "what is open?")
    assert "R-2026-0001 · D-100001" in listed
    assert "esponse overdue by 3 days" in listed
    assert "Day 4 of 20" in listed
    assert "R-2026-0002 · D-100002" in listed
    assert "R-2012-0003" not in listed
    closed = await said(office, "show R-2012-0003")
    assert "Resolved Mon 2 Apr 2012" in closed
    assert "Fri 9 Mar 2012, as imported" in closed
    assert "All of it is marked as entered in Liquid Logic." in closed
    assert "Old matter" in await said(office, "text of R-2012-0003")
    assert "command line brought it in from a file" in await said(office, "history of R-2012-0003")


async def test_a_review_from_a_file_is_due_and_recorded_as_any_other(office: Office) -> None:
    due = await said(office, "when is the next review for D-100007?")
    assert "Mon 30 Nov 2026, as imported" in due
    assert "Planned for Thu 26 Nov" in due
    await office.says("iro", "review of D-100007 was held today, PN1")
    await office.presses("iro", "Save")
    reviews, _ = (await imports(office)).files
    assert (reviews.kind, reviews.added, reviews.changed, reviews.unchanged) == ("reviews", 0, 0, 2)


async def test_what_is_worked_on_here_is_not_overwritten(office: Office) -> None:
    await office.says("iro", "resolve R-2026-0001: a place was found")
    await office.says("iro", "He is at school again")
    answer = text_of(await office.presses("iro", "Save"))
    assert "R-2026-0001" in answer
    _, history = (await imports(office)).files
    assert (history.added, history.changed, history.unchanged) == (0, 0, 3)
    assert [remark.line for remark in history.noted] == [2, 3]
    assert "has been worked on here" in history.noted[0].why
    assert "R-2026-0001" not in await said(office, "what is open?")
    assert await office.database.transact(TENANT, fault_in_history) is None


async def test_what_is_open_from_before_the_known_holidays_is_shown_raised_and_resolved(
    office: Office,
) -> None:
    """Its days are counted without bank holidays: too early, never too late."""
    head = HISTORY[: HISTORY.index("E1,")]
    row = "E9,D-100005,escalation,2009-03-05,,LAC,1@2009-03-05,CLA,,,,,Never answered\n"
    files = [read_csv("history.csv", (head + row).encode())]
    report = await office.database.transact(
        TENANT, lambda work: import_files(work, office.policy, office.clock(), files)
    )
    assert "from before the bank holidays known here" in report.files[0].noted[0].why
    assert "R-2009-0004 · D-100005" in await said(office, "what is open?")
    assert "Fri 6 Mar 2009" in await said(office, "show R-2009-0004")
    await office.says("iro", "note on R-2009-0004: asked again today")
    assert "R-2009-0004" in text_of(await office.presses("iro", "Save"))
    await office.says("iro", "move the date of R-2009-0004 to 4 December because the worker was away")
    assert "Fri 4 Dec 2026" in text_of(await office.presses("iro", "Save"))
    await office.says("iro", "resolve R-2009-0004: it was answered long ago")
    await office.says("iro", "None recorded")
    assert "resolved" in text_of(await office.presses("iro", "Save")).lower()
    assert await office.database.transact(TENANT, fault_in_history) is None
