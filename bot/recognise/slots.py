"""What a message says of one errand, by the slot names of `understand`. Nothing that a rule would add."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from bot.domain.intents import Do
from bot.recognise.choices import place_in_list
from bot.recognise.marks import stage_of_role
from bot.recognise.message import Message
from bot.recognise.moved_days import is_moved_from
from bot.recognise.participation import find_participation
from bot.recognise.phrase_files import read_phrases
from bot.recognise.questions import question_slots
from bot.recognise.rating import find_grade, find_rag, find_rags
from bot.recognise.templates import Index
from bot.recognise.tense import (
    Timed,
    When,
    has_just_been,
    timed,
    was_not_held,
    with_the_next,
)
from bot.recognise.themes import find_themes
from bot.recognise.visits import find_visit
from bot.recognise.wording import recorded_words

Found = dict[str, Any]

CONCERNS = frozenset({Do.LOG_POSITIVE_CHALLENGE, Do.RAISE_ESCALATION})
ON_A_CONCERN = frozenset({Do.ADD_NARRATIVE, Do.RECORD_RESPONSE, Do.STEP_UP, Do.RESOLVE, Do.WITHDRAW})
REVIEWING = frozenset({Do.RECORD_REVIEW_HELD, Do.RECORD_VISIT, Do.RECORD_MIDWAY_REVIEW})
RATING = frozenset({Do.SET_RAG, Do.RECORD_QA_GRADE})
ABOUT_A_RECORD = frozenset({Do.COMMENT, Do.MARK_SENT, Do.MARK_FILED})
BETWEEN_REVIEWS = frozenset({Do.RECORD_OVERSIGHT, Do.CHECK_BEFORE_REVIEW, Do.LOG_GOOD_PRACTICE})
RECORDED = CONCERNS | ON_A_CONCERN | REVIEWING | RATING | ABOUT_A_RECORD | BETWEEN_REVIEWS
QUESTIONS = frozenset(
    {
        Do.ASK_DEADLINES,
        Do.ASK_OPEN,
        Do.MANAGER_QUERY,
        Do.TEAM_STATUS,
        Do.ASK_NOT_FILED,
        Do.ASK_NOT_LOOKED_AT,
    }
)
WITH_STAGE = CONCERNS | ON_A_CONCERN | {Do.ASK_DEADLINES, Do.ASK_OPEN, Do.MANAGER_QUERY}
OF_THE_LISTED = (
    ON_A_CONCERN | ABOUT_A_RECORD | {Do.RAISE_ESCALATION, Do.SHOW_RECORD, Do.SHOW_HISTORY, Do.SHOW_FILE_TEXT}
)


def find_slots(do: Do, message: Message) -> Found:
    """Every slot of the errand that the words fill; nothing empty."""
    found: Found = {**_children(message), **_who(message)}
    if do in RECORDED:
        found |= _times(do, message)
    if do in QUESTIONS:
        found |= question_slots(do, message)
    if do in OF_THE_LISTED and not found.get("child") and not found.get("escalation_ref"):
        found["picked"] = place_in_list(message.text)
    for wanted, fill in _OF_ERRAND.items():
        if do in wanted:
            found |= fill(do, message)
    return {name: value for name, value in found.items() if value not in (None, "", [], ())}


def _children(message: Message) -> Found:
    references = message.references
    children = sorted({one.value for one in references.children})
    records = list(dict.fromkeys(one.value for one in references.records))
    initials = list(dict.fromkeys(person.value for person in message.people if person.kind == "initials"))
    return {
        "child": one_or_all(children),
        "escalation_ref": one_or_all(records),
        "unread_reference": one_or_all([one.value for one in references.unread]),
        "child_initials": None if children else one_or_all(initials),
    }


def _who(message: Message) -> Found:
    typed = message.text.lower()
    team = next(
        (
            team
            for team in message.policy.teams
            if re.search(rf"(?<!\w){re.escape(team.lower())}(?!\w)", typed)
        ),
        None,
    )
    return {"team": team if team and (len(team) > 4 or team in message.text) else None}


def _siblings(do: Do, message: Message) -> Found:
    """`and his siblings`, `all three`: whom it means, only the link of the records says."""
    is_group = len(message.references.children) < 2 and _siblings_named().first(message.marked, message.keys)
    return {"siblings": True if is_group else None}


@cache
def _siblings_named() -> Index[None]:
    return Index((None, phrase) for phrase in read_phrases("lists")["siblings"])


def _times(do: Do, message: Message) -> Found:
    days = [day for day in message.days if day.is_one_day and not is_moved_from(day, message)]
    times = [timed(day, message.words, message.today) for day in days]
    if do in REVIEWING:
        times = with_the_next(times, message.today)
    happened = _days(times, When.HAPPENED)
    if not happened and has_just_been(message.words.flat):
        happened = message.today.isoformat()
    is_held = not (do is Do.RECORD_REVIEW_HELD and was_not_held(message.words.flat))
    return {
        "happened_on": happened if is_held else None,
        "due_on": None if do in BETWEEN_REVIEWS else _days(times, When.DUE),
        "unresolved_date": next((day.unread for day in message.days if day.unread), None),
        "readable_two_ways": one_or_all([iso for t in times if t.two_ways and (iso := _iso(t.on))]),
    }


def _days(times: list[Timed], when: When) -> Any:
    return one_or_all(sorted({t.on.isoformat() for t in times if t.when is when and t.on}))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def one_or_all(values: list[Any]) -> Any:
    """None, the one value, or the list: as `understand` writes slots."""
    return (values[0] if len(values) == 1 else values) if values else None


def _themes(do: Do, message: Message) -> Found:
    return {"themes": find_themes(message.marked, message.keys, message.policy)}


def _to_role(do: Do, message: Message) -> Found:
    return {"to_role": one_or_all(list(dict.fromkeys(mark.value for mark in message.roles)))}


def _stage(do: Do, message: Message) -> Found:
    return {"stage": _stage_named(do, message)}


def _stage_named(do: Do, message: Message) -> Any:
    said = [mark.value for mark in message.stages if mark.value != "next"]
    numbers = sorted({number for value in said for number in value})
    if do is Do.STEP_UP:
        return _target(message, said)
    if numbers:
        return None if do is Do.MANAGER_QUERY and _is_by_stage(message, numbers) else one_or_all(numbers)
    return _informal(do, message) or _of_answering_role(do, message)


def _is_by_stage(message: Message, numbers: list[int]) -> bool:
    """The stages are what is counted by, not one that is asked for."""
    return len(numbers) > 1 or bool(
        re.search(r" (?:table|by (?:stage|level)|vs|versus|compared|resolved at) ", message.words.flat)
    )


def _target(message: Message, said: list[tuple[int, ...]]) -> Any:
    """Where it is to go: the last number said, Cafcass, a role's rung, or the next."""
    if said and not (len(said) == 1 and _SPENT.search(message.marked)):
        return max(number for numbers in said for number in numbers)
    roles = [mark.value for mark in message.roles if mark.value not in ("social worker", "manager")]
    if "CAFCASS" in roles:
        rung = message.policy.cafcass_stage()
        return rung.number if rung else "cafcass"
    if any(mark.value == "next" for mark in message.stages):
        return "next"
    role = next(
        (role for role in reversed(roles) if _is_gone_to(_typed_role(message, role), message.words.flat)),
        None,
    )
    if role:
        return stage_of_role(role, message.policy) or role
    return "next"


