"""The conversation as it went: how heated the customer was, what our messages did to that, and what changed on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.casework.cases.choices import Direction
from amends.casework.cases.models import Message
from amends.casework.readings.choices import Sureness
from amends.doors.desk.words import label_name

Word = Callable[[], str]
# The drawing's own measures; it grows and shrinks with its pane as a whole.
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 340, 124, 58, 16, 18, 24
POINTS_SHOWN: Final = 10
# From which heat on which word and which tone holds.
LEVELS: Final[tuple[tuple[int, str, Word], ...]] = (
    (80, "red", lambda: _("beside themselves")),
    (60, "red", lambda: _("heated")),
    (40, "orange", lambda: _("upset")),
    (20, "yellow", lambda: _("a little upset")),
    (0, "green", lambda: _("settled")),
)
GRID: Final = (70, 45, 10)
CALMED: Final[dict[str, Word]] = {
    "slight": lambda: _("a little calmer afterwards"),
    "clear": lambda: _("clearly calmer afterwards"),
    "strong": lambda: _("much calmer afterwards"),
}
ANGERED: Final[dict[str, Word]] = {
    "slight": lambda: _("a little angrier afterwards"),
    "clear": lambda: _("clearly angrier afterwards"),
    "strong": lambda: _("much angrier afterwards"),
}
UNCLEAR: Final[dict[str, Word]] = {
    "no_answer": lambda: _("no answer yet"),
    "too_little": lambda: _("the answer says too little to tell"),
    "unsure": lambda: _("cannot be told with any certainty"),
}
SIGNS: Final[dict[str, Word]] = {
    "thanks": lambda: _("only thanks"),
    "noted": lambda: _("only takes note"),
    "nothing": lambda: _("says nothing in words"),
    "pleased": lambda: _("is pleased"),
    "impatient": lambda: _("presses for an answer"),
    "relieved": lambda: _("is relieved"),
    "accepts": lambda: _("accepts the offer"),
}
ICONS: Final = {"appeared": "demand-new", "dropped": "demand-dropped", "changed": "demand-changed"}


def curve(messages: Sequence[Message]) -> dict[str, Any] | None:
    """What the drawing, its table and the list of changes show; None while there is only one point."""
    heard = [one for one in messages if one.direction == Direction.IN and "heat" in one.mood]
    if len(heard) < 2:
        return None
    shown = heard[-POINTS_SHOWN:]
    told = [one for one in messages if one.mood and one.sent_at >= shown[0].sent_at]
    places = places_of(told)
    points = [point(one, *places[one.pk]) for one in shown]
    return {
        "points": points,
        "line": " ".join(f"{one['x']},{one['y']}" for one in points),
        "area": f"{points[0]['x']},{y_of(0)} "
        + " ".join(f"{one['x']},{one['y']}" for one in points)
        + f" {points[-1]['x']},{y_of(0)}",
        "acts": [act(one, places[one.pk][0]) for one in told if "effect" in one.mood],
        "grid": [{"y": y_of(heat), "word": level(heat)[1]} for heat in GRID],
        "base": y_of(0),
        "rows": [row(one) for one in told],
        "left_out": len(heard) - len(shown),
        "now": level(heard[-1].mood["heat"]),
        "course": course(heard[0].mood["heat"], heard[-1].mood["heat"]),
        "changes": [change for one in heard for change in changes_in(one)],
        "width": WIDTH,
        "height": HEIGHT,
    }


def places_of(told: Sequence[Message]) -> dict[int, tuple[float, float]]:
    """Message → where it stands: evenly, because between two messages lie minutes or weeks."""
    step = (WIDTH - LEFT - RIGHT) / max(1, len(told) - 1)
    return {one.pk: (round(LEFT + step * n, 1), y_of(one.mood.get("heat", 0))) for n, one in enumerate(told)}


def y_of(heat: int) -> float:
    return round(HEIGHT - BOTTOM - heat * (HEIGHT - TOP - BOTTOM) / 100, 1)


def level(heat: int) -> tuple[str, str]:
    """The tone and the word for a heat."""
    return next((tone, word()) for least, tone, word in LEVELS if heat >= least)


def course(first: int, last: int) -> str:
    if last <= first - 10:
        return _("calmer than at first")
    return _("angrier than at first") if last >= first + 10 else _("much as at first")


def point(message: Message, x: float, y: float) -> dict[str, Any]:
    mood = message.mood
    tone, word = level(mood["heat"])
    words = [word, *filter(None, [SIGNS[mood["sign"]]() if mood["sign"] in SIGNS else ""])]
    words += [late_words(risk) for risk in mood.get("late", ())]
    return {
        "x": x,
        "y": y,
        "tone": tone,
        "known": mood["known"],
        "late": bool(mood.get("late")),
        "id": message.pk,
        "at": message.sent_at,
        "words": _(", ").join(words),
    }


def act(message: Message, x: float) -> dict[str, Any]:
    return {
        "x": x,
        "effect": message.mood["effect"],
        "at": message.sent_at,
        "words": effect_words(message.mood),
    }


def effect_of(message: Message) -> dict[str, Any] | None:
    """The quiet mark beside a message of ours: only where it calmed or angered."""
    effect = message.mood.get("effect")
    if effect not in ("calmed", "angered"):
        return None
    return {
        "tone": "green" if effect == "calmed" else "red",
        "icon": f"mood-{effect}",
        "words": effect_words(message.mood),
        "answer": message.mood["answer"],
    }


def effect_words(mood: dict[str, Any]) -> str:
    """What our message did, how sure that is, and what blurs it."""
    effect = mood["effect"]
    if effect == "unclear":
        return UNCLEAR[mood["why"]]()
    if effect == "none":
        return _("no change")
    words = [
        (CALMED if effect == "calmed" else ANGERED)[mood["size"]](),
        str(Sureness(mood["confidence"]).label),
    ]
    if mood["waiting"]:
        words.append(_("they speak of waiting"))
    if mood["together"] > 1:
        words.append(
            ngettext(
                "together with %(n)s other message",
                "together with %(n)s other messages",
                mood["together"] - 1,
            )
            % {"n": mood["together"] - 1}
        )
    return " · ".join(words)


def row(message: Message) -> dict[str, Any]:
    """A line of the table that says the same as the drawing."""
    mood, incoming = message.mood, message.direction == Direction.IN
    return {
        "id": message.pk,
        "at": message.sent_at,
        "incoming": incoming,
        "words": level(mood["heat"])[1] if incoming else effect_words(mood),
        "why": _(", ").join(filter(None, map(part_words, mood.get("parts", ())))),
    }


def part_words(part: dict[str, Any]) -> str:
    """One reason for a heat with its degrees, such as "Angry +40"."""
    if not part["degrees"]:
        return ""
    source, label = part["source"], part["label"]
    if source == "sign":
        name = SIGNS[label]()
    elif source == "before":
        name = _("as before")
    else:
        name = label_name({"risk": "risks"}.get(source, source), label)
    return f"{name} {part['degrees']:+d}".replace("-", "−")


def late_words(risk: str) -> str:
    return _("First named here: %(risk)s") % {"risk": label_name("risks", risk)}


def changes_in(message: Message) -> list[dict[str, Any]]:
    """Demands that came, went or changed, and risks that came late, each with its message."""
    at = {"id": message.pk, "at": message.sent_at}
    found = [
        {**at, "icon": f"risk-{risk}", "tone": "red", "words": late_words(risk)}
        for risk in message.mood.get("late", ())
    ]
    for change in message.mood.get("changes", ()):
        names = {name: label_name("demands", change[name]) for name in ("demand", "before")}
        words = {
            "appeared": _("New demand: %(demand)s"),
            "dropped": _("No longer asked for: %(demand)s"),
            "changed": _("Instead of %(before)s now: %(demand)s"),
        }[change["kind"]]
        found.append({**at, "icon": ICONS[change["kind"]], "tone": "blue", "words": words % names})
    return found
