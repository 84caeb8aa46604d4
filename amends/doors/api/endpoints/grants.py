"""What is given in a case: listed, granted, carried out and cancelled, by the same actions as on the desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router

from amends.doors.api.access import member_of
from amends.doors.api.endpoints.cases import the_case
from amends.doors.api.endpoints.complaints import Key
from amends.doors.api.endpoints.doing import Row, changes, doing, reads, there
from amends.doors.api.endpoints.pages import page_of
from amends.doors.api.schemas.grants import CarryEntry, GrantEntry, GrantOut, GrantPage
from amends.doors.api.schemas.under_way import Made
from amends.doors.api.schemas.under_way_entries import Paging, ReasonEntry
from amends.doors.api.under_way import person
from amends.foundation.kernel.errors import Invalid
from amends.foundation.organisation.models import Member
from amends.practice.remedies import actions
from amends.practice.remedies.actions import Carrying, Wish
from amends.practice.remedies.gifts.models import Gift
from amends.practice.remedies.models import Grant
from amends.practice.remedies.queries.grants import apologised_in, facts_of_grant
from amends.practice.remedies.rules.gate import judge_giving

router = Router(tags=["grants"])
FIELDS = (
    *("id", "kind", "basis", "entitlement", "amount", "currency", "points", "quantity", "state", "timing"),
    *("due_on", "reason", "outside_reason", "verdict", "range_low", "range_high", "trouble", "thanks"),
    *("granted_at", "carried_out_at", "ended_at", "ended_because"),
)


def grant_out(grant: Grant, *, apologised: bool) -> dict[str, Any]:
    gate = judge_giving(facts_of_grant(grant, apologised=apologised), opened=grant.gate_opened_at is not None)
    return {
        **{name: getattr(grant, name) for name in FIELDS},
        "gift": grant.gift.code if grant.gift else "",
        "gate": [{"name": one.name, "why": one.why, "holds": one.holds} for one in gate.mistakes],
        "gate_open": gate.is_open,
        "granted_by": person(grant.granted_by),
    }


@reads(router, "/{number}/grants", "case-grants", "List what is given in a case", GrantPage)
def grants(request: HttpRequest, number: str, filters: Query[Paging]) -> dict[str, Any]:
    """The newest first, each with what the gate says of it now."""
    case = the_case(number, member_of(request))
    page = page_of(request, Grant.objects.filter(case=case).shown().select_related("case__customer"), filters)
    sorry = apologised_in(case)
    return {"items": [grant_out(one, apologised=sorry) for one in page.items], "next": page.next}


@changes(router, "/{number}/grants", "grant-remedy", "Grant something", Made, 201)
def grant(request: HttpRequest, number: str, entry: GrantEntry, key: Key = None) -> dict[str, Any]:
    """Authority, range, budget and stock are looked at in one act: it is granted, or nothing has happened."""
    member = member_of(request)
    case = the_case(number, member)

    def act() -> int:
        words = entry.model_dump(exclude={"gift", "option", "version"})
        wish = Wish(**words, gift_id=gift_named(entry.gift), option_id=entry.option)
        return actions.grant_remedy(case_id=case.pk, wish=wish, version=entry.version, by=member).pk

    made = doing(request, key, act)
    return {"id": made, "case": case.number, "url": reverse("api:case-grants", args=[case.number])}


def gift_named(code: str) -> int | None:
    if not code:
        return None
    found = Gift.objects.in_use().filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise Invalid(_("There is no gift %(code)s.") % {"code": code[:40]}, field="gift")
    return found


def the_grant(number: str, grant_id: int, member: Member) -> Grant:
    case = the_case(number, member)
    return there(Grant.objects.filter(case=case), grant_id, _("This case has no such grant."))


def shown(grant_id: int) -> dict[str, Any]:
    grant = Grant.objects.shown().select_related("case__customer").get(pk=grant_id)
    return grant_out(grant, apologised=apologised_in(grant.case))


@changes(router, "/{number}/grants/{id}/carry-out", "grant-carry-out", "Send it on its way", GrantOut)
def carry_out(request: HttpRequest, number: str, id: Row, entry: CarryEntry) -> dict[str, Any]:
    """Refused with `gate` while a gesture has to wait; sent already, nothing changes."""
    member = member_of(request)
    found = the_grant(number, id, member)
    actions.carry_out_grant(grant_id=found.pk, carrying=Carrying(**entry.model_dump()), by=member)
    return shown(found.pk)


@changes(router, "/{number}/grants/{id}/cancel", "grant-cancel", "It is not given after all", GrantOut)
def cancel(request: HttpRequest, number: str, id: Row, entry: ReasonEntry) -> dict[str, Any]:
    """Money and gift are free again; cancelled already, nothing changes."""
    member = member_of(request)
    found = the_grant(number, id, member)
    actions.cancel_grant(grant_id=found.pk, reason=entry.reason, by=member)
    return shown(found.pk)
