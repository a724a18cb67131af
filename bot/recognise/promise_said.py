"""Whether a manager's promise was kept, as it is said of a record that ends."""

from __future__ import annotations

import re

_PROMISE = "(?:promises?|word)"
_THEIR = "(?:their|his|her|the|that)"
_KEPT = re.compile(
    rf" (?:{_PROMISE} (?:was |were |has been |have been )?kept|kept (?:to )?{_THEIR} {_PROMISE}) "
)
_BROKEN = re.compile(
    rf" (?:{_PROMISE} (?:was |were |has been |have been )?(?:not |never )(?:been )?kept"
    rf"|{_PROMISE} (?:wasnt|wasn t|werent|weren t|hasnt been|hasn t been) kept"
    rf"|{_PROMISE} (?:was |were |has been |is )?broken|broke {_THEIR} {_PROMISE}"
    rf"|(?:not|never|didnt|didn t) (?:keep|kept) (?:to )?{_THEIR} {_PROMISE}) "
)


def promise_kept(flat: str) -> str | None:
    """`yes`, `no`, or None where nothing is said of it. `flat`: the words in small letters, with blanks."""
    if _BROKEN.search(flat):
        return "no"
    return "yes" if _KEPT.search(flat) else None
