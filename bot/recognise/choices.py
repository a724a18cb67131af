"""An answer that picks from the choices shown: `2`, `the second`, `1 and 3`, `both`, or its own words."""

from __future__ import annotations

import re

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ALL = re.compile(
    r"(?:all|both|all of (?:them|these)|all (?:two|three|four|five|\d+)|the lot)(?: please)?\W*",
    re.IGNORECASE,
)
_ONE_OF_THE_LISTED = re.compile(
    rf"(?<!by )(?<!on )(?<!from )(?<!since )(?<!before )(?<!after )(?<!until )(?<!\w)"
    rf"(?:(?:the )?({'|'.join((*ORDINALS, 'last'))}) one\b"
    rf"|the ({'|'.join((*ORDINALS, 'last'))})(?= *(?:$|[.,;:!?-]))|number (\d{{1,2}})(?= *(?:$|[.,;:!?-])))",
    re.IGNORECASE,
)
THE_LAST_SPOKEN_OF = "it"
_IT = re.compile(
    r"\b(?:escalat\w*|raise|take|make|made|formalise) (?:it|this|that)(?: one)?\b", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*(?:,|;|&|\+|\n|\band\b)\s*", re.IGNORECASE)


def chosen_of(text: str, choices: tuple[str, ...]) -> str | None:
    """The one choice that the whole answer is."""
    plain = re.sub(r"^(?:the|number|no\.?|option|choice|#)\s+", "", text.strip().lower().rstrip(".!"))
    plain = re.sub(r"(?:\s+(?:one|please|option|choice|pls))+$", "", plain)
    place = _place(plain, len(choices))
    if place is not None and 0 <= place < len(choices):
        return choices[place]
    return next((one for one in choices if one.lower() == text.strip().lower()), None)


def all_chosen_of(text: str, choices: tuple[str, ...]) -> list[str]:
    """Every choice that an answer names, in the order shown; empty when a part of it names none."""
    if _ALL.fullmatch(text.strip()):
        return list(choices)
    named = [chosen_of(part, choices) for part in _BETWEEN.split(text) if part.strip()]
    return [one for one in choices if one in named] if named and all(named) else []


def place_in_list(text: str) -> int | str | None:
    """`escalate the second`, `close the last one`: the place, counted from 1, or `last`; `escalate it`."""
    if not (found := _ONE_OF_THE_LISTED.search(text)):
        return THE_LAST_SPOKEN_OF if _IT.search(text) else None
    said = (found[1] or found[2] or found[3]).lower()
    return said if said == "last" else int(said) if said.isdigit() else ORDINALS.index(said) + 1


def place_alone(text: str) -> int | str | None:
    """The whole message is a place in the list shown last: `2`, `the second`, `last one`."""
    plain = re.sub(
        r"^(?:(?:the|number|no\.?|show me|open|what about|and)\s+)+", "", text.strip().lower().rstrip(".!?")
    )
    plain = re.sub(r"(?:\s+(?:one|please|pls))+$", "", plain)
    if plain == "last":
        return "last"
    place = _place(plain, 0)
    return place + 1 if place is not None else None


def _place(plain: str, length: int) -> int | None:
    if plain == "last":
        return length - 1
    if digit := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|\))?", plain):
        return int(digit[1]) - 1
    return next((words.index(plain) for words in (ORDINALS, NUMBER_WORDS) if plain in words), None)
