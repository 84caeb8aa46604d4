"""Asking upwards and deciding: the one who asks never decides, and what is granted carries one act."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import ensure_open, locked, note_down, save
from amends.casework.cases.choices import ApprovalState, Phase
from amends.casework.cases.events import ApprovalAsked, ApprovalDecided
from amends.casework.cases.models import ApprovalRequest, Case
from amends.casework.cases.permissions import visible_to
from amends.casework.cases.queries.approvals import decider, granted, next_to_ask, verdict_in
from amends.casework.cases.rules.approvals import approval_due
from amends.casework.cases.text import cleaned, required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.choices import HOME_CURRENCY, Power
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member
from amends.foundation.organisation.rules import Verdict
from amends.foundation.organisation.text import currency_in

WHAT_LENGTH, REASON_LENGTH = 2000, 400
AT_ONCE = 500
ASKABLE = (Power.GRANT, Power.CLOSE_SEVERE, Power.SKIP_STAGE)


@transaction.atomic
def ask_approval(
    *,
    case_id: int,
    power: str,
    what: str,
    by: Member,
    amount: Decimal | None = None,
    currency: str = HOME_CURRENCY,
    urgent: bool = False,
) -> ApprovalRequest:
    """Asks who may decide it; by the fast channel the next person present up the line, who has a quarter of an hour."""
    words = required(what, limit=WHAT_LENGTH, field="what")
    case = locked(case_id, by=by)
    ensure_open(case)
    if power not in ASKABLE:
        raise Invalid(_("Choose one of the decisions offered."), field="power")
    if power == Power.GRANT and (amount is None or amount <= 0):
        raise Invalid(_("Say which amount it is about."), field="amount")
    sum_, money = (amount, currency_in(currency)) if power == Power.GRANT else (None, HOME_CURRENCY)
    if verdict_in(case, by, power, sum_, money) == Verdict.YES:
        raise WrongState(_("You may decide this yourself; nobody has to be asked."))
    if case.approvals.waiting().filter(power=power, asked_by=by).exists():
        raise WrongState(_("You have asked for this already; it waits for its decision."))
    now = clock.now()
    request = ApprovalRequest(
        case=case,
        power=power,
        amount=sum_,
        currency=money,
        what=words,
        asked_by=by,
        asked_at=now,
        due_at=approval_due(now, urgent=urgent),
        urgent=urgent,
    )
    request.asked_of = next_to_ask(request) if urgent else None
    request.save(force_insert=True)
    save(case)
    data = {"power": power, "amount": sum_of(request), "urgent": urgent, "member": named(request.asked_of)}
    note_down(case, "approval.asked", by=by, data=data, reason=words)
    publish(ApprovalAsked(case_id=case.pk, request_id=request.pk))
    return request


@transaction.atomic
def decide_approval(*, request_id: int, grant: bool, by: Member, reason: str = "") -> ApprovalRequest:
    """Grants or declines, in one's own name or standing in for somebody; a no has a reason."""
    request = locked_request(request_id, by=by)
    ensure_open(request.case)
    ensure_waits(request)
    if request.asked_by_id == by.pk:
        raise NotPermitted(_("You asked for it; somebody else decides."))
    name = decider(request, by)
    if name is None:
        raise NotPermitted(_("This is above what you may decide. Somebody with more authority has to."))
    words = (
        cleaned(reason)[:REASON_LENGTH] if grant else required(reason, limit=REASON_LENGTH, field="reason")
    )
    request.state = ApprovalState.GRANTED if grant else ApprovalState.DECLINED
    request.decided_by, request.decided_at, request.reason = by, clock.now(), words
    request.decided_for = name if name.pk != by.pk else None
    request.save(update_fields=["state", "decided_by", "decided_for", "decided_at", "reason"])
    save(request.case)
    data = {"power": request.power, "amount": sum_of(request), "decided_for": named(request.decided_for)}
    action = "approval.granted" if grant else "approval.declined"
    note_down(request.case, action, by=by, data=data, reason=words)
    publish(ApprovalDecided(case_id=request.case_id, request_id=request.pk, granted=grant))
    return request


