"""`python -m benchmarks.days_left_out`: how well each author's days are told by what the other authors teach.

The days of phrases/told, each author's judged by a model learned without that author. The errand is given, so
that the slot and the reading alone are judged. The authors the rules were mended by say little of the rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.understanding import share, table
from bot.domain.policy_file import load_policy
from bot.recognise.day_features import day_features
from bot.recognise.day_slots import by_rules, likeliest
from bot.recognise.learn import DECAY_OF_DAYS, as_model, days_of, learn, often_enough
from bot.recognise.message import read_message
from bot.recognise.tense import When
from bot.recognise.told import MENDED_BY, Told, read_told

HEADINGS = ("author", "days", "by the rules", "as learned from the others", "story")


@dataclass(frozen=True)
class Judged:
    """Of one day: what it was, by the rules, and as learned."""

    was: When
    by_rule: When
    learned: When


def of_author(author: str, told: Mapping[str, list[Told]]) -> Iterator[Judged]:
    others = [
        pair for name, theirs in told.items() if name != author for one in theirs for pair in days_of(one)
    ]
    model = as_model(learn(often_enough(others), DECAY_OF_DAYS))
    for one in told[author]:
        message = read_message(one.say, one.on, load_policy(one.authority), one.role, None)
        times = by_rules(one.do, message)
        for time, found in zip(times, day_features(one.do, message, times), strict=True):
            logs = dict(zip(map(When, model.classes), model.logs(found), strict=True))
            yield Judged(one.when(time.day), time.when, likeliest(logs, time.day))


def row(author: str, judged: list[Judged]) -> tuple[str, ...]:
    by_rule = share(one.by_rule is one.was for one in judged)
    return (
        f"{author}{' (mended by)' if author in MENDED_BY else ''}",
        str(len(judged)),
        by_rule,
        share(one.learned is one.was for one in judged),
        share(one.learned is one.was for one in judged if one.was is When.STORY),
    )


def main() -> None:
    told: dict[str, list[Told]] = {}
    for one in read_told():
        if one.teaches_days:
            told.setdefault(one.author, []).append(one)
    print(table([row(author, list(of_author(author, told))) for author in told], HEADINGS))


if __name__ == "__main__":
    main()
