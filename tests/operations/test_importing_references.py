from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.policy_file import AUTHORITIES, load_policy
from bot.operations.importing_references import canonical_reference
from bot.recognise.references import canonical

AS_SHIPPED = [load_policy(name) for name in AUTHORITIES]
IN_THE_DEMO = [load_policy(name, demo=True) for name in AUTHORITIES]
BUCKINGHAMSHIRE = next(policy for policy in AS_SHIPPED if policy.authority == "buckinghamshire")


@pytest.mark.parametrize("policy", [*AS_SHIPPED, *IN_THE_DEMO], ids=lambda policy: policy.authority)
@pytest.mark.parametrize("typed", ["m1234567", "4410293", "C-20931", "d-100001", "M 1234567", "12345678"])
def test_an_import_keeps_what_a_chat_understands(typed: str, policy) -> None:  # type: ignore[no-untyped-def]
    understood = canonical(typed, policy)
    assert understood is not None
    assert canonical_reference(typed, policy) == understood
    for prefix in policy.reference_prefixes:
        assert canonical_reference(f"{prefix.lower()} {typed}", policy) == understood


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("LCS1234567", "1234567"),
        ("LCS-1234567", "1234567"),
        ("lcs: M1234567", "M1234567"),
        ("LCSM1234567", "M1234567"),
        ("c-7", "C-7"),
        ("LAC-ch-12", "LAC-CH-12"),
        ("Anna-May", None),
        ("Anna-Marie-3", None),
        ("Alice", None),
        ("Alice 2", None),
        ("12/03/2015", None),
        ("2015-03-12", None),
        ("LN1 1AA", None),
        ("", None),
        ("1" * 41, None),
    ],
)
def test_without_patterns_a_name_a_date_or_a_postcode_is_none(written: str, kept: str | None) -> None:
    assert canonical_reference(written, BUCKINGHAMSHIRE) == kept


def test_a_reference_that_begins_like_a_prefix_is_whole_where_a_pattern_says_so() -> None:
    policy = replace(BUCKINGHAMSHIRE, reference_patterns=(r"LCS-\d{4}",))
    assert canonical_reference("lcs-1234", policy) == "LCS-1234"
