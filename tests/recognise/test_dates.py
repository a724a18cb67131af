"""Days as they are said in England, on Friday 20 November 2026 unless another day is given."""

from __future__ import annotations

from datetime import date

import pytest

from bot.recognise.days import easter
from tests.recognise.said import said

DUE = """
next Friday                  | 2026-11-27
by next Fri                  | 2026-11-27
Friday                       | 2026-11-27
a week on Friday             | 2026-12-04
Friday week                  | 2026-12-04
friday fortnight             | 2026-12-11
a fortnight on Monday        | 2026-12-07
two weeks on Monday          | 2026-12-07
end of next week             | 2026-11-27
by the end of the week       | 2026-11-20
by COP Weds                  | 2026-11-25
by close of play Wednesday   | 2026-11-25
first thing Mon              | 2026-11-23
first thing tomorrow         | 2026-11-21
in ten working days          | 2026-12-04
within 5 working days        | 2026-11-27
10 working days              | 2026-12-04
in a fortnight               | 2026-12-04
fortnight                    | 2026-12-04
2 weeks                      | 2026-12-04
in two weeks time            | 2026-12-04
in 6 weeks                   | 2027-01-01
in a month                   | 2026-12-20
end of the month             | 2026-11-30
month end                    | 2026-11-30
end of next month            | 2026-12-31
end of January               | 2027-01-31
the 30th                     | 2026-11-30
30th                         | 2026-11-30
by the 1st                   | 2026-12-01
Christmas Eve                | 2026-12-24
xmas eve                     | 2026-12-24
boxing day                   | 2026-12-26
new year's eve               | 2026-12-31
Easter Monday                | 2027-03-29
Good Friday                  | 2027-03-26
this time next week          | 2026-11-27
same time next month         | 2026-12-20
tomorrow                     | 2026-11-21
day after tomorrow           | 2026-11-22
today                        | 2026-11-20
3/12                         | 2026-12-03
03/12/26                     | 2026-12-03
3.12.26                      | 2026-12-03
3-12-2026                    | 2026-12-03
2026-12-03                   | 2026-12-03
3rd Dec                      | 2026-12-03
Dec 3rd                      | 2026-12-03
December 3                   | 2026-12-03
Thurs 3rd Dec                | 2026-12-03
Thursday the 3rd             | 2026-12-03
1/2/26                       | 2026-02-01
1/2/27                       | 2027-02-01
1/2                          | 2027-02-01
w/c 7 Dec                    | 2026-12-07
w/c Monday                   | 2026-11-23
Friday next week             | 2026-11-27
next week Tuesday            | 2026-11-24
Tuesday of next week         | 2026-11-24
this coming Tuesday          | 2026-11-24
Sat                          | 2026-11-21
mon                          | 2026-11-23
start of next week           | 2026-11-23
end of the financial year    | 2027-03-31
three weeks today            | 2026-12-11
a week tomorrow              | 2026-11-28
tomorrow week                | 2026-11-28
24 hours                     | 2026-11-21
29 Feb                       | 2028-02-29
the friday after next        | 2026-12-04
tuseday                      | 2026-11-24
Mon 30                       | 2026-11-30
mon, 30th                    | 2026-11-30
14-12                        | 2026-12-14
14.12                        | 2026-12-14
the third of december        | 2026-12-03
twenty third of november     | 2026-11-23
on the thirtieth             | 2026-11-30
3 dec 26                     | 2026-12-03
30th inst                    | 2026-11-30
eop thurs                    | 2026-11-26
tomoz                        | 2026-11-21
week today                   | 2026-11-27
fortnight today              | 2026-12-04
a week monday                | 2026-11-30
mon week                     | 2026-11-30
this monday                  | 2026-11-23
by new year's day            | 2027-01-01
in a couple of weeks         | 2026-12-04
"""

HAPPENED = """
yesterday                    | 2026-11-19
last night                   | 2026-11-19
this morning                 | 2026-11-20
this am                      | 2026-11-20
Monday                       | 2026-11-16
last Friday                  | 2026-11-13
Friday                       | 2026-11-13
on Weds                      | 2026-11-18
last week Tuesday            | 2026-11-10
Tuesday last week            | 2026-11-10
two weeks ago                | 2026-11-06
3 days ago                   | 2026-11-17
a fortnight ago              | 2026-11-06
10 working days ago          | 2026-11-06
the 3rd                      | 2026-11-03
the 30th                     | 2026-10-30
18 dec                       | 2025-12-18
day before yesterday         | 2026-11-18
a week last Friday           | 2026-11-06
Monday just gone             | 2026-11-16
this time last week          | 2026-11-13
end of October               | 2026-10-31
Easter Monday                | 2026-04-06
sat 31 oct                   | 2026-10-31
sat                          | 2026-11-14
mon                          | 2026-11-16
munday                       | 2026-11-16
tuesday last                 | 2026-11-17
thurs gone                   | 2026-11-19
this aft                     | 2026-11-20
earlier today                | 2026-11-20
weds 11                      | 2026-11-11
"""

