"""The proof in short: real processes, killed, on real databases, at the limits of Teams."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.chaos.__main__ import SHORT
from benchmarks.chaos.run import run
from benchmarks.chaos.simulator import Faults


@pytest.mark.parametrize("kind", SHORT)
def test_nothing_is_lost_and_no_repeat_goes_uncounted(kind: str) -> None:
    findings = run(SHORT[kind])
    assert list(findings.broken()) == [], "\n".join(findings.lines())
    assert findings.kills > 0
    assert findings.restarts == SHORT[kind].restarts


def test_without_leases_it_fails() -> None:
    """Or it would prove nothing."""
    calm = replace(SHORT["sqlite"], people=60, faults=Faults(), kill_every=0.0, writing=0)
    assert list(run(calm).broken()) == []
    assert "repeated without being counted" in "\n".join(run(replace(calm, without_lease=True)).broken())
