"""Whether a day is told of as past or to come: from the words before it, then its clause, then the errand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from bot.recognise.cues import cues, plain
from bot.recognise.days import Day
from bot.recognise.words import Words

SENTENCE_ENDS = frozenset(".;!?:-()") | {"that"}
CLAUSE_ENDS = SENTENCE_ENDS | frozenset(",+") | {
    "and", "but", "so", "then", "because", "which", "who", "when", "while", "although", "though", "if",
}  # fmt: skip
FOLLOWING = 8
FAR = timedelta(days=200)
NEAR = timedelta(days=100)


class When(Enum):
    HAPPENED = "happened"
    DUE = "due"
    STORY = "story"
    """`since Monday`, `was due on the 5th`, `left on Friday`: not when what is recorded happened."""


@dataclass(frozen=True)
class Timed:
    """A day with the one date that is meant."""

    day: Day
    when: When
    on: date | None
    two_ways: bool
    is_told: bool = False
    """Some word says which; else the errand's usual."""


@dataclass(frozen=True)
class Around:
    """The words around a day: in its clause before and after it, and before that in its sentence."""

    before: str
    after: str
    earlier: str
    following: str
    """The next few words, across any comma."""


def timed(day: Day, words: Words, today: date, usual: When = When.HAPPENED) -> Timed:
    """`usual`: what a day with no other sign means for this errand."""
    around = _around(day, words)
    if day.past is not None and day.past == day.future:
        return _fixed(day, day.past, around, today)
    if day.past and was_to_be(day, around, today):
        return Timed(day, When.STORY, day.past, False, is_told=True)
    told = _told(day, around)
    when = told or _of_clause(around.earlier, is_last=True) or usual
    if day.past and was_missed(day, when, around, today):
        return Timed(day, When.STORY, day.past, False, is_told=True)
    return _chosen(day, when, today, around, is_told=told is not None)


def _fixed(day: Day, on: date, around: Around, today: date) -> Timed:
    if cues().since_lead.search(around.before) and on <= today:
        return Timed(day, When.STORY, on, False, is_told=True)
    if on == today:
        will_be = day.leans == "future" or _told_of_today(day, around) is When.DUE
        return Timed(day, When.DUE if will_be else When.HAPPENED, on, False, is_told=True)
    was_due = cues().due_though_past_lead.search(around.before) is not None or was_to_be(day, around, today)
    when = When.DUE if on > today else When.STORY if was_due else When.HAPPENED
    return Timed(day, when, on, day.two_ways, is_told=True)


_TODAY_LEAD = re.compile(r" (?:by|before|due|until|til|till|untill)(?: the| end of)* $")


_ASKED_FOR = re.compile(
    r" (?:asked|requested|chased)(?: (?!to|by|that|will|would|if|whether|then|but)\S+){0,6} for"
    r"(?: (?!to|by|back|reply|response|answer|it|them|in|then|done)\S+){1,8} $"
)
"""`asked TM for the plan today`: the asking was today."""


def _told_of_today(day: Day, around: Around) -> When | None:
    """Of today what comes after it tells nothing: `adjourned today till the 17th`."""
    if day.leans == "past" or cues().happened_lead.search(around.before) or around.before.endswith(" from "):
        return When.HAPPENED
    if _ASKED_FOR.search(around.before):
        return When.HAPPENED
    if _TODAY_LEAD.search(around.before):
        return When.DUE
    return _of_clause(around.before, is_last=True)


def _told(day: Day, around: Around) -> When | None:
    if day.leans:
        return When.DUE if day.leans == "future" else When.HAPPENED
    told = cues()
    if told.since_lead.search(around.before):
        return When.STORY
    if told.happened_lead.search(around.before):
        return When.HAPPENED
    if told.due_lead.search(around.before) or around.after.startswith(" latest "):
        return When.DUE
    return _of_clause(around.before, is_last=True) or _of_clause(around.after, is_last=False)


