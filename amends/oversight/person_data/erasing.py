"""Making one person's records anonymous where they lie: statistics stay, names, numbers, addresses and files go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from amends.casework.cases.actions.registering import search_text
from amends.casework.cases.choices import Outcome
from amends.casework.cases.models import Attachment, Case, Message, new_token
from amends.casework.cases.queries import SEARCH_KIND
from amends.casework.cases.queries.bodies import earliest_bodies
from amends.casework.cases.queries.evidence import held_among, hold_proposed
from amends.casework.cases.queries.evidence import under_hold as held
from amends.casework.cases.vault import previews
from amends.casework.customers.actions.erasure import ask_erasure, decide_erasure
from amends.casework.customers.choices import ExportState
from amends.casework.customers.models import (
    Contract,
    Customer,
    Erasure,
    Export,
    Identity,
    Merge,
    Order,
    PossibleMatch,
)
from amends.casework.customers.permissions import ensure_may_erase
from amends.casework.customers.queries import SEARCH_KIND as CUSTOMERS
from amends.casework.readings.actions import preview
from amends.casework.readings.models import Correction, Reading
from amends.foundation.audit.actions import record, redact
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import search
from amends.foundation.kernel.errors import Invalid, WrongState
from amends.foundation.kernel.shelf import remove
from amends.foundation.organisation.models import Member
from amends.oversight.person_data.exporting import drop
from amends.oversight.person_data.gathering import ensure_sees_all
from amends.oversight.person_data.masking import MARK, NAMING, masked, named_in, pattern_for
from amends.oversight.person_data.tables import BY_THEMSELVES, tables, whole_person
from amends.oversight.person_data.trail import HOUSE, in_house_chain, said_of


@dataclass
class Work:
    """What is to be changed, and what has been counted so far."""

    ids: list[int]
    names: set[str]
    pattern: re.Pattern[str] | None
    of_the_house: Sequence[int] = ()
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, name: str, number: int) -> None:
        if number:
            self.counts[name] = self.counts.get(name, 0) + number


def plan(customer: Customer, *, by: Member, of_the_house: Sequence[int] = ()) -> dict[str, int]:
    """The dry run: the same work, counted and taken back."""
    ensure_may_erase(by)
    ensure_may_go(customer, by)
    ensure_among(of_the_house, customer)
    with transaction.atomic():
        counts = erase(customer, by=by, reason="", of_the_house=of_the_house)
        transaction.set_rollback(True)
    return counts


@transaction.atomic
def ask(customer: Customer, *, reason: str, by: Member, of_the_house: Sequence[int] = ()) -> Erasure:
    """For the whole person, whichever of the records it was asked for.

    `of_the_house`: the entries of the house's chain with a bare name of which the asker says that it is this person's.
    """
    person = Customer.objects.get(pk=customer.root_id)
    counts = plan(person, by=by, of_the_house=of_the_house)
    return ask_erasure(customer=person, reason=reason, plan=counts, of_the_house=of_the_house, by=by)


@transaction.atomic
def confirm(erasure_id: int, *, by: Member) -> dict[str, int]:
    """The second person's yes; it is carried out in the same transaction."""
    erasure = decide_erasure(erasure_id=erasure_id, confirm=True, by=by)
    ensure_still_the_same(erasure)
    ensure_may_go(erasure.customer, by)
    return erase(erasure.customer, by=by, reason=erasure.reason, of_the_house=erasure.of_the_house)


def ensure_may_go(customer: Customer, by: Member) -> None:
    cases = ensure_sees_all(customer, by)
    if cases.open().exists():
        raise WrongState(
            _("A case of this customer is open. Close it first; the customer has to be reached.")
        )
    if kept := held_among(cases.values_list("pk", flat=True)):
        numbers = _(", ").join(one.number for one in cases.filter(pk__in=kept).order_by("pk")[:5])
        raise WrongState(
            _(
                "Under legal hold: %(numbers)s. Nothing of it may be made anonymous until legal lifts the hold."
            )
            % {"numbers": numbers}
        )


