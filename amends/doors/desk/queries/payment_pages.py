"""Refunds as finance sees them: what waits, what left, one refund, the batches, the bank's answers, the webhook."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.foundation.kernel.paging import keyset_page
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.choices import DeliveryState, RefundState, Way
from amends.practice.remedies.payments.models import BankAnswer, Batch, Delivery, Instruction
from amends.practice.remedies.payments.provider.webhook import Webhook
from amends.practice.remedies.payments.queries.answers import compared_now, lines_of
from amends.practice.remedies.payments.rules.bank_answer import Match

SIZE = 30
VIEWS = {
    "second": (gettext_lazy("For a second person"), "users"),
    "export": (gettext_lazy("To be handed over"), "send"),
    "sent": (gettext_lazy("Handed over"), "hourglass"),
    "failed": (pgettext_lazy("refund", "Failed"), "warning"),
    "paid": (pgettext_lazy("refund", "Paid"), "ok"),
    "all": (gettext_lazy("All"), "receipt"),
}
COUNTED = ("second", "export", "sent", "failed")
LOOKS = {
    RefundState.INSTRUCTED: ("blue", "hourglass"),
    RefundState.EXPORTED: ("yellow", "send"),
    RefundState.PAID: ("green", "ok"),
    RefundState.FAILED: ("red", "wrong"),
    RefundState.CALLED_OFF: ("plain", "never"),
}
DELIVERY_LOOKS = {
    DeliveryState.WAITING: ("blue", "hourglass"),
    DeliveryState.TAKEN: ("green", "ok"),
    DeliveryState.REFUSED: ("red", "wrong"),
    DeliveryState.GIVEN_UP: ("red", "wrong"),
}


STATES = {"sent": RefundState.EXPORTED, "failed": RefundState.FAILED, "paid": RefundState.PAID}


def in_view(view: str) -> QuerySet[Instruction]:
    rows = Instruction.objects.all()
    if view == "second":
        return rows.waiting_for_second()
    if view == "export":
        return rows.ready()
    return rows.filter(state=STATES[view]) if view in STATES else rows


def tabs(here: str) -> list[dict[str, Any]]:
    """The views, and the pages beside them."""
    base = reverse("desk:payments")
    found = [
        {
            "url": f"{base}?view={key}",
            "label": label,
            "icon": icon,
            "here": key == here,
            "count": in_view(key).count() if key in COUNTED else 0,
        }
        for key, (label, icon) in VIEWS.items()
    ]
    beside = (
        ("batches", "payment_batches", _("Batches"), "archive"),
        ("deliveries", "deliveries", _("Webhook"), "link"),
    )
    return found + [
        {"url": reverse(f"desk:{name}"), "label": label, "icon": icon, "here": key == here, "count": 0}
        for key, name, label, icon in beside
    ]


def first_view() -> str:
    return next((view for view in COUNTED if in_view(view).exists()), "export")


def payments_page(member: Member, data: QueryDict) -> dict[str, Any]:
    view = data.get("view", "")
    view = view if view in VIEWS else first_view()
    words = data.get("q", "").strip()[:60]
    rows = in_view(view).select_related("case", "batch", "instructed_by", "confirmed_by")
    rows = rows.filter(found_by(words)) if words else rows
    page = keyset_page(rows, order=("-id",), after=data.get("after"), size=SIZE)
    base = f"{reverse('desk:payments')}?view={view}"
    return {
        "view": view,
        "tabs": tabs(view),
        "query": words,
        "rows": [line(one, member) for one in page.items],
        "totals": totals(in_view(view)),
        "to_export": to_export(member) if view == "export" else [],
        "own_confirmed": own_confirmed(member) if view == "export" else 0,
        "webhook": Webhook().is_set_up(),
        "answers": BankAnswer.objects.select_related("read_by").order_by("-id")[:5] if view == "sent" else [],
        "previous_url": f"{base}&after={page.previous}" if page.previous else "",
        "next_url": f"{base}&after={page.next}" if page.next else "",
    }


def found_by(words: str) -> Q:
    """By number, order, or what it was paid for."""
    digits = words.upper().removeprefix("R-").lstrip("0")
    found = Q(order_number__icontains=words) | Q(reference=words) | Q(bank_reference__icontains=words)
    return found | Q(pk=int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 18 else found


def totals(rows: QuerySet[Instruction]) -> list[tuple[int, str]]:
    """How many and how much, by currency."""
    found = rows.order_by("currency").values("currency").annotate(n=Count("pk"), minor=Sum("amount_minor"))
    return [(one["n"], str(Money.from_minor(one["minor"] or 0, one["currency"]))) for one in found]


def to_export(member: Member) -> list[dict[str, Any]]:
    rows = Instruction.objects.for_a_file().exclude(confirmed_by=member)
    found = rows.order_by("currency").values("currency").annotate(n=Count("pk"), minor=Sum("amount_minor"))
    return [
        {"currency": one["currency"], "n": one["n"], "total": Money.from_minor(one["minor"], one["currency"])}
        for one in found
    ]


def own_confirmed(member: Member) -> int:
    return Instruction.objects.for_a_file().filter(confirmed_by=member).count()


def line(one: Instruction, member: Member) -> dict[str, Any]:
    waits = one.needs_second and one.confirmed_at is None and one.state == RefundState.INSTRUCTED
    return {
        "one": one,
        "look": LOOKS[RefundState(one.state)],
        "waits": waits,
        "for_case": for_case(one, member),
    }


def for_case(one: Instruction, member: Member) -> str:
    """The way to the case for those who may open cases; finance sees its number only."""
    return reverse("desk:case", args=[one.case.number]) if member.works_on_cases else ""


def refund_page(
    one: Instruction, member: Member, *, tried: str = "", entered: Any = None, wrong: str = ""
) -> dict[str, Any]:
    today = clock.today().isoformat()
    return {
        **line(one, member),
        "today": today,
        "moves": moves(one, member),
        "tried": tried,
        "entered": entered or {},
        "wrong": wrong,
        "deliveries": [
            {"one": sent, "look": DELIVERY_LOOKS[DeliveryState(sent.state)], "tries": list(sent.tries.all())}
            for sent in one.deliveries.select_related("asked_by").prefetch_related("tries").order_by("-id")
        ],
    }


def moves(one: Instruction, member: Member) -> list[dict[str, str]]:
    """What may be done with it now, the likeliest first."""
    waits = one.needs_second and one.confirmed_at is None
    under_way = one.deliveries.filter(state=DeliveryState.WAITING).exists()
    instructed, exported = one.state == RefundState.INSTRUCTED, one.state == RefundState.EXPORTED
    sendable = Webhook().is_set_up() and not under_way and one.way != Way.FILE
    possible = (
        ("confirm", _("Confirm it"), "check", instructed and waits and one.instructed_by_id != member.pk),
        ("paid", _("It is paid"), "ok", exported),
        ("failed", _("It did not go through"), "wrong", exported),
        ("send", _("Send it to the webhook"), "send", sendable and (one.is_ready or exported)),
        (
            "file",
            _("Let it leave by file"),
            "archive",
            instructed and one.way == Way.WEBHOOK and not under_way,
        ),
        ("call_off", _("Call it off"), "never", instructed and one.way == Way.NONE),
    )
    return [{"name": name, "label": label, "icon": icon} for name, label, icon, may in possible if may]


def batches_page(data: QueryDict) -> dict[str, Any]:
    page = keyset_page(
        Batch.objects.defer("content").select_related("made_by"),
        order=("-id",),
        after=data.get("after"),
        size=SIZE,
    )
    base = reverse("desk:payment_batches")
    return {
        "tabs": tabs("batches"),
        "batches": page.items,
        "previous_url": f"{base}?after={page.previous}" if page.previous else "",
        "next_url": f"{base}?after={page.next}" if page.next else "",
    }


def batch_page(batch: Batch, member: Member) -> dict[str, Any]:
    rows = batch.instructions.select_related("case", "batch", "instructed_by", "confirmed_by").order_by("pk")
    states = {
        one["state"]: one["n"] for one in rows.order_by("state").values("state").annotate(n=Count("pk"))
    }
    return {
        "batch": batch,
        "rows": [line(one, member) for one in rows[:500]],
        "states": [
            (label, states[value], LOOKS[RefundState(value)])
            for value, label in RefundState.choices
            if value in states
        ],
    }


def deliveries_page(data: QueryDict) -> dict[str, Any]:
    rows = Delivery.objects.select_related("instruction", "asked_by").prefetch_related("tries")
    view = data.get("state", "")
    rows = rows.filter(state=view) if view in DeliveryState.values else rows
    page = keyset_page(rows, order=("-id",), after=data.get("after"), size=SIZE)
    base = f"{reverse('desk:deliveries')}?state={view if view in DeliveryState.values else ''}"
    return {
        "tabs": tabs("deliveries"),
        "webhook": Webhook().is_set_up(),
        "states": [("", _("All"), view == "")]
        + [(value, label, value == view) for value, label in DeliveryState.choices],
        "deliveries": [
            {"one": one, "look": DELIVERY_LOOKS[DeliveryState(one.state)], "tries": list(one.tries.all())}
            for one in page.items
        ],
        "previous_url": f"{base}&after={page.previous}" if page.previous else "",
        "next_url": f"{base}&after={page.next}" if page.next else "",
    }


def match_words() -> dict[str, tuple[str, str, str]]:
    """What becomes of a line, with its tone and picture."""
    return {
        Match.PAID: (_("will be counted as paid"), "green", "ok"),
        Match.FAILED: (_("will be counted as failed"), "orange", "warning"),
        Match.SAME: (_("known already"), "plain", "check"),
        Match.UNKNOWN: (_("no such refund"), "red", "wrong"),
        Match.TWICE: (_("stands in the file twice"), "red", "wrong"),
        Match.NOT_HANDED_OVER: (_("was not handed over, or is over"), "red", "wrong"),
        Match.OTHER_AMOUNT: (_("another amount or currency"), "red", "wrong"),
        Match.NO_OUTCOME: (_("neither paid nor failed"), "red", "wrong"),
        Match.NO_DAY: (_("no day of payment"), "red", "wrong"),
        Match.NO_REFERENCE: (_("no reference of the bank"), "red", "wrong"),
    }


def answer_page(answer: BankAnswer) -> dict[str, Any]:
    """As things stand now; what was counted is what the tables know by now."""
    words = match_words()
    if answer.applied_at:
        words[Match.SAME] = (pgettext("file", "counted"), "green", "ok")
    found = compared_now(lines_of(answer))
    fits = sum(match in (Match.PAID, Match.FAILED) for _line, match in found)
    return {
        "answer": answer,
        "lines": [
            {
                "line": line,
                "number": number(line.refund),
                "match": words[match],
                "known": match not in (Match.UNKNOWN, Match.TWICE),
            }
            for line, match in found[:500]
        ],
        "fits": fits,
        "left_out": len(found) - fits,
        "rows": len(answer.rows),
        "result": answer.result,
    }


def number(refund: int) -> str:
    return f"R-{refund:06d}" if refund else "–"
