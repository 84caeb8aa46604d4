"""Numbers and addresses that tell who somebody is are covered before a text leaves the house; its length stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

MASK: Final = "＊"
MASKED_KINDS: Final = frozenset({"phone", "id_no", "email"})
# Whatever the engine did not know as a fact: long numbers, also in groups and in full-width figures, and anything with an @.
_LONG_NUMBER: Final = re.compile(r"\d(?:[\s\-—－.()（）]{0,2}\d){5,}[xXｘＸ]?")
_ADDRESS: Final = re.compile(r"[^\s,，;；。、<>()（）]{1,64}[@＠][^\s,，;；。、<>()（）]{1,253}")


def masked(text: str, facts: Iterable[Mapping[str, Any]]) -> str:
    """The text with every letter and figure of such numbers covered, character for character."""
    covered = list(text)
    spans = [(fact["start"], fact["end"]) for fact in facts if fact["kind"] in MASKED_KINDS]
    spans += [found.span() for pattern in (_LONG_NUMBER, _ADDRESS) for found in pattern.finditer(text)]
    for start, end in spans:
        for place in range(start, min(end, len(covered))):
            if covered[place].isalnum() or covered[place] in "@＠._":
                covered[place] = MASK
    return "".join(covered)
