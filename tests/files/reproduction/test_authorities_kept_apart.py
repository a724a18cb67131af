"""The shapes of history of Durham and Buckinghamshire as a stranger would write them, counted apart.

The totals are those that the reports print (Durham 2022/23: 222 by level and status, 151 informal, 3,527
contributions; Buckinghamshire: 82 and 213 in two years, 308 themes); what they do not print is made up. The
files are written as spreadsheets save them: Windows letters, dashes and quotation marks of either kind.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import cycle
from pathlib import Path

import pytest

import app
from bot.domain.policy_file import load_policy
from tests.reports.rows import TENANT

HEADINGS = (
    "reference", "child", "kind", "raised_on", "raised_by", "team", "stages", "status", "themes",
    "resolved_on", "resolved_stage", "outcome", "narrative",
)  # fmt: skip
Row = Mapping[str, str]
Lines = list[list[str]]

DURHAM_LEVELS = {2: (96, 20, 14), 3: (50, 8, 5), 4: (22, 3, 2), 5: (1, 1, 0)}
"""By level: CLA, CP, no status. 222 in all, as printed; the split is made up, but for level 5's two."""
PARTICIPATION = {"PN0": 637, "PN1": 1400, "PN2": 90, "PN3": 60, "PN4": 46, "PN5": 500, "PN6": 726, "PN7": 68}
"""3,527 contributions, 637 of them under four, 2,822 of the other 2,890 taking part."""
TEAMS = (
    "Children in care team",
    "Court Team",
    "Children & Young Adults Disability 0 \u2013 25 service",
    "Care Service - Aftercare Wycombe",
    "HELP & PROTECTION  AYLESBURY",
    "A team, with a comma",
    "",
)
"""As typed; with a hyphen where the policy has a dash, in capitals, with a comma, and none."""
THEMES = (
    "Plan \u2018drifting\u2019 or not agreed by IRO|Other",
    "C&F assessment not completed in timescales before CPC / CLA Review",
    "Education|Education/PEP",
    "No Theme recorded",
    "Lack of management oversight / supervision on child\u2019s record|Health|Health Assessment",
    "Something, that the table does not have",
    "",
)


def written(name: str, folder: Path, rows: Iterable[Row], encoding: str) -> Path:
    path = folder / f"{name}.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        table = csv.DictWriter(file, HEADINGS, restval="")
        table.writeheader()
        table.writerows(rows)
    return path