def ensure_still_the_same(erasure: Erasure) -> None:
    """What the second person confirms is what was planned: records merged or parted since make it another person."""
    ids = whole_person(erasure.customer)
    since = Q(at__gt=erasure.asked_at) | Q(undone_at__gt=erasure.asked_at)
    if Merge.objects.filter(since, Q(merged__in=ids) | Q(kept__in=ids)).exists():
        raise WrongState(_("Records were merged or parted since this was asked. Turn it down and ask anew."))


def ensure_among(of_the_house: Sequence[int], customer: Customer) -> None:
    """Only entries that hold a name of the person may be chosen; this is no way to take anything else out of the trail."""
    if of_the_house and not set(of_the_house) <= {one.n for one in bare_names(customer)}:
        raise Invalid(_("Choose only from the entries listed."), field="house")


def bare_names(customer: Customer) -> list[AuditEntry]:
    """The entries of the house's chain that hold a name of the person and nothing surer: people say whose it is."""
    stay = in_house_chain(names_of(whole_person(customer))).stay
    return list(AuditEntry.objects.filter(chain=HOUSE, n__in=stay).order_by("-n"))


def staying(customer: Customer, theirs: Sequence[int] = ()) -> dict[str, int]:
    """What a dry run has to say beside its counts: what is not touched, so that somebody can decide on it."""
    ids = whole_person(customer)
    files = Attachment.objects.there().filter(case__customer__in=ids).select_related("case")
    house = in_house_chain(names_of(ids), theirs)
    found = {"files": sum(under_hold(one.case) for one in files), "house": len(house.stay)}
    return {name: number for name, number in found.items() if number}


def erase(customer: Customer, *, by: Member, reason: str, of_the_house: Sequence[int] = ()) -> dict[str, int]:
    """All of it; the bytes of files go when it is committed, so never in a dry run."""
    ids = whole_person(customer)
    names = names_of(ids)
    called = Customer.objects.filter(pk__in=ids).values_list("name", flat=True)
    work = Work(ids, names, pattern_for(names, called), of_the_house)
    reason = masked(reason, work.pattern)
    bought = bought_in(ids)
    for table in tables():
        if table.name not in BY_THEMSELVES and (columns := (*table.words, *table.emptied)):
            rows = [row for row in table.rows(ids) if changed(row, table.words, table.emptied, work.pattern)]
            work.count(table.name, len(rows))
            table.model._default_manager.bulk_update(rows, columns, batch_size=200)
    readings(work)
    files(work)
    numbers(work, bought)
    trail(work, by=by, reason=reason)
    findable(work)
    drop(list(Export.objects.filter(customer__in=ids, state=ExportState.READY).values_list("pk", flat=True)))
    record(chain=customer.chain, action="person.anonymised", by=by, data={"rows": work.counts}, reason=reason)
    return work.counts


def names_of(ids: list[int]) -> set[str]:
    """What the person is known by, and whatever the engine finds in the words about them that names somebody."""
    names: set[str] = set()
    for one in Customer.objects.filter(pk__in=ids):
        names |= {one.name, one.phone, one.phone_digits, one.email, one.reference or ""}
    for identity in Identity.objects.filter(customer__in=ids):
        names |= {identity.value, identity.key}
    names |= set(Order.objects.filter(customer__in=ids).values_list("number", flat=True))
    names |= set(Contract.objects.filter(customer__in=ids).values_list("number", flat=True))
    names |= set(Case.objects.filter(customer__in=ids).values_list("order_number", flat=True))
    for table in tables():
        for row in table.rows(ids):
            for text in (getattr(row, name) for name in table.words):
                if isinstance(text, str) and text:
                    names |= named_in(text, preview(text)["facts"])
    return names


def changed(
    row: Model, words: tuple[str, ...], emptied: tuple[str, ...], pattern: re.Pattern[str] | None
) -> bool:
    """Covers the names in one row; whether anything was there."""
    before = {name: getattr(row, name) for name in (*words, *emptied)}
    for name in words:
        setattr(row, name, masked(before[name], pattern))
    for name in emptied:
        setattr(row, name, "")
    return any(getattr(row, name) != value for name, value in before.items())


