"""Whose names stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.casework.customers.models import Customer

READ = 4_000
# No database takes more values in a statement than some 30,000.
ASKED_AT_ONCE = 20_000
_HAN, _WORDS = re.compile(r"[\u3400-\u9fff]{2,}"), re.compile(r"[^\W\d_\u3400-\u9fff][\w'’.-]*")
_HAN_NAME, _WORDS_NAME = (2, 3, 4), (2, 3)


def customers_named_in(*texts: str) -> list[str]:
    """The names of customers that stand whole in the first characters of each text, as they are written there."""
    maybe = list({name for text in texts for name in _maybe_names(text[:READ])})
    found: set[str] = set()
    for at in range(0, len(maybe), ASKED_AT_ONCE):
        rows = Customer.objects.filter(name__in=maybe[at : at + ASKED_AT_ONCE])
        found.update(rows.order_by().values_list("name", flat=True))
    return list(found)


def _maybe_names(text: str) -> Iterator[str]:
    for run in _HAN.findall(text):
        for size in _HAN_NAME:
            yield from (run[at : at + size] for at in range(len(run) - size + 1))
    words = _WORDS.findall(text)
    for size in _WORDS_NAME:
        for at in range(len(words) - size + 1):
            name = " ".join(words[at : at + size])
            yield from (name, name.title())
