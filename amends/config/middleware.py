"""What happens around every request: the content security policy, and refusals turned into pages."""

from __future__ import annotations

import errno
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.foundation.kernel.errors import Refused

Next = Callable[[HttpRequest], HttpResponseBase]
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# One status can mean several things: what a person is told first goes by the code then.
SAID_BY_CODE = {
    "conflict": gettext_noop("This clashes with what is here already"),
    "form_expired": gettext_noop("This page was open for too long"),
}


class ContentSecurityPolicy:
    """No inline script or style runs, wherever a customer's text may end up."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class Refusals:
    """A refusal or a database that is away becomes a clear page or JSON answer, never a stack trace."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            # A bare 405 is an empty window to a person, who came by a bookmark or a page that was loaded again.
            message = _("This address only takes what a form sends. Go back to the page and do it there.")
            page = refusal_page(request, 405, message, "wrong_method")
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return explained(request, error)


def explained(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The answer to an error that has a reason people can do something about; None for every other one."""
    if isinstance(error, Refused):
        return refusal_page(request, error.status, str(error.message), error.code)
    if is_full(error):
        return refusal_page(
            request,
            507,
            _(
                "There is no room left to store this. Please tell the administrator; your text is still on the page before this one."
            ),
            "disk_full",
        )
    if isinstance(error, OperationalError | InterfaceError):
        return refusal_page(
            request,
            503,
            _(
                "The database does not answer. Nothing you wrote is lost: keep this page open and try again in a moment."
            ),
            "database_away",
        )
    return None


def is_full(error: BaseException | None) -> bool:
    """Whether a disk or a quota is full, of the files or of the database."""
    if isinstance(error, OperationalError):
        return getattr(error.__cause__, "sqlstate", "") == "53100" or "disk is full" in str(error)
    return isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}


def refusal_page(request: HttpRequest, status: int, message: str, code: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": code, "message": message}, status=status)
    if status >= 500:
        # Whoever is signed in stands in the database, which may be what is away.
        request.user = AnonymousUser()
    context = {"status": status, "heading": heading(status, code), "message": message, "code": code}
    template = "refused_fragment.html" if request.headers.get("HX-Request") else "refused.html"
    return render(request, template, context, status=status)


def heading(status: int, code: str) -> str:
    """What a refusal comes to in a few words: the title of its page and of the browser's tab."""
    said = {
        403: _("Not for you, at least not now"),
        404: _("Nothing to be found here"),
        409: _("Not possible at this point"),
        413: _("That is too large"),
        429: _("A little slower, please"),
    }
    if code in SAID_BY_CODE:
        return _(SAID_BY_CODE[code])
    return _("That was our fault") if status >= 500 else said.get(status, _("That did not work"))


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")
