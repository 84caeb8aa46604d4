"""What the words of a reply commit the house to, and which words it answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from decimal import Decimal

from amends.casework.cases.choices import Direction
from amends.casework.cases.models import Case, Message
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.choices import HOME_CURRENCY
from amends.practice.replies.check.money import largest_grants

Sum = tuple[Decimal, str]
MESSAGES_CHECKED = 3
# What was given or chosen is known further up: the wiring says where.
Decided = Callable[[Collection[int]], Iterable[tuple[int, Decimal, str]]]
_decided: list[Decided] = []


def decided_through(find: Decided) -> None:
    """Adds a place where sums are decided on for cases: it says case, amount and currency; twice is once."""
    if find not in _decided:
        _decided.append(find)


def sums_decided(case: Case) -> frozenset[tuple[float, str]]:
    """The sums, each with its currency, that were granted or chosen already: to name one again grants nothing."""
    return sums_decided_in({case.pk})[case.pk]


def sums_decided_in(cases: Collection[int]) -> dict[int, frozenset[tuple[float, str]]]:
    """The same for each of several cases, in as many statements as for one."""
    found: dict[int, set[tuple[float, str]]] = {case: set() for case in cases}
    for find in _decided if found else ():
        for case, amount, currency in find(cases):
            found[case].add((float(amount), currency))
    return {case: frozenset(sums) for case, sums in found.items()}


def sums_granted(
    words: str, *, complaint: str | None = None, decided: frozenset[tuple[float, str]] = frozenset()
) -> list[Sum]:
    """The largest sum of each currency that a reply grants anew, several together where the complaint is known; one without a currency is of the home currency."""
    found: dict[str, Decimal] = {}
    largest = largest_grants(words, complaint=complaint, decided=decided, home=HOME_CURRENCY)
    for currency, value in largest.items():
        code = currency or HOME_CURRENCY
        found[code] = max(found.get(code, Decimal(0)), Money(Decimal(str(value)), code).amount)
    return [(amount, currency) for currency, amount in found.items()]


def words_answered(case: Case) -> str:
    """The customer's latest words, the newest last."""
    return words_answered_in({case.pk})[case.pk]


def words_answered_in(cases: Collection[int]) -> dict[int, str]:
    """The same for each of several cases, in one statement."""
    found: dict[int, list[str]] = {case: [] for case in cases}
    told = Message.objects.filter(case__in=found, direction=Direction.IN).order_by("-id")
    for case, body in told.values_list("case", "body").iterator() if found else ():
        if len(found[case]) < MESSAGES_CHECKED:
            found[case].append(body)
    return {case: "\n".join(reversed(bodies)) for case, bodies in found.items()}
