"""Whether the reminders went out, as told to an administrator, a manager and an IRO."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import LONDON
from bot.domain.results_went_out import Missed, ReminderRun, RemindersTold
from bot.domain.watched import AuditFound

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=LONDON)
MONDAY = datetime(2026, 11, 16, 8, 30, tzinfo=LONDON)
WELL = ReminderRun("weekly", MONDAY, planned=9, delivered=9, perhaps=0, repeated=0)
MISSED = replace(
    WELL,
    planned=41,
    delivered=14,
    perhaps=1,
    repeated=2,
    waiting=Missed(("Owen Demo",), 1),
    unreachable=Missed(("Rosa Specimen", "Tariq Placeholder"), 24),
    refused=Missed(("Femi Sample",), 1),
)
TOLD = RemindersTold("all", (WELL,), MONDAY + timedelta(days=7), NOW - timedelta(minutes=1), True)


def told_to_admins() -> dict[str, RemindersTold]:
    daily = replace(WELL, kind="daily", at=NOW.replace(hour=8), planned=3, delivered=3)
    checked = replace(TOLD, audited_at=NOW - timedelta(hours=7), audit=AuditFound())
    amiss = AuditFound(without_next_date=1, broken_histories=2)
    return {
        "reminders_well": replace(checked, runs=(WELL, daily)),
        "reminders_missed": replace(checked, runs=(MISSED,), audit=amiss),
        "reminders_stopped": replace(TOLD, is_alive=False, ticked_at=MONDAY, runs=()),
        "reminders_undecided": replace(TOLD, is_alive=False, ticked_at=None, runs=(), next_at=None),
    }


def told_to_managers() -> dict[str, RemindersTold]:
    return {"reminders_of_team": replace(TOLD, whose="team", runs=(replace(MISSED, planned=17),))}


def told_to_iros() -> dict[str, RemindersTold]:
    one = replace(WELL, planned=1, delivered=1, repeated=1)
    waits = replace(one, kind="daily", delivered=0, repeated=0, waiting=Missed(("Ines Example",), 1))
    return {"reminders_of_mine": replace(TOLD, whose="mine", runs=(one, waits))}
