"""One record in full."""

from __future__ import annotations

from bot.cards.action_rows import actions_of_record
from bot.cards.clocks import day_20, promises_told
from bot.cards.entries import narrative
from bot.cards.errands import errand_title
from bot.cards.kit import (
    ROOM,
    Drawn,
    Fact,
    Part,
    box,
    buttons,
    facts,
    link,
    present,
    quiet,
    say,
    shown,
    size,
    title,
    unfolds,
)
from bot.cards.record_parts import about_parts, child_status, part_buttons, where_raised, where_resolved
from bot.cards.rows import clock_line, link_to, next_stage, open_button
from bot.cards.scene import Scene
from bot.cards.words import (
    addressee_of,
    capital,
    count,
    in_words,
    near,
    noun_of,
    person_at,
    standing,
    the,
    themes_of,
)
from bot.domain.concerns import Concern, ConcernStatus, Step, StepState
from bot.domain.intents import Do
from bot.domain.results import RecordShown

FRAME = 3000
"""Code units kept for what stands around a narrative or a list."""


def draw_record(it: RecordShown, scene: Scene) -> list[Drawn]:
    concern = it.concern
    to_do = actions_of_record(concern, scene)
    parts = [
        *head(concern, scene),
        *_actions(it, scene),
        *_not_filed(it, scene),
        *to_do,
        *_about(concern, scene),
    ]
    room = ROOM - FRAME - size(parts)
    rest = f"“{_text_title(concern, scene)}” gives the whole record."
    told = narrative(concern.entries, concern, scene.policy, room, rest)
    return shown(safe_summary(concern, scene), [*parts, *told], wide=True)


def safe_summary(concern: Concern, scene: Scene) -> str:
    """What a notification may show: the record's number, where it stands, its date."""
    step = concern.step
    due = step.due_on if step and step.state is StepState.RAISED else None
    if not concern.is_formal:
        due = concern.due_on
    dated = f": {'response due' if step else 'due'} {in_words(due)}" if due and concern.is_open else ""
    return f"{concern.ref}, {standing(concern, scene.words)}{dated}"


def head(concern: Concern, scene: Scene) -> list[Part]:
    """Enough to know where it stands at a glance."""
    who = addressee_of(concern.step) if concern.step else ""
    stands = standing(concern, scene.words) + (f", with {who}" if who else "")
    return present([
        title(f"{concern.ref} · {concern.child}"),
        quiet(capital(noun_of(concern, scene.words)), spacing="None") if concern.is_formal else None,
        say(stands, spacing="Small"),
        clock_line(concern, scene, spacing="None"),
        *_asked(concern, scene),
    ])  # fmt: skip


def _asked(concern: Concern, scene: Scene) -> list[Part]:
    step = concern.asked
    if step is None or not concern.is_open:
        return []
    by = next((stage.raised_by_title for stage in scene.policy.ladder if stage.number == step.stage), "")
    waits = f"It waits for {the(by)} to raise it." if by else "It has not been raised yet."
    return [say(f"{step.name} was asked for on {near(step.raised_on, scene.today)}. {waits}")]


def in_short(concern: Concern, scene: Scene) -> list[Fact]:
    return [
        ("IRO", "" if scene.is_own(concern) else concern.iro_name),
        ("Team", concern.team),
        themes_of(concern.themes),
        day_20(concern),
    ]


def _about(concern: Concern, scene: Scene) -> list[Part]:
    step = concern.step
    withdrawn = concern.status is ConcernStatus.WITHDRAWN
    return facts(
        *in_short(concern, scene),
        ("First with", concern.raised_with),
        ("Opened", in_words(concern.opened_on)),
        ("Child's status", child_status(concern)),
        ("First raised", where_raised(concern) if len(concern.steps) > 1 else ""),
        ("Last raised", person_at(in_words(step.raised_on), _raised_by(step)) if step else ""),
        ("Why withdrawn" if withdrawn else "Outcome", concern.outcome),
        ("What changed", concern.impact),
        ("Resolved at", where_resolved(concern, scene)),
        ("Promises", promises_told(concern)),
        *about_parts(concern, scene),
    )


