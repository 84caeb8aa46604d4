"""Answers held out beside the complaint form while somebody writes: quiet, passed by at will, and nothing of the words is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from amends.casework.knowledge.actions import say_helped
from amends.casework.knowledge.choices import Door
from amends.casework.knowledge.queries import Shown, basis_shown, offered_while_writing
from amends.casework.knowledge.rules.showing import blocks
from amends.casework.knowledge.text import plain
from amends.doors.portal.help_pages import places_in, result_of
from amends.doors.portal.help_views import the_article, visit_of
from amends.doors.portal.throttle import ensure_not_too_often
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.queries import portal_member


@never_cache
@sensitive_post_parameters("text")
@require_POST
def answers(request: HttpRequest) -> HttpResponse:
    """A piece of the page with two or three answers; 204 where nothing is to be held out."""
    ensure_not_too_often(request, "early")
    found = offered_while_writing(plain(request.POST.get("text", "")), language=interface_language())
    shown = [answer_of(one) for one in found if is_sound(one)]
    if not shown:
        return HttpResponse(status=204)
    return render(request, "portal/_early_answers.html", {"answers": shown})


@never_cache
@require_POST
def answered(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody needs no complaint after this answer: it counts as a voice that it helped, and says nothing else."""
    found, shown = the_article(code)
    ensure_not_too_often(request, "feedback")
    say_helped(
        article_id=found.pk,
        language=shown.version.language,
        helped=True,
        words="",
        door=Door.PORTAL,
        visit=visit_of(request),
        by=portal_member(),
    )
    return HttpResponse(status=204)


def is_sound(shown: Shown) -> bool:
    """An answer of which a rule is being looked at is not held out to anybody."""
    return not basis_shown(shown.version)[1]


def answer_of(shown: Shown) -> dict[str, Any]:
    body = shown.version.body
    return {**result_of(shown), "blocks": blocks(body, places_in(body))}
