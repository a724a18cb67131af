"""`docs/reviews.md` is true: its table is that of the rules."""

from __future__ import annotations

from pathlib import Path

from bot.cards.review import LIMITS
from bot.domain.timetable import PERIODS, Rule

PAGE = Path(__file__).parents[2] / "docs" / "reviews.md"


def limits_table() -> str:
    rows = [f"| {LIMITS[rule]} | {_limit(rule)} | {PERIODS[rule].source} |" for rule in Rule]
    return "\n".join(("| what | within | from the rule |", "|---|---|---|", *rows)) + "\n"


def _limit(rule: Rule) -> str:
    period = PERIODS[rule]
    return (
        f"{period.number} {period.unit.value if period.number > 1 else period.unit.value.removesuffix('s')}"
    )


def test_the_page_has_every_limit() -> None:
    assert PAGE.read_text(encoding="utf-8").endswith("\n\n" + limits_table())
