"""What is given in a case: what is fair, what is granted and how far it is, the gate, the card, and the form."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from amends.casework.cases.choices import ApprovalState
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import handles
from amends.casework.cases.queries.parties import addressee_of
from amends.casework.customers.queries import order_by_number
from amends.doors.desk.queries.advice_sheet import advice_blocks
from amends.doors.desk.queries.gift_words import reason_words
from amends.doors.desk.queries.giving_words import mistake_words, part_names, remark_line, timing_words
from amends.doors.desk.queries.next_part import with_parts
from amends.doors.desk.queries.sheets import sheet
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.budget.queries import left_for
from amends.practice.remedies.cards import begun_card, remarks_on_card
from amends.practice.remedies.choices import (
    BY_HAND,
    GrantBasis,
    GrantKind,
    GrantState,
    GrantTiming,
    Verdict,
)
from amends.practice.remedies.gifts.models import Gift, Shipment
from amends.practice.remedies.gifts.queries.suggesting import suggest
from amends.practice.remedies.gifts.rules.shipping import ways_of
from amends.practice.remedies.models import AskedGrant, Grant
from amends.practice.remedies.payments.models import Instruction, Voucher
from amends.practice.remedies.permissions import authority_of, may_open_gate
from amends.practice.remedies.queries import currency_of, range_of
from amends.practice.remedies.queries.grants import (
    apologised_in,
    chosen_option,
    facts_of_grant,
    gate_facts,
    given_so_far,
    granted_alone,
    grants_of,
    left_of_option,
)
from amends.practice.remedies.rules.cards import FIELDS, Card
from amends.practice.remedies.rules.gate import Facts, judge_giving, timings

ICONS = {
    GrantKind.REFUND: "reply",
    GrantKind.REDUCTION: "receipt",
    GrantKind.WAIVER: "receipt",
    GrantKind.VOUCHER: "receipt",
    GrantKind.POINTS: "star",
    GrantKind.GIFT: "gift",
    GrantKind.UPGRADE: "spark",
}
TONES = {
    GrantState.RESERVED: "blue",
    GrantState.COMMITTED: "orange",
    GrantState.SETTLED: "green",
    GrantState.CANCELLED: "grey",
    GrantState.RETURNED: "grey",
}
VERDICT_TONES = {Verdict.UNDER: "orange", Verdict.WITHIN: "green", Verdict.OVER: "orange"}
VOUCHERS_LAST = timedelta(days=365)
SUGGESTED = 4


def giving_sheet(
    case: Case, member: Member, entered: QueryDict | None = None, *, wrong: str = ""
) -> dict[str, Any]:
    data = entered if entered is not None else QueryDict()
    grants = grants_of(case)
    blocks = advice_blocks(case, member)
    works = handles(member, case) and case.merged_into_id is None
    sorry = apologised_in(case)
    facts = gate_facts(case, apologised=sorry)
    currency = currency_of(case)
    form = first_values(case, member, data)
    suggestions = suggested(case, member, currency, form)
    return {
        **sheet(case, "case_giving"),
        "title": _("Making good"),
        "fair": blocks["fair"],
        "like": blocks["like"],
        "remarks": blocks["remarks"],
        "entitled": [one for one in blocks["due"] if not one["is_off"]],
        "due": [one for one in blocks["due"] if one["tone"] == "orange"],
        "to_find_out": sum(1 for one in blocks["due"] if one["tone"] == "blue"),
        "given": given_so_far(case, currency),
        "left": left_for(case.department, currency, clock.today()),
        "authority": Money(authority_of(member, case, currency), currency),
        "used_authority": Money(granted_alone(case, member, currency), currency),
        "gate": gate_block(facts),
        "chosen": chosen_block(case),
        "rows": with_parts(
            rows_of(grants, case, member, sorry, data),
            gate_block(facts),
            suggestions,
            data if wrong else None,
        ),
        "works": works,
        "form": form,
        **choices_for(case, currency, facts),
        "suggestions": suggestions,
        "other_gift": other_gift(form, suggestions),
        "catalogue": Gift.objects.in_use().order_by("name"),
        "entered": data,
        "entered_at": data.get("form", ""),
        "wrong": wrong,
        "asks": data.get("form", "").startswith(("grant", "next-")) and bool(wrong),
        "approvals": waiting_here(case, member),
    }


def choices_for(case: Case, currency: str, facts: Facts) -> dict[str, Any]:
    """What the form offers."""
    today = clock.today()
    moments = timings(
        facts,
        today=today,
        severity=case.severity,
        tier=case.customer.tier,
        was_angry=case.emotion == "anger",
    )
    return {
        "kinds": [(one.value, one.label, ICONS[one]) for one in GrantKind],
        "bases": GrantBasis.choices,
        "timings": [timing_words(one) for one in moments],
        "currency": currency,
        "voucher_until": (today + VOUCHERS_LAST).isoformat(),
        "today": today.isoformat(),
        "part_names": part_names(),
    }


def first_values(case: Case, member: Member, data: QueryDict) -> dict[str, Any]:
    """What stands in the form: what was typed, else what an approval was granted for, else a start."""
    start: dict[str, Any] = {
        "kind": GrantKind.GIFT,
        "basis": GrantBasis.GOODWILL,
        "timing": GrantTiming.NOW,
        "quantity": "1",
        "currency": currency_of(case),
        "key": secrets.token_urlsafe(12),
    }
    if data.get("form", "").startswith(("grant", "next-")):
        return {**start, **data.dict()}
    asked = AskedGrant.objects.filter(
        approval__case=case, approval__asked_by=member, approval__state=ApprovalState.GRANTED
    )
    chosen = (
        asked.filter(approval=int(number)).first()
        if (number := str(data.get("approval", ""))).isdigit()
        else None
    )
    kept: Mapping[str, Any] = chosen.entered if chosen else {}
    given = {
        name: data[name]
        for name in ("kind", "basis", "gift", "amount", "option", "timing", "due_on")
        if data.get(name)
    }
    return {**start, **kept, **given}


def waiting_here(case: Case, member: Member) -> list[dict[str, Any]]:
    """What this member asked an approval for: granted and not used yet, or still waiting."""
    rows = AskedGrant.objects.filter(
        approval__case=case,
        approval__asked_by=member,
        approval__state__in=(ApprovalState.GRANTED, ApprovalState.ASKED),
    ).select_related("approval", "gift")
    return [
        {
            "asked": one,
            "granted": one.approval.state == ApprovalState.GRANTED,
            "what": str(one.gift or one.get_kind_display()),
            "url": f"{reverse('desk:case_giving', args=[case.number])}?approval={one.approval_id}#grant",
        }
        for one in rows.order_by("-approval")
    ]


def gate_block(facts: Facts, *, opened: bool = False) -> dict[str, Any]:
    gate = judge_giving(facts, opened=opened)
    return {
        "is_open": gate.is_open,
        "opened": gate.opened,
        "holding": [mistake_words(one) for one in gate.holding],
        "warnings": [mistake_words(one) for one in gate.warnings],
    }


def chosen_block(case: Case) -> dict[str, Any] | None:
    """What the customer chose and what of it is not granted yet: one click makes the grant."""
    option = chosen_option(case)
    if option is None:
        return None
    left = left_of_option(option)
    kind = option.kind if option.kind in GrantKind.values else GrantKind.REFUND
    return {
        "option": option,
        "amount": Money(option.amount, option.currency) if option.amount else None,
        "left": Money(left, option.currency) if left else None,
        "kind": kind,
        "kind_name": GrantKind(kind).label,
        "one_click": bool(left) and kind != GrantKind.GIFT,
        "is_gift": kind == GrantKind.GIFT,
    }


def suggested(case: Case, member: Member, currency: str, form: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The gifts that fit best, with why and why not."""
    order, fair = order_by_number(case.order_number), range_of(case, member=member)
    left = left_for(case.department, currency, clock.today())
    found = suggest(
        severity=case.severity,
        category=case.category,
        products=[order.product] if order else [],
        departments=[case.concerns.code] if case.concerns else [],
        lowest=fair.low if fair else None,
        highest=fair.high if fair else None,
        tier=case.customer.tier,
        language=case.language,
        left=left,
        official=bool({"regulator", "legal", "media"} & set(case.risks)),
        limit=SUGGESTED,
    )
    gifts = {one.pk: one for one in Gift.objects.filter(pk__in=[one.gift_id for one in found])}
    return [
        {
            "id": one.gift_id,
            "name": str(gifts[one.gift_id]),
            "cost": one.cost,
            "free": one.free,
            "warehouse": one.warehouse,
            "for": [reason_words(why) for why in one.speaks_for],
            "against": [reason_words(why) for why in (*one.mistakes, *one.speaks_against)],
            "chosen": str(one.gift_id) == str(form.get("gift", "")),
        }
        for one in found
    ]


