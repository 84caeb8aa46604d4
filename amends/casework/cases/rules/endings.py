"""The ways a case may end, what each needs, and how long a closed one may come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from amends.casework.cases.choices import Confirmed, Outcome, PointFinding
from amends.casework.cases.rules.approvals import is_grave

# Outcomes that end a case before all stages were gone through; each needs a reason in words.
EARLY = frozenset({Outcome.WDN, Outcome.INV, Outcome.OOS, Outcome.DUP, Outcome.SUM, Outcome.EXT, Outcome.CRM})
# What an ending says besides its reason.
ENDING_NEEDS: Mapping[str, tuple[str, ...]] = {
    Outcome.OOS: ("referred_to", "rule", "told"),
    Outcome.DUP: ("duplicate_of",),
    Outcome.WDN: ("how",),
}
ENDING_TAKES: Mapping[str, tuple[str, ...]] = {
    **ENDING_NEEDS,
    Outcome.EXT: ("referred_to", "rule", "told"),
    Outcome.CRM: ("referred_to", "rule", "told"),
}
NOT_UPHELD = frozenset({Outcome.NUP, Outcome.NUG})
# What the house has to look into for other people's sake too, also when the customer lets it rest.
CONCERNS_OTHERS = frozenset({"safety", "violence", "mass", "fraud", "privacy"})


def is_let_rest_above(severity: str, risks: Iterable[str]) -> bool:
    """Whether somebody who leads decides if a complaint ends because the customer takes it back."""
    return is_grave(severity) or not CONCERNS_OTHERS.isdisjoint(risks)


def missing_in_ending(outcome: str, given: Mapping[str, str]) -> str:
    """The first thing that this ending has to say and does not, or says in no word that is known; or ""."""
    said = {name for name, words in given.items() if words and (name != "how" or words in Confirmed.values)}
    return next((name for name in ENDING_NEEDS.get(outcome, ()) if name not in said), "")


def proposed_outcome(findings: Iterable[str], *, goodwill: bool = False) -> str:
    """How a case came out as its points were found; "" while one of them waits for its finding."""
    found = list(findings)
    if not found or not all(found):
        return ""
    kinds = set(found)
    if kinds == {PointFinding.UPHELD}:
        return Outcome.UPH
    if kinds & {PointFinding.UPHELD, PointFinding.PARTLY}:
        return Outcome.PUP
    if kinds == {PointFinding.UNCLEAR}:
        return Outcome.INV
    return Outcome.NUG if goodwill else Outcome.NUP


def may_come_back(closed_at: datetime | None, now: datetime, days: int) -> bool:
    """Whether a closed case is taken up again, or a new one begins that is linked to it."""
    return closed_at is not None and now <= closed_at + timedelta(days=days)
