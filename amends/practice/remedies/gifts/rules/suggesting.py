"""Which gifts fit a complaint, ranked, each with what speaks for and against it. A person chooses.

Nothing here knows a customer's sex, age, origin or how often they complained.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from amends.foundation.kernel.money import Money
from amends.practice.remedies.gifts.rules import product_words
from amends.practice.remedies.gifts.rules.cautions import conflicts, places_of, to_mind
from amends.practice.remedies.gifts.rules.seasons import in_season
from amends.practice.remedies.gifts.rules.stereotypes import chooses_by_person

OCCASION = {"minor": "slip", "moderate": "moderate", "severe": "grave", "critical": "grave"}
LOYAL = frozenset({"gold", "platinum", "vip", "key", "important"})
CASH_LIKE = frozenset({"voucher"})
SOON_DAYS = 10
# What each reason weighs. Stock and money decide most, because what cannot be given helps nobody.
WEIGHTS = {
    "fits_product": 30,
    "fits_branch": 20,
    "fits_category": 25,
    "fits_occasion": 25,
    "long_term": 10,
    "in_season": 15,
    "within_range": 25,
    "in_stock": 20,
    "lasts": 4,
    "personalisable": 3,
    "out_of_season": -60,
    "other_occasion": -15,
    "other_product": -35,
    "above_range": -40,
    "below_range": -30,
    "over_budget": -80,
    "other_currency": -30,
    "last_ones": -5,
    "out_of_stock": -100,
    "keeps_briefly": -6,
    "against_need": -120,
    "caution": -12,
}
RELATING = frozenset({"fits_product", "fits_branch", "fits_category"})
MISTAKES = {"too_cheap": -25, "unrelated": -25, "stereotyped": -50, "looks_like_bribe": -90}


@dataclass(frozen=True)
class Reason:
    """Why or why not: a code, and the value that its sentence needs."""

    code: str
    value: str = ""


@dataclass(frozen=True)
class Candidate:
    """A gift as the rule sees it."""

    gift_id: int
    code: str
    kind: str
    cost: Money
    words: str = ""
    occasions: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    season: tuple[str, str] = ("", "")
    shelf_days: int | None = None
    cautions: tuple[str, ...] = ()
    personalisable: bool = False
    free: int = 0
    warehouse: str = ""
    warehouse_id: int | None = None


@dataclass(frozen=True)
class Situation:
    """What is known of the case. `official` is a regulator's, a legal or a media matter."""

    on: date
    severity: str = ""
    category: str = ""
    products: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    tier: str = ""
    language: str = ""
    place: str = ""
    lowest: Money | None = None
    highest: Money | None = None
    left: Money | None = None
    needs: frozenset[str] = frozenset()
    official: bool = False


@dataclass(frozen=True)
class Suggestion:
    """A gift with its place in the order; `mistakes` are the field's own warnings, `fits` is whether none of them stands."""

    gift_id: int
    code: str
    kind: str
    cost: Money
    free: int
    warehouse: str
    warehouse_id: int | None
    score: int
    speaks_for: tuple[Reason, ...] = ()
    speaks_against: tuple[Reason, ...] = ()
    mistakes: tuple[Reason, ...] = field(default=())

    @property
    def fits(self) -> bool:
        return not self.mistakes and self.free > 0


def ranked(candidates: Iterable[Candidate], case: Situation) -> list[Suggestion]:
    """All of them, the best first; of equals the cheaper, then by code, so that the order is always the same."""
    judged = [judge(one, case) for one in candidates]
    return sorted(judged, key=lambda one: (-one.score, one.cost.amount, one.code))


def judge(gift: Candidate, case: Situation) -> Suggestion:
    reasons = [
        *relevance(gift, case),
        *occasion(gift, case),
        *season(gift, case),
        *price(gift, case),
        *stock(gift),
        *to_be_minded(gift, case),
    ]
    mistakes = tuple(mistakes_of(gift, case, {one.code for one in reasons}))
    score = sum(WEIGHTS[one.code] for one in reasons) + sum(MISTAKES[one.code] for one in mistakes)
    return Suggestion(
        gift_id=gift.gift_id,
        code=gift.code,
        kind=gift.kind,
        cost=gift.cost,
        free=gift.free,
        warehouse=gift.warehouse,
        warehouse_id=gift.warehouse_id,
        score=score,
        speaks_for=tuple(one for one in reasons if WEIGHTS[one.code] > 0),
        speaks_against=tuple(one for one in reasons if WEIGHTS[one.code] < 0),
        mistakes=mistakes,
    )


