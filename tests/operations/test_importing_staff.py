from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.domain.people import Person, Role
from storage import people
from storage.tables import person
from tests.operations.importing_desk import STAFF, Importer, counts, notes

ID = "d0000000-0000-4000-8000-000000000101"
OTHER_ID = "d0000000-0000-4000-8000-000000000102"
HEADINGS = "name,email,aad_object_id,roles,team,manager_email\n"


@pytest.fixture
def importer(database_url: str) -> Importer:
    importer = Importer(database_url)
    importer.run(STAFF)
    return importer


def who(importer: Importer, name: str) -> Person:
    found = importer.ask(lambda work: people.person_by_email(work, f"{name}@example.org"))
    assert found is not None
    return found


def test_a_person_is_kept_as_the_file_says(importer: Importer) -> None:
    ines, tariq = who(importer, "ines"), who(importer, "tariq")
    assert (ines.name, ines.roles, ines.aad_object_id) == ("Ines Example", {Role.IRO}, ID)
    assert (ines.manager_email, ines.active) == ("mona@example.org", True)
    assert (tariq.roles, tariq.team) == ({Role.RESPONDER}, "LAC")


def test_a_changed_row_changes_the_person_and_nobody_else(importer: Importer) -> None:
    before = who(importer, "oskar")
    report = importer.one(HEADINGS + "Ines Renamed,INES@Example.org,,iro;admin,,\n")
    ines = who(importer, "ines")
    assert counts(report) == (1, 0, 1, 0)
    assert (ines.name, ines.roles, ines.manager_email) == ("Ines Renamed", {Role.IRO, Role.ADMIN}, "")
    assert who(importer, "oskar") == before


def test_a_blank_object_id_keeps_the_one_learned_at_first_contact(importer: Importer) -> None:
    oskar = who(importer, "oskar")
    importer.ask(lambda work: people.bind_object_id(work, oskar.id, OTHER_ID))
    assert counts(importer.one(STAFF)) == (5, 0, 0, 5)
    assert who(importer, "oskar").aad_object_id == OTHER_ID


def test_a_column_that_is_not_there_leaves_what_is_known(importer: Importer) -> None:
    report = importer.one("email,roles,name\ntariq@example.org,responder,Tariq Placeholder\n")
    assert counts(report) == (1, 0, 0, 1)
    assert who(importer, "tariq").team == "LAC"


def test_an_object_id_stays_with_its_owner(importer: Importer) -> None:
    report = importer.one(f"{HEADINGS}Nia Demo,nia@example.org,{ID},iro,,\n")
    assert notes(report) == [(2, "aad_object_id is that of ines@example.org; left as it was")]
    assert who(importer, "nia").aad_object_id is None
    assert who(importer, "ines").aad_object_id == ID


def test_object_ids_may_be_exchanged_in_one_file(importer: Importer) -> None:
    ids = {"ines": OTHER_ID, "oskar": ID}
    importer.one(HEADINGS + f"Oskar Sample,oskar@example.org,{OTHER_ID},iro,,\n")
    report = importer.one(
        HEADINGS + "".join(f"{name},{name}@example.org,{one},iro,,\n" for name, one in ids.items())
    )
    assert counts(report)[2] == 2
    assert notes(report) == []
    assert {name: who(importer, name).aad_object_id for name in ids} == ids


def test_two_rows_with_one_object_id(importer: Importer) -> None:
    report = importer.one(f"{HEADINGS}A,a@example.org,{OTHER_ID},iro,,\nB,b@example.org,{OTHER_ID},iro,,\n")
    assert counts(report) == (2, 2, 0, 0)
    assert notes(report) == [(3, "aad_object_id is that of a@example.org; left as it was")]


@pytest.mark.parametrize("manager", ["nobody@example.org", "tariq@example.org", "oskar@example.org"])
def test_an_iro_reports_to_an_iro_manager_or_to_nobody(importer: Importer, manager: str) -> None:
    report = importer.one(f"{HEADINGS}Ines Example,ines@example.org,,iro,,{manager}\n")
    assert notes(report) == [(2, "manager_email is no IRO manager's; left blank")]
    assert who(importer, "ines").manager_email == ""


def test_a_manager_may_stand_anywhere_in_the_file(importer: Importer) -> None:
    report = importer.one(
        f"{HEADINGS}Nia Demo,nia@example.org,,iro,,max@example.org\nMax Demo,max@example.org,,iro_manager,,\n"
    )
    assert notes(report) == []
    assert who(importer, "nia").manager_email == "max@example.org"


def test_a_team_is_spelt_as_the_policy_spells_it(importer: Importer) -> None:
    rows = "A,a@example.org,,responder,disability  SERVICE,\nB,b@example.org,,responder,Night Shift,\n"
    report = importer.one(HEADINGS + rows)
    assert who(importer, "a").team == "Disability Service"
    assert who(importer, "b").team == "Night Shift"
    assert notes(report) == [(3, "team is not one of the policy's; kept as it is written")]


def test_an_iro_manager_who_is_still_an_addressee_is_noted(importer: Importer) -> None:
    importer.one("team,stage,name,email\n,1,Tariq Placeholder,tariq@example.org\n")
    report = importer.one(HEADINGS + "Tariq Placeholder,tariq@example.org,,iro_manager,,\n")
    assert "still an addressee" in notes(report)[0][1]


def test_people_of_another_authority_are_others(importer: Importer) -> None:
    row = {"tenant": "another", "name": "X", "email": "nia@example.org", "roles": "iro", "aad_object_id": ID}
    importer.ask(lambda work: work.db.execute(sa.insert(person).values(row)))
    assert counts(importer.one(HEADINGS + "Nia Demo,nia@example.org,,iro,,\n")) == (1, 1, 0, 0)
