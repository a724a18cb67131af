"""The national tables, known by their columns: the SSDA903 return's and the Standard Safeguarding Dataset's.

Only the columns named here are looked at: no name, ethnicity, postcode or UPN is among them. Column names
as in the 903 of 2019 to 2026, whose differences lie in columns and codes that are not read.
"""

from __future__ import annotations

import re

from bot.domain.episodes import FOR_ADOPTION
from bot.domain.reviews import Participation
from bot.files import cells
from bot.files.cells import Reader, Unusable, day
from bot.files.kinds import KINDS, Column, Kind

_PN = re.compile(r"(PN[0-7])\b.*", re.IGNORECASE)


def participation(cell: str) -> Participation:
    """903 REVIEW_CODE; a meaning after the code is passed over."""
    found = _PN.fullmatch(cell)
    if not found:
        raise Unusable("is none of PN0 to PN7")
    return Participation(found[1].upper())


def code(cell: str) -> str:
    """`X1`, and `X1 - episode ceases`, whose meaning after the code is passed over."""
    first = re.split(r"[\s:)-]", cell, maxsplit=1)[0].upper()
    if not 0 < len(first) <= 10:
        raise Unusable("is not a code")
    return first


def adoptive_place(cell: str) -> str:
    """Of a type of placement only whether, and how, it is for adoption."""
    first = cell[:2].upper()
    return first if first in FOR_ADOPTION else ""


def or_null(read: Reader) -> Reader:
    """Databases write `NULL` for blank."""
    return lambda cell: "" if cell.upper() == "NULL" else read(cell)


def yes_or_no(cell: str) -> bool:
    if cell.upper() not in ("Y", "N", "YES", "NO", "1", "0", "TRUE", "FALSE"):
        raise Unusable("is neither Y nor N")
    return cell.upper() in ("Y", "YES", "1", "TRUE")


CHILD = Column("child", cells.as_it_is, is_needed=True)

HEADER = Kind("903 Header", frozenset({"child", "dob", "ethnic"}), (CHILD, Column("dob", day)))
EPISODES = Kind(
    "903 Episodes",
    frozenset({"child", "decom", "rne", "ls", "dec"}),
    (
        CHILD,
        Column("decom", day, is_needed=True),
        Column("rne", code),
        Column("ls", code),
        Column("place", adoptive_place),
        Column("dec", day),
        Column("rec", code),
    ),
)
REVIEWS = Kind(
    "903 Reviews",
    frozenset({"child", "review", "review_code"}),
    (
        CHILD,
        Column("dob", day),
        Column("review", day, is_needed=True),
        Column("review_code", participation),
    ),
)
SSD_REVIEWS = Kind(
    "SSD ssd_cla_reviews",
    frozenset({"clar_cla_id", "clar_cla_review_due_date", "clar_cla_review_date"}),
    (
        Column("clar_cla_id", or_null(cells.as_it_is)),
        Column("clar_cla_person_id", or_null(cells.as_it_is)),
        Column("clar_cla_review_due_date", or_null(day)),
        Column("clar_cla_review_date", or_null(day)),
        Column("clar_cla_review_cancelled", or_null(yes_or_no)),
        Column("clar_cla_review_participation", or_null(participation)),
    ),
)
SSD_EPISODES = Kind(
    "SSD ssd_cla_episodes",
    frozenset({"clae_person_id", "clae_cla_episode_start_date"}),
    (
        Column("clae_person_id", cells.as_it_is, is_needed=True),
        Column("clae_cla_id", or_null(cells.as_it_is)),
        Column("clae_cla_episode_start_date", day, is_needed=True),
        Column("clae_cla_episode_start_reason", or_null(code)),
        Column("clae_cla_episode_ceased_date", or_null(day)),
        Column("clae_cla_episode_ceased", or_null(day)),
        Column("clae_cla_episode_ceased_reason", or_null(code)),
        Column("clae_entered_care_date", or_null(day)),
    ),
)
"""`..._ceased` is the name of `..._ceased_date` in the dataset's earlier versions."""
SSD_LEGAL_STATUS = Kind(
    "SSD ssd_legal_status",
    frozenset({"lega_person_id", "lega_legal_status"}),
    (
        Column("lega_person_id", cells.as_it_is, is_needed=True),
        Column("lega_legal_status", or_null(code)),
        Column("lega_legal_status_start_date", or_null(day)),
        Column("lega_legal_status_start", or_null(day)),
        Column("lega_legal_status_end_date", or_null(day)),
        Column("lega_legal_status_end", or_null(day)),
    ),
)
"""`..._start` and `..._end` are the names of the dataset's earlier versions."""
SSD_INVOLVEMENTS = Kind(
    "SSD ssd_involvements",
    frozenset({"invo_professional_id", "invo_professional_role_id", "invo_person_id"}),
    (
        Column("invo_person_id", cells.as_it_is, is_needed=True),
        Column("invo_professional_id", cells.words, is_needed=True),
        Column("invo_professional_role_id", or_null(cells.words)),
        Column("invo_involvement_start_date", or_null(day)),
        Column("invo_involvement_end_date", or_null(day)),
    ),
)
SSD_PROFESSIONALS = Kind(
    "SSD ssd_professionals",
    frozenset({"prof_professional_id", "prof_staff_id"}),
    (
        Column("prof_professional_id", cells.words, is_needed=True),
        Column("prof_staff_id", or_null(cells.words)),
    ),
)


def _not_needed(name: str, *known_by: str) -> Kind:
    return Kind(name, frozenset(known_by), (), is_needed=False)


NOT_NEEDED = (
    _not_needed("903 UASC", "child", "sex", "dob", "duc"),
    _not_needed("903 OC2", "child", "dob", "sdq_score", "convicted"),
    _not_needed("903 OC3", "child", "dob", "in_touch", "activ", "accom"),
    _not_needed("903 AD1", "child", "dob", "date_int", "date_match"),
    _not_needed("903 PlacedAdoption", "child", "dob", "date_placed", "reason_placed_ceased"),
    _not_needed("903 PrevPerm", "child", "dob", "prev_perm"),
    _not_needed("903 Missing", "child", "dob", "missing", "mis_start"),
    _not_needed("903 SWEpisodes", "child", "dob", "sw_id", "sw_decom"),
    _not_needed("903 DoLo", "child", "dob", "dolo_start"),
)
SSD = (SSD_REVIEWS, SSD_EPISODES, SSD_LEGAL_STATUS, SSD_INVOLVEMENTS, SSD_PROFESSIONALS)
NATIONAL = (HEADER, EPISODES, REVIEWS, *SSD, *NOT_NEEDED)
EVERY = (*KINDS, *NATIONAL)
