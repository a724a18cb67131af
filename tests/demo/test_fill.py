from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.clock import LONDON, london_day
from bot.demo.staff import IROS, demo_people
from bot.domain.audit import first_fault
from bot.domain.concerns import Concern, EntryKind, StepState
from bot.domain.ladder import stages_of
from bot.domain.people import Role
from bot.operations.desk import Desk
from bot.operations.filing import ask_not_filed
from bot.operations.finding import visible_concerns
from bot.operations.reviews import reviews_due
from bot.operations.status import team_status
from storage import audit, concern_tables, concerns, people, tables
from storage.columns import metadata
from storage.database import Work
from tests.databases import SqliteFiles
from tests.demo.filling import NOW, TENANT, Filled, calendar_of, digest_of_rows, fill

TODAY = london_day(NOW)


def desk(work: Work, demo: Filled, email: str) -> Desk:
    person = people.person_by_email(work, email)
    assert person is not None
    return Desk(work, person, demo.policy, calendar_of(demo.policy, demo.now), demo.now, TODAY)


def all_concerns(work: Work) -> Iterator[Concern]:
    ids = work.db.execute(sa.select(concern_tables.concern.c.id).order_by(sa.text("id"))).scalars().all()
    for concern_id in ids:
        found = concerns.concern_by_id(work, concern_id)
        assert found is not None
        yield found


def test_six_hundred_children_are_shared_by_nine_iros(demo: Filled) -> None:
    rows = demo.ask(
        lambda work: work.db.execute(
            sa.select(tables.child.c.reference, tables.child.c.iro_id, tables.child.c.looked_after_on)
        ).all()
    )
    assert len(rows) == len({row.reference for row in rows}) == 600
    assert {row.reference[:3] for row in rows} == {"D-1"}
    assert all(row.looked_after_on < TODAY for row in rows)
    sizes = Counter(row.iro_id for row in rows).values()
    assert len(sizes) == 9
    assert 50 <= min(sizes) <= max(sizes) <= 78


def test_staff_have_one_side_each_and_all_iros_have_a_manager(demo: Filled) -> None:
    everyone = demo.ask(people.everyone)
    roles = Counter(role for one in everyone for role in one.roles)
    assert (roles[Role.IRO], roles[Role.IRO_MANAGER], roles[Role.ADMIN]) == (9, 2, 1)
    assert roles[Role.RESPONDER] >= 6
    assert all(len(one.roles) == 1 for one in everyone)
    managers = {one.email for one in everyone if one.is_a(Role.IRO_MANAGER)}
    assert {one.manager_email for one in everyone if one.is_a(Role.IRO)} == managers
    assert len({one.aad_object_id for one in everyone}) == len(everyone)


def test_every_team_and_stage_has_an_addressee_and_some_are_no_users(every_demo: Filled) -> None:
    named = every_demo.ask(people.all_addressees)
    wanted = {
        (team, stage.number) for team in every_demo.policy.teams for stage in stages_of(every_demo.policy)
    }
    assert set(named) == wanted
    users = {one.email for one in every_demo.ask(people.everyone)}
    emails = {email for _, email in named.values()}
    assert emails & users
    assert emails - users


def test_every_stage_of_the_ladder_has_an_open_concern(every_demo: Filled) -> None:
    found = every_demo.ask(concerns.open_concerns)
    at = {one.step.stage for one in found if one.step}
    assert at == {stage.number for stage in stages_of(every_demo.policy)}
    assert any(not one.is_formal for one in found)


def test_concerns_are_of_every_age(every_demo: Filled) -> None:
    found = every_demo.ask(concerns.open_concerns)
    left = [(one.next_date - TODAY).days for one in found if one.next_date and one.is_formal]
    assert min(left) <= -14
    assert any(-14 < days < 0 for days in left)
    assert 0 in left
    assert any(0 < days <= 5 for days in left)
    assert max(left) > 5
    assert {one.step.state for one in found if one.step} == {StepState.RAISED, StepState.ANSWERED}


def test_every_open_concern_has_a_next_date_and_a_reference_of_its_own(every_demo: Filled) -> None:
    found = every_demo.ask(concerns.open_concerns)
    assert all(one.next_date is not None for one in found)
    assert len({one.ref for one in every_demo.ask(lambda work: list(all_concerns(work)))}) > len(found)


def test_every_history_holds(demo: Filled) -> None:
    def faults(work: Work) -> list[str | None]:
        return [first_fault(audit.events_of(work, subject)) for subject in audit.subjects(work)]

    found = demo.ask(faults)
    assert len(found) > 100
    assert set(found) == {None}


def test_nothing_happened_before_it_began_or_after_now(demo: Filled) -> None:
    for concern in demo.ask(lambda work: list(all_concerns(work))):
        moments = [entry.at for entry in concern.entries]
        assert moments == sorted(moments)
        assert concern.opened_on <= london_day(moments[0])
        assert moments[-1] < NOW
        assert concern.themes
        assert set(concern.themes) <= set(demo.policy.themes)
        assert all(
            entry.text for entry in concern.entries if entry.kind not in (EntryKind.STAGE, EntryKind.SENT)
        )


def test_references_follow_the_days_they_were_opened(demo: Filled) -> None:
    opened = [one.opened_on for one in demo.ask(lambda work: list(all_concerns(work)))]
    assert opened == sorted(opened)


