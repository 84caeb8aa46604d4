"""Teaching the engine what people corrected: weighing first, taking into use only when told to, and going back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.casework.readings.choices import SINGLE
from amends.casework.readings.permissions import ensure_may_teach
from amends.casework.readings.queries import house_weights
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, WrongState
from amends.foundation.organisation.models import Member
from amends.understanding import read_many
from amends.understanding.house import Example, Gain, TooFew, Weighing, weigh
from amends.understanding.house.weighing import FEWEST_OF_A_HEAD, FEWEST_TEXTS
from amends.understanding.training.own import load_own

Lesson = Weighing
Shift = Gain
# What people may correct and the engine can learn; needs and facts come from rules.
LEARNABLE = (*SINGLE, "intensity", "demands", "risks")


def weigh_lesson(rows: Iterable[Mapping[str, Any]]) -> Lesson:
    """What would be learned, gained and lost, measured and not kept; refuses when there is too little to learn from.

    A row is a judged reading as it is exported: text, read, corrected, confirmed.
    """
    examples = [example for row in rows if (example := example_of(row)) is not None]
    try:
        return weigh(examples, fixed_texts(), lambda texts: list(read_many(texts)))
    except TooFew as few:
        raise Invalid(too_few(few)) from few


def example_of(row: Mapping[str, Any]) -> Example | None:
    """None for a row that says nothing the engine can learn."""
    text, read = row.get("text"), row.get("read")
    said: dict[str, Any] = {}
    for part in (row.get("confirmed"), row.get("corrected")):
        if isinstance(part, Mapping):
            said |= {field: part[field] for field in LEARNABLE if field in part}
    if not isinstance(text, str) or not said:
        return None
    shown = read if isinstance(read, Mapping) and said.get("kind", "complaint") == "complaint" else {}
    return Example(text, said, {field: shown[field] for field in LEARNABLE if field in shown})


def too_few(few: TooFew) -> str:
    judged = ngettext(
        "%(n)s reading has been judged so far.", "%(n)s readings have been judged so far.", few.texts
    )
    needed = _(
        "Learning needs %(texts)s judged readings, and one label that was judged in %(of_a_head)s of them; "
        "the most often judged one was judged in %(most)s."
    ) % {"texts": FEWEST_TEXTS, "of_a_head": FEWEST_OF_A_HEAD, "most": few.of_a_head}
    return f"{judged % {'n': few.texts}} {needed}"


def fixed_texts() -> list[Example]:
    """The complaints that ship with the product: what is lost on them would be lost on texts nobody corrected."""
    return [Example(text, labels) for text, labels in load_own()]


@transaction.atomic
def take_into_use(*, lesson: Lesson, by: Member) -> int:
    """Keeps what was learned beside the weights before it; processes read with it from their next start."""
    ensure_may_teach(by)
    if not lesson.heads:
        raise WrongState(_("Nothing was gained on any label, so there is nothing to take into use."))
    about = {
        "texts": lesson.texts,
        "heads": list(lesson.heads),
        "own": told(lesson.own),
        "fixed": told(lesson.fixed),
    }
    version = house_weights().keep(lesson.adjustment, about=about, at=clock.now())
    data = {"version": version, "texts": lesson.texts, "heads": list(lesson.heads)}
    record(chain="house", action="engine.taught", by=by, data=data)
    return version


@transaction.atomic
def go_back(*, by: Member) -> tuple[int, int]:
    """Takes into use what read before; gives the version left and the one that reads from the next start, 0 for as shipped."""
    ensure_may_teach(by)
    left, now = house_weights().back()
    if left == now:
        raise WrongState(_("The weights that ship are in use; there is nothing to go back to."))
    record(chain="house", action="engine.taken_back", by=by, data={"before": left, "after": now})
    return left, now


def told(gains: Sequence[Gain]) -> list[dict[str, Any]]:
    return [
        {
            "head": gain.head,
            "label": gain.label,
            "texts": gain.texts,
            "before": round(gain.before, 4),
            "after": round(gain.after, 4),
        }
        for gain in gains
    ]
