"""The customers' pages: complain, follow, choose, confirm, rate. No account, no script needed."""

from __future__ import annotations

import io
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files import File
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import activate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.casework.cases import actions as cases
from amends.casework.cases.actions.linking import can_come_back
from amends.casework.cases.actions.opening import open_for_customer
from amends.casework.cases.choices import Channel
from amends.casework.cases.models import Case, new_token
from amends.casework.cases.queries import case_by_token, case_for_customer
from amends.casework.cases.queries.related import own_main_of
from amends.casework.cases.text import cleaned, required
from amends.casework.customers.rules import Contact
from amends.doors.portal.forms import ComplaintForm, FollowForm, MessageForm
from amends.doors.portal.pages import case_page, received_page
from amends.doors.portal.speaking import spoken_with, written_to_in
from amends.doors.portal.throttle import ensure_not_too_often
from amends.doors.portal.voucher_pages import voucher_shown, vouchers_shown
from amends.foundation.kernel.errors import NotFound, Refused
from amends.foundation.kernel.files import inline_answer
from amends.foundation.organisation.queries import portal_member
from amends.practice.remedies.actions import choose_option, reject_proposal
from amends.practice.remedies.payments.letters import voucher_paper as paper_for
from amends.practice.replies.letters import FORMS, file_name, paper_of, sent_letter
from amends.practice.surveys.actions import rate_case


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/home.html")


@require_http_methods(["GET", "POST"])
def complain(request: HttpRequest) -> HttpResponse:
    form = (
        ComplaintForm(request.POST or None, request.FILES or None)
        if request.method == "POST"
        else ComplaintForm()
    )
    if request.method == "POST" and form.is_valid():
        return redirect(
            "portal:received", register(form, written_to_in(request, form.cleaned_data["text"])).token
        )
    key = request.POST.get("idempotency_key") or new_token()
    context = {"form": form, "idempotency_key": key, "today": timezone.localdate()}
    return render(request, "portal/complain.html", context, status=422 if form.errors else 200)


def register(form: ComplaintForm, language: str) -> Case:
    """Files the complaint under the customer these contact data belong to."""
    data, portal = form.cleaned_data, portal_member()
    customer = Contact(data["name"], data["phone"], data["email"], language=language)
    happened = " ".join(part for part in (str(data["happened_on"] or ""), data["place"]) if part)
    return cases.register_complaint(
        text=data["text"],
        customer=customer,
        channel=Channel.PORTAL,
        order_number=data["order_no"],
        happened=happened,
        wish=",".join(data["demands"]),
        files=data["files"],
        idempotency_key=sent_key(data["idempotency_key"]),
        by=portal,
    )


def sent_key(key: str) -> str | None:
    """The key that the page gave its form, apart from the keys of other doors."""
    return f"portal:{key}" if key else None


def case_of(request: HttpRequest, token: str) -> Case:
    """The complaint behind a link; from here on its language is spoken."""
    case = case_by_token(token)
    if case is None:
        raise NotFound(
            _("This link leads to no complaint. Check that it is complete, or follow it by number and phone.")
        )
    activate(spoken_with(request, case))
    return case


@never_cache
@require_GET
def received(request: HttpRequest, token: str) -> HttpResponse:
    return render(request, "portal/received.html", received_page(case_of(request, token)))


def whole_page(request: HttpRequest, found: Case) -> dict[str, Any]:
    till = request.build_absolute_uri(reverse("desk:vouchers"))
    return {**case_page(found), "vouchers": vouchers_shown(found, till)}


@never_cache
@require_GET
def case(request: HttpRequest, token: str) -> HttpResponse:
    found = case_of(request, token)
    if main := own_main_of(found):
        words = _("Your complaint %(number)s is handled together with this one.") % {"number": found.number}
        messages.info(request, words)
        return redirect("portal:case", main.token)
    return render(request, "portal/case.html", whole_page(request, found))


@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    form = FollowForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ensure_not_too_often(request, "follow")
        if found := case_for_customer(form.cleaned_data["number"], form.cleaned_data["phone"]):
            return redirect("portal:case", found.token)
        form.add_error(None, _("There is no complaint with this number and phone. Please check both."))
    return render(request, "portal/follow.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def message(request: HttpRequest, token: str) -> HttpResponse:
    found = case_of(request, token)
    form = MessageForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "portal/case.html", {**whole_page(request, found), "form": form}, status=422)
    words = {
        "text": form.cleaned_data["body"],
        "files": form.cleaned_data["files"],
        "idempotency_key": sent_key(form.cleaned_data["idempotency_key"]),
        "by": portal_member(),
    }
    if not found.is_open and not can_come_back(found):
        later = cases.follow_up_case(case_id=found.pk, channel=Channel.PORTAL, **words)
        said = _(
            "Your earlier complaint is closed. What you wrote has begun a new one: its number is %(number)s."
        )
        return thanked(request, later.token, said % {"number": later.number})
    cases.add_customer_message(case_id=found.pk, **words)
    return thanked(request, token, _("Your message has arrived."))


