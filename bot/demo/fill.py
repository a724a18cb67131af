"""Fills an empty, migrated database with the demo's caseload."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from bot.clock import london_day
from bot.demo import caseload, rows, staff
from bot.demo.between import tell_between
from bot.demo.caseload import DemoChild
from bot.demo.stories import Story, stories
from bot.demo.telling import Teller, tell
from bot.demo.words import Voice
from bot.domain.calendar import WorkingCalendar
from bot.domain.people import Person
from bot.domain.policy import Policy
from bot.domain.reviews import Participation
from bot.operations import filing, reviews
from bot.operations.desk import Desk
from storage import children, people
from storage.database import Work

SEED = 2026
LONG_ENOUGH = timedelta(days=300)
"""In care since before the earliest concern."""
REVIEWS_HELD = 2
"""Of each IRO: reviews recorded here in the last days, not brought in with the caseload."""


def fill_demo(work: Work, policy: Policy, calendar: WorkingCalendar, now: datetime, seed: int = SEED) -> None:
    """The same seed, policy and moment give the same rows. Plans no message that would be sent later."""
    _add_staff(work, policy)
    everyone = {one.email: one for one in people.everyone(work)}
    iros = [everyone[one.email] for one in staff.iros()]
    teller = Teller(
        Desk(work, iros[0], policy, calendar, now, london_day(now)),
        {one.id: one for one in everyone.values()},
        Voice(Random(f"{seed} words"), policy),  # noqa: S311 - a demo, not a secret
    )
    found = _add_caseload(teller, seed, iros)
    rows.add_stand_in_chats(work)
    _tell_stories(teller, seed, iros, found)
    _hold_reviews(teller, iros)
    tell_between(teller, seed, iros, found)
    rows.remove_stand_in_chats(work)
    # Who is told in the demo's past was told then: after the fill no message of it may leave.
    rows.settle_deliveries(work, now)


def _add_staff(work: Work, policy: Policy) -> None:
    people.add_people(work, [staff.as_person_row(one) for one in staff.staff(policy)])
    people.put_addressees(work, [staff.as_addressee_row(one) for one in staff.addressees(policy)])


def _add_caseload(teller: Teller, seed: int, iros: Sequence[Person]) -> list[DemoChild]:
    today, calendar, rng = teller.desk.today, teller.desk.calendar, Random(f"{seed} caseload")  # noqa: S311
    found = list(caseload.caseloads(rng, teller.voice.policy.teams or ("",), today, calendar))
    children.add_children(teller.work, [caseload.as_child_row(one, iros[one.iro].id) for one in found])
    ids = rows.child_ids(teller.work)
    found = [replace(one, reviews=tuple(caseload.review_chain(rng, one, today, calendar))) for one in found]
    rows.add_reviews(
        teller.work,
        (caseload.as_review_row(review, ids[one.reference]) for one in found for review in one.reviews),
    )
    return found


def _tell_stories(teller: Teller, seed: int, iros: Sequence[Person], found: Sequence[DemoChild]) -> None:
    rng = Random(f"{seed} stories")  # noqa: S311
    free = _children_in_care_long(rng, found, teller)
    for story in stories(rng, teller.voice.policy, len(iros)):
        tell(teller, story, iros[story.iro], _take_child(free[story.iro], story, teller.voice.policy))


def _children_in_care_long(
    rng: Random, found: Sequence[DemoChild], teller: Teller
) -> Mapping[int, list[DemoChild]]:
    """By IRO, in the order in which concerns are raised about them."""
    by_iro: dict[int, list[DemoChild]] = defaultdict(list)
    for one in rng.sample(found, len(found)):
        if one.looked_after_on < teller.desk.today - LONG_ENOUGH:
            by_iro[one.iro].append(one)
    return by_iro


def _take_child(free: list[DemoChild], story: Story, policy: Policy) -> str:
    """A child of the team the story wants; the last in the row when it is taken, so that few have two."""
    team = None if story.team is None or not policy.teams else policy.teams[story.team % len(policy.teams)]
    chosen = next((one for one in free if team in (None, one.team)), free[0])
    free.remove(chosen)
    free.append(chosen)
    return chosen.reference


def _hold_reviews(teller: Teller, iros: Sequence[Person]) -> None:
    """The demo's own IRO has not yet entered theirs on the children's files; the others have."""
    today = teller.desk.today
    for iro in iros:
        due = children.reviews_due(teller.work, iro_ids=[iro.id], to_on=today + timedelta(days=20))
        for ago, review in enumerate(due[-REVIEWS_HELD:], start=1):
            desk = teller.desk_of(iro, ago, timedelta(hours=6))
            reviews.record_review_held(desk, review.child, desk.today, Participation.PN1)
            if iro is not iros[0]:
                filing.mark_review_filed(desk, review.id)
