"""The command line: every command explains itself, and bad input costs one line and exit 2."""

from __future__ import annotations

import json
import shlex
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

import app
from bot.command_line import COMMANDS, BadInput, Command, moment, parser
from bot.settings import REQUIRED, REQUIRED_WITH_SECRET
from bot.understand_command import utterances_in

TENANT = "d0000000-0000-4000-8000-000000000001"
SETTINGS = {
    "MicrosoftAppType": "SingleTenant",
    "MicrosoftAppId": "a0000000-0000-4000-8000-000000000001",
    "MicrosoftAppPassword": "hush-hush",
    "MicrosoftAppTenantId": TENANT,
    "IRO_TENANTS": f"{TENANT}=lincolnshire",
    "IRO_DATABASE_URL": "sqlite:///iro.db",
}
WITH_DATABASE = {"demo", "migrate", "import", "people", "remind", "report", "audit", "doctor"}


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and no settings."""
    monkeypatch.chdir(tmp_path)
    for name in (*SETTINGS, "IRO_OVERLAYS", "PORT"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def settings(folder: Path, **changes: str) -> None:
    lines = [f"{name}={value}" for name, value in (SETTINGS | changes).items()]
    (folder / ".env").write_text("\n".join(lines), encoding="utf-8")


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What is said, once: one line, with exit 2."""
    try:
        code = app.main([*arguments])
    except SystemExit as left:
        code = int(left.code or 0)
    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert said.err.endswith("\n")
    assert said.err.count("\n") == 1
    return said.err


