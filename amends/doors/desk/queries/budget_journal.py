"""The lines of a budget's journal as they are read: what happened, and for what."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from amends.casework.cases.queries import visible_cases
from amends.foundation.organisation.models import Member
from amends.practice.remedies.budget.models import Entry
from amends.practice.remedies.choices import GrantKind
from amends.practice.remedies.models import Grant
from amends.practice.remedies.payments.models import Instruction, Voucher
from amends.practice.remedies.payments.permissions import may_pay


@dataclass(frozen=True)
class Purpose:
    """What a line is for, in words, with the number of its case and where to read on; each empty where it is not to be known."""

    words: str
    case: str = ""
    url: str = ""


def journal_rows(entries: Sequence[Entry], member: Member) -> list[dict[str, Any]]:
    """A few questions for all lines: the grants they name, and how much of them this member may know."""
    named = dict(filter(None, (grant_in(one.reference) for one in entries)))
    purposes = purposes_of(set(named.values()), member)
    return [
        {**entry_row(one), "purpose": purposes.get(named.get(one.reference, 0)) or Purpose(one.reference)}
        for one in entries
    ]


def purposes_of(grants: Collection[int], member: Member) -> dict[int, Purpose]:
    """What each grant is, its case, and the page of the case, or for whoever pays that of the refund or the voucher."""
    found = list(Grant.objects.filter(pk__in=grants).select_related("gift", "case"))
    cases = visible_cases(member).filter(pk__in={one.case_id for one in found})
    seen = set(cases.order_by().values_list("pk", flat=True))
    papers = papers_of(found) if may_pay(member) else {}
    return {one.pk: purpose(one, one.case_id in seen, papers, may_pay(member)) for one in found}


def purpose(grant: Grant, is_seen: bool, papers: Mapping[str, str], pays: bool) -> Purpose:
    words = " · ".join(filter(None, (str(GrantKind(grant.kind).label), str(grant.gift or ""))))
    number = grant.case.number if is_seen or pays else ""
    if is_seen:
        return Purpose(words, number, f"{reverse('desk:case_giving', args=[number])}#grant-{grant.pk}")
    return Purpose(words, number, papers.get(grant.reference, ""))


def papers_of(grants: Sequence[Grant]) -> dict[str, str]:
    """The page of the refund or of the voucher that each of these grants became."""
    names = {one.reference for one in grants if one.kind in (GrantKind.REFUND, GrantKind.VOUCHER)}
    kinds = ((Instruction, "desk:refund"), (Voucher, "desk:voucher"))
    return {
        reference: reverse(page, args=[pk])
        for model, page in kinds
        for reference, pk in model.objects.filter(reference__in=names).values_list("reference", "pk")
    }


def grant_in(reference: str) -> tuple[str, int] | None:
    """The grant that is named by "grant:123" or, at a further try, by "grant:123:2"."""
    kind, _colon, rest = reference.partition(":")
    number = rest.partition(":")[0]
    return (reference, int(number)) if kind == "grant" and number.isascii() and number.isdigit() else None


def entry_row(entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry,
        "what": entry.get_kind_display(),
        "by_law": entry.hold is not None and entry.hold.by_law,
        "amount": entry.budget.money(entry.amount),
        "other": str(entry.other.department) if entry.other else "",
    }