def _of_clause(part: str, *, is_last: bool) -> When | None:
    """The last sign before a day decides; of the words after it, the first."""
    told = cues()
    agreed = [(m.start(), _agreed(part[m.end() :])) for m in told.agreed.finditer(part)]
    signs = [
        *((m.start(), When.HAPPENED) for m in told.happened.finditer(part)),
        *((m.start(), When.DUE) for m in told.due.finditer(part)),
        *agreed,
    ]
    if not signs:
        return None
    place = (max if is_last else min)(at for at, _ in signs)
    return next(when for at, when in reversed(signs) if at == place)


def _agreed(rest: str) -> When:
    """`agreed with TM on Tuesday` has been; `agreed to do it Tuesday`, `agreed a new date` is to come."""
    return When.DUE if cues().then_due.search(rest) else When.HAPPENED


def _chosen(day: Day, when: When, today: date, around: Around, *, is_told: bool) -> Timed:
    """The date that goes with the tense; a far one gives way to a near one, marked as readable two ways."""
    wanted, other = (day.future, day.past) if when is When.DUE else (day.past, day.future)
    if wanted is None and other is not None:
        return Timed(day, When.DUE if when is not When.DUE else When.HAPPENED, other, True, is_told)
    is_far = bool(wanted and other and abs(wanted - today) > FAR and abs(other - today) < NEAR)
    if not is_far or day.leans is not None or other is None:
        return Timed(day, when, wanted, day.two_ways, is_told)
    if is_told and when is When.HAPPENED:
        return Timed(day, when, wanted, True, is_told)
    was_due = when is When.DUE and cues().due_though_past_lead.search(around.before)
    gives_way = When.DUE if other > today else When.STORY if was_due else When.HAPPENED
    return Timed(replace(day, two_ways=True), gives_way, other, True, is_told)


def _around(day: Day, words: Words) -> Around:
    tokens = [token.word for token in words.tokens]
    start = _back_to(CLAUSE_ENDS, tokens, day.first)
    sentence = _back_to(SENTENCE_ENDS, tokens, start)
    end = day.last
    while end + 1 < len(tokens) and tokens[end + 1] not in CLAUSE_ENDS:
        end += 1
    return Around(
        plain(_spaced(tokens[start : day.first])),
        plain(_spaced(tokens[day.last + 1 : end + 1])),
        plain(_spaced(tokens[sentence : max(sentence, start - 1)])),
        _spaced(tokens[day.last + 1 : day.last + 1 + FOLLOWING]),
    )


def _back_to(ends: frozenset[str], tokens: list[str], place: int) -> int:
    while place > 0 and tokens[place - 1] not in ends:
        place -= 1
    return place


def _spaced(words: list[str]) -> str:
    return " " + " ".join(words) + " "


_MISSED = re.compile(
    r"^(?: (?:[,;.-]|and|but|n|so|still|yet|it|they|he|she|which|that|has|have|had|its|theres|just|latest))*"
    r" (?:came and went|come and gone|never|was not|were not|did not|did nothing|missed|passed"
    r"|gone (?:by|past)|went by|not met|ignored|not kept|and nothing happened) "
)
_DEADLINE = re.compile(
    r" (?:deadline|due date|target|timescale|date)(?: for \S+| of| was| set for| set| on)* $"
)
_PROMISED = re.compile(r" promis\w+ ")


_WAS_TO_BE = re.compile(
    r" (?:was|were|been) (?:meant|supposed|due|expected|to be|to have)(?: (?!now|but)\S+){0,7} $"
)
_RAN_OUT = re.compile(
    r" (?:deadline|days?|time|timescale|date|hours)(?: was| were| is| had| has| have)*"
    r" (?:up|ran out|run out|expired|lapsed|passed|ended|finished)(?: on| at)? $"
)
_BY_THEN = re.compile(r" (?:by|until|till?|due|deadline|promis\w+|expected)(?: for| on| by)? $")
A_YEAR = timedelta(days=300)


