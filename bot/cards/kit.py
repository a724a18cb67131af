"""The parts every card is made of, and the measure of a card.

What a person typed stands in TextRuns: these are never read as markdown, on any client. Phones show the
backslash of an escaped TextBlock (MicrosoftDocs/msteams-docs#5793), so escaping is for short values alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.intents import Do

Part = dict[str, Any]
Card = dict[str, Any]
Fact = tuple[str, str | Sequence[str]]
"""A name with its value, or with several."""

LARGEST = 90 * 1024
"""Bytes of a card as UTF-16; Teams refuses a message over 100 KB (413)."""
ROOM = LARGEST // 2
"""The same in UTF-16 code units of JSON."""
PHONE = 318
"""Pixels of a row of buttons in a phone's chat."""
SHORT = 200
"""Characters that read well beside a name."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_EMPTY_LINES = re.compile(r"\n{4,}")
_ACTIVE = re.compile(r"([\\`*_\[\]<>~|]|&(?=#?\w+;))")
_LINE_START = re.compile(r"^(\s*)([#+\-=>]|\d+(?=[.)]))")


@dataclass(frozen=True)
class Drawn:
    """One message: plain text, or a card with what a notification shows of it."""

    text: str = ""
    card: Card | None = None
    summary: str = ""


def visible(text: str) -> str:
    """As typed, without what cannot be seen: control characters, marks that turn the direction."""
    if text.isprintable() and "{{" not in text:
        return text  # as nearly all that is shown
    lines = _LINE_ENDS.sub("\n", text).replace("\t", "    ")
    # A word joiner between braces, or a client would read {{DATE(...)}} as its own function.
    return _CONTROL.sub("", lines).replace("{{", "{\u2060{").strip("\n")


def escaped(text: str) -> str:
    """For a TextBlock or a fact, both markdown: one line, shown as written."""
    line = _ACTIVE.sub(r"\\\1", " ".join(visible(text).split()))
    return _LINE_START.sub(lambda found: _escaped_start(found[1], found[2]), line)


def _escaped_start(space: str, mark: str) -> str:
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"


def say(text: str, **look: Any) -> Part:
    return {"type": "TextBlock", "text": escaped(text), "wrap": True, **look}


def title(text: str) -> Part:
    return say(text, weight="Bolder", size="Medium", style="heading")


def heading(text: str) -> Part:
    return say(text, weight="Bolder", spacing="Medium")


def quiet(text: str, **look: Any) -> Part:
    return say(text, isSubtle=True, size="Small", **look)


def alarm(text: str, **look: Any) -> Part:
    """What needs attention; the words say so too, for the colour is not seen by everyone."""
    return say(text, color="Attention", weight="Bolder", **look)


def typed(text: str, label: str = "", **look: Any) -> Part:
    """Words as somebody typed them, under a label of ours."""
    heads = [{"type": "TextRun", "text": f"{label}\n", "weight": "Bolder", "size": "Small"}] if label else []
    run = {"type": "TextRun", "text": _EMPTY_LINES.sub("\n\n\n", visible(text)) or " "}
    return {"type": "RichTextBlock", "inlines": [*heads, run], **look}


def runs(*pieces: tuple[str, bool], **look: Any) -> Part:
    """One line in pieces; those marked need attention."""
    return {"type": "RichTextBlock", "inlines": [_run(text, alarming) for text, alarming in pieces], **look}


def _run(text: str, alarming: bool) -> Part:
    look = {"color": "Attention", "weight": "Bolder"} if alarming else {}
    return {"type": "TextRun", "text": visible(text), **look}


def facts(*pairs: Fact) -> list[Part]:
    """What has no value is left out.

    A value that markdown would change stands below, as it was typed.
    """
    known = [(name, one) for name, value in pairs for name, one in _each(name, value) if one]
    rows = [{"title": name, "value": value} for name, value in known if _is_plain(value)]
    others = [typed(value, name, spacing="Small") for name, value in known if not _is_plain(value)]
    return [*([{"type": "FactSet", "facts": rows}] if rows else []), *others]


def _each(name: str, value: str | Sequence[str]) -> Iterable[tuple[str, str]]:
    values = [value] if isinstance(value, str) else value
    # A name stands once: some clients will not take an empty one.
    return ((name if place == 0 else "\u00a0", one) for place, one in enumerate(values))


def _is_plain(value: str) -> bool:
    return len(value) <= SHORT and escaped(value) == value


def said(*paragraphs: Part | Iterable[Part | None] | None) -> list[Part]:
    """Parts, lists of parts and nothing, in one list."""
    flat: list[Part] = []
    for one in paragraphs:
        flat += [one] if isinstance(one, dict) else present(one or ())
    return flat


def box(parts: Iterable[Part | None], **look: Any) -> Part:
    return {"type": "Container", "items": present(parts), **look}


def well(*parts: Part | None) -> Part:
    """Set apart on a quiet ground."""
    return box(parts, style="emphasis", spacing="Medium")


def present(parts: Iterable[Part | None]) -> list[Part]:
    return [part for part in parts if part]


def side_by_side(left: Sequence[Part], right: Sequence[Part]) -> Part:
    columns = (("stretch", left), ("auto", right))
    return {
        "type": "ColumnSet",
        "columns": [{"type": "Column", "width": width, "items": list(parts)} for width, parts in columns],
    }


def link(title: str, do: Do, slots: Mapping[str, Any] | None = None) -> Part:
    """A button whose answer follows below, as a new message; the card it stands on stays."""
    return {
        "type": "Action.Submit",
        "title": title,
        "data": _data(do, slots),
        "associatedInputs": "none",
        "msTeams": {"feedback": {"hide": True}},
    }


def press(
    title: str, do: Do, nonce: str, slots: Mapping[str, Any] | None = None, *, with_inputs: bool = False
) -> Part:
    """A button that is answered in the place of its card; older clients send it as a plain press."""
    action = {
        "title": title,
        "data": {**_data(do, slots), "nonce": nonce},
        "associatedInputs": "auto" if with_inputs else "none",
    }
    older = {"type": "Action.Submit", **action}
    return {"type": "Action.Execute", "verb": do.value, **action, "fallback": older}


def opens(do: Do, slots: Mapping[str, Any]) -> Part:
    """For `selectAction`: the whole part can be pressed."""
    return {"type": "Action.Submit", "data": _data(do, slots), "associatedInputs": "none"}


def _data(do: Do, slots: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"do": do.value, **({"slots": dict(slots)} if slots else {})}


def unfolds(title: str, target: str) -> Part:
    return {"type": "Action.ToggleVisibility", "title": title, "targetElements": [target]}


def buttons(*actions: Part | None, **look: Any) -> Part | None:
    """Six at most, the first the likeliest, in rows that fit a phone: not every client wraps them."""
    rows: list[list[Part]] = []
    for action in present(actions):
        if not rows or _width([*rows[-1], action]) > PHONE:
            rows.append([])
        rows[-1].append(action)
    sets: list[Part] = [{"type": "ActionSet", "actions": row, "spacing": "Small"} for row in rows]
    return {**sets[0], **look} if len(sets) == 1 else box(sets, **look) if sets else None


def _width(row: Sequence[Part]) -> int:
    """As Teams draws them, in pixels; a little more rather than less."""
    return sum(8 * len(action["title"]) + 34 for action in row)


def card(parts: Iterable[Part | None], actions: Iterable[Part | None] = (), *, wide: bool = False) -> Card:
    made: Card = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "body": present([*parts, buttons(*actions, spacing="Medium")]),
    }
    if wide:
        made["msteams"] = {"width": "Full"}
    return made


def shown(
    summary: str, parts: Iterable[Part | None], actions: Iterable[Part | None] = (), *, wide: bool = False
) -> list[Drawn]:
    """One card; `summary` is all that a notification may show of it."""
    return [Drawn(card=card(parts, actions, wide=wide), summary=summary)]


def size(part: object) -> int:
    """UTF-16 code units of it as JSON."""
    return len(json.dumps(part, ensure_ascii=False).encode("utf-16-le", "surrogatepass")) // 2


def that_fit(parts: Iterable[Part], room: int) -> list[Part]:
    """As many from the start as there is room for."""
    fitting = []
    for part in parts:
        room -= size(part) + 2
        if room < 0:
            break
        fitting.append(part)
    return fitting
