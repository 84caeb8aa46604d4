"""The playbook: everybody reads it, two people change it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.content.files import LANGUAGES
from amends.doors.desk.access import allowed, confirmed_in, member_of
from amends.doors.desk.queries.playbook_page import playbook_page
from amends.doors.desk.queries.playbook_preview import edition_page, preview_page
from amends.doors.desk.views.acting import no_change
from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.models import Member
from amends.practice.playbook import actions
from amends.practice.playbook.models import Edition
from amends.practice.playbook.permissions import may_write
from amends.practice.playbook.queries import open_edition
from amends.practice.playbook.rules import FAMILIES

Act = Callable[[HttpRequest, Member], tuple[str, str]]


def everybody(member: Member) -> bool:
    """Everybody who works here may read by which book we work."""
    return member.is_active


def number_in(form: QueryDict) -> int:
    value = form.get("edition", "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def in_all_languages(form: QueryDict, name: str) -> dict[str, str]:
    return {one: form.get(f"{name}-{one}", "") for one in LANGUAGES}


def place(**asked: str) -> str:
    return f"{reverse('desk:playbook')}?{urlencode(asked)}"


@require_GET
@allowed(everybody)
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/playbook.html", playbook_page(member_of(request), request.GET, QueryDict()))


def writing(act: Act) -> Callable[..., HttpResponseBase]:
    """A view that writes: done, it goes where the act says; refused, what was typed stands in its form again."""

    @require_POST
    @allowed(may_write)
    def view(request: HttpRequest) -> HttpResponse:
        member = member_of(request)
        try:
            said, where = act(request, member)
        except Refused as error:
            asked = request.POST.copy()
            asked["part"] = request.POST.get("place", "")
            asked["edit"] = request.POST.get("key", "")
            shown = playbook_page(member, asked, request.POST, wrong=str(error.message))
            return render(request, "desk/playbook.html", shown, status=error.status)
        messages.success(request, said)
        return redirect(where)

    return view


@writing
def begin(request: HttpRequest, member: Member) -> tuple[str, str]:
    actions.begin_edition(by=member)
    said = _("A draft has begun. Nothing counts before a second person has confirmed it.")
    return said, place(part=request.POST.get("place", ""))


@writing
def line(request: HttpRequest, member: Member) -> tuple[str, str]:
    form, edition_id = request.POST, number_in(request.POST)
    key, answer = form.get("key", ""), form.get("answer", "")
    if answer == "back":
        actions.put_back_line(edition_id=edition_id, key=key, by=member)
        said = _("It is as it ships again.")
    elif answer == "off":
        actions.change_line(edition_id=edition_id, key=key, off=True, by=member)
        said = _("Switched off in the draft.")
    else:
        texts = in_all_languages(form, "text")
        actions.change_line(edition_id=edition_id, key=key, texts=texts, by=member)
        said = _("Kept in the draft.")
    return said, place(part=key.partition(".")[0]) + f"#{key}"


@writing
def own(request: HttpRequest, member: Member) -> tuple[str, str]:
    form = request.POST
    actions.write_own_rule(
        edition_id=number_in(form),
        code=form.get("code", ""),
        part=form.get("part", ""),
        topic=form.get("topic", ""),
        when={family: form.getlist(f"if-{family}") for family in FAMILIES},
        texts=in_all_languages(form, "text"),
        why=in_all_languages(form, "why"),
        new="new" in form,
        by=member,
    )
    return _("Kept in the draft."), place(part="own")


@writing
def drop(request: HttpRequest, member: Member) -> tuple[str, str]:
    code = request.POST.get("code", "")
    actions.drop_own_rule(edition_id=number_in(request.POST), code=code, by=member)
    return _("Taken out of the draft."), place(part="own")


@writing
def hand_in(request: HttpRequest, member: Member) -> tuple[str, str]:
    form = request.POST
    actions.hand_in(edition_id=number_in(form), reason=form.get("reason", ""), by=member)
    return _("Handed in. It counts as soon as a second person has confirmed it."), reverse("desk:playbook")


@writing
def decide(request: HttpRequest, member: Member) -> tuple[str, str]:
    confirm = confirmed_in(request.POST)
    decided = actions.decide_edition(edition_id=number_in(request.POST), confirm=confirm, by=member)
    said = _("It counts.") if confirm else no_change(own=decided.is_taken_back)
    return said, reverse("desk:playbook")


@writing
def back(request: HttpRequest, member: Member) -> tuple[str, str]:
    form = request.POST
    actions.go_back_to(edition_id=number_in(form), reason=form.get("reason", ""), by=member)
    return _("A draft that says what that edition said. Look at it, then hand it in."), reverse(
        "desk:playbook_preview"
    )


@require_GET
@allowed(everybody)
def preview(request: HttpRequest) -> HttpResponse:
    draft = open_edition()
    if draft is None or (draft.is_draft and not may_write(member_of(request))):
        messages.info(request, _("Nothing is being written at the moment."))
        return redirect("desk:playbook")
    shown = preview_page(draft, member_of(request), request.GET)
    return render(request, "desk/playbook_preview.html", shown)


@require_GET
@allowed(everybody)
def edition(request: HttpRequest, edition_id: int) -> HttpResponse:
    found = get_object_or_404(
        Edition.objects.select_related("begun_by", "handed_in_by", "decided_by", "taken_from"),
        pk=edition_id,
        is_open=False,
    )
    return render(request, "desk/playbook_edition.html", edition_page(found, member_of(request)))
