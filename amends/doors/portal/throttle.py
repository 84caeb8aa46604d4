"""Keeps strangers from guessing numbers and phones."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import Refused

TRIES = 20
WITHIN_SECONDS = 600


class TooMany(Refused):
    status = 429
    default_code = "too_many"


def ensure_not_guessing(request: HttpRequest) -> None:
    """Refuses the 21st try of one address within ten minutes."""
    key = f"portal-follow:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, WITHIN_SECONDS)
    if cache.incr(key) > TRIES:
        raise TooMany(_("That were many tries. Please wait ten minutes, or call us."))
