"""Every result, show and notice, drawn: the one table from a type to its card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards import (
    between,
    between_lists,
    care_events,
    challenge,
    chronology,
    confirm,
    control,
    escalation,
    forecast,
    forms,
    history,
    narrative,
    notice,
    papers,
    parts,
    questions,
    record,
    refusals,
    report,
    review,
    review_changes,
    review_refusals,
    status,
    told,
)
from bot.cards.kit import Drawn, say, shown
from bot.cards.scene import Scene
from bot.domain import (
    notices,
    results,
    results_between,
    results_chronology,
    results_concern,
    results_report,
    shows,
)
from bot.domain import refusals as refused
from bot.domain import results_reviews as reviewed

__all__ = ["Drawn", "Scene", "draw"]


def draw(thing: results.Result | shows.Show | notices.Notice, scene: Scene) -> list[Drawn]:
    """One message after another, in order."""
    sentence = _SENTENCES.get(type(thing))
    return shown(sentence, [say(sentence)]) if sentence else _DRAWN[type(thing)](thing, scene)


_DRAWN: dict[type, Callable[[Any, Scene], list[Drawn]]] = {
    results.ChallengeLogged: challenge.draw_logged,
    results.StepRaised: escalation.draw_raised,
    results.StepAsked: escalation.draw_asked,
    results.EntryAdded: narrative.draw_added,
    results.Closed: escalation.draw_closed,
    results_concern.DateMoved: parts.draw_moved,
    results_concern.ActionAdded: parts.draw_action_added,
    results_concern.ActionTicked: parts.draw_action_ticked,
    results_concern.ActionsListed: parts.draw_actions,
    results_concern.MeetingRecorded: parts.draw_meeting,
    results_concern.LegalAdviceKept: parts.draw_legal_advice,
    results_concern.Reopened: parts.draw_reopened,
    results.Filed: narrative.draw_filed,
    results.SentByHand: escalation.draw_sent,
    results.ReviewRecorded: review.draw_recorded,
    results.ReviewFiled: review.draw_review_filed,
    reviewed.ReviewRearranged: review_changes.draw_rearranged,
    reviewed.ReviewAdjourned: review_changes.draw_adjourned,
    reviewed.PaperMarked: papers.draw_marked,
    reviewed.PapersDue: papers.draw_papers_due,
    reviewed.CareEventRecorded: care_events.draw_event,
    reviewed.Forecast: forecast.draw_forecast,
    results_between.ActivityRecorded: between.draw_activity,
    results_between.ActivityFiled: between.draw_activity_filed,
    results_between.BetweenList: between_lists.draw_between,
    results_between.ActivitiesDone: between_lists.draw_done,
    results.Undone: refusals.draw_undone,
    results.RecordList: questions.draw_list,
    results.RecordShown: record.draw_record,
    results.HistoryShown: history.draw_history,
    results.FileText: narrative.draw_file_text,
    results.ReviewsDue: review.draw_due,
    results.DateWorked: review.draw_worked,
    results.TeamStatus: status.draw_status,
    results_chronology.ChronologyShown: chronology.draw_chronology,
    results_report.ReportOffered: report.draw_offered,
    results_report.ReportPeriodWanted: report.draw_period_wanted,
    results_report.NoReport: report.draw_no_report,
    results_report.ReportDeclined: report.draw_declined,
    results_report.ReportSaved: report.draw_saved,
    results_report.ReportNotSaved: report.draw_not_saved,
    refused.WhichChild: chronology.draw_which_child,
    refused.NotOnCaseload: refusals.draw_not_on_caseload,
    refused.NoSuchRecord: refusals.draw_no_such_record,
    refused.WhichRecord: questions.draw_which,
    refused.NothingOpen: refusals.draw_nothing_open,
    refused.NotAllowed: refusals.draw_not_allowed,
    refused.AlreadyClosed: refusals.draw_already_closed,
    refused.NotEscalated: refusals.draw_not_escalated,
    refused.AlreadyEscalated: refusals.draw_already_escalated,
    refused.CannotStep: refusals.draw_cannot_step,
    refused.CannotMove: refusals.draw_cannot_move,
    refused.NotClosed: refusals.draw_not_closed,
    refused.NothingToTick: refusals.draw_nothing_to_tick,
    refused.NoReviewDue: refusals.draw_no_review_due,
    refused.NoReviewHeld: review_refusals.draw_no_review_held,
    refused.AlreadyAdjourned: review_refusals.draw_already_adjourned,
    refused.EventKnown: review_refusals.draw_event_known,
    refused.NothingToUndo: refusals.draw_nothing_to_undo,
    refused.CalendarEnds: refusals.draw_calendar_ends,
    refused.DateNotRead: refusals.draw_date_not_read,
    refused.NoRule: refusals.draw_no_rule,
    refused.NoGrades: between.draw_no_grades,
    shows.AskFor: forms.draw_ask,
    shows.Confirm: confirm.draw_confirm,
    shows.Edit: forms.draw_edit,
    shows.DraftTold: told.draw_told,
    shows.SiblingsOffered: told.draw_siblings,
    shows.NextUp: told.draw_next_up,
    shows.StartedAgain: told.draw_started_again,
    shows.Cancelled: control.draw_cancelled,
    shows.NotUnderstood: control.draw_not_understood,
    shows.ImmediateRisk: control.draw_risk,
    shows.HelpShown: control.draw_help,
    shows.Welcome: control.draw_welcome,
    shows.Resumed: control.draw_resumed,
    shows.Welcomed: control.draw_welcomed,
    notices.WeeklyList: notice.draw_weekly,
    notices.StepAddressed: notice.draw_addressed,
    notices.StepWanted: notice.draw_wanted,
    notices.Answered: notice.draw_answered,
    notices.Commented: notice.draw_commented,
    notices.RaisedForYou: notice.draw_raised_for_you,
    notices.DateMovedForYou: notice.draw_date_moved,
    notices.NotReached: notice.draw_not_reached,
    shows.PersonalOnly: control.draw_personal_only,
    shows.Unknown: control.draw_unknown,
}

_SENTENCES: dict[type, str] = {
    shows.NameRefused: "That looks like a child's name. It was not kept. Please use the child's reference.",
    shows.InitialsRefused: "Initials may fit several children. Nothing was saved. Please use a reference.",
    shows.PrivacyRefused: "I do not hold that, or may not give it out. Please look on the child's file.",
    shows.StaleCard: "That card is out of date. Nothing was changed. Please ask again.",
    shows.ActedAlready: "That was done already, the first time you pressed. Nothing was changed now.",
}
