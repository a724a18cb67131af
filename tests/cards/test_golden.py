"""Every card as it was last looked at. `pytest tests/cards --update-golden` writes them anew."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from bot.cards.draw import draw
from bot.domain.policy_file import AUTHORITIES
from tests.cards import samples

GOLDEN = Path(__file__).parent / "golden"
IN_OTHER_WORDS = (
    "confirm_log", "confirm_raise", "confirm_step_up", "ask_log", "saved_raised", "answer_record",
    "answer_list_asked", "control_help", "manager_team_status",
)  # fmt: skip
"""What differs most from authority to authority."""
UNSETTLED = ("confirm_raise", "control_help", "control_risk")
"""What a policy without its local settings still has to say."""

KEPT = [
    *(("rotherham", True, name) for name in samples.everything()),
    *(
        (authority, True, name)
        for authority in AUTHORITIES
        if authority != "rotherham"
        for name in IN_OTHER_WORDS
    ),
    *((authority, False, name) for authority in AUTHORITIES for name in UNSETTLED),
]


@pytest.mark.parametrize(("authority", "demo", "name"), KEPT)
def test_is_as_it_was_looked_at(authority: str, demo: bool, name: str, updating: bool) -> None:
    thing, scene = samples.everything(authority, demo)[name]
    drawn = json.dumps([asdict(one) for one in draw(thing, scene)], indent=1, ensure_ascii=False) + "\n"
    file = GOLDEN / f"{authority}{'' if demo else '-unsettled'}-{name}.json"
    if updating:
        file.write_text(drawn, encoding="utf-8")
    assert drawn == file.read_text(encoding="utf-8")


def test_no_golden_card_is_left_over() -> None:
    names = {f"{authority}{'' if demo else '-unsettled'}-{name}.json" for authority, demo, name in KEPT}
    assert {file.name for file in GOLDEN.glob("*.json")} == names
