"""A page that says no is written for a person; the code is only for whoever is asked for help."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from amends.config.errors import form_expired, not_found
from amends.config.middleware import Refusals
from amends.foundation.kernel.errors import Conflict, WrongState


def shown(answer: HttpResponse) -> tuple[str, str, str]:
    """The title of the tab, the heading, and everything."""
    page = answer.content.decode()
    title, heading = (re.search(f"<{tag}>(.*?)</{tag}>", page, re.S) for tag in ("title", "h1"))
    assert title and heading
    return title[1].strip(), heading[1], page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "heading", "help_with"),
    [
        ("zh-hans", "这里没有您要找的", "如需他人协助，请告知编号：404"),
        ("zh-hant", "這裡沒有您要找的", "如需他人協助，請告知編號：404"),
        ("en", "Nothing to be found here", "If you ask for help, mention this number: 404"),
    ],
)
def test_what_is_not_there_is_said_in_words_first(
    rf: RequestFactory, language: str, heading: str, help_with: str
) -> None:
    with translation.override(language):
        title, first, page = shown(not_found(rf.get("/desk/nowhere/")))
    assert title.startswith(heading) and first == heading
    assert "404" not in title and help_with in page
    assert "not_found" not in page


@pytest.mark.django_db
def test_one_status_does_not_say_the_same_of_different_things(rf: RequestFactory) -> None:
    pages = Refusals(lambda request: HttpResponse())
    with translation.override("en"):
        said = [
            shown(answer)[1]
            for error in (Conflict(), WrongState())
            if (answer := pages.process_exception(rf.get("/desk/"), error))
        ]
        expired = shown(form_expired(rf.get("/desk/")))[1]
    assert said == ["This clashes with what is here already", "Not possible at this point"]
    assert expired == "This page was open for too long"
