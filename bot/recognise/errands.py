"""One message, one errand or several: cut where a second one begins, then each read on its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from bot.domain.intents import CHILD_NAME, IMMEDIATE_RISK, Do, Intent
from bot.domain.policy import TriggerEvent
from bot.recognise.acts import as_act
from bot.recognise.decide import ANSWERING_ROLES, Decision, decide
from bot.recognise.each_its_own import CUT, LATEST_CHILD, each_its_own
from bot.recognise.flags import find_flags
from bot.recognise.kinds import RECORDED, REVIEWING
from bot.recognise.message import Message, part_of
from bot.recognise.phrase_files import read_phrases
from bot.recognise.risk import Risk, risk
from bot.recognise.slots import find_slots

STANDS_ALONE = 6.0
"""A later part is an errand of its own only with a phrase that is sure."""
STANDS_ALONE_FOR_ANOTHER_CHILD = 3.5
MOST_PARTS = 12
NAMES_AN_ERRAND = 3.0
ASKED = frozenset({Do.ASK_DEADLINES, Do.ASK_OPEN, Do.MANAGER_QUERY})
_ASKS = re.compile(
    r"\?|^(?:and |also |so |then |plus )*(?:when|what|whats|how|which|who|whose|by when|have i|do i|did i"
    r"|am i|is|are|any|show|list|tell|give|remind|last day|latest|deadline)\b",
    re.IGNORECASE,
)
TOLD_BEFORE = frozenset(
    [
        (Do.RECORD_REVIEW_HELD, Do.ASK_DEADLINES),
        (Do.RECORD_RESPONSE, Do.ASK_DEADLINES),
    ]
)
"""`review held on 17 Nov, when is the next?`: the first is the story of the second, if that is likelier."""
_JUDGED = re.compile(
    r"^ (?:the |my |their )?(?:ROLE )?(?:reply|response|answer)(?: from ROLE)?(?: on| of)?(?: DAY)?"
    r" (?:(?:is|was|does|did) (?:just |still |really |simply |nowhere )*(?:not|near|useless|poor|rubbish|weak"
    r"|inadequate|unacceptable)|falls short) "
)
"""`TM's reply yesterday isn't good enough`: why it is taken further, and no news of a reply."""
WHOM = ("child", "escalation_ref", "child_initials")
_THE_OTHER = re.compile(r"\bthe others?\b|\bother one\b", re.IGNORECASE)


@cache
def go_together() -> frozenset[tuple[Do, Do]]:
    return frozenset(
        (Do(first), Do(later)) for first, followers in read_phrases("together").items() for later in followers
    )


def read_errands(message: Message) -> Intent:
    at_risk = risk(message)
    if at_risk and at_risk.flag == IMMEDIATE_RISK:
        return _in_danger(message, at_risk)
    intent = _read_errands(message)
    return replace(intent, flags=intent.flags | {at_risk.flag}) if at_risk else intent


def _in_danger(message: Message, at_risk: Risk) -> Intent:
    slots = {
        name: value
        for name, value in find_slots(Do.NONE, message).items()
        if name in ("child", "escalation_ref")
    }
    return Intent(
        Do.NONE,
        slots,
        flags=frozenset({IMMEDIATE_RISK}) | (find_flags(message, Do.NONE) & {CHILD_NAME}),
        because=(f"a child at risk now: {at_risk.because!r}",),
        said=message.text,
    )


def _read_errands(message: Message) -> Intent:
    decision = decide(message)
    preface, errands = _preface(_parts(message, decision))
    if len(errands) == 1:
        return _with_what_follows(_read_each(message, decision), message)
    first, *rest = [_read(part) for part in errands]
    return _with_what_follows(_together(first, rest, preface, message), message)


def _read_each(message: Message, decision: Decision) -> Intent:
    """One errand; or the same for each child that has a matter of its own."""
    pieces = [message]
    if decision.do in RECORDED and not decision.ambiguous:
        pieces = each_its_own(message, by_day=decision.do in REVIEWING)
    if len(pieces) == 1:
        return _read(message, decision)
    first, *rest = [
        replace(_read(piece, decision), flags=find_flags(message, decision.do)) for piece in pieces
    ]
    return replace(
        first, said=message.text, also=tuple(replace(one, said="", flags=frozenset()) for one in rest)
    )


def _preface(parts: list[Message]) -> tuple[Message | None, list[Message]]:
    """`M1234567 & M7654321 same themes, escalate ...`: a first part that only says what holds for all."""
    if (
        len(parts) > 1
        and len(parts[0].references.children) > 1
        and decide(parts[0]).strength < NAMES_AN_ERRAND
    ):
        return parts[0], parts[1:]
    return None, parts


def _read(message: Message, decided: Decision | None = None) -> Intent:
    decision = as_act(decided or decide(message), message)
    slots = find_slots(decision.do, message)
    return Intent(
        decision.do,
        slots,
        ambiguous=decision.ambiguous or _leaves_open(slots),
        flags=find_flags(message, decision.do),
        because=decision.because,
        said=message.text,
        nearest=decision.nearest,
    )


def _leaves_open(slots: dict[str, object]) -> bool:
    return any(
        name in slots
        for name in ("child_initials", "unread_reference", "unresolved_date", "readable_two_ways")
    )


def _together(first: Intent, rest: list[Intent], preface: Message | None, message: Message) -> Intent:
    common = find_slots(first.do, preface) if preface else {}
    shared = {name: common[name] for name in ("themes",) if name in common}
    begun = replace(
        first, slots={**shared, **first.slots}, said=message.text, flags=find_flags(message, first.do)
    )
    also: list[Intent] = []
    for one in rest:
        slots = {**shared, **_whom(one, [begun, *also], message)}
        also.append(replace(one, slots=slots, said=""))
    return replace(begun, also=tuple(also))


def _whom(later: Intent, before: list[Intent], message: Message) -> dict[str, object]:
    """Whom it is about need not be said twice; `the other` is the one not yet spoken of."""
    if any(name in later.slots for name in WHOM):
        return dict(later.slots)
    if _THE_OTHER.search(later.said):
        named = {child for one in before for child in _as_list(one.slots.get("child"))}
        left = sorted({one.value for one in message.references.children} - named)
        return {**later.slots, "child": left[0] if len(left) == 1 else left} if left else dict(later.slots)
    return {**{name: before[0].slots[name] for name in WHOM if name in before[0].slots}, **later.slots}


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _parts(message: Message, whole: Decision) -> list[Message]:
    """The message, or its pieces where a later piece is surely an errand that goes with the one before."""
    if whole.sure_errands < 2 and len(message.references.children) < 2:
        return [message]
    starts = [0]
    cuts = _likely_cuts(message, whole)
    for place, cut in enumerate(cuts):
        if cut[1] > starts[-1] and (begun := _another_from(cut, starts[-1], message)):
            later = [one for one in cuts[place + 1 :] if _is_story(cut[1], one[0], begun, message)]
            same = [end for start, end in later if _another_from((start, end), starts[-1], message) is begun]
            starts.append(max(same, default=cut[1]))
    ends = [*starts[1:], len(message.text)]
    return (
        [message]
        if len(starts) == 1
        else [part_of(message, start, end) for start, end in zip(starts, ends, strict=True)]
    )


def _likely_cuts(message: Message, whole: Decision) -> list[tuple[int, int]]:
    """Where a part begins that may be another errand: it names one or a child, or begins like a command."""
    tokens, cuts = message.words.tokens, [match.span() for match in CUT.finditer(message.text)][:MOST_PARTS]
    first = [bisect_left(tokens, end, key=lambda token: token.start) for _, end in cuts]
    after = [*first, len(tokens)][1:]
    children = {one.first for one in message.references.children}
    return [
        cut
        for cut, begin, end in zip(cuts, first, after, strict=True)
        if any(begin <= place < end for place in whole.named_at)
        or not children.isdisjoint(range(begin, begin + LATEST_CHILD + 1))
        or (begin < end and (tokens[begin].word.endswith("ed") or tokens[begin].word in _commands()))
    ]


@cache
def _commands() -> frozenset[str]:
    return frozenset(read_phrases("lists")["command"])


def _is_story(start: int, end: int, begun: Do, message: Message) -> bool:
    """`..., agreed with the TM by Friday. Also raise ...`: what stands before the errand is no part of it."""
    part = decide(part_of(message, start, end))
    return part.do is not begun or part.strength < NAMES_AN_ERRAND


def _another_from(cut: tuple[int, int], begin: int, message: Message) -> Do | None:
    """The errand of all that follows a cut, where it is one of its own beside what stands before."""
    if message.role in ANSWERING_ROLES:
        return None
    tail = part_of(message, cut[1], len(message.text))
    if len(tail.words.tokens) < 2:
        return None
    after = decide(tail)
    is_spoken_of = after.do in ASKED and not _ASKS.search(tail.text)
    if is_spoken_of or after.do is Do.NONE or after.strength < NAMES_AN_ERRAND:
        return None
    return after.do if _is_another(part_of(message, begin, cut[0]), tail, after, message) else None


def _is_another(head: Message, tail: Message, after: Decision, message: Message) -> bool:
    before = decide(head)
    if _has_its_own_child_and_verb(head, tail) and _both_name_an_errand(before, after):
        return True
    is_another_child = _is_about_another_child(before.do, after.do, tail, message)
    if after.ambiguous or after.strength < (
        STANDS_ALONE_FOR_ANOTHER_CHILD if is_another_child else STANDS_ALONE
    ):
        return False
    if before.strength < NAMES_AN_ERRAND:
        return len(head.references.children) > 1
    if (before.do, after.do) in TOLD_BEFORE and decide(message).do is after.do and not is_another_child:
        return False
    if after.do is Do.STEP_UP and not is_another_child and _JUDGED.match(head.marked):
        return False
    if before.do is after.do or (after.do is Do.ASK_DEADLINES and not message.references.children):
        return False
    return (before.do, after.do) in go_together() or is_another_child


def _has_its_own_child_and_verb(head: Message, tail: Message) -> bool:
    """`M1234567 positive challenge drift; M7654321 escalate drift`: the later piece begins with its child."""
    theirs = tail.references.children
    mine = {one.value for one in head.references.children}
    begins = bool(theirs) and theirs[0].first <= LATEST_CHILD
    return begins and len(mine) == 1 and mine.isdisjoint(one.value for one in theirs)


def _both_name_an_errand(before: Decision, after: Decision) -> bool:
    named = all(one.do is not Do.NONE and one.strength >= NAMES_AN_ERRAND for one in (before, after))
    return named and before.do is not after.do


def _is_about_another_child(before: Do, after: Do, tail: Message, message: Message) -> bool:
    """`escalate M1234567 and log a positive challenge for M7654321`."""
    theirs = {one.value for one in tail.references.children}
    all_of_them = {one.value for one in message.references.children}
    is_the_other = bool(_THE_OTHER.search(tail.text)) and len(all_of_them) > 1
    return Do.NONE not in (before, after) and (is_the_other or (bool(theirs) and theirs < all_of_them))


def _with_what_follows(intent: Intent, message: Message) -> Intent:
    """A rating told with a midway review is an errand too, and what the policy makes of a grade."""
    return replace(intent, also=(*intent.also, *_rating_too(intent), *_trigger_too(intent, message)))


def _rating_too(intent: Intent) -> Iterable[Intent]:
    if intent.do is Do.RECORD_MIDWAY_REVIEW and "rag" in intent.slots and not intent.also:
        slots = {name: intent.slots[name] for name in ("child", "rag") if name in intent.slots}
        yield Intent(Do.SET_RAG, slots, because=("a rating told with a midway review",))


def _trigger_too(intent: Intent, message: Message) -> Iterable[Intent]:
    trigger = next(
        (one for one in message.policy.triggers if one.event is TriggerEvent.GRADE_INADEQUATE), None
    )
    is_inadequate = intent.do is Do.RECORD_QA_GRADE and intent.slots.get("grade") == "Inadequate"
    if is_inadequate and trigger and len(trigger.stages) == 1 and not intent.also:
        slots = {"child": intent.slots["child"]} if "child" in intent.slots else {}
        yield Intent(Do.RAISE_ESCALATION, {**slots, "stage": trigger.stages[0]}, because=(trigger.says,))
