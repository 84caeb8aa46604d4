"""Sentences that nothing was learned from: how many faults are seen, and how many that only come near one are left alone."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from amends.practice.replies.check import check_reply

TABLE = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))
# Of nine each: faults seen, near ones left alone. These may only rise.
FLOORS = {
    "justifies": (7, 9),
    "blames_customer": (9, 9),
    "negative_wording": (9, 9),
    "jargon": (9, 9),
}


def has(code: str, sentence: str) -> bool:
    return any(finding.code == code for finding in check_reply(sentence))


@pytest.mark.parametrize("code", FLOORS)
def test_a_fault_is_told_from_what_comes_near_it(code: str) -> None:
    missed = [one for one in TABLE[code]["faults"] if not has(code, one)]
    disturbed = [one for one in TABLE[code]["near"] if has(code, one)]
    seen, left = (len(TABLE[code]["faults"]) - len(missed), len(TABLE[code]["near"]) - len(disturbed))
    assert (seen >= FLOORS[code][0], left >= FLOORS[code][1]) == (True, True), (missed, disturbed)
