"""The phrase files, read once: plain TOML that someone who is not a programmer can edit."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "phrases"


def read_phrases(name: str) -> dict[str, Any]:
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def names_in(folder: str) -> list[str]:
    return sorted(f"{folder}/{path.stem}" for path in (FOLDER / folder).glob("*.toml"))


@dataclass(frozen=True)
class Wordlist:
    """How single words are read before anything is matched."""

    written_out: Mapping[str, str]
    """Abbreviation -> the word it stands for."""
    joined: Mapping[tuple[str, str], str]
    """Two words that are matched as one."""
    mended_to: tuple[str, ...]
    """Key words that a misspelling may be mended to."""
    known: frozenset[str]
    """Words that are right as they stand, so never mended."""


@cache
def wordlist() -> Wordlist:
    data = read_phrases("words")
    mended_to = tuple(dict.fromkeys(data["misspelt"]["words"].split()))
    written_out = {short: full for full, shorts in data["short"].items() for short in shorts.split()}
    parts = {part for full in written_out.values() for part in full.split()}
    known = frozenset(mended_to) | frozenset(data["misspelt"]["real_words"].split()) | parts
    joined = {
        (first, last): one
        for one, pairs in data["joined"].items()
        for first, last in (pair.split() for pair in pairs)
    }
    return Wordlist(written_out, joined, mended_to, known)


@cache
def lists() -> Mapping[str, str]:
    """The named lists that a phrase may use as `<name>`, as alternatives `(a|b|c)`."""
    return {name: "(" + "|".join(words) + ")" for name, words in read_phrases("lists").items()}
