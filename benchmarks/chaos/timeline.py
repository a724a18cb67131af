"""What a run's seconds were like: who was there to send, what was asked for and what became of it.

All times are by the loop's clock, which the processes of one machine share.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

Steps = list[tuple[float, float]]
"""From each moment on a value, until the next."""


def mean(steps: Steps, began: float, ended: float) -> float:
    """Over that stretch; before the first step it is 0."""
    edges = [*steps, (ended, 0.0)]
    held = (
        (min(later, ended) - max(at, began)) * value
        for (at, value), (later, _) in pairwise(edges)
        if at < ended and later > began
    )
    return sum(held) / (ended - began)


@dataclass(frozen=True)
class Second:
    """Of one second, or of many added up and divided by their number."""

    ready: float
    """Instances."""
    database: float
    """The share of the time in which it was up."""
    due: float
    """Messages that were due, and in nobody's hands."""
    claimed: float
    slots: float
    """Of the shared pace, granted for this second."""
    replies: float
    """To those who write: Teams counts them with the rest."""
    calls: float
    delivered: float
    """Calls that were answered as arrived, or as blocked."""
    processor: dict[str, float] = field(default_factory=dict)
    """Seconds of a processor, by whose."""


@dataclass
class Timeline:
    ready: Steps = field(default_factory=list)
    database: Steps = field(default_factory=list)
    due: Steps = field(default_factory=list)
    claimed: Steps = field(default_factory=list)
    processor: dict[str, Steps] = field(default_factory=lambda: defaultdict(list))
    """By whose: seconds of a processor a second."""

    def started(self, at: float, change: int) -> None:
        """So many instances more are ready, or fewer."""
        self.ready.append((at, (self.ready[-1][1] if self.ready else 0) + change))

    def seconds(
        self,
        calls: Sequence[tuple[float, bool]],
        replies: Sequence[float],
        slots: Sequence[float],
        began: float,
        ended: float,
    ) -> Iterator[Second]:
        """`calls`: when, and whether it was the last that this delivery needed."""
        made, done = (
            Counter(int(at - began) for at, ends in calls if ends or not only) for only in (False, True)
        )
        granted, replied = (
            Counter(int(at - began) for at in some if at >= began) for some in (slots, replies)
        )
        for number in range(int(ended - began)):
            stretch = began + number, began + number + 1
            seen = (mean(steps, *stretch) for steps in (self.ready, self.database, self.due, self.claimed))
            processor = {whose: mean(steps, *stretch) for whose, steps in self.processor.items()}
            yield Second(*seen, granted[number], replied[number], made[number], done[number], processor)


HEADING = "second  ready  database   due  claimed  slots replies  calls  delivered  processor"


def line(name: str, one: Second) -> str:
    busy = ", ".join(f"{whose} {share:.2f}" for whose, share in one.processor.items())
    return (
        f"{name:>6} {one.ready:6.1f} {one.database:9.1f} {one.due:5.0f} {one.claimed:8.1f}"
        f" {one.slots:6.1f} {one.replies:7.1f} {one.calls:6.1f} {one.delivered:10.1f}  {busy}"
    )


def by_instances(seconds: Sequence[Second], backlog: float) -> Iterator[str]:
    """A line for each number of instances that were ready, of the seconds with at least that much due."""
    alike: dict[str, list[Second]] = defaultdict(list)
    for one in seconds:
        if one.due >= backlog:
            alike["down" if one.database < 1 else f"{one.ready:.0f}"].append(one)
    for kind, some in sorted(alike.items()):
        yield line(f"{len(some)} x {kind}", average(some))


def average(some: Sequence[Second]) -> Second:
    def of(name: str) -> float:
        return sum(getattr(one, name) for one in some) / len(some)

    names = ("ready", "database", "due", "claimed", "slots", "replies", "calls", "delivered")
    whose = {name for one in some for name in one.processor}
    busy = {name: sum(one.processor.get(name, 0.0) for one in some) / len(some) for name in sorted(whose)}
    return Second(*map(of, names), busy)


def slots_in(diary: Path) -> list[float]:
    """What an instance noted; the last line may have been cut off when it was killed."""
    text = diary.read_text() if diary.exists() else ""
    return [float(slot) for slot in text[: text.rfind("\n") + 1].split()]
