"""RAG ratings and review grades as they are said."""

from __future__ import annotations

import re

from bot.domain.policy import Policy

_CHANGED_TO = re.compile(
    r" from (?:requir\w* improvement|r ?i|rqi|\w+) to (?:a )?(good|outstanding|inadequate) "
)
GRADES = ("Outstanding", "Good", "Requires Improvement", "Inadequate")
_RAG = re.compile(r"(?<= )(red|amber|green)s?(?= )(?! book| card| light)")
_NOT_ANY_MORE = re.compile(r"(?:from|was|not|been|previously|instead of) (?:a |the |rated )?$")
_REQUIRES = re.compile(r" (?:requir\w* improvement|r\.?i|needs improvement|rqi) ")


_BY_LETTER = re.compile(r" CHILD (?:[-:=] |to |is |now )?(r|a|g|amb|grn)(?= $| [.,;])")
_LETTERS = {"r": "red", "a": "amber", "g": "green"}


def find_rag(marked: str) -> str | None:
    """The rating it is now: the last one said that is not what it was; of a child's own letter that."""
    if letter := _BY_LETTER.search(marked):
        return _LETTERS[letter[1][0]]
    said = [m[1] for m in _RAG.finditer(marked) if not _NOT_ANY_MORE.search(marked[: m.start()])]
    return said[-1] if said else None


def find_rags(marked: str) -> list[str]:
    """All that a question asks for, in alphabetical order."""
    return sorted({m[1] for m in _RAG.finditer(marked)})


def find_grade(marked: str, policy: Policy) -> str | None:
    """One of the policy's grades (the four of the QAC where it names none)."""
    if changed := _CHANGED_TO.search(marked):
        return _as_written(changed[1].capitalize(), policy)
    if _REQUIRES.search(marked):
        return _as_written("Requires Improvement", policy)
    for grade in ("Inadequate", "Outstanding", "Good"):
        if re.search(rf" {grade.lower()} (?!supervision|progress|care|work)", marked):
            return _as_written(grade, policy)
    return None


def _as_written(grade: str, policy: Policy) -> str:
    return next((one for one in policy.grades if one.lower() == grade.lower()), grade)
