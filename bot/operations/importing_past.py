"""One row of an escalation history: whether it can be, and what it says of its concern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.domain import clocks
from bot.domain.calendar import WorkingCalendar
from bot.domain.concerns import INFORMAL, ConcernKind, ConcernStatus, StepState
from bot.domain.imports import Row
from bot.domain.ladder import find_stage, stages_of
from bot.domain.policy import Policy, Stage
from bot.operations.importing_history import lies_ahead
from bot.operations.importing_rows import Sieve, Staff, as_typed

NOT_PROMISED = "an open challenge without a promised day: the day of this import stands as its date"
NOT_RESOLVED = "resolved_stage is written but resolved_on is not: it stays open"
HOLIDAYS_UNKNOWN = (
    "is open, from before the bank holidays known here: its days are counted without them; "
    "give resolved_on if it is over"
)
LONGEST_AGO = date(1990, 1, 1)
"""The earliest day that a file is read with."""


@dataclass(frozen=True)
class Past:
    """What a row says, in the columns of the record; dates are promised for what is open only."""

    columns: dict[str, Any]
    themes: list[dict[str, Any]]
    steps: list[dict[str, Any]]
    narrative: str

    def is_same(
        self, known: Any, themes: Sequence[Any], steps: Sequence[Any], entries: Sequence[Any]
    ) -> bool:
        """As the record. What was promised at an earlier import stays promised."""
        said = {name: value for name, value in self.columns.items() if name not in _NOT_SAID}
        return (
            all(getattr(known, name) == value for name, value in said.items())
            and [row.theme for row in themes] == [one["theme"] for one in self.themes]
            and [(row.stage, row.raised_on) for row in steps]
            == [(one["stage"], one["raised_on"]) for one in self.steps]
            and self.narrative in [row.text for row in entries if not row.undone]
        )


_NOT_SAID = ("due_on", "total_due_on", "opened_by")
"""Worked out, not read: who is on the staff changes, and a promised date stays."""


def reaching_back(calendar: WorkingCalendar) -> WorkingCalendar:
    """It knows no bank holidays of the years before its own: a limit there ends too early, never too late."""
    return replace(calendar, known_from=min(LONGEST_AGO, calendar.known_from))


def without_the_unusable(sieve: Sieve, row: Row, policy: Policy, today: date) -> Row:
    """What else cannot be is left blank and noted; a resolution told too early is kept as it is written."""
    blank: dict[str, Any] = {}
    if why := _stage_faults(row, policy, today):
        sieve.note(row, f"{why}; stages left blank")
        blank["stages"] = ()
    if why := lies_ahead(row, "resolved_on", today):
        sieve.note(row, f"{why}; left blank, so it stays open")
        blank["resolved_on"] = ""
    found = replace(row, values={**row.values, **blank}) if blank else row
    if why := _resolved_too_early(found):
        sieve.note(row, f"{why}; kept as it is written")
    return found


def _stage_faults(row: Row, policy: Policy, today: date) -> str:
    said = row.values.get("stages") or ()
    if said and row.values["kind"] == ConcernKind.CHALLENGE:
        return "stages are written, but kind is challenge; a challenge that became formal is an escalation"
    if any(not isinstance(find_stage(policy, 0, number), Stage) for number, _ in said):
        known = ", ".join(str(stage.number) for stage in stages_of(policy))
        return f"stages has one that is not on the ladder of {policy.title} ({known})"
    if any(on < row.values["raised_on"] for _, on in said):
        return "stages has a date before raised_on"
    if any(on > today for _, on in said):
        return "stages has a date that lies ahead"
    return _backwards(raised(row, policy))


def _backwards(stages: Sequence[tuple[Stage, date]]) -> str:
    """Cafcass may be referred to at any point; every other stage comes once, and after those below it."""
    numbers = [stage.number for stage, _ in stages if not stage.is_cafcass]
    if any(later <= earlier for earlier, later in zip(numbers, numbers[1:], strict=False)):
        return "stages run backwards, or one of them comes twice"
    return ""


def _resolved_too_early(row: Row) -> str:
    resolved_on = row.values.get("resolved_on")
    if resolved_on and resolved_on < max([row.values["raised_on"], *_days(row)]):
        return "resolved_on lies before raised_on or a stage"
    return ""


def _days(row: Row) -> list[date]:
    return [on for _, on in row.values.get("stages") or ()]


def raised(row: Row, policy: Policy) -> list[tuple[Stage, date]]:
    """Its stages by their day and, on one day, by their number."""
    said = row.values.get("stages") or ()
    found = {(stage.number, on): stage for number, on in said if (stage := _stage(policy, number))}
    return [(stage, on) for (_, on), stage in sorted(found.items(), key=lambda one: (one[0][1], one[0][0]))]


def _stage(policy: Policy, number: int | str) -> Stage | None:
    found = find_stage(policy, 0, number)
    return found if isinstance(found, Stage) else None


def past_of(
    sieve: Sieve,
    row: Row,
    policy: Policy,
    staff: Staff,
    team: str,
    today: date,
    calendar: WorkingCalendar,
    holidays_from: date,
) -> Past:
    """`calendar` reaches back further than the bank holidays it knows, which begin with `holidays_from`."""
    values, stages = row.values, raised(row, policy)
    is_open, by = not values.get("resolved_on"), values.get("raised_by") or ""
    formal = values["kind"] == ConcernKind.ESCALATION
    began = (stages[0][1] if stages else values["raised_on"]) if formal else None
    columns = {
        "team": team,
        "kind": values["kind"],
        "status": (ConcernStatus.OPEN if is_open else ConcernStatus.RESOLVED).value,
        "opened_on": values["raised_on"],
        "opened_by": staff[by].id if by in staff else None,
        "raised_by_said": by,
        "child_status": values.get("status") or "",
        "escalated_on": began,
        "outcome": values.get("outcome") or "",
        "resolved_on": values.get("resolved_on") or None,
        "resolved_stage": _resolved_stage(sieve, row, policy),
        "due_on": today if is_open and not formal else None,
        "total_due_on": clocks.total_due(began, calendar) if is_open and began else None,
    }
    if is_open and not formal:
        sieve.note(row, NOT_PROMISED)
    if is_open and began and began < holidays_from:
        sieve.note(row, HOLIDAYS_UNKNOWN)
    steps = [_step(stage, on, calendar if is_open else None) for stage, on in stages]
    return Past(columns, _themes(sieve, row, policy), steps, values.get("narrative") or "")


def _resolved_stage(sieve: Sieve, row: Row, policy: Policy) -> int | None:
    said = row.values.get("resolved_stage", "")
    if said == "":
        return None
    if not row.values.get("resolved_on"):
        sieve.note(row, NOT_RESOLVED)
        return None
    stage = _stage(policy, said) if said != INFORMAL else None
    if stage is None and said != INFORMAL:
        sieve.note(row, "resolved_stage is not on the policy's ladder; left blank")
        return None
    return stage.number if stage else INFORMAL


def _themes(sieve: Sieve, row: Row, policy: Policy) -> list[dict[str, Any]]:
    """In the policy's spelling; what its own table calls no theme is none."""
    known = {as_typed(theme): theme for theme in policy.themes}
    none = as_typed(policy.no_theme_label or "")
    said = [one for one in row.values.get("themes") or () if as_typed(one) != none]
    if known and any(as_typed(one) not in known for one in said):
        sieve.note(row, "themes has one that the policy does not have; kept as it is written")
    kept = dict.fromkeys(known.get(as_typed(one), one) for one in said)
    return [{"position": position, "theme": theme} for position, theme in enumerate(kept)]


def _step(stage: Stage, on: date, calendar: WorkingCalendar | None) -> dict[str, Any]:
    """To whom it was addressed the file does not say; what was promised, only the clock of an open one."""
    return {
        "stage": stage.number,
        "name": stage.name,
        "state": StepState.RAISED.value,
        "to_role": stage.to_role,
        "raised_on": on,
        "due_on": clocks.stage_due(on, stage, calendar) if calendar else None,
        "days": stage.days,
        "days_are": stage.days_are,
    }
