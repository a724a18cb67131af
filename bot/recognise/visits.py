"""How a child was seen: in person or otherwise, alone or not."""

from __future__ import annotations

import re
from typing import Any

from bot.recognise.message import Message

_MODES = {
    "text": r"\b(?:text|texted|whatsapp\w*|messaged?)\b",
    "phone": r"\b(?:phone\w*|rang|called|telephone\w*|call)\b",
    "video": r"\b(?:video|teams|zoom|facetime\w*|virtual\w*)\b",
    "email": r"\bemail\w*\b",
    "letter": r"\bletter\b",
}


def find_visit(message: Message) -> dict[str, Any]:
    """In person, unless another way was said."""
    flat = message.words.flat
    mode = next((mode for mode, pattern in _MODES.items() if re.search(pattern, flat)), None)
    alone = True if re.search(r" (?:alone|on (?:his|her|their) own) ", flat) else None
    return {"mode": mode or "in person", "seen_alone": alone}
