"""What a case has to do with others: merged, linked, parents and children, and which may be the same matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from amends.casework.cases.choices import MessageKind
from amends.casework.cases.models import Attachment, Case, CaseLink, CaseMerge, Message, Note
from amends.casework.cases.permissions import visible_to
from amends.casework.cases.queries.files import SEARCH_KIND
from amends.casework.cases.rules.likeness import Likeness, Traits, likeness
from amends.foundation.kernel import search
from amends.foundation.organisation.models import Member

LOOKED_AT, SHOWN, CHILDREN_SHOWN = 40, 6, 200
LOOKED_BACK = timedelta(days=60)


def merged_into(case: Case, member: Member) -> list[Case]:
    """The cases that point here, as far as this member may see them."""
    if not case.merged_here:
        return []
    rows = Case.objects.filter(visible_to(member), merged_into=case).select_related("customer", "reading")
    return list(rows.order_by("pk"))


def main_of(case: Case, member: Member) -> Case | None:
    """The case that this one points to, if this member may see it."""
    if case.merged_into_id is None:
        return None
    return Case.objects.filter(visible_to(member), pk=case.merged_into_id).first()


def own_main_of(case: Case) -> Case | None:
    """The same for the customer: only while both are complaints of one and the same person."""
    if case.merged_into_id is None:
        return None
    main = Case.objects.select_related("customer").get(pk=case.merged_into_id)
    return main if main.customer.root_id == case.customer.root_id else None


def own_merged_into(case: Case) -> list[Case]:
    """The other complaints of the same person that are read in this one."""
    if not case.merged_here:
        return []
    rows = Case.objects.filter(merged_into=case).select_related("customer").order_by("pk")
    return [one for one in rows if one.customer.root_id == case.customer.root_id]


def talk_of(cases: Sequence[Case]) -> tuple[list[Message], list[Note]]:
    """What was said in these cases, each row with its own case."""
    by_id = {case.pk: case for case in cases}
    files = Prefetch("attachments", queryset=Attachment.objects.order_by("pk"))
    messages = list(
        Message.objects.filter(case__in=by_id)
        .select_related("author", "reading")
        .prefetch_related(files)
        .order_by("sent_at", "pk")
    )
    notes = list(Note.objects.filter(case__in=by_id).select_related("author").order_by("written_at", "pk"))
    for message in messages:
        message.case = by_id[message.case_id]
    for note in notes:
        note.case = by_id[note.case_id]
    return messages, notes


def merges_of(case: Case, member: Member) -> list[CaseMerge]:
    """All merges of a case, standing and undone, the latest first; only those of which both sides may be seen."""
    seen = Case.objects.filter(visible_to(member)).order_by().values("pk")
    rows = CaseMerge.objects.filter(Q(case=case) | Q(main=case), case__in=seen, main__in=seen)
    return list(rows.select_related("case", "main", "made_by", "undone_by").order_by("-pk"))


def links_of(case: Case, member: Member) -> list[CaseLink]:
    """What it is linked to, both ways, as far as the other side may be seen."""
    seen = Case.objects.filter(visible_to(member)).order_by().values("pk")
    rows = CaseLink.objects.filter(Q(case=case) | Q(other=case), ended_at=None, case__in=seen, other__in=seen)
    return list(
        rows.select_related(
            "case__customer", "case__owner", "other__customer", "other__owner", "by"
        ).order_by("pk")[:CHILDREN_SHOWN]
    )


@dataclass(frozen=True)
class Proposal:
    """A case that may be about the same matter, and what speaks for it."""

    case: Case
    likeness: Likeness


def possibly_the_same(case: Case, member: Member) -> list[Proposal]:
    """Visible cases that may be the same matter, the likeliest first. Only looked for on the sheet of a case."""
    known = _known_with(case)
    candidates = list(_candidates(case, member).exclude(pk__in=known)[:LOOKED_AT])
    words = dict(
        Message.objects.filter(
            case__in=[case.pk, *(one.pk for one in candidates)], kind=MessageKind.COMPLAINT
        ).values_list("case", "body")
    )
    own = _traits(case, words)
    found = [
        Proposal(one, likely)
        for one in candidates
        if (likely := likeness(own, _traits(one, words))) is not None
    ]
    return sorted(found, key=lambda row: (-row.likeness.strength, -row.case.pk))[:SHOWN]


def _candidates(case: Case, member: Member) -> QuerySet[Case]:
    """Of the same person, with the same order number, or about the same of late: each by an index of its own."""
    ids: set[int] = set()
    others = Case.objects.filter(visible_to(member), merged_into=None).exclude(pk=case.pk).order_by("-pk")
    ids |= set(others.of_root(case.customer.root_id).values_list("pk", flat=True)[:LOOKED_AT])
    if case.order_number.strip():
        named = search.matching(SEARCH_KIND, case.order_number, newest_first=True)
        same = others.filter(pk__in=named, order_number__iexact=case.order_number.strip())
        ids |= set(same.values_list("pk", flat=True)[:LOOKED_AT])
    if case.category:
        near = (case.received_at - LOOKED_BACK, case.received_at + LOOKED_BACK)
        alike = others.filter(category=case.category, received_at__range=near)
        ids |= set(alike.values_list("pk", flat=True)[:LOOKED_AT])
    newest = sorted(ids, reverse=True)[: 2 * LOOKED_AT]
    return Case.objects.filter(pk__in=newest).select_related("customer", "owner").order_by("-pk")


def _known_with(case: Case) -> Iterable[int]:
    """Those that it is linked to already."""
    rows = CaseLink.objects.filter(Q(case=case) | Q(other=case), ended_at=None)
    return {pk for pair in rows.values_list("case", "other") for pk in pair}


def _traits(case: Case, words: dict[Any, str]) -> Traits:
    return Traits(
        person=case.customer.root_id,
        order_number=case.order_number,
        category=case.category,
        received_at=case.received_at,
        words=words.get(case.pk, case.summary),
    )
