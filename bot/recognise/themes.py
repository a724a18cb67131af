"""The authority's themes in a message: only where its words, or known ways of saying them, occur."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz import fuzz

from bot.domain.policy import Policy
from bot.recognise.phrase_files import read_phrases
from bot.recognise.templates import Index, Keys

Span = tuple[int, int]
SAME_THEME = 90
ANSWER_NEAR_ENOUGH = 72


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


@lru_cache(maxsize=64)
def _phrases_of(authority: str, themes: tuple[str, ...]) -> Index[str]:
    known = read_phrases("themes").get(authority, {})
    by_plain = {_plain(name): phrases for name, phrases in known.items()}
    return Index((theme, phrase) for theme in themes for phrase in _said_as(_plain(theme), by_plain))


def _said_as(theme: str, known: Mapping[str, list[str]]) -> list[str]:
    """The theme itself, and the phrases under the heading that is (nearly) the same."""
    near = next((phrases for name, phrases in known.items() if fuzz.ratio(name, theme) >= SAME_THEME), [])
    return [theme, *near]


def find_themes(marked: str, keys: Keys, policy: Policy) -> list[str]:
    """In the policy's order; `marked` and `keys` are a Message's."""
    phrases = _phrases_of(policy.authority, policy.themes)
    found = [(theme, match.span()) for theme, _, match in phrases.matches(marked, keys)]
    return list(dict.fromkeys(theme for theme, span in found if not _is_part_of_another(theme, span, found)))


def _is_part_of_another(theme: str, span: Span, found: list[tuple[str, Span]]) -> bool:
    """`Health` within `health assessment`."""
    return any(
        other != theme and first <= span[0] and span[1] <= last and (first, last) != span
        for other, (first, last) in found
    )


def theme_answered(text: str, themes: tuple[str, ...]) -> str | None:
    """The one theme that an answer names, loosely; None when none is near or two are as near."""
    asked = _plain(text)
    scored = sorted(((fuzz.token_set_ratio(asked, _plain(theme)), theme) for theme in themes), reverse=True)
    if not asked or not scored or scored[0][0] < ANSWER_NEAR_ENOUGH:
        return None
    return scored[0][1] if len(scored) == 1 or scored[0][0] > scored[1][0] else None
