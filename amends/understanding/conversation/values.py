"""What goes into the reading of a conversation and what comes out of it, as plain values that travel as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple

from amends.understanding.reading import Reading

Who = Literal["customer", "us"]
CUSTOMER: Final = "customer"
US: Final = "us"


class Said(NamedTuple):
    """One message of a thread; `key` is the caller's own name for it.

    `reading` is that of the text, as a value or as its JSON; without one the text is read. An automatic message, such as
    a receipt, is no act of ours.
    """

    key: int
    who: Who
    text: str
    written_at: datetime | None = None
    reading: Reading | Mapping[str, Any] | None = None
    automatic: bool = False


class Part(NamedTuple):
    """One reason for a heat: what it comes from, and how many degrees it adds."""

    source: str
    label: str
    degrees: int


@dataclass(frozen=True, slots=True)
class Point:
    """How heated a customer's message is, 0–100; the parts add up to the heat.

    `sign` says what a message does that is no telling of a matter (see `signs`). A message too short to tell is not
    `known`: its heat is that of the message before.
    """

    key: int
    heat: int
    sign: str
    known: bool
    certainty: float
    parts: tuple[Part, ...]
    waiting: bool = False
    unsettled: bool = False

    @property
    def closes(self) -> bool:
        """Nothing but thanks, praise or a nod: no new complaint, no reason to take a settled matter up again."""
        return self.sign in ("thanks", "noted", "pleased")


@dataclass(frozen=True, slots=True)
class Effect:
    """What the customer's mood did after a message of ours, as far as it can be told.

    `effect` is `calmed`, `angered`, `none`, or `unclear` with the reason in `why`: `no_answer`, `too_little`, `unsure`.
    `size` is `slight`, `clear` or `strong`, `confidence` is `sure` or `likely`; both empty where nothing is claimed.
    `together` counts the messages of ours that the customer answered at once; `waiting` says that the answer speaks of
    having waited, so that what was not done weighs more than what was written. `answer` is the message it is seen in.
    """

    key: int
    effect: str
    why: str = ""
    change: int = 0
    size: str = ""
    confidence: str = ""
    together: int = 1
    waiting: bool = False
    answer: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A demand that `appeared`, was `dropped`, or was `changed` into another (`before`)."""

    key: int
    kind: str
    demand: str
    before: str = ""


class LateRisk(NamedTuple):
    """A risk that the first message did not name, and the message that names it first."""

    key: int
    risk: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """A thread as a whole; everything stands in the order in which it was said."""

    points: tuple[Point, ...] = ()
    effects: tuple[Effect, ...] = ()
    changes: tuple[Change, ...] = ()
    late_risks: tuple[LateRisk, ...] = ()
    demands: tuple[str, ...] = ()

    @property
    def heat(self) -> int | None:
        """The heat now: that of the last message of the customer."""
        return self.points[-1].heat if self.points else None

    def as_dict(self) -> dict[str, Any]:
        """As JSON; each point carries whether it only closes."""
        return {
            "heat": self.heat,
            "points": [
                {**asdict(point), "parts": [part._asdict() for part in point.parts], "closes": point.closes}
                for point in self.points
            ],
            "effects": [asdict(effect) for effect in self.effects],
            "changes": [asdict(change) for change in self.changes],
            "late_risks": [one._asdict() for one in self.late_risks],
            "demands": list(self.demands),
        }
