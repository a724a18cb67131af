from __future__ import annotations

import contextlib
import copy
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.policy_file import (
    AUTHORITIES,
    PolicyError,
    load_policy,
    policy_as_json,
    policy_from_json,
    read_policy,
)

FOLDER = Path(__file__).parents[2] / "bot" / "policies"


def shipped(authority: str) -> str:
    return (FOLDER / f"{authority}.toml").read_text(encoding="utf-8")


def demo(authority: str) -> str:
    return (FOLDER / "demo" / f"{authority}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("authority", AUTHORITIES)
@pytest.mark.parametrize("is_demo", [False, True])
def test_a_policy_kept_as_json_is_read_back_equal(authority: str, is_demo: bool) -> None:
    policy = load_policy(authority, demo=is_demo)
    again = policy_from_json(policy_as_json(policy))
    assert again == policy
    assert policy_as_json(again) == policy_as_json(policy)
    assert type(again.ladder[0].raised_by) is type(policy.ladder[0].raised_by)


def test_the_version_names_the_authority_and_stays_while_only_a_source_changes() -> None:
    policy = load_policy("rotherham")
    assert policy.version.startswith("rotherham-")
    same = read_policy(shipped("rotherham").replace("ROT 11.2", "ROT 11.2, page 9"))
    assert same.version == policy.version
    assert same.sources != policy.sources


def values_of(data: Any, *path: str | int) -> Iterator[tuple[str | int, ...]]:
    """The paths of everything in a parsed file but its marks."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in ("source", "source_of", "local", "overlay_for", "complete", "cafcass"):
                yield from values_of(value, *path, key)
    elif isinstance(data, list) and data and isinstance(data[0], dict):
        for index, value in enumerate(data):
            yield from values_of(value, *path, index)
    else:
        yield path


def as_toml(data: dict[str, Any]) -> str:
    return "\n".join(f"{key} = {inline(value)}" for key, value in data.items())


def inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return json.dumps(value) if isinstance(value, str | int) else value.isoformat()


def altered(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value - 1
    if isinstance(value, list):
        return value[:-1] or ["Another"]
    others = {"working": "calendar", "iro": "iro_manager", "iro_manager": "iro", "Monday": "Sunday"}
    return others.get(value, value[:-1] + ("1" if value[-1] == "0" else "0"))


@given(st.data())
def test_the_version_changes_with_any_value(data: st.DataObject) -> None:
    authority = data.draw(st.sampled_from(AUTHORITIES))
    files = [tomllib.loads(shipped(authority)), tomllib.loads(demo(authority))]
    which = data.draw(st.sampled_from([0, 1]))
    path = data.draw(st.sampled_from(list(values_of(files[which]))))
    assume(path[0] != "authority")
    copied = copy.deepcopy(files[which])
    place: Any = copied
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = altered(place[path[-1]])
    texts = [as_toml(copied if number == which else file) for number, file in enumerate(files)]
    try:
        policy = read_policy(texts[0], texts[1:])
    except PolicyError:
        assume(False)
    assert policy.version != load_policy(authority, demo=True).version


@given(st.data())
def test_whatever_stands_in_a_file_the_answer_is_a_policy_or_a_named_fault(data: st.DataObject) -> None:
    file = tomllib.loads(shipped(data.draw(st.sampled_from(AUTHORITIES))))
    simple = st.one_of(st.text(), st.integers(), st.booleans(), st.dates(), st.just([]), st.just({}))
    anything = st.one_of(simple, st.lists(simple, max_size=3), st.dictionaries(st.just("names"), simple))
    place: Any = file
    while isinstance(place, dict) and place:
        holder, key = place, data.draw(st.sampled_from(sorted(place)))
        place = place[key]
        if data.draw(st.booleans()):
            break
    holder[key] = data.draw(anything)
    with contextlib.suppress(PolicyError):
        policy = read_policy(as_toml(file))
        assert policy_from_json(policy_as_json(policy)) == policy
