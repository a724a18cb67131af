"""A record as plain text: for the case system, and for a manager who does not use the assistant."""

from __future__ import annotations

from bot.cards.entries import entry_title
from bot.cards.kit import visible
from bot.cards.words import addressee_of, capital, days_of, in_words, moment, noun_of, themes_of
from bot.domain.concerns import Concern, ConcernStatus, Entry, EntryKind, Step
from bot.domain.policy import Policy


def file_text(concern: Concern, policy: Policy) -> str:
    """The whole record in order. What was taken back is left out: it never belonged to the child's file."""
    kept = [entry for entry in concern.entries if not entry.undone and entry.kind is not EntryKind.UNDONE]
    entries = [
        f"{number}. {moment(entry.at)}, {entry.by_name}\n{entry_title(entry, concern, policy)}{_said(entry)}"
        for number, entry in enumerate(kept, 1)
    ]
    return "\n\n".join(["\n".join(_heads(concern, policy)), *entries])


def _said(entry: Entry) -> str:
    return f"\n{visible(entry.text)}" if entry.text else ""


def _heads(concern: Concern, policy: Policy) -> list[str]:
    kind = capital(noun_of(concern, policy.words))
    themes, named = themes_of(concern.themes)
    pairs = (
        ("Child", concern.child),
        ("IRO", concern.iro_name),
        ("Team", concern.team),
        (themes, "; ".join(named)),
        ("Raised with", visible(concern.raised_with)),
        ("Opened", in_words(concern.opened_on)),
        ("Agreed by", in_words(concern.due_on) if concern.due_on else ""),
        ("Made formal", in_words(concern.escalated_on) if concern.escalated_on else ""),
        ("20 working days end", in_words(concern.total_due_on) if concern.total_due_on else ""),
        ("Stands at", _stands(concern)),
        ("Child's status", concern.child_status),
        (
            "Independent legal advice sought",
            in_words(concern.legal_advice_on) if concern.legal_advice_on else "",
        ),
        ("Outcome", visible(concern.outcome)),
        ("What changed for the child", visible(concern.impact)),
    )
    return [f"{kind} {concern.ref}", *(f"{name}: {value}" for name, value in pairs if value)]


def _stands(concern: Concern) -> str:
    if concern.status is not ConcernStatus.OPEN:
        on = f" on {in_words(concern.resolved_on)}" if concern.resolved_on else ""
        return f"{concern.status.value}{on}"
    step = concern.step
    if step is None:
        return "open"
    return ", ".join(part for part in (step.name, addressee_of(step), _due(step)) if part)


def _due(step: Step) -> str:
    if step.answered_on:
        return f"answered {in_words(step.answered_on)}"
    return f"response due {in_words(step.due_on)}" if step.due_on else ""


def text_to_send(concern: Concern, step: Step) -> str:
    """Its subject line holds no child's reference: subjects are seen by more people than letters are."""
    paragraphs = (
        f"Subject: {concern.ref}, {step.name}{': ' + _due(step) if step.due_on else ''}",
        f"Dear {step.to_name or step.to_role or 'colleague'},",
        f"As IRO for the child with the reference {concern.child}, I raise this with you at {step.name}.",
        _themes(concern),
        *_matter(concern),
        _please(concern, step),
        f"I keep this as record {concern.ref}. Please reply to me, and I will enter your answer there.",
        f"{concern.iro_name}\nIndependent Reviewing Officer",
    )
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _themes(concern: Concern) -> str:
    name, themes = themes_of(concern.themes)
    return f"{name}: {'; '.join(themes)}" if themes else ""


_MATTER = frozenset({EntryKind.OPENED, EntryKind.ESCALATED, EntryKind.STAGE, EntryKind.ASKED})


def _matter(concern: Concern) -> list[str]:
    """What the IRO wrote at each step, in order; a manager's comments are not sent on."""
    return [visible(e.text) for e in concern.entries if e.kind in _MATTER and e.text and not e.undone]


def _please(concern: Concern, step: Step) -> str:
    days = f" ({days_of(step)} from {in_words(step.raised_on)})" if days_of(step) else ""
    answer = f"Please answer by {in_words(step.due_on)}{days}." if step.due_on else "Please answer."
    whole = concern.total_due_on
    return answer + (f" The whole process ends on {in_words(whole)}, after 20 working days." if whole else "")
