"""What happened to each concern of the demo, as moves some working days ago. No database here."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from bot.domain.ladder import stages_of
from bot.domain.policy import Policy


class Act(enum.StrEnum):
    LOG = "log"
    RAISE = "raise"
    ESCALATE = "escalate"
    STEP = "step"
    ASK = "ask"
    """As STEP, but whoever raises that stage has not done so yet."""
    BYPASS = "bypass"
    CAFCASS = "cafcass"
    SENT = "sent"
    ANSWER = "answer"
    NOTE = "note"
    COMMENT = "comment"
    FILE = "file"
    RESOLVE = "resolve"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Move:
    ago: int
    """Working days before today; at least 1, so that it lies before every moment of today."""
    act: Act
    due_in: int = 0
    """Of LOG: working days from today to the day promised; negative when it is past."""


@dataclass(frozen=True)
class Story:
    iro: int
    moves: tuple[Move, ...]
    team: int | None = None
    """Which team's child it is about; None: any."""


@dataclass(frozen=True)
class Formal:
    """A formal escalation that stands at a rung (from 0), and how many days its answer has left."""

    at: int
    due_in: int
    answered: bool = False
    out_of_challenge: bool = False
    filed: bool = True
    sent: bool = True
    """Whether the text for a manager who does not use the assistant has been sent."""
    commented: bool = False
    team: int | None = None
    ends: Act = Act.STEP
    """How the last stage was reached: STEP, ASK, BYPASS or CAFCASS."""
    began: int = 0
    """At least so many working days ago: the day of the 20 that it stands at."""


MINE = (
    Formal(0, 4, filed=False, sent=False, team=2),
    Formal(0, 2, team=0),
    Formal(0, 0, team=0),
    Formal(0, -4, commented=True, team=0),
    Formal(0, 3, answered=True, out_of_challenge=True, filed=False),
    Formal(1, 3, out_of_challenge=True, team=0),
    Formal(1, 4, filed=False, team=1, ends=Act.ASK),
    Formal(2, 1, answered=True, commented=True),
    Formal(3, 2, out_of_challenge=True, filed=False, began=18),
)
"""The open escalations of the demo's own IRO: every age and state, and few enough to read."""
MY_CHALLENGES = (6, 1, -3, -11)
"""By when what was agreed was promised, in working days from today."""
OTHERS = (
    Formal(0, 4, filed=False),
    Formal(0, 1),
    Formal(0, 0, filed=False),
    Formal(0, -2),
    Formal(0, -12, commented=True),
    Formal(0, 2, answered=True),
    Formal(1, 3, out_of_challenge=True),
    Formal(1, 0),
    Formal(1, -3, commented=True, filed=False),
    Formal(1, 2, answered=True),
    Formal(1, 4, ends=Act.ASK),
    Formal(2, 2, out_of_challenge=True),
    Formal(2, -1),
    Formal(2, 3, ends=Act.BYPASS),
    Formal(3, 2),
    Formal(3, -6, commented=True),
    Formal(1, 0, ends=Act.CAFCASS),
    Formal(3, 0, ends=Act.CAFCASS),
)
"""Dealt out to the other IROs in turn, so that every stage is met."""
OF_EACH = 5
PACE = 5
"""Days of a stage where the policy states none."""


def stories(rng: Random, policy: Policy, iros: int) -> list[Story]:
    """All concerns, in the order they began, so that their references follow their dates."""
    days = tuple(stage.days or PACE for stage in stages_of(policy) if not stage.is_cafcass)
    told = [*_mine(rng, days)]
    for iro in range(1, iros):
        told += _of_another(rng, days, iro)
    for iro in range(iros):
        told += [_closed(rng, days, iro) for _ in range(rng.randint(5, 8))]
    return sorted(told, key=lambda story: -story.moves[0].ago)


def _mine(rng: Random, days: Sequence[int]) -> Iterator[Story]:
    yield from (_formal(rng, days, 0, one) for one in MINE)
    yield from (_challenge(rng, 0, due_in, filed=due_in < 0) for due_in in MY_CHALLENGES)


