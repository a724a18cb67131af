"""What keeps a conversation going: help, welcome, cancel, what was not understood."""

from __future__ import annotations

from bot.cards.errands import errand_title
from bot.cards.example import example_reference
from bot.cards.kit import Drawn, Part, box, buttons, heading, link, present, quiet, say, shown, title
from bot.cards.scene import Scene
from bot.cards.words import a, listed, of_authority
from bot.domain.intents import Do
from bot.domain.people import Person, Role
from bot.domain.policy import Policy
from bot.domain.shows import (
    Cancelled,
    HelpShown,
    ImmediateRisk,
    NotUnderstood,
    PerhapsAtRisk,
    PersonalOnly,
    Resumed,
    Unknown,
    Welcome,
    Welcomed,
)

KEPT = {"kept": True}
"""With the words typed last, which were not understood or not taken: they need not be typed twice."""

RING = "Ring your duty or emergency duty team now; this assistant does not pass on emergencies."


def draw_risk(it: ImmediateRisk, scene: Scene) -> list[Drawn]:
    """The duty team first and large; what may be recorded afterwards stands below."""
    message = it.duty_message or RING
    parts = [say(message, size="Medium", weight="Bolder"), say("Nothing has been logged.")]
    alarm = box(parts, style="attention", bleed=True)
    if not it.offers:
        return shown(message, [alarm])
    after = quiet("When the duty team knows, or if no child is in danger, your words can be recorded:")
    return shown(message, [alarm, after], [link(errand_title(do, scene.words), do, KEPT) for do in it.offers])


def draw_perhaps_at_risk(it: PerhapsAtRisk, scene: Scene) -> list[Drawn]:
    return [Drawn(text=f"Just in case. {it.duty_message or RING}")]


def draw_help(it: HelpShown, scene: Scene) -> list[Drawn]:
    parts = [title("What I can do"), *_for(it.person, it.policy), *_invented(it.policy)]
    return shown("What I can do", parts)


def draw_welcome(it: Welcome, scene: Scene) -> list[Drawn]:
    words = it.policy.words
    kept = f"{words.challenges} and {words.escalations}"
    parts = [
        title(f"Hello {it.person.name}"),
        say(
            f"I keep the working record of {kept} for {it.policy.title}, and remind you of what is open. "
            f"The child's file stays in {words.case_system}."
        ),
        say("Use a child's reference, never a name. Nothing is saved until you say so."),
        *_for(it.person, it.policy),
        *_invented(it.policy),
    ]
    return shown("Welcome", parts)


def _for(person: Person, policy: Policy) -> list[Part]:
    parts = [part for role, section in _SECTIONS.items() if person.is_a(role) for part in section(policy)]
    return [*parts, quiet("At any time you can type help, cancel or undo.", spacing="Medium")]


def _iro(policy: Policy) -> list[Part]:
    words, child = policy.words, example_reference(policy)
    return present([
        heading("Record"),
        _begins(policy, Do.LOG_POSITIVE_CHALLENGE, Do.RAISE_ESCALATION),
        _begins(policy, Do.RECORD_REVIEW_HELD, Do.RECORD_CARE_EVENT),
        _begins(policy, Do.RECORD_VISIT, Do.RECORD_MIDWAY_REVIEW, Do.SET_RAG, Do.LOG_GOOD_PRACTICE),
        heading("Ask"),
        _begins(policy, Do.ASK_OPEN, Do.ASK_DEADLINES, Do.ASK_FORECAST),
        _begins(policy, Do.ASK_NOT_LOOKED_AT, Do.ASK_NOT_FILED),
        heading("Or type it, for example"),
        say(f"Log {a(words.challenge)} for {child}, raised with the team manager, by Friday"),
        say("R-113: the team manager rang, the plan will be ready on 4 December", spacing="Small"),
        say(f"When is the next review of {child}?", spacing="Small"),
        _weekly(policy),
    ])  # fmt: skip


def _begins(policy: Policy, *errands: Do) -> Part | None:
    return buttons(*(link(errand_title(do, policy.words), do) for do in errands))


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _weekly(policy: Policy) -> Part | None:
    day, at = policy.weekly.weekday, policy.weekly.at
    if day is None or at is None:
        return None
    told = [f"Every {_WEEKDAYS[day]} at {at:%H:%M} I list your open {policy.words.escalations}."]
    if policy.reminders.daily_at:
        told.append("On other days you hear of what is news, once a day.")
    if "hour" in policy.reminders.own_choice:
        told.append("Type “remind me at 8”, or “weekly only”, to change that.")
    told.append("Type “on leave from Monday to 4 December”, and nothing comes meanwhile.")
    return quiet(" ".join(told))


