"""A line of the log says what happened and where, and not what anybody wrote."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

import pytest

import app
from bot.watching.logs import JsonLines, PlainLines, start_logging

WORDS = "parameters: ('Zebedee waits',)"
FORMS = [JsonLines(), PlainLines()]


def line(form: logging.Formatter, name: str, message: str, *given: object, fault: bool = False) -> str:
    try:
        raise ValueError(WORDS)
    except ValueError:
        raised = sys.exc_info() if fault else None
    return form.format(logging.LogRecord(name, logging.ERROR, __file__, 1, message, given, raised))


@pytest.mark.parametrize("form", FORMS)
def test_of_an_exception_the_kind_and_the_place(form: logging.Formatter) -> None:
    shown = line(form, "bot.channel.turn", "it failed", fault=True)
    assert "it failed" in shown
    assert "ValueError" in shown
    assert "test_logs.py" in shown
    assert "Zebedee" not in shown


@pytest.mark.parametrize("form", FORMS)
def test_of_a_library_its_words_before_anything_was_put_into_them(form: logging.Formatter) -> None:
    shown = line(form, "aiohttp.server", "no route for %s", "Zebedee")
    assert "no route for %s" in shown
    assert "Zebedee" not in shown
    assert "Zebedee" not in line(form, "asyncio", "never retrieved: <Zebedee waits>", fault=True)


def test_one_line_each_as_json() -> None:
    record = logging.LogRecord("bot.watched", logging.INFO, __file__, 1, "turn", (), None)
    vars(record).update(activity="1:2", seconds=0.25, outcome="answered", text="Zebedee waits")
    shown = json.loads(JsonLines().format(record))
    assert shown.pop("time").endswith("+00:00")
    assert shown == {
        "level": "info", "event": "turn", "logger": "bot.watched",
        "activity": "1:2", "seconds": 0.25, "outcome": "answered",
    }  # fmt: skip
    assert "\n" not in line(JsonLines(), "bot.channel.turn", "two\nlines", fault=True)


def test_every_turn_is_told_of_as_json_alone() -> None:
    root, watched = logging.getLogger(), logging.getLogger("bot.watched")
    before = root.handlers[:], root.level, watched.level
    root.handlers.clear()
    try:
        start_logging("plain")
        assert not watched.isEnabledFor(logging.INFO)
        root.handlers.clear()
        start_logging("json")
        assert watched.isEnabledFor(logging.INFO)
        assert not logging.getLogger("bot.channel").isEnabledFor(logging.INFO)
    finally:
        root.handlers[:], root.level, watched.level = before


def test_another_form_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IRO_LOG", "xml")
    assert app.main(["audit"]) == 2
    assert capsys.readouterr().err == "IRO_LOG: 'xml' is neither plain nor json.\n"


def test_the_doctor_has_a_finding_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IRO_LOG", "xml")
    assert app.main(["doctor"]) == 1
    assert "attention  configuration" in capsys.readouterr().out
