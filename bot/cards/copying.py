"""Text to be copied into another system.

It stands in a text box: only there can it be selected on a phone too, it comes out exactly as written, and
no notification shows any of it, as one would of a plain message.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards.kit import ROOM, Drawn, Part, quiet, shown, size, title, visible

A_PART = ROOM - 4000
"""Code units of text on one card."""


def copy_cards(
    heads: str, text: str, above: Sequence[Part] = (), actions: Sequence[Part] = ()
) -> list[Drawn]:
    """What is longer than one card follows in parts; the actions stand on the last."""
    parts = in_parts(visible(text), A_PART)
    return [
        drawn
        for number, part in enumerate(parts, 1)
        for drawn in _card(
            heads + (f", part {number} of {len(parts)}" if len(parts) > 1 else ""),
            part,
            above if number == 1 else (),
            actions if number == len(parts) else (),
        )
    ]


def _card(heads: str, text: str, above: Sequence[Part], actions: Sequence[Part]) -> list[Drawn]:
    box = {"type": "Input.Text", "id": "copy", "label": "Text to copy", "isMultiline": True, "value": text}
    how = quiet("Press in the box, select all, copy.")
    return shown(heads, [title(heads), *above, box, how], actions, wide=True)


def in_parts(text: str, room: int) -> list[str]:
    """Cut between lines where it can be."""
    parts: list[list[str]] = [[]]
    left = room
    for piece in _pieces(text, room // 4):
        if size(piece) > left:
            parts.append([])
            left = room
        parts[-1].append(piece)
        left -= size(piece)
    return ["".join(part).strip("\n") for part in parts]


def _pieces(text: str, longest: int) -> list[str]:
    """Lines, the very long ones in cuts."""
    lines = text.splitlines(keepends=True)
    return [line[at : at + longest] for line in lines for at in range(0, len(line), longest)]