def readings(work: Work) -> None:
    """What was read keeps its labels and its places; values that name somebody, and opinions' quotations, go."""
    of_messages = Message.objects.filter(case__customer__in=work.ids).values("reading")
    of_cases = Case.objects.filter(customer__in=work.ids).values("reading")
    for reading in Reading.objects.filter(Q(pk__in=of_messages) | Q(pk__in=of_cases)).select_related(
        "opinion"
    ):
        data = masked(reading.data, work.pattern)
        for fact in data.get("facts") or []:
            if fact["kind"] in NAMING and isinstance(fact.get("value"), str):
                fact["value"] = MARK * len(fact["value"])
        if data != reading.data:
            reading.data = data
            reading.save(update_fields=["data"])
            work.count("readings.Reading", 1)
        if reading.opinion is not None and reading.opinion.evidence:
            reading.opinion.evidence = {}
            reading.opinion.save(update_fields=["evidence"])
        for correction in Correction.objects.filter(reading=reading):
            if changed(correction, ("was", "now", "reason"), (), work.pattern):
                correction.save(update_fields=["was", "now", "reason"])
                work.count("readings.Correction", 1)


def under_hold(case: Case) -> bool:
    """Files of what lies with a court, the police or lawyers are evidence and stay; so do those on which legal has not
    decided yet, though a lawyer or an authority was named."""
    return case.outcome in {Outcome.EXT, Outcome.CRM} or held(case) or bool(hold_proposed(case))


def files(work: Work) -> None:
    rows = Attachment.objects.filter(case__customer__in=work.ids).select_related("case")
    gone = [row for row in rows if not under_hold(row.case)]
    Attachment.objects.filter(pk__in=[row.pk for row in gone]).delete()
    work.count("cases.Attachment", len(gone))
    for sha256 in {row.sha256 for row in gone}:
        if not Attachment.objects.there().filter(sha256=sha256).exists():
            transaction.on_commit(partial(remove, sha256))
            transaction.on_commit(partial(previews.forget, sha256))


def bought_in(ids: list[int]) -> dict[int, list[int]]:
    """Each order of the person, and the cases that are about it: figures join them, under whatever number."""
    cases = dict(
        Case.objects.filter(customer__in=ids).exclude(order_number="").values_list("pk", "order_number")
    )
    orders = Order.objects.filter(customer__in=ids).values_list("pk", "number")
    return {order: [case for case, known in cases.items() if known == number] for order, number in orders}


def numbers(work: Work, bought: dict[int, list[int]]) -> None:
    """The records themselves, and the numbers by which other systems know the person."""
    for order, cases in bought.items():
        Order.objects.filter(pk=order).update(number=f"{MARK}{order}")
        Case.objects.filter(pk__in=cases).update(order_number=f"{MARK}{order}")
    for contract in Contract.objects.filter(customer__in=work.ids):
        Contract.objects.filter(pk=contract.pk).update(number=f"{MARK}{contract.pk}")
    work.count("customers.Identity", Identity.objects.filter(customer__in=work.ids).count())
    Identity.objects.filter(customer__in=work.ids).delete()
    PossibleMatch.objects.filter(Q(first__in=work.ids) | Q(second__in=work.ids)).delete()
    blank: dict[str, Any] = {"name": "", "phone": "", "phone_digits": "", "email": "", "reference": None}
    work.count("customers.Customer", Customer.objects.filter(pk__in=work.ids).update(**blank))
    for case in Case.objects.filter(customer__in=work.ids):
        Case.objects.filter(pk=case.pk).update(token=new_token())


def trail(work: Work, *, by: Member, reason: str) -> None:
    """Words of the trail that name the person are taken out; who did what and when stays, and the chains hold."""
    for said in said_of(work.ids, work.names, work.pattern, work.of_the_house):
        if redact(chain=said.chain, entries=said.go, by=by, reason=reason):
            work.count("audit.AuditEntry", len(said.go))


def findable(work: Work) -> None:
    """Nothing of the person is found any more; the cases are found by what is left of their words."""
    cases = list(Case.objects.filter(customer__in=work.ids).select_related("customer"))
    bodies = earliest_bodies([case.pk for case in cases])
    search.put_many(SEARCH_KIND, ((case.pk, search_text(case, bodies[case.pk])) for case in cases))
    for customer_id in work.ids:
        search.remove(CUSTOMERS, customer_id)
