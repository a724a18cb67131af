"""What every card must keep, beyond the schema: answers the faults in words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft6Validator

from bot.cards.kit import LARGEST, Drawn
from bot.domain.intents import Do

Json = Any

SLOTS = frozenset({
    "child", "themes", "to_role", "text", "due_on", "happened_on", "from_record", "stage", "reason",
    "escalation_ref", "outcome", "impact", "participation", "what", "review_id", "kept", "same_again",
    "rag", "grade", "mode", "seen_alone", "plan", "declined", "activity_id",
    "owner", "chair", "attended", "action_id", "resolved_by",
    "review_kind", "late_reason", "event", "ended_on", "days",
    "from_on", "to_on", "format", "suppress_below", "promise_kept", "hour", "how", "whom",
})  # fmt: skip
"""The slots that operations and dialogs read."""
MOST_BUTTONS, LONGEST_TITLE = 6, 32
CHARTS = {
    "Chart.HorizontalBar": {"type", "title", "displayMode", "data", "fallback"},
}
"""Teams' own additions to the schema, with the properties used here; seen drawn in the Playground."""


@cache
def schema() -> Draft6Validator:
    text = files("adaptive_cards").joinpath("schemas/schema-1.5.json").read_text(encoding="utf-8-sig")
    return Draft6Validator(json.loads(text))


def faults_of(drawn: Drawn) -> list[str]:
    if drawn.card is None:
        return [] if drawn.text and not drawn.summary else ["a text stands alone, and is its own summary"]
    found = [] if drawn.summary and not drawn.text else ["a card has a summary and no text"]
    return [*found, *_house_faults(drawn.card)]


def schema_faults(card: Json) -> list[str]:
    """Against the schema of 1.5, Teams' additions taken out after a check of their own."""
    faults: list[str] = []
    plain = _without_additions(card, faults)
    return [*faults, *(f"{error.json_path}: {error.message[:200]}" for error in schema().iter_errors(plain))]


def _without_additions(node: Json, faults: list[str]) -> Json:
    if isinstance(node, list):
        return [_without_additions(one, faults) for one in node]
    if not isinstance(node, dict):
        return node
    kind = str(node.get("type"))
    if kind.startswith("Chart."):
        faults += [] if set(node) == CHARTS.get(kind) else [f"{kind} has other properties: {sorted(node)}"]
        return _without_additions(node["fallback"], faults)
    if kind == "AdaptiveCard" and node.get("msteams", {"width": "Full"}) != {"width": "Full"}:
        faults.append("msteams is for the width alone")
    if kind == "Action.Submit" and node.get("msTeams", _QUIETLY) != _QUIETLY:
        faults.append("msTeams is for hiding the feedback alone")
    kept = {name: value for name, value in node.items() if name not in ("msteams", "msTeams")}
    return {name: _without_additions(value, faults) for name, value in kept.items()}


_QUIETLY = {"feedback": {"hide": True}}


def every(node: Json, kind: str = "") -> Iterator[dict[str, Any]]:
    """Every part of a card whose type begins so, fallbacks included."""
    if isinstance(node, list):
        for one in node:
            yield from every(one, kind)
    elif isinstance(node, dict):
        if str(node.get("type", "")).startswith(kind) and "type" in node:
            yield node
        for value in node.values():
            yield from every(value, kind)


def size_in_bytes(card: Json) -> int:
    return len(json.dumps(card, ensure_ascii=False).encode("utf-16-le"))


def _house_faults(card: Json) -> Iterator[str]:
    if card["version"] != "1.5":
        yield "the version is not 1.5"
    if size_in_bytes(card) > LARGEST:
        yield f"too large: {size_in_bytes(card)} bytes"
    if list(every(card, "Table")):
        yield "a Table stays blank on phones"
    yield from (f"does not wrap: {one['text']}" for one in every(card, "TextBlock") if not one.get("wrap"))
    for name, number in Counter(one["id"] for one in every(card) if "id" in one).items():
        yield from [f"{name} is there {number} times"] if number > 1 else []
    yield from _input_faults(card)
    for action_set in every(card, "ActionSet"):
        yield from [] if len(action_set["actions"]) <= MOST_BUTTONS else ["too many buttons in a set"]
    for action in every(card, "Action."):
        yield from _action_faults(action, card)


def _input_faults(card: Json) -> Iterator[str]:
    for one in every(card, "Input."):
        name = one["id"].removeprefix("slot.")
        if one["id"] != "copy" and (name == one["id"] or name not in SLOTS):
            yield f"unknown input {one['id']}"
        if not one.get("label"):
            yield f"{one['id']} has no label"


def _action_faults(action: Json, card: Json) -> Iterator[str]:
    title = action.get("title", "")
    if len(title) > LONGEST_TITLE:
        yield f"a long title: {title}"
    match action["type"]:
        case "Action.ToggleVisibility":
            targets = {one.get("id") for one in every(card)}
            yield from [] if set(action["targetElements"]) <= targets else ["unfolds what is not there"]
        case "Action.Execute":
            yield from _data_faults(action["data"], has_nonce=True)
            older = action["fallback"]
            if action["verb"] != action["data"]["do"] or older["type"] != "Action.Submit":
                yield "an older client would not say the same"
            if any(older[name] != action[name] for name in ("title", "data", "associatedInputs")):
                yield "the fallback differs"
        case "Action.Submit":
            yield from _data_faults(action["data"], has_nonce="nonce" in action["data"])
        case other:
            yield f"{other} is not used here"


def _data_faults(data: Json, has_nonce: bool) -> Iterator[str]:
    if data["do"] not in set(Do):
        yield f"unknown errand {data['do']}"
    if unknown := set(data.get("slots", {})) - SLOTS:
        yield f"unknown slots {unknown}"
    if set(data) - {"do", "slots"} != ({"nonce"} if has_nonce else set()):
        yield f"unexpected data {sorted(data)}"


def words_of(card: Json) -> list[str]:
    """All that can be read on a card, piece by piece."""
    found = [text for one in every(card, "Text") for text in (one.get("text"),) if text]
    for fact_set in every(card, "FactSet"):
        found += [text for fact in fact_set["facts"] for text in (fact["title"], fact["value"])]
    found += [one["title"] for one in every(card, "Action.") if one.get("title")]
    for one in every(card, "Input."):
        found += [one["label"], one.get("placeholder", ""), str(one.get("value", ""))]
        found += [choice["title"] for choice in one.get("choices", ())]
    return [*found, *(point["x"] for chart in every(card, "Chart.") for point in chart["data"])]