_SPENT = re.compile(
    r" STAGE (?:has |have |did |was |is )*(?:not (?:work\w*|help\w*|resolved|answered)|failed|ignored"
    r"|unanswered|exhausted|got nowhere|went nowhere) "
)
"""`stage 3 has not worked, next one`: the stage that it is to leave."""


def _is_gone_to(typed: str, flat: str) -> bool:
    """`to the service manager`, `raise it with the service manager`."""
    return f" to {typed} " in flat or bool(re.search(rf" (?:raise|take) (?:\S+ ){{1,3}}with {typed} ", flat))


def _typed_role(message: Message, role: str) -> str:
    mark = next(mark for mark in reversed(message.roles) if mark.value == role)
    words = message.words.tokens[mark.first : mark.last + 1]
    lead = "the " if mark.first and message.words.tokens[mark.first - 1].word == "the" else ""
    return lead + " ".join(token.word for token in words)


_INFORMAL_AS_A_STAGE = re.compile(
    r" informal (?=$|[.,;:!)-]|for now|at (?:this|the|present)|only|stage|please|just|first|as yet|so far"
    r"|still|again|today)"
)


_NOTIFIES = re.compile(r" notif(?:ication|y|ied|ying) ")


def _informal(do: Do, message: Message) -> str | None:
    if do is not Do.LOG_POSITIVE_CHALLENGE:
        return None
    is_notification = message.policy.authority == "buckinghamshire" and _NOTIFIES.search(message.words.flat)
    return "informal" if is_notification or _INFORMAL_AS_A_STAGE.search(message.words.flat) else None


