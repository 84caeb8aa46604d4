"""A customer from all sides: who it is, what was bought, what was complained about and what came of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.casework.cases.choices import Outcome
from amends.casework.cases.models import Case, Promise
from amends.casework.cases.queries import visible_cases
from amends.casework.customers.choices import (
    ContactWay,
    ContractKind,
    CustomerKind,
    DayPart,
    IdentityKind,
    Position,
    Purpose,
    Source,
    Tier,
)
from amends.casework.customers.models import Consent, Customer, Identity, PossibleMatch
from amends.casework.customers.permissions import may_erase, may_merge
from amends.casework.customers.queries import (
    affiliations_of,
    consents_of,
    contracts_of,
    identities_of,
    merges_of,
    orders_of,
    people_of,
    possible_matches_of,
    records_of,
)
from amends.casework.customers.rules import hidden
from amends.casework.customers.rules.record import Complained, Record, Spent, record_of, totals
from amends.doors.desk.queries.customer_timeline import timeline
from amends.doors.desk.queries.listing import case_url
from amends.doors.desk.queries.trail import entries
from amends.doors.desk.words import LANGUAGES, identity_name, language_name, money_text, outcome_name
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.paging import Page
from amends.foundation.organisation.models import Member
from amends.practice.remedies.models import Option
from amends.practice.remedies.queries.given import Given, given_where
from amends.practice.surveys.models import Rating

CASES_SHOWN, ORDERS_SHOWN, ENTRIES_SHOWN = 100, 50, 20
UPHELD = frozenset({Outcome.UPH, Outcome.PUP})


def customer_page(
    customer: Customer, member: Member, *, shown: bool = False, entered: QueryDict | None = None
) -> dict[str, Any]:
    """All of a person: every record that the person is, and of the cases those that this member may know of."""
    records = list(records_of(customer))
    root = records[0]
    cases = list(cases_of(root, member))
    orders = list(orders_of(root)[:ORDERS_SHOWN])
    chosen = chosen_options(cases)
    given = [spent(one) for one in given_where(Case.objects.filter(pk__in=[case.pk for case in cases]))]
    ratings = list(Rating.objects.filter(case__in=[case.pk for case in cases]).select_related("case"))
    facts = facts_of(cases, orders, given)
    return {
        "customer": root,
        "name": str(root),
        "is_organisation": root.kind == CustomerKind.ORGANISATION,
        "records": records,
        "shown": shown,
        "identities": [identity_row(one, shown=shown) for one in identities_of(root)],
        "cases": [case_row(case) for case in cases],
        "orders": orders,
        "contracts": list(contracts_of(root)),
        "consents": consent_rows(consents_of(root)),
        "people": list(people_of(root)),
        "affiliations": list(affiliations_of(root)),
        "merges": list(merges_of(root)),
        "matches": [match_row(one, root) for one in possible_matches_of(root, member)],
        "may_merge": may_merge(member),
        "may_erase": may_erase(member),
        "promises": list(open_promises(cases)),
        "facts": facts,
        "paid": amounts(facts.paid),
        "given": amounts(facts.given),
        "given_ever": amounts(totals(given)),
        "ratings": ratings,
        "timeline": timeline(cases, orders, chosen, ratings),
        "trail": entries_of(records, member),
        "entered": entered or {},
        **choices(),
    }


def choices() -> dict[str, Any]:
    return {
        "tiers": Tier.choices,
        "kinds": CustomerKind.choices,
        "languages": [(code, language_name(code)) for code in LANGUAGES],
        "ways": [("", _("no wish")), *ContactWay.choices],
        "times": [("", _("no wish")), *DayPart.choices],
        "identity_kinds": [(kind, identity_name(kind, "")) for kind in IdentityKind.values],
        "purposes": Purpose.choices,
        "contract_kinds": ContractKind.choices,
        "positions": Position.choices,
    }


def cases_of(customer: Customer, member: Member) -> list[Case]:
    """The person's cases that this member may know of, the newest first; an organisation's with those handed in for it."""
    cases = visible_cases(member).of_person(customer)
    if customer.kind == CustomerKind.ORGANISATION:
        cases = visible_cases(member).of_organisation(customer)
    return list(cases.select_related("customer", "owner").order_by("-id")[:CASES_SHOWN])


def chosen_options(cases: list[Case]) -> list[Option]:
    """What the customer chose among what was offered, with its amounts."""
    chosen = Option.objects.filter(
        proposal__case__in=[case.pk for case in cases], chosen=True, amount__isnull=False
    )
    return list(chosen.select_related("proposal__case").order_by("-proposal__decided_at"))


def open_promises(cases: list[Case]) -> list[Promise]:
    promises = Promise.objects.open().filter(case__in=[case.pk for case in cases])
    return list(promises.select_related("case", "owner").order_by("due_at", "id"))


def facts_of(cases: list[Case], orders: list[Any], given: list[Spent]) -> Record:
    return record_of(
        [
            Complained(one.received_at, not one.is_open, one.outcome in UPHELD)
            for one in cases
            # The same thing written twice is one complaint.
            if one.outcome != Outcome.DUP
        ],
        [Spent(one.ordered_at, one.amount, one.currency) for one in orders],
        given,
        now=clock.now(),
    )


def spent(given: Given) -> Spent:
    return Spent(given.at, given.amount.amount, given.amount.currency)


def amounts(sums: dict[str, Decimal]) -> str:
    return " + ".join(money_text(amount, currency) for currency, amount in sums.items())


def identity_row(identity: Identity, *, shown: bool) -> dict[str, Any]:
    return {
        "id": identity.pk,
        "kind": identity_name(identity.kind, identity.value),
        "value": identity.value if shown else hidden(identity.kind, identity.value),
        "source": identity.get_source_display(),
        "verified_at": identity.verified_at,
        "verified_how": dict(Source.choices).get(identity.verified_how, identity.verified_how),
        "preferred": identity.preferred,
        "record": str(identity.customer),
        "record_id": identity.customer_id,
    }


def consent_rows(consents: list[Consent]) -> list[dict[str, Any]]:
    """Each purpose with the latest word about it and those before."""
    by_purpose: dict[str, list[Consent]] = {}
    for one in consents:
        by_purpose.setdefault(one.purpose, []).append(one)
    return [
        {"purpose": value, "label": label, "latest": by_purpose[value][0], "before": by_purpose[value][1:]}
        for value, label in Purpose.choices
        if value in by_purpose
    ]


def match_row(match: PossibleMatch, customer: Customer) -> dict[str, Any]:
    """The other record, seen from this person, with which signal says that it is the same, and how strongly."""
    mine = customer.pk in {match.first_id, match.first.root_id}
    own, other = (match.first, match.second) if mine else (match.second, match.first)
    return {
        "own": own.pk,
        "other": other,
        "strength": match.get_strength_display(),
        "is_strong": match.strength == "strong",
        "signals": [
            {"sign": identity_name(one["sign"], ""), "strength": strength_name(one["strength"])}
            for one in match.signals
        ],
        "found_at": match.found_at,
    }


def strength_name(strength: str) -> str:
    return {"weak": _("weak"), "middling": _("middling"), "strong": _("strong")}.get(strength, strength)


def case_row(case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "url": case_url(case.number),
        "subject": case.subject,
        "is_open": case.is_open,
        "outcome": outcome_name(case.outcome),
        "received_at": case.received_at,
        "owner": str(case.owner) if case.owner else "",
        "came_by": str(case.customer),
        "came_by_id": case.customer_id,
    }


def entries_of(records: list[Customer], member: Member) -> list[dict[str, Any]]:
    rows = AuditEntry.objects.filter(chain__in=[one.chain for one in records]).order_by("-at", "-id")
    return entries(Page(list(rows[:ENTRIES_SHOWN]), None, None), member)