def other_gift(form: Mapping[str, Any], suggestions: list[dict[str, Any]]) -> int | None:
    """The gift of the form, where it is none of those suggested."""
    chosen = str(form.get("gift_other") if form.get("gift") == "other" else form.get("gift") or "")
    if not chosen.isdigit() or any(str(one["id"]) == chosen for one in suggestions):
        return None
    return int(chosen)


def rows_of(
    grants: list[Grant], case: Case, member: Member, sorry: bool, data: QueryDict
) -> list[dict[str, Any]]:
    references = [grant.reference for grant in grants]
    ships = {one.reference: one for one in Shipment.objects.filter(reference__in=references).order_by("id")}
    tries = [grant.attempt for grant in grants]
    vouchers = {one.reference: one for one in Voucher.objects.filter(reference__in=tries)}
    refunds = {one.reference: one for one in Instruction.objects.filter(reference__in=tries)}
    return [
        {
            **row(grant, member, sorry, data),
            "shipment": ships.get(grant.reference),
            "voucher": vouchers.get(grant.attempt),
            "refund": refunds.get(grant.attempt),
        }
        for grant in grants
    ]


def row(grant: Grant, member: Member, sorry: bool, data: QueryDict) -> dict[str, Any]:
    waits = grant.state == GrantState.RESERVED
    gate = gate_block(facts_of_grant(grant, apologised=sorry), opened=grant.gate_opened_at is not None)
    return {
        "grant": grant,
        "key": str(grant.pk),
        "name": named(grant),
        "icon": ICONS[GrantKind(grant.kind)],
        "tone": TONES[GrantState(grant.state)],
        "verdict": grant.get_verdict_display() if grant.verdict in VERDICT_TONES else "",
        "verdict_tone": VERDICT_TONES.get(Verdict(grant.verdict), "grey"),
        "steps": steps(grant),
        "gate": gate if waits else None,
        "may_open": waits and may_open_gate(member) and not gate["is_open"],
        "carries": waits or (grant.state == GrantState.COMMITTED and bool(grant.trouble)),
        "by_hand": grant.kind in BY_HAND,
        "ways": [(one.value, one.label) for one in ways_of(grant.gift.kind)] if grant.gift else [],
        "trouble": _(
            "The bank could not pay this refund. Mend what was wrong and send it again, or cancel it."
        )
        if grant.trouble
        else "",
        "may_cancel": grant.is_under_way,
        "may_come_back": grant.state == GrantState.SETTLED,
        "may_settle": grant.state == GrantState.COMMITTED and grant.kind == GrantKind.VOUCHER,
        "card": card_block(grant, member, data),
    }


