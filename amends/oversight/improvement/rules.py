"""The shared list of causes, as content; pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from amends.content.taxonomies import causes

# Groups in the practice's terms: 质量异常 (quality) or 非质量异常 (human factor, process, customer, outside, nothing).
QUALITY_GROUP = "QA"


@dataclass(frozen=True)
class Cause:
    code: str
    group: str
    name: str
    group_name: str


@cache
def causes_in(language: str) -> tuple[Cause, ...]:
    """All causes with their names in a language."""
    return tuple(Cause(row["code"], row["group"], row["name"], row["group_name"]) for row in causes(language))


def is_known(code: str) -> bool:
    return any(cause.code == code for cause in causes_in("zh-Hans"))


def cause_name(code: str, language: str) -> str:
    return next((cause.name for cause in causes_in(language) if cause.code == code), code)


def is_quality_anomaly(code: str) -> bool:
    return code.startswith(f"{QUALITY_GROUP}-")
