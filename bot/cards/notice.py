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
    said,
    say,
    shown,
    size,
    title,
    typed,
)
from bot.cards.record import FRAME, in_short, raise_button
from bot.cards.rows import clock_line, link_to, next_stage, open_button
from bot.cards.scene import Scene
from bot.cards.words import addressee_of, in_words, of_child
from bot.domain.concerns import Concern, Step, WhyMoved
from bot.domain.intents import Do
from bot.domain.notices import (
    Answered,
    Commented,
    DateBackForYou,
    DateMovedForYou,
    NotReached,
    RaisedForYou,
    StepAddressed,
    StepTakenBack,
    StepWanted,
    Ticked,
)


def draw_addressed(it: StepAddressed, scene: Scene) -> list[Drawn]:
    concern, step = it.concern, it.step
    answer = link_to(concern, "Answer", Do.RECORD_RESPONSE)
    top = said(
        _heads(f"{concern.ref}: raised with you", concern, scene),
        say(f"{concern.iro_name}, the IRO, has raised this with you at {step.name}."),
        clock_line(concern, scene),
        buttons(answer, open_button(concern)),
        facts(*in_short(concern, scene)),
    )
    rest = "Open the record to have it all as text."
    told = narrative(it.entries, concern, scene.policy, ROOM - FRAME - size(top), rest)
    return shown(_dated(concern, step), [*top, *told], wide=True)


def _heads(heads: str, concern: Concern, scene: Scene) -> list[Part]:
    return [title(heads), say(of_child(concern, scene.words), spacing="None")]


def _dated(concern: Concern, step: Step) -> str:
    due = f": response due {in_words(step.due_on)}" if step.due_on else ""
    return f"{concern.ref}, {step.name}{due}"


def draw_wanted(it: StepWanted, scene: Scene) -> list[Drawn]:
    concern, step = it.concern, it.step
    heads = f"{concern.ref}: {step.name} is asked for"
    parts = [
        *_heads(heads, concern, scene),
        say(f"{step.raised_by_name} asks you to raise it with {addressee_of(step) or 'the next manager'}."),
        clock_line(concern, scene),
        *facts(("Why bypassed", step.reason), *in_short(concern, scene)),
    ]
    actions = [
        raise_button(concern, step),
        link_to(concern, "Comment", Do.COMMENT),
        open_button(concern),
    ]
    return shown(heads, parts, actions)


def draw_answered(it: Answered, scene: Scene) -> list[Drawn]:
    concern = it.concern
    actions = [
        link_to(concern, "Resolved", Do.RESOLVE),
        next_stage(concern, scene),
        link_to(concern, "Add note", Do.ADD_NARRATIVE),
        open_button(concern),
    ]
    heads = f"{concern.ref}: {it.entry.by_name} has answered"
    return shown(f"{concern.ref}: there is a response", _entry(heads, it, scene), actions)


def draw_commented(it: Commented, scene: Scene) -> list[Drawn]:
    concern = it.concern
    note = link_to(concern, "Add note", Do.ADD_NARRATIVE)
    heads = f"{concern.ref}: {it.entry.by_name} has commented"
    return shown(f"{concern.ref}: there is a comment", _entry(heads, it, scene), [open_button(concern), note])


def draw_ticked(it: Ticked, scene: Scene) -> list[Drawn]:
    concern = it.concern
    note = link_to(concern, "Add note", Do.ADD_NARRATIVE)
    heads = f"{concern.ref}: {it.entry.by_name} has done an action"
    return shown(f"{concern.ref}: an action is done", _entry(heads, it, scene), [open_button(concern), note])


def _entry(heads: str, it: Answered | Commented | Ticked, scene: Scene) -> list[Part]:
    return [
        *_heads(heads, it.concern, scene),
        say(entry_title(it.entry, it.concern, scene.policy), weight="Bolder"),
        typed(it.entry.text, spacing="Small"),
    ]


def draw_raised_for_you(it: RaisedForYou, scene: Scene) -> list[Drawn]:
    concern, step = it.concern, it.step
    said = f"{step.raised_by_name} has raised the {scene.words.stage} you asked for."
    return _raised(f"{concern.ref}: {step.name} was raised", said, concern, step, scene)


def draw_date_moved(it: DateMovedForYou, scene: Scene) -> list[Drawn]:
    """The old date beside the new one, and why."""
    concern, step, move = it.concern, it.step, it.move
    new = in_words(move.new_due_on)
    what = "put on hold" if move.why is WhyMoved.HOLD else "moved"
    parts = [
        *_heads(f"{concern.ref}: the date was {what}", concern, scene),
        *facts(
            ("Held until", in_words(move.held_until) if move.held_until else ""),
            (f"{step.name} response due", new),
            ("Before", in_words(move.old_due_on) if move.old_due_on else "no date"),
            ("By", move.by_name),
        ),
        typed(move.reason, "Why"),
    ]
    answer = link_to(concern, "Answer", Do.RECORD_RESPONSE)
    return shown(f"{concern.ref}: response now due {new}", parts, [answer, open_button(concern)])


def draw_date_back(it: DateBackForYou, scene: Scene) -> list[Drawn]:
    concern, step = it.concern, it.step
    due = in_words(step.due_on) if step.due_on else "no date"
    parts = [
        *_heads(f"{concern.ref}: the change of the date was taken back", concern, scene),
        *facts((f"{step.name} response due", due)),
    ]
    answer = link_to(concern, "Answer", Do.RECORD_RESPONSE)
    return shown(f"{concern.ref}: response due {due} again", parts, [answer, open_button(concern)])


def draw_taken_back(it: StepTakenBack, _scene: Scene) -> list[Drawn]:
    """Nothing of what it said, nor of whom: it may have been the wrong child."""
    told = f"What was raised with you under {it.concern.ref} was taken back. You need not answer it."
    return shown(f"{it.concern.ref}: taken back", [title(f"{it.concern.ref}: taken back"), say(told)])


def draw_not_reached(it: NotReached, scene: Scene) -> list[Drawn]:
    concern, step = it.concern, it.step
    said = f"{step.to_name or 'The manager'} could not be told in Teams."
    return _raised(f"{concern.ref}: not delivered", said, concern, step, scene)


def _raised(heads: str, said: str, concern: Concern, step: Step, scene: Scene) -> list[Drawn]:
    by_hand = "" if step.told_in_teams else f" Send the text below yourself, then press “{SENT}”."
    parts = [*_heads(heads, concern, scene), say(said + by_hand), *step_facts(concern, step, scene)]
    card = shown(heads, parts, [sent_button(concern, step), open_button(concern)])
    return [*card, *text_by_hand(concern, step)]
