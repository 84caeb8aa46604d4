"""Decides, for one case as it stands, what to do next, what to say and what never to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from amends.practice.playbook.rules.book import OWN, Texts
from amends.practice.playbook.rules.labels import FAMILIES, PARTS, PRECEDENCE
from amends.practice.playbook.rules.situation import Situation
from amends.practice.playbook.rules.steps import ESCALATIONS, next_step_id

# Minutes to a clear direction, and between updates until calm.
UPDATE_MINUTES = {"emotion": (60, 30), "mixed": (60, None)}


@dataclass(frozen=True)
class Step:
    """One thing to do next."""

    id: str
    title: str
    how: str

    @property
    def tick(self) -> str:
        """What it is ticked by."""
        return f"step:{self.id}"


@dataclass(frozen=True)
class Line:
    """One sentence of advice: to be done, said or never said, and the labels that it rests on."""

    part: str
    topic: str
    text: str
    labels: tuple[str, ...]
    key: str
    """Where it stands in the book."""
    own: bool = False
    """Whether the house wrote it."""

    @property
    def tick(self) -> str:
        """What it is ticked by: its topic, so that a tick outlives a change of the reading."""
        return f"{self.part}:{self.topic}"


@dataclass(frozen=True)
class Reason:
    """Why the advice appears: the reading's labels and the sentence they lead to."""

    label: str
    text: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Advice:
    """The guide for one moment of one case."""

    step: Step
    escalations: tuple[Step, ...]
    why: tuple[Reason, ...]
    lines: tuple[Line, ...]
    tempo: str | None
    strategy: str | None
    demand_order: tuple[str, ...]
    script: tuple[str, ...] = ()
    direction_within_minutes: int | None = None
    update_every_minutes: int | None = None

    def part(self, name: str) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.part == name)

    @property
    def todo(self) -> tuple[Line, ...]:
        return self.part("do")

    @property
    def say(self) -> tuple[Line, ...]:
        return self.part("say")

    @property
    def never(self) -> tuple[Line, ...]:
        return self.part("never")


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


def advise(situation: Situation, texts: Texts) -> Advice:
    """The one next step with its reasons, wording and tempo, in the language of the texts."""
    complaint = situation.kind == "complaint"
    entries = tuple(entries_for(situation, texts))
    category = texts["category"].get(situation.category, {}) if complaint else {}
    direction, update = UPDATE_MINUTES.get(situation.mode, (None, None)) if complaint else (None, None)
    return Advice(
        step=step_in(texts, next_step_id(situation)),
        escalations=tuple(step_in(texts, step) for step in escalation_ids(situation)),
        why=tuple(_reasons(entries, situation)),
        lines=wording(entries),
        tempo=texts["mode"].get(situation.mode, {}).get("tempo") if complaint else None,
        strategy=category.get("strategy"),
        demand_order=order_demands(situation.demands),
        script=tuple(texts["medium"].get(situation.medium, {}).get("script", ())),
        direction_within_minutes=direction,
        update_every_minutes=update,
    )


@dataclass(frozen=True)
class Entry:
    """A row of the book that speaks here: of one label, or of several that meet."""

    name: str
    labels: tuple[str, ...]
    row: Mapping[str, Any]


def entries_for(situation: Situation, texts: Texts) -> Iterator[Entry]:
    """The rows that speak here, the weightiest first; where several labels meet, before each of them alone."""
    present = situation.labels
    meeting = _meeting(present, texts)
    for family in PRECEDENCE:
        yield from meeting.get(family, ())
        for label in FAMILIES[family]:
            if label in present.get(family, ()):
                yield Entry(f"{family}.{label}", (f"{family}:{label}",), texts[family][label])


def _meeting(present: Mapping[str, tuple[str, ...]], texts: Texts) -> dict[str, list[Entry]]:
    """Rules that fit, by the weightiest family of their conditions; the house's own and the closer ones first."""
    found: dict[str, list[Entry]] = {}
    ordered = sorted(
        texts["rule"].items(), key=lambda one: (not one[1].get("own", False), -len(one[1]["when"]), one[0])
    )
    for code, row in ordered:
        if labels := _met(row["when"], present):
            first = next(family for family in PRECEDENCE if family in row["when"])
            found.setdefault(first, []).append(Entry(f"rule.{code}", labels, row))
    return found


def _met(when: Mapping[str, Any], present: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The labels by which a rule's conditions hold; empty where one of them does not."""
    labels: list[str] = []
    for family, wanted in when.items():
        there = [f"{family}:{label}" for label in wanted if label in present.get(family, ())]
        if not there:
            return ()
        labels += there
    return tuple(labels)


def wording(entries: tuple[Entry, ...]) -> tuple[Line, ...]:
    """What to do, to say and never to say; where two rows disagree on a topic the weightier one decides."""
    taken: dict[str, dict[str, Line]] = {part: {} for part in PARTS}
    for entry in entries:
        # A row's own "never" is taken first, so that a careless file can never make it contradict itself.
        for part in ("never", "do", "say"):
            against = ("do", "say") if part == "never" else ("never",)
            for topic, text in entry.row.get(part, {}).items():
                if topic not in taken[part] and not any(topic in taken[other] for other in against):
                    key = f"{entry.name}.{part}.{topic}"
                    taken[part][topic] = Line(
                        part, topic, text, entry.labels, key, entry.row.get("own", False)
                    )
    return tuple(line for part in PARTS for line in taken[part].values())


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


def step_in(texts: Texts, step_id: str) -> Step:
    text = texts["step"][step_id]
    return Step(step_id, text["title"], text["how"])


def _reasons(entries: tuple[Entry, ...], situation: Situation) -> Iterator[Reason]:
    kind = f"kind.{situation.kind}"
    for entry in sorted(entries, key=lambda one: one.name != kind):
        if text := entry.row.get("why"):
            yield Reason(entry.name.removeprefix(f"rule.{OWN}"), text, entry.labels)
