"""What an IRO does for a child between reviews: visits, midway reviews, oversight, ratings, grades."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date


class ActivityKind(enum.StrEnum):
    VISIT = "visit"
    MIDWAY = "midway"
    OVERSIGHT = "oversight"
    """An oversight record on the child's file (Leicester 5.2: at least one in any quarter)."""
    RAG = "rag"
    GRADE = "grade"
    GOOD_PRACTICE = "good_practice"
    PRE_REVIEW = "pre_review"
    """The check two days before a review (Leicester 5.2)."""
    PLANNED_VISIT = "planned_visit"
    """A day was arranged: `happened_on` is the day it was arranged, `due_on` the day it is for."""
    PLANNED_MIDWAY = "planned_midway"


class Rag(enum.StrEnum):
    RED = "red"
    AMBER = "amber"
    GREEN = "green"


@dataclass(frozen=True)
class Activity:
    id: int
    child_id: int | None
    """None: good practice that is about no child in particular."""
    child: str
    iro_id: int | None
    kind: ActivityKind
    happened_on: date
    value: str = ""
    """The rating or the grade; blank: not recorded, or the kind has none."""
    note: str = ""
    """As typed."""
    by_name: str = ""
    due_on: date | None = None
    """By when it wants looking at again, where something was promised."""
    filed_on: date | None = None
    mode: str = ""
    """Of a visit: `in person`, `video`, `phone` ..."""
    seen_alone: bool | None = None
    """None: not said."""
    credited_to: str = ""
    """Of good practice: the person or the team who did well."""
    declined: str = ""
    """Why the escalation that the policy ties to it was not raised."""
    recorded_by: int | None = None
    """Who of ours entered it here; None: it came from a file."""
