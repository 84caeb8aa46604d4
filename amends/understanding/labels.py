"""The closed lists of labels a reading may carry, and their names for people."""

from __future__ import annotations

from typing import Final

KINDS: Final = ("complaint", "enquiry", "suggestion", "praise", "other")
CATEGORIES: Final = ("quality", "service", "attitude", "billing", "privacy", "safety", "promise", "policy")
EMOTIONS: Final = ("anger", "dissatisfied", "disappointed", "confused", "anxious", "calm")
INTENSITIES: Final = ("0", "1", "2", "3")
MOTIVES: Final = ("resolution", "redress", "recognition", "expression", "venting", "revenge")
DEMANDS: Final = (
    "refund",
    "replace",
    "repair",
    "compensation",
    "apology",
    "explanation",
    "action",
    "discipline",
    "improvement",
    "stop",
    "investigate",
)
MODES: Final = ("emotion", "demand", "mixed")
SEVERITIES: Final = ("minor", "moderate", "severe", "critical")
RISKS: Final = (
    "safety",
    "legal",
    "regulator",
    "media",
    "privacy",
    "vulnerable",
    "mass",
    "violence",
    "fraud",
    "repeat",
)
PERSONAS: Final = ("eagle", "peacock", "owl", "dove", "unclear")
NEEDS: Final = ("fairness", "control", "respect")
ORIGINS: Final = ("quality", "rules", "attitude", "management", "mood", "promise")
WISHES: Final = ("compensation", "solution", "respect", "importance", "venting", "kept_promise")
LEAST_EXPECTED: Final = (
    "sound",
    "in_time",
    "courteous",
    "right_charge",
    "kept_private",
    "safe",
    "word_kept",
    "fair_rule",
)
BEYOND_EXPECTED: Final = ("something_extra", "told_before_asking", "told_what_changed", "asked_for_advice")
REDRESS: Final = ("material", "moral")
ESCALATION: Final = ("low", "raised", "high")
FACT_KINDS: Final = (
    "order_no",
    "amount",
    "date",
    "duration",
    "phone",
    "id_no",
    "email",
    "product",
    "place",
    "staff",
    "earlier_contact",
)

SINGLE_HEADS: Final[dict[str, tuple[str, ...]]] = {
    "kind": KINDS,
    "category": CATEGORIES,
    "emotion": EMOTIONS,
    "intensity": INTENSITIES,
    "motive": MOTIVES,
    "mode": MODES,
    "severity": SEVERITIES,
    "persona": PERSONAS,
}
MULTIPLE_HEADS: Final[dict[str, tuple[str, ...]]] = {
    "category_all": CATEGORIES,
    "motive_all": MOTIVES,
    "demands": DEMANDS,
    "risks": RISKS,
}
LANGUAGES: Final = ("zh-Hans", "zh-Hant", "en", "und")
