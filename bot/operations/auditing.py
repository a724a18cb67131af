"""Proving that the history holds, and that nothing open has lost its clock or its reminder.

What a whole audit without a fault proves:

- **History.** Every event of every subject (a record, a child, the staff, the deliveries) is there from the
  first on, in unbroken order, and is what was written: who, when, what, and the digest of its words. It
  cannot show that a subject's *last* events were taken away, nor a whole subject.
- **Next date.** Every open concern has one, of the kinds that `domain.next_dates` calls valid.
- **Reminder.** For every formal concern whose date has passed, its IRO had a list planned at the authority's
  latest weekly moment since, which was delivered, waits, or is recorded as not having reached them. Not
  asked of who was on leave, of an authority that has not decided on a day and hour, nor of moments before
  it began here or less than an hour ago. An informal step is told of in these lists, but brings none about.

It is read in steps, each a short transaction of its own, so that it needs little memory and holds up nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.clock import london_day
from bot.domain.audit import AuditEvent, fault_after
from bot.domain.calendar import WorkingCalendar
from bot.domain.concerns import Concern
from bot.domain.next_dates import fault_of_date
from bot.domain.policy import Policy
from bot.domain.policy_file import policy_from_json
from bot.domain.reminding import last_weekly_moment
from bot.domain.watched import AuditFound
from bot.holidays_england import working_calendar
from storage import audit as history
from storage import concerns, policies, reminders, watched
from storage.database import Work

EVENTS_AT_ONCE = 200
CONCERNS_AT_ONCE = 100
GRACE = timedelta(hours=1)
"""For a list to be planned after its moment."""


@dataclass(frozen=True)
class Audited:
    """As far as it has come."""

    found: AuditFound = AuditFound()
    first: str | None = None
    """The first fault, in a sentence; for who runs the audit, not for the log."""
    event: AuditEvent | None = None
    history_read: bool = False
    concern_id: int = 0
    is_whole: bool = False
    policies: Mapping[str, Policy | None] = field(default_factory=dict)
    """Met so far: those that open concerns began under."""


@dataclass(frozen=True)
class Audit:
    """Of one authority as it stands at a moment."""

    policy: Policy
    calendar: WorkingCalendar
    now: datetime

    def step(self, work: Work, so_far: Audited) -> Audited:
        return self._clocks(work, so_far) if so_far.history_read else _history(work, so_far)

    def _clocks(self, work: Work, so_far: Audited) -> Audited:
        found = concerns.open_concerns_after(work, so_far.concern_id, CONCERNS_AT_ONCE)
        if not found:
            return replace(so_far, is_whole=True)
        moment, lists = self._moment(work), watched.last_list_of(work)
        excused = self._excused(work, moment) if moment else frozenset()
        for one in found:
            so_far = _with_policy(work, so_far, one)
            if fault := fault_of_date(one, so_far.policies[one.policy_version]):
                amiss = replace(so_far.found, without_next_date=so_far.found.without_next_date + 1)
                so_far = _noted(so_far, amiss, f"{one.ref} is open and {fault}")
            elif moment and one.iro_id not in excused and _is_forgotten(one, moment, lists):
                amiss = replace(so_far.found, without_reminder=so_far.found.without_reminder + 1)
                so_far = _noted(so_far, amiss, f"{one.ref} is overdue and its IRO has had no reminder")
        return replace(so_far, concern_id=found[-1].id)

    def _moment(self, work: Work) -> datetime | None:
        """The latest weekly moment whose lists must be planned by now."""
        began = watched.standing_of(work).began_at
        moment = last_weekly_moment(self.policy.weekly, self.now - GRACE, self.calendar)
        return moment if began is not None and moment is not None and moment > began else None

    def _excused(self, work: Work, moment: datetime) -> frozenset[int]:
        """Who was away on a day since then, or has a list at an hour of their own, perhaps later that day."""
        day, today = london_day(moment), london_day(self.now)
        away = (who for who, some in reminders.leaves(work, day).items() if some[0].from_on <= today)
        later = (who for who, one in reminders.choices(work).items() if one.hour and day == today)
        return frozenset((*away, *later))


def audit_at(policy: Policy, now: datetime) -> Audit:
    return Audit(policy, working_calendar(london_day(now), policy.closures, policy.extra_bank_holidays), now)


def _history(work: Work, so_far: Audited) -> Audited:
    events = history.events_after(work, so_far.event, EVENTS_AT_ONCE)
    last, found, first = so_far.event, so_far.found, so_far.first
    for event in events:
        if fault := fault_after(last, event):
            found, first = replace(found, broken_histories=found.broken_histories + 1), first or fault
        last = event
    return replace(so_far, event=last, found=found, first=first, history_read=not events)


def _with_policy(work: Work, so_far: Audited, concern: Concern) -> Audited:
    version = concern.policy_version
    if version in so_far.policies:
        return so_far
    document = policies.policy_document(work, version)
    kept = policy_from_json(document) if document is not None else None
    return replace(so_far, policies={**so_far.policies, version: kept})


def _noted(so_far: Audited, found: AuditFound, fault: str) -> Audited:
    return replace(so_far, found=found, first=so_far.first or fault)


def _is_forgotten(concern: Concern, moment: datetime, lists: Mapping[int, datetime]) -> bool:
    """Its date had passed when the lists of that moment were due, and its IRO has none since."""
    due, day = concern.next_date, london_day(moment)
    if not concern.is_formal or due is None or not (due < day and concern.opened_on < day):
        return False
    had = lists.get(concern.iro_id) if concern.iro_id is not None else None
    return had is None or london_day(had) < day
