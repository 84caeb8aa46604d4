"""The families of labels that advice may rest on, and who wins where two of them pull apart."""

from __future__ import annotations

from collections.abc import Mapping

# Every label of a family has its row in the book. Nothing here says who a person is by sex, age or origin.
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "risk": (
        "violence",
        "safety",
        "mass",
        "media",
        "legal",
        "regulator",
        "privacy",
        "fraud",
        "repeat",
        "vulnerable",
    ),
    "severity": ("minor", "moderate", "severe", "critical"),
    "emotion": ("anger", "dissatisfied", "disappointed", "confused", "anxious", "calm"),
    "mode": ("emotion", "demand", "mixed"),
    "motive": ("resolution", "redress", "recognition", "expression", "venting", "revenge"),
    "category": ("quality", "service", "attitude", "billing", "privacy", "safety", "promise", "policy"),
    "persona": ("eagle", "peacock", "owl", "dove", "unclear"),
    "stage": ("listen", "confirm", "investigate", "propose", "carry_out", "review"),
    "medium": ("phone", "face", "online", "letter"),
    "expectation": ("least", "asked", "beyond"),
    "origin": ("quality", "rules", "attitude", "management", "mood", "promise"),
    "need": ("fairness", "control", "respect"),
    "kind": ("complaint", "enquiry", "suggestion", "praise", "other"),
}
# The weightiest first: people's safety, then weight, then feelings, then manner.
PRECEDENCE = tuple(FAMILIES)
# What these forbid protects people or the law: a house may word it otherwise, not take it away.
PROTECTED = frozenset({"risk", "severity"})
# What a piece of advice is: to be done, to be said, never to be said.
PARTS = ("do", "say", "never")
# Texts that a row has once, and which rows have them.
SINGLE = {"why": tuple(FAMILIES), "tempo": ("mode",), "strategy": ("category",)}
# How a case came in → how one talks in it.
MEDIA: Mapping[str, str] = {
    "phone": "phone",
    "shop": "face",
    "portal": "online",
    "wechat": "online",
    "email": "letter",
    "platform12315": "letter",
    "file": "letter",
    "api": "online",
}
