"""The help centre: answers for everybody, and on each page the way to complain."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from amends.casework.customers.queries import customers_named_in
from amends.casework.knowledge.actions import note_unanswered, say_helped
from amends.casework.knowledge.choices import Door
from amends.casework.knowledge.models import Article
from amends.casework.knowledge.queries import article_by_code, picture_for, said_in_visit, shown_in
from amends.casework.knowledge.queries.articles import Shown
from amends.casework.knowledge.rules.asking import sought_in
from amends.casework.knowledge.text import plain
from amends.casework.knowledge.vault import opened
from amends.doors.portal.help_pages import QUESTION_LENGTH, help_article, help_page
from amends.doors.portal.throttle import ensure_not_too_often, is_too_often, was_done
from amends.foundation.kernel.errors import NotFound, Refused
from amends.foundation.kernel.files import inline_answer
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.queries import portal_member

# So many questions without an answer one address adds within ten minutes, and so many voices on one article.
QUESTIONS_NOTED, VOICES_TAKEN = 8, 5


@never_cache
@require_GET
def help_centre(request: HttpRequest) -> HttpResponse:
    question = asked_in(request.GET)
    page = help_page(question)
    if question and not (page["hits"] or page["perhaps"]):
        page["is_noted"] = note_missing(request, question)
    return render(request, "portal/help.html", {**page, "none": "none" in request.GET})


@require_POST
def missing(request: HttpRequest) -> HttpResponse:
    """None of the answers was one: the question is noted, and the way to a person is shown."""
    question = asked_in(request.POST)
    if question and note_missing(request, question):
        messages.success(request, _("Thank you. We have noted that an answer to this is missing."))
    return redirect(reverse("portal:help") + "?" + urlencode({"q": question, "none": 1}))


def asked_in(sent: QueryDict) -> str:
    return plain(sent.get("q", ""))[:QUESTION_LENGTH]


def note_missing(request: HttpRequest, question: str) -> bool:
    """Whether it stands among the gaps now; what one address asks again within ten minutes does not count again."""
    same = f"asked-{sha256(sought_in(question).encode()).hexdigest()[:16]}"
    if was_done(request, same):
        return True
    if is_too_often(request, "unanswered", QUESTIONS_NOTED):
        return False
    noted = note_unanswered(
        question=question,
        language=interface_language(),
        door=Door.PORTAL,
        names=customers_named_in(question),
        by=portal_member(),
    )
    return noted is not None and not is_too_often(request, same, 1)


def the_article(code: str) -> tuple[Article, Shown]:
    """The same refusal whether an article does not exist or is not for everybody."""
    article = article_by_code(code, member=None)
    shown = shown_in(interface_language(), article, member=None) if article else None
    if article is None or shown is None:
        said = _("This page is not there any more. Look for it among the answers, or write to us.")
        raise NotFound(said, code="help_gone")
    return article, shown


@never_cache
@require_GET
def article(request: HttpRequest, code: str) -> HttpResponse:
    found, shown = the_article(code)
    said = said_in_visit(shown.version, request.session.session_key or "")
    return render(request, "portal/help_article.html", {**help_article(found, shown), "said": said})


@require_GET
def picture(request: HttpRequest, picture_id: int) -> HttpResponseBase:
    """A picture of an article that everybody may read; the same refusal for any other and for none."""
    found = picture_for(picture_id, member=None)
    if found is None:
        raise NotFound(_("This page is not there any more. Look for it among the answers, or write to us."))
    return inline_answer(opened(found.sha256), name=found.file_name, content_type=found.content_type)


def visit_of(request: HttpRequest) -> str:
    """What tells this visit from another for as long as it lasts."""
    if not request.session.session_key:
        request.session.create()
    return request.session.session_key or ""


@require_POST
def feedback(request: HttpRequest, code: str) -> HttpResponse:
    found, shown = the_article(code)
    ensure_not_too_often(request, "feedback")
    ensure_not_too_often(request, f"feedback-{found.pk}", VOICES_TAKEN)
    helped = request.POST.get("helped") == "yes"
    try:
        say_helped(
            article_id=found.pk,
            language=shown.version.language,
            helped=helped,
            words=request.POST.get("words", ""),
            door=Door.PORTAL,
            visit=visit_of(request),
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
