"""Workbooks of Annex A, built for a test: plainly invented children."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

LIST_8 = (
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age of Child (Years)",
    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
    "Does the Child have a Disability",
    "Date Started to be Looked After",
    "Child's Category of Need",
    "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
    "Start date of current legal status",
    "Child's Legal Status",
    "Date of Latest Statutory Review",
    "Date of Last Social Work Visit",
    "What is the permanence plan for this child?",
    "Date of Last IRO Visit / Contact to the Child",
    "Date of Last Health Assessment",
    "Date of Last Dental Check",
    "Number of Placements in the Last 12 months",
    "Date Ceased to be Looked After",
    "Reason Ceased to be Looked After",
    "Start Date of Most Recent Placement",
    "Placement Type",
    "Placement Provider",
    "Placement postcode",
    "URN of Placement",
    "Placement Location",
    "LA of Placement",
    "Number of Episodes the Child has been \u2018Missing\u2019 from their Placement in the last 12 months",
    "Number of Episodes the Child has been \u2018Absent\u2019 from their Placement in the last 12 months",
    "Was the child offered a Return Interview after their last missing episode (Y/N)?",
    "Did the child accept a Return Interview after their last missing episode (Y/N)?",
    "Allocated Team",
    "Allocated Worker",
)
SSD_LIST_8 = (
    "ChildUniqueID",
    "Gender",
    "Ethnicity",
    "DateOfBirth",
    "Age",
    "LoookedAfterStartDate",
    "MostRecentLegalStatusStart",
    "LatestStatutoryReviewDate",
    "LastIROVisitDate",
    "CeasedLookedAfterDate",
    "ReasonCeasedLookedAfter",
    "AllocatedTeam",
    "AllocatedWorker",
)
"""As the SSD's own scripts write them, three o's and all."""


def row(headings: Sequence[str] = LIST_8, **cells: Any) -> list[Any]:
    """By heading, written with underscores; an unnamed cell says `x`."""
    by_heading = dict.fromkeys(headings, "x")
    for name, value in cells.items():
        by_heading[HEADINGS[headings][name]] = value
    return list(by_heading.values())


HEADINGS: Mapping[Sequence[str], Mapping[str, str]] = {
    LIST_8: {
        "child": LIST_8[0],
        "born_on": LIST_8[3],
        "looked_after_on": LIST_8[7],
        "reviewed_on": LIST_8[12],
        "ceased_on": LIST_8[19],
        "status_since": LIST_8[10],
        "legal_status": LIST_8[11],
        "placed_since": LIST_8[21],
        "placement": LIST_8[22],
        "postcode": LIST_8[24],
        "team": LIST_8[32],
        "worker": LIST_8[33],
    },
    SSD_LIST_8: {
        "child": "ChildUniqueID",
        "born_on": "DateOfBirth",
        "looked_after_on": "LoookedAfterStartDate",
        "reviewed_on": "LatestStatutoryReviewDate",
        "ceased_on": "CeasedLookedAfterDate",
        "team": "AllocatedTeam",
        "worker": "AllocatedWorker",
    },
}


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for cells in rows:
            sheet.append(cells)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one part written anew, or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        new.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read(name)
