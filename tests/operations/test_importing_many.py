"""A large file through the command itself. How fast it goes is for `benchmarks/imports.py` to say."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.imports import MEGABYTES, time_import, write_reviews
from storage.tables import review
from tests.operations.importing_desk import Importer


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not say what a process held")
def test_a_hundred_thousand_reviews_in_little_memory(database_url: str, tmp_path: Path) -> None:
    path = write_reviews(tmp_path / "reviews.csv", 100_000)
    _, _, megabytes = time_import(path, database_url)
    assert megabytes < MEGABYTES
    assert len(Importer(database_url).rows(review)) == 100_000
