"""The sheet of what a case has to do with others: merged, under one, linked, taken out, and perhaps the same."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from amends.casework.cases.actions.relating import BY_HAND
from amends.casework.cases.choices import Direction, LinkKind
from amends.casework.cases.models import Case, CaseLink, new_token
from amends.casework.cases.permissions import handles
from amends.casework.cases.queries.related import Proposal, links_of, main_of, merges_of, possibly_the_same
from amends.casework.cases.rules.likeness import Signal
from amends.doors.desk.queries.listing import case_url, row_of
from amends.doors.desk.queries.sheets import sheet
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member


def related_sheet(
    case: Case, member: Member, data: QueryDict | None = None, *, wrong: str = ""
) -> dict[str, Any]:
    links = links_of(case, member)
    merges = merges_of(case, member)
    children = [one for one in links if one.kind == LinkKind.CHILD and one.other_id == case.pk]
    main = main_of(case, member)
    return {
        **sheet(case, "case_related"),
        "handles": handles(member, case),
        "main": main,
        "merge": next((one for one in merges if one.case_id == case.pk and not one.undone_at), None),
        "merged_here": [one for one in merges if one.main_id == case.pk and not one.undone_at],
        "undone": [one for one in merges if one.undone_at],
        "children": [child_row(one) for one in children],
        "children_open": sum(one.case.is_open for one in children),
        "links": [link_row(one, case) for one in links if one not in children],
        "proposals": [proposal_row(one) for one in possibly_the_same(case, member)] if not main else [],
        "kinds": [(kind.value, kind.label) for kind in BY_HAND],
        "points": list(case.grievances.all()),
        "letters": list(
            case.messages.filter(direction=Direction.IN)
            .order_by("sent_at", "pk")
            .only("body", "sent_at", "case")
        )[1:],
        "key": new_token(),
        "entered": data or {},
        "entered_at": data.get("form", "") if data else "",
        "chosen": set(data.getlist("points") + data.getlist("messages")) if data else set(),
        "wrong": wrong,
    }


def child_row(link: CaseLink) -> dict[str, Any]:
    return {
        "link": link,
        "case": link.case,
        "row": row_of(link.case, clock.now()),
        "url": case_url(link.case.number),
    }


def link_row(link: CaseLink, here: Case) -> dict[str, Any]:
    """Said from where one stands: what this case is to the other one, or that one to this."""
    outgoing = link.case_id == here.pk
    other = link.other if outgoing else link.case
    return {
        "link": link,
        "case": other,
        "url": case_url(other.number),
        "words": said(LinkKind(link.kind), outgoing=outgoing),
    }


def said(kind: LinkKind, *, outgoing: bool) -> str:
    backwards = {
        LinkKind.DUPLICATE: _("Repeated by"),
        LinkKind.FOLLOW_UP: _("Followed up by"),
        LinkKind.SPLIT: _("Taken out of this case"),
        LinkKind.CHILD: _("Stands above"),
    }
    return str(kind.label) if outgoing else backwards.get(kind, str(kind.label))


def proposal_row(one: Proposal) -> dict[str, Any]:
    names = {
        Signal.SAME_ORDER: _("same order number"),
        Signal.SAME_CUSTOMER: _("same customer within two weeks"),
        Signal.NEAR_TEXT: _("%(share)d %% of the words agree") % {"share": one.likeness.text},
        Signal.SAME_CATEGORY: _("about the same"),
    }
    return {
        "case": one.case,
        "url": case_url(one.case.number),
        "strength": one.likeness.strength,
        "signals": [{"words": names[signal], "share": share} for signal, share in one.likeness.signals],
    }
