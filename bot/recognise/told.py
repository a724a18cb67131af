"""Sentences by many people (phrases/told), each with its errand and its days: learned from.

One JSON object a line: `say`, `in` (authority), `as` (role), `on` (the day it was written), `do`, and the ISO
dates `happened` and `due`; a day that is said and stands in neither is of the story. `only` is `errand` where
the days are not to be learned from (a question; a careful person would ask), `days` where the errand is not,
`danger` of a child in danger now. A file holds the sentences of one author.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.intents import Do
from bot.recognise.days import Day
from bot.recognise.phrase_files import FOLDER
from bot.recognise.tense import When

TOLD = FOLDER / "told"
MENDED_BY = frozenset(["a", "b", "c", "d", "f", "g", "i", "s", "ours"])
"""Authors whose sentences the rules were mended by: of these nobody learns how far to trust the rules."""


@dataclass(frozen=True)
class Told:
    say: str
    authority: str
    role: str
    on: date
    do: Do
    happened: frozenset[date]
    due: frozenset[date]
    only: str | None
    author: str

    @property
    def teaches_days(self) -> bool:
        return self.only in (None, "days")

    def when(self, day: Day) -> When:
        if day.past in self.happened:
            return When.HAPPENED
        return When.DUE if day.future in self.due else When.STORY


def read_told() -> Iterator[Told]:
    for path in sorted(TOLD.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield _told(json.loads(line), path.stem)


def _told(row: Mapping[str, Any], author: str) -> Told:
    return Told(
        row["say"],
        row["in"],
        row["as"],
        date.fromisoformat(row["on"]),
        Do(row["do"]),
        frozenset(map(date.fromisoformat, row["happened"])),
        frozenset(map(date.fromisoformat, row["due"])),
        row.get("only"),
        author,
    )