NO_DATE = (
    "end of term", "31/11", "12/13", "31st november", "30 feb", "after half term", "in the new year",
    "Friday 3 December", "soon", "next week", "asap", "29/2/27",
)  # fmt: skip

WORDS_NOT_DAYS = (
    "he may need a new placement",
    "he sat outside the meeting",
    "second time of asking",
    "they march on regardless",
    "needs 24/7 care",
    "3/5 recs done",
    "only 2 of 5 done",
    "14 yr old in his 2nd placement",
    "first review minutes not done",
    "no contact in 3 weeks",
    "10 days late",
    "s47 not done",
    "meeting moved to 10.30",
    "the plan is sat with the manager",
    "she sat with us throughout",
    "out in the sun",
    "this is his 3rd",
    "4th time of asking",
    "2nd placement move",
    "contact is on tuesdays",
    "dad born 3/4/82 not asked",
    "he turns 18 on 4 feb",
    "2 recs of 5, para 3.4",
)


def rows(table: str) -> list[tuple[str, str]]:
    return [(say.strip(), on.strip()) for say, on in (line.split("|") for line in table.strip().splitlines())]


@pytest.mark.parametrize(("say", "on"), rows(DUE))
def test_what_is_due_lies_ahead(say: str, on: str) -> None:
    assert said(say, asked="due_on").slots["due_on"] == on


@pytest.mark.parametrize(("say", "on"), rows(HAPPENED))
def test_what_happened_lies_behind(say: str, on: str) -> None:
    assert said(say, asked="happened_on").slots["happened_on"] == on


@pytest.mark.parametrize("say", NO_DATE)
def test_what_cannot_be_a_date_is_asked_about(say: str) -> None:
    intent = said(say, asked="due_on")
    assert intent.slots == {"unresolved_date": say}
    assert intent.ambiguous


@pytest.mark.parametrize("words", WORDS_NOT_DAYS)
def test_words_that_are_no_days(words: str) -> None:
    slots = said(f"positive challenge M1234567 {words}").slots
    assert not {"happened_on", "due_on", "unresolved_date"} & set(slots)


@pytest.mark.parametrize(
    ("on", "say", "due"),
    [
        (date(2026, 11, 16), "next Thursday", "2026-11-26"),
        (date(2026, 11, 16), "this Thursday", "2026-11-19"),
        (date(2026, 11, 22), "next Monday", "2026-11-23"),
        (date(2026, 12, 31), "tomorrow", "2027-01-01"),
        (date(2028, 2, 28), "tomorrow", "2028-02-29"),
        (date(2026, 12, 24), "in 2 working days", "2026-12-30"),
        (date(2027, 1, 31), "in a month", "2027-02-28"),
    ],
)
def test_on_other_days(on: date, say: str, due: str) -> None:
    assert said(say, asked="due_on", on=on).slots["due_on"] == due


def test_next_thursday_said_on_a_monday_can_be_read_two_ways() -> None:
    intent = said("next Thursday", asked="due_on", on=date(2026, 11, 16))
    assert intent.slots["readable_two_ways"] == "2026-11-26"
    assert intent.ambiguous


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("asked SW to sort by Weds", {"due_on": "2026-11-25"}),
        ("met SW on Weds", {"happened_on": "2026-11-18"}),
        ("SW says it will be shared on the 1st", {"due_on": "2026-12-01"}),
        ("emailed SW 3rd Nov, wants it by 4/12", {"happened_on": "2026-11-03", "due_on": "2026-12-04"}),
        ("plan not updated since 3 Aug", {}),
        ("next one 18 May", {"due_on": "2027-05-18"}),
    ],
)
def test_the_tense_decides(text: str, slots: dict[str, str]) -> None:
    found = said(f"positive challenge M1234567 - {text}").slots
    assert {name: found[name] for name in ("happened_on", "due_on") if name in found} == slots


@pytest.mark.parametrize(
    ("year", "sunday"), [(2024, date(2024, 3, 31)), (2026, date(2026, 4, 5)), (2038, date(2038, 4, 25))]
)
def test_easter(year: int, sunday: date) -> None:
    assert easter(year) == sunday
