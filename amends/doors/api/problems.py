"""Errors as problem details (RFC 9457): what happened, in the reader's language, with a code that does not change."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from errno import EDQUOT, ENOSPC
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from amends.doors.api.errors import TooMany, Unknown
from amends.foundation.kernel.errors import Invalid, NotFound, Refused, TooLarge

logger = logging.getLogger(__name__)
CONTENT_TYPE = "application/problem+json"
TYPE = "urn:amends:problem:"


def problem(
    request: HttpRequest,
    status: int,
    code: str,
    detail: str,
    *,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """One problem as the answer; `errors` names each place in the request that is wrong."""
    body: dict[str, Any] = {
        "type": TYPE + code,
        "title": title_of(status),
        "status": status,
        "detail": detail,
        "code": code,
        "instance": request.path,
    }
    if errors:
        body["errors"] = list(errors)
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return HttpResponse(content, status=status, content_type=CONTENT_TYPE, headers=dict(headers or {}))


def title_of(status: int) -> str:
    titles = {
        400: _("The request cannot be read"),
        401: _("A token is needed"),
        403: _("Not permitted"),
        404: _("Not found"),
        405: _("This method is not possible here"),
        409: _("Not possible in this state"),
        413: _("Too large"),
        422: _("Something in the request cannot be used"),
        429: _("Too many requests"),
        503: _("The database does not answer"),
        507: _("No room left"),
    }
    return titles.get(status, _("Something went wrong on our side"))


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    headers: dict[str, str] = {}
    errors: list[dict[str, str]] = []
    if isinstance(error, TooMany):
        headers["Retry-After"] = str(error.wait)
    if isinstance(error, Unknown):
        headers["WWW-Authenticate"] = 'Bearer realm="Amends"'
    if isinstance(error, Invalid) and error.field:
        errors.append({"field": error.field, "message": str(error.message)})
    return problem(request, error.status, error.code, str(error.message), errors=errors, headers=headers)


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [{"field": field_of(one), "message": message_of(one)} for one in error.errors]
    return problem(
        request, 422, "invalid", _("Correct the fields named below and send it again."), errors=errors
    )


def field_of(error: Mapping[str, Any]) -> str:
    """Where in the request it is: `customer.email`, or the name of a parameter."""
    place = [str(part) for part in error["loc"]]
    return ".".join(place[2:] if place[:1] == ["body"] else place[1:]) or "body"


def message_of(error: Mapping[str, Any]) -> str:
    context = error.get("ctx") or {}
    kind = error["type"]
    if kind == "missing":
        return _("This is missing.")
    if kind == "extra_forbidden":
        return _("This name is not known here.")
    if kind == "string_too_long":
        return _("At most %(limit)s characters are possible.") % {"limit": context.get("max_length")}
    if kind in {"enum", "literal_error"}:
        # The library joins the last two by an English word.
        values = str(context.get("expected", "")).replace("' or '", "', '")
        return _("One of these is expected: %(values)s.") % {"values": values}
    if kind == "value_error":
        return str(context.get("error") or error["msg"])
    return _("This value cannot be used here.")


def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, RequestDataTooBig):
        return refused(request, TooLarge())
    if error.status_code != 400:
        return problem(request, error.status_code, "refused", title_of(error.status_code))
    return problem(request, 400, "unreadable", _("The body must be one JSON object in UTF-8."))


def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """What nobody expected is written to the log with its trace; the caller learns only that it happened."""
    if isinstance(error, RequestDataTooBig):
        return refused(request, TooLarge())
    if is_full(error):
        logger.error("There is no room left: %s", error)
        return problem(
            request, 507, "disk_full", _("There is no room left to store this. Tell the administrator.")
        )
    if isinstance(error, OperationalError | InterfaceError):
        logger.error("The database does not answer: %s", error)
        text = _("The database does not answer. Nothing was kept; send the same request again in a moment.")
        return problem(request, 503, "database_away", text, headers={"Retry-After": "5"})
    logger.exception("%s %s failed", request.method, request.path, exc_info=error)
    text = _("Something went wrong on our side. It has been noted. Please try again in a moment.")
    return problem(request, 500, "server_error", text)


def is_full(error: Exception) -> bool:
    """Whether a disk or a quota is full, of the files or of the database."""
    if isinstance(error, OperationalError):
        return getattr(error.__cause__, "sqlstate", "") == "53100" or "disk is full" in str(error)
    return isinstance(error, OSError) and error.errno in {ENOSPC, EDQUOT}


def not_here(request: HttpRequest) -> HttpResponse:
    """The answer for an address that this API does not have."""
    return refused(request, NotFound())


def wrong_method(request: HttpRequest, allowed: str) -> HttpResponse:
    text = _("Only %(methods)s is possible at this address.") % {"methods": allowed}
    return problem(request, 405, "wrong_method", text, headers={"Allow": allowed})


def connect(api: NinjaAPI) -> None:
    """Makes every error of the API a problem."""
    handlers: dict[type[Exception], Callable[..., HttpResponse]] = {
        Refused: refused,
        ValidationError: invalid,
        HttpError: unreadable,
        Http404: lambda request, error: not_here(request),
        Exception: broken,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)