def days(first: date, number: int) -> Iterator[date]:
    """Within a year; many on one day."""
    return (first + timedelta(days=(place * 7 // 5) % 365) for place in range(number))


def durham() -> list[Row]:
    formal = [
        (level, status)
        for level, split in DURHAM_LEVELS.items()
        for status, number in zip(("CLA", "CP", ""), split, strict=True)
        for _ in range(number)
    ]
    rows: list[Row] = []
    for place, ((level, status), on) in enumerate(zip(formal, days(date(2022, 4, 1), 222), strict=True)):
        begun = min(level, 2 + place % 2)
        stages = "|".join(f"{n}@{on:%d/%m/%Y}" for n in range(begun, level + 1))
        rows.append(
            {
                "reference": f"DRP-{place:04}",
                "child": f"D-{100000 + place % 150}",
                "kind": "escalation",
                "raised_on": f"{on:%d/%m/%Y}",
                "stages": stages,
                "status": status,
            }
        )
    for place, on in enumerate(days(date(2022, 4, 1), 151)):
        gone = {"resolved_on": (on + timedelta(days=3)).isoformat(), "resolved_stage": "informal"}
        row = {"reference": f"INF-{place:04}", "child": f"D-{100000 + place}", "kind": "challenge"}
        rows.append({**row, "raised_on": on.isoformat(), "status": "CP" if place < 43 else "CLA", **gone})
    return rows


def buckinghamshire() -> list[Row]:
    teams, themes = cycle(TEAMS), cycle(THEMES)
    resolved = cycle(
        [("informal", 4), ("1", 6), ("1", 7), ("1", 13), ("1", 14), ("1", 27), ("2", 28), ("", None)]
    )
    rows: list[Row] = []
    dated = [*days(date(2020, 4, 1), 82), *days(date(2021, 4, 1), 213)]
    for place, on in enumerate(one for one in dated):
        stage, after = next(resolved)
        upwards = f"1@{on.isoformat()}" + (
            f"|2@{(on + timedelta(days=2)).isoformat()}" if stage == "2" else ""
        )
        rows.append(
            {
                "reference": f"RES {place}",
                "child": f"M{1000000 + place}",
                "kind": "escalation",
                "raised_on": on.isoformat(),
                "raised_by": "An IRO of the time",
                "team": next(teams),
                "stages": "" if stage == "informal" else upwards,
                "themes": next(themes),
                "resolved_on": (on + timedelta(days=after)).isoformat() if after is not None else "",
                "resolved_stage": stage,
                "narrative": "Two lines,\n\u201cas typed\u201d \u2013 and a dash",
            }
        )
    return rows


class Tables:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, name: str) -> Lines:
        data = (self._folder / f"{name}.csv").read_bytes()
        assert data.count(b"\n") == data.count(b"\r\n")
        return list(csv.reader(data.decode().splitlines()))


def report(
    authority: str,
    files: Iterable[Path],
    url: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    period: list[str],
) -> Tables:
    monkeypatch.setenv("IRO_TENANTS", f"{TENANT}={authority}")
    of = ["--authority", authority, "--database", url]
    assert app.main(["import", *of, *map(str, files)]) == 0
    assert app.main(["report", *of, *period, "--format", "csv", "--out", str(folder)]) == 0
    return Tables(folder)


def counted(rows: Iterable[str], order: Iterable[str]) -> Lines:
    """Each of the order with its number, then all."""
    found = Counter(rows)
    assert set(found) <= set(order)
    return [[one, str(found[one])] for one in order] + [["Total", str(found.total())]]


def months(first: int, last: int) -> list[str]:
    """Of financial years, by the year each begins in."""
    every = [f"{year}-{month:02}" for year in range(first, last + 2) for month in range(1, 13)]
    return every[3 : 3 + 12 * (last - first + 1)]


def iso(said: str) -> str:
    day, _, rest = said.partition("/")
    return f"{rest[3:]}-{rest[:2]}-{day}" if rest else said


@pytest.fixture
def of_durham(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tables:
    reviews = tmp_path / "reviews.csv"
    lines = ["CHILD,Kind,DUE_ON,HELD_ON,Participation"]
    place = 0
    for code, number in PARTICIPATION.items():
        for _ in range(number):
            held = date(2022, 4, 1) + timedelta(days=place % 365)
            lines.append(f"D-{100000 + place},,{held:%d/%m/%Y},{held:%d/%m/%Y},{code}")
            place += 1
    reviews.write_text("\ufeff" + "\r\n".join(lines), encoding="utf-8")
    history = written("history", tmp_path, durham(), "cp1252")
    year = ["--from", "2022/23"]
    return report("durham", [history, reviews], database_url, tmp_path / "out", monkeypatch, year)


def test_durhams_levels_by_status(of_durham: Tables) -> None:
    expected = [["stage", "Total", "CLA", "CP", "Not recorded"]]
    for level, split in DURHAM_LEVELS.items():
        expected.append([str(level), str(sum(split)), *map(str, split)])
    totals = [sum(column) for column in zip(*DURHAM_LEVELS.values(), strict=True)]
    expected += [["Not recorded", *"0000"], ["Total", "222", *map(str, totals)]]
    assert of_durham("escalations_by_stage_and_status") == expected


def test_durhams_levels_by_month_begin_where_they_were_raised(of_durham: Tables) -> None:
    stages = Counter(
        (iso(on)[:7], number)
        for row in durham()
        if row["kind"] == "escalation"
        for number, _, on in (one.partition("@") for one in row["stages"].split("|"))
    )
    rows = [
        [
            month,
            *(str(stages[month, level]) for level in "2345"),
            str(sum(stages[month, one] for one in "2345")),
        ]
        for month in months(2022, 2022)
    ]
    total = [sum(int(row[place]) for row in rows) for place in range(1, 6)]
    expected = [["month", "2", "3", "4", "5", "Total"], *rows, ["Total", *map(str, total)]]
    assert of_durham("escalations_by_month") == expected


def test_durhams_informal_challenges_and_participation(of_durham: Tables) -> None:
    informal = [iso(row["raised_on"])[:7] for row in durham() if row["kind"] == "challenge"]
    assert of_durham("challenges_by_month") == [
        ["month", "challenges"],
        *counted(informal, months(2022, 2022)),
    ]
    codes = [[row[0], row[2]] for row in of_durham("participation")]
    assert codes == [
        ["code", "count"],
        *([code, str(number)] for code, number in PARTICIPATION.items()),
        ["Not recorded", "0"],
        ["Total", "3527"],
    ]
    told = {code: number for code, number in PARTICIPATION.items() if code != "PN0"}
    assert sum(told.values()) == 2890
    assert sum(told.values()) - told["PN7"] == 2822


@pytest.fixture
def of_buckinghamshire(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tables:
    history = written("history", tmp_path, buckinghamshire(), "cp1252")
    years = ["--from", "2020-04-01", "--to", "2022-03-31"]
    return report("buckinghamshire", [history], database_url, tmp_path / "out", monkeypatch, years)


def spelt(typed: str, known: tuple[str, ...]) -> str:
    """The policy's own spelling of what was typed, worked out apart: by its letters and digits."""
    plain = "".join(filter(str.isalnum, typed.casefold()))
    return next((one for one in known if "".join(filter(str.isalnum, one.casefold())) == plain), typed)


def test_the_months_of_two_years(of_buckinghamshire: Tables) -> None:
    raised = [row["raised_on"][:7] for row in buckinghamshire()]
    every = months(2020, 2021)
    assert of_buckinghamshire("escalations_raised_by_month") == [
        ["month", "concerns"],
        *counted(raised, every),
    ]
    first, second = (sum(month in months(year, year) for month in raised) for year in (2020, 2021))
    assert (first, second) == (82, 213)


def by_month(label: str, pairs: Iterable[tuple[str, str]], order: list[str]) -> Lines:
    found, every = Counter(pairs), months(2020, 2021)
    rows = [[one, *(found[one, month] for month in every)] for one in order]
    rows.append(["Total", *(sum(int(row[place]) for row in rows) for place in range(1, 25))])
    return [[label, *every, "Total"], *([*map(str, row), str(sum(map(int, row[1:])))] for row in rows)]


def test_teams_by_month(of_buckinghamshire: Tables) -> None:
    known = load_policy("buckinghamshire").teams
    pairs = [(spelt(row["team"], known) or "Not recorded", row["raised_on"][:7]) for row in buckinghamshire()]
    order = [*known, "A team, with a comma", "Not recorded"]
    assert of_buckinghamshire("escalations_by_team") == by_month("team", pairs, order)


def test_several_themes_by_month(of_buckinghamshire: Tables) -> None:
    known = load_policy("buckinghamshire").themes
    pairs = []
    for row in buckinghamshire():
        named = [one for one in row["themes"].split("|") if one not in ("", "No Theme recorded")]
        pairs += [(spelt(one, known), row["raised_on"][:7]) for one in named or ["Not recorded"]]
    order = [*known, "Something, that the table does not have", "Not recorded"]
    assert of_buckinghamshire("escalations_by_theme") == by_month("theme", pairs, order)


def test_where_and_how_soon_they_were_resolved(of_buckinghamshire: Tables) -> None:
    def band(row: Row) -> str:
        if not row["resolved_on"]:
            return "open"
        after = (date.fromisoformat(row["resolved_on"]) - date.fromisoformat(row["raised_on"])).days
        return ["under 1 week", "1 to 2 weeks", "2 to 4 weeks", "2 to 4 weeks", "4 weeks or more"][
            min(after // 7, 4)
        ]

    bands = [*dict.fromkeys(("under 1 week", "1 to 2 weeks", "2 to 4 weeks", "4 weeks or more", "open"))]
    where = [row["resolved_stage"] for row in buckinghamshire() if row["resolved_on"]]
    expected = [["group", "value", "count", "percent"]]
    for group, rows, order in (
        ("band", map(band, buckinghamshire()), [*bands, "Not recorded"]),
        ("stage", where, ["informal", *"12345", "Not recorded"]),
    ):
        lines = counted(rows, order)
        whole = int(lines[-1][1])
        expected += [[group, value, number, percent(int(number), whole)] for value, number in lines]
    assert of_buckinghamshire("escalations_resolved") == expected


def percent(part: int, whole: int) -> str:
    return str((Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP))


def test_stages_by_month_have_what_came_without_one(of_buckinghamshire: Tables) -> None:
    heading, *_, total = of_buckinghamshire("escalations_by_month")
    assert heading == ["month", *"12345", "Not recorded", "Total"]
    rows = buckinghamshire()
    second = sum("|" in row["stages"] for row in rows)
    without = sum(not row["stages"] for row in rows)
    one = len(rows) - without
    assert total == ["Total", *map(str, (one, second, 0, 0, 0, without, one + second + without))]


def test_imported_again_nothing_changes(
    of_buckinghamshire: Tables, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    of = ["--authority", "buckinghamshire", "--database", database_url]
    assert app.main(["import", *of, str(tmp_path / "history.csv")]) == 0
    assert "295 read, 0 added, 0 changed, 295 unchanged, 0 rejected" in capsys.readouterr().out
