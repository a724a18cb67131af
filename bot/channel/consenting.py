"""What a person answered to a file that was offered, in the turn's open transaction.

All that comes with it was in other hands: who they are, the period, the form and the place to put the file
are looked at anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.cards.draw import Scene
from bot.channel.file_cards import Consent, ReportWanted, read_consent
from bot.channel.messages import Incoming
from bot.domain.intents import Do
from bot.domain.permissions import may_begin
from bot.domain.refusals import NotAllowed
from bot.domain.results_report import ReportDeclined, ReportNotSaved
from bot.domain.shows import ActedAlready, StaleCard
from bot.operations.desk import Desk
from bot.operations.report_offered import take_rows
from storage import conversations

Allows = Callable[[str], bool]
"""Whether a file may be put at an address."""
Told = StaleCard | NotAllowed | ActedAlready | ReportDeclined | ReportNotSaved


@dataclass(frozen=True)
class Taken:
    told: tuple[Told, ...] = ()
    wanted: ReportWanted | None = None
    nonce: str = ""
    """Of the card, which is used up now."""


def take_consent(desk: Desk, scene: Scene, incoming: Incoming, allows: Allows) -> Taken:
    if not may_begin(desk.person, Do.MAKE_REPORT):
        return Taken((NotAllowed(Do.MAKE_REPORT),))
    consent = read_consent(incoming.press or {}, desk.today)
    if consent is None:
        return Taken((StaleCard(),))
    if conversations.answer_given(desk.work, key_of_nonce(consent.nonce)) is not None:
        return Taken((ActedAlready(),))
    if not consent.accepted:
        return Taken((ReportDeclined(consent.asked),), nonce=consent.nonce)
    return _accepted(desk, scene, incoming, consent, allows)


def _accepted(desk: Desk, scene: Scene, incoming: Incoming, consent: Consent, allows: Allows) -> Taken:
    place = consent.place
    if place is None or not allows(place.upload_url) or not allows(place.content_url):
        return Taken((ReportNotSaved(consent.asked),))
    found = take_rows(desk, consent.asked)
    wanted = ReportWanted(incoming.activity_id, incoming.address, scene, consent.asked, place, found)
    return Taken(wanted=wanted, nonce=consent.nonce)


def key_of_nonce(nonce: str) -> str:
    return f"nonce:{nonce}"
