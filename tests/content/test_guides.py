"""The guides of the house call a page what the page is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils.translation import gettext, override

GUIDES = Path(__file__).parents[2] / "docs" / "guides"


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_the_guide_names_the_report_of_orders_after_a_complaint_as_the_page_does(language: str) -> None:
    with override(language.lower()):
        name = gettext("Who bought again")
    assert f"## {name}\n" in (GUIDES / f"customers.{language}.md").read_text(encoding="utf-8")
