"""The 903 set from CSV: what is taken, which rules speak, and which review is then due."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.reviews import Child, Participation, Review
from bot.operations.importing import ImportReport
from storage import children, review_rows
from storage.columns import metadata
from storage.tables import audit_event, delivery
from tests.operations.importing_desk import ALLOCATIONS, STAFF, Importer, counts, notes, reasons

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\n"


def header(*rows: str) -> str:
    """`child dob`."""
    filled = (row.split() for row in rows)
    return HEADER + "".join(f"{child},M,{born},WBRI,H801200001001,0,\n" for child, born in filled)


def episodes(*rows: str) -> str:
    """`child decom rne ls [dec rec]`."""
    filled = ([*row.split(), "", ""][:6] for row in rows)
    return EPISODES + "".join(
        f"{child},{decom},{rne},{ls},N1,Z11,PR1,{dec},{rec},,LN1 1,LN2 2,SC000001\n"
        for child, decom, rne, ls, dec, rec in filled
    )


def reviews(*rows: str) -> str:
    """`child dob review code`; `-` for blank."""
    return REVIEWS + "".join(",".join(row.split()).replace("-", "") + "\n" for row in rows)


@pytest.fixture
def importer(database_url: str) -> Importer:
    return Importer(database_url)


@pytest.fixture
def quick(sqlite_url: str) -> Importer:
    return Importer(sqlite_url)


def the_child(importer: Importer, reference: str) -> Child:
    found = importer.ask(lambda work: children.child_by_reference(work, reference))
    assert found is not None
    return found


def reviews_of(importer: Importer, reference: str) -> list[Review]:
    return importer.ask(lambda work: review_rows.reviews_by_reference(work, [reference])).get(reference, [])


def the_next(importer: Importer, reference: str) -> tuple[date, str | None]:
    (waiting,) = (one for one in reviews_of(importer, reference) if one.held_on is None)
    return waiting.due_on, waiting.rule


def said(report: ImportReport) -> str:
    return "\n".join(report.lines())


SET = (
    header("D100001 04/05/2014", "D100002 01/02/2016"),
    episodes(
        "D100001 11/05/2026 S C1 01/06/2026 X1",
        "D100001 01/06/2026 L C2",
        "D100002 03/02/2020 S C2",
    ),
    reviews(
        "D100001 04/05/2014 05/06/2026 PN1",
        "D100001 04/05/2014 28/08/2026 PN5",
        "D100002 01/02/2016 29/10/2026 PN7",
    ),
)


def test_a_set_goes_in_with_its_reviews_and_the_next_one(importer: Importer) -> None:
    report = importer.run(*SET)
    assert [(file.kind, *counts(file)) for file in report.files] == [
        ("903 Header", 2, 2, 0, 0),
        ("903 Episodes", 3, 2, 0, 0),
        ("903 Reviews", 3, 3, 0, 0),
    ]
    assert report.files[0].planned == 2
    child = the_child(importer, "D-100001")
    assert (child.born_on, child.looked_after_on) == (date(2014, 5, 4), date(2026, 5, 11))
    first, second, waiting = reviews_of(importer, "D-100001")
    assert (first.held_on, first.participation) == (date(2026, 6, 5), Participation.PN1)
    assert (first.due_on, first.rule) == (date(2026, 6, 9), "first_review")
    assert (second.held_on, second.due_on, second.rule) == (
        date(2026, 8, 28),
        date(2026, 9, 5),
        "second_review",
    )
    assert (waiting.due_on, waiting.rule, waiting.counted_from) == (
        date(2027, 2, 28),
        "later_review",
        date(2026, 8, 28),
    )


def test_a_child_long_in_care_had_earlier_reviews(importer: Importer) -> None:
    importer.run(*SET)
    held, waiting = reviews_of(importer, "D-100002")
    assert (held.held_on, held.due_on, held.rule) == (date(2026, 10, 29), date(2026, 10, 29), None)
    assert (waiting.due_on, waiting.rule) == (date(2027, 4, 29), "later_review")


def test_importing_again_changes_nothing(importer: Importer) -> None:
    importer.run(*SET)
    before = {
        table.name: importer.rows(table) for table in metadata.sorted_tables if table is not audit_event
    }
    report = importer.run(*SET)
    assert [counts(file)[1:] for file in report.files] == [(0, 0, 2), (0, 0, 2), (0, 0, 3)]
    assert {name: importer.rows(metadata.tables[name]) for name in before} == before
    assert importer.rows(delivery) == []


def test_a_dry_run_says_the_same_and_stores_nothing(importer: Importer) -> None:
    dry = importer.run(*SET, dry_run=True)
    assert not any(importer.rows(table) for table in metadata.sorted_tables)
    assert importer.run(*SET).files == dry.files


def test_the_order_of_files_and_columns_and_the_letters_do_not_matter(quick: Importer) -> None:
    turned = "Review_Code, review ,CHILD,dob\r\nPN1,2026-06-05,D-100001,2014-05-04\r\n"
    report = quick.run("\ufeff" + turned, SET[1])
    assert [file.kind for file in report.files] == ["903 Episodes", "903 Reviews"]
    assert reviews_of(quick, "D-100001")[0].participation is Participation.PN1


def test_a_review_that_was_waited_for_is_that_one(importer: Importer) -> None:
    importer.run(*SET)
    later = reviews("D100001 04/05/2014 20/11/2026 PN2")
    report = importer.run(SET[1], later)
    assert counts(report.files[1]) == (1, 1, 0, 0)
    found = reviews_of(importer, "D-100001")
    assert [(one.held_on, one.due_on) for one in found] == [
        (date(2026, 6, 5), date(2026, 6, 9)),
        (date(2026, 8, 28), date(2026, 9, 5)),
        (date(2026, 11, 20), date(2027, 2, 28)),
        (None, date(2027, 5, 20)),
    ]


def test_the_child_keeps_iro_and_team(quick: Importer) -> None:
    quick.run(STAFF, ALLOCATIONS, *SET)
    child = the_child(quick, "D-100001")
    assert (child.iro_name, child.team, child.looked_after_on) == ("Ines Example", "LAC", date(2026, 5, 11))


# When care began and ended


def test_the_latest_start_counts_and_a_change_of_status_is_none(quick: Importer) -> None:
    quick.run(
        episodes(
            "D100001 01/02/2024 S V2 01/08/2024 E8",
            "D100001 31/10/2026 S L1 03/11/2026 X1",
            "D100001 03/11/2026 L C1",
        )
    )
    child = the_child(quick, "D-100001")
    assert (child.looked_after_on, child.left_care_on) == (date(2026, 10, 31), None)
    assert the_next(quick, "D-100001") == (date(2026, 11, 27), "first_review")


def test_care_that_ended_is_no_longer_reviewed(quick: Importer) -> None:
    quick.run(SET[1])
    assert the_next(quick, "D-100001")
    quick.run(episodes("D100001 11/05/2026 S C1 01/06/2026 X1", "D100001 01/06/2026 L C2 12/11/2026 E4A"))
    assert the_child(quick, "D-100001").left_care_on == date(2026, 11, 12)
    assert reviews_of(quick, "D-100001") == []


def test_an_older_file_does_not_bring_back_an_earlier_period(quick: Importer) -> None:
    quick.run(episodes("D100001 01/10/2026 S C2"))
    quick.run(episodes("D100001 01/02/2020 S V2 01/08/2021 E8"))
    child = the_child(quick, "D-100001")
    assert (child.looked_after_on, child.left_care_on) == (date(2026, 10, 1), None)


def test_an_older_file_does_not_bring_back_a_child_who_left(quick: Importer) -> None:
    quick.run(episodes("D100001 01/02/2026 S V2 01/10/2026 E8"))
    (report,) = quick.run(episodes("D100001 01/02/2026 S V2")).files
    assert the_child(quick, "D-100001").left_care_on == date(2026, 10, 1)
    assert notes(report) == [(2, "in care by this file, but recorded as having left; kept as recorded")]


def test_an_episode_that_only_changed_is_not_the_end(quick: Importer) -> None:
    (report,) = quick.run(episodes("D100001 02/11/2026 S C2 06/11/2026 X1")).files
    assert notes(report)[0][1].startswith("the latest episode ended by a change (X1)")
    assert the_child(quick, "D-100001").left_care_on is None


def test_a_start_before_the_file_is_noted_and_a_review_is_due_today(quick: Importer) -> None:
    (report,) = quick.run(episodes("D100001 01/04/2026 P C2")).files
    assert [why.split(":")[0] for _, why in notes(report)] == [
        "no episode with RNE S",
        "no review is known, and no limit can be worked out",
    ]
    assert the_child(quick, "D-100001").looked_after_on is None
    assert the_next(quick, "D-100001") == (date(2026, 11, 20), None)


def test_short_breaks_have_their_own_timetable(quick: Importer) -> None:
    report = quick.run(
        episodes("D100001 05/09/2026 S V3 06/09/2026 E8", "D100001 03/10/2026 S V3 04/10/2026 E8")
    )
    assert the_next(quick, "D-100001") == (date(2026, 12, 5), "short_break_first_review")
    assert the_child(quick, "D-100001").left_care_on is None
    assert notes(report.files[0]) == []


def test_full_care_after_short_breaks_counts_anew(quick: Importer) -> None:
    quick.run(episodes("D100001 05/09/2026 S V4"))
    quick.run(episodes("D100001 05/09/2026 S V4 30/10/2026 E8", "D100001 30/10/2026 S C1"))
    assert the_next(quick, "D-100001") == (date(2026, 11, 27), "first_review")


# The return's own rules


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("D100001 04/05/2014 - PN1", "166: review is blank"),
        ("D100001 04/05/2014 31/06/2026 PN1", "166: review is not a date such as 2026-11-20 or 20/11/2026"),
        ("D100001 04/05/2014 30/08/26 PN1", "166: review is not a date such as 2026-11-20 or 20/11/2026"),
        ("D100001 04/05/2014 21/11/2026 PN1", "166: review is after today"),
        ("D100009 04/05/2014 05/06/2026 PN1", "INT08: the child is not in the Header"),
        ("Alice 04/05/2014 05/06/2026 PN1", "child is not in the form of a reference"),
    ],
)
def test_a_review_that_cannot_be_used_stops_the_whole_set(quick: Importer, row: str, why: str) -> None:
    report = quick.run(SET[0], SET[1], reviews(row))
    assert reasons(report.files[2]) == [(2, why)]
    assert [file.stopped for file in report.files] == [True, True, True]
    assert "correct those of the files that belong to it" in said(report)
    assert quick.rows(metadata.tables["child"]) == []


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("D100001 04/05/2014 05/06/2026 -", "167: review_code is blank"),
        ("D100001 04/05/2014 05/06/2026 PN9", "167: review_code is none of PN0 to PN7; left blank"),
        ("D100001 05/05/2014 05/06/2026 PN1", "INT17: dob is not that of the Header, which is taken"),
        (
            "D100001 04/05/2014 05/06/2026 PN0",
            "440: PN0, but the child was 4 or older; kept as it is written",
        ),
        (
            "D100003 06/06/2022 05/06/2026 PN1",
            "441: PN1 to PN7, but the child was under 4; kept as it is written",
        ),
        ("D100004 01/01/2010 05/06/2026 PN1", "1012: a review, but no episode of care"),
    ],
)
def test_what_else_is_wrong_is_noted_with_its_rule(quick: Importer, row: str, why: str) -> None:
    head = header("D100001 04/05/2014", "D100003 06/06/2022", "D100004 01/01/2010")
    care = episodes("D100001 01/06/2026 S C2", "D100003 01/06/2026 S C2")
    report = quick.run(head, care, reviews(row))
    assert notes(report.files[2]) == [(2, why)]
    assert not report.stopped


@pytest.mark.parametrize("code", ["PN0", "PN1"])
def test_on_the_fourth_birthday_neither_rule_speaks(quick: Importer, code: str) -> None:
    head, care = header("D100003 05/06/2022"), episodes("D100003 01/06/2026 S C2")
    report = quick.run(head, care, reviews(f"D100003 05/06/2022 05/06/2026 {code}"))
    assert notes(report.files[2]) == []


def test_no_review_is_expected_of_a_child_only_on_short_breaks(quick: Importer) -> None:
    report = quick.run(episodes("D100001 05/05/2026 S V4"), reviews("D100001 04/05/2014 01/08/2026 PN1"))
    assert notes(report.files[1]) == [
        (2, "399: every episode is a short break: the return wants no review; kept here")
    ]
    assert the_next(quick, "D-100001") == (date(2027, 2, 1), "short_break_later_review")


def test_a_child_without_an_episode_is_not_planned_for(quick: Importer) -> None:
    quick.run(episodes("D100001 01/06/2026 S C2"), reviews("D100004 - 05/06/2026 PN1"))
    assert [one.held_on for one in reviews_of(quick, "D-100004")] == [date(2026, 6, 5)]


def test_a_header_alone_brings_nobody_in(quick: Importer) -> None:
    report = quick.run(*SET[:1], *SET[1:], header("D100077 01/01/2006"))
    assert "D-100077" not in quick.caseloads()
    assert counts(report.files[1]) == (1, 0, 0, 0)


def test_reviews_alone_plan_the_next_with_a_note(quick: Importer) -> None:
    (report,) = quick.run(reviews("D100001 - 05/06/2026 PN1")).files
    assert the_next(quick, "D-100001") == (date(2026, 9, 5), "second_review")
    assert "the start of care is not known" in notes(report)[0][1]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("D100001 31/04/2026 S C2", "decom is not a date such as 2026-11-20 or 20/11/2026"),
        ("D100001 21/11/2026 S C2", "decom is after today"),
        ("D100001 01/06/2026 S C2 31/05/2026 E8", "dec is before decom"),
        ("D100001 01/06/2026 S C2 soon E8", "dec is not a date such as 2026-11-20 or 20/11/2026"),
    ],
)
def test_an_episode_without_its_dates_is_rejected(quick: Importer, row: str, why: str) -> None:
    report = quick.run(episodes(row))
    assert reasons(report.files[0]) == [(2, why)]


def test_rejected_rows_may_be_skipped(quick: Importer) -> None:
    report = quick.run(SET[1], reviews("D100001 - - PN1", "D100001 - 05/06/2026 PN1"), skip_rejected=True)
    assert reasons(report.files[1]) == [(2, "166: review is blank")]
    assert counts(report.files[1]) == (2, 1, 0, 0)


def test_rows_about_the_same_review_must_agree(quick: Importer) -> None:
    rows = ["D100001 - 05/06/2026 PN1", "D100001 - 05/06/2026 PN2"]
    report = quick.run(reviews(*rows))
    assert [line for line, _ in reasons(report.files[0])] == [2, 3]
    assert (3, "repeats line 2") in notes(quick.run(reviews(rows[0], rows[0])).files[0])


def test_participation_that_is_recorded_is_kept_and_a_blank_is_filled(quick: Importer) -> None:
    quick.run(SET[1], reviews("D100001 - 05/06/2026 -"))
    filled = quick.run(SET[1], reviews("D100001 - 05/06/2026 PN3"))
    assert counts(filled.files[1]) == (1, 0, 1, 0)
    other = quick.run(SET[1], reviews("D100001 - 05/06/2026 PN4"))
    assert "the participation in a review is another" in notes(other.files[1])[-1][1]
    assert reviews_of(quick, "D-100001")[0].participation is Participation.PN3


# What is not needed, and the versions of the return


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("CHILD,SEX,DOB,DUC", "903 UASC"),
        (
            "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK",
            "903 OC2",
        ),
        ("CHILD,DOB,IN_TOUCH,ACTIV,ACCOM", "903 OC3"),
        ("CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR", "903 AD1"),
        ("CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED", "903 PlacedAdoption"),
        ("CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM", "903 PrevPerm"),
        ("CHILD,DOB,MISSING,MIS_START,MIS_END", "903 Missing"),
        ("CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON", "903 SWEpisodes"),
        ("CHILD,DOB,DOLO_START,DOLO_END", "903 DoLo"),
    ],
)
def test_the_other_tables_are_known_and_not_needed(quick: Importer, headings: str, kind: str) -> None:
    report = quick.run(f"{headings}\nD100001{',x' * headings.count(',')}\n", SET[1])
    assert said(report).startswith(f"file1.csv ({kind}): known, but not needed here; no row of it was read")
    assert report.files[1].kind == "903 Episodes"


@pytest.mark.parametrize(("sex", "place"), [("1", "H5"), ("2", "P2"), ("M", "K3"), ("U", "Z14"), ("?", "??")])
def test_codes_that_differ_from_year_to_year_are_not_read(quick: Importer, sex: str, place: str) -> None:
    head = SET[0].replace(",M,", f",{sex},")
    report = quick.run(head, SET[1].replace("Z11", place), SET[2])
    assert [file.noted for file in report.files] == [(), (), ()]


def test_columns_of_names_and_places_are_said_to_be_unread(quick: Importer) -> None:
    lines = quick.run(*SET).lines()
    assert "  columns not read: SEX, ETHNIC, UPN, MOTHER, MC_DOB" in lines
    assert any("HOME_POST, PL_POST, URN" in line for line in lines)
