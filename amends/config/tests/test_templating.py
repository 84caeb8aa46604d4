"""What a template says once for each language is what it would have said on every page."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, engines
from django.template.base import NodeList
from django.utils import translation

from amends.config.templatetags.interface import SteadyNode
from amends.config.templating import Steady, condensed


def both_ways(
    source: str, values: dict[str, Any] | None = None, language: str = "zh-hans"
) -> tuple[str, str, NodeList]:
    """The text as Django renders it, as ours is rendered the second time, and our pieces."""
    plain = engines["django"].engine.from_string(source)
    ours = engines["django"].engine.from_string(source)
    ours.nodelist = condensed(ours.nodelist)
    with translation.override(language):
        expected = plain.render(Context(values or {}))
        ours.render(
            Context({**(values or {}), "words": "other", "yes": False, "n": 1, "number": "A26-000002"})
        )
        return expected, ours.render(Context(values or {})), ours.nodelist


SOURCES = [
    "<p>{% trans 'Cases' %} {% icon 'inbox' %}<a href=\"{% url 'desk:list' %}\">{% static 'favicon.svg' %}</a></p>",
    "{% blocktrans %}Passed on, withdrawn or a duplicate: on the sheet “Stages”, where the ending asks for what it needs.{% endblocktrans %}",
    "{% for one in many %}<i>{% trans 'Cases' %}</i>{{ one }}{% empty %}{% trans 'Nothing here' %}{% endfor %}",
    "{% if yes %}{% trans 'Cases' %}{{ words }}{% else %}{% trans 'Customers' %}{% endif %}",
    "{% trans 'Cases' as cases %}{{ cases }}{{ words }}",
    "{% with one=words %}{% icon one %}{% trans one %}{% endwith %}",
    "{% url 'desk:case' number as address %}{{ address }}{% url 'desk:case' number %}",
    "{% blocktrans count n=n %}{{ n }} task{% plural %}{{ n }} tasks{% endblocktrans %}",
    "{% trans '“' %}{% icon 'check' label=_('chosen') %}<b>{{ words|default:_('nobody') }}</b>",
    '<c-notice tone="red" icon="warning"><p>{% trans "Cases" %} {{ words }}</p></c-notice>',
]
VALUES = {"many": ["<a>", "b"], "yes": True, "words": "<script>", "number": "A26-000001", "n": 2}


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
@pytest.mark.parametrize("source", SOURCES)
def test_it_says_what_django_says(source: str, language: str) -> None:
    expected, found, _pieces = both_ways(source, VALUES, language)
    assert found == expected


def test_neighbours_that_no_page_changes_are_one_piece() -> None:
    _expected, _found, pieces = both_ways(SOURCES[0])
    assert [type(piece) for piece in pieces] == [Steady]


def test_one_language_never_speaks_for_another() -> None:
    template = engines["django"].engine.from_string("{% trans 'Cases' %}")
    template.nodelist = condensed(template.nodelist)
    said = []
    for language in ("en", "zh-hans", "en"):
        with translation.override(language):
            said.append(template.render(Context()))
    assert said[0] == said[2] == "Cases" != said[1]


def test_what_a_steady_piece_depends_on_is_drawn_anew_when_it_changes() -> None:
    template = engines["django"].engine.from_string("{% steady row %}<b>{{ row }}</b>{% endsteady %}")
    assert [template.render(Context({"row": row})) for row in ("<1>", "2", "<1>")] == [
        "<b>&lt;1&gt;</b>",
        "<b>2</b>",
        "<b>&lt;1&gt;</b>",
    ]


def test_it_forgets_before_it_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SteadyNode, "MOST_KEPT", 2)
    template = engines["django"].engine.from_string("{% steady row %}{{ row }}{% endsteady %}")
    assert "".join(template.render(Context({"row": row})) for row in "abcab") == "abcab"
    (piece,) = template.nodelist
    assert len(piece.rendered) <= 2


def test_the_pages_own_templates_are_joined() -> None:
    template = engines["django"].engine.get_template("desk/frame.html")
    blocks = [block for block in template.nodelist[0].blocks.values() if block.name == "words"]
    assert [type(piece) for piece in blocks[0].nodelist] == [Steady]
