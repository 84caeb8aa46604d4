"""What is known for a case: suggestions, words put into the reply, and an article made of a solved case."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import handles, may_work
from amends.casework.knowledge import actions as knowledge
from amends.casework.knowledge.choices import Audience
from amends.casework.knowledge.models import ArticleVersion
from amends.casework.knowledge.rules.showing import Line, lines_of
from amends.doors.desk.access import allowed, member_of, the_case
from amends.doors.desk.queries.article_of_case import article_words, written_in
from amends.doors.desk.queries.knowledge_article import number_in
from amends.doors.desk.queries.knowledge_sheet import knowledge_sheet, quotation_of
from amends.foundation.kernel.errors import Invalid, NotPermitted, Refused, WrongState
from amends.foundation.organisation.models import Member
from amends.practice.replies.actions import save_draft
from amends.practice.replies.queries import writings_of


@require_GET
@allowed(may_work)
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    page = knowledge_sheet(the_case(number, member), member, request.GET)
    return render(request, "desk/case/knowledge.html", page)


@require_POST
@allowed(may_work)
def quote(request: HttpRequest, number: str) -> HttpResponse:
    """Puts one paragraph of an article behind what stands in the member's draft of a reply."""
    member = member_of(request)
    case = the_case(number, member)
    try:
        is_new = put_into_reply(request, case, member)
    except Refused as error:
        page = knowledge_sheet(case, member, request.POST, wrong=str(error.message))
        return render(request, "desk/case/knowledge.html", page, status=error.status)
    if is_new:
        messages.success(request, _("It stands in your reply now."))
    else:
        messages.info(request, _("These words stand in your reply already; nothing was added."))
    return redirect(reverse("desk:case", args=[number]) + "#composer")


@transaction.atomic
def put_into_reply(request: HttpRequest, case: Case, member: Member) -> bool:
    """Whether the words are new in the draft; what stands there already is not put in twice."""
    if not case.is_open:
        raise WrongState(_("This case is closed. Reopen it first."))
    if not handles(member, case):
        raise NotPermitted(_("Another team handles this case and writes to the customer."))
    version, line = line_chosen(request)
    drafts, _files = writings_of(case, member)
    before = drafts.get("reply", "").rstrip()
    if line.words in before:
        return False
    knowledge.quote_article(
        version_id=version.pk,
        words=line.words,
        case_id=case.pk,
        number=case.number,
        chain=case.chain,
        category=learnable(case),
        by=member,
    )
    words = quotation_of(line.words, line.codes, version.language)
    save_draft(case_id=case.pk, kind="reply", body=f"{before}\n\n{words}".lstrip(), by=member)
    return True


def line_chosen(request: HttpRequest) -> tuple[ArticleVersion, Line]:
    """The paragraph that a form names by its wording and its place in it."""
    version = ArticleVersion.objects.filter(pk=number_in(request.POST.get("version"))).first()
    lines = lines_of(version.body) if version else []
    place = number_in(request.POST.get("line"))
    if version is None or place >= len(lines):
        raise Invalid(_("These words do not stand in the article any more. Reload the page."), field="line")
    return version, lines[place]


def learnable(case: Case) -> str:
    """What like cases have in common with it; of restricted ones nothing is learned."""
    return "" if case.restricted else case.category


@require_POST
@allowed(may_work)
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """Whether a suggestion helped in this case: it stands a little higher or lower in like ones."""
    member = member_of(request)
    case = the_case(number, member)
    try:
        knowledge.say_in_case(
            article_id=number_in(request.POST.get("article")),
            language=request.POST.get("language", ""),
            helped=request.POST.get("helped") == "yes",
            case_id=case.pk,
            category=learnable(case),
            by=member,
        )
    except Refused as error:
        page = knowledge_sheet(case, member, request.POST, wrong=str(error.message))
        return render(request, "desk/case/knowledge.html", page, status=error.status)
    said = _("Thank you. The owner sees it.") if case.restricted else _("Thank you. In like cases it counts.")
    messages.success(request, said)
    return redirect("desk:case_knowledge", number)


@require_POST
@allowed(may_work)
def draft(request: HttpRequest, number: str) -> HttpResponse:
    """Begins an article with what is known of a solved case, without what names anybody."""
    member = member_of(request)
    case = the_case(number, member)
    try:
        version = begin_article(case, member)
    except Refused as error:
        page = knowledge_sheet(case, member, request.POST, wrong=str(error.message))
        return render(request, "desk/case/knowledge.html", page, status=error.status)
    messages.success(
        request, _("A draft was made. Names and numbers are covered; read it before you hand it in.")
    )
    return redirect(
        f"{reverse('desk:write_article', args=[version.article.code])}?language={version.language}"
    )


def begin_article(case: Case, member: Member) -> ArticleVersion:
    if case.restricted:
        raise NotPermitted(_("Nothing is made public from a restricted case."))
    if not (case.solved_at or case.closed_at):
        raise WrongState(_("An article is made of a case that is solved. Solve it first."))
    return knowledge.start_article(
        code=f"from-{case.number.lower()}",
        language=written_in(case).value,
        words=article_words(case, member),
        audience=Audience.INTERNAL,
        categories=[case.category or "service"],
        drafted_from=case.number,
        by=member,
    )
