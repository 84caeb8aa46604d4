"""The hub of making good: what waits for whoever looks, and the doors to all that belongs to it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import may_work, visible_to
from amends.casework.cases.queries.approvals import deciders, waiting_approvals
from amends.doors.desk.queries.giving_sheet import ICONS, TONES, named
from amends.doors.desk.queries.payment_pages import tabs as payment_views
from amends.doors.desk.queries.shipment_pages import views as shipment_views
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotFound
from amends.foundation.organisation.choices import Power, Role
from amends.foundation.organisation.models import Member
from amends.oversight.insights.queries import may_see_effect
from amends.practice.remedies.budget.permissions import may_see_budgets
from amends.practice.remedies.choices import GrantKind, GrantState
from amends.practice.remedies.gifts.models import StockLevel
from amends.practice.remedies.gifts.permissions import may_see_catalogue, may_see_stock
from amends.practice.remedies.models import Grant
from amends.practice.remedies.payments.permissions import may_pay, may_redeem
from amends.practice.remedies.queries.grants import facts_of_grant, under_way_where
from amends.practice.remedies.rules.gate import judge_giving

SHOWN = 40


def may_see_giving(member: Member) -> bool:
    return member.is_active and (may_work(member) or member.role in {Role.WAREHOUSE, Role.FINANCE})


def giving_page(member: Member) -> dict[str, Any]:
    return {
        "title": _("Making good"),
        "waits": waits_for(member),
        "rows": rows_for(member),
        "doors": doors(member),
    }


def waits_for(member: Member) -> list[dict[str, Any]]:
    """What waits for this member, each pile with its number and its way; piles that are empty are left out."""
    found = [*decisions(member), *parcels(member), *stock(member), *refunds(member)]
    return [one for one in found if one["count"]]


def pile(label: str, icon: str, url: str, count: int, tone: str = "") -> dict[str, Any]:
    return {"label": label, "icon": icon, "url": url, "count": count, "tone": tone}


def decisions(member: Member) -> list[dict[str, Any]]:
    if not may_work(member):
        return []
    asked = deciders([one for one in waiting_approvals(member) if one.power == Power.GRANT], member)
    return [
        pile(_("To decide: something to be given"), "ok", reverse("desk:approvals"), len(asked), "orange")
    ]


def parcels(member: Member) -> list[dict[str, Any]]:
    if member.role not in {Role.WAREHOUSE, Role.MANAGER}:
        return []
    views = shipment_views(member, clock.today(), "")
    wanted = {"pack": "orange", "packed": "", "failed": "red", "late": "red", "asked": ""}
    return [
        pile(one["label"], one["icon"], one["url"], int(one["count"] or 0), wanted[one["key"]])
        for one in views
        if one["key"] in wanted
    ]


def stock(member: Member) -> list[dict[str, Any]]:
    if not may_see_stock(member):
        return []
    low = StockLevel.objects.filter(low_since__isnull=False, gift__retired_at=None).count()
    return [pile(_("Running low"), "warning", reverse("desk:stock"), low, "orange")]


def refunds(member: Member) -> list[dict[str, Any]]:
    if not may_pay(member):
        return []
    tones = {"second": "orange", "export": "orange", "failed": "red", "sent": ""}
    found = []
    for one in payment_views(""):
        key = one["url"].rpartition("=")[2]
        if key in tones:
            found.append(pile(one["label"], one["icon"], one["url"], one["count"], tones[key]))
    return found


def rows_for(member: Member) -> list[dict[str, Any]]:
    """What is granted and not with the customer yet, in the cases that this member works on."""
    if not may_work(member):
        return []
    today = clock.today()
    found = []
    for grant in under_way_where(visible_to(member))[:SHOWN]:
        held = (
            grant.state == GrantState.RESERVED
            and not judge_giving(facts_of_grant(grant), opened=grant.gate_opened_at is not None).is_open
        )
        found.append(
            {
                "grant": grant,
                "name": named(grant),
                "icon": ICONS[GrantKind(grant.kind)],
                "tone": TONES[GrantState(grant.state)],
                "number": grant.case.number,
                "url": reverse("desk:case_giving", args=[grant.case.number]) + f"#grant-{grant.pk}",
                "late": grant.state == GrantState.RESERVED and grant.due_on < today,
                "gate": _("Waits at the gate") if held else "",
                "trouble": _("Stands still") if grant.trouble else "",
            }
        )
    return found


# Name of the page, its label, what is there, its picture.
DOORS: tuple[tuple[str, Promise, Promise, str], ...] = (
    (
        "budgets",
        gettext_lazy("Budgets"),
        gettext_lazy("What is left, how fast it goes, the journal"),
        "reports",
    ),
    (
        "remedy_policy",
        gettext_lazy("The policy"),
        gettext_lazy("From which share to which, and why"),
        "layers",
    ),
    ("gifts", gettext_lazy("Gifts"), gettext_lazy("What may be given, for which occasion"), "gift"),
    ("stock", gettext_lazy("Stock"), gettext_lazy("What lies where, what comes, what is counted"), "archive"),
    ("suppliers", gettext_lazy("Suppliers"), gettext_lazy("Who brings gifts, and what is ordered"), "truck"),
    ("shipments", gettext_lazy("Gifts on their way"), gettext_lazy("Pack, send, arrived, back"), "package"),
    ("payments", gettext_lazy("Refunds"), gettext_lazy("Confirm, hand over, what the bank says"), "reply"),
    ("vouchers", gettext_lazy("Vouchers"), gettext_lazy("Look one up, redeem it"), "receipt"),
    (
        "reward_points",
        pgettext_lazy("remedy", "Points"),
        gettext_lazy("What a customer has, and use it"),
        "star",
    ),
    (
        "effect",
        gettext_lazy("What giving did"),
        gettext_lazy("Who was content, bought or complained again"),
        "trend",
    ),
)


def doors(member: Member) -> list[dict[str, Any]]:
    """Every page of making good that this member may open."""
    works, redeems, stocks = may_work(member), may_redeem(member), may_see_stock(member)
    may = {
        "budgets": may_see_budgets(member),
        "remedy_policy": works,
        "gifts": may_see_catalogue(member),
        "stock": stocks,
        "suppliers": stocks,
        "shipments": works or member.role == Role.WAREHOUSE,
        "payments": may_pay(member),
        "vouchers": redeems,
        "reward_points": redeems,
        "effect": may_see_effect(member),
    }
    return [
        {"url": reverse(f"desk:{name}"), "label": label, "text": text, "icon": icon}
        for name, label, text, icon in DOORS
        if may[name]
    ]


def grant_with_card(number: str, grant_id: int, member: Member) -> Grant:
    """For whoever sees the case: what a card says is between the house and its customer, not for who packs it."""
    seen = Case.objects.filter(visible_to(member))
    grant = (
        Grant.objects.select_related("case__customer", "card", "gift")
        .filter(pk=grant_id, case__in=seen)
        .first()
    )
    if grant is None or grant.case.number != number or not hasattr(grant, "card"):
        raise NotFound(_("There is no such card."))
    return grant