def _manager(policy: Policy) -> list[Part]:
    return present([
        heading("Your team"),
        _begins(policy, Do.TEAM_STATUS, Do.ASK_OPEN, Do.ASK_DEADLINES, Do.ASK_FORECAST, Do.MAKE_REPORT),
        _begins(policy, Do.ASK_REMINDERS),
        say("Type a record's number, for example R-113, to open it. You can comment; IROs' words stay."),
    ])  # fmt: skip


def _responder(policy: Policy) -> list[Part]:
    raised = (
        f"When an IRO raises {a(policy.words.escalation)} with you, you are told here and can answer here."
    )
    return present([heading("Raised with you"), say(raised), _begins(policy, Do.ASK_OPEN)])


def _admin(policy: Policy) -> list[Part]:
    asks = _begins(policy, Do.ASK_REMINDERS)
    return present([say("Your role sets the assistant up. It sees no case content."), asks])


_SECTIONS = {
    Role.IRO: _iro,
    Role.IRO_MANAGER: _manager,
    Role.RESPONDER: _responder,
    Role.ADMIN: _admin,
}

_NAMES = {
    "ladder": "{stage}s, managers' roles and days",
    "themes.list": "themes",
    "teams": "teams",
    "weekly_reminder": "the day of the weekly list",
    "reminders": "what people are reminded of on other days",
    "forecast": "number of reviews a week that is too many",
    "reviews": "which of several meetings is the review",
    "report.suppress_below": "which figures are small",
    "references.patterns": "the forms of references",
    "safety": "the duty team's number",
}


def _invented(policy: Policy) -> list[Part]:
    """Only a demo's policy has such values; said once, where people begin."""
    found = [name for heading, name in _NAMES.items() if _has_invented(policy, heading)]
    if not found:
        return []
    these = listed(found).format(stage=policy.words.stage)
    return [quiet(f"Demo: some of the {these} are invented, not {of_authority(policy)}.", spacing="Medium")]


def _has_invented(policy: Policy, heading: str) -> bool:
    return any(path.startswith(heading) and "invented" in source for path, source in policy.sources.items())


def draw_not_understood(it: NotUnderstood, scene: Scene) -> list[Drawn]:
    said = "I did not follow that. Nothing was saved."
    if it.read:
        said = f"I read {it.read}, but not what is to be done. Nothing was saved."
    if it.asks_again:
        return shown("I did not follow that", [say(f"{said} Here is the question again.")])
    offers = [link(errand_title(do, scene.words), do, KEPT) for do in it.offers]
    ask = "Did you mean one of these?" if offers else "Try saying it another way."
    return shown("I did not follow that", [say(f"{said} {ask}")], [*offers, link("Help", Do.HELP)])


def draw_cancelled(it: Cancelled, scene: Scene) -> list[Drawn]:
    if it.do is None:
        return shown("Nothing to cancel", [say("There was nothing to cancel.")])
    return shown("Cancelled", [say(f"Cancelled: {errand_title(it.do, scene.words)}. Nothing was saved.")])


def draw_resumed(it: Resumed, scene: Scene) -> list[Drawn]:
    lead = "Back to where we were" if it.is_begun else "Next"
    return shown("Going on", [say(f"{lead}: {errand_title(it.do, scene.words)}.")])


def draw_welcomed(it: Welcomed, scene: Scene) -> list[Drawn]:
    return [Drawn(text="You're welcome.")]


def draw_personal_only(it: PersonalOnly, scene: Scene) -> list[Drawn]:
    """Others read along: one line of plain text, and nothing of what was asked."""
    if it.answered_there:
        return [Drawn(text="I have answered you in our own chat; case details do not belong here.")]
    return [Drawn(text="Please write to me in our own chat; case details do not belong here.")]


def draw_unknown(it: Unknown, scene: Scene) -> list[Drawn]:
    return [Drawn(text="Sorry, I cannot help you here. Please ask whoever looks after this assistant.")]
