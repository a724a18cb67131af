"""What was added to a record, and what was done to keep the child's file right."""

from __future__ import annotations

from bot.cards.copying import copy_cards
from bot.cards.file_text import file_text
from bot.cards.kit import Drawn, Part, facts, link, quiet, say, shown, title
from bot.cards.record import after_saving, to_be_filed
from bot.cards.rows import link_to, next_stage, open_button
from bot.cards.scene import Scene
from bot.cards.words import in_words, of_child
from bot.domain.concerns import EntryKind
from bot.domain.intents import Do
from bot.domain.results import EntryAdded, Filed, FileText

_SAVED = {EntryKind.RESPONSE: "response saved", EntryKind.COMMENT: "comment saved"}


def draw_added(it: EntryAdded, scene: Scene) -> list[Drawn]:
    heads = f"{it.concern.ref}: {_SAVED.get(it.entry.kind, 'note saved')}"
    told = f"{it.concern.iro_name} is told here in Teams. What they wrote stays as it is."
    parts = [
        title(heads),
        say(of_child(it.concern, scene.words), spacing="None"),
        *_dates(it),
        to_be_filed(scene) if scene.is_own(it.concern) else say(told),
    ]
    return shown(heads, parts, _next(it, scene))


def _dates(it: EntryAdded) -> list[Part]:
    entry, is_response = it.entry, it.entry.kind is EntryKind.RESPONSE
    return facts(
        ("Answered" if is_response else "Happened", in_words(entry.happened_on) if entry.happened_on else ""),
        ("Promised by", in_words(entry.due_on) if entry.due_on else ""),
    )


def _next(it: EntryAdded, scene: Scene) -> list[Part]:
    concern = it.concern
    if not scene.is_own(concern):
        return [open_button(concern), link("Undo", Do.UNDO)]
    if it.entry.kind is not EntryKind.RESPONSE or not concern.is_open:
        return after_saving(concern, scene)
    resolved = link_to(concern, "Resolved", Do.RESOLVE)
    further = [next_stage(concern, scene)] if concern.is_formal else []
    return [resolved, *further, *after_saving(concern, scene)]


def draw_filed(it: Filed, scene: Scene) -> list[Drawn]:
    concern, system = it.concern, scene.words.case_system
    done = "It was marked already" if it.already else "Marked"
    parts = [
        title(f"{concern.ref}: on the child's file"),
        say(f"{done}: everything up to now is entered in {system}.", spacing="None"),
        quiet("What is added later is listed again until it is entered."),
    ]
    more = link("What is not on file?", Do.ASK_NOT_FILED)
    return shown(f"{concern.ref}: on the child's file", parts, [open_button(concern), more])


def draw_file_text(it: FileText, scene: Scene) -> list[Drawn]:
    concern, text = it.concern, file_text(it.concern, scene.policy)
    if not scene.is_own(concern):
        return copy_cards(f"{concern.ref} as text", text)
    entered = [link_to(concern, "Entered on file", Do.MARK_FILED)] if concern.not_filed else []
    return copy_cards(f"{concern.ref}: text for {scene.words.case_system}", text, actions=entered)
