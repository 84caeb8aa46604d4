"""Keeps strangers from guessing numbers and phones."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.tries import MOST, count_try, tries


class TooMany(Refused):
    status = 429
    default_code = "too_many"


def ensure_not_too_often(request: HttpRequest, what: str, most: int = MOST) -> None:
    """Refuses what one address does more often than that within ten minutes."""
    if is_too_often(request, what, most):
        raise TooMany(_("That were many tries. Please wait ten minutes, or call us."))


def is_too_often(request: HttpRequest, what: str, most: int = MOST) -> bool:
    """Whether one address did the same more often than that within ten minutes, this time counted."""
    return count_try(f"portal-{what}:{address_of(request)}") > most


def was_done(request: HttpRequest, what: str) -> bool:
    """Whether one address did this within ten minutes; asking does not count."""
    return tries(f"portal-{what}:{address_of(request)}") > 0


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: behind a proxy, the address that the proxy itself saw, which nobody can make up."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip()[:60] or request.META.get("REMOTE_ADDR", "")