def _of_answering_role(do: Do, message: Message) -> int | None:
    """`HoS response`, `strategic manager answered`: the rung whose manager speaks, unless it is the first."""
    speaks = message.roles[0] if message.roles and message.roles[0].first <= 1 else None
    if (
        do is not Do.RECORD_RESPONSE
        or not speaks
        or not _ANSWERS.match(message.words.flat[message.words.starts[speaks.last] :].partition(" ")[2])
    ):
        return None
    rung = stage_of_role(speaks.value, message.policy)
    return rung if rung != message.policy.first_stage().number else None


_ANSWERS = re.compile(
    r"(?:has |have |finally |just )*"
    r"(?:response|reply|replied|responded|answer|answered|wrote back|came back|come back)\b"
)


def _participation(do: Do, message: Message) -> Found:
    return {"participation": find_participation(message)}


def _rag(do: Do, message: Message) -> Found:
    return {"rag": find_rag(message.marked)}


def _rags(do: Do, message: Message) -> Found:
    return {"rag": one_or_all(find_rags(message.marked))}


def _grade(do: Do, message: Message) -> Found:
    return {"grade": find_grade(message.marked, message.policy)}


def _grade_counted(do: Do, message: Message) -> Found:
    """`outstanding` alone is what is open; `graded outstanding` is a grade."""
    found = find_grade(message.marked, message.policy)
    is_named = found not in ("Outstanding", "Good") or " graded " in message.marked
    return {"grade": found if is_named else None}


def _text(do: Do, message: Message) -> Found:
    return {"text": recorded_words(message)}


def _reopened(do: Do, message: Message) -> Found:
    return {"reopen": True if re.search(r" re ?open", message.words.flat) else None}


_OF_ERRAND: Mapping[frozenset[Do], Callable[[Do, Message], Found]] = {
    CONCERNS: _themes,
    RECORDED | {Do.ASK_DEADLINES}: _to_role,
    WITH_STAGE: _stage,
    frozenset({Do.RECORD_REVIEW_HELD}): _participation,
    frozenset({Do.SET_RAG, Do.RECORD_MIDWAY_REVIEW}): _rag,
    frozenset({Do.ASK_OPEN, Do.ASK_DEADLINES}): _rags,
    frozenset({Do.RECORD_QA_GRADE}): _grade,
    frozenset({Do.MANAGER_QUERY}): _grade_counted,
    frozenset({Do.RECORD_VISIT}): lambda do, message: find_visit(message),
    frozenset({Do.RESOLVE}): _reopened,
    CONCERNS | REVIEWING | {Do.RECORD_OVERSIGHT}: _siblings,
    RECORDED: _text,
}
