"""One of everything a person may see, in the words of any authority: what the cards are tested on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.cards.draw import Scene
from bot.domain import notices, refusals, results, shows
from bot.domain.concerns import ConcernStatus, EntryKind
from bot.domain.intents import Do
from bot.domain.policy import Policy
from bot.domain.results import Change
from bot.domain.reviews import Participation
from bot.domain.timetable import Rule, deadline
from tests.cards import between, chronology_sample, samples_reviews
from tests.cards.cast import (
    ADMIN,
    CHILD,
    IRO,
    MANAGER,
    RESPONDER,
    SECRET_WORDS,
    TODAY,
    answered,
    asked_for,
    calendar,
    challenge,
    entry,
    escalation,
    many,
    overdue,
    policy,
    resolved,
    review,
    scene,
    taken_back,
)
from tests.cards.drafts import asks, confirms, draft, edits, facts
from tests.cards.samples_concern import of_the_concern, ticked_by_owner, whole
from tests.cards.samples_reminders import (
    of_the_lists,
    of_the_lists_of_managers,
    of_the_lists_of_responders,
    of_their_own,
)
from tests.cards.samples_report import of_the_report
from tests.cards.samples_went_out import told_to_admins, told_to_iros, told_to_managers


def saved(rules: Policy) -> dict[str, results.Result]:
    new, stood, waiting = challenge(rules), escalation(rules), asked_for(rules)
    change = Change("entry", 113, 4)
    by_hand = replace(stood.steps[0], told_in_teams=False, to_person_id=None)
    nobody = replace(by_hand, to_name=None, to_email=None)
    held = review(held_on=TODAY, participation=Participation.PN1)
    following = deadline(Rule.LATER, TODAY, calendar())
    return {
        "logged": results.ChallengeLogged(new, change),
        "raised": results.StepRaised(stood, stood.steps[0], True, change),
        "raised_by_text": results.StepRaised(replace(stood, steps=(by_hand,)), by_hand, True, change),
        "raised_nobody": results.StepRaised(replace(stood, steps=(nobody,)), nobody, False, change),
        "asked": results.StepAsked(waiting, waiting.steps[1], MANAGER.name, True, change),
        "noted": results.EntryAdded(stood, stood.entries[3], change),
        "responded": results.EntryAdded(answered(rules), answered(rules).entries[4], change),
        "resolved": results.Closed(resolved(rules), change),
        "withdrawn": results.Closed(
            replace(resolved(rules), status=ConcernStatus.WITHDRAWN, impact=""), change
        ),
        "filed": results.Filed(replace(stood, filed_position=4), False),
        "filed_already": results.Filed(replace(stood, filed_position=4), True),
        "sent": results.SentByHand(stood, replace(by_hand, sent_on=TODAY), False),
        "review_recorded": results.ReviewRecorded(held, False, following, None, change),
        "review_late": results.ReviewRecorded(
            replace(held, due_on=date(2026, 11, 13)), True, following, date(2027, 5, 24), change
        ),
        "review_filed": results.ReviewFiled(held),
        "undone": results.Undone(change, stood),
        "undone_new": results.Undone(replace(change, kind="opened"), new),
        "undone_review": results.Undone(replace(change, kind="review"), None, review()),
    }


def answers(rules: Policy) -> dict[str, results.Result]:
    stood = escalation(rules)
    ahead = tuple(stage.name for stage in rules.ladder[1:])
    own = {
        "may_write": True,
        "may_comment": False,
        "may_respond": True,
        "may_raise_asked": False,
        "next_stages": ahead,
    }
    due = review()
    late = replace(
        due,
        id=6,
        child="D-100007",
        due_on=date(2026, 11, 16),
        rule="first_review",
        counted_from=date(2026, 10, 19),
    )
    rows = (
        results.ReviewDue(late, -4),
        results.ReviewDue(due, 7),
        results.ReviewDue(replace(due, rule=None, planned_on=date(2026, 11, 26)), 7),
    )
    lines = tuple(
        results.HistoryLine(f"2026-11-{day:02}T09:14", name, action, {})
        for day, name, action in (
            (10, IRO.name, "opened"),
            (17, IRO.name, "escalated"),
            (17, IRO.name, "stage"),
            (18, MANAGER.name, "read"),
            (19, IRO.name, "note"),
        )
    )
    return {
        "list": results.RecordList(results.Slice.OPEN, many(rules, 6), "mine"),
        "list_long": results.RecordList(results.Slice.OPEN, many(rules, 13), "mine"),
        "list_child": results.RecordList(results.Slice.AWAITING, (stood,), "mine", CHILD),
        "list_empty": results.RecordList(results.Slice.OPEN, (), "mine"),
        "list_narrowed": results.RecordList(
            results.Slice.OPEN, (stood,), "mine", None, (), (2, 3), 42, formal=True
        ),
        "list_asked": results.RecordList(results.Slice.OPEN, (asked_for(rules),), "mine"),
        "not_filed": results.RecordList(
            results.Slice.NOT_FILED, many(rules, 3), "mine", reviews=(replace(due, held_on=TODAY),)
        ),
        "all_filed": results.RecordList(results.Slice.NOT_FILED, (), "mine"),
        "record": results.RecordShown(stood, **own),  # type: ignore[arg-type]
        "record_overdue": results.RecordShown(overdue(rules), **own),  # type: ignore[arg-type]
        "record_taken_back": results.RecordShown(taken_back(rules), **own),  # type: ignore[arg-type]
        "record_asked": results.RecordShown(asked_for(rules), **own),  # type: ignore[arg-type]
        "record_informal": results.RecordShown(challenge(rules), **own),  # type: ignore[arg-type]
        "record_resolved": results.RecordShown(resolved(rules), **own),  # type: ignore[arg-type]
        "history": results.HistoryShown(stood, lines),
        "file_text": results.FileText(stood),
        "chronology": chronology_sample.whole(rules),
        "reviews": results.ReviewsDue(rows, None, date(2026, 12, 4), None, "mine", 1),
        "reviews_long": results.ReviewsDue(
            tuple(
                replace(rows[1], review=replace(due, id=50 + n, child=f"D-{100300 + n}")) for n in range(12)
            ),
            TODAY,
            date(2026, 12, 18),
            None,
            "mine",
            0,
            9,
        ),
        "reviews_child": results.ReviewsDue(rows[1:2], None, None, CHILD, "mine"),
        "reviews_none": results.ReviewsDue((), None, date(2026, 12, 4), None, "mine"),
        "date": results.DateWorked(
            deadline(Rule.FIRST, date(2026, 12, 14), calendar()),
            (deadline(Rule.SECOND, date(2026, 12, 14), calendar()),),
        ),
    }


def refused(rules: Policy) -> dict[str, results.Result]:
    stood = escalation(rules)
    return {
        "not_on_caseload": refusals.NotOnCaseload("D-10042", ("D-100042", "D-100043")),
        "not_on_caseload_name": refusals.NotOnCaseload("JAYDEN", ()),
        "no_such_record": refusals.NoSuchRecord(),
        "which_record": refusals.WhichRecord(Do.SHOW_FILE_TEXT, many(rules, 3)),
        "which_child": refusals.WhichChild(Do.SHOW_CHRONOLOGY),
        "nothing_open": refusals.NothingOpen(CHILD),
        "not_allowed": refusals.NotAllowed(Do.RESOLVE),
        "already_closed": refusals.AlreadyClosed(resolved(rules)),
        "not_escalated": refusals.NotEscalated(challenge(rules)),
        "already_escalated": refusals.AlreadyEscalated(stood),
        "no_further": refusals.CannotStep(refusals.WhyNoStep.NO_FURTHER, rules.ladder[-1].name, ()),
        "no_such": refusals.CannotStep(
            refusals.WhyNoStep.NO_SUCH, "9", tuple(stage.name for stage in rules.ladder)
        ),
        "behind": refusals.CannotStep(
            refusals.WhyNoStep.BEHIND, rules.ladder[0].name, (rules.ladder[0].name,)
        ),
        "no_review_due": refusals.NoReviewDue(CHILD),
        "nothing_to_undo": refusals.NothingToUndo(),
        "changed_since": refusals.NothingToUndo(refusals.WhyNotUndone.CHANGED_SINCE),
        "date_not_read": refusals.DateNotRead("31/11"),
        "calendar_ends": refusals.CalendarEnds(date(2029, 12, 31)),
        "no_rule": refusals.NoRule("pathway"),
    }


def asked_in_the_middle(rules: Policy) -> dict[str, shows.Show]:
    draft = shows.Draft(Do.LOG_POSITIVE_CHALLENGE, {"child": CHILD, "to_role": "team manager"}, "n1")
    known = shows.Facts(TODAY, IRO, rules, date(2029, 12, 31), record=escalation(rules))
    return {
        "told_addressee": shows.DraftTold(draft, known, "addressee"),
        "told_due": shows.DraftTold(draft, known, "due"),
        "told_stage": shows.DraftTold(draft, known, "stage"),
        "told_child": shows.DraftTold(draft, known, "child"),
        "siblings": shows.SiblingsOffered(draft, CHILD, ("D-100236", "D-100237")),
        "siblings_none": shows.SiblingsOffered(draft, CHILD, ()),
        "next_up": shows.NextUp(("D-100236", "D-100237")),
        "started_again": shows.StartedAgain(Do.RAISE_ESCALATION),
    }


def controls(rules: Policy) -> dict[str, shows.Show]:
    return {
        "cancelled": shows.Cancelled(Do.LOG_POSITIVE_CHALLENGE),
        "cancelled_nothing": shows.Cancelled(None),
        "not_understood": shows.NotUnderstood((Do.LOG_POSITIVE_CHALLENGE, Do.RAISE_ESCALATION, Do.ASK_OPEN)),
        "not_understood_read": shows.NotUnderstood((Do.ASK_OPEN,), read=CHILD),
        "risk": shows.ImmediateRisk(rules.duty_message, (Do.RAISE_ESCALATION, Do.LOG_POSITIVE_CHALLENGE)),
        "perhaps_at_risk": shows.PerhapsAtRisk(rules.duty_message),
        "risk_unset": shows.ImmediateRisk(None),
        **asked_in_the_middle(rules),
        "name_refused": shows.NameRefused(),
        "privacy_refused": shows.PrivacyRefused(),
        "initials_refused": shows.InitialsRefused(),
        "help": shows.HelpShown(IRO, rules),
        "help_admin": shows.HelpShown(ADMIN, rules),
        "welcome": shows.Welcome(IRO, rules),
        "personal_only": shows.PersonalOnly(),
        "stale": shows.StaleCard(),
        "acted_already": shows.ActedAlready(),
        "unknown": shows.Unknown(),
        "welcomed": shows.Welcomed(),
        "resumed": shows.Resumed(Do.RAISE_ESCALATION),
    }


def told(rules: Policy) -> dict[str, notices.Notice]:
    stood = escalation(rules)
    return {
        "weekly": notices.Weekly(notices.WeeklyList(many(rules, 7), 2, 1, 3)),
        "weekly_between": notices.Weekly(
            notices.WeeklyList(many(rules, 2), 0, 1, 3, between=notices.BetweenWaiting(1, 2, 3, 1, 14))
        ),
        "weekly_none": notices.Weekly(notices.WeeklyList((), 0, 1, 0)),
        "your_answer": notices.Answered(answered(rules), answered(rules).entries[4]),
        "commented": notices.Commented(
            stood, entry(5, EntryKind.COMMENT, f"{SECRET_WORDS}: please ring me.")
        ),
        "action_done_for_you": notices.Ticked(
            stood,
            replace(entry(5, EntryKind.ACTION_DONE, f"{SECRET_WORDS}: it is sent."), happened_on=TODAY),
        ),
        "not_reached": notices.NotReached(stood, replace(stood.steps[0], told_in_teams=False)),
        "date_moved": notices.DateMovedForYou(stood, stood.steps[0], whole(rules).moves[0]),
        "date_back": notices.DateBackForYou(stood, stood.steps[0]),
        "taken_back": notices.StepTakenBack(stood),
        "raised_for_you": notices.RaisedForYou(stood, replace(stood.steps[0], raised_by_name=MANAGER.name)),
        "raised_for_you_by_text": notices.RaisedForYou(stood, replace(stood.steps[0], told_in_teams=False)),
    }


def for_managers(rules: Policy) -> dict[str, results.Result | shows.Show | notices.Notice]:
    others = {"may_write": False, "may_comment": True, "may_respond": False, "may_raise_asked": True}
    names = [None, *(stage.name for stage in rules.ladder)]
    status = results.TeamStatus(
        tuple(
            results.StageCount(name, number) for name, number in zip(names, (9, 6, 4, 3, 1, 0), strict=False)
        ),
        (
            results.StatusRow("Sam Example", 8, 2),
            results.StatusRow("Kim Specimen", 5, 0),
            results.StatusRow("Noor Placeholder", 10, 1),
        ),
        23,
        3,
        4,
        many(rules, 3),
        ("Kim Specimen",),
    )
    return {
        **of_the_report(),
        "team_status": status,
        "team_list": results.RecordList(results.Slice.OPEN, many(rules, 12), "team"),
        "text_as_manager": results.FileText(asked_for(rules)),
        "record_as_manager": results.RecordShown(asked_for(rules), **others),  # type: ignore[arg-type]
        "wanted": notices.StepWanted(asked_for(rules), asked_for(rules).steps[1]),
        "commented_by_me": results.EntryAdded(
            escalation(rules), entry(5, EntryKind.COMMENT), Change("entry", 113, 5)
        ),
        "help_manager": shows.HelpShown(MANAGER, rules),
    }


def for_responders(rules: Policy) -> dict[str, results.Result | shows.Show | notices.Notice]:
    stood = escalation(rules)
    may = {"may_write": False, "may_comment": False, "may_respond": True, "may_raise_asked": False}
    asked = shows.AskFor(
        draft(Do.RECORD_RESPONSE, escalation_ref=stood.ref),
        facts(rules, record=stood, person=RESPONDER),
        "text",
        ("text", "due_on"),
        optional=frozenset({"due_on"}),
    )
    return {
        "addressed": notices.StepAddressed(stood, stood.steps[0], stood.entries),
        "addressed_list": results.RecordList(results.Slice.OPEN, (stood, answered(rules)), "addressed"),
        **ticked_by_owner(rules),
        "record_as_responder": results.RecordShown(stood, **may),  # type: ignore[arg-type]
        "your_answer_form": asked,
        "answer_saved": results.EntryAdded(
            answered(rules), answered(rules).entries[4], Change("response", 113, 5, 900)
        ),
        "help_responder": shows.HelpShown(RESPONDER, rules),
    }


def everything(authority: str = "rotherham", demo: bool = True) -> dict[str, tuple[object, Scene]]:
    """Every sample by its name, with who looks at it."""
    rules = policy(authority, demo)
    own = scene(IRO, authority, demo)
    by_admin = (refusals.NotAllowed(Do.SHOW_RECORD), scene(ADMIN, authority, demo))
    found: dict[str, tuple[object, Scene]] = {"admin_show_record": by_admin}
    for kind, things in (
        ("confirm", confirms(rules) | between.confirms(rules)),
        ("ask", asks(rules) | between.asks(rules)),
        ("edit", edits(rules)),
        ("saved", saved(rules) | between.saved(rules)),
        ("answer", answers(rules) | between.answers(rules)),
        ("refused", refused(rules)),
        ("confirm", samples_reviews.confirms(rules)),
        ("ask", samples_reviews.asks(rules)),
        ("saved", samples_reviews.saved(rules)),
        ("answer", samples_reviews.answers(rules)),
        ("answer", told_to_iros()),
        ("refused", samples_reviews.refused(rules)),
        ("control", controls(rules)),
        ("notice", told(rules) | of_the_lists(rules)),
        ("reminders", of_their_own(rules)),
        ("concern", of_the_concern(rules)),
    ):
        found |= {f"{kind}_{name}": (thing, own) for name, thing in things.items()}
    found |= {
        f"manager_{name}": (thing, scene(MANAGER, authority, demo))
        for name, thing in (
            for_managers(rules) | of_the_lists_of_managers(rules) | told_to_managers()
        ).items()
    }
    found |= {
        f"admin_{name}": (thing, scene(ADMIN, authority, demo)) for name, thing in told_to_admins().items()
    }
    found |= {
        f"responder_{name}": (thing, scene(RESPONDER, authority, demo))
        for name, thing in (for_responders(rules) | of_the_lists_of_responders(rules)).items()
    }
    return found