def test_nobody_is_written_to_about_the_past(demo: Filled) -> None:
    states = demo.ask(lambda work: set(work.db.execute(sa.select(tables.delivery.c.state)).scalars()))
    chats = demo.ask(lambda work: work.db.execute(sa.select(tables.conversation)).all())
    assert states == {"nothing"}
    assert chats == []


def test_the_demos_own_iro_has_a_readable_desk(every_demo: Filled) -> None:
    me = demo_people(every_demo.policy)[0]["email"]
    mine = every_demo.ask(lambda work: visible_concerns(desk(work, every_demo, me)))
    assert sum(one.is_formal for one in mine) == 9
    assert sum(not one.is_formal for one in mine) == 4
    assert any(one.escalated_on and one.escalated_on <= TODAY - timedelta(days=24) for one in mine)
    assert any(one.awaits_response and one.next_date and one.next_date < TODAY for one in mine)
    assert any(one.step and not one.step.told_in_teams and not one.step.sent_on for one in mine)


def test_a_stage_waits_for_the_manager_where_the_manager_raises_it(demo: Filled) -> None:
    me = demo_people(demo.policy)[0]["email"]
    waiting = demo.ask(lambda work: [one for one in visible_concerns(desk(work, demo, me)) if one.asked])
    assert len(waiting) == 1


def test_each_of_the_playgrounds_people_finds_work(demo: Filled) -> None:
    me, manager, responder, second, _admin, senior = [one["email"] for one in demo_people(demo.policy)]
    assert demo.ask(lambda work: len(visible_concerns(desk(work, demo, responder)))) >= 3
    assert demo.ask(lambda work: len(visible_concerns(desk(work, demo, senior)))) >= 1
    assert demo.ask(lambda work: len(visible_concerns(desk(work, demo, second)))) >= 7
    status = demo.ask(lambda work: team_status(desk(work, demo, manager)))
    assert status.open > 30
    assert status.overdue > 5
    assert status.reviews_overdue
    not_filed = demo.ask(lambda work: ask_not_filed(desk(work, demo, me)))
    assert 4 <= len(not_filed.concerns) <= 8
    assert len(not_filed.reviews) == 2


def test_the_playgrounds_people_are_the_same_under_every_policy(demo: Filled, every_demo: Filled) -> None:
    ours, theirs = demo_people(demo.policy), demo_people(every_demo.policy)
    assert [one["aadObjectId"] for one in ours] == [one["aadObjectId"] for one in theirs]
    stored = {one.email: one for one in every_demo.ask(people.everyone)}
    for one in theirs:
        assert stored[one["email"]].aad_object_id == one["aadObjectId"]
        assert stored[one["email"]].name == one["name"]
    assert theirs[0]["name"] == IROS[0]


def test_reviews_are_overdue_due_and_to_come(every_demo: Filled) -> None:
    me = demo_people(every_demo.policy)[0]["email"]
    found = every_demo.ask(lambda work: reviews_due(desk(work, every_demo, me)))
    assert 1 <= found.overdue <= 8
    assert 1 <= len(found.rows) - found.overdue <= 15
    rows = every_demo.ask(lambda work: work.db.execute(sa.select(tables.review)).all())
    due = [row for row in rows if row.held_on is None]
    assert len(due) == 600
    assert sum(row.due_on > TODAY + timedelta(days=60) for row in due) > 150
    assert {row.rule for row in due} >= {"first_review", "second_review", "later_review"}
    assert {row.kind for row in rows} == {"cla", "short_break"}
    assert all(row.participation for row in rows if row.held_on)


@pytest.mark.parametrize("authority", ["durham"])
def test_the_same_moment_gives_the_same_rows(authority: str, sqlite_files: SqliteFiles) -> None:
    first, second = (fill(sqlite_files.fresh(), authority) for _ in range(2))
    later = fill(sqlite_files.fresh(), authority, NOW + timedelta(days=1))
    assert first.ask(digest_of_rows) == second.ask(digest_of_rows) != later.ask(digest_of_rows)


def test_both_databases_hold_the_same_rows(demo: Filled, sqlite_files: SqliteFiles) -> None:
    other = fill(sqlite_files.fresh(), "rotherham")
    assert demo.ask(digest_of_rows) == other.ask(digest_of_rows)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 12, 26, 0, 1, tzinfo=LONDON),
        datetime(2027, 1, 1, 23, 59, tzinfo=LONDON),
        datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=LONDON),
        datetime(2028, 2, 29, 8, 0, tzinfo=LONDON),
    ],
)
def test_it_can_be_filled_on_any_day(moment: datetime, sqlite_files: SqliteFiles) -> None:
    demo = fill(sqlite_files.fresh(), "lincolnshire", moment)
    found = demo.ask(concerns.open_concerns)
    assert {one.step.stage for one in found if one.step} == {stage.number for stage in stages_of(demo.policy)}


def test_all_rows_are_the_demos_own(demo: Filled) -> None:
    with_tenant = [table for table in metadata.sorted_tables if "tenant" in table.c]
    for table in with_tenant:
        tenants = demo.ask(
            lambda work, table=table: set(work.db.execute(sa.select(table.c.tenant)).scalars())
        )
        assert tenants <= {TENANT}
