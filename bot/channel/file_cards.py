"""Teams' own cards for a file: one asks to save it in the person's OneDrive, one opens it there.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.cards.report import description
from bot.cards.scene import Scene
from bot.channel.guard import at, text_at
from bot.domain.chats import Address
from bot.domain.report_asked import ReportAsked, report_asked
from bot.domain.report_rows import Found
from bot.domain.results_report import ReportOffered

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
LONGEST_ID = 150
LONGEST_NAME = 250


@dataclass(frozen=True)
class Place:
    """Where Teams lets the file be put, as the invoke names it: not to be trusted."""

    upload_url: str
    content_url: str
    name: str
    unique_id: str


@dataclass(frozen=True)
class Consent:
    """What the person chose on a card of ours. The period and the form are read anew."""

    accepted: bool
    nonce: str
    asked: ReportAsked
    place: Place | None


@dataclass(frozen=True)
class ReportWanted:
    """The person may have it, and the place was looked at; `found` is what it counts."""

    activity_id: str
    address: Address
    scene: Scene
    asked: ReportAsked
    place: Place
    found: Found


def consent_card(offered: ReportOffered, nonce: str) -> dict[str, Any]:
    asked = offered.asked
    context = {**asked.as_slots(), "nonce": nonce}
    content = {
        "description": description(asked),
        "sizeInBytes": asked.about_bytes,
        "acceptContext": context,
        "declineContext": context,
    }
    return {"contentType": CONSENT, "name": asked.file_name, "content": content}


def info_card(place: Place, asked: ReportAsked) -> dict[str, Any]:
    file_type = asked.file_name.rpartition(".")[2]
    return {
        "contentType": INFO,
        "contentUrl": place.content_url,
        "name": place.name or asked.file_name,
        "content": {"uniqueId": place.unique_id, "fileType": file_type},
    }


def read_consent(value: Mapping[str, Any], today: date) -> Consent | None:
    """None for what no card of ours would send."""
    context, action, nonce = (
        at(value, "context"),
        text_at(value, "action"),
        text_at(value, "context", "nonce"),
    )
    if not isinstance(context, Mapping) or action not in ("accept", "decline"):
        return None
    asked = report_asked(context, today)
    if not isinstance(asked, ReportAsked) or not 0 < len(nonce) <= LONGEST_ID:
        return None
    return Consent(action == "accept", nonce, asked, _place(at(value, "uploadInfo")))


def _place(info: Any) -> Place | None:
    place = Place(*(text_at(info, name) for name in ("uploadUrl", "contentUrl", "name", "uniqueId")))
    too_long = len(place.unique_id) > LONGEST_ID or len(place.name) > LONGEST_NAME
    return place if place.upload_url and not too_long else None
