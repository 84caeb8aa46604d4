"""What the check may know of the case besides the two texts; everything is optional."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Grievance:
    """One point the customer raises, in the customer's words."""

    text: str
    category: str = ""
    demand: str = ""
    finding: str = ""  # what was found of it: upheld, partly, not_upheld, unclear


@dataclass(frozen=True)
class CheckContext:
    """The case as the reply meets it; None and "" mean unknown, and what is unknown accuses nobody."""

    language: str = "zh-Hans"  # of the handler: messages are in it
    kind: str = ""  # acknowledgement, first_response, holding, solution, closing, follow_up
    text_kind: str = "complaint"
    grievances: tuple[Grievance, ...] = ()
    category: str = ""
    emotion: str = ""
    intensity: int = 0
    persona: str = ""
    mode: str = ""
    severity: str = ""
    risks: tuple[str, ...] = ()
    authority_limit: float | None = None
    currency: str = ""
    limits_abroad: Mapping[str, float] | None = (
        None  # of other currencies; what is not in it may not be granted
    )
    decided: frozenset[tuple[float, str]] = (
        frozenset()
    )  # sums with their currency that were granted or chosen already
    fixed: bool | None = None  # the matter is put right
    calm: bool | None = None  # the customer is calm now
    legal: bool | None = None
    owner: str = ""  # who a suggestion may name
    promise_by: str = ""  # a time a suggestion may name, written out in the reply's language
    internal_names: tuple[str, ...] = ()  # words that must not leave the house

    @property
    def is_legal(self) -> bool:
        return bool(self.legal) or "legal" in self.risks

    @property
    def is_grave(self) -> bool:
        return self.severity in ("severe", "critical")


def context_from(data: Mapping[str, Any]) -> CheckContext:
    """A context out of loosely written JSON; unknown keys are ignored, raises ValueError on a wrong type."""
    known = {field.name for field in fields(CheckContext)}
    values = {key: value for key, value in data.items() if key in known and value is not None}
    try:
        values["grievances"] = tuple(_grievance(item) for item in values.get("grievances", ()))
        for key in ("risks", "internal_names"):
            values[key] = tuple(str(item) for item in values.get(key, ()))
        if "authority_limit" in values:
            values["authority_limit"] = float(values["authority_limit"])
        if "limits_abroad" in values:
            values["limits_abroad"] = {
                str(code): float(limit) for code, limit in values["limits_abroad"].items()
            }
        if "decided" in values:
            values["decided"] = frozenset((float(amount), str(code)) for amount, code in values["decided"])
        values["intensity"] = int(values.get("intensity", 0))
    except (TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"context: {error}") from error
    return CheckContext(**values)


def _grievance(item: Any) -> Grievance:
    if isinstance(item, str):
        return Grievance(item)
    return Grievance(
        str(item.get("text", "")),
        str(item.get("category") or ""),
        str(item.get("demand") or ""),
        str(item.get("finding") or ""),
    )
