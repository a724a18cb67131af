"""Between reviews: each item can be asked for, is reminded of, and is switched by the policy.

The table stands in `docs/reviews.md` too, and is held to it here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import LONDON
from bot.domain.matters import BETWEEN, Topic
from bot.domain.policy import REVIEW_PAPERS, Policy
from bot.domain.policy_file import load_policy
from storage.database import open_database
from tests.office import Office, text_of

FRIDAY = datetime(2026, 11, 20, 9, 30, tzinfo=LONDON)
HALF_PAST_EIGHT = time(8, 31)
DAY = timedelta(days=1)
PAGE = Path(__file__).parents[2] / "docs" / "reviews.md"


@dataclass(frozen=True)
class Item:
    name: str
    asked: str
    topic: Topic
    kind: str
    """Of `[reminders]`."""
    switch: str
    """What of the policy asks for it at all; blank: a regulation does, and the reminder alone is switched."""
    child: str
    told_on: date
    """The first day it is told of."""
    told: str
    before: tuple[Mapping[str, Any], ...] = ()
    asked_on: date = FRIDAY.date()
    authority: str = "rotherham"
    listed: str = ""
    """In the answer, besides the child."""


def done(do: str, **slots: Any) -> Mapping[str, Any]:
    return {"do": do, "slots": slots}


HELD = done("record_review_held", child="D-100001", happened_on="2026-11-20", participation="PN1")
RECEIVED = done("mark_review_papers", child="D-100001", what="decisions_received", happened_on="2026-11-25")
ADJOURNED = done("adjourn_review", child="D-100002", happened_on="2026-11-20", reason="reports were missing")
CHECKED, LOOK = "check before the review", "rated child to look at again"
PAPERS, STILL = "reviews.papers", "which decisions have I still to send"

ITEMS = (
    Item("RAG red, to 4 weeks", "rag checks due", Topic.RATING, "ratings", "between_reviews.red_within_weeks",
         "D-100004", date(2026, 12, 17), LOOK, (done("set_rag", child="D-100004", rag="red"),),
         date(2026, 12, 10)),
    Item("RAG amber, 5 to 8 weeks", "rag checks due", Topic.RATING, "ratings",
         "between_reviews.amber_within_weeks",
         "D-100006", date(2027, 1, 14), LOOK, (done("set_rag", child="D-100006", rag="amber"),),
         date(2027, 1, 8)),
    Item("RAG green, a desktop midway review", "midways due", Topic.MIDWAY, "midways",
         "between_reviews.midway_for",
         "D-100004", date(2026, 12, 15), "midway review", (done("set_rag", child="D-100004", rag="green"),),
         date(2026, 12, 10), "leicester"),
    Item("Midway reviews", "midways due", Topic.MIDWAY, "midways", "between_reviews.midway_for",
         "D-100004", date(2026, 12, 15), "midway review", (), date(2026, 12, 10)),
    Item("Visits", "visits due", Topic.VISIT, "visits", "between_reviews.visit_before_review",
         "D-100002", date(2026, 11, 27), "visit before the review"),
    Item("IRO oversight each quarter", "what have I not looked at this quarter?", Topic.OVERSIGHT,
         "oversight",
         "between_reviews.oversight_each_quarter", "D-100001", date(2026, 12, 22),
         "8 children without oversight this quarter"),
    Item("The check two days before a review", "pre-review checks due", Topic.CHECK, "checks",
         "between_reviews.check_days_before_review", "D-100002", date(2026, 12, 2), CHECKED),
    Item("Quality grades", "QACs due", Topic.GRADE, "grades", "between_reviews.grade_before_review",
         "D-100002", date(2026, 12, 2), "quality checklist to be graded"),
    Item("Decisions sent, 5 working days", STILL, Topic.PAPER, "papers", PAPERS, "D-100001",
         date(2026, 11, 26), "decisions to be sent", (HELD,), listed="Decisions sent"),
    Item("The manager's 5 working days", STILL, Topic.PAPER, "papers", PAPERS, "D-100001",
         date(2026, 12, 1), "manager to agree or raise queries", (HELD, RECEIVED), date(2026, 11, 25),
         listed="Manager agreed or raised queries"),
    Item("The full record, 15 working days", STILL, Topic.PAPER, "papers", PAPERS, "D-100001",
         date(2026, 12, 10), "record to be written", (HELD,), listed="record written"),
    Item("Its distribution, 20 working days", STILL, Topic.PAPER, "papers", PAPERS, "D-100001",
         date(2026, 12, 17), "record to be distributed", (HELD,), listed="record distributed"),
    Item("Adjourned reviews, 20 working days", "adjourned reviews", Topic.ADJOURNED, "adjourned", "",
         "D-100002", date(2026, 12, 11), "adjourned LAC review", (ADJOURNED,)),
)  # fmt: skip
PAPER_OF = dict(zip([item.name for item in ITEMS if item.switch == PAPERS], REVIEW_PAPERS, strict=True))
items = pytest.mark.parametrize("item", ITEMS, ids=[item.name for item in ITEMS])


async def opened(url: str, item: Item, change: Callable[[Policy], Policy]) -> Office:
    office = Office(open_database(url), change(load_policy(item.authority, demo=True)), FRIDAY)
    await office.open()
    await office.tick()
    await office.says("iro", "help")
    for one in item.before:
        happened = one["slots"].get("happened_on")
        if happened:
            office.now = max(office.now, datetime.fromisoformat(f"{happened}T09:30").replace(tzinfo=LONDON))
        await office.sends("iro", one)
        assert await office.presses("iro", "Save")
    return office


async def asked(office: Office, item: Item) -> str:
    office.now = max(office.now, datetime.combine(item.asked_on, time(12), tzinfo=LONDON))
    return text_of(await office.says("iro", item.asked))


async def told(office: Office, item: Item) -> list[str]:
    """The messages of its week, to the day before it and on its day."""
    found = []
    day = item.told_on - timedelta(days=item.told_on.weekday())
    while day <= item.told_on:
        before = len(office.wire.sent)
        office.now = datetime.combine(day, HALF_PAST_EIGHT, tzinfo=LONDON)
        if item.authority == "leicester":
            office.passes(minutes=15)
        await office.tick()
        found.append(text_of([one for who, one in office.wire.sent[before:] if who == "iro"]))
        day += DAY
    return found


def as_it_is(policy: Policy) -> Policy:
    return policy


def switched_off(item: Item) -> Callable[[Policy], Policy]:
    def change(policy: Policy) -> Policy:
        heading, _, key = item.switch.partition(".")
        if item.switch == PAPERS:
            left = tuple(one for one in REVIEW_PAPERS if one != PAPER_OF[item.name])
            return replace(policy, review_papers=left)
        assert heading == "between_reviews"
        return replace(policy, between=replace(policy.between, **{key: None}))

    return change


def untold(item: Item) -> Callable[[Policy], Policy]:
    return lambda policy: replace(policy, reminders=replace(policy.reminders, **{item.kind: None}))


@items
async def test_it_is_asked_for_and_reminded_of(item: Item, database_url: str) -> None:
    office = await opened(database_url, item, as_it_is)
    answer = await asked(office, item)
    assert item.child in answer
    assert item.listed in answer
    *earlier, that_day = await told(office, item)
    assert item.told in that_day
    assert that_day.startswith("Today")
    assert not any(item.told in one and one.startswith("Today") for one in earlier)
    await office.database.close()


@items
async def test_where_the_policy_does_not_remind_of_it_nobody_is_told(item: Item, database_url: str) -> None:
    office = await opened(database_url, item, untold(item))
    assert item.child in await asked(office, item)
    assert item.told not in (await told(office, item))[-1]
    await office.database.close()


@pytest.mark.parametrize("item", [one for one in ITEMS if one.switch], ids=lambda one: one.name)
async def test_where_the_policy_does_not_want_it_it_is_neither_listed_nor_told(
    item: Item, database_url: str
) -> None:
    office = await opened(database_url, item, switched_off(item))
    answer = await asked(office, item)
    if item.listed:
        assert item.listed not in answer
    elif item.topic is not Topic.OVERSIGHT:
        assert item.child not in answer
    assert item.told not in (await told(office, item))[-1]
    await office.database.close()


def test_every_kind_of_matter_between_reviews_is_in_the_table() -> None:
    assert {item.topic for item in ITEMS} == {*BETWEEN, Topic.OVERSIGHT, Topic.PAPER, Topic.ADJOURNED}


def table() -> str:
    rows = [f"| {item.name} | {item.asked} | `{item.kind}` | {_wanted_by(item)} |" for item in ITEMS]
    return "\n".join(("| what | asked by | reminded by | wanted by |", "|---|---|---|---|", *rows))


def _wanted_by(item: Item) -> str:
    return f"`{item.switch}`" if item.switch else "CPPCR reg 36"


def test_the_page_shows_the_table() -> None:
    assert table() in PAGE.read_text(encoding="utf-8")
