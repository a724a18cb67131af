"""The Teams app package: whole, valid, the same every time; and refused in one line when it is not."""

from __future__ import annotations

import io
import json
import shutil
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from bot.errors import ConfigurationError
from bot.files import teams_package
from bot.files.teams_package import NOT_SET, PackageError, not_set, packed, write

APP_ID = "a0000000-0000-4000-8000-000000000001"
SETTINGS = {
    "MicrosoftAppId": APP_ID,
    "IRO_DEVELOPER_NAME": "Anyshire County Council",
    "IRO_WEBSITE_URL": "https://anyshire.example/iro",
    "IRO_PRIVACY_URL": "https://anyshire.example/privacy",
    "IRO_TERMS_URL": "https://anyshire.example/terms",
    "IRO_PUBLIC_HOST": "iro.anyshire.example",
    "IRO_PACKAGE_VERSION": "1.4.2",
}


def manifest_in(package: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return dict(json.loads(opened.read("manifest.json")))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of `manifest/` that a test may spoil."""
    copy = shutil.copytree(teams_package.FOLDER, tmp_path / "manifest")
    monkeypatch.setattr(teams_package, "FOLDER", copy)
    return copy


def test_it_holds_the_manifest_and_both_icons(tmp_path: Path) -> None:
    out = write(tmp_path / "app.zip", SETTINGS)
    with zipfile.ZipFile(out) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == ["manifest.json", "color.png", "outline.png"]


def test_the_settings_stand_in_their_places() -> None:
    manifest = manifest_in(packed(SETTINGS))
    assert (manifest["id"], manifest["bots"][0]["botId"]) == (APP_ID, APP_ID)
    assert manifest["version"] == "1.4.2"
    assert manifest["developer"] == {
        "name": "Anyshire County Council",
        "websiteUrl": "https://anyshire.example/iro",
        "privacyUrl": "https://anyshire.example/privacy",
        "termsOfUseUrl": "https://anyshire.example/terms",
    }
    assert manifest["validDomains"] == ["iro.anyshire.example"]
    assert "$" not in json.dumps({**manifest, "$schema": ""}).replace('"$schema"', "")


def test_the_same_settings_give_the_same_bytes() -> None:
    assert packed(SETTINGS) == packed(dict(reversed(SETTINGS.items())))


def test_an_id_alone_makes_a_package_for_a_trial() -> None:
    manifest = manifest_in(packed({"MicrosoftAppId": APP_ID, "IRO_TERMS_URL": " "}))
    assert manifest["developer"]["privacyUrl"] == NOT_SET
    assert manifest["validDomains"] == []
    assert not_set({"MicrosoftAppId": APP_ID, "IRO_TERMS_URL": " "}) == list(teams_package.FOR_PEOPLE)
    assert not_set(SETTINGS) == []


def test_nothing_but_the_id_and_no_secret_gets_into_it() -> None:
    package = packed({**SETTINGS, "MicrosoftAppPassword": "hush-hush"})
    assert b"hush-hush" not in package


def test_all_that_is_wrong_with_the_settings_is_named_in_one_line() -> None:
    wrong = {
        "MicrosoftAppId": "hush",
        "IRO_DEVELOPER_NAME": "x" * 33,
        "IRO_PRIVACY_URL": "http://anyshire.example",
        "IRO_PUBLIC_HOST": "https://iro.anyshire.example/",
        "IRO_PACKAGE_VERSION": "1.4",
    }
    with pytest.raises(PackageError) as refused:
        packed(wrong)
    assert all(name in str(refused.value) for name in wrong)
    assert "\n" not in str(refused.value)
    assert "hush" not in str(refused.value)


def test_a_missing_id_is_a_fault_of_configuration() -> None:
    with pytest.raises(ConfigurationError, match="MicrosoftAppId is not set"):
        packed({})


def test_a_manifest_that_the_schema_refuses_is_refused(folder: Path) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["bots"][0]["commandLists"][0]["commands"] *= 2
    del manifest["icons"]["outline"]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(PackageError) as refused:
        packed(SETTINGS)
    assert "outline" in str(refused.value)
    assert "commands" in str(refused.value)


@pytest.mark.parametrize(
    ("spoilt", "says"),
    [
        (b"GIF89a" + b"0" * 30, "no PNG"),
        (b"", "no PNG"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 31, 32), "31 by 32"),
    ],
)
def test_an_icon_of_another_size_is_refused(folder: Path, spoilt: bytes, says: str) -> None:
    (folder / "outline.png").write_bytes(spoilt)
    with pytest.raises(PackageError, match=f"outline.png is {says}"):
        packed(SETTINGS)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="nowhere"):
        write(tmp_path / "nowhere" / "app.zip", SETTINGS)


def test_the_schema_is_the_one_the_manifest_names() -> None:
    manifest = manifest_in(packed(SETTINGS))
    assert manifest["manifestVersion"] == "1.25"
    assert "/v1.25/" in manifest["$schema"]
    assert teams_package.SCHEMA == "schema-1.25.json"
    schema = json.loads((teams_package.FOLDER / teams_package.SCHEMA).read_text(encoding="utf-8"))
    assert not list(Draft4Validator(schema).iter_errors(manifest))


def test_the_bot_offers_files_and_is_more_than_notices() -> None:
    [bot] = manifest_in(packed(SETTINGS))["bots"]
    assert bot["scopes"] == ["personal", "team", "groupChat"]
    assert bot["supportsFiles"]
    assert not bot["isNotificationOnly"]


def test_commands_keep_to_the_limits_of_older_clients() -> None:
    for listed in manifest_in(packed(SETTINGS))["bots"][0]["commandLists"]:
        assert len(listed["commands"]) <= 10
        for command in listed["commands"]:
            assert len(command["title"]) <= 32
            assert len(command["description"]) <= 128
