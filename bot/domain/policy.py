"""One authority's process as data: its ladder, themes, words, clocks and reminders.

A policy is read from a checked TOML file (`policy_file.py`). A value the authority's report does not
state is `None` (or empty) until the authority, or the demo's overlay, fills it; `sources` says for
every value which report it was read in, or `local`.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

TOTAL_WORKING_DAYS = 20
"""The formal process in total: IRO Handbook (2010) 6.2."""


class Raiser(enum.StrEnum):
    """Who may raise a stage."""

    IRO = "iro"
    IRO_MANAGER = "iro_manager"


@dataclass(frozen=True)
class Stage:
    """One rung of an authority's ladder. Numbers of two authorities are never mapped to each other."""

    number: int
    name: str
    raised_by: Raiser
    raised_by_title: str
    to_role: str | None = None
    days: int | None = None
    days_are: str | None = None
    """`working` or `calendar`; None where the report only says "days" and nobody has decided."""
    is_cafcass: bool = False
    meeting: str | None = None


@dataclass(frozen=True)
class Words:
    """The authority's own words, as an IRO there would say them in the middle of a sentence."""

    child: str
    review: str
    challenge: str
    challenges: str
    escalation: str
    escalations: str
    stage: str
    """`stage` or `level`."""
    case_system: str
    iro_manager: str


class TotalStarts(enum.StrEnum):
    """From when the 20 working days of the formal process count, for what began informally."""

    CHALLENGE = "challenge"
    ESCALATION = "escalation"


class TriggerEvent(enum.StrEnum):
    """What may set an escalation going by itself."""

    GRADE_INADEQUATE = "grade_inadequate"
    PLACEMENT_UNREGISTERED = "placement_unregistered"
    RAG_RED = "rag_red"


@dataclass(frozen=True)
class Trigger:
    """What an event does here: the stages it goes to (empty: an escalation is only offered)."""

    event: TriggerEvent
    stages: tuple[int, ...]
    says: str
    may_decline: bool | None = None
    """Local: the IRO may leave the escalation out, with a reason that is kept."""
    words: tuple[str, ...] = ()
    """Any of which, written of a matter, tell of the event."""


@dataclass(frozen=True)
class WeeklyReminder:
    """When the weekly list of open escalations leaves, in Europe/London; None where nobody has decided."""

    weekday: int | None
    """Monday is 0."""
    at: time | None
    also: tuple[str, ...] = ()
    """What an IRO's list tells of besides open escalations, from `ALSO_WEEKLY`."""
    also_to: tuple[str, ...] = ()
    """Roles that have a weekly message of their own besides IROs: `iro_manager`, `responder`."""


ALSO_WEEKLY = ("challenges", "actions", "reviews", "papers", "between_reviews", "filing")


REVIEW_PAPERS = ("decisions_sent", "answered", "written", "distributed")
"""IRO Handbook (2010) chapter 3: within 5, 5, 15 and 20 working days."""


@dataclass(frozen=True)
class Reminders:
    """What people are told of on other days; None: nobody has decided, so it is not sent.

    A number is how many working days before a matter's day it is first told of; 0: on the day itself.
    Times are London's.
    """

    daily_at: time | None = None
    responses: int | None = None
    """To the IRO: an answer is due, or what an answer promised."""
    answers: int | None = None
    """To the manager whose answer it is."""
    challenges: int | None = None
    actions: int | None = None
    """To whoever is to do it."""
    reviews: int | None = None
    adjourned: int | None = None
    """Of reviews adjourned, before the last day for completing them."""
    papers: int | None = None
    checks: int | None = None
    ratings: int | None = None
    midways: int | None = None
    visits: int | None = None
    grades: int | None = None
    """Quality checklists still to be graded before a review."""
    oversight: int | None = None
    """Before the quarter's end: children whose records show none in it."""
    late_answers_to: str | None = None
    """Who is told of an overdue answer besides the IRO: `iro_manager`, or the `next_role` of the ladder.

    Nothing is escalated by it.
    """
    quiet_from: time | None = None
    quiet_until: time | None = None
    """Between the two nothing leaves unasked."""
    quiet_when_shut: bool | None = None
    """Nor does it on weekends, bank holidays and closures. Lists never do."""
    own_choice: tuple[str, ...] = ()
    """What a person may choose for themselves: `hour`, `weekly_only`."""


