"""Where days are lost, counted by cause: `python3 dev.py understand-report --days`.

Counts alone, so that sets kept for measuring may be counted too. Of each day expected and not understood, the
first of these that holds: the errand was wrong, and with the right one the day would have been right; it is
the end of a question's window; no reading of any day found is the one expected; another reading was chosen
(past for future); the right date stands in another slot, or in none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from benchmarks.heard import DATES, Heard
from bot.clock import LONDON, london_day
from bot.domain.intents import Do
from bot.domain.policy import Policy
from bot.holidays_england import working_calendar
from bot.recognise.message import Message, read_message
from bot.recognise.slots import find_slots

WINDOW = frozenset({"from_on", "to_on"})
CAUSES = ("right", "errand", "window", "not found", "other reading", "other slot", "no slot")
HEADINGS = ("set", "days", *CAUSES, "days too many", "of them of the wrong errand")


def days_row(name: str, heard: Sequence[Heard], policies: Mapping[str, Policy]) -> tuple[str, ...]:
    causes = Counter(cause for one in heard for cause in causes_of(one, policies))
    extra = [one.is_right_errand for one in heard for _ in too_many(one)]
    counts = (sum(causes.values()), *(causes[cause] for cause in CAUSES), len(extra), extra.count(False))
    return (name, *(str(count) for count in counts))


def causes_of(one: Heard, policies: Mapping[str, Policy]) -> Iterator[str]:
    for slot in DATES:
        if wanted := one.line["slots"].get(slot):
            yield "right" if one.got["slots"].get(slot) == wanted else _lost(one, slot, wanted, policies)


def too_many(one: Heard) -> Iterable[str]:
    """Slots filled with a day where none was expected, in sentences that nobody need ask about."""
    if one.line["ambiguous"]:
        return ()
    return (slot for slot in DATES if one.got["slots"].get(slot) and not one.line["slots"].get(slot))


def _lost(one: Heard, slot: str, wanted: Any, policies: Mapping[str, Policy]) -> str:
    message = message_of(one.line, policies)
    if not one.is_right_errand and find_slots(Do(one.line["intent"]), message).get(slot) == wanted:
        return "errand"
    if slot in WINDOW:
        return "window"
    missed = set(_as_list(wanted)) - set(_as_list(one.got["slots"].get(slot)))
    read = {day.isoformat() for said in message.days for day in (said.past, said.future) if day}
    if missed - read:
        return "not found"
    given = {value for name in DATES for value in _as_list(one.got["slots"].get(name))}
    if missed - given:
        return "other reading" if given else "no slot"
    return "other slot"


def message_of(line: Mapping[str, Any], policies: Mapping[str, Policy]) -> Message:
    policy = policies[line["authority"]]
    now = datetime.fromisoformat(line["now"]).replace(tzinfo=LONDON)
    calendar = working_calendar(london_day(now), policy.closures, policy.extra_bank_holidays)
    return read_message(line["text"], now.date(), policy, line["role"], calendar)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []
