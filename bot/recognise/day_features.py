"""What the learned part looks at of a day: the words around, what it may be, its place, the rules' answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from bot.domain.intents import Do
from bot.recognise.days import Day
from bot.recognise.features import plain
from bot.recognise.kinds import CONCERNS, REVIEWING
from bot.recognise.message import Message
from bot.recognise.tense import CLAUSE_ENDS, SENTENCE_ENDS, Timed
from bot.recognise.understood import OF_THE_CONTRACT

BREAKS = frozenset(".;:,!?-()+&")
JOINS = CLAUSE_ENDS - SENTENCE_ENDS - {",", "+"} | {"that", "since", "as"}
FARS = (0, 1, 3, 7, 14, 31, 62, 130, 250)
"""Days away: so far, or farther."""
OF_THE_RULES = ("rule:", "others:", "again:", "before:", "after:")
STEM = 4
MOST_WORDS = 60


def day_features(do: Do, message: Message, times: Sequence[Timed]) -> list[frozenset[str]]:
    """Of each day, in their order; `times` are the rules' answers."""
    words = _Marked(message)
    errand = OF_THE_CONTRACT.get(do, (do, {}))[0]
    return [
        frozenset(
            (
                f"do:{errand}",
                *_of_the_day(one.day, kind_of_errand(errand), message.today),
                *_of_its_place(words, place, times, errand),
                *_of_the_rules(place, times, kind_of_errand(errand), message.today),
            )
        )
        for place, one in enumerate(times)
    ]


def without_the_rules(found: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in found if not name.startswith(OF_THE_RULES))


def kind_of_errand(do: Do) -> str:
    return "review" if do in REVIEWING else "concern" if do in CONCERNS else do.value


class _Marked:
    """The marked words, and where each day stands among them."""

    def __init__(self, message: Message) -> None:
        self.words = [plain(word) for word, _ in message.parts]
        self._at = {token: place for place, (_, token) in enumerate(message.parts)}

    def place(self, day: Day) -> int:
        return self._at.get(day.first, 0)

    def beside(self, place: int, step: int) -> str:
        at = place + step
        return self.words[at] if 0 <= at < len(self.words) else "^" if at < 0 else "$"

    def clause(self, place: int) -> tuple[int, int]:
        """The first word of its clause, and the first behind it."""
        first, end = place, place + 1
        while first > 0 and not _ends(self.words[first - 1]):
            first -= 1
        while end < len(self.words) and not _ends(self.words[end]):
            end += 1
        return first, end


def _ends(word: str) -> bool:
    return word in BREAKS or word in JOINS


def _of_the_day(day: Day, errand: str, today: date) -> Iterator[str]:
    kind, side = kind_of_day(day), side_of(day, today)
    yield from (f"kind:{kind}", f"kind:{kind}|{errand}", f"side:{side}", f"side:{side}|{errand}")
    yield f"leans:{day.leans}|{side}"
    if day.past and not side.startswith("future"):
        yield from (f"past:{(far := _far(day.past, today))}", f"past:{far}|{errand}")
    if day.future and not side.startswith("past"):
        yield f"future:{_far(day.future, today)}"


def kind_of_day(day: Day) -> str:
    return day.rule.partition(":")[0]


def side_of(day: Day, today: date) -> str:
    """On which side of today a day lies, or may lie; of two the nearer."""
    if day.past is None or day.future is None:
        return "past" if day.past else "future"
    if day.past == day.future:
        return "today" if day.past == today else "past" if day.past < today else "future"
    return "either, past nearer" if today - day.past < day.future - today else "either"


@lru_cache(maxsize=4_000)
def _far(day: date, today: date) -> str:
    away = abs((day - today).days)
    return next((str(far) for far in FARS if away <= far), "farther")


def _of_its_place(words: _Marked, place: int, times: Sequence[Timed], errand: Do) -> Iterator[str]:
    day = times[place].day
    at = words.place(day)
    side = "either" if day.past != day.future and day.past and day.future else "one"
    order = _order(place, len(times))
    yield from (f"order:{order}", f"order:{order}|{kind_of_errand(errand)}", f"order:{order}|{side}")
    yield from _of_the_words_beside(words, at, side)
    yield from _of_the_clause(words, at)
    before = words.words[:at]
    sentences, breaks = sum(word in ".;!?" for word in before), sum(word in BREAKS for word in before)
    yield from (f"sentence:{min(sentences, 3)}", f"breaks:{min(breaks, 4)}|{side}")
    yield f"sentence:{min(sentences, 3)}|{kind_of_errand(errand)}|{side}"
    yield f"child:{'before' if 'CHILD' in before else 'after' if 'CHILD' in words.words else 'none'}|{order}"
    yield from (f"reached:{min(at // 4, 5)}", f"asks:{'?' in words.words[at:]}")
    if place:
        yield f"kind before:{kind_of_day(times[place - 1].day)}"
        yield f"since the last:{_between(words, times[place - 1].day, day)}"
    if place + 1 < len(times):
        yield f"until the next:{_between(words, day, times[place + 1].day)}"


def _order(place: int, count: int) -> str:
    return "only" if count == 1 else "first" if place == 0 else "last" if place == count - 1 else "middle"


def _between(words: _Marked, first: Day, later: Day) -> str:
    gap = words.words[words.place(first) + 1 : words.place(later)]
    return "_".join(gap) if len(gap) < 4 else "much"


def _of_the_words_beside(words: _Marked, at: int, side: str) -> Iterator[str]:
    one, two, three = (words.beside(at, -step) for step in (1, 2, 3))
    after, next_ = words.beside(at, 1), words.beside(at, 2)
    yield from (f"-1:{one}", f"-2:{two}", f"-3:{three}", f"+1:{after}", f"+2:{next_}")
    yield from (f"-1:{one}|{side}", f"-2-1:{two}_{one}", f"-3-2:{three}_{two}", f"-3-2-1:{three}_{two}_{one}")
    yield from (f"+1+2:{after}_{next_}", f"-1+1:{one}_{after}")


def _of_the_clause(words: _Marked, at: int) -> Iterator[str]:
    first, end = words.clause(at)
    for name, part in (("before", words.words[first:at]), ("behind", words.words[at + 1 : end])):
        yield from (f"{name}>{word}" for word in part)
        yield from (f"{name}>~{word[:STEM]}" for word in part if len(word) > STEM)
        yield from (f"{name}>{one}_{two}" for one, two in zip(part, part[1:], strict=False))
    yield from (f"led by:{words.beside(first, -1)}", f"begins:{'_'.join(words.words[first : first + 2])}")


def _of_the_rules(place: int, times: Sequence[Timed], errand: str, today: date) -> Iterator[str]:
    mine, others = times[place], [one for one in times if one is not times[place]]
    says, told = mine.when.value, "told" if mine.is_told else "usual"
    order = _order(place, len(times))
    yield from (f"rule:{says}", f"rule:{says}|{told}", f"rule:{says}|{errand}", f"rule:{says}|{order}")
    yield f"rule:{says}|{side_of(mine.day, today)}|{told}"
    yield f"others:{','.join(sorted(one.when.value for one in others))}|{says}"
    yield f"again:{any(one.when is mine.when for one in times[:place])}|{says}|{errand}"
    if place:
        yield f"before:{times[place - 1].when.value}"
    if place + 1 < len(times):
        yield f"after:{times[place + 1].when.value}"
