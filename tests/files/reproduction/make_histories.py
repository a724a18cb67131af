"""Importer-format histories that say what three authorities printed: `make_histories.py FOLDER`.

The tables of the reports stand in `printed/`, as printed. A table counts; a history has rows, so whatever a
table does not say is invented here, plainly: references, the day in the month, that every escalation was
closed, which child. No child of these files exists. What is printed is kept to the cell:

- Lincolnshire: escalations and reviews by month, the themes of 2022/23, reviews late and rearranged.
- Rotherham: stages by month (a concern steps up from the highest stage it can, within the month if it can),
  visits, midway reviews and reviews by month, grades with those not recorded.
- Leicester: ratings, reviews, escalations with their areas of concern (their wording is not printed),
  oversight records; of the year as a whole, so they are spread over its months.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

PRINTED = Path(__file__).parent / "printed"
CONCERN = (
    "reference", "child", "kind", "raised_on", "raised_by", "team", "stages", "status", "themes",
    "resolved_on", "resolved_stage", "outcome", "narrative",
)  # fmt: skip
REVIEW = ("child", "kind", "due_on", "planned_on", "held_on", "participation", "late_reason", "rearranged")
ACTIVITY = ("child", "kind", "on", "value", "by", "note")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
Row = dict[str, object]


def write_histories(folder: Path) -> dict[str, tuple[Path, ...]]:
    """By authority: reviews, escalation history, activity, as far as its report has them."""
    return {
        authority: tuple(
            write(folder / f"{authority}_{name}.csv", columns, rows) for name, columns, rows in tables()
        )
        for authority, tables in AUTHORITIES.items()
    }


def write(path: Path, columns: Iterable[str], rows: Iterable[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def printed(name: str) -> list[dict[str, str]]:
    with (PRINTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figure(authority: str, measure: str, period: str) -> int:
    rows = printed(f"{authority}_text_figures")
    return next(int(row["value"]) for row in rows if (row["measure"], row["period"]) == (measure, period))


def months(table: list[dict[str, str]], first_year: int) -> Iterator[tuple[date, dict[str, str]]]:
    """The twelve rows of a financial year, April first, each with its month's first day."""
    rows = [row for row in table if row["month"] != "Total"]
    for place, row in enumerate(rows):
        number = (place + 3) % 12
        assert row["month"].startswith(MONTHS[number][:3])
        yield date(first_year + (place > 8), number + 1, 1), row


def number(cell: str) -> int:
    """A cell printed blank counts nothing."""
    return int(cell or 0)


def child(place: int) -> str:
    return f"D-{900_000 + place}"


def each_day(month: date, count: int) -> Iterator[tuple[str, date]]:
    """So many different children, each on a day of the month."""
    for place in range(count):
        yield child(place), month + timedelta(days=place % 28)


def reviews_of(month: date, count: int) -> Iterator[Row]:
    for reference, on in each_day(month, count):
        yield {"child": reference, "kind": "cla", "due_on": on, "held_on": on}


# Lincolnshire


def lincolnshire() -> Iterator[tuple[str, tuple[str, ...], Iterable[Row]]]:
    yield "reviews", REVIEW, lincolnshire_reviews()
    yield "escalations", CONCERN, lincolnshire_escalations()


def lincolnshire_reviews() -> list[Row]:
    table = [row for row in printed("lincolnshire_reviews_per_month") if row["value"]]
    by_month = {
        date(int(row["calendar_year"]), MONTHS.index(row["month"]) + 1, 1): number(row["value"])
        for row in table
    }
    rows = [row for month in sorted(by_month) for row in reviews_of(month, by_month[month])]
    for year, period in ((2021, "2021/22"), (2022, "2022/23")):
        for row in in_year(rows, year)[: figure("lincolnshire", "reviews re-arranged", period)]:
            row["rearranged"] = 1
    reasons = (
        "lack of preparation/documents by social worker",
        "technical complication (PPO then ICO)",
        "human error",
    )
    why = [one for one in reasons for _ in range(figure("lincolnshire", f"... {one}", "2022/23"))]
    assert len(why) == figure("lincolnshire", "children with review out of timescale", "2022/23")
    for row, reason in zip(in_year(rows, 2022), why, strict=False):
        row.update(due_on=day(row["held_on"]) - timedelta(days=1), late_reason=reason)
    return rows


def in_year(rows: list[Row], year: int) -> list[Row]:
    return [row for row in rows if date(year, 4, 1) <= day(row["held_on"]) < date(year + 1, 4, 1)]


def day(value: object) -> date:
    assert isinstance(value, date)
    return value


def lincolnshire_escalations() -> Iterator[Row]:
    """One formal stage each; themes are printed for 2022/23 alone, `Blank` among them."""
    themes = [
        row["theme"]
        for row in printed("lincolnshire_escalation_themes_2022_23")[:-1]
        for _ in range(number(row["number_of_escalations_raised"]))
    ]
    left = iter(themes)
    table = printed("lincolnshire_formal_escalations_per_month")
    for row in table:
        if row["month"] == "TOTAL_PRINTED":
            continue
        month = date.fromisoformat(f"{row['month']}-01")
        for place, (reference, on) in enumerate(each_day(month, number(row["value"])), 1):
            theme = next(left) if row["financial_year"] == "2022/23" else ""
            yield escalation(f"LIN-{row['month']}-{place}", reference, [(1, on)], themes=theme)


