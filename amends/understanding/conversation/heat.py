"""How heated a message is, 0–100, as a sum of parts that explain themselves.

| part | degrees |
|---|---|
| emotion | calm 4, confused 18, dissatisfied 26, disappointed 28, anxious 30, angry 40 |
| intensity | none 0, mild 8, strong 24, extreme 36 |
| what leads | the demand 0, both 3, the feelings 6 |
| risks | a threat (lawyer, regulator, media, violence) 8 each, any other 2 each, 18 at most together |

More of one thing never makes a message cooler: a stronger intensity, an angrier emotion, one more risk add degrees or
leave them. In the course of a conversation three things are added: a customer who accepts an offer (−30) or is relieved
(−16) is upset mildly at most and cooler than the bare words are read to be, unless loud in anger or threatening; a bare call for an answer is at least 42
and 10 more than before; thanks alone is 4; and what is too short to tell leaves the heat where it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from amends.understanding.conversation import signs
from amends.understanding.conversation.signs import Signs
from amends.understanding.conversation.values import Part, Point

EMOTION: Final = {
    "calm": 4,
    "confused": 18,
    "dissatisfied": 26,
    "disappointed": 28,
    "anxious": 30,
    "anger": 40,
}
INTENSITY: Final = (0, 8, 24, 36)
MODE: Final = {"demand": 0, "mixed": 3, "emotion": 6}
THREATS: Final = frozenset({"legal", "regulator", "media", "violence"})
THREAT, OTHER_RISK, RISKS_AT_MOST = 8, 2, 18
OTHER_KINDS: Final = {"praise": 0, "enquiry": 12, "suggestion": 12}
ACCEPTS, RELIEVED, THANKED, CALLED, CALLED_AGAIN = 30, 16, 4, 42, 10
SURE_OF_A_SIGN: Final = 0.9
SURE_OF_RELIEF: Final = 0.7
HOTTEST: Final = 100


def point_of(key: int, signs_: Signs, data: Mapping[str, Any], before: Point | None) -> Point:
    """The point of a customer's message with the JSON of its reading; `before` is the point before it."""
    hint = before.heat if before else 0
    sign, known, certainty = signs_.sign, True, SURE_OF_A_SIGN
    if sign == signs.THANKS:
        parts = [Part("sign", sign, THANKED)]
    elif sign == signs.IMPATIENT:
        parts = _called(hint)
    elif sign == signs.PLAIN and data.get("kind") != "other":
        if data.get("kind") == "praise" and not signs_.objects:
            sign = signs.PLEASED
        parts = _soothed(_as_read(data), data, signs_, first=before is None)
        certainty = max(_certainty(data), SURE_OF_RELIEF if parts[-1].source == "sign" else 0)
    else:
        parts, known, certainty = [Part("before", "", hint)] if before else [], False, 0.0
    return Point(
        key=key,
        heat=min(HOTTEST, sum(part.degrees for part in parts)),
        sign=sign,
        known=known,
        certainty=certainty,
        parts=tuple(parts),
        waiting=signs_.waiting,
        unsettled=signs_.unsettled,
    )


def _as_read(data: Mapping[str, Any]) -> list[Part]:
    """What the labels of a reading add up to."""
    if data.get("kind") != "complaint":
        parts = [Part("kind", str(data.get("kind")), OTHER_KINDS.get(str(data.get("kind")), 0))]
    else:
        intensity = min(3, max(0, int(data.get("intensity") or 0)))
        parts = [
            Part("emotion", str(data.get("emotion") or "calm"), EMOTION.get(str(data.get("emotion")), 4)),
            Part("intensity", str(intensity), INTENSITY[intensity]),
            Part("mode", str(data.get("mode") or "demand"), MODE.get(str(data.get("mode")), 0)),
        ]
    return [*parts, *_of_risks(data.get("risks") or ())]


def _of_risks(risks: Sequence[str]) -> list[Part]:
    parts, left = [], RISKS_AT_MOST
    for risk in sorted(risks, key=lambda one: one not in THREATS):
        degrees = min(left, THREAT if risk in THREATS else OTHER_RISK)
        parts.append(Part("risk", risk, degrees))
        left -= degrees
    return parts


def _soothed(parts: list[Part], data: Mapping[str, Any], signs_: Signs, *, first: bool) -> list[Part]:
    """Less by what an acceptance or relief takes away; whoever says so is upset mildly at most.

    Anger with an exclamation mark and threats are what they are.
    """
    sour = data.get("emotion") == "anger" and signs_.loud
    if (
        first
        or sour
        or THREATS.intersection(data.get("risks") or ())
        or not (signs_.accepts or signs_.relieved)
    ):
        return parts
    label, less = ("accepts", ACCEPTS) if signs_.accepts else ("relieved", RELIEVED)
    less += sum(
        part.degrees - INTENSITY[1]
        for part in parts
        if part.source == "intensity" and part.degrees > INTENSITY[1]
    )
    less = min(less, max(0, sum(part.degrees for part in parts) - THANKED))
    return [*parts, Part("sign", label, -less)]


def _called(before: int) -> list[Part]:
    """A call for an answer: warm by itself, and warmer than the message before."""
    if before + CALLED_AGAIN < CALLED:
        return [Part("sign", signs.IMPATIENT, CALLED)]
    more = min(CALLED_AGAIN, HOTTEST - before)
    return [Part("before", "", before), Part("sign", signs.IMPATIENT, more)]


def _certainty(data: Mapping[str, Any]) -> float:
    """How sure the reading is of what the heat rests on."""
    confidence = data.get("confidence") or {}
    if data.get("kind") != "complaint":
        return float(confidence.get("kind", 0))
    return round((float(confidence.get("emotion", 0)) + float(confidence.get("intensity", 0))) / 2, 3)
