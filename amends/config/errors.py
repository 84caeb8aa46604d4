"""The pages for what went wrong; none shows a stack trace, each says what to do."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from amends.config.middleware import explained, refusal_page


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal_page(
        request,
        400,
        _("The browser sent something that cannot be read. Go back, reload the page and try again."),
        "bad_request",
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal_page(
        request,
        403,
        _("You do not have the right to do this. Ask your team lead or an administrator."),
        "not_permitted",
    )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    message = _(
        "This page was open for too long, or cookies are switched off. Go back, reload the page and send again; what you wrote is kept in the browser."
    )
    return refusal_page(request, 403, message, "form_expired")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal_page(
        request,
        404,
        _("This could not be found. It may have been moved, or the address is wrong."),
        "not_found",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """What the middleware could not catch, because it happened around the view: while a form was taken in, say."""
    if known := explained(request, sys.exception()):
        return known
    return refusal_page(
        request,
        500,
        _("Something went wrong on our side. It has been noted. Please try again in a moment."),
        "server_error",
    )
