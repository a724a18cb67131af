"""Every date shown before saving, in the answer to it and in the record afterwards is one that is stored."""

from __future__ import annotations

import asyncio
import re
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cards.words import in_words
from bot.clock import LONDON
from bot.domain.policy_file import load_policy
from bot.holidays_england import working_calendar
from bot.recognise.learn import AUTHORITIES
from storage import children, concerns
from storage.database import Work, open_database
from tests.databases import SqliteFiles
from tests.office import TENANT, Office, text_of

AHEAD = (
    "next Fri", "friday week", "a week on Tuesday", "COP Weds", "the 30th", "3rd Dec", "14/12", "4.1.27",
    "end of next week", "end of the month", "in a fortnight", "in ten working days", "Christmas Eve",
    "Easter Monday", "this time next week", "first thing Mon", "tomorrow", "Monday fortnight", "1 March",
    "29 Feb 2028", "31 March 2027", "in 3 weeks",
)  # fmt: skip
BEHIND = (
    "yesterday", "on Monday", "last Thurs", "on the 12th", "3rd Nov", "two weeks ago", "this morning",
    "12/11", "on Sunday", "a fortnight ago", "the day before yesterday", "last Friday",
)  # fmt: skip
LATELY = (
    "yesterday",
    "on Monday",
    "last Thurs",
    "two weeks ago",
    "this morning",
    "on Sunday",
    "a fortnight ago",
)
"""After the escalation, three weeks before."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
A_DAY = re.compile(rf"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?")
TO_BE_SAVED = "Nothing is saved until you press Save"
ERRANDS = ("challenge", "escalation", "response", "review")

anything = st.tuples(
    st.sampled_from(AUTHORITIES),
    st.dates(date(2026, 1, 5), date(2027, 6, 30)),
    st.sampled_from(ERRANDS),
    st.sampled_from(AHEAD),
    st.sampled_from(BEHIND),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(anything)
def test_every_date_shown_is_the_date_stored(
    sqlite_files: SqliteFiles, case: tuple[str, date, str, str, str]
) -> None:
    authority, today, errand, ahead, behind = case
    asyncio.run(_shown_and_stored(sqlite_files.fresh(), authority, today, _sentences(errand, ahead, behind)))


def _sentences(errand: str, ahead: str, behind: str) -> list[Any]:
    raised = {
        "do": "raise_escalation",
        "slots": {"child": "D-100001", "text": "Nothing has moved", "themes": []},
    }
    challenged = (
        f"positive challenge for D-100001: the plan is late, the social worker promised it by {ahead}"
    )
    match errand:
        case "challenge":
            return [challenged]
        case "escalation":
            return [raised]
        case "response":
            when = behind if behind in LATELY else "yesterday"
            return [raised, f"R-1: the team manager replied {when}, it will be done by {ahead}"]
    return [f"held the review of D-100001 {behind}, PN1, next one {ahead}"]


async def _shown_and_stored(url: str, authority: str, today: date, said: list[Any]) -> None:
    policy = load_policy(authority, demo=True)
    office = Office(open_database(url), policy, datetime.combine(today, time(9, 30), LONDON))
    await office.open()
    try:
        shown = ""
        for one in said:
            shown += await _saved(office, one, policy.themes)
            office.passes(days=21)
        shown += text_of(await office.says("iro", "R-1")) + text_of(
            await office.says("iro", "next review of D-100001")
        )
        stored = await office.database.transact(TENANT, _stored)
        calendar = working_calendar(today, policy.closures, policy.extra_bank_holidays)
        stored |= {calendar.last_working_day_by(day) for day in stored}
        stored |= {today, today + timedelta(days=21)}
    finally:
        await office.database.close()
    assert _days(shown, today) <= stored, (shown, sorted(stored))


async def _saved(office: Office, one: Any, themes: tuple[str, ...]) -> str:
    """What was shown to be saved, and the answer to yes; empty when a day had to be asked about."""
    said = await (office.says("iro", one) if isinstance(one, str) else office.sends("iro", one))
    rest = {"themes": list(themes[:1]), "to_role": "social worker", "text": "As said"}
    for _ in range(3):
        if TO_BE_SAVED in text_of(said):
            return text_of(said) + text_of(await office.says("iro", "yes"))
        card = office.shown["iro"][-1].card or {}
        names = {name: value for name, value in rest.items() if f"slot.{name}" in str(card)}
        said = await office.sends("iro", {"do": "fill", "slots": names})
    return ""


def _days(text: str, today: date) -> set[date]:
    """Without a year it is the nearest that falls on the weekday; where none does, that is a fault."""
    found = set()
    for weekday, day, month, year in A_DAY.findall(text):
        years = [int(year)] if year else [today.year - 1, today.year, today.year + 1]
        tries = [date(one, MONTHS.index(month) + 1, int(day)) for one in years]
        fitting = [one for one in tries if in_words(one).startswith(weekday)]
        assert fitting, (weekday, day, month, year)
        found.add(min(fitting, key=lambda one: abs(one - today)))
    return found


def _stored(work: Work) -> set[date]:
    child = children.child_by_reference(work, "D-100001")
    assert child is not None
    dates: set[date | None] = set()
    for one in (*children.reviews_held(work, child.id), *children.reviews_due(work)):
        dates |= {value for value in vars(one).values() if type(value) is date}
    concern = concerns.concern_by_id(work, 1)
    for thing in (concern, *concern.steps, *concern.entries) if concern else ():
        dates |= {value for value in vars(thing).values() if type(value) is date}
    return {day for day in dates if day}
