"""Children on a caseload and their reviews: due, planned, held."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date


class Participation(enum.StrEnum):
    """SSDA903 REVIEW_CODE: how the child took part in the review."""

    PN0 = "PN0"
    PN1 = "PN1"
    PN2 = "PN2"
    PN3 = "PN3"
    PN4 = "PN4"
    PN5 = "PN5"
    PN6 = "PN6"
    PN7 = "PN7"


PARTICIPATION_MEANING: dict[Participation, str] = {
    Participation.PN0: "Under 4 at the time of the review",
    Participation.PN1: "Attended and spoke for themselves",
    Participation.PN2: "Attended, an advocate spoke",
    Participation.PN3: "Attended and gave views without words",
    Participation.PN4: "Attended, gave no view",
    Participation.PN5: "Did not attend, an advocate gave their views",
    Participation.PN6: "Did not attend, sent their views",
    Participation.PN7: "Did not attend, gave no view",
}


@dataclass(frozen=True)
class Child:
    """A child on a caseload, by reference only: the assistant holds no names."""

    id: int
    reference: str
    iro_id: int | None
    iro_name: str
    iro_manager_email: str
    team: str
    status: str = ""
    """`CLA`, `CP` or blank."""
    linked: str = ""
    """Of a sibling group: the same mark."""
    looked_after_on: date | None = None
    """The first day of this period of care."""
    left_care_on: date | None = None
    born_on: date | None = None
    """Only for the 903 Reviews file and its checks; shown to nobody."""


@dataclass(frozen=True)
class Review:
    id: int
    child_id: int
    child: str
    iro_id: int | None
    kind: str
    due_on: date
    rule: str | None
    """The `timetable.Rule` that gave the date; None for an imported date."""
    counted_from: date | None
    planned_on: date | None = None
    held_on: date | None = None
    participation: Participation | None = None
    late_reason: str = ""
    rearranged: int = 0
    """How many times it was arranged anew."""
    rearranged_reason: str = ""
    adjourned_on: date | None = None
    adjourned_reason: str = ""
    decisions_sent_on: date | None = None
    decisions_received_on: date | None = None
    """By the manager, whose five days begin then."""
    answered_on: date | None = None
    """The manager agreed to the decisions, or raised queries."""
    written_on: date | None = None
    """The full record."""
    distributed_on: date | None = None
    filed_on: date | None = None
    version: int = 1
