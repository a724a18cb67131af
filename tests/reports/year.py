"""A small invented year under Rotherham's policy, with every oddity a table has to face."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.policy_file import load_policy
from bot.domain.report_rows import (
    ActivityRow,
    ChallengeRow,
    EscalationRow,
    Found,
    Period,
    ReviewRow,
)

POLICY = load_policy("rotherham")
YEAR = Period(date(2017, 4, 1), date(2018, 3, 31))
PLAN, EDUCATION = POLICY.themes[0], "Lack of appropriate education provision"


def day(text: str) -> date:
    return date.fromisoformat(text)


def escalation(number: int, *stages: tuple[int, str], **more: object) -> EscalationRow:
    began = day(str(more.pop("began", stages[0][1] if stages else "2017-04-03")))
    plain = EscalationRow(
        record=f"R-2017-{number:04}",
        outside_ref=f"E{number}",
        child="D-100234",
        began_on=began,
        stages=tuple((stage, day(on)) for stage, on in stages),
        team="",
        themes=(),
        child_status="",
        is_open=True,
        resolved_on=None,
        resolved_stage=None,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def resolved(on: str | None, stage: int | None) -> dict[str, object]:
    return {"is_open": False, "resolved_on": day(on) if on else None, "resolved_stage": stage}


def review(
    number: int, held: str, due: str, took_part: str = "PN1", rearranged: int = 0, kind: str = "cla"
) -> ReviewRow:
    return ReviewRow(number, "D-100234", kind, day(due), day(held), took_part, rearranged)


def activity(number: int, kind: str, on: str, value: str = "") -> ActivityRow:
    return ActivityRow(number, "D-100234", kind, day(on), value)


FOUND = Found(
    escalations=(
        escalation(1, (1, "2017-04-03"), (2, "2017-05-02"), themes=(PLAN, EDUCATION)),
        escalation(2, (1, "2017-04-30"), team="Locality", child_status="CLA", **resolved("2017-05-06", 1)),
        escalation(3, (1, "2017-05-01"), team="LAC", child_status="CP", **resolved("2017-05-08", 0)),
        escalation(4, (2, "2018-03-31"), team="Another team", themes=(PLAN,), **resolved("2018-04-28", 2)),
        escalation(5, (5, "2017-12-29"), team="LAC", themes=("=A theme of its own",), **resolved(None, None)),
        escalation(6, (1, "2017-03-31"), (3, "2017-04-01"), team="LAC", **resolved("2017-04-20", 3)),
        escalation(7, began="2017-11-15", **resolved("2017-12-01", 1)),
    ),
    challenges=(
        ChallengeRow("R-2017-0008", "", "D-100234", day("2017-06-10")),
        ChallengeRow("R-2017-0009", "C9", "D-100235", day("2017-06-30")),
    ),
    reviews=(
        review(1, "2017-04-01", "2017-04-01"),
        review(2, "2017-04-28", "2017-04-27", "PN7", rearranged=2),
        review(3, "2018-03-31", "2018-04-30", "", kind="icpc"),
    ),
    activities=(
        activity(1, "visit", "2017-04-04"),
        activity(2, "visit", "2017-04-05"),
        activity(3, "midway", "2017-11-30"),
        activity(4, "grade", "2017-04-30", "inadequate"),
        activity(5, "grade", "2017-04-30"),
        activity(6, "rag", "2017-09-01", "red"),
        activity(7, "oversight", "2017-09-01"),
    ),
    withdrawn=1,
)