def relevance(gift: Candidate, case: Situation) -> Iterable[Reason]:
    said = case.products
    fitting = [word for word in gift.products if any(product_words.fits(word, name) for name in said)]
    here = bool(set(gift.departments) & set(case.departments))
    if fitting:
        yield Reason("fits_product", fitting[0])
    if here:
        yield Reason("fits_branch")
    if gift.products and said and not fitting and not here:
        yield Reason("other_product", gift.products[0])
    if case.category and case.category in gift.categories:
        yield Reason("fits_category", case.category)


def is_related(gift: Candidate, case: Situation) -> bool | None:
    """Whether a gift made for some products, branches or complaints fits this one.

    None where it fits anything, or where the case's product or kind, which it is made for, is not known: nobody can tell then.
    That a case is about no branch is known as well.
    """
    if any(one.code in RELATING for one in relevance(gift, case)):
        return True
    made_for = ((gift.products, case.products), (gift.departments, True), (gift.categories, case.category))
    known = [bool(of_the_case) for of_the_gift, of_the_case in made_for if of_the_gift]
    return False if known and all(known) else None


def occasion(gift: Candidate, case: Situation) -> Iterable[Reason]:
    wanted = OCCASION.get(case.severity, "")
    if wanted and wanted in gift.occasions:
        yield Reason("fits_occasion", wanted)
    elif wanted and gift.occasions:
        yield Reason("other_occasion", gift.occasions[0])
    if case.tier in LOYAL and "care" in gift.occasions:
        yield Reason("long_term")


def season(gift: Candidate, case: Situation) -> Iterable[Reason]:
    if any(gift.season):
        inside = in_season(*gift.season, case.on)
        yield Reason("in_season" if inside else "out_of_season", "–".join(gift.season))
    if gift.shelf_days is None:
        yield Reason("lasts")
    elif gift.shelf_days <= SOON_DAYS:
        yield Reason("keeps_briefly", str(gift.shelf_days))
    if gift.personalisable:
        yield Reason("personalisable")


def price(gift: Candidate, case: Situation) -> Iterable[Reason]:
    """Amounts of other currencies are not compared: the rate of a day decides nothing about a present."""
    bounds = [one for one in (case.lowest, case.highest, case.left) if one is not None]
    if any(one.currency != gift.cost.currency for one in bounds):
        yield Reason("other_currency", gift.cost.currency)
        return
    if case.highest is not None and gift.cost > case.highest:
        yield Reason("above_range", str(case.highest))
    elif case.lowest is not None and gift.cost < case.lowest:
        yield Reason("below_range", str(case.lowest))
    elif case.lowest is not None or case.highest is not None:
        yield Reason("within_range")
    if case.left is not None and gift.cost > case.left:
        yield Reason("over_budget", str(case.left))


def stock(gift: Candidate) -> Iterable[Reason]:
    if gift.free <= 0:
        yield Reason("out_of_stock")
        return
    yield Reason("in_stock", f"{gift.free} · {gift.warehouse}" if gift.warehouse else str(gift.free))
    if gift.free <= 2:
        yield Reason("last_ones", str(gift.free))


def to_be_minded(gift: Candidate, case: Situation) -> Iterable[Reason]:
    against = conflicts(gift.cautions, case.needs)
    yield from (Reason("against_need", code) for code in against)
    for code in to_mind(gift.cautions, places_of(case.place, case.language)):
        if code not in against:
            yield Reason("caution", code)


def mistakes_of(gift: Candidate, case: Situation, said: Collection[str]) -> Iterable[Reason]:
    """The field's mistakes by name. Half of the lowest fair amount is felt as an insult, not as a present."""
    if "below_range" in said and case.lowest is not None and gift.cost < case.lowest * Decimal("0.5"):
        yield Reason("too_cheap", str(case.lowest))
    if is_related(gift, case) is False:
        yield Reason("unrelated")
    if words := chooses_by_person(gift.words):
        yield Reason("stereotyped", words)
    far_above = "above_range" in said and case.highest is not None and gift.cost > case.highest * 2
    if far_above or (case.official and (gift.kind in CASH_LIKE or "above_range" in said)):
        yield Reason("looks_like_bribe", gift.kind)
