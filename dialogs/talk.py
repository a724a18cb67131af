"""What a conversation remembers between two turns: plain JSON, versioned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.intents import Do
from dialogs.errands import FORMS

VERSION = 2


@dataclass(frozen=True)
class Errand:
    """One thing being asked for, on its way to being saved."""

    do: Do
    slots: Mapping[str, Any]
    nonce: str
    asked: str | None = None
    """The slot asked for last; `confirm` when everything was shown and waits to be saved."""
    choices: tuple[str, ...] = ()
    """What was offered for it, in order."""

    def with_slots(self, slots: Mapping[str, Any]) -> Errand:
        return replace(self, slots={**self.slots, **slots})


@dataclass(frozen=True)
class Talk:
    running: Errand | None = None
    waiting: tuple[Errand, ...] = ()
    """Interrupted errands and further errands of one message, the next first."""
    last_record: str | None = None
    """The record last spoken of: "it", "that one"."""
    last_list: tuple[str, ...] = ()
    """The records last listed: "the second"."""
    last_change: Mapping[str, Any] | None = None
    """What `undo` takes back."""
    kept_words: str = ""
    """What was typed and not understood, so that it need not be typed twice."""
    last_saved: Errand | None = None
    """What "same again" repeats."""

    def take_up(self, errand: Errand) -> Talk:
        """A new errand; one that would be saved waits its turn, unless it is the same and empty."""
        running = self.running
        is_kept = running and running.do in FORMS and (running.slots or running.do is not errand.do)
        kept = (running,) if running and is_kept else ()
        return replace(self, running=errand, waiting=(*kept, *self.waiting)[:WAITING_AT_MOST])

    def then(self, further: Sequence[Errand]) -> Talk:
        """Further errands of the message that the running one came from: they come next."""
        return replace(self, waiting=(*further, *self.waiting)[:WAITING_AT_MOST])

    def run(self, errand: Errand | None) -> Talk:
        return replace(self, running=errand)

    def finish(self) -> Talk:
        """The next waiting errand goes on."""
        following = self.waiting[0] if self.waiting else None
        return replace(self, running=following, waiting=self.waiting[1:])


WAITING_AT_MOST = 5


def as_json(talk: Talk) -> dict[str, Any]:
    return {
        "v": VERSION,
        "running": _errand_as_json(talk.running) if talk.running else None,
        "waiting": [_errand_as_json(errand) for errand in talk.waiting],
        "last_record": talk.last_record,
        "last_list": list(talk.last_list),
        "last_change": None if talk.last_change is None else dict(talk.last_change),
        "kept_words": talk.kept_words,
        "last_saved": _errand_as_json(talk.last_saved) if talk.last_saved else None,
    }


def from_json(state: Mapping[str, Any]) -> Talk:
    """A state of another version, or none, begins the conversation again."""
    if state.get("v") != VERSION:
        return Talk()
    running = state["running"]
    return Talk(
        running=_errand_from_json(running) if running else None,
        waiting=tuple(_errand_from_json(errand) for errand in state["waiting"]),
        last_record=state["last_record"],
        last_list=tuple(state["last_list"]),
        last_change=state["last_change"],
        kept_words=state["kept_words"],
        last_saved=_errand_from_json(state["last_saved"]) if state["last_saved"] else None,
    )


def _errand_as_json(errand: Errand) -> dict[str, Any]:
    return {
        "do": errand.do.value,
        "slots": dict(errand.slots),
        "nonce": errand.nonce,
        "asked": errand.asked,
        "choices": list(errand.choices),
    }


def _errand_from_json(state: Mapping[str, Any]) -> Errand:
    return Errand(
        do=Do(state["do"]),
        slots=state["slots"],
        nonce=state["nonce"],
        asked=state["asked"],
        choices=tuple(state["choices"]),
    )
