"""The staff who use the assistant, and the named managers who receive concerns."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Role(enum.StrEnum):
    """Never make IRO_MANAGER and RESPONDER one thing: they sit on opposite sides of a dispute."""

    IRO = "iro"
    IRO_MANAGER = "iro_manager"
    RESPONDER = "responder"
    ADMIN = "admin"


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    email: str
    roles: frozenset[Role]
    team: str = ""
    manager_email: str = ""
    aad_object_id: str | None = None
    active: bool = True

    def is_a(self, role: Role) -> bool:
        return role in self.roles


@dataclass(frozen=True)
class Addressee:
    """The named manager who receives a concern of a team at a stage; a blank team means all teams."""

    team: str
    stage: int
    name: str
    email: str
    person_id: int | None = None
    """Set when the addressee is one of the assistant's people."""
    reachable: bool = False
    """The assistant can write to them in Teams."""
