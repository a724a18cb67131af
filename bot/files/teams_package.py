"""The Teams app package: the manifest filled from the settings, checked, and zipped with its icons."""

from __future__ import annotations

import io
import json
import re
import struct
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

from bot.errors import ConfigurationError

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "manifest"
SCHEMA = "schema-1.25.json"
ICONS = {"color.png": 192, "outline.png": 32}
"""Width and height in pixels; the schema looks at their names only."""
NOT_SET = "https://not-set.invalid/"
"""Stands where an address is not set: Teams takes it for a trial, and anybody sees what it is."""
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
_PNG = b"\x89PNG\r\n\x1a\n"


class PackageError(ConfigurationError):
    """The Teams app package cannot be made."""


@dataclass(frozen=True)
class Setting:
    name: str
    form: str
    """A regular expression of the whole value."""
    says: str
    otherwise: str | None = ""
    """None: it must be set."""


_ADDRESS = (r"https://\S+\.\S+", "an address that begins with https://", NOT_SET)
SETTINGS: Mapping[str, Setting] = {
    "APP_ID": Setting("MicrosoftAppId", r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "an id", None),
    "VERSION": Setting("IRO_PACKAGE_VERSION", r"\d{1,9}(\.\d{1,9}){2}", "a version such as 1.2.0"),
    "DEVELOPER_NAME": Setting("IRO_DEVELOPER_NAME", r".{1,32}", "a name of at most 32 characters", "not set"),
    "WEBSITE_URL": Setting("IRO_WEBSITE_URL", *_ADDRESS),
    "PRIVACY_URL": Setting("IRO_PRIVACY_URL", *_ADDRESS),
    "TERMS_URL": Setting("IRO_TERMS_URL", *_ADDRESS),
    "PUBLIC_HOST": Setting(
        "IRO_PUBLIC_HOST", r"([\w-]+\.)+[A-Za-z][\w-]+", "a host name alone, such as iro.example.gov.uk"
    ),
}
"""By their placeholders in the manifest."""
FOR_PEOPLE = ("IRO_DEVELOPER_NAME", "IRO_WEBSITE_URL", "IRO_PRIVACY_URL", "IRO_TERMS_URL")
"""What Teams shows about the app: a trial works without."""


def write(out: Path, settings: Mapping[str, str]) -> Path:
    """The same settings give the same bytes. Raises PackageError naming all that is wrong."""
    content = packed(settings)
    try:
        out.write_bytes(content)
    except OSError as fault:
        raise PackageError(f"{out} cannot be written: {fault.strerror}.") from fault
    return out


def not_set(settings: Mapping[str, str]) -> list[str]:
    """What to set before the package is given to people."""
    return [name for name in FOR_PEOPLE if not settings.get(name, "").strip()]


def packed(settings: Mapping[str, str]) -> bytes:
    """The zip itself. Raises PackageError."""
    _refuse(_faults_of_settings(settings))
    manifest = filled(settings)
    _refuse([*_faults_of_manifest(manifest), *_faults_of_icons()])
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    icons = {name: (FOLDER / name).read_bytes() for name in ICONS}
    return _zipped({"manifest.json": text.encode(), **icons})


def filled(settings: Mapping[str, str]) -> dict[str, Any]:
    """The manifest with the settings in place; not checked."""
    values = {placeholder: _value(setting, settings) for placeholder, setting in SETTINGS.items()}
    values["VERSION"] = values["VERSION"] or _own_version()
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    return dict(_fill(manifest, values))


def _value(setting: Setting, settings: Mapping[str, str]) -> str:
    return settings.get(setting.name, "").strip() or setting.otherwise or ""


def _own_version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def _fill(tree: Any, values: Mapping[str, str]) -> Any:
    """An entry of a list that comes to nothing is left out."""
    match tree:
        case str():
            return Template(tree).substitute(values)
        case dict():
            return {key: _fill(value, values) for key, value in tree.items()}
        case list():
            return [entry for entry in (_fill(value, values) for value in tree) if entry != ""]
    return tree


def _refuse(faults: list[str]) -> None:
    if faults:
        raise PackageError(f"The Teams app package cannot be made: {'; '.join(faults)}.")


def _faults_of_settings(settings: Mapping[str, str]) -> list[str]:
    """Values are not repeated: one may be a secret that was put in the wrong place."""
    return [fault for setting in SETTINGS.values() for fault in _faults_of_setting(setting, settings)]


def _faults_of_setting(setting: Setting, settings: Mapping[str, str]) -> Iterator[str]:
    value = _value(setting, settings)
    if not value and setting.otherwise is None:
        yield f"{setting.name} is not set"
    elif value and not re.fullmatch(setting.form, value):
        yield f"{setting.name} is not {setting.says}"


def _faults_of_manifest(manifest: Mapping[str, Any]) -> Iterator[str]:
    # Imported here because only this needs it: the assistant itself runs without.
    from jsonschema import Draft4Validator  # type: ignore[import-untyped]

    schema = json.loads((FOLDER / SCHEMA).read_text(encoding="utf-8"))
    for error in sorted(Draft4Validator(schema).iter_errors(manifest), key=lambda error: error.json_path):
        yield f"manifest.json {error.json_path}: {error.message}"


def _faults_of_icons() -> Iterator[str]:
    for name, side in ICONS.items():
        size = _size_of_png(FOLDER / name)
        if size != (side, side):
            found = f"{size[0]} by {size[1]} pixels" if size else "no PNG"
            yield f"{name} is {found}, not {side} by {side}"


def _size_of_png(path: Path) -> tuple[int, int] | None:
    head = path.read_bytes()[:24] if path.is_file() else b""
    if len(head) < 24 or not head.startswith(_PNG):
        return None
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Stored, not compressed: compressors differ from machine to machine, and there is little to gain."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _FIRST_MOMENT)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            package.writestr(entry, data)
    return content.getvalue()
