"""The demo's invented staff and addressees. Every surname says that nobody of that name exists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from bot.domain.ladder import stages_of
from bot.domain.people import Role
from bot.domain.policy import Policy

IROS = (
    "Ines Example",
    "Morgan Sample",
    "Tariq Placeholder",
    "Rosa Specimen",
    "Owen Demo",
    "Priya Template",
    "Callum Example",
    "Agnes Placeholder",
    "Femi Sample",
)
IRO_MANAGERS = ("Helen Specimen", "Joseph Template")
ADMIN = "Sam Demo"
FIRST_NAMES = (
    "Noor", "Graham", "Lena", "Marcus", "Yasmin", "Peter", "Chloe", "Dev",
    "Ruth", "Anton", "Bridget", "Kofi", "Maya", "Stephen", "Zainab", "Ewan",
    "Carla", "Nikhil", "Judith", "Tomasz", "Alma", "Victor", "Shona", "Idris",
)  # fmt: skip
SURNAMES = ("Specimen", "Example", "Placeholder", "Sample", "Template", "Demo", "Mockup")
NOT_A_USER = 2
"""Of every three managers of a level the last does not use the assistant: they are sent a text."""


@dataclass(frozen=True)
class Member:
    """Somebody of the demo, a user of the assistant or only an addressee."""

    name: str
    number: int
    """Makes the Entra object id: the Playground's users carry the same one at every start."""
    roles: tuple[Role, ...] = ()
    team: str = ""
    manager_email: str = ""

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@example.org"

    @property
    def aad_object_id(self) -> str:
        return f"d0000000-0000-4000-8000-{self.number:012d}"


@dataclass(frozen=True)
class Addressed:
    """The manager of one team at one stage."""

    team: str
    stage: int
    member: Member


def demo_people(policy: Policy) -> list[dict[str, str]]:
    """Six of the staff, the demo's own IRO first: the Playground wants five users beside the current one.

    IRO, IRO manager, a team manager who responds, a second IRO, the administrator, a more senior responder.
    """
    by_role = {role: [one for one in staff(policy) if role in one.roles] for role in Role}
    responders = by_role[Role.RESPONDER]
    senior = next((one for one in responders if not one.team), responders[-1])
    iro, second_iro = by_role[Role.IRO][:2]
    manager, admin = by_role[Role.IRO_MANAGER][0], by_role[Role.ADMIN][0]
    return [_playground_user(one) for one in (iro, manager, responders[0], second_iro, admin, senior)]


def staff(policy: Policy) -> list[Member]:
    """All users of the assistant: IROs, their managers, responders, an administrator."""
    responders = {one.member.number: one.member for one in addressees(policy) if one.member.roles}
    return [*iros(), *iro_managers(), Member(ADMIN, 301, (Role.ADMIN,)), *responders.values()]


def iros() -> list[Member]:
    """Shared out between the two managers; the first is the one whom the demo opens as."""
    managers = [one.email for one in iro_managers()]
    return [
        Member(name, 101 + n, (Role.IRO,), manager_email=managers[n % len(managers)])
        for n, name in enumerate(IROS)
    ]


def iro_managers() -> list[Member]:
    return [Member(name, 201 + n, (Role.IRO_MANAGER,)) for n, name in enumerate(IRO_MANAGERS)]


def addressees(policy: Policy) -> list[Addressed]:
    """For every team and every stage of the ladder: a manager, of whom some do not use the assistant."""
    teams = policy.teams or ("",)
    names = _names()
    found: list[Addressed] = []
    for level, stage in enumerate(stages_of(policy)):
        if stage.is_cafcass:
            members = [Member("Cafcass Placeholder", 499)]
        else:
            members = _managers(level, teams, names)
        found += [Addressed(team, stage.number, members[n % len(members)]) for n, team in enumerate(teams)]
    return found


def as_person_row(member: Member) -> dict[str, Any]:
    return {
        "name": member.name,
        "email": member.email,
        "aad_object_id": member.aad_object_id,
        "roles": ";".join(role.value for role in member.roles),
        "team": member.team,
        "manager_email": member.manager_email,
    }


def as_addressee_row(addressed: Addressed) -> dict[str, Any]:
    member = addressed.member
    return {"team": addressed.team, "stage": addressed.stage, "name": member.name, "email": member.email}


def _managers(level: int, teams: tuple[str, ...], names: Iterator[str]) -> list[Member]:
    """Of every team at the first stage, of several teams at the next ones, one person at the top."""
    count = (len(teams), max(3, -(-len(teams) // 3)), 2)[level] if level < 3 else 1
    return [
        Member(
            next(names),
            401 + level * 20 + n,
            () if n % 3 == NOT_A_USER else (Role.RESPONDER,),
            teams[n] if level == 0 else "",
        )
        for n in range(count)
    ]


def _names() -> Iterator[str]:
    return (f"{first} {last}" for first, last in zip(cycle(FIRST_NAMES), cycle(SURNAMES), strict=False))


def _playground_user(member: Member) -> dict[str, str]:
    return {
        "id": member.name.lower().replace(" ", "-"),
        "name": member.name,
        "email": member.email,
        "aadObjectId": member.aad_object_id,
    }
