"""The headings and keys a policy file may have, and how the value of each is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType

from bot.domain.policy import ALSO_WEEKLY, REVIEW_PAPERS, TriggerEvent, Words
from bot.domain.policy_values import (
    Reader,
    authority_name,
    days,
    days_are,
    late_answers_to,
    midway_for,
    of_series,
    only_true,
    own_heading,
    patterns,
    raiser,
    some_of,
    stage_numbers,
    text,
    texts,
    theme_lists,
    time_of_day,
    total_starts,
    weekday,
    whole_number,
    yes_no,
)

day_count = whole_number(" of days")
week_count = whole_number(" of weeks", most=26)
"""Between two reviews there are six months at most (CPPCR 2010 reg 33(2))."""
days_before = whole_number(" of working days before (0 is the day itself)", least=0, most=20)
"""What lies further ahead is asked for, not reminded of."""
small_number = whole_number("", least=2, most=20)
"""Of numbers kept back: no authority calls more than that small."""

_FOR_EVERY_STAGE: Mapping[str, Reader] = {
    "name": text,
    "raised_by": raiser,
    "raised_by_title": text,
    "to_role": text,
}
STAGE: Mapping[str, Reader] = {**_FOR_EVERY_STAGE, "days": day_count, "days_are": days_are, "meeting": text}
CAFCASS: Mapping[str, Reader] = {**_FOR_EVERY_STAGE, "cafcass": only_true}
"""A referral outside the authority: no days of the authority's process run on it."""
TRIGGER: Mapping[str, Reader] = {"stages": stage_numbers, "says": text, "may_decline": yes_no}
BETWEEN_REVIEWS: Mapping[str, Reader] = {
    "red_within_weeks": week_count,
    "amber_from_weeks": week_count,
    "amber_within_weeks": week_count,
    "midway_for": midway_for,
    "visit_before_review": yes_no,
    "grade_before_review": yes_no,
    "oversight_each_quarter": yes_no,
    "counts_as_oversight": some_of("visit", "midway", "rag", "grade", "pre_review", "review"),
    "check_days_before_review": day_count,
    "check_days_are": days_are,
}
_TIMES_BEFORE = (
    "responses", "answers", "challenges", "actions", "reviews", "adjourned",
    "papers", "checks", "ratings", "midways", "visits", "grades", "oversight",
)  # fmt: skip
REMINDERS: Mapping[str, Reader] = {
    "daily_at": time_of_day,
    **dict.fromkeys(_TIMES_BEFORE, days_before),
    "late_answers_to": late_answers_to,
    "quiet_from": time_of_day,
    "quiet_until": time_of_day,
    "quiet_when_shut": yes_no,
    "own_choice": some_of("hour", "weekly_only"),
}
TOLD_IN_WORDS: Mapping[str, Reader] = {**TRIGGER, "words": texts}
"""Of an event that no grade or rating tells: the words that do."""
_WORDS = tuple(field.name for field in fields(Words))
HEADINGS: Mapping[str, Mapping[str, Reader]] = MappingProxyType(
    {
        "authority": {"name": authority_name, "title": text},
        "words": dict.fromkeys(_WORDS, text),
        "ladder": {"complete": only_true, "iro_may_raise_any_stage": yes_no},
        "clocks": {"total_starts": total_starts},
        "themes": {"several": yes_no, "no_theme_label": text, "list": theme_lists},
        "teams": {"names": texts},
        "grades": {"names": texts},
        "triggers": dict.fromkeys(TriggerEvent, own_heading),
        "between_reviews": BETWEEN_REVIEWS,
        "weekly_reminder": {
            "weekday": weekday,
            "at": time_of_day,
            "also": some_of(*ALSO_WEEKLY),
            "also_to": some_of("iro_manager", "responder"),
        },
        "reminders": REMINDERS,
        "references": {"patterns": patterns, "prefixes": texts},
        "forecast": {"reviews_a_week": whole_number(" of reviews")},
        "reviews": {
            "series_of_meetings": of_series,
            "private_fostering_yearly": yes_no,
            "papers": some_of(*REVIEW_PAPERS),
        },
        "report": {"suppress_below": small_number},
        "safety": {"duty_message": text},
        "calendar": {"closures": days, "extra_bank_holidays": days},
    }
)


def keys_under(heading: str, cafcass: bool) -> Mapping[str, Reader] | None:
    """What a heading may hold; None where there is no such heading."""
    first, _, second = heading.partition(".")
    if first == "ladder" and re.fullmatch("[1-9][0-9]?", second):
        return CAFCASS if cafcass else STAGE
    if first == "triggers" and second in tuple(TriggerEvent):
        return TOLD_IN_WORDS if second == TriggerEvent.PLACEMENT_UNREGISTERED else TRIGGER
    return HEADINGS.get(heading)
