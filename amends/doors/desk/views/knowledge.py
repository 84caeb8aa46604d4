"""The articles: find, read, write, compare, hand in, confirm, review, retire."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.casework.customers.queries import customers_named_in
from amends.casework.knowledge import actions as knowledge
from amends.casework.knowledge.choices import Door
from amends.casework.knowledge.models import Article, ArticleVersion
from amends.casework.knowledge.permissions import may_read, may_write
from amends.casework.knowledge.queries import article_by_code, open_wording
from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.queries.knowledge_article import (
    article_page,
    compare_page,
    language_in,
    number_in,
)
from amends.doors.desk.queries.knowledge_gaps import as_begun
from amends.doors.desk.queries.knowledge_list import knowledge_list
from amends.doors.desk.queries.knowledge_write import write_page
from amends.doors.desk.queries.resting import still_in_doubt
from amends.doors.desk.views.knowledge_pictures import with_marks
from amends.foundation.kernel.errors import Invalid, NotFound, Refused
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member

Act = Callable[[HttpRequest, Article, Member], str]
WORDS = ("title", "body", "asked")


def the_article(code: str, member: Member) -> Article:
    """The same refusal whether it does not exist or is not for this member."""
    article = article_by_code(code, member=member)
    if article is None:
        raise NotFound(_("This article does not exist, or it is meant for other roles."))
    return article


@require_GET
@allowed(may_read)
def articles(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/knowledge/list.html", knowledge_list(member_of(request), request.GET))


@require_POST
@allowed(may_read)
def nothing_fits(request: HttpRequest) -> HttpResponse:
    """Somebody who works here looked in vain, and says so."""
    question = request.POST.get("q", "")
    noted = knowledge.note_unanswered(
        question=question,
        language=interface_language(),
        door=Door.DESK,
        names=customers_named_in(question),
        by=member_of(request),
    )
    if noted is None:
        messages.error(request, _("This has no words that somebody could write an article about."))
    else:
        messages.success(request, _("It stands among the gaps now."))
    return redirect("desk:gaps" if noted else "desk:knowledge")


@require_GET
@allowed(may_read)
def article(request: HttpRequest, code: str) -> HttpResponse:
    member = member_of(request)
    page = article_page(the_article(code, member), member, request.GET)
    return render(request, "desk/knowledge/article.html", page)


@require_GET
@allowed(may_read)
def compare(request: HttpRequest, code: str) -> HttpResponse:
    member = member_of(request)
    page = compare_page(the_article(code, member), member, request.GET)
    return render(request, "desk/knowledge/compare.html", page)


@require_http_methods(["GET", "POST"])
@allowed(may_write)
def new(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    if request.method == "GET":
        begun = as_begun(number_in(request.GET.get("gap")))
        page = write_page(None, member, begun or request.GET, begun)
        return render(request, "desk/knowledge/write.html", page)
    try:
        if request.FILES:
            return to_be_told(request, None, member)
        version = begin(request, member)
    except Refused as error:
        page = write_page(None, member, request.POST, request.POST, error)
        return render(request, "desk/knowledge/write.html", page, status=error.status)
    messages.success(request, _("The draft is kept. Hand it in when it is ready."))
    return to_article(version.article.code, version.language)


def to_be_told(request: HttpRequest, article: Article | None, member: Member) -> HttpResponse:
    """The form once more, with a mark for each picture that was chosen and still has to be told in words."""
    typed = with_marks(request, member)
    said = _("The pictures stand at the end of the text. Say what each shows, and move it to its place.")
    page = {**write_page(article, member, typed, typed), "told": said}
    return render(request, "desk/knowledge/write.html", page)


def begin(request: HttpRequest, member: Member) -> Any:
    sent = request.POST
    return knowledge.start_article(
        code=sent.get("code", ""),
        language=sent.get("language", ""),
        words={name: sent.get(name, "") for name in WORDS},
        audience=sent.get("audience", ""),
        categories=sent.getlist("categories"),
        owner_id=number_in(sent.get("owner")) or None,
        review_on=day_in(sent.get("review_on", "")),
        by=member,
    )


def day_in(text: str) -> date | None:
    """A day as a form sends it; raises Invalid for what is none."""
    try:
        day = parse_date(text) if text else None
    except ValueError:
        day = None
    if text and day is None:
        raise Invalid(_("Choose a day."), field="review_on")
    return day


@require_http_methods(["GET", "POST"])
@allowed(may_write)
def write(request: HttpRequest, code: str) -> HttpResponse:
    member = member_of(request)
    article = the_article(code, member)
    if request.method == "GET":
        return form_of(request, article, member)
    if "together" in request.POST:
        said = _("Both changes stand in the form now. Read it over, then keep it.")
        page = {**write_page(article, member, request.POST, request.POST), "told": said}
        return render(request, "desk/knowledge/write.html", page)
    try:
        if request.FILES:
            return to_be_told(request, article, member)
        version = keep(request.POST, article, member)
    except Refused as error:
        page = write_page(article, member, request.POST, request.POST, error)
        return render(request, "desk/knowledge/write.html", page, status=error.status)
    messages.success(request, _("Kept."))
    return to_article(code, version.language)


def form_of(request: HttpRequest, article: Article, member: Member) -> HttpResponse:
    """While a wording waits nobody writes over it: the page says who decides, and its author may take it back."""
    page = write_page(article, member, request.GET)
    if page["waits"]:
        messages.info(request, _("This wording waits for a second person. Until then it is not changed."))
        return to_article(article.code, page["language"])
    return render(request, "desk/knowledge/write.html", page)


@transaction.atomic
def keep(sent: QueryDict, article: Article, member: Member) -> ArticleVersion:
    version = knowledge.write_wording(
        article_id=article.pk,
        language=sent.get("language", ""),
        words={name: sent.get(name, "") for name in WORDS},
        seen=sent.get("seen"),
        original=sent.get("original"),
        by=member,
    )
    return knowledge.hand_in(version_id=version.pk, by=member) if "hand_in" in sent else version


def to_article(code: str, language: str) -> HttpResponse:
    return redirect(f"{reverse('desk:article', args=[code])}?language={language}")


def acting(act: Act) -> Callable[..., HttpResponseBase]:
    """A view that does something to an article; refused, the page says why and keeps what was typed."""

    @require_POST
    @allowed(may_read)
    def view(request: HttpRequest, code: str) -> HttpResponse:
        member = member_of(request)
        article = the_article(code, member)
        try:
            messages.success(request, act(request, article, member))
        except Refused as error:
            page = article_page(article, member, request.POST, request.POST, str(error.message))
            return render(request, "desk/knowledge/article.html", page, status=error.status)
        if article_by_code(code, member=member) is None:
            return redirect("desk:knowledge")
        return to_article(code, language_in(request.POST, article))

    return view


def version_in(request: HttpRequest) -> int:
    return number_in(request.POST.get("version"))


def stamp_in(request: HttpRequest) -> str | None:
    """By what the words are known that somebody had before their eyes when they decided."""
    return request.POST.get("seen")


@acting
def hand_in(request: HttpRequest, article: Article, member: Member) -> str:
    knowledge.hand_in(version_id=version_in(request), seen=stamp_in(request), by=member)
    if article.audience == "public":
        return _("Handed in. A second person confirms it.")
    return _("It is in force.")


@acting
def take_back(request: HttpRequest, article: Article, member: Member) -> str:
    knowledge.take_back(version_id=version_in(request), by=member)
    return _("It is a draft again. Write on, and hand it in when it is ready.")


@acting
def confirm(request: HttpRequest, article: Article, member: Member) -> str:
    knowledge.confirm_wording(version_id=version_in(request), seen=stamp_in(request), by=member)
    return _("Confirmed. It is in force.")


@acting
def give_back(request: HttpRequest, article: Article, member: Member) -> str:
    knowledge.return_wording(version_id=version_in(request), why=request.POST.get("why", ""), by=member)
    return _("Given back to its author.")


@acting
def discard(request: HttpRequest, article: Article, member: Member) -> str:
    left = knowledge.discard_draft(version_id=version_in(request), seen=stamp_in(request), by=member)
    if left is None:
        return _("The draft is gone, and the article with it.")
    again = open_wording(left, language_in(request.POST, left))
    if again is None:
        return _("The draft is gone.")
    return _("The draft is gone; what %(who)s wrote before is the draft again.") % {"who": again.written_by}


@acting
def remove_written_over(request: HttpRequest, article: Article, member: Member) -> str:
    knowledge.remove_written_over(version_id=version_in(request), by=member)
    return _("These words are gone. The audit trail says that you took them out.")


@acting
def review(request: HttpRequest, article: Article, member: Member) -> str:
    next_on = day_in(request.POST.get("next_on", ""))
    if next_on is None:
        raise Invalid(_("Choose a day."), field="next_on")
    knowledge.review_article(article_id=article.pk, next_on=next_on, by=member)
    left = still_in_doubt(article)
    return f"{_('Reviewed.')} {left}" if left else _("Reviewed. It is right as it stands.")


@acting
def settle(request: HttpRequest, article: Article, member: Member) -> str:
    knowledge.settle_article(
        article_id=article.pk,
        audience=request.POST.get("audience", ""),
        categories=request.POST.getlist("categories"),
        owner_id=number_in(request.POST.get("owner")) or None,
        review_on=day_in(request.POST.get("review_on", "")) or article.review_on,
        by=member,
    )
    return _("Kept.")


@acting
def retire(request: HttpRequest, article: Article, member: Member) -> str:
    knowledge.retire_article(article_id=article.pk, why=request.POST.get("why", ""), by=member)
    return _("Retired. Nobody finds it any more; its versions stay.")


@acting
def bring_back(request: HttpRequest, article: Article, member: Member) -> str:
    knowledge.bring_back(article_id=article.pk, by=member)
    return _("It is in use again.")


@acting
def rate(request: HttpRequest, article: Article, member: Member) -> str:
    knowledge.say_helped(
        article_id=article.pk,
        language=request.POST.get("language", ""),
        helped=request.POST.get("helped") == "yes",
        words=request.POST.get("words", ""),
        door=Door.DESK,
        by=member,
    )
    return _("Thank you. The owner sees it.")