@dataclass(frozen=True)
class BetweenReviews:
    """What is wanted between two reviews; None: nobody has decided, so it is not asked for."""

    red_within_weeks: int | None = None
    amber_from_weeks: int | None = None
    amber_within_weeks: int | None = None
    midway_for: str | None = None
    """`all` children, or only those rated `green`."""
    visit_before_review: bool | None = None
    grade_before_review: bool | None = None
    """A quality checklist is graded before every review."""
    oversight_each_quarter: bool | None = None
    counts_as_oversight: tuple[str, ...] = ()
    """Kinds of activity besides an oversight record itself."""
    check_days_before_review: int | None = None
    check_days_are: str | None = None
    """`working` or `calendar`; working days where nobody has decided."""


@dataclass(frozen=True)
class Policy:
    """One authority's process, frozen; `version` changes whenever any value does."""

    authority: str
    title: str
    version: str
    ladder: tuple[Stage, ...]
    words: Words
    themes: tuple[str, ...]
    several_themes: bool
    weekly: WeeklyReminder
    teams: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    between: BetweenReviews = field(default_factory=BetweenReviews)
    reminders: Reminders = field(default_factory=Reminders)
    reference_patterns: tuple[str, ...] = ()
    """Regular expressions, matched whole against the canonical form; empty: the common forms."""
    reference_prefixes: tuple[str, ...] = ()
    """What people write before a reference and the record does not keep: `LCS`, `LL`."""
    iro_may_raise_any_stage: bool = False
    """Local: lets the IRO raise a stage that the report gives to the IRO's managers."""
    total_starts: TotalStarts | None = None
    """Local; None where nobody has decided: they then count from the escalation, and that is said."""
    no_theme_label: str | None = None
    """What the authority's own table calls a concern without a theme; never a theme to choose."""
    duty_message: str | None = None
    """Local: what to do when a child is at risk now; None: a general sentence is shown."""
    closures: tuple[date, ...] = ()
    """Days the offices are shut. They are working days in law; no reminder leaves on them."""
    extra_bank_holidays: tuple[date, ...] = ()
    """Bank holidays proclaimed after the holiday list was published."""
    reviews_a_week: int | None = None
    """Local: more in one week of one IRO are shown as over capacity; None: nobody has decided."""
    review_of_series: str | None = None
    """Local: of meetings that make up one review, the `first` or the `last` is its day; None: it is asked."""
    review_papers: tuple[str, ...] | None = None
    """Local: what is asked for after a review, from `REVIEW_PAPERS`; None: all of it, as in the Handbook."""
    private_fostering_yearly: bool | None = None
    """A review of a private fostering each year, which no regulation asks for; None: there is none."""
    suppress_below: int | None = None
    """Local: figures from 1 to below this are kept back in the report; None: only when it is asked for."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Path of a value in its file -> where it was read, or `local`, or `invented for the demo`.

    `words.child`, `ladder.2.days`, `weekly_reminder.at`, `themes.list.<theme>`; the whole list of
    paths is what `docs/policies.md` explains.
    """

    def trigger(self, event: TriggerEvent) -> Trigger | None:
        return next((one for one in self.triggers if one.event is event), None)

    def stage(self, number: int) -> Stage | None:
        return next((stage for stage in self.ladder if stage.number == number), None)

    def first_stage(self) -> Stage:
        return self.ladder[0]

    def cafcass_stage(self) -> Stage | None:
        return next((stage for stage in self.ladder if stage.is_cafcass), None)