# Help


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_explains_itself_with_an_example(
    command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        app.main([command.name, "--help"])
    assert left.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert command.says in said
    assert f"example: python app.py {command.example}" in said


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_example_can_be_read(command: Command) -> None:
    options = parser(app.RUNS, None).parse_args(shlex.split(command.example))
    assert options.run is app.RUNS[command.name]


def test_the_commands_are_those_that_run() -> None:
    assert [command.name for command in COMMANDS] == list(app.RUNS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_what_touches_data_takes_a_database(command: Command) -> None:
    flags = {name for option in command.options for name in option.names}
    assert ("--database" in flags) == (command.name in WITH_DATABASE)


# Bad input


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "COMMAND"),
        (["sing"], "sing"),
        (["audit", "--authority", "atlantis"], "atlantis"),
        (["demo", "--authority", "atlantis"], "atlantis"),
        (["demo", "--port", "0"], "not a port"),
        (["demo", "--port", "99999"], "not a port"),
        (["demo", "--now", "yesterday"], "yesterday"),
        (["import"], "FILE"),
        (["import", "nothing.csv", "--database", "sqlite:///iro.db"], "nothing.csv"),
        (["understand"], "TEXT"),
        (["understand", "nothing.jsonl"], "nothing.jsonl"),
        (["understand", "--now", "soon", "which reviews are due"], "soon"),
        (["remind", "--as-of", "2026-13-01"], "2026-13-01"),
        (["audit", "--database", "iro.db"], "iro.db"),
        (["migrate", "--database", "mysql://here/iro"], "mysql"),
        (["package", "--out", "iro.zip"], "MicrosoftAppId"),
    ],
    ids=" ".join,
)
def test_bad_input_costs_one_line(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert says in refused(capsys, *arguments)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("which reviews are due", "line 2: this is not JSON"),
        ("[]", "line 2: now, authority and text"),
        ('{"now": "2026-11-20T09:00", "text": "help"}', "line 2: now, authority and text"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(nothing_set: Path, line: str, says: str) -> None:
    path = nothing_set / "said.jsonl"
    good = json.dumps({"now": "2026-11-20T09:00", "authority": "durham", "text": "help"})
    path.write_text(f"{good}\n{line}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=says):
        list(utterances_in(path))


def test_a_file_in_another_encoding_is_named(nothing_set: Path) -> None:
    path = nothing_set / "said.jsonl"
    path.write_bytes(b'{"text": "caf\xe9"}')
    with pytest.raises(BadInput, match=r"said\.jsonl"):
        list(utterances_in(path))


UNREADABLE = {
    "empty.csv": b"",
    "nul.csv": bytes(100),
    "utf16.csv": "child,due_on\n".encode("utf-16"),
    "utf16be.csv": "child,due_on\n".encode("utf-16-be"),
    "book.csv": b"PK\x03\x04\x14\x00",
    "letters.csv": b"child,due_on\n\x81\x8d,2026-12-01\n",
    "quotes.csv": b'child,due_on\n"D-100001,2026-12-01\n',
    "other.csv": b"colour,size\nred,2\n",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_imported_costs_one_line_and_nothing_goes_in(
    nothing_set: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    app.main(["migrate", "--database", "sqlite:///iro.db"])
    capsys.readouterr()
    (nothing_set / name).write_bytes(UNREADABLE[name])
    (nothing_set / "reviews.csv").write_text("child,due_on\nD-100001,2026-12-01\n", encoding="utf-8")
    said = refused(capsys, "import", "reviews.csv", name, "--database", "sqlite:///iro.db")
    assert said.startswith(f"{name}: ")
    assert app.main(["import", "reviews.csv", "--database", "sqlite:///iro.db"]) == 0
    assert "1 read, 1 added" in capsys.readouterr().out


def test_two_gigabytes_are_not_even_read(nothing_set: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (nothing_set / "large.csv").open("wb") as file:
        file.truncate(2_000_000_000)
    assert "larger than 200 MB; split it" in refused(
        capsys, "import", "large.csv", "--database", "sqlite:///iro.db"
    )


# Settings


@pytest.mark.parametrize("command", ["serve", "migrate", "people", "audit", "remind"])
def test_all_settings_that_are_missing_are_named_at_once(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, command)
    assert all(name in said for name in (*REQUIRED, *REQUIRED_WITH_SECRET))


def test_an_authority_without_a_policy_is_refused(
    nothing_set: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings(nothing_set, IRO_TENANTS=f"{TENANT}=atlantis")
    assert "atlantis" in refused(capsys, "serve")


def test_which_of_several_authorities_must_be_said(
    nothing_set: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings(nothing_set, IRO_TENANTS=f"{TENANT}=lincolnshire,{TENANT[:-1]}2=durham")
    assert "durham, lincolnshire" in refused(capsys, "audit")


def test_a_tenant_is_the_same_in_capitals(nothing_set: Path) -> None:
    """Messages name it in small letters."""
    settings(nothing_set, IRO_TENANTS=f"{TENANT.upper()}=lincolnshire")
    place = app.place_of(parser(app.RUNS, None).parse_args(["audit"]))
    assert (place.tenant, place.policy.authority) == (TENANT, "lincolnshire")


# What fails, and what works


def test_what_itself_fails_costs_one_line_and_exit_1(
    nothing_set: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (nothing_set / "iro.db").write_text("dear diary" * 1000, encoding="utf-8")
    assert app.main(["migrate", "--database", "sqlite:///iro.db"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "doctor" in said


def test_the_package_is_written(nothing_set: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings(nothing_set)
    assert app.main(["package", "--out", "iro.zip"]) == 0
    assert zipfile.is_zipfile("iro.zip")
    said = capsys.readouterr()
    assert said.out == "iro.zip\n"
    assert "IRO_PRIVACY_URL" in said.err


def test_the_doctor_has_a_line_for_each_finding_and_exit_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["doctor", "--database", "sqlite:///iro.db"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in lines} == {"ok", "attention"}
    assert any(line.startswith("attention  database: the file is not there yet ->") for line in lines)


def test_the_doctor_is_content_after_migrating(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["migrate", "--database", "sqlite:///iro.db"]) == 0
    app.main(["doctor", "--database", "sqlite:///iro.db"])
    assert "ok         database: reached" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("said", "offset"),
    [
        ("2026-11-20T09:00", timedelta(0)),
        ("2026-07-01", timedelta(hours=1)),
        ("2026-07-01T09:00+00:00", timedelta(0)),
    ],
)
def test_a_moment_without_a_zone_is_londons(said: str, offset: timedelta) -> None:
    read = moment(said)
    assert read.utcoffset() == offset
    assert (read.hour, read.minute) == (9, 0)
