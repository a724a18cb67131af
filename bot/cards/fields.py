"""The inputs of a form: one per slot, with the question as its label and what is known filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.cards.errands import question
from bot.cards.example import example_reference
from bot.cards.kit import SHORT, Part, visible
from bot.cards.review_words import review_choices
from bot.cards.scene import Scene
from bot.cards.words import a, action_line, capital, in_words, stage_to, standing
from bot.domain.activities import Rag
from bot.domain.concerns import Concern
from bot.domain.ladder import stages_of
from bot.domain.policy import Stage
from bot.domain.reviews import PARTICIPATION_MEANING
from bot.domain.shows import LONGEST_TEXT, Draft, Facts

NEW = "new"
LONG = frozenset({"text", "reason", "outcome", "impact", "late_reason", "plan", "declined", "attended"})
DAYS = frozenset({"due_on", "happened_on", "ended_on"})
MODES = ("in person", "video", "phone", "text", "email", "letter")
"""How a child was seen or spoken with, as the recogniser reads it."""
AT_A_GLANCE = 6
"""More choices than this are folded into a list that opens."""
Choice = tuple[str, str]
"""What comes back, and what is read."""


@dataclass(frozen=True)
class Asked:
    """One slot as it stands in a form."""

    draft: Draft
    facts: Facts
    slot: str
    optional: bool = False

    @property
    def value(self) -> Any:
        return self.draft.slots.get(self.slot)


def field(asked: Asked, scene: Scene) -> Part | None:
    """None where there is nothing to choose from."""
    label = question(asked.draft, asked.facts, asked.slot, scene) + (" (optional)" if asked.optional else "")
    base = {"id": f"slot.{asked.slot}", "label": label}
    if asked.slot in DAYS:
        return {"type": "Input.Date", **base, **_day_of(asked.value)}
    if asked.slot in LONG:
        return _text(base, asked, isMultiline=True, maxLength=LONGEST_TEXT)
    choices = _CHOICES.get(asked.slot)
    return choices(asked, scene, base) if choices else _text(base, asked, **_hint(asked, scene))


def _text(base: Mapping[str, Any], asked: Asked, **look: Any) -> Part:
    given = asked.value
    text = ", ".join(map(str, given)) if isinstance(given, list | tuple) else str(given or "")
    filled = {"value": visible(text)} if text else {}
    return {"type": "Input.Text", **base, **filled, "maxLength": SHORT, **look}


def _day_of(value: Any) -> Mapping[str, str]:
    try:
        return {"value": date.fromisoformat(str(value)).isoformat()}
    except ValueError:
        return {}


def _hint(asked: Asked, scene: Scene) -> Mapping[str, str]:
    hints = {
        "child": f"As in {scene.words.case_system}, for example {example_reference(scene.policy)}",
        "to_role": "For example Team Manager",
        "owner": "For example Team Manager, or me",
        "escalation_ref": f"For example R-{scene.today.year}-0113",
    }
    return {"placeholder": hints[asked.slot]} if asked.slot in hints else {}


def _choose(
    base: Mapping[str, Any], choices: Sequence[Choice], value: str, style: str, several: bool = False
) -> Part:
    return {
        "type": "Input.ChoiceSet",
        **base,
        "style": style,
        "wrap": True,
        "isMultiSelect": several,
        **({"placeholder": "Choose one or more" if several else "Choose one"} if style == "compact" else {}),
        "choices": [{"title": visible(title), "value": one} for one, title in choices],
        **({"value": value} if value else {}),
    }


def _themes(asked: Asked, scene: Scene, base: Mapping[str, Any]) -> Part | None:
    """Chosen by their place in the policy's list, for their wordings are long."""
    themes, given = asked.facts.policy.themes, asked.value
    known = given if isinstance(given, list | tuple) else [given]
    value = ",".join(str(themes.index(theme)) for theme in known if theme in themes)
    choices = [(str(place), theme) for place, theme in enumerate(themes)]
    several = asked.facts.policy.several_themes
    style = "expanded" if len(choices) <= AT_A_GLANCE else "compact"
    return _choose(base, choices, value, style, several) if choices else None


def _participation(asked: Asked, scene: Scene, base: Mapping[str, Any]) -> Part:
    choices = [(code.value, f"{code.value}: {meaning}") for code, meaning in PARTICIPATION_MEANING.items()]
    return _choose(base, choices, str(asked.value or ""), "compact")