@require_POST
def decide(request: HttpRequest, token: str, proposal_id: int) -> HttpResponse:
    found, by = case_of(request, token), portal_member()
    try:
        if request.POST.get("answer") == "yes":
            option = request.POST.get("option", "")
            choose_option(case_id=found.pk, option_id=int(option) if option.isdecimal() else 0, by=by)
            return thanked(request, token, _("Thank you. We do it as you chose."))
        reason = cleaned(request.POST.get("reason", ""))
        reject_proposal(case_id=found.pk, proposal_id=proposal_id, comment=reason, by=by)
        say_why(request, found, reason)
        return thanked(
            request, token, _("We have passed this on and come back to you with something better.")
        )
    except Refused as error:
        messages.error(request, str(error.message))
        return redirect("portal:case", token)


@require_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    found, by = case_of(request, token), portal_member()
    try:
        if request.POST.get("answer") == "yes":
            cases.confirm_solution(case_id=found.pk, by=by)
            return thanked(request, token, _("Good to hear. Thank you for telling us."))
        cases.dispute_solution(case_id=found.pk, by=by)
        say_why(request, found, cleaned(request.POST.get("reason", "")))
        return thanked(request, token, _("We have passed this on to the person in charge."))
    except Refused as error:
        messages.error(request, str(error.message))
        return redirect("portal:case", token)


@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    found, key = case_of(request, token), sent_key(request.POST.get("idempotency_key", ""))
    words = request.POST.get("words", "")
    try:
        done = cases.withdraw_complaint(
            case_id=found.pk, words=words, idempotency_key=key, by=portal_member()
        )
    except Refused as error:
        messages.error(request, str(error.message))
        return redirect("portal:case", token)
    if done.is_open:
        return thanked(
            request,
            token,
            _(
                "We have your words. Because the safety or the rights of others may be at stake, we still look at it."
            ),
        )
    return thanked(
        request, token, _("You have withdrawn your complaint. If you change your mind, write to us.")
    )


@require_POST
def dispute(request: HttpRequest, token: str) -> HttpResponse:
    found = case_of(request, token)
    try:
        words = required(request.POST.get("reason", ""), limit=2000, field="reason")
        cases.reopen_case(case_id=found.pk, reason=words, by=portal_member())
        say_why(request, found, words)
    except Refused as error:
        messages.error(request, str(error.message))
        return redirect("portal:case", token)
    return thanked(request, token, _("Your complaint is open again. We look into it anew."))


def say_why(request: HttpRequest, found: Case, reason: str) -> None:
    """What a customer wrote when saying no is a message of theirs, too."""
    if reason:
        key = sent_key(request.POST.get("idempotency_key", ""))
        text = reason[: settings.AMENDS_TEXT_CHARACTERS]
        cases.add_customer_message(case_id=found.pk, text=text, idempotency_key=key, by=portal_member())


@require_POST
def rate(request: HttpRequest, token: str) -> HttpResponse:
    found = case_of(request, token)
    answers = [
        int(value) if (value := request.POST.get(name, "")).isdecimal() else 0
        for name in ("solved", "treated")
    ]
    try:
        rate_case(
            case_id=found.pk,
            solved=answers[0],
            treated=answers[1],
            comment=request.POST.get("comment", ""),
            by=portal_member(),
        )
    except Refused as error:
        messages.error(request, str(error.message))
        return redirect("portal:case", token)
    return thanked(request, token, _("Thank you for your answer. It helps us to do better."))


def thanked(request: HttpRequest, token: str, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("portal:case", token)


@never_cache
@require_GET
def letter(request: HttpRequest, token: str, message_id: int, form: str) -> HttpResponseBase:
    """What we wrote, on paper, for whoever holds the link to the complaint."""
    found = case_of(request, token)
    message = sent_letter(found, message_id)
    name = file_name(found, form, message)
    file = File(io.BytesIO(paper_of(found, message, form)), name=name)
    return inline_answer(file, name=name, content_type=FORMS[form], inline=form == "pdf")


@never_cache
@require_GET
def voucher_paper(request: HttpRequest, token: str, voucher_id: int) -> HttpResponseBase:
    """A voucher on paper, for whoever holds the link to the complaint."""
    found = voucher_shown(case_of(request, token), voucher_id)
    paper = paper_for(found, link=request.build_absolute_uri(reverse("desk:vouchers")))
    name = f"voucher-{found.ending}.pdf"
    return inline_answer(File(io.BytesIO(paper), name=name), name=name, content_type="application/pdf")


@require_GET
def attachment(request: HttpRequest, token: str, attachment_id: int) -> HttpResponseBase:
    opened = open_for_customer(case=case_of(request, token), attachment_id=attachment_id, by=portal_member())
    return inline_answer(
        opened.file,
        name=opened.name,
        content_type=opened.content_type,
        inline=opened.inline,
        part=request.headers.get("Range", ""),
    )
