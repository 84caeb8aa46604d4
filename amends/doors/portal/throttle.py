"""Keeps strangers from guessing numbers and phones."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Refused

TRIES = 20
WITHIN_SECONDS = 600


class TooMany(Refused):
    status = 429
    default_code = "too_many"


def ensure_not_guessing(request: HttpRequest) -> None:
    """Refuses the 21st try of one address within the same ten minutes."""
    if is_too_often(request, "follow"):
        raise TooMany(_("That were many tries. Please wait ten minutes, or call us."))


def is_too_often(request: HttpRequest, what: str) -> bool:
    """Whether one address did the same more than twenty times within ten minutes, this time counted."""
    window = int(clock.now().timestamp()) // WITHIN_SECONDS
    key = f"portal-{what}:{address_of(request)}:{window}"
    tries = cache.get(key, 0) + 1
    cache.set(key, tries, WITHIN_SECONDS)
    return bool(tries > TRIES)


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: behind a proxy, the address that the proxy itself saw, which nobody can make up."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip()[:60] or request.META.get("REMOTE_ADDR", "")
