"""What the assistant says unasked."""

from __future__ import annotations

from bot.cards.action_rows import action_rows
from bot.cards.between_weekly import between_counts, between_links
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
from bot.cards.record import FRAME, in_short, raise_button
from bot.cards.rows import clock_line, link_to, list_of, next_stage, open_button
from bot.cards.scene import Scene
from bot.cards.words import addressee_of, count, in_words, of_child
from bot.domain.concerns import Concern, Step, WhyMoved
from bot.domain.intents import Do
from bot.domain.notices import (
    Answered,
    Commented,
    DateMovedForYou,
    NotReached,
    RaisedForYou,
    StepAddressed,
    StepWanted,
    WeeklyList,
)


def draw_weekly(it: WeeklyList, scene: Scene) -> list[Drawn]:
    words = scene.words
    to_do = _to_do(it, scene)
    number = count(len(it.concerns), f"open {words.escalation}", f"open {words.escalations}")
    also = _also(it, scene)
    rows = list_of(it.concerns, scene, ROOM - FRAME - size([also, to_do]))
    order = say("Oldest clock first.", spacing="None") if len(it.concerns) > 1 else None
    return shown(
        f"This week: {number}", [title(f"This week: {number}"), order, *rows, *to_do, *also], wide=True
    )


def _to_do(it: WeeklyList, scene: Scene) -> list[Part]:
    """The IRO's own actions of the week, each with its tick."""
    if not it.actions:
        return []
    return [heading("Your actions"), *action_rows(it.actions, scene, ROOM // 4)]


def _also(it: WeeklyList, scene: Scene) -> list[Part]:
    """What else waits: in words, with a button each."""
    words, system = scene.words, scene.words.case_system
    waiting = (
        (it.challenges_overdue, f"{words.challenge} past its date", f"{words.challenges} past their dates"),
        (it.reviews_overdue, "review overdue", "reviews overdue"),
        (it.not_filed, f"record not yet in {system}", f"records not yet in {system}"),
        *between_counts(it.between, scene),
    )
    lines = [say(count(number, one, many), spacing="Small") for number, one, many in waiting if number]
    actions = [
        link("All open", Do.ASK_OPEN),
        link("Reviews due", Do.ASK_DEADLINES) if it.reviews_overdue else None,
        link(f"Not in {system}", Do.ASK_NOT_FILED) if it.not_filed else None,
        *between_links(it.between),
    ]
    heads = heading("Also waiting") if lines else None
    return said(heads, lines, buttons(*actions, separator=True, spacing="Medium"))


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


def _entry(heads: str, it: Answered | Commented, scene: Scene) -> list[Part]:
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


def draw_not_reached(it: NotReached, scene: Scene) -> list[Drawn]:
    concern, step = it.concern, it.step
    said = f"{step.to_name or 'The manager'} could not be told in Teams."
    return _raised(f"{concern.ref}: not delivered", said, concern, step, scene)


def _raised(heads: str, said: str, concern: Concern, step: Step, scene: Scene) -> list[Drawn]:
    by_hand = "" if step.told_in_teams else f" Send the text below yourself, then press “{SENT}”."
    parts = [*_heads(heads, concern, scene), say(said + by_hand), *step_facts(concern, step, scene)]
    card = shown(heads, parts, [sent_button(concern, step), open_button(concern)])
    return [*card, *text_by_hand(concern, step)]
