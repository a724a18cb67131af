"""The informal step."""

from __future__ import annotations

from datetime import date

from bot.domain.concerns import ConcernKind, ConcernStatus
from bot.domain.intents import Do
from bot.domain.people import Role
from bot.domain.permissions import is_allocated
from bot.domain.refusals import NotAllowed, NotOnCaseload
from bot.domain.results import ChallengeLogged, Change
from bot.operations.desk import Desk, keep_todays_policy
from bot.operations.finding import find_child
from bot.operations.writing import begin_concern


def log_positive_challenge(
    desk: Desk,
    child: str,
    themes: tuple[str, ...],
    raised_with: str,
    text: str,
    due_on: date,
    happened_on: date | None = None,
) -> ChallengeLogged | NotOnCaseload | NotAllowed:
    if not desk.person.is_a(Role.IRO):
        return NotAllowed(Do.LOG_POSITIVE_CHALLENGE)
    found = find_child(desk, child)
    if isinstance(found, NotOnCaseload) or not is_allocated(desk.person, found):
        return found if isinstance(found, NotOnCaseload) else NotAllowed(Do.LOG_POSITIVE_CHALLENGE)
    values = {
        "child_id": found.id,
        "team": found.team,
        "child_status": found.status,
        "kind": ConcernKind.CHALLENGE,
        "status": ConcernStatus.OPEN,
        "raised_with": raised_with,
        "opened_on": desk.today,
        "opened_by": desk.person.id,
        "due_on": due_on,
        "policy_version": keep_todays_policy(desk),
    }
    concern = begin_concern(desk, values, themes, text, happened_on)
    return ChallengeLogged(concern, Change("opened", concern.id))
