"""The pages for the people who operate the assistant are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.command_line import COMMANDS, FORMATS
from bot.domain.watched import StoreFigures
from bot.files.report_csv import BEHIND
from bot.files.teams_package import SETTINGS
from bot.watching.figures import TURN_OUTCOMES, Figures

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
NAME = re.compile(r"\b(?:OTEL_[A-Z_]+[A-Z]|IRO_[A-Z_]+[A-Z]|MicrosoftApp[A-Z][A-Za-z]+|PORT)\b")
READ = set(NAME.findall((ROOT / "bot" / "settings.py").read_text(encoding="utf-8")))
READ |= {setting.name for setting in SETTINGS.values()}


@pytest.mark.parametrize("name", sorted(READ))
def test_every_setting_is_explained(name: str) -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("|")]
    assert any(f"`{name}`" in row.split("|")[1] for row in rows)


def test_no_setting_is_explained_that_nobody_reads() -> None:
    assert set(NAME.findall(PAGE)) <= READ


def test_every_command_the_page_names_is_there() -> None:
    named = set(re.findall(r"`(?:python )?app\.py ([a-z]+)", PAGE))
    assert named
    assert named <= {command.name for command in COMMANDS}


def test_the_reports_page_knows_every_format_and_option() -> None:
    page = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
    report = next(command for command in COMMANDS if command.name == "report")
    assert all(f"`{one}`" in page for one in FORMATS)
    options = {name for one in report.options for name in one.names} - {"--authority", "--database", "--out"}
    assert all(name in page for name in options)
    assert set(re.findall(r"`(rows_\w+)\.csv`", page)) == set(BEHIND.values())


def test_every_figure_is_explained_and_every_alert_is_about_one() -> None:
    text = Figures().show(StoreFigures(), 0).decode()
    known = set(re.findall(r"^# TYPE (iro_\w+)", text, re.MULTILINE))
    known -= {name for name in known if name.endswith("_created")}
    assert {name for name in known if f"`{name}`" not in PAGE} == set()
    rules = (ROOT / "deploy" / "prometheus-alerts.yml").read_text(encoding="utf-8")
    groups = yaml.safe_load(rules)["groups"]
    alerts = {rule["alert"]: rule["expr"] for group in groups for rule in group["rules"]}
    assert {"RemindersSilent", "PeopleUnreachable", "TurnsFailing"} < set(alerts)
    named = {name.removesuffix("_count") for name in re.findall(r"iro_\w+", " ".join(alerts.values()))}
    assert named <= known
    assert set(re.findall(r'outcome="(\w+)"', " ".join(alerts.values()))) <= set(TURN_OUTCOMES)


def test_files_the_page_names_are_there() -> None:
    for path in re.findall(r"`((?:deploy|manifest|docs)/[\w./-]+)`", PAGE):
        assert (ROOT / path).exists(), path