def _of_another(rng: Random, days: Sequence[int], iro: int) -> Iterator[Story]:
    first = (iro - 1) * OF_EACH
    yield from (_formal(rng, days, iro, OTHERS[(first + n) % len(OTHERS)]) for n in range(OF_EACH))
    promised = rng.sample((8, 5, 3, 1, 0, -2, -5, -9), rng.randint(2, 4))
    yield from (_challenge(rng, iro, due_in, filed=rng.random() < 0.6) for due_in in promised)


def _challenge(rng: Random, iro: int, due_in: int, *, filed: bool) -> Story:
    began = max(1, 5 - due_in)
    moves = [Move(began, Act.LOG, due_in)]
    moves += [Move(max(1, began // 2), Act.NOTE)] if rng.random() < 0.4 else []
    moves += [Move(moves[-1].ago, Act.FILE)] if filed else []
    return Story(iro, tuple(moves))


def _formal(rng: Random, days: Sequence[int], iro: int, one: Formal) -> Story:
    at = min(one.at, len(days) - 1)
    reached = max(1, days[at] - one.due_in) if one.ends is not Act.ASK else 1
    moves = list(_climb(rng, days, at, reached, one))
    if one.answered:
        moves.append(Move(max(1, reached - rng.randint(1, 3)), Act.ANSWER))
    if one.commented:
        moves.append(Move(1, Act.COMMENT))
    if one.filed:
        moves.append(Move(moves[-1].ago, Act.FILE))
    return Story(iro, tuple(moves), one.team)


def _climb(rng: Random, days: Sequence[int], at: int, reached: int, one: Formal) -> Iterator[Move]:
    """From the beginning up to the stage `at`, which was reached that many working days ago."""
    agos = _agos(rng, days, at, reached)
    agos[0] = max(agos[0], one.began)
    if one.ends is Act.BYPASS:
        agos = [agos[0], *agos[1:][-1:]]
    yield from _beginning(rng, agos[0], one)
    for before, ago in pairwise(agos):
        if one.ends is not Act.BYPASS and rng.random() < 0.7:
            yield Move(min(before, ago + 1), rng.choice((Act.ANSWER, Act.NOTE)))
        yield Move(ago, one.ends if ago == agos[-1] and one.ends is not Act.CAFCASS else Act.STEP)
        yield Move(ago, Act.SENT)
    if one.ends is Act.CAFCASS:
        yield Move(reached, Act.CAFCASS)


def _agos(rng: Random, days: Sequence[int], at: int, reached: int) -> list[int]:
    """How long ago each stage was raised, the first one first."""
    agos = [reached]
    for rung in reversed(range(at)):
        agos.insert(0, agos[0] + max(1, days[rung] - rng.choice((0, 0, 1))))
    return agos


def _beginning(rng: Random, ago: int, one: Formal) -> Iterator[Move]:
    if one.out_of_challenge:
        informal = rng.randint(5, 9)
        yield Move(ago + informal, Act.LOG, due_in=-(ago + 1))
        yield Move(ago + 2, Act.NOTE)
    yield Move(ago, Act.ESCALATE if one.out_of_challenge else Act.RAISE)
    if one.sent:
        yield Move(ago, Act.SENT)


def _closed(rng: Random, days: Sequence[int], iro: int) -> Story:
    """Resolved, or now and then withdrawn, within the last half year; all on the child's file."""
    ended = rng.randint(2, 120)
    if rng.random() < 0.35:
        moves = [Move(ended + 6, Act.LOG, due_in=-(ended + 1)), Move(ended + 2, Act.NOTE)]
    else:
        at = min(rng.choices((0, 1, 2), (72, 20, 8))[0], len(days) - 1)
        answered = ended + rng.randint(1, 3)
        reached = answered + max(1, days[at] - 1)
        how = Formal(at, 0, out_of_challenge=rng.random() < 0.4)
        moves = [*_climb(rng, days, at, reached, how), Move(answered, Act.ANSWER)]
    end = Act.WITHDRAW if rng.random() < 0.1 else Act.RESOLVE
    return Story(iro, (*moves, Move(ended, end), Move(ended, Act.FILE)))
