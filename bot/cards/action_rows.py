"""Actions in lists: on a record, in the weekly list, in answer to a question."""

from __future__ import annotations

from bot.cards.kit import Part, box, buttons, heading, present, quiet, runs, say, that_fit
from bot.cards.rows import link_to, open_button
from bot.cards.scene import Scene
from bot.cards.words import action_line, away, capital, count, in_words, near, shortened
from bot.domain.concerns import Action, Concern
from bot.domain.intents import Do
from bot.domain.permissions import may_read, may_tick
from bot.domain.results_concern import ActionDue

SHOWN = 8
"""Actions of one record with a button each; more are counted."""


def actions_of_record(concern: Concern, scene: Scene) -> list[Part]:
    """What is to be done first, each with its tick; then what was done."""
    if not concern.actions:
        return []
    waiting, done = concern.actions_open, [one for one in concern.actions if one.done_on]
    ticks = [part for one in waiting[:SHOWN] for part in _with_tick(one, concern, scene)]
    left = len(waiting) - SHOWN
    more = [quiet(f"And {count(left, 'more action')}: ask what actions are due.")] if left > 0 else []
    return [heading("Actions"), *ticks, *more, *(action_told(one, scene) for one in done[-SHOWN:])]


def _with_tick(action: Action, concern: Concern, scene: Scene) -> list[Part]:
    may = may_tick(scene.person, concern, action)
    tick = buttons(done_button(concern, action), spacing="Small") if may else None
    return [action_told(action, scene), *([tick] if tick else [])]


def action_rows(rows: tuple[ActionDue, ...], scene: Scene, room: int) -> list[Part]:
    """Each with what it is about, and a button that ticks it off."""
    fitting = that_fit([_row(row, scene) for row in rows], room)
    left = len(rows) - len(fitting)
    return [*fitting, *([quiet(f"{left} more do not fit here.")] if left else [])]


def _row(row: ActionDue, scene: Scene) -> Part:
    concern, action = row.concern, row.action
    done = done_button(concern, action) if may_tick(scene.person, concern, action) else None
    sees = may_read(scene.person, concern)
    of = f"{concern.ref} · {concern.child}" if sees else concern.ref
    acts = buttons(done, open_button(concern) if sees else None, spacing="Small")
    text = runs((shortened(action.text), False), spacing="None")
    parts = [say(of, weight="Bolder"), text, _when(action, scene), acts]
    return box(present(parts), separator=True, spacing="Medium")


def _when(action: Action, scene: Scene) -> Part:
    """A person's own actions do not name them."""
    today, on = scene.today, near(action.due_on, scene.today)
    told = f"by {on} ({away(action.due_on, today)})"
    if late := action.due_on < today:
        told = f"overdue by {count((today - action.due_on).days, 'day')} (was due {on})"
    is_own = action.owner_id == scene.person.id
    return runs((capital(told) if is_own else f"{action.owner}, {told}", late), spacing="None")


def action_told(action: Action, scene: Scene) -> Part:
    """What is late stands out."""
    told = action_line(action, scene.today)
    if action.done_on:
        return runs((f"{told}, done {in_words(action.done_on)}", False), spacing="Small")
    late = action.due_on < scene.today
    return runs((told, False), *([(", overdue", True)] if late else []), spacing="Medium")


def done_button(concern: Concern, action: Action) -> Part:
    return link_to(concern, "Done", Do.ACTION_DONE, action_id=str(action.id))