def named(grant: Grant) -> str:
    if grant.gift is not None:
        return f"{grant.gift} × {grant.quantity}" if grant.quantity > 1 else str(grant.gift)
    if grant.kind == GrantKind.POINTS:
        return _("%(n)s points") % {"n": grant.points}
    return f"{grant.get_kind_display()} {grant.money}"


def steps(grant: Grant) -> list[dict[str, Any]]:
    """Granted, under way, given: which of them it has passed."""
    at = {GrantState.RESERVED: 0, GrantState.COMMITTED: 1, GrantState.SETTLED: 2}.get(
        GrantState(grant.state), -1
    )
    names = (_("Granted"), _("Under way"), _("Given"))
    return [{"name": name, "done": place <= at, "here": place == at} for place, name in enumerate(names)]


def card_block(grant: Grant, member: Member, data: QueryDict) -> dict[str, Any] | None:
    """The card as it is kept, else as it would begin; what money does by itself needs none."""
    kept = getattr(grant, "card", None)
    if kept is None and not grant.is_goodwill:
        return None
    typed = data.get("form") == f"card-{grant.pk}"
    card = card_in(data) if typed else kept.words if kept else begun_card(grant, signed_by=member)
    may_write = grant.state == GrantState.RESERVED
    if kept is None and not may_write:
        # It went without one, as points do; a draft that nobody can keep any more is none.
        return None
    if kept is not None and not may_write and not (kept.apology or kept.promise):
        # No card goes out without either: its words went with the person.
        return {"gone": True}
    return {
        "card": card,
        "parts": [(name, part_names()[name], getattr(card, name)) for name in FIELDS],
        "kept": kept is not None,
        "remarks": [remark_line(one) for one in remarks_on_card(grant, card, member=member)],
        "may_write": may_write,
        "name": addressee_of(grant.case),
        "url": reverse("desk:grant_card", args=[grant.case.number, grant.pk]) if kept else "",
    }


def card_in(data: QueryDict) -> Card:
    return Card(**{name: data.get(name, "") for name in FIELDS})