@transaction.atomic
def withdraw_approval(*, request_id: int, by: Member) -> ApprovalRequest:
    """The one who asked does not need it any more."""
    request = locked_request(request_id, by=by)
    if request.asked_by_id != by.pk:
        raise NotPermitted(_("Only who asked withdraws it."))
    ensure_waits(request)
    save(request.case)
    let_go(request, by=by)
    return request


def let_go(request: ApprovalRequest, *, by: Member) -> None:
    """What nobody needs any more, asked or granted, is taken back."""
    end(request, ApprovalState.WITHDRAWN, by=by)


def lapse(request: ApprovalRequest, *, by: Member) -> None:
    """What was asked or granted ends with its case."""
    end(request, ApprovalState.LAPSED, by=by)


def end(request: ApprovalRequest, state: ApprovalState, *, by: Member) -> None:
    request.state = state
    request.save(update_fields=["state"])
    note_down(request.case, f"approval.{state}", by=by, data={"power": request.power})


def pass_on_late() -> None:
    """What nobody answered in time goes to the next person up the line, by either channel; the last one keeps it."""
    late = ApprovalRequest.objects.waiting().filter(due_at__lte=clock.now(), case__phase=Phase.OPEN)
    for request_id in list(late.order_by("due_at").values_list("pk", flat=True)[:AT_ONCE]):
        pass_on(request_id=request_id, by=house_member())


@transaction.atomic
def pass_on(*, request_id: int, by: Member) -> ApprovalRequest:
    request = locked_request(request_id, by=by)
    if request.state != ApprovalState.ASKED or request.due_at > clock.now():
        return request
    if request.asked_of_id is not None:
        request.passed_on = [*request.passed_on, request.asked_of_id]
    following = next_to_ask(request)
    if following is None:
        return request
    request.asked_of, request.due_at = following, approval_due(clock.now(), urgent=request.urgent)
    request.save(update_fields=["asked_of", "passed_on", "due_at"])
    save(request.case, by_house=True)
    note_down(request.case, "approval.passed_on", by=by, data={"member": named(following)})
    publish(ApprovalAsked(case_id=request.case_id, request_id=request.pk))
    return request


def ensure_authority(
    case: Case, power: str, *, by: Member, amount: Decimal | None = None, currency: str = HOME_CURRENCY
) -> None:
    """Lets pass who may decide this alone, or whom it was granted to; what was granted is used up by it."""
    if verdict_in(case, by, power, amount, currency) == Verdict.YES:
        return
    request = granted(case, by, power, amount, currency)
    if request is None:
        raise NotPermitted(
            _("This is above what you may decide alone. Ask for it on the sheet “Approvals” of the case."),
            code="needs_approval",
        )
    use(request, by=by)


def use(request: ApprovalRequest, *, by: Member) -> None:
    request.state = ApprovalState.USED
    request.save(update_fields=["state"])
    note_down(request.case, "approval.used", by=by, data={"power": request.power, "amount": sum_of(request)})


def locked_request(request_id: int, *, by: Member) -> ApprovalRequest:
    """The request and its case, locked; the same refusal whether it does not exist or is not for this member."""
    seen = ApprovalRequest.objects.filter(pk=request_id, case__in=Case.objects.filter(visible_to(by)))
    case_id = seen.values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound(_("This request does not exist, or it belongs to another team."))
    case = locked(case_id, by=by)
    request = ApprovalRequest.objects.select_related("asked_by__department", "asked_of").get(pk=request_id)
    request.case = case
    return request


def ensure_waits(request: ApprovalRequest) -> None:
    if request.state != ApprovalState.ASKED:
        raise WrongState(_("Somebody has decided this already."))


def sum_of(request: ApprovalRequest) -> str:
    """What it is about as the trail keeps it; nothing where it is about no sum."""
    return "" if request.amount is None else f"{request.amount} {request.currency}"


def named(member: Member | None) -> str:
    return member.display_name if member else ""
