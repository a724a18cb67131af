"""The formal process, once saved: a stage raised or asked for, a text sent by hand, the end of it."""

from __future__ import annotations

from bot.cards.clocks import day_20
from bot.cards.copying import copy_cards
from bot.cards.file_text import text_to_send
from bot.cards.kit import Drawn, Part, facts, quiet, say, shown, title
from bot.cards.record import after_saving, safe_summary, to_be_filed
from bot.cards.record_parts import where_resolved
from bot.cards.rows import link_to, open_button
from bot.cards.scene import Scene
from bot.cards.words import addressee_of, capital, days_of, in_words, of_child
from bot.domain.concerns import Concern, ConcernStatus, Step
from bot.domain.intents import Do
from bot.domain.results import Closed, SentByHand, StepAsked, StepRaised

SENT = "I have sent it"


def draw_raised(it: StepRaised, scene: Scene) -> list[Drawn]:
    concern, step = it.concern, it.step
    parts = [
        title(f"Saved as {concern.ref}" if it.first else f"{concern.ref}: {step.name} raised"),
        say(of_child(concern, scene.words), spacing="None"),
        *step_facts(concern, step, scene),
        say(_told(step)),
        to_be_filed(scene),
    ]
    actions = [sent_button(concern, step), *after_saving(concern, scene)]
    return [*shown(safe_summary(concern, scene), parts, actions), *text_by_hand(concern, step)]


def step_facts(concern: Concern, step: Step, scene: Scene) -> list[Part]:
    return facts(
        (capital(scene.words.stage), step.name),
        ("With", addressee_of(step)),
        ("Response due", _due(step)),
        day_20(concern),
    )


def _due(step: Step) -> str:
    if step.due_on is None:
        return "No number of days is set"
    return in_words(step.due_on) + (f" ({days_of(step)})" if days_of(step) else "")


def _told(step: Step) -> str:
    if step.told_in_teams:
        return f"{step.to_name or 'They'} will be told here in Teams, and can answer here."
    who = f"{step.to_name} does not use this assistant." if step.to_name else "Nobody is named for this team."
    return f"{who} Send the text below yourself, then press “{SENT}”."


def sent_button(concern: Concern, step: Step) -> Part | None:
    return None if step.told_in_teams else link_to(concern, SENT, Do.MARK_SENT)


def text_by_hand(concern: Concern, step: Step) -> list[Drawn]:
    """For a manager whom the assistant cannot tell."""
    if step.told_in_teams:
        return []
    to = facts(("To", addressee_of(step)), ("E-mail", step.to_email or ""))
    return copy_cards(f"Text to send for {concern.ref}", text_to_send(concern, step), to)


def draw_asked(it: StepAsked, scene: Scene) -> list[Drawn]:
    concern, step, stage = it.concern, it.step, scene.words.stage
    told = (
        "is told here in Teams"
        if it.told_in_teams
        else "does not use this assistant: please ask them yourself"
    )
    stands = f"it stands at {concern.step.name}" if concern.step else "nothing has gone to a manager"
    heads = f"{concern.ref}: {step.name} asked for"
    parts = [
        title(heads),
        say(of_child(concern, scene.words), spacing="None"),
        say(f"This {stage} is raised by {it.asked_of}, who {told}."),
        quiet(f"Its days begin when it is raised. Until then {stands}."),
        to_be_filed(scene),
    ]
    return shown(heads, parts, after_saving(concern, scene))


def draw_sent(it: SentByHand, scene: Scene) -> list[Drawn]:
    concern, step = it.concern, it.step
    already = "It was already marked as sent" if it.already else "Saved: the text was sent"
    to = f" to {addressee_of(step)}" if addressee_of(step) else ""
    on = f" on {in_words(step.sent_on)}" if step.sent_on else ""
    parts = [
        title(f"{concern.ref}: text sent"),
        say(f"{already}{to}{on}.", spacing="None"),
        *facts(("Response due", in_words(step.due_on) if step.due_on else "")),
    ]
    response = link_to(concern, "Response", Do.RECORD_RESPONSE)
    return shown(f"{concern.ref}: text sent", parts, [response, open_button(concern)])


def draw_closed(it: Closed, scene: Scene) -> list[Drawn]:
    concern = it.concern
    withdrawn = concern.status is ConcernStatus.WITHDRAWN
    heads = f"{concern.ref}: {concern.status.value}"
    parts = [
        title(heads),
        say(of_child(concern, scene.words), spacing="None"),
        *facts(("Why" if withdrawn else "Outcome", concern.outcome), ("What changed", concern.impact)),
        *facts(("Resolved at", where_resolved(concern, scene))),
        to_be_filed(scene),
    ]
    return shown(heads, parts, after_saving(concern, scene))
