"""What the invented people write: sentences from `words.toml`, in the authority's own words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from bot.domain.policy import Policy

FILE = Path(__file__).with_name("words.toml")
OTHERWISE = "practice"


@dataclass(frozen=True)
class Matter:
    """What one concern is about, from its beginning to its end."""

    opened: str
    agreed: str
    answer: str
    outcome: str
    impact: str


@dataclass(frozen=True)
class Voice:
    """Chooses sentences; the same seed chooses the same ones."""

    rng: Random
    policy: Policy

    def says(self, what: str) -> str:
        """A sentence that fits any matter: `note`, `comment`, `raised_with`."""
        sentences = _file()["said"][what]
        return self._here(sentences if isinstance(sentences, str) else self.rng.choice(sentences))

    def matter(self, theme: str) -> Matter:
        chosen = self.rng.choice(_file()["about"][subject_of(theme)]["matters"])
        return Matter(**{what: self._here(sentence) for what, sentence in chosen.items()})

    def themes(self) -> tuple[str, ...]:
        """One of the policy's themes, or two where it allows several."""
        if not self.policy.themes:
            return ()
        several = self.policy.several_themes and self.rng.random() < 0.3
        return tuple(self.rng.sample(self.policy.themes, min(2 if several else 1, len(self.policy.themes))))

    def _here(self, sentence: str) -> str:
        return sentence.format_map(asdict(self.policy.words))


def subject_of(theme: str) -> str:
    """The sort of matter a theme is about, whatever the authority calls it."""
    words = theme.casefold()
    subjects: Mapping[str, Any] = _file()["about"]
    fits = (name for name, texts in subjects.items() if any(part in words for part in texts["match"]))
    return next(fits, OTHERWISE)


@lru_cache(maxsize=1)
def _file() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
