"""The forms of an errand: what is still missing, and all of it to be changed."""

from __future__ import annotations

from collections.abc import Iterable

from bot.cards.errands import errand_title
from bot.cards.fields import Asked, field
from bot.cards.kit import (
    Drawn,
    Part,
    alarm,
    buttons,
    facts,
    press,
    quiet,
    say,
    shown,
    title,
    well,
)
from bot.cards.problems import problem_text, wrote
from bot.cards.review_words import OF_A_REVIEW, called
from bot.cards.scene import Scene
from bot.cards.words import iso_in_words, noun_of
from bot.domain.intents import Do
from bot.domain.shows import AskFor, Draft, Edit, Facts, Problem


def draw_ask(it: AskFor, scene: Scene) -> list[Drawn]:
    draft, slots = it.draft, it.missing or (it.slot,)
    name = _name(draft, it.facts, scene)
    parts = [
        title(name),
        *_given(draft, it.facts, slots, scene),
        *_problem(it, scene),
        _nearest(it),
        *_fields(it, slots, scene),
        quiet("Or type your answer in the chat.", spacing="Medium"),
    ]
    skip = press("Skip", Do.SKIP, draft.nonce) if it.slot in it.optional else None
    return shown(f"{name}: a question", parts, [_go_on(draft), skip, press("Cancel", Do.CANCEL, draft.nonce)])


def draw_edit(it: Edit, scene: Scene) -> list[Drawn]:
    draft, name = it.draft, _name(it.draft, it.facts, scene)
    about = _given(draft, it.facts, it.fields, scene)
    parts = [
        title(name),
        say("Change what you like.", spacing="None"),
        *about,
        *_fields(it, it.fields, scene),
    ]
    return shown(f"{name}: to be changed", parts, [_go_on(draft), press("Cancel", Do.CANCEL, draft.nonce)])


def _name(draft: Draft, about: Facts, scene: Scene) -> str:
    if draft.do is Do.RECORD_RESPONSE and about.record and scene.answers(about.record):
        return "Answer"
    return errand_title(draft.do, scene.words)


def _fields(it: AskFor | Edit, slots: Iterable[str], scene: Scene) -> list[Part | None]:
    asked = [Asked(it.draft, it.facts, slot, slot in it.optional) for slot in slots]
    return [field(one, scene) for one in asked]


def _go_on(draft: Draft) -> Part:
    return press("Continue", Do.FILL, draft.nonce, with_inputs=True)


def _problem(it: AskFor, scene: Scene) -> list[Part]:
    if it.problem is None:
        return []
    kept = quiet("What you gave before is kept.", spacing="Small") if it.draft.slots else None
    return [well(alarm(problem_text(it, scene)), *_wrote(it), kept)]


def _wrote(it: AskFor) -> list[Part]:
    """Shown back, unless it might be a child's name."""
    may_be_a_name = it.slot == "child" and not any(mark.isdigit() for mark in it.rejected)
    if not it.rejected or may_be_a_name or it.problem is Problem.TOO_LONG:
        return []
    return [wrote(it.rejected)]


def _nearest(it: AskFor) -> Part | None:
    """What else the form holds goes with the reference that is pressed."""
    near = it.facts.nearest[:3] if it.slot == "child" else ()
    return buttons(*(press(ref, Do.FILL, it.draft.nonce, {"child": ref}, with_inputs=True) for ref in near))


_NAMES = {
    "child": "Child",
    "themes": "Themes",
    "to_role": "Raised with",
    "due_on": "By",
    "happened_on": "On",
    "participation": "Took part",
    "review_kind": "Review",
    "what": "Paper",
    "event": "What happened",
    "rag": "Rating",
    "grade": "Grade",
    "owner": "By whom",
    "chair": "Chaired by",
}


def _given(draft: Draft, about: Facts, asked: Iterable[str], scene: Scene) -> list[Part]:
    """What is known already, in short: long words are shown before saving."""
    record = about.record
    own = [("Record", f"{record.ref}, {noun_of(record, scene.words)} for {record.child}")] if record else []
    given = [name for name in _NAMES if draft.slots.get(name) and name not in asked]
    given = [name for name in given if not (record and name in ("child", "themes"))]
    return facts(*own, *((_NAMES[name], _value(name, draft.slots[name], scene)) for name in given))


def _value(name: str, value: object, scene: Scene) -> str | list[str]:
    if name in OF_A_REVIEW:
        return called(name, str(value), scene)
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return iso_in_words(value) if name.endswith("_on") else str(value)
