"""What a person said of their own reminders, told back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.cards.kit import Drawn, Part, facts, link, present, quiet, say, shown, title
from bot.cards.scene import Scene
from bot.cards.words import in_words, listed, near
from bot.domain.intents import Do
from bot.domain.results_reminders import (
    BackFromLeave,
    LeaveWanted,
    NotAChoice,
    OnLeave,
    RemindersChosen,
    Snoozed,
    WhoIsAway,
    Woken,
)

NOTHING_MOVED = "No date has moved."
MOST_NAMES = 6


def draw_snoozed(it: Snoozed, scene: Scene) -> list[Drawn]:
    """The summary has the record's number at most, and no child's reference."""
    about = it.about or ("The list" if it.what == "list" else "That")
    heads = f"{about}: {'still working' if it.working else 'snoozed'}"
    told = f"Out of your daily messages until {in_words(it.until_on)}. {NOTHING_MOVED}"
    listing = f"The weekly list of {near(it.next_list, scene.today)} shows it." if it.next_list else ""
    summary = heads if about.startswith("R-") else "Snoozed"
    actions = [*_other_days(it, scene), _again(it.what, scene)]
    parts = [title(heads), say(told), quiet(listing) if listing else None, _day_field(it)]
    return shown(summary, present(parts), [_until_that_day(it), *actions])


def _other_days(it: Snoozed, scene: Scene) -> list[Part]:
    days = {"Tomorrow": timedelta(days=1), "In a week": timedelta(days=7)}
    return [
        link(name, Do.SNOOZE, {"what": it.what, "due_on": (scene.today + after).isoformat()})
        for name, after in days.items()
        if scene.today + after != it.until_on
    ]


def _day_field(it: Snoozed) -> Part:
    return {
        "type": "Input.Date",
        "id": "slot.due_on",
        "label": "Until another day",
        "value": it.until_on.isoformat(),
    }


def _until_that_day(it: Snoozed) -> Part:
    return with_inputs("Until that day", Do.SNOOZE, {"what": it.what})


def with_inputs(name: str, do: Do, slots: dict[str, Any]) -> Part:
    return {**link(name, do, slots), "associatedInputs": "auto"}


def _again(what: str, scene: Scene) -> Part:
    return link("Remind me again", Do.SNOOZE, {"what": what, "due_on": scene.today.isoformat()})


def draw_woken(it: Woken, _scene: Scene) -> list[Drawn]:
    about = f" of {it.about}" if it.about else ""
    return shown(
        "Not snoozed any more", [say(f"Your next message tells{about} again, where it is still due.")]
    )


def draw_on_leave(it: OnLeave, scene: Scene) -> list[Drawn]:
    whose = f"{it.name} is" if it.name else "You are"
    theirs = "their" if it.name else "your"
    parts = [
        title("On leave"),
        say(f"{whose} away. Nothing is sent meanwhile; one list afterwards tells of what came up."),
        *facts(
            ("From", in_words(it.leave.from_on)),
            ("To", in_words(it.leave.to_on)),
            ("Told again from", in_words(it.back_on)),
        ),
        quiet(f"What is overdue meanwhile is told in the weekly message of {theirs} manager."),
    ]
    back = {"whom": it.name} if it.name else None
    return shown("On leave", parts, [link("Not on leave", Do.COME_BACK, back)])


def draw_leave_wanted(it: LeaveWanted, scene: Scene) -> list[Drawn]:
    asks = (
        f"From which day to which is {it.whom} away?" if it.whom else "From which day to which are you away?"
    )
    days: list[Part] = [
        {"type": "Input.Date", "id": "slot.from_on", "label": "First day", "value": scene.today.isoformat()},
        {"type": "Input.Date", "id": "slot.to_on", "label": "Last day"},
    ]
    hint = quiet("Or type it, for example: on leave from Monday to 4 December")
    save = with_inputs("Save", Do.GO_ON_LEAVE, {"whom": it.whom} if it.whom else {})
    return shown("Which days?", [title("Leave"), say(asks), *days, hint], [save])


def draw_who_is_away(it: WhoIsAway, _scene: Scene) -> list[Drawn]:
    if not it.team:
        return shown("Whose leave?", [say("Nobody reports to you here, so there is no leave to note.")])
    said = f"Whose leave is it? I did not find one of your team in that: {listed(it.team, 'or')}."
    return shown("Whose leave?", [title("Leave"), say(said), quiet("Please type it again with the name.")])


def draw_back(it: BackFromLeave, _scene: Scene) -> list[Drawn]:
    if not it.was_away:
        known = f"{it.name} is" if it.name else "You are"
        return shown("No leave is noted", [say(f"{known} not on leave here. Nothing was changed.")])
    whose = f"{it.name} is" if it.name else "You are"
    news = "The next message tells of what came up meanwhile."
    return shown("Back from leave", [title("Back from leave"), say(f"{whose} not on leave any more. {news}")])


def draw_chosen(it: RemindersChosen, _scene: Scene) -> list[Drawn]:
    hour = it.choice.hour or it.usual_hour
    often = "Once a week, and not on other days" if it.choice.weekly_only else "Once a day at most"
    parts = [
        title("Your reminders"),
        *facts(("At", hour), ("How often", often)),
        quiet("What is raised with you, answered or commented on is told at once all the same."),
    ]
    usual = link("As usual", Do.CHOOSE_REMINDERS, {"how": "usual"})
    other = "daily" if it.choice.weekly_only else "weekly"
    change = link("Daily" if it.choice.weekly_only else "Weekly only", Do.CHOOSE_REMINDERS, {"how": other})
    return shown("Your reminders", parts, [change, usual])


def draw_not_a_choice(it: NotAChoice, _scene: Scene) -> list[Drawn]:
    may = {"hour": "“remind me at 8”", "weekly_only": "“weekly only” or “daily”"}
    if not it.may:
        told = "Here the authority decides when reminders are sent. Nothing was changed."
        return shown("Your reminders", [say(told)])
    told = f"Type {listed(tuple(may[one] for one in it.may), 'or')}. Nothing was changed."
    return shown("Your reminders", [title("Your reminders"), say(told)])
