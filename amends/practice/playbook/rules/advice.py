"""Decides, for one case as it stands, what to do next, what to say and what never to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from amends.content.files import load
from amends.practice.playbook.rules.situation import Situation
from amends.practice.playbook.rules.steps import ESCALATIONS, next_step_id

# Who wins where two readings pull apart: people's safety, then weight, then feelings, then manner.
PRECEDENCE = (
    "risk",
    "severity",
    "emotion",
    "mode",
    "motive",
    "category",
    "persona",
    "stage",
)
UPDATE_MINUTES = {"emotion": (60, 30), "mixed": (60, None)}


@dataclass(frozen=True)
class Step:
    """One thing to do next."""

    id: str
    title: str
    how: str


@dataclass(frozen=True)
class Reason:
    """Why the advice appears: the reading's label and the sentence it leads to."""

    label: str
    text: str


@dataclass(frozen=True)
class Advice:
    """The guide for one moment of one case."""

    step: Step
    escalations: tuple[Step, ...]
    why: tuple[Reason, ...]
    say: tuple[str, ...]
    never: tuple[str, ...]
    tempo: str | None
    strategy: str | None
    demand_order: tuple[str, ...]
    direction_within_minutes: int | None = None
    update_every_minutes: int | None = None


DEMAND_CLASSES: Mapping[str, str] = {
    "refund": "immediate",
    "replace": "immediate",
    "repair": "immediate",
    "action": "immediate",
    "stop": "immediate",
    "investigate": "immediate",
    "improvement": "long_term",
    "discipline": "long_term",
    "apology": "emotional",
    "explanation": "emotional",
    "compensation": "emotional",
}
CLASS_ORDER = ("immediate", "long_term", "emotional")


def advise(situation: Situation) -> Advice:
    """The one next step with its reasons, wording and tempo, in the handler's language."""
    texts = load("playbook", situation.language)
    complaint = situation.kind == "complaint"
    category = texts["category"].get(situation.category, {}) if complaint else {}
    say, never = wording(situation, texts)
    direction, update = UPDATE_MINUTES.get(situation.mode, (None, None)) if complaint else (None, None)
    return Advice(
        step=_step(next_step_id(situation), texts),
        escalations=tuple(_step(step, texts) for step in escalation_ids(situation)),
        why=tuple(_reasons(situation, texts)),
        say=tuple(say.values()),
        never=tuple(never.values()),
        tempo=texts["mode"].get(situation.mode, {}).get("tempo") if complaint else None,
        strategy=category.get("strategy"),
        demand_order=order_demands(situation.demands),
        direction_within_minutes=direction,
        update_every_minutes=update,
    )


def wording(situation: Situation, texts: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Topics to say and topics never to say; where two readings disagree on a topic the weightier one decides."""
    say: dict[str, str] = {}
    never: dict[str, str] = {}
    for label in labels_of(situation):
        entry = _entry(label, texts)
        # A label's own "never" is taken first, so that a careless file can never make it contradict itself.
        for topic, text in entry.get("never", {}).items():
            if topic not in say:
                never.setdefault(topic, text)
        for topic, text in entry.get("say", {}).items():
            if topic not in never:
                say.setdefault(topic, text)
    return say, never


def labels_of(situation: Situation) -> Iterator[str]:
    """The labels that speak here, the weightiest first."""
    if situation.kind != "complaint":
        yield f"kind:{situation.kind}"
        return
    single = {
        "severity": situation.severity,
        "emotion": situation.emotion,
        "mode": situation.mode,
        "motive": situation.motive,
        "category": situation.category,
        "persona": situation.persona,
        "stage": situation.stage,
    }
    for family in PRECEDENCE:
        if family == "risk":
            yield from (f"risk:{risk}" for risk in ESCALATIONS if risk in situation.risks)
        elif single[family]:
            yield f"{family}:{single[family]}"


def escalation_ids(situation: Situation) -> tuple[str, ...]:
    """Everything that has to be passed on besides the next step, the most urgent first."""
    if situation.kind != "complaint" or situation.closed:
        return ()
    done = situation.escalated or frozenset()
    steps = [step for risk, step in ESCALATIONS.items() if risk in situation.risks and risk not in done]
    if situation.severity == "critical" and "critical" not in done and "crisis_team" not in steps:
        steps.append("crisis_team")
    return tuple(dict.fromkeys(steps))


def order_demands(demands: tuple[str, ...]) -> tuple[str, ...]:
    """Demands in the order they are dealt with: immediate, long-term, emotional."""
    known = [demand for demand in dict.fromkeys(demands) if demand in DEMAND_CLASSES]
    return tuple(sorted(known, key=lambda demand: CLASS_ORDER.index(DEMAND_CLASSES[demand])))


def _reasons(situation: Situation, texts: Mapping[str, Any]) -> Iterator[Reason]:
    needs = (f"need:{need}" for need in situation.needs)
    for label in dict.fromkeys((f"kind:{situation.kind}", *labels_of(situation), *needs)):
        if text := _entry(label, texts).get("why"):
            yield Reason(label, text)


def _entry(label: str, texts: Mapping[str, Any]) -> Mapping[str, Any]:
    family, _, name = label.partition(":")
    entry: Mapping[str, Any] = texts[family].get(name, {})
    return entry


def _step(step_id: str, texts: Mapping[str, Any]) -> Step:
    text = texts["step"][step_id]
    return Step(step_id, text["title"], text["how"])
