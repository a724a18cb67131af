"""A message read once: its words, and everything it names. What follows only looks at this."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.domain.policy import Policy
from bot.recognise.days import Asked, Day, WorkingDays
from bot.recognise.features import features
from bot.recognise.find_days import find_days
from bot.recognise.marks import Mark, find_codes, find_roles, find_stages, overlaps
from bot.recognise.people import Person, find_people
from bot.recognise.references import References, find_references
from bot.recognise.templates import Keys, keys_of
from bot.recognise.words import Words, read_words


@dataclass(frozen=True)
class Message:
    """`role` is that of the person who wrote it."""

    words: Words
    today: date
    policy: Policy
    role: str
    days: tuple[Day, ...]
    references: References
    stages: tuple[Mark, ...]
    roles: tuple[Mark, ...]
    codes: tuple[Mark, ...]
    people: tuple[Person, ...]
    calendar: WorkingDays | None = None

    @property
    def text(self) -> str:
        return self.words.original

    @cached_property
    def marked(self) -> str:
        """The words with what they name put as CHILD, DAY, STAGE...: what the phrases are matched against."""
        return " " + "".join(f"{part} " for part, _ in self.parts)

    @cached_property
    def keys(self) -> Keys:
        """What phrases may need of the words: see `templates`."""
        return keys_of(word for part, _ in self.parts for word in part.split())

    @cached_property
    def features(self) -> frozenset[str]:
        """What the learned part looks at."""
        return features(self.marked, self.policy, self.role)

    @cached_property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """The words of `marked`, each with the token it begins at."""
        return tuple(self._marked_parts())

    def token_at(self, place: int) -> int:
        """The token that a place in `marked` belongs to."""
        reached = 1
        for part, token in self.parts:
            reached += len(part) + 1
            if place < reached:
                return token
        return len(self.words.tokens)

    def after(self, day: Day) -> str:
        """The words that follow a day."""
        return " ".join(token.word for token in self.words.tokens[day.last + 1 :])

    def _marked_parts(self) -> Iterator[tuple[str, int]]:
        named = self._named()
        place = 0
        while place < len(self.words.tokens):
            kind, last = named.get(place, (self.words.tokens[place].word, place))
            yield kind, place
            place = last + 1

    def _named(self) -> dict[int, tuple[str, int]]:
        named = {day.first: ("DAY", day.last) for day in self.days}
        named |= {mark.first: ("ROLE", mark.last) for mark in self.roles if mark.value != "CAFCASS"}
        named |= {mark.first: ("PN", mark.last) for mark in self.codes}
        named |= {mark.first: (mark.kind.upper(), mark.last) for mark in self.stages}
        named |= {person.first: (person.kind.upper(), person.last) for person in self.people}
        named |= {one.first: ("RECORD", one.last) for one in self.references.records}
        return named | {
            one.first: ("CHILD", one.last) for one in (*self.references.unread, *self.references.children)
        }


def read_message(text: str, today: date, policy: Policy, role: str, calendar: WorkingDays | None) -> Message:
    words = read_words(text)
    stages = tuple(find_stages(words))
    found = find_days(words, Asked(today, calendar))
    days = tuple(day for day in found if not _within(day, stages))
    references = find_references(words, days, policy)
    roles = tuple(mark for mark in find_roles(words) if not overlaps(mark, stages))
    people = tuple(find_people(words, references, roles, days))
    return Message(
        words,
        today,
        policy,
        role,
        days,
        references,
        stages,
        roles,
        tuple(find_codes(words)),
        people,
        calendar,
    )


def _within(day: Day, stages: tuple[Mark, ...]) -> bool:
    return any(mark.first <= day.last and day.first <= mark.last for mark in stages)


def part_of(message: Message, start: int, end: int) -> Message:
    """One errand's words, read as a message of their own."""
    text = re.sub(r"^[\s,;.&]+|[\s,;&]+$", "", message.text[start:end])
    return read_message(text, message.today, message.policy, message.role, message.calendar)
