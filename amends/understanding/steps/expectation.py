"""Expectation: what the writer will count as solved.

The practice (its chapter on reading a person) ties three things together: a complaint is the signal of an expectation that
was not met; where a complaint comes from says what is likely wished (service quality → compensation, rules → a solution,
attitude → respect, management → importance, the writer's own mood → venting, a promise not kept → that it is kept); and the
more urgent the wish and the less it is met, the likelier the matter escalates. It names three levels of expectation without
listing them. They are taken here as the three that its steps serve:

1. `least`: what was expected at the least, the basic service that was missed; one for each category complained about.
2. `asked`: what is asked for now, in the text's own demands; `wishes` sets the likely wish beside it and says whether the
   text asks for that too.
3. `beyond`: what would surprise for the better, once it is mended: something extra within reason, being told before having
   to ask, hearing what was changed because of the complaint, being asked for advice.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from amends.understanding.labels import ESCALATION
from amends.understanding.page import Page
from amends.understanding.reading import Expectation, Fact, Wish
from amends.understanding.steps.telling import words_in_all

_LEAST: Final[dict[str, str]] = {
    "quality": "sound",
    "service": "in_time",
    "attitude": "courteous",
    "billing": "right_charge",
    "privacy": "kept_private",
    "safety": "safe",
    "promise": "word_kept",
    "policy": "fair_rule",
}
# A charge is a rule applied to somebody; data and safety are matters that a house has to care for.
_ORIGIN_OF: Final[dict[str, str]] = {
    "quality": "quality",
    "service": "quality",
    "attitude": "attitude",
    "billing": "rules",
    "privacy": "management",
    "safety": "management",
    "promise": "promise",
    "policy": "rules",
}
_WISH_OF: Final[dict[str, str]] = {
    "quality": "compensation",
    "rules": "solution",
    "attitude": "respect",
    "management": "importance",
    "mood": "venting",
    "promise": "kept_promise",
}
# Labels of the reading that ask for the wish.
_ASKED_BY: Final[dict[str, frozenset[str]]] = {
    "compensation": frozenset(
        {"demands:refund", "demands:replace", "demands:repair", "demands:compensation", "motive:redress"}
    ),
    "solution": frozenset(
        {f"demands:{one}" for one in ("refund", "replace", "repair", "action", "stop", "improvement")}
        | {"demands:explanation", "demands:compensation"}
    ),
    "respect": frozenset({"demands:apology", "demands:discipline", "motive:recognition"}),
    "importance": frozenset(
        {f"demands:{one}" for one in ("investigate", "action", "stop", "explanation", "discipline")}
        | {"demands:improvement", "motive:recognition"}
    ),
    "venting": frozenset({"motive:venting"}),
    "kept_promise": frozenset(
        {f"demands:{one}" for one in ("action", "refund", "replace", "explanation", "compensation")}
    ),
}
_BEYOND: Final[dict[str, str]] = {
    "motive:expression": "asked_for_advice",
    "needs:fairness": "something_extra",
    "needs:control": "told_before_asking",
    "needs:respect": "told_what_changed",
}
_FOR_EVERYBODY: Final = "told_what_changed"
_MOST_BEYOND: Final = 2
_MATERIAL: Final = frozenset({"refund", "replace", "repair", "compensation"})
_MORAL: Final = frozenset({"apology", "explanation", "discipline"})
_URGENT: Final = frozenset(
    {"emotion:anxious", "severity:severe", "severity:critical", "risks:safety", "risks:vulnerable"}
)


def find(
    page: Page,
    labels: Sequence[str],
    categories: tuple[str, ...],
    demands: tuple[str, ...],
    needs: tuple[str, ...],
    facts: tuple[Fact, ...],
) -> Expectation:
    """`labels` are `head:label`, all of the reading; `categories` those complained about, the primary first."""
    told_before = any(fact.kind == "earlier_contact" for fact in facts)
    management = "policy" in categories and any(word in page.plain for word in words_in_all("MANAGEMENT"))
    return _expected(tuple(labels), categories, demands, needs, told_before, management)


# The same labels come together again and again.
@lru_cache(maxsize=4096)
def _expected(
    labels: tuple[str, ...],
    categories: tuple[str, ...],
    demands: tuple[str, ...],
    needs: tuple[str, ...],
    told_before: bool,
    management: bool,
) -> Expectation:
    known = {*labels, *(f"needs:{need}" for need in needs), *(f"demands:{demand}" for demand in demands)}
    beyond = tuple(dict.fromkeys(name for label, name in _BEYOND.items() if label in known))
    origins = dict.fromkeys(_ORIGIN_OF[category] for category in categories)
    if management:
        origins.setdefault("management")
    # Mood is an origin only where nothing is asked for.
    if "motive:venting" in known and not demands:
        origins.setdefault("mood")
    urgent, unmet = not _URGENT.isdisjoint(known), told_before or "risks:repeat" in known
    return Expectation(
        least=tuple(_LEAST[category] for category in categories),
        asked=demands,
        beyond=beyond[:_MOST_BEYOND] or (_FOR_EVERYBODY,),
        wishes=tuple(
            Wish(origin, _WISH_OF[origin], not _ASKED_BY[_WISH_OF[origin]].isdisjoint(known))
            for origin in origins
        ),
        redress=tuple(
            name
            for name, kinds in (("material", _MATERIAL), ("moral", _MORAL))
            if not kinds.isdisjoint(demands)
        ),
        escalation=ESCALATION[urgent + unmet],
    )
