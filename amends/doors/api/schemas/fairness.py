"""What is fair in a case, as other systems see it. Facts for people; nothing is decided by them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ninja import Field, Schema


class ReasonOut(Schema):
    code: str = Field(description="Such as band, fault_partly, late, tier, winback, like_higher")
    values: dict[str, str] = Field(description="The figures of the reason; shares in per cent")


class RangeOut(Schema):
    lowest: Decimal
    highest: Decimal
    currency: str
    reasons: list[ReasonOut]


class FactsOut(Schema):
    severity: str
    fault: str = Field(description="ours, partly, not_ours or open")
    spent: Decimal | None
    currency: str
    tier: str
    late_hours: int


class PrecedentsOut(Schema):
    """Over the cases that the token's member may see."""

    count: int
    lowest: Decimal | None
    highest: Decimal | None
    median: Decimal | None
    by: str | None = Field(description="meaning or kind")
    is_small: bool = Field(description="So few that they move nothing")
    cases: list[str] = Field(description="Numbers of the nearest")


class EntitlementOut(Schema):
    code: str
    jurisdiction: str
    state: str = Field(description="may_be_due, to_ask or not_due")
    gives: str
    to_ask: list[str] = Field(description="Facts that nobody has answered yet; window: the day is not known")
    amount: Decimal | None
    currency: str | None
    last_day: date | None
    source: str
    confidence: str = Field(
        description="V read in the rule, S in a reliable summary, G from general knowledge"
    )


class FairnessOut(Schema):
    case: str
    edition: int = Field(description="Of the policy; 0 is the one that ships")
    facts: FactsOut
    range: RangeOut | None = Field(description="None while no order with an amount is known")
    precedents: PrecedentsOut
    entitlements: list[EntitlementOut]
    remarks: list[ReasonOut] = Field(
        description="Facts of the last twelve months; the range does not depend on them"
    )
