"""What a run showed, and whether that is what was promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from benchmarks.chaos.simulator import Call
from benchmarks.chaos.timeline import HEADING, Second, Timeline, average, by_instances, line

MOST_A_SECOND = 50
"""What the simulator allows."""
BACKLOG = 50
"""Messages that are due and in nobody's hands: a full second's work. With less the rate says how much
there was to do, not how fast it is done."""
RESUMED_WITHIN = 60.0
ENDED = ("delivered", "nothing", "unreachable", "refused", "perhaps", "given up")


@dataclass(frozen=True)
class Row:
    """A delivery as the database has it in the end."""

    conversation: str
    state: str
    attempts: int
    perhaps_repeats: int
    taken_over: int


@dataclass(frozen=True)
class Findings:
    planned: int
    rows: Sequence[Row]
    calls: Sequence[Call]
    """Of the reminders alone."""
    replies: Sequence[float]
    """When anything else was sent, to those who wrote: it takes of the same limit."""
    longest_in_hand: float
    """Seconds for which one claim stood, its holder dead or alive."""
    kills: int
    restarts: int
    challenges: Counter[str]
    """How many records each who wrote has."""
    writing: int
    told_of_a_fault: int
    """Of those who wrote, how many were told that nothing was changed: they would write again."""
    least_rate: float
    """Deliveries a second that are promised; 0: none are."""
    slots: Sequence[float]
    """Of the shared pace, granted to whomever."""
    timeline: Timeline

    @property
    def arrived(self) -> Counter[str]:
        return Counter(call.conversation for call in self.calls if call.arrived)

    @property
    def lost(self) -> list[Row]:
        """Not ended; or said to be delivered, and did not arrive."""
        arrived = self.arrived
        return [
            row
            for row in self.rows
            if row.state not in ENDED or (row.state == "delivered" and not arrived[row.conversation])
        ]

    @property
    def not_told(self) -> int:
        """Arrived at nobody, and ended as what a manager is told of."""
        return sum(row.state != "delivered" and not self.arrived[row.conversation] for row in self.rows)

    @property
    def repeated(self) -> list[Row]:
        """More often than the database counts as perhaps."""
        arrived = self.arrived
        return [
            row for row in self.rows if arrived[row.conversation] - 1 > row.perhaps_repeats + row.taken_over
        ]

    @cached_property
    def seconds(self) -> list[Second]:
        """From the first call to the last."""
        if not self.calls:
            return []
        calls = [(call.at, call.status in (201, 403)) for call in self.calls]
        return list(self.timeline.seconds(calls, self.replies, self.slots, calls[0][0], calls[-1][0]))

    @property
    def sustained(self) -> Second | None:
        """The mean second of those with enough to do, whoever was alive, and the database up or not."""
        busy = [one for one in self.seconds if one.due >= BACKLOG]
        return average(busy) if busy else None

    @property
    def rate(self) -> float:
        """Deliveries a second that ended at the far end, as arrived or as blocked, with enough to do."""
        return self.sustained.delivered if self.sustained else 0.0

    @property
    def until_tried(self) -> float:
        """Seconds until everybody was tried once: of who was in the hands of the dead, after their lease."""
        first: dict[str, float] = {}
        for call in self.calls:
            first.setdefault(call.conversation, call.at)
        return max(first.values()) - min(first.values()) if len(first) > 1 else 0.0

    @property
    def longest_silence(self) -> float:
        """Seconds without a call while there was something that had not been tried."""
        until = self.calls[0].at + self.until_tried
        times = [call.at for call in self.calls if call.at <= until]
        return max((later - earlier for earlier, later in zip(times, times[1:], strict=False)), default=0.0)

    def broken(self) -> Iterator[str]:
        """Each promise that was not kept."""
        if len(self.rows) != self.planned:
            yield f"{len(self.rows)} planned, not {self.planned}"
        if self.lost:
            yield f"{len(self.lost)} lost: {self.lost[:3]}"
        if self.repeated:
            yield f"{len(self.repeated)} repeated without being counted: {self.repeated[:3]}"
        if self.rate < self.least_rate:
            yield f"{self.rate:.1f} deliveries a second, not {self.least_rate:.1f}"
        for name, seconds in (("a claim stood", self.longest_in_hand), ("silence", self.longest_silence)):
            if seconds > RESUMED_WITHIN:
                yield f"{name} for {seconds:.0f} s"
        twice = [name for name, count in self.challenges.items() if count != 1]
        missing = self.writing - len(self.challenges) - self.told_of_a_fault
        if missing > 0 or twice:
            yield f"{missing} challenges are not recorded, {len(twice)} are twice"

    def lines(self) -> Iterator[str]:
        statuses = Counter(call.status for call in self.calls)
        states = Counter(row.state for row in self.rows)
        perhaps = sum(row.perhaps_repeats for row in self.rows)
        taken = sum(row.taken_over for row in self.rows)
        copies = sum(count - 1 for count in self.arrived.values() if count > 1)
        yield f"{self.planned} planned, ended as {dict(states)}"
        yield f"arrived nowhere, and a manager is told: {self.not_told}"
        yield f"{len(self.calls)} calls: {dict(statuses.most_common())}"
        yield from self._pace()
        yield f"lost {len(self.lost)}, second copies {copies}, of them not counted {len(self.repeated)}"
        yield f"counted as perhaps repeated: {perhaps} by the answer, {taken} taken over"
        yield f"{self.kills} kills, {self.restarts} restarts of the database"
        yield f"longest claim {self.longest_in_hand:.0f} s, longest silence {self.longest_silence:.1f} s"
        yield f"challenges recorded: {sum(self.challenges.values())}, by {self.writing} who wrote"
        yield f"told that nothing was changed, and did not write again: {self.told_of_a_fault}"

    def _pace(self) -> Iterator[str]:
        busy, whole = sum(one.due >= BACKLOG for one in self.seconds), len(self.seconds)
        promised = f"promised {self.least_rate:.1f}"
        yield f"{self.rate:.1f} deliveries a second ({promised}) with enough due, {busy} s"
        tried = sum(call.at <= self.calls[0].at + self.until_tried for call in self._ends)
        yield f"{tried / max(self.until_tried, 1):.1f} until all were tried, {self.until_tried:.0f} s"
        yield f"{len(self._ends) / max(whole, 1):.1f} from the first call to the last, {whole} s"
        yield HEADING
        yield from by_instances(self.seconds, BACKLOG)

    @property
    def _ends(self) -> list[Call]:
        return [call for call in self.calls if call.status in (201, 403)]

    def each_second(self) -> Iterator[str]:
        yield HEADING
        yield from (line(str(number), one) for number, one in enumerate(self.seconds))
