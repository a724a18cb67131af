"""`python3 dev.py bench timetable`: the review timetable beside its oracle, on children made up at random.

python3 dev.py bench timetable              one million, and how long each side took
python3 dev.py bench timetable 50000 7      so many, from this seed
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from itertools import islice
from time import perf_counter

from bot.holidays_england import working_calendar
from tests.domain.lives import by_the_oracle, by_the_timetable, lives

NUMBER, SEED = 1_000_000, 2026
AT_ONCE = 20_000


def main() -> None:
    given = [int(said) for said in sys.argv[1:]]
    number, seed = [*given, *(NUMBER, SEED)[len(given) :]]
    print(compare(number, seed))


def compare(number: int, seed: int) -> str:
    calendar = working_calendar(date(2026, 11, 20), (), ())
    drawn, limits, ours, theirs = lives(seed, number), Counter[str](), 0.0, 0.0
    while some := list(islice(drawn, AT_ONCE)):
        began = perf_counter()
        found = [by_the_timetable(life, calendar) for life in some]
        between = perf_counter()
        expected = [by_the_oracle(life) for life in some]
        ours, theirs = ours + between - began, theirs + perf_counter() - between
        for life, said, walked in zip(some, found, expected, strict=True):
            if said != walked:
                raise SystemExit(f"{life}\ntimetable: {sorted(said)}\noracle:    {sorted(walked)}")
            limits.update(due[0] for due in said)
    each = "\n".join(f"  {count:>9,}  {name}" for name, count in sorted(limits.items()))
    return (
        f"{number:,} children, seed {seed}: timetable and oracle agree on {limits.total():,} deadlines"
        f" (timetable {ours:.0f} s, oracle {theirs:.0f} s)\n{each}"
    )


if __name__ == "__main__":
    main()
