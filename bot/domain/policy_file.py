"""Policies from their TOML files: read, filled by overlays, checked as a whole and built.

The format is explained in `docs/policies.md`; the keys stand in `policy_headings.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.domain.policy import (
    TOTAL_WORKING_DAYS,
    BetweenReviews,
    Policy,
    Reminders,
    Stage,
    Trigger,
    TriggerEvent,
    WeeklyReminder,
    Words,
)
from bot.domain.policy_headings import BETWEEN_REVIEWS, HEADINGS, REMINDERS
from bot.domain.policy_json import policy_as_json, policy_from_json, version_of
from bot.domain.policy_sheet import LOCAL, PolicyError, Sheet, fill, read_overlay, read_sheet

__all__ = ["AUTHORITIES", "PolicyError", "load_policy", "policy_as_json", "policy_from_json", "read_policy"]

AUTHORITIES = ("lincolnshire", "leicester", "rotherham", "durham", "buckinghamshire")
_FOLDER = Path(__file__).parent.parent / "policies"
_NEEDED = ("name", "raised_by", "raised_by_title", "stages", "says")
_INADEQUATE = "Inadequate"


def load_policy(authority: str, *, overlay: Path | None = None, demo: bool = False) -> Policy:
    """A shipped policy, with the authority's own overlay or the demo's (never both) where wanted."""
    if authority not in AUTHORITIES:
        raise PolicyError([f"{authority!r} has no policy here; there are {', '.join(AUTHORITIES)}."])
    if overlay and demo:
        raise PolicyError([f"{overlay}: the demo fills every blank itself; use one overlay, not both."])
    files = {f"{authority}.toml": _FOLDER / f"{authority}.toml"}
    if demo:
        files[f"demo/{authority}.toml"] = _FOLDER / "demo" / f"{authority}.toml"
    if overlay:
        files[str(overlay)] = overlay
    text, *overlays = [_text_of(path) for path in files.values()]
    return read_policy(text, overlays, files=tuple(files))


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise PolicyError([f"{path}: the file cannot be read ({fault.strerror})."]) from None
    except UnicodeDecodeError:
        raise PolicyError([f"{path}: the file cannot be read; save it as UTF-8."]) from None


def read_policy(text: str, overlays: Sequence[str] = (), *, files: Sequence[str] = ()) -> Policy:
    """`files`: the names faults are reported under, the policy's first, then each overlay's."""
    names = files or ("policy", *(f"overlay {number + 1}" for number in range(len(overlays))))
    sheet = read_sheet(text, names[0])
    for overlay, name in zip(overlays, names[1:], strict=True):
        fill(sheet, read_overlay(overlay, name), sheet.values.get("authority.name"))
    _check(sheet)
    if sheet.faults:
        raise PolicyError(sheet.faults)
    return _build(sheet)


def _check(sheet: Sheet) -> None:
    _check_nothing_needed_is_blank(sheet)
    _check_ladder(sheet)
    _check_days(sheet)
    _check_triggers(sheet)
    _check_weeks(sheet)
    _check_quiet_hours(sheet)


def _check_quiet_hours(sheet: Sheet) -> None:
    begins, ends = (sheet.values.get(f"reminders.quiet_{key}") for key in ("from", "until"))
    if (begins is None) != (ends is None):
        sheet.fault("reminders", "quiet_from and quiet_until belong together; write both, or neither")


def _check_weeks(sheet: Sheet) -> None:
    begins, ends = (sheet.values.get(f"between_reviews.amber_{key}_weeks") for key in ("from", "within"))
    if begins and ends and begins > ends:
        path = "between_reviews.amber_from_weeks"
        sheet.fault(path, f"week {begins} lies after week {ends}, when the window ends; write an earlier one")


def _check_nothing_needed_is_blank(sheet: Sheet) -> None:
    for path in sorted(sheet.blank):
        heading, _, key = path.rpartition(".")
        if heading in ("authority", "words") or ("." in heading and key in _NEEDED):
            sheet.fault(path, "this cannot stay blank; write what people here say")


def _stages(sheet: Sheet) -> dict[int, str]:
    """Numbers and headings of the stages, the lowest first."""
    headings = [heading for heading in sheet.headings if heading.startswith("ladder.")]
    return {number: f"ladder.{number}" for number in sorted(int(heading[7:]) for heading in headings)}


def _check_ladder(sheet: Sheet) -> None:
    stages = _stages(sheet)
    if not stages:
        sheet.fault("ladder", "there is no stage; write the first one under [ladder.1]")
    cafcass = [number for number, heading in stages.items() if f"{heading}.cafcass" in sheet.values]
    if cafcass and cafcass != [max(stages)]:
        sheet.fault("ladder", f"Cafcass is at {cafcass}; it may stand once, as the last stage")


def _check_days(sheet: Sheet) -> None:
    total = sum(
        most_working_days(sheet.values.get(f"{heading}.days") or 0, sheet.values.get(f"{heading}.days_are"))
        for heading in _stages(sheet).values()
    )
    if total > TOTAL_WORKING_DAYS:
        law = f"the whole process may take {TOTAL_WORKING_DAYS} (IRO Handbook 6.2)"
        sheet.fault("ladder", f"the stages' days come to {total} working days and {law}; shorten a stage")


def most_working_days(days: int, days_are: str | None) -> int:
    """The most working days that a stage can take: a week of calendar days holds five at most.

    Days that nobody has decided on count as working days, which is never too few.
    """
    weeks, rest = divmod(days, 7)
    return weeks * 5 + min(rest, 5) if days_are == "calendar" else days


def _check_triggers(sheet: Sheet) -> None:
    stages = _stages(sheet)
    for event in TriggerEvent:
        path = f"triggers.{event}.stages"
        missing = [number for number in sheet.values.get(path) or () if number not in stages]
        if missing:
            sheet.fault(path, f"{missing} is not in the ladder; its stages are {list(stages)}")
    grades = sheet.values.get("grades.names") or ()
    if f"triggers.{TriggerEvent.GRADE_INADEQUATE}" in sheet.headings and _INADEQUATE not in grades:
        sheet.fault("grades.names", f"a trigger waits for the grade {_INADEQUATE!r}; add it to the grades")


def _build(sheet: Sheet) -> Policy:
    value: Callable[..., Any] = sheet.values.get
    parts: dict[str, Any] = {
        "authority": value("authority.name"),
        "title": value("authority.title"),
        "ladder": tuple(_stage(sheet.values, number) for number in _stages(sheet)),
        "words": Words(**{key: value(f"words.{key}") for key in HEADINGS["words"]}),
        "themes": tuple(theme for theme, _ in value("themes.list", ())),
        "several_themes": value("themes.several", True),
        "total_starts": value("clocks.total_starts"),
        "no_theme_label": value("themes.no_theme_label"),
        "weekly": _weekly(sheet.values),
        "reminders": _reminders(sheet.values),
        "teams": value("teams.names", ()),
        "grades": value("grades.names", ()),
        "triggers": tuple(_triggers(sheet)),
        "between": _between(sheet.values),
        "reference_patterns": value("references.patterns", ()),
        "reference_prefixes": value("references.prefixes", ()),
        "iro_may_raise_any_stage": value("ladder.iro_may_raise_any_stage", False),
        "reviews_a_week": value("forecast.reviews_a_week"),
        "review_of_series": value("reviews.series_of_meetings"),
        "review_papers": value("reviews.papers"),
        "private_fostering_yearly": value("reviews.private_fostering_yearly"),
        "suppress_below": value("report.suppress_below"),
        "duty_message": value("safety.duty_message"),
        "closures": value("calendar.closures", ()),
        "extra_bank_holidays": value("calendar.extra_bank_holidays", ()),
        "sources": _sources(sheet),
    }
    return Policy(version=version_of(parts), **parts)


def _stage(values: Mapping[str, Any], number: int) -> Stage:
    def value(key: str) -> Any:
        return values.get(f"ladder.{number}.{key}")

    return Stage(
        number=number,
        name=value("name"),
        raised_by=value("raised_by"),
        raised_by_title=value("raised_by_title"),
        to_role=value("to_role"),
        days=value("days"),
        days_are=value("days_are"),
        is_cafcass=value("cafcass") or False,
        meeting=value("meeting"),
    )


def _triggers(sheet: Sheet) -> list[Trigger]:
    return [
        Trigger(
            event,
            sheet.values[f"triggers.{event}.stages"],
            sheet.values[f"triggers.{event}.says"],
            sheet.values.get(f"triggers.{event}.may_decline"),
            sheet.values.get(f"triggers.{event}.words") or (),
        )
        for event in TriggerEvent
        if f"triggers.{event}" in sheet.headings
    ]


def _between(values: Mapping[str, Any]) -> BetweenReviews:
    paths = {key: f"between_reviews.{key}" for key in BETWEEN_REVIEWS}
    return BetweenReviews(**{key: values[path] for key, path in paths.items() if path in values})


def _weekly(values: Mapping[str, Any]) -> WeeklyReminder:
    weekday, at = values.get("weekly_reminder.weekday"), values.get("weekly_reminder.at")
    also, also_to = (values.get(f"weekly_reminder.{key}") or () for key in ("also", "also_to"))
    return WeeklyReminder(weekday, at, also, also_to)


def _reminders(values: Mapping[str, Any]) -> Reminders:
    paths = {key: f"reminders.{key}" for key in REMINDERS}
    return Reminders(**{key: values[path] for key, path in paths.items() if path in values})


def _sources(sheet: Sheet) -> dict[str, str]:
    sources = sheet.sources | dict.fromkeys(sheet.blank, LOCAL)
    if "themes.list" in sheet.values:
        del sources["themes.list"]
    sources |= {f"themes.list.{theme}": source for theme, source in sheet.values.get("themes.list", ())}
    return dict(sorted(sources.items()))
