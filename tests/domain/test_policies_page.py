"""`docs/policies.md` is true."""

from __future__ import annotations

from datetime import time
from pathlib import Path

from bot.domain.policy import Policy, WeeklyReminder
from bot.domain.policy_file import AUTHORITIES, load_policy, read_policy
from bot.domain.policy_headings import CAFCASS, HEADINGS, STAGE

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "policies.md"


def local_table() -> str:
    policies = [load_policy(authority) for authority in AUTHORITIES]
    head = "| value | " + " | ".join(policy.title for policy in policies) + " |"
    rows = [
        f"| `{path}` | " + " | ".join(_left_local(policy, path) for policy in policies) + " |"
        for path in _paths()
        if not all(_left_local(policy, path) == "stated" for policy in policies)
    ]
    return "\n".join((head, "|---" * (len(policies) + 1) + "|", *rows)) + "\n"


def _paths() -> list[str]:
    paths = [f"{heading}.{key}" for heading, keys in HEADINGS.items() for key in keys]
    after = paths.index("ladder.iro_may_raise_any_stage") + 1
    return [*paths[:after], *(f"ladder.N.{key}" for key in STAGE), *paths[after:]]


def _left_local(policy: Policy, path: str) -> str:
    if ".N." not in path:
        return "local" if policy.sources.get(path) == "local" else "stated"
    stages = [stage.number for stage in policy.ladder if not stage.is_cafcass]
    local = [number for number in stages if policy.sources[path.replace("N", str(number))] == "local"]
    if not local:
        return "stated"
    return "local" if local == stages else "local: " + ", ".join(map(str, local))


def test_the_page_shows_what_each_report_leaves_local() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.endswith("\n\n" + local_table())


def test_the_page_explains_every_heading_and_key() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for heading, keys in HEADINGS.items():
        if heading != "authority":
            assert f"`[{heading}" in page
        if heading not in ("words", "authority"):
            assert all(key in page for key in keys), heading
    assert all(key in page for key in (*STAGE, *CAFCASS))


def test_the_pages_example_overlay_fills_rotherhams_policy() -> None:
    page = PAGE.read_text(encoding="utf-8")
    example = page.split("```toml\n")[2].split("```")[0]
    shipped = (ROOT / "bot" / "policies" / "rotherham.toml").read_text(encoding="utf-8")
    policy = read_policy(shipped, [example])
    assert policy.weekly == WeeklyReminder(0, time(8, 30))
    assert policy.sources["ladder.2.days_are"].startswith("Our escalation procedure")
