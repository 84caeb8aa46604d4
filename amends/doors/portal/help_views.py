"""The help centre: answers for everybody, and on each page the way to complain."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from amends.casework.knowledge.actions import note_unanswered, say_helped
from amends.casework.knowledge.choices import Door
from amends.casework.knowledge.models import Article
from amends.casework.knowledge.queries import article_by_code, picture_for, shown_in
from amends.casework.knowledge.queries.articles import Shown
from amends.casework.knowledge.text import plain
from amends.casework.knowledge.vault import opened
from amends.doors.portal.help_pages import QUESTION_LENGTH, help_article, help_page
from amends.doors.portal.throttle import TooMany, is_too_often
from amends.foundation.kernel.errors import NotFound, Refused
from amends.foundation.kernel.files import inline_answer
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.queries import portal_member


@never_cache
@require_GET
def help_centre(request: HttpRequest) -> HttpResponse:
    question = plain(request.GET.get("q", ""))[:QUESTION_LENGTH]
    page = help_page(question)
    if question and not page["hits"] and not is_too_often(request, "unanswered"):
        note_unanswered(
            question=question, language=interface_language(), door=Door.PORTAL, by=portal_member()
        )
    return render(request, "portal/help.html", page)


def the_article(code: str) -> tuple[Article, Shown]:
    """The same refusal whether an article does not exist or is not for everybody."""
    article = article_by_code(code, member=None)
    shown = shown_in(interface_language(), article, member=None) if article else None
    if article is None or shown is None:
        raise NotFound(_("This page is not there any more. Look for it among the answers, or write to us."))
    return article, shown


@never_cache
@require_GET
def article(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "portal/help_article.html", help_article(*the_article(code)))


@require_GET
def picture(request: HttpRequest, picture_id: int) -> HttpResponseBase:
    """A picture of an article that everybody may read; the same refusal for any other and for none."""
    found = picture_for(picture_id, member=None)
    if found is None:
        raise NotFound(_("This page is not there any more. Look for it among the answers, or write to us."))
    return inline_answer(opened(found.sha256), name=found.file_name, content_type=found.content_type)


@require_POST
def feedback(request: HttpRequest, code: str) -> HttpResponse:
    found, shown = the_article(code)
    if is_too_often(request, "feedback"):
        raise TooMany(_("That were many tries. Please wait ten minutes, or call us."))
    helped = request.POST.get("helped") == "yes"
    try:
        say_helped(
            article_id=found.pk,
            language=shown.version.language,
            helped=helped,
            words=request.POST.get("words", ""),
            door=Door.PORTAL,
            by=portal_member(),
        )
    except Refused as error:
        page = {**help_article(found, shown), "wrong": str(error.message), "words": request.POST.get("words")}
        return render(request, "portal/help_article.html", page, status=error.status)
    said = (
        _("Thank you, good to know.") if helped else _("Thank you. We look at it, and you can tell us more.")
    )
    messages.success(request, said)
    return redirect("portal:help_article", code)
