"""The words that tell of past or to come (phrases/tense.toml), as patterns for the words around a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.recognise.phrase_files import read_phrases

_BETWEEN = (
    r"(?: (?:the|this|a|around|about|at|on|say|like|first thing|early|late|midday|noon|lunch|lunchtime|mid"
    r"|morning"
    r"|\d{1,2}(?:am|pm)|latest|and|is|one|review|rvw|meeting|visit|date|to|for|in|be|till|til))*"
)
_ASKING_TO_RECORD = re.compile(
    r" (?:(?:please|can you|can i|could you|i want to|i need to|need to|want to|wanna|would like to"
    r"|i would like to"
    r"|got to|have to|will you|need you to|want you to|just) )+"
    r"(?:log|record|note|add|put|raise|open|start|escalate|close|step|mark|make|write|pop|stick|send|report"
    r"|flag)"
    r"(?= )"
)
"""`please record that on Tuesday ...`: said of the record, not of the day."""
_WANTED_DONE = re.compile(
    r" (wants?|needs?|get|gets|getting|like|expects?|have|see) ((?:(?!been|now|not|just|all|also)\w+ ){1,4}?)"
    r"(?:(?!booked|planned|scheduled|listed|arranged|rebooked)\w+ed|done|sent|made|written|seen|put|held"
    r"|given|taken)(?= )"
)
"""`wants it completed Friday` is to come."""
_STILL_TO_BE = re.compile(
    r" (?:will|would|to|must|should|can|could|may|might|going to)(?: now| then| also| only)?"
    r" be \w+(?=(?: (?:on|in|at|by))? $)"
)
"""`will now be held on the 3rd`: `held on` alone has been."""
_CAUSE = re.compile(r" due to (?!be |meet |start |move |see |return |come |go |end |finish |happen |visit )")


@dataclass(frozen=True)
class Cues:
    """`..._lead`: only directly before the day; the others anywhere in the clause."""

    since_lead: re.Pattern[str]
    due_lead: re.Pattern[str]
    happened_lead: re.Pattern[str]
    due_though_past_lead: re.Pattern[str]
    was_due_lead: re.Pattern[str]
    agreed: re.Pattern[str]
    then_due: re.Pattern[str]
    due: re.Pattern[str]
    happened: re.Pattern[str]
    did_to: re.Pattern[str]


@cache
def cues() -> Cues:
    words = {name: _either(listed) for name, listed in read_phrases("tense").items()}
    not_planning = "".join(f"(?<! {word} )" for word in read_phrases("tense")["not_planning"].split())
    did = words["did"]
    return Cues(
        since_lead=_lead(words["since"]),
        due_lead=re.compile(rf"{_lead(words['due_lead']).pattern}|(?<= )to(?: the| around| about| on)* $"),
        happened_lead=_lead(words["happened_lead"]),
        due_though_past_lead=_lead(words["due_though_past"]),
        was_due_lead=_lead(words["was_due"]),
        agreed=_within(words["agreed"]),
        then_due=_within(words["then_due"]),
        due=_within(f"(?:{words['due']}|to {words['to_do']}|{not_planning}{words['planning']})"),
        # "will be shared on the 1st" is to come
        happened=_within(
            rf"(?<! be )(?<! to )(?<! being )(?:{words['happened']}|(?!{words['not_happened']}(?:ed"
            rf"|d) )[a-z]{{2,}}ed)"
        ),
        did_to=re.compile(rf" ({did}|(?:went|drove|travelled)(?: \w+){{1,6}}) to {words['to_do']}(?= )"),
    )


def plain(part: str) -> str:
    """The words around a day without those that only seem to tell."""
    part = _STILL_TO_BE.sub(" will be", _CAUSE.sub(" because ", part))
    part = _ASKING_TO_RECORD.sub(" ", part)
    part = cues().did_to.sub(r" \1", part)
    return _WANTED_DONE.sub(r" \1 \2", part)


def _either(listed: str) -> str:
    return "(?:" + "|".join(listed.split()).replace("_", " ").replace("*", r"\w*") + ")"


def _lead(either: str) -> re.Pattern[str]:
    return re.compile(rf"(?<= ){either}{_BETWEEN} $")


def _within(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<= ){pattern}(?= )")
