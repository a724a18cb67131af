"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "dialogs", "storage")
SOURCES = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")] + [ROOT / "app.py"]
LONGEST_FILE, LONGEST_FUNCTION = 300, 40


def test_only_the_database_commits() -> None:
    """One transaction a turn: whoever else began or ended one would split it."""
    committing = re.compile(r"\.(commit|rollback|begin|begin_nested)\(")
    found = {name(path) for path in SOURCES if committing.search(path.read_text(encoding="utf-8"))}
    assert found == {"storage/database.py"}


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE or "migrations/versions" in name(path)
    functions = (
        node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    too_long = {node.name: lines(node) for node in functions if lines(node) > LONGEST_FUNCTION}
    assert too_long == {}


def test_every_public_room_says_what_it_is() -> None:
    bare = [
        name(path) for path in SOURCES if path.read_text(encoding="utf-8").strip() and not docstring(path)
    ]
    assert bare == []


def lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def docstring(path: Path) -> str | None:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
