"""No pattern shares out what it meets in so many ways that a long cell or a hostile mail stands still in it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, Final

import amends
from amends.practice.replies.check.acts import acts

with warnings.catch_warnings():
    # It reads patterns by a module of Python's own that has moved.
    warnings.simplefilter("ignore", DeprecationWarning)
    from regexploit.ast.sre import SreOpParser
    from regexploit.redos import find

LEFT_OUT: Final = (".tests", ".migrations", ".management", ".training", "__main__")
DEEPEST: Final = 3
# Quadratic is what a search over a text costs anyway where a pattern may begin anywhere.
WORST: Final = 2


def patterns() -> dict[str, str]:
    """Every pattern that a module of the product holds, and where."""
    found: dict[str, str] = {}
    for module in walk_packages(amends.__path__, "amends."):
        if not any(part in module.name for part in LEFT_OUT):
            for name, value in list(vars(import_module(module.name)).items()):
                found.update({one.pattern: f"{module.name}.{name}" for one in held(value)})
    for script in ("zh", "en"):
        found.update({one.pattern: f"acts of {script}: {name}" for name, one in acts(script).items()})
    return found


def held(value: Any, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The patterns over text that a value is or holds."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth < DEEPEST:
        inner: Any = ()
        if isinstance(value, dict):
            inner = value.values()
        elif isinstance(value, list | tuple | set | frozenset):
            inner = value
        elif type(value).__module__.startswith("amends.") and not isinstance(value, type):
            inner = getattr(value, "__dict__", {}).values()
        for one in list(inner):
            yield from held(one, depth + 1)


def worst(pattern: str) -> int:
    """The power of a text's length by which its time grows, where what follows the pattern does not fit."""
    return max((one.starriness for one in find(SreOpParser().parse_sre(f"(?:{pattern})$"))), default=0)


def test_a_pattern_that_tries_every_way_is_known_as_one() -> None:
    assert worst(r"[a-z]{0,5}[a-z\d-]*\d{4,}[a-z\d-]*") > WORST
    assert worst(r"(?=[a-z\d-]*\d{4})[a-z\d-]+") <= WORST


def test_no_pattern_grows_faster_than_a_search_does() -> None:
    known = patterns()
    assert len(known) > 400
    assert {name: grown for pattern, name in known.items() if (grown := worst(pattern)) > WORST} == {}
