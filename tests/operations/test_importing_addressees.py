from __future__ import annotations

import pytest

from bot.domain.policy_file import load_policy
from storage import people
from tests.operations.importing_desk import STAFF, Importer, counts, notes, reasons

HEADINGS = "team,stage,name,email\n"


@pytest.fixture
def importer(database_url: str) -> Importer:
    importer = Importer(database_url)
    importer.run(STAFF)
    return importer


def test_the_one_of_the_team_comes_before_the_one_of_all_teams(importer: Importer) -> None:
    importer.one(f"{HEADINGS}lac,1,Tariq Placeholder,TARIQ@example.org\n,1,Hanna Sample,hanna@example.org\n")
    of_lac = importer.ask(lambda work: people.addressee_for(work, "LAC", 1))
    of_another = importer.ask(lambda work: people.addressee_for(work, "Locality", 1))
    assert of_lac is not None
    assert of_another is not None
    assert (of_lac.email, of_another.email) == ("tariq@example.org", "hanna@example.org")
    assert of_lac.person_id is not None
    assert of_another.person_id is None


def test_a_new_manager_takes_the_old_one_s_place(importer: Importer) -> None:
    importer.one(
        f"{HEADINGS}LAC,1,Tariq Placeholder,tariq@example.org\nLAC,2,Hanna Sample,hanna@example.org\n"
    )
    report = importer.one(f"{HEADINGS}LAC,1,Nia Demo,nia@example.org\n")
    assert counts(report) == (1, 0, 1, 0)
    assert importer.ask(people.all_addressees) == {
        ("LAC", 1): ("Nia Demo", "nia@example.org"),
        ("LAC", 2): ("Hanna Sample", "hanna@example.org"),
    }


def test_a_stage_off_the_ladder(importer: Importer) -> None:
    report = importer.one(f"{HEADINGS}LAC,7,Nia Demo,nia@example.org\n")
    assert reasons(report) == [(2, "stage is not on the ladder of Rotherham (1, 2, 3, 4, 5)")]


def test_cafcass_may_have_an_addressee_where_no_rung_names_it(database_url: str) -> None:
    importer = Importer(database_url, load_policy("durham", demo=True))
    assert counts(importer.one(f"{HEADINGS},99,Cafcass duty,duty@example.org\n")) == (1, 1, 0, 0)
    assert importer.one(f"{HEADINGS},1,Nia Demo,nia@example.org\n").stopped


def test_no_concern_is_addressed_to_the_iro_s_own_manager(importer: Importer) -> None:
    report = importer.one(f"{HEADINGS}LAC,1,Mona Specimen,mona@example.org\n")
    assert reasons(report) == [(2, "email is an IRO manager's; a concern is addressed to the other side")]


def test_one_team_spelt_in_two_ways_is_one_key(importer: Importer) -> None:
    report = importer.one(f"{HEADINGS}LAC,1,A Demo,a@example.org\n lac ,1,B Demo,b@example.org\n")
    assert len(reasons(report)) == 2
    assert report.stopped


def test_a_team_the_policy_does_not_have_is_kept_and_noted(importer: Importer) -> None:
    report = importer.one(f"{HEADINGS}Night Shift,1,A Demo,a@example.org\n")
    assert notes(report) == [(2, "team is not one of the policy's; kept as it is written")]
    assert ("Night Shift", 1) in importer.ask(people.all_addressees)
