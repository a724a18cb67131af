"""Did the reminders go out: numbers, moments and names of staff; no child, no record."""

from __future__ import annotations

from bot.cards.kit import Drawn, Part, alarm, facts, heading, link, present, quiet, say, shown, title
from bot.cards.scene import Scene
from bot.cards.words import capital, count, listed, moment
from bot.domain.intents import Do
from bot.domain.people import Role
from bot.domain.results_went_out import Missed, ReminderRun, RemindersTold

_TITLES = {"all": "Reminders", "team": "Your team's reminders", "mine": "Your reminders"}
_KINDS = {"weekly": "Weekly list", "daily": "Daily list", "digest": "Weekly digest"}
_WAITING = "Still to be delivered: {}. The assistant tries again by itself."
_UNREACHABLE = "Not reached in Teams: {}. They get what they missed when they next write to the assistant."
_REFUSED = "Refused by Teams: {}. This needs whoever looks after the assistant: the log says why."


def draw_reminders(it: RemindersTold, scene: Scene) -> list[Drawn]:
    parts = [
        title(_TITLES[it.whose]),
        _alive(it),
        *(part for run in it.runs for part in _run(run, it)),
        None if it.runs else say("No list has left in the last two weeks."),
        _next(it),
        _audit(it),
    ]
    is_manager = scene.person.is_a(Role.IRO_MANAGER)
    return shown("Reminders", parts, [link("The team's status", Do.TEAM_STATUS)] if is_manager else [])


def _alive(it: RemindersTold) -> Part:
    if it.is_alive:
        return say("The reminders are running.", spacing="None")
    since = f"since {moment(it.ticked_at)}" if it.ticked_at else "and have not run yet"
    return alarm(f"The reminders are not running {since}.", spacing="None")


def _run(run: ReminderRun, it: RemindersTold) -> list[Part]:
    name = _KINDS.get(run.kind, capital(run.kind.replace("_", " ")))
    if it.whose == "mine":
        return [heading(name), say(f"{moment(run.at)}: {_of_one(run)}", spacing="Small")]
    return present([
        heading(f"{name}, {moment(run.at)}"),
        *facts(
            ("Planned", str(run.planned)),
            ("Delivered", str(run.delivered)),
            ("May have arrived", str(run.perhaps or "")),
            ("May have arrived twice", str(run.repeated or "")),
            ("Still waiting", str(run.waiting.number or "")),
            ("Not reached", str(run.unreachable.number or "")),
            ("Refused", str(run.refused.number or "")),
        ),
        None if _missed_any(run) or run.perhaps else say("Everybody has theirs.", spacing="Small"),
        _missed(run.waiting, _WAITING),
        _missed(run.unreachable, _UNREACHABLE),
        _missed(run.refused, _REFUSED),
    ])  # fmt: skip


def _of_one(run: ReminderRun) -> str:
    outcomes = {
        "delivered": run.delivered,
        "it may have arrived": run.perhaps,
        "still waiting, and tried again by itself": run.waiting.number,
        "it did not reach you in Teams": run.unreachable.number,
        "refused by Teams": run.refused.number,
    }
    told = next((words for words, number in outcomes.items() if number), "there was nothing to say")
    return f"{told}{', perhaps twice' if run.repeated else ''}."


def _missed_any(run: ReminderRun) -> bool:
    return bool(run.waiting.number or run.unreachable.number or run.refused.number)


def _missed(missed: Missed, words: str) -> Part | None:
    if not missed.number:
        return None
    more = missed.number - len(missed.names)
    names = [*missed.names, *([f"{more} more"] if more > 0 else [])]
    return say(words.format(listed(names)), spacing="Small")


def _next(it: RemindersTold) -> Part:
    if it.next_at is None:
        return quiet("Nobody has decided on the day and hour of the weekly list yet.", spacing="Medium")
    return quiet(f"The next weekly list leaves on {moment(it.next_at)}.", spacing="Medium")


def _audit(it: RemindersTold) -> Part | None:
    if it.audit is None or it.audited_at is None:
        return None
    when = f"The records were last checked on {moment(it.audited_at)}"
    if it.audit.is_well:
        return quiet(f"{when}: all that is open has its next date and its reminders.", spacing="None")
    number = it.audit.without_next_date + it.audit.without_reminder + it.audit.broken_histories
    return alarm(f"{when}: {count(number, 'fault')}. The command app.py audit names the first.")
