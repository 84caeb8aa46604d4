"""How long things are kept: what laws ask for at the least, what the house sets itself, and which of it counts on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from amends.casework.cases.choices import Kept, KeptUnit

# A confidence that a rule may run on: read in the rule itself, or in a secondary source.
TRUSTED = frozenset({"V", "S"})
# How far ahead a change may be planned.
AHEAD = timedelta(days=3660)


@dataclass(frozen=True)
class KeepRule:
    """How long files must be kept, or the house keeps them: years from the closing of a case, for the cases of a kind.

    `here` says whether the house works where the rule holds; None years have no end.
    """

    code: str
    kind: str
    years: int | None
    source: str
    confidence: str
    # A ceiling says when data must go at the latest; it never lets anything go that another rule keeps.
    ceiling: bool = False
    jurisdiction: str = ""
    here: bool = True
    # Set by two people of the house, so that how sure it is does not come into question.
    of_house: bool = False

    @property
    def keeps(self) -> bool:
        """Whether nothing may go before its time is over. A law that nobody has read for sure keeps as well."""
        return self.here and not self.ceiling

    @property
    def is_on(self) -> bool:
        """Whether things may go because its time is over."""
        return self.keeps and (self.of_house or self.confidence in TRUSTED)


@dataclass(frozen=True)
class Thing:
    """One kind of thing that is kept: how its time is measured, and what counts until the house sets it."""

    unit: KeptUnit
    most: int
    # The kinds of rules of law under which it falls.
    kinds: frozenset[str] = frozenset()
    # The kind of cases whose files it is.
    kind: str = ""
    # Until the house sets it; None leaves it to the laws.
    start: int | None = None


EVERY_CASE = frozenset({"complaint", "transaction"})
THINGS: dict[Kept, Thing] = {
    Kept.FILES: Thing(KeptUnit.YEARS, 100, EVERY_CASE, "complaint"),
    Kept.SAFETY_FILES: Thing(KeptUnit.YEARS, 100, EVERY_CASE | {"safety"}, "safety"),
    # Carriers answer claims and customers ask within some weeks; after a quarter nobody needs an address.
    Kept.GIFT_ADDRESSES: Thing(KeptUnit.DAYS, 3650, start=90),
}


@dataclass(frozen=True)
class Term:
    """One version of how long the house keeps a thing; a length of None has no end, number 0 is what ships."""

    kept: Kept
    number: int
    length: int | None
    begins_on: date
    basis: str = ""

    @property
    def rule(self) -> KeepRule:
        """The version as files are measured by it."""
        code = f"{self.kept.value}.{self.number}"
        return KeepRule(code, THINGS[self.kept].kind, self.length, self.basis, "", of_house=True)


class BadTerm(Exception):
    """The term cannot be used; `why` says what is wrong with which field."""

    def __init__(self, why: str, field: str) -> None:
        super().__init__(why)
        self.why, self.field = why, field


def in_force(terms: Iterable[Term], kept: Kept, day: date) -> Term | None:
    """The version that counts on a day: of those begun the one that began last; None while none has."""
    begun = (term for term in terms if term.kept == kept and term.begins_on <= day)
    return max(begun, key=lambda term: (term.begins_on, term.number), default=None)


def checked_term(term: Term, *, before: Term | None, least: int, today: date) -> None:
    """Raises BadTerm for a term that is none, that undercuts a law, or that changes nothing."""
    most = THINGS[term.kept].most
    if term.length is not None and not 1 <= term.length <= most:
        raise BadTerm("no_length", "length")
    if term.length is not None and term.length < least:
        raise BadTerm("below_law", "length")
    if term.begins_on < today:
        raise BadTerm("too_early", "begins_on")
    if term.begins_on > today + AHEAD:
        raise BadTerm("too_far", "begins_on")
    if before is not None and (before.length, before.basis) == (term.length, term.basis):
        raise BadTerm("no_change", "length")


def kinds_of(category: str, risks: Iterable[str]) -> frozenset[str]:
    """The kinds of rules that a case falls under."""
    return EVERY_CASE | ({"safety"} if category == "safety" or "safety" in risks else set())


def rule_that_keeps(rules: Iterable[KeepRule], kinds: frozenset[str]) -> KeepRule | None:
    """The longest of the rules that keep the files of such a case; None where nothing lets them go."""
    keeping = [rule for rule in rules if rule.keeps and rule.kind in kinds]
    if not any(rule.is_on for rule in keeping):
        return None
    if any(rule.years is None for rule in keeping):
        return None
    return max(keeping, key=lambda rule: (rule.years or 0, rule.is_on))


def years_to_keep(rules: Iterable[KeepRule], kinds: frozenset[str]) -> int | None:
    """How many years the files of such a case are kept; None without end."""
    rule = rule_that_keeps(rules, kinds)
    return rule.years if rule else None


def least_by_law(laws: Iterable[KeepRule], kept: Kept) -> KeepRule | None:
    """The law that asks for the longest time for a thing where the house works, read for sure or not."""
    asking = [rule for rule in laws if rule.keeps and rule.kind in THINGS[kept].kinds]
    return max(asking, key=lambda rule: (rule.years or 0, rule.is_on), default=None)


def kept_until(closed_on: date, years: int) -> date:
    """The same day so many years later; the 29th of February becomes the 1st of March."""
    try:
        return closed_on.replace(year=closed_on.year + years)
    except ValueError:
        return date(closed_on.year + years, 3, 1)


def closed_before(day: date, years: int) -> date:
    """What was closed before this date has been kept for so many years on that day: `kept_until` turned round."""
    first = kept_until(day, -years)
    earlier = first - timedelta(days=1)
    return earlier if kept_until(earlier, years) >= day else first


@dataclass
class Effect:
    """What a change does to what is kept now, counted in cases and in things; `on` is the first day on which it counts."""

    on: date
    cases_earlier: int = 0
    things_earlier: int = 0
    cases_later: int = 0
    things_later: int = 0
    # Over on the first day by the new term; `anew` are those that by the old one were not.
    cases_due: int = 0
    things_due: int = 0
    things_anew: int = 0
    # Spared whatever the term says, because legal holds their case.
    cases_held: int = 0
    things_held: int = 0

    def counts(self) -> dict[str, int]:
        """The figures alone, as the version and the trail keep them."""
        return {name: value for name, value in vars(self).items() if isinstance(value, int)}


def moves(before: int | None, after: int | None) -> int:
    """-1 where an end comes earlier or comes at all, 1 where it comes later or falls away, 0 where it stays."""
    if before == after:
        return 0
    if after is None:
        return 1
    return -1 if before is None or after < before else 1
