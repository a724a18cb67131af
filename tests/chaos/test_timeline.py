"""What a run tells of its seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.chaos.timeline import Timeline, average, by_instances, mean, slots_in


def test_a_value_counts_for_as_long_as_it_held() -> None:
    assert mean([(0.0, 1.0), (0.25, 3.0)], 0.0, 1.0) == pytest.approx(2.5)
    assert mean([(5.0, 1.0)], 0.0, 1.0) == 0.0


def test_each_second_has_who_was_ready_and_what_left() -> None:
    timeline = Timeline(database=[(0.0, 1)], due=[(0.0, 80.0), (11.0, 10.0)])
    timeline.started(9.0, 1)
    timeline.started(11.0, -1)
    calls = [(10.0, True), (10.5, False), (11.5, True)]
    first, second = timeline.seconds(calls, [10.7], [9.9, 10.1, 10.2], 10.0, 12.0)
    assert (first.ready, first.calls, first.delivered, first.replies, first.slots) == (1, 2, 1, 1, 2)
    assert (second.ready, second.calls, second.delivered, second.due) == (0, 1, 1, 10)
    assert average([first, second]).delivered == 1
    assert [line.split()[:3] for line in by_instances([first, second], 50)] == [["1", "x", "1"]]


def test_a_line_cut_off_by_a_kill_is_not_read(tmp_path: Path) -> None:
    diary = tmp_path / "slots"
    assert slots_in(diary) == []
    diary.write_text("1.5 2.5\n3.")
    assert slots_in(diary) == [1.5, 2.5]
