"""Rows of a concern's tables as the facts they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.domain.concerns import (
    Action,
    Concern,
    ConcernKind,
    ConcernStatus,
    DateMove,
    Entry,
    EntryKind,
    Meeting,
    Step,
    StepState,
    WhyMoved,
)

FROM_A_FILE = "imported"
"""Who wrote an entry that no person of ours wrote."""


@dataclass(frozen=True)
class Parts:
    """What hangs on one concern besides its stages and narrative."""

    actions: tuple[Action, ...] = ()
    moves: tuple[DateMove, ...] = ()
    meetings: tuple[Meeting, ...] = ()


NO_PARTS = Parts()


def concern_of(row: Any, themes: tuple[str, ...], steps: tuple[Step, ...], parts: Parts) -> Concern:
    return Concern(
        id=row.id,
        child=row.reference,
        child_id=row.child_id,
        iro_id=row.iro_id,
        iro_name=row.iro_name or "",
        iro_manager_email=row.iro_manager_email or "",
        team=row.team,
        kind=ConcernKind(row.kind),
        status=ConcernStatus(row.status),
        themes=themes,
        raised_with=row.raised_with,
        opened_on=row.opened_on,
        due_on=row.due_on,
        policy_version=row.policy_version,
        escalated_on=row.escalated_on,
        total_began_on=row.total_began_on,
        total_due_on=row.total_due_on,
        outcome=row.outcome,
        impact=row.impact,
        resolved_on=row.resolved_on,
        resolved_stage=row.resolved_stage,
        resolved_by=row.resolved_by,
        promised_on=row.promised_on,
        legal_advice_on=row.legal_advice_on,
        child_status=row.child_status,
        outside_ref=row.outside_ref,
        raised_by_said=row.raised_by_said,
        filed_position=row.filed_position,
        version=row.version,
        steps=steps,
        actions=parts.actions,
        moves=parts.moves,
        meetings=parts.meetings,
        last_position=row.last_position,
    )


def step_of(row: Any) -> Step:
    return Step(
        id=row.id,
        stage=row.stage,
        name=row.name,
        state=StepState(row.state),
        to_role=row.to_role,
        to_name=row.to_name,
        to_email=row.to_email,
        to_person_id=row.to_person_id,
        raised_by_id=row.raised_by,
        raised_by_name=row.raised_by_name or "",
        raised_on=row.raised_on,
        due_on=row.due_on,
        days=row.days,
        days_are=row.days_are,
        reason=row.reason,
        answered_on=row.answered_on,
        sent_on=row.sent_on,
        told_in_teams=row.told_in_teams,
    )


def entry_of(row: Any) -> Entry:
    return Entry(
        position=row.position,
        at=row.at,
        by_id=row.by_id,
        by_name=row.by_name or FROM_A_FILE,
        kind=EntryKind(row.kind),
        text=row.text,
        happened_on=row.happened_on,
        due_on=row.due_on,
        stage=row.stage,
        undone=row.undone,
        kept=row.kept,
    )


def action_of(row: Any) -> Action:
    return Action(row.id, row.text, row.owner, row.owner_id, row.due_on, row.done_on)


def move_of(row: Any) -> DateMove:
    return DateMove(
        row.id,
        row.step_id,
        WhyMoved(row.why),
        row.reason,
        row.old_due_on,
        row.new_due_on,
        row.decided_on,
        row.by_name,
        row.held_until,
    )


def meeting_of(row: Any) -> Meeting:
    return Meeting(row.id, row.stage, row.held_on, row.chair, row.attended)