def _of_review(asked: Asked, scene: Scene, base: Mapping[str, Any]) -> Part | None:
    choices = review_choices(asked.slot, asked.facts, scene)
    style = "expanded" if len(choices) <= AT_A_GLANCE else "compact"
    return _choose(base, choices, str(asked.value or ""), style) if choices else None


def _rag(asked: Asked, scene: Scene, base: Mapping[str, Any]) -> Part:
    return _choose(base, [(one.value, capital(one.value)) for one in Rag], str(asked.value or ""), "expanded")


def _grade(asked: Asked, scene: Scene, base: Mapping[str, Any]) -> Part | None:
    grades = asked.facts.policy.grades
    chosen = [(one, one) for one in grades]
    return _choose(base, chosen, str(asked.value or ""), "expanded") if grades else None


def _mode(asked: Asked, scene: Scene, base: Mapping[str, Any]) -> Part:
    return _choose(base, [(one, capital(one)) for one in MODES], str(asked.value or ""), "compact")


def _alone(asked: Asked, scene: Scene, base: Mapping[str, Any]) -> Part:
    value = "" if asked.value is None else "yes" if asked.value in (True, "yes") else "no"
    return _choose(base, [("yes", "Yes"), ("no", "No")], value, "expanded")


def _stage(asked: Asked, scene: Scene, base: Mapping[str, Any]) -> Part | None:
    """The stages ahead, those of a trigger first; the next one unless another was named."""
    planned, ahead = asked.facts.planned, stages_ahead(asked.facts)
    choices = [(str(stage.number), stage_to(stage.name, stage.to_role)) for stage in ahead]
    if not choices:
        return None
    value = str(planned.stage.number if planned else asked.value)
    if asked.value is None and (asked.optional or asked.facts.trigger):
        following = next((name for number, name in choices if number == value), choices[0][1])
        hint = "Choose one" if asked.facts.trigger else f"If none is chosen: {following}"
        return {**_choose(base, choices, "", "compact"), "placeholder": hint}
    return _choose(base, choices, value if value in dict(choices) else choices[0][0], "compact")


def stages_ahead(facts: Facts) -> list[Stage]:
    at = facts.record.step.stage if facts.record and facts.record.step else 0
    ahead = [stage for stage in stages_of(facts.policy) if stage.number > at]
    first = facts.trigger.stages if facts.trigger else ()
    return sorted(ahead, key=lambda stage: stage.number not in first)


def _which(asked: Asked, scene: Scene, base: Mapping[str, Any]) -> Part:
    """Among the records that fit; without any, its number is typed."""
    choices = [(one.ref, _record(one, scene)) for one in _known(asked.facts)]
    if not choices:
        return _text(base, asked, **_hint(asked, scene))
    return _choose(
        base, choices, str(asked.value or ""), "expanded" if len(choices) <= AT_A_GLANCE else "compact"
    )


def _out_of(asked: Asked, scene: Scene, base: Mapping[str, Any]) -> Part:
    earlier = [(one.ref, _record(one, scene)) for one in _known(asked.facts) if not one.is_formal]
    new = (NEW, f"No, {a(scene.words.escalation)} from the start")
    return _choose(base, [*earlier, new], str(asked.value or ""), "expanded")


def _action(asked: Asked, scene: Scene, base: Mapping[str, Any]) -> Part | None:
    record = asked.facts.record
    waiting = record.actions_open if record else ()
    choices = [(str(one.id), action_line(one, scene.today)) for one in waiting]
    return _choose(base, choices, str(asked.value or ""), "expanded") if choices else None


def _known(facts: Facts) -> tuple[Concern, ...]:
    return facts.records or ((facts.record,) if facts.record else ())


def _record(concern: Concern, scene: Scene) -> str:
    if not concern.child:
        return concern.ref  # an action's owner may not read it
    due = f", due {in_words(concern.next_date)}" if concern.next_date else ""
    return f"{concern.ref} · {concern.child} · {standing(concern, scene.words)}{due}"


_CHOICES = {
    "themes": _themes,
    "participation": _participation,
    "review_kind": _of_review,
    "what": _of_review,
    "event": _of_review,
    "rag": _rag,
    "grade": _grade,
    "mode": _mode,
    "seen_alone": _alone,
    "promise_kept": _alone,
    "stage": _stage,
    "escalation_ref": _which,
    "from_record": _out_of,
    "action_id": _action,
}
