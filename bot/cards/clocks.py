"""The two clocks of a record in words, with their working: the stage's days, and the 20 in total."""

from __future__ import annotations

from datetime import date

from bot.cards.scene import Scene
from bot.cards.words import away, count, days_of, in_words, near
from bot.domain.concerns import Concern, DateMove, Step, WhyMoved
from bot.domain.ladder import PlannedStep
from bot.domain.policy import TotalStarts


def response_due(concern: Concern, step: Step, scene: Scene) -> str:
    """`Stage 2 response due Fri 27 Nov (5 working days from Fri 20 Nov), in 7 days`."""
    if step.due_on is None:
        return f"{step.name}: no response yet; raised {near(step.raised_on, scene.today)}"
    day, worked = near(step.due_on, scene.today), step_working(concern, step, scene.today)
    if step.due_on < scene.today:
        late = count((scene.today - step.due_on).days, "day")
        return f"{step.name} response overdue by {late}: it was due {day}{worked}"
    return (
        f"{_on_hold(concern, scene)}{step.name} response due {day}{worked}, {away(step.due_on, scene.today)}"
    )


def step_working(concern: Concern, step: Step, today: date) -> str:
    """`(5 working days from Fri 20 Nov; moved from Fri 27 Nov)`; empty where no days are set or moved."""
    days = f"{days_of(step)} from {near(step.raised_on, today)}" if days_of(step) else ""
    moved = _moved(last_move(concern, step), today)
    told = "; ".join(part for part in (days, moved) if part)
    return f" ({told})" if told else ""


def last_move(concern: Concern, step: Step) -> DateMove | None:
    return next((move for move in reversed(concern.moves) if move.step_id == step.id), None)


def _moved(move: DateMove | None, today: date) -> str:
    if move is None:
        return ""
    before = near(move.old_due_on, today) if move.old_due_on else "no date"
    return f"before the hold {before}" if move.why is WhyMoved.HOLD else f"moved from {before}"


def _on_hold(concern: Concern, scene: Scene) -> str:
    step = concern.step
    move = last_move(concern, step) if step else None
    until = move.held_until if move else None
    return f"On hold until {near(until, scene.today)}; " if until and until >= scene.today else ""


def promise(concern: Concern, scene: Scene) -> tuple[str, bool] | None:
    """What the answer promised, and whether that day has gone by; None where nothing was promised."""
    day = concern.promised_on
    if day is None:
        return None
    if day < scene.today:
        return f"promised for {near(day, scene.today)}, not kept", True
    return f"promised for {near(day, scene.today)} ({away(day, scene.today)})", False


def promises_told(concern: Concern) -> str:
    """`1 kept, 2 not kept`, of all answers that promised something."""
    known = [one.kept for one in concern.entries if one.kept is not None and not one.undone]
    told = ((known.count(True), "kept"), (known.count(False), "not kept"))
    return ", ".join(f"{number} {what}" for number, what in told if number)


def day_20(concern: Concern) -> tuple[str, str]:
    """The end of the formal process with its working; nothing once it is closed."""
    day, began = concern.total_due_on, concern.total_from
    return ("Day 20", _day_20(day, began) if day and concern.is_open else "")


def planned_day_20(planned: PlannedStep, record: Concern | None, scene: Scene) -> tuple[str, str]:
    """As it would be promised: for what began informally, with the setting it follows from."""
    began = planned.total_from
    told = _day_20(planned.total_due_on, began) + (_from_what(scene) if _is_informal(record) else "")
    day = scene.day_from(began) if began else None
    return ("Day 20", told + (f"; today is day {day.day}" if day and day.day > 0 else ""))


def _day_20(day: date, began: date | None) -> str:
    worked = f"20 working days from {in_words(began)}" if began else "the end of the 20 working days"
    return f"{in_words(day)}, {worked}"


def _is_informal(record: Concern | None) -> bool:
    return record is not None and not record.is_formal


def _from_what(scene: Scene) -> str:
    match scene.policy.total_starts:
        case TotalStarts.CHALLENGE:
            return f", the day of the {scene.words.challenge}"
        case TotalStarts.ESCALATION:
            return ", the day it becomes formal"
    return ", the day it becomes formal (nobody has decided when they start)"


def total_told(concern: Concern, scene: Scene) -> str:
    """`Day 11 of 20`, or how far past it is; also of a record that is closed."""
    day = scene.day_from(concern.total_from) if concern.total_from else None
    if day is None:
        return ""
    if day.day > day.of:
        return f"{count(day.day - day.of, 'working day')} past the {day.of}"
    return f"Day {max(day.day, 0)} of {day.of}"
