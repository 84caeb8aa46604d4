"""Which language a customer is spoken with on the pages of their own complaint."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from amends.casework.cases.models import Case
from amends.casework.readings.queries import language_of
from amends.content.files import language_for
from amends.foundation.kernel.languages import interface_language


def has_chosen(request: HttpRequest) -> bool:
    return settings.LANGUAGE_COOKIE_NAME in request.COOKIES


def written_to_in(request: HttpRequest, text: str) -> str:
    """What a new customer is written to in: what they chose here, else what they write in."""
    return interface_language() if has_chosen(request) else language_of(text, undecided=interface_language())


def spoken_with(request: HttpRequest, case: Case) -> str:
    """The language that they chose here before, else that of their complaint: the browser's may be another."""
    if has_chosen(request):
        return get_language() or settings.LANGUAGE_CODE
    return language_for(case.language).lower()
