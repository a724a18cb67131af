"""What came of what a person said of their own reminders: snoozed, away, at another hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.domain.leave import Choice, Leave


@dataclass(frozen=True)
class Snoozed:
    """Out of daily messages until that day. No date of a record has moved."""

    what: str
    """As `Matter.name`, or one of the names that cover several."""
    about: str
    """The record or child, as the person may read it; blank for the whole list or what has no name."""
    until_on: date
    working: bool = False
    """They said that they are still working on it."""
    next_list: date | None = None
    """When the weekly list shows it again; None: there is none."""


@dataclass(frozen=True)
class Woken:
    """A snooze was ended: the next message tells of it, where it is still due."""

    about: str


@dataclass(frozen=True)
class WhichMatter:
    """`still working on it`: nothing says on what."""


@dataclass(frozen=True)
class OnLeave:
    name: str
    """Whose leave; blank: of the person themselves."""
    leave: Leave
    back_on: date
    """The first day on which something may be sent again."""


@dataclass(frozen=True)
class LeaveWanted:
    """From which day to which? No days were named, or they end before they begin, or lie behind."""

    whom: str = ""


@dataclass(frozen=True)
class WhoIsAway:
    """Whose leave it is was not said, or no one of the team has that name."""

    team: tuple[str, ...]


@dataclass(frozen=True)
class BackFromLeave:
    name: str
    """Blank: the person themselves."""
    was_away: bool


@dataclass(frozen=True)
class RemindersChosen:
    choice: Choice
    usual_hour: str
    """The authority's own, where the person chose none."""


@dataclass(frozen=True)
class NotAChoice:
    """The policy leaves that to the authority."""

    may: tuple[str, ...]
    """What people may choose here: `hour`, `weekly_only`."""


OfReminders = (
    Snoozed
    | Woken
    | WhichMatter
    | OnLeave
    | LeaveWanted
    | WhoIsAway
    | BackFromLeave
    | RemindersChosen
    | NotAChoice
)