def was_to_be(day: Day, around: Around, today: date) -> bool:
    """`was due to be filed on 13 November`, `promised by last Friday`: it was to be by then."""
    if cues().was_due_lead.search(around.before) or _RAN_OUT.search(around.before):
        return True
    if day.future is None or day.leans == "past":
        return _BY_THEN.search(around.before) is not None
    comes_yearly = day.past is not None and day.future - day.past > A_YEAR
    is_gone = not comes_yearly or day.nearest(today) == day.past
    return is_gone and _WAS_TO_BE.search(around.before) is not None


def was_missed(day: Day, when: When, around: Around, today: date) -> bool:
    """`by the 17th, it wasnt`, `deadline of 13 Nov came and went`, `promised 1 Oct`: it was to be by then."""
    was_to_be = when is When.DUE or _DEADLINE.search(around.before)
    if was_to_be and _MISSED.match(around.following):
        return True
    is_promised = _PROMISED.search(around.before) or _PROMISED.search(around.earlier)
    is_gone = day.past and day.future and (day.future - day.past).days > FAR.days
    return bool(is_promised and is_gone and day.nearest(today) == day.past)


_NOT_HELD = re.compile(
    r" (?:(?:not|unable to|cannot|could not|never) hold|(?:not|never) (?:go ahead|happen(?:ed)?|take place"
    r"|held"
    r"|be held|proceed|went ahead|took place)|cancelled|cancel|cancelling|postponed|postpone|abandoned"
    r"|stood down|called off|call off|calling off|rearrange|reschedule|rescheduled|pulled) "
)
_HELD = re.compile(r" (?<!not )(?:held|took place|went ahead|completed|chaired|adjourned|done) ")


def was_not_held(flat: str) -> bool:
    """A review that was called off: its day is not one on which it happened."""
    return bool(_NOT_HELD.search(flat)) and (" not " in flat or not _HELD.search(flat))


_JUST = re.compile(
    r" (?<!only )just (?:literally |now |this minute )?(?:have |had |been )?(?:back from|out of|come out of"
    r"|come off"
    r"|come back from|come from|got off|got back from|got out of|off the phone|off a call|finished|held|done"
    r"|chaired"
    r"|completed|adjourned|visited|met|spoken|spoke|rung|rang|phoned|left|closed|wrapped up|had"
    r"|been (?:to see"
    r"|to visit|out to|round to|over to|in with|with|on the phone)|(?:saw|seen) (?!this|your|the|it|that))\b"
)


def has_just_been(flat: str) -> bool:
    """`just out of the review`: today, said without a day."""
    return bool(_JUST.search(flat))


_LIST = frozenset(("or", "and", "&", "+"))


def as_listed(times: list[Timed], words: Words) -> list[Timed]:
    """`she says Mon or Tues`: of days joined, what nothing tells of is told by the one before."""
    listed: list[Timed] = []
    for one in times:
        before = listed[-1] if listed else None
        if before and before.is_told and not one.is_told and _is_joined(before.day, one.day, words):
            on = one.day.future if before.when is When.DUE else one.day.past
            one = replace(one, when=before.when, on=on or one.on, is_told=True)
        listed.append(one)
    return listed


def _is_joined(first: Day, later: Day, words: Words) -> bool:
    between = {token.word for token in words.tokens[first.last + 1 : later.first]}
    return bool(between) and between <= _LIST


MONTHS_APART = timedelta(days=75)


def with_the_next(times: list[Timed], today: date) -> list[Timed]:
    """`review done 15/12, 10 june`: of a review that has been, a day months away is the next one."""
    held = [one.on for one in times if one.when is When.HAPPENED and one.on]
    latest = max(held, default=None)
    if latest is None or today - latest > MONTHS_APART:
        return times
    return [
        replace(one, when=When.DUE, on=one.day.future)
        if one.when is When.HAPPENED
        and one.on
        and not one.is_told
        and one.day.future
        and latest - one.on > MONTHS_APART
        else one
        for one in times
    ]