def _raised_by(step: Step) -> str:
    """A file may not say who raised it."""
    return f"by {step.raised_by_name}" if step.raised_by_name else "as imported"


def _not_filed(it: RecordShown, scene: Scene) -> list[Part]:
    if not it.may_write:
        return []
    system, left = scene.words.case_system, it.concern.not_filed
    if not left:
        return [quiet(f"All of it is marked as entered in {system}.")]
    return [quiet(f"{count(left, 'entry', 'entries')} not yet marked as entered in {system}.")]


def _actions(it: RecordShown, scene: Scene) -> list[Part]:
    concern = it.concern
    if not it.may_write:
        return present([buttons(*_others(it, scene), spacing="Medium")])
    more = [*part_buttons(concern, scene), *_rarer(it)]
    return present([
        buttons(*_work(it, scene), unfolds("More", "rarer"), spacing="Medium"),
        box([buttons(*more)], id="rarer", isVisible=False, spacing="Small"),
    ])  # fmt: skip


def _work(it: RecordShown, scene: Scene) -> list[Part | None]:
    """Five at most: with `More` the sixth."""
    concern, text = it.concern, text_button(it.concern, scene)
    note = link_to(concern, "Add note", Do.ADD_NARRATIVE)
    if not concern.is_open:
        return [text, note, link_to(concern, "Open again", Do.REOPEN)]
    further = next_stage(concern, scene) if concern.is_formal and it.next_stages else None
    return [
        link_to(concern, "Response", Do.RECORD_RESPONSE) if concern.may_be_answered else None,
        further if concern.is_formal else _make_formal(concern, scene),
        note,
        link_to(concern, "Resolved", Do.RESOLVE),
        text,
    ]


def text_button(concern: Concern, scene: Scene) -> Part:
    return link_to(concern, _text_title(concern, scene), Do.SHOW_FILE_TEXT)


def chronology_button(concern: Concern) -> Part:
    return link("Chronology", Do.SHOW_CHRONOLOGY, {"child": concern.child})


def _text_title(concern: Concern, scene: Scene) -> str:
    """Only the child's own IRO enters it on the file."""
    return f"Text for {scene.words.case_system}" if scene.is_own(concern) else "As text"


def _make_formal(concern: Concern, scene: Scene) -> Part:
    about = {"from_record": concern.ref, "child": concern.child}
    return link(errand_title(Do.RAISE_ESCALATION, scene.words), Do.RAISE_ESCALATION, about)


def _rarer(it: RecordShown) -> list[Part | None]:
    concern = it.concern
    return [
        link_to(concern, "Entered on file", Do.MARK_FILED) if concern.not_filed else None,
        link_to(concern, "History", Do.SHOW_HISTORY),
        chronology_button(concern),
        link_to(concern, "Withdraw", Do.WITHDRAW) if concern.is_open else None,
    ]


def _others(it: RecordShown, scene: Scene) -> list[Part | None]:
    """For a manager, and for whom it is addressed to."""
    concern = it.concern
    step = concern.asked if it.may_raise_asked else None
    return [
        link_to(concern, "Answer", Do.RECORD_RESPONSE) if it.may_respond else None,
        raise_button(concern, step) if step else None,
        link_to(concern, "Comment", Do.COMMENT) if it.may_comment else None,
        text_button(concern, scene),
        link_to(concern, "History", Do.SHOW_HISTORY) if it.may_comment else None,
        chronology_button(concern) if it.may_comment else None,
    ]


def raise_button(concern: Concern, step: Step) -> Part:
    return link_to(concern, f"Raise {step.name}", Do.STEP_UP, stage=str(step.stage))


def after_saving(concern: Concern, scene: Scene) -> list[Part]:
    """What is usual straight after a change of one's own."""
    return [text_button(concern, scene), open_button(concern), link("Undo", Do.UNDO)]


def to_be_filed(scene: Scene) -> Part:
    return quiet(f"Still to be entered on the child's file in {scene.words.case_system}.")
