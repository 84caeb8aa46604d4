"""Decisions about a reply on its way, without clock or database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from amends.practice.replies.check.finding import BLOCK, Finding
from amends.practice.replies.check.policy import APPROVE, REASON

# A case of this weight, or with one of these risks, needs a second pair of eyes.
GRAVE = frozenset({"severe", "critical"})
SENSITIVE = frozenset({"legal", "media", "regulator", "safety", "violence"})


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """The remarks with which a reply does not leave, whoever wants it to."""
    return [finding for finding in findings if finding.severity == BLOCK]


@dataclass(frozen=True)
class Kept:
    """A remark that its reader keeps as it is, and why."""

    code: str
    words: str
    reason: str


def unexplained(findings: Iterable[Finding], words: str, kept: Iterable[Kept]) -> list[Finding]:
    """The remarks that want a reason and have none; the reason belongs to a code in these very words."""
    given = {(one.code, one.words) for one in kept if one.reason.strip()}
    return [
        finding
        for finding in findings
        if finding.severity == REASON and (finding.code, words[finding.start : finding.end]) not in given
    ]


def needing_eyes(findings: Iterable[Finding]) -> list[str]:
    """Why the check wants a second person: each code once."""
    return sorted({f"finding:{finding.code}" for finding in findings if finding.severity == APPROVE})


def reasons_for_approval(
    *, severity: str, risks: Iterable[str], amount: Decimal | None, limit: Decimal, restricted: bool = False
) -> list[str]:
    """Why a second person has to read it: the case's weight, its risks, that it is restricted, a sum above the writer's authority."""
    reasons = [f"severity:{severity}"] if severity in GRAVE else []
    reasons += [f"risk:{risk}" for risk in risks if risk in SENSITIVE]
    if restricted:
        reasons.append("restricted")
    if amount is not None and amount > limit:
        reasons.append("amount")
    return reasons


def is_overtaken(based_on: int | None, latest_inbound: int | None) -> bool:
    """Whether the customer has written since the message that this reply answers."""
    return latest_inbound is not None and (based_on is None or latest_inbound > based_on)


WORTH_KEEPING = 12


def loses(before: str, after: str) -> bool:
    """Whether a draft loses words worth keeping: it is emptied, or something quite different stands in its place."""
    old, new = before.strip(), after.strip()
    if len(old) < WORTH_KEEPING or new.startswith(old):
        return False
    return len(new) * 2 < len(old) or (old not in new and not _half_the_same(old, new))


def _half_the_same(old: str, new: str) -> bool:
    """Somebody works on one end of a text: its other half stays as it is."""
    half = len(old) // 2
    return old[:half] == new[:half] or old[-half:] == new[-half:]