def escalation(reference: str, of_child: str, stages: list[tuple[int, date]], **more: object) -> Row:
    """Closed four weeks after its last stage."""
    return {
        "reference": reference,
        "child": of_child,
        "kind": "escalation",
        "raised_on": stages[0][1],
        "stages": "|".join(f"{stage}@{on}" for stage, on in stages),
        "status": "CLA",
        "resolved_on": stages[-1][1] + timedelta(days=28),
        **more,
    }


# Rotherham


def rotherham() -> Iterator[tuple[str, tuple[str, ...], Iterable[Row]]]:
    table = list(months(printed("rotherham_visits_midway_lac_reviews_2017_18"), 2017))
    reviews = [row for month, cells in table for row in reviews_of(month, number(cells["lac_reviews"]))]
    yield "reviews", REVIEW, reviews
    yield "escalations", CONCERN, rotherham_escalations()
    done = [row for month, cells in table for row in rotherham_done(month, cells)]
    yield "activity", ACTIVITY, [*done, *rotherham_grades()]


def rotherham_done(month: date, cells: dict[str, str]) -> Iterator[Row]:
    for kind, column in (("visit", "visits"), ("midway", "midway_reviews")):
        for reference, on in each_day(month, number(cells[column])):
            yield {"child": reference, "kind": kind, "on": on}


def rotherham_grades() -> Iterator[Row]:
    columns = ("good", "requires_improvement", 'inadequate (header printed as "Improvement / Inadequate")')
    values = ("Good", "Requires Improvement", "Inadequate", "")
    for month, cells in months(printed("rotherham_qac_grades_2017_18"), 2017):
        counts = [number(cells[column]) for column in (*columns, "grading_not_recorded")]
        given = [value for value, count in zip(values, counts, strict=True) for _ in range(count)]
        assert len(given) == number(cells["total"])
        for (reference, on), value in zip(each_day(month, len(given)), given, strict=True):
            yield {"child": reference, "kind": "grade", "on": on, "value": value}


@dataclass
class Begun:
    """A concern on its way up."""

    reference: str
    child: str
    stages: list[tuple[int, date]] = field(default_factory=list)

    @property
    def at(self) -> tuple[date, int]:
        stage, on = self.stages[-1]
        return on.replace(day=1), stage


def rotherham_escalations() -> list[Row]:
    begun: list[Begun] = []
    for month, cells in months(printed("rotherham_escalations_by_stage_2017_18"), 2017):
        for place in range(number(cells["stage_1"])):
            one = Begun(f"ROT-{month:%Y-%m}-{place + 1}", child(place), [(1, month + timedelta(days=2))])
            begun.append(one)
        for stage in (2, 3, 4):
            for _ in range(number(cells[f"stage_{stage}"])):
                below = [one for one in begun if one.stages[-1][0] < stage]
                highest = max(below, key=lambda one: one.at)
                highest.stages.append((stage, month + timedelta(days=7 * stage - 4)))
        assert number(cells["contact_with_cafcass"]) == 0
    return [escalation(one.reference, one.child, one.stages) for one in begun]


# Leicester


def leicester() -> Iterator[tuple[str, tuple[str, ...], Iterable[Row]]]:
    yield "reviews", REVIEW, leicester_reviews()
    yield "escalations", CONCERN, leicester_escalations()
    yield "activity", ACTIVITY, leicester_activity()


def over_the_year(count: int) -> Iterator[tuple[str, date]]:
    """2020/21, month after month; a child once in a month."""
    for place in range(count):
        turn, month = divmod(place, 12)
        yield child(turn), date(2020 + (month > 8), (month + 3) % 12 + 1, turn % 28 + 1)


def leicester_reviews() -> Iterator[Row]:
    late = figure("leicester", "meetings not in time", "2020/21")
    for place, (reference, on) in enumerate(
        over_the_year(figure("leicester", "LAC review meetings", "2020/21"))
    ):
        due_on = on - timedelta(days=1) if place < late else on
        yield {"child": reference, "kind": "cla", "due_on": due_on, "held_on": on}


def leicester_escalations() -> Iterator[Row]:
    """As many areas of concern a record as the year's figures give; all resolved by the manager."""
    count = figure("leicester", "formal escalations", "2020/21")
    assert count == figure("leicester", "children concerned", "2020/21")
    areas, left = divmod(figure("leicester", "areas of concern", "2020/21"), count)
    assert left == 0
    themes = "|".join(f"area of concern {place}, not printed" for place in range(1, areas + 1))
    for place in range(count):
        on = date(2020, 4, 6) + timedelta(days=30 * place)
        yield escalation(f"LEI-{place + 1}", child(place), [(1, on)], themes=themes, resolved_stage=1)


def leicester_activity() -> Iterator[Row]:
    for row in printed("leicester_rag_ratings_2020_21"):
        for reference, on in over_the_year(number(row["number_of_cases"])):
            yield {"child": reference, "kind": "rag", "on": on, "value": row["rating"]}
    for reference, on in over_the_year(
        figure("leicester", "IRO oversight case records between reviews", "2020/21")
    ):
        yield {"child": reference, "kind": "oversight", "on": on}


AUTHORITIES = {"lincolnshire": lincolnshire, "rotherham": rotherham, "leicester": leicester}


if __name__ == "__main__":
    for paths in write_histories(Path(sys.argv[1])).values():
        sys.stdout.writelines(f"{path}\n" for path in paths)
