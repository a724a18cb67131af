"""What the assistant says unasked."""

from __future__ import annotations

from bot.cards.entries import entry_title, narrative
from bot.cards.escalation import SENT, sent_button, step_facts, text_by_hand
from bot.cards.kit import (
    ROOM,
    Drawn,
    Part,
    buttons,
    facts,
    heading,
    link,
    said,
    say,
    shown,
    size,
    title,
    typed,
)
from bot.cards.record import FRAME, in_short, open_button
from bot.cards.rows import clock_line, list_of, next_stage
from bot.cards.scene import Scene
from bot.cards.words import addressee_of, capital, count, in_words, noun_of
from bot.domain.concerns import Concern, Step
from bot.domain.intents import Do
from bot.domain.notices import (
    Answered,
    Commented,
    NotReached,
    RaisedForYou,
    StepAddressed,
    StepWanted,
    WeeklyList,
)


def draw_weekly(it: WeeklyList, scene: Scene) -> list[Drawn]:
    words = scene.words
    number = count(len(it.concerns), f"open {words.escalation}", f"open {words.escalations}")
    also = _also(it, scene)
    rows = list_of(it.concerns, scene, ROOM - FRAME - size(also))
    order = say("Oldest clock first.", spacing="None") if len(it.concerns) > 1 else None
    return shown(f"This week: {number}", [title(f"This week: {number}"), order, *rows, *also], wide=True)


def _also(it: WeeklyList, scene: Scene) -> list[Part]:
    """What else waits: in words, with a button each."""
    words, system = scene.words, scene.words.case_system
    waiting = {
        count(
            it.challenges_overdue, f"{words.challenge} past its date", f"{words.challenges} past their dates"
        ): it.challenges_overdue,
        count(it.reviews_overdue, "review overdue", "reviews overdue"): it.reviews_overdue,
        count(it.not_filed, f"record not yet in {system}", f"records not yet in {system}"): it.not_filed,
    }
    lines = [say(text, spacing="Small") for text, number in waiting.items() if number]
    actions = [
        link("All open", Do.ASK_OPEN),
        link("Reviews due", Do.ASK_DEADLINES) if it.reviews_overdue else None,
        link(f"Not in {system}", Do.ASK_NOT_FILED) if it.not_filed else None,
    ]
    heads = heading("Also waiting") if lines else None
    return said(heads, lines, buttons(*actions, separator=True, spacing="Medium"))


def draw_addressed(it: StepAddressed, scene: Scene) -> list[Drawn]:
    concern, step = it.concern, it.step
    answer = link("Answer", Do.RECORD_RESPONSE, {"escalation_ref": concern.ref})
    top = said(
        _heads(f"{concern.ref}: raised with you", concern, scene),
        say(f"{concern.iro_name}, the IRO, has raised this with you at {step.name}."),
        clock_line(concern, scene),
        buttons(answer, open_button(concern)),
        facts(*in_short(concern, scene)),
    )
    rest = f"{concern.iro_name} can give you the whole record."
    told = narrative(it.entries, concern, ROOM - FRAME - size(top), rest)
    return shown(_dated(concern, step), [*top, *told], wide=True)


def _heads(heads: str, concern: Concern, scene: Scene) -> list[Part]:
    about_whom = f"{capital(noun_of(concern, scene.words))} for {concern.child}."
    return [title(heads), say(about_whom, spacing="None")]


def _dated(concern: Concern, step: Step) -> str:
    due = f": response due {in_words(step.due_on)}" if step.due_on else ""
    return f"{concern.ref}, {step.name}{due}"


def draw_wanted(it: StepWanted, scene: Scene) -> list[Drawn]:
    concern, step, ref = it.concern, it.step, {"escalation_ref": it.concern.ref}
    heads = f"{concern.ref}: {step.name} is asked for"
    parts = [
        *_heads(heads, concern, scene),
        say(f"{step.raised_by_name} asks you to raise it with {addressee_of(step) or 'the next manager'}."),
        clock_line(concern, scene),
        *facts(("Why bypassed", step.reason)),
        *facts(*in_short(concern, scene)),
    ]
    actions = [
        link(f"Raise {step.name}", Do.STEP_UP, {**ref, "stage": str(step.stage)}),
        link("Comment", Do.COMMENT, ref),
        open_button(concern),
    ]
    return shown(heads, parts, actions)


def draw_answered(it: Answered, scene: Scene) -> list[Drawn]:
    concern, ref = it.concern, {"escalation_ref": it.concern.ref}
    actions = [
        link("Resolved", Do.RESOLVE, ref),
        next_stage(concern, scene),
        link("Add note", Do.ADD_NARRATIVE, ref),
        open_button(concern),
    ]
    heads = f"{concern.ref}: {it.entry.by_name} has answered"
    return shown(f"{concern.ref}: there is a response", _entry(heads, it, scene), actions)


def draw_commented(it: Commented, scene: Scene) -> list[Drawn]:
    concern = it.concern
    note = link("Add note", Do.ADD_NARRATIVE, {"escalation_ref": concern.ref})
    heads = f"{concern.ref}: {it.entry.by_name} has commented"
    return shown(f"{concern.ref}: there is a comment", _entry(heads, it, scene), [open_button(concern), note])


def _entry(heads: str, it: Answered | Commented, scene: Scene) -> list[Part]:
    return [
        *_heads(heads, it.concern, scene),
        say(entry_title(it.entry, it.concern), weight="Bolder"),
        typed(it.entry.text, spacing="Small"),
    ]


def draw_raised_for_you(it: RaisedForYou, scene: Scene) -> list[Drawn]:
    concern, step = it.concern, it.step
    said = f"{step.raised_by_name} has raised the {scene.words.stage} you asked for."
    return _raised(f"{concern.ref}: {step.name} was raised", said, concern, step, scene)


def draw_not_reached(it: NotReached, scene: Scene) -> list[Drawn]:
    concern, step = it.concern, it.step
    said = f"{step.to_name or 'The manager'} could not be told in Teams."
    return _raised(f"{concern.ref}: not delivered", said, concern, step, scene)


def _raised(heads: str, said: str, concern: Concern, step: Step, scene: Scene) -> list[Drawn]:
    by_hand = "" if step.told_in_teams else f" Send the text below yourself, then press “{SENT}”."
    parts = [*_heads(heads, concern, scene), say(said + by_hand), *step_facts(concern, step, scene)]
    card = shown(heads, parts, [sent_button(concern, step), open_button(concern)])
    return [*card, *text_by_hand(concern, step)]
