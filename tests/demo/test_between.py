"""The demo's caseloads look like those of IROs who do their work: a few things are overdue, most are not."""

from __future__ import annotations

import pytest

from bot.demo.staff import demo_people
from bot.domain.results_between import Wanted
from bot.operations import between_lists
from storage.database import Work
from tests.demo.filling import Filled
from tests.demo.test_fill import TODAY, desk

CHILDREN = 66
"""Of the demo's own IRO."""


def overdue(work: Work, demo: Filled, wanted: Wanted) -> int:
    mine = desk(work, demo, demo_people(demo.policy)[0]["email"])
    standing = between_lists.standings(mine)
    rows = between_lists.due_rows(mine, wanted, standing, TODAY)
    return sum(row.due_on is not None and row.due_on < TODAY for row in rows)


@pytest.mark.parametrize("wanted", [Wanted.MIDWAY, Wanted.RATING, Wanted.VISIT])
def test_little_is_overdue(every_demo: Filled, wanted: Wanted) -> None:
    late = every_demo.ask(lambda work: overdue(work, every_demo, wanted))
    assert late <= CHILDREN // 8


def test_midways_are_overdue_somewhere(every_demo: Filled) -> None:
    def found(work: Work) -> int:
        manager = desk(work, every_demo, demo_people(every_demo.policy)[1]["email"])
        return len(between_lists.due_rows(manager, Wanted.MIDWAY, between_lists.standings(manager), TODAY))

    assert 3 <= every_demo.ask(found) <= 60


def test_most_children_were_looked_at_this_quarter(every_demo: Filled) -> None:
    def unseen(work: Work) -> int:
        mine = desk(work, every_demo, demo_people(every_demo.policy)[0]["email"])
        quarter = between_lists.between.quarter_of(TODAY)
        return len(list(between_lists.unseen(mine, between_lists.standings(mine), quarter)))

    assert 1 <= every_demo.ask(unseen) <= CHILDREN // 5
