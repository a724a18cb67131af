"""Which errand a message is, from the scores and what it names; and when two are too close to tell."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.intents import Do
from bot.recognise.learned import likelihoods
from bot.recognise.message import Message
from bot.recognise.score import NAMING, Scores, score

LEARNED_WEIGHT = 3.5
"""What a natural logarithm of a learned probability counts beside the phrases (measured: decision 0005)."""
CLOSE = 1.5
SOME_PHRASE = 2.0
SOME_LIKELIHOOD = -1.4
SOME_WITHOUT_A_CHILD = -0.8
"""Words that name no child and no record must sound more like an errand: else they are out of scope."""
ANSWERING_ROLES = frozenset(
    [
        "responder",
        "team_manager",
        "service_manager",
        "head_of_service",
        "director",
        "deputy_director",
        "strategic_manager",
    ]
)
ONLY_FOR_IROS = frozenset(
    {Do.LOG_POSITIVE_CHALLENGE, Do.RAISE_ESCALATION, Do.STEP_UP, Do.RESOLVE, Do.WITHDRAW, Do.COMMENT}
)
NOT_FOR_THEM = 12.0
FIRST_TO_HEAR = frozenset(
    {"team manager", "assistant team manager", "practice supervisor", "social worker", "manager"}
)


@dataclass(frozen=True)
class Decision:
    do: Do
    ambiguous: bool
    because: tuple[str, ...]
    strength: float = 0.0
    nearest: tuple[Do, ...] = ()
    sure_errands: int = 0
    """How many errands have a phrase that is sure: more than one may be meant."""
    named_at: frozenset[int] = frozenset()
    """The words at which a phrase begins that names an errand."""


def decide(message: Message) -> Decision:
    return decide_by(message, likelihoods(message))


def decide_by(message: Message, learned: Mapping[Do, float]) -> Decision:
    """By the phrases and these logarithms of probabilities."""
    return _with_stage_rule(_from_scores(score(message), learned, message), message)


def _from_scores(scores: Scores, learned: Mapping[Do, float], message: Message) -> Decision:
    totals = {do: scores.totals.get(do, 0.0) + LEARNED_WEIGHT * likely for do, likely in learned.items()}
    if message.role in ANSWERING_ROLES:
        totals = {do: total - (NOT_FOR_THEM if do in ONLY_FOR_IROS else 0.0) for do, total in totals.items()}
    ranked = sorted(totals, key=lambda do: (-totals[do], do.value))
    best, nearest = ranked[0], tuple(do for do in ranked[:4] if do is not Do.NONE)[:3]
    needed = SOME_LIKELIHOOD if _names_whom(message) or message.people else SOME_WITHOUT_A_CHILD
    if scores.totals.get(best, 0.0) < SOME_PHRASE and learned[best] < needed:
        return _by_a_phrase(scores, ranked, nearest) or _by_default(scores, message, nearest)
    unsure = totals[best] - totals[ranked[1]] < CLOSE
    reasons = (
        *scores.because(best),
        f"learned: probability {math.exp(learned[best]):.2f}",
        *((f"close behind: {ranked[1]}",) if unsure else ()),
    )
    strength = scores.totals.get(best, 0.0)
    named_at = frozenset(
        message.token_at(one.start + 1) for one in scores.found if one.cue.strength in NAMING
    )
    return Decision(best, unsure, reasons, strength, nearest, len(scores.sure), named_at)


def _by_a_phrase(scores: Scores, ranked: Sequence[Do], nearest: tuple[Do, ...]) -> Decision | None:
    """Where what was learned is at a loss, the phrase that is sure of its errand."""
    said = next((do for do in ranked if do in scores.sure and do not in scores.spoken_against), None)
    if said is None or scores.totals[said] < SOME_PHRASE:
        return None
    because = (*scores.because(said), "what was learned is at a loss")
    return Decision(said, True, because, scores.totals[said], nearest, len(scores.sure))


def _by_default(scores: Scores, message: Message, nearest: tuple[Do, ...]) -> Decision:
    """Words about a child with no errand in them: a manager answers, an IRO adds a note or a challenge."""
    if not _names_whom(message):
        return Decision(Do.NONE, False, ("nothing of what I do",), nearest=nearest)
    if message.role in ANSWERING_ROLES:
        return Decision(Do.RECORD_RESPONSE, False, ("a manager's words about a child",), nearest=nearest)
    if len(message.words.tokens) < 3:
        return Decision(Do.SHOW_RECORD, True, ("a reference alone",), nearest=nearest)
    if scores.totals.get(Do.NONE, 0.0) >= SOME_PHRASE:
        return Decision(
            Do.NONE,
            True,
            ("an errand is only spoken of, or denied", *scores.because(Do.NONE)),
            nearest=nearest,
        )
    likely = [do for do in nearest if do not in scores.spoken_against]
    return Decision(
        likely[0] if likely else Do.ADD_NARRATIVE,
        True,
        ("words about a child without an errand",),
        nearest=nearest,
    )


def _names_whom(message: Message) -> bool:
    return bool(message.references.children or message.references.records)


def _with_stage_rule(decision: Decision, message: Message) -> Decision:
    """`Escalate to the first stage` begins a formal concern; there is nothing below to step up from."""
    if decision.do is Do.STEP_UP and _goes_to_the_first_stage(message):
        return replace(
            decision, do=Do.RAISE_ESCALATION, because=(*decision.because, "the target is the first stage")
        )
    if decision.do is Do.RAISE_ESCALATION and _names_two_stages(message):
        return replace(decision, do=Do.STEP_UP, because=(*decision.because, "one stage after another"))
    return decision


def _names_two_stages(message: Message) -> bool:
    """`stage 1 ignored, stage 2 please`, of one child."""
    said = {mark.value for mark in message.stages if mark.kind == "stage" and len(mark.value) == 1}
    return len(said) > 1 and len(message.references.children) + len(message.references.records) < 2


def _goes_to_the_first_stage(message: Message) -> bool:
    if any(mark.value == "next" for mark in message.stages):
        return False
    numbers = [number for mark in message.stages for number in mark.value]
    if numbers:
        return numbers == [message.policy.first_stage().number]
    target = [mark.value for mark in message.roles]
    return bool(target) and target[0] in FIRST_TO_HEAR and "escalat" in message.words.flat
