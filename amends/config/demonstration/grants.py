"""What was given in some of the demonstration's cases: grants in every state, and two stories told to their end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import override

from amends.casework.cases.actions import decide_approval
from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.events import gathered, react_now
from amends.foundation.kernel.jobs import enqueue, nobody_waits
from amends.foundation.kernel.models import Job
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.practice.remedies.actions import (
    Carrying,
    Wish,
    ask_for_grant,
    cancel_grant,
    carry_out_grant,
    grant_remedy,
    write_card,
)
from amends.practice.remedies.cards import begun_card
from amends.practice.remedies.choices import GrantBasis, GrantKind, GrantTiming
from amends.practice.remedies.gifts import actions as gifts
from amends.practice.remedies.gifts.models import Gift, Shipment
from amends.practice.remedies.models import Grant, Option
from amends.practice.remedies.payments.actions import mark_paid
from amends.practice.remedies.payments.actions.exporting import export_batch
from amends.practice.remedies.payments.models import Instruction
from amends.practice.remedies.queries.grants import chosen_option, gate_facts, left_of_option
from amends.practice.remedies.rules.gate import judge_giving

PLAY = "amends.config.demonstration.grants.play"
STORIES = (
    "amends.config.demonstration.stories.tell",
    "amends.config.demonstration.shipments.play",
    "amends.config.demonstration.payments.play",
)
LATER = timedelta(seconds=20)
Story = Callable[[Case, dict[str, Member]], None]


@nobody_waits
def play() -> None:
    """Played once, after all stories were told; a case that does not take its story leaves it to the next one."""
    if Job.objects.filter(name__in=STORIES, state__in=(JobState.READY, JobState.RUNNING)).exists():
        enqueue(PLAY, {}, run_at=clock.now() + LATER, unique_key=PLAY)
        return
    if Grant.objects.exists():
        return
    people = {one.username: one for one in Member.objects.filter(is_active=True)}
    with override("zh-hans"):
        put_right, others = iter(ready_cases()), iter(waiting_cases())
        for story in (to_the_end, with_an_approval, on_its_way, a_voucher, as_chosen, called_off):
            told_in(put_right, story, people)
        for story in (held_at_the_gate, waiting_for_a_decision):
            told_in(others, story, people)


def told_in(cases: Iterator[Case], story: Story, people: dict[str, Member]) -> None:
    """The story in the first case that takes it, with everything it leads to."""
    for case in cases:
        try:
            with transaction.atomic():
                with gathered() as events:
                    story(case, people)
                for event in events:
                    react_now(event)
        except Refused:
            continue
        return


def ready_cases() -> list[Case]:
    """Put right, confirmed and calm, the gravest first."""
    done = Case.objects.open().filter(solved_at__isnull=False, owner__isnull=False, unread=False)
    done = done.filter(Q(confirmed_at__isnull=False) | Q(followed_up_at__isnull=False))
    found = list(done.select_related("customer", "owner", "department").order_by("-id")[:60])
    grave = {"critical": 0, "severe": 0, "moderate": 1}
    calm = [one for one in found if judge_giving(gate_facts(one)).is_open]
    return sorted(calm, key=lambda one: grave.get(one.severity, 2))


def waiting_cases() -> list[Case]:
    """Not put right yet, those of handlers."""
    rows = Case.objects.open().filter(solved_at=None, owner__role=Role.HANDLER, first_reply_at__isnull=False)
    return list(rows.select_related("customer", "owner", "department").order_by("-id")[:40])


def owner_of(case: Case) -> Member:
    assert case.owner is not None
    return case.owner


def wish(kind: str, reason: str, *, amount: int | Decimal | None = None, **more: object) -> Wish:
    given = {"basis": GrantBasis.GOODWILL, "outside_reason": "与本案一并考虑，合适", **more}
    return Wish(kind=kind, reason=reason, amount=Decimal(amount) if amount else None, **given)  # type: ignore[arg-type]


def a_gift(most: int) -> Gift:
    """One that lies on a shelf and is not dearer than this."""
    rows = Gift.objects.in_use().filter(currency="CNY", unit_cost__lte=most)
    found = rows.filter(levels__on_shelf__gt=3).order_by("-unit_cost", "pk").first()
    if found is None:
        raise Refused(code="out_of_stock")
    return found


def present(case: Case, *, most: int, reason: str, timing: str = GrantTiming.NOW, days: int = 0) -> Grant:
    due_on = clock.today() + timedelta(days=days)
    given = wish(GrantKind.GIFT, reason, gift_id=a_gift(most).pk, timing=timing, due_on=due_on)
    grant = grant_remedy(case_id=case.pk, wish=given, by=owner_of(case))
    return with_card(grant)


def with_card(grant: Grant) -> Grant:
    by = owner_of(grant.case)
    write_card(grant_id=grant.pk, card=begun_card(grant, signed_by=by), by=by)
    return grant


def sent(grant: Grant, people: dict[str, Member], *, way: str = "by_hand") -> Shipment:
    carry_out_grant(grant_id=grant.pk, carrying=Carrying(way=way), by=owner_of(grant.case))
    return Shipment.objects.get(reference=grant.reference)


def to_the_end(case: Case, people: dict[str, Member]) -> None:
    """Severe: what was chosen is paid, a first gift was handed over and the customer said thank you, a second one waits."""
    chosen(case, people, paid=True)
    shipment = sent(present(case, most=150, reason="事情严重，先当面送上一份心意"), people)
    gifts.pack(shipment_id=shipment.pk, by=people["warehouse"])
    gifts.hand_over(shipment_id=shipment.pk, to=str(case.customer), place="顾客家中", by=owner_of(case))
    gifts.thanked(
        shipment_id=shipment.pk, words="没想到你们还专程送来，卡片写得很用心，谢谢。", by=owner_of(case)
    )
    present(
        case, most=90, reason="分次送：过些日子再让顾客知道我们没有忘", timing=GrantTiming.STAGED, days=14
    )


def with_an_approval(case: Case, people: dict[str, Member]) -> None:
    """Moderate: above what the handler decides, approved by the lead, and on its way to the customer."""
    given = wish(GrantKind.UPGRADE, "下次消费免费升级，弥补这次的耽误", amount=900)
    request = ask_for_grant(case_id=case.pk, wish=given, words="下次来时为您免费升级。", by=owner_of(case))
    lead = next(one for one in (people["lead"], people["manager"]) if one.pk != case.owner_id)
    decide_approval(request_id=request.pk, grant=True, reason="与影响相称", by=lead)
    grant = grant_remedy(case_id=case.pk, wish=given, by=owner_of(case))
    carry_out_grant(grant_id=grant.pk, carrying=Carrying(done="已在会员系统登记升级一次"), by=owner_of(case))


def on_its_way(case: Case, people: dict[str, Member]) -> None:
    sent(present(case, most=60, reason="来回跑了两趟，送一份小礼"), people, way="post")


def a_voucher(case: Case, people: dict[str, Member]) -> None:
    grant = grant_remedy(
        case_id=case.pk, wish=wish(GrantKind.VOUCHER, "等了太久", amount=30), by=owner_of(case)
    )
    carry_out_grant(grant_id=grant.pk, by=owner_of(case))


def called_off(case: Case, people: dict[str, Member]) -> None:
    grant = grant_remedy(
        case_id=case.pk, wish=wish(GrantKind.VOUCHER, "小小心意", amount=20), by=owner_of(case)
    )
    cancel_grant(grant_id=grant.pk, reason="顾客说不需要，只要以后注意", by=owner_of(case))


def as_chosen(case: Case, people: dict[str, Member]) -> None:
    if chosen_option(case) is None:
        raise Refused(code="not_chosen")
    chosen(case, people, paid=False)


def held_at_the_gate(case: Case, people: dict[str, Member]) -> None:
    present(case, most=60, reason="等事情办妥、顾客平静之后再送")


def waiting_for_a_decision(case: Case, people: dict[str, Member]) -> None:
    given = wish(GrantKind.REFUND, "顾客为此请假三天，想多退一部分", amount=1800)
    letter = "这件事让您请了三天假，真对不起。除了退款，我想为您多退一部分，请等我的消息。"
    ask_for_grant(case_id=case.pk, wish=given, words=letter, by=owner_of(case))


def chosen(case: Case, people: dict[str, Member], *, paid: bool) -> None:
    """The refund that the customer chose: instructed, and where told so, paid."""
    option = chosen_option(case)
    if option is None or not left_of_option(option):
        return
    grant = grant_remedy(case_id=case.pk, wish=solution(option), by=owner_of(case))
    carry_out_grant(
        grant_id=grant.pk,
        carrying=Carrying(order_number=case.order_number or case.number),
        by=owner_of(case),
    )
    refund = Instruction.objects.get(reference=grant.reference)
    if paid and not refund.needs_second:
        export_batch(currency=refund.currency, by=people["finance"])
        today = clock.today()
        mark_paid(
            instruction_id=refund.pk, paid_on=today, bank_reference=f"BK{refund.pk:08d}", by=people["finance"]
        )


def solution(option: Option) -> Wish:
    return Wish(
        kind=GrantKind.REFUND,
        basis=GrantBasis.SOLUTION,
        reason=f"顾客选定：{option.title}",
        outside_reason="已向顾客提出并由顾客选定",
        amount=left_of_option(option),
        currency=option.currency,
        option_id=option.pk,
    )
