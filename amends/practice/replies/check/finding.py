"""What the check says about one place of a reply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

INFO, WARN, BLOCK = "info", "warn", "block"
SEVERITY = {
    "no_apology": WARN,
    "no_empathy": WARN,
    "denies_feeling": WARN,
    "justifies": WARN,
    "blames_customer": WARN,
    "blames_others": WARN,
    "not_answered": WARN,
    "no_solution": WARN,
    "single_option": WARN,
    "no_time": WARN,
    "no_owner": WARN,
    "no_contact": WARN,
    "negative_wording": WARN,
    "jargon": WARN,
    "canned": WARN,
    "wrong_tone": WARN,
    "admits_liability": BLOCK,
    "over_authority": WARN,
    "gift_too_early": WARN,
    "looks_like_bribe": BLOCK,
    "exposes_data": BLOCK,
    "threatens": BLOCK,
    "over_promise": WARN,
}
CODES = tuple(SEVERITY)


@dataclass(frozen=True)
class Finding:
    """One remark: `start` and `end` are code points of the reply (equal where something is missing there)."""

    code: str
    severity: str
    start: int
    end: int
    message: str
    suggestion: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def is_ok(findings: Iterable[Finding]) -> bool:
    """Whether nothing stands against sending: remarks of severity "info" do not."""
    return all(finding.severity == INFO for finding in findings)
