"""Two tags that every page uses: an icon of the sprite, and a piece of page that is the same for everybody."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def icon(name: str, classes: str = "", label: str = "") -> SafeString:
    """An icon by its id in `frontend/icons.json`; with a label it speaks, without it is only seen."""
    return drawn(str(name), str(classes), str(label))


# A page shows some hundred icons, so each is put together once and not once a page.
@lru_cache(maxsize=2000)
def drawn(name: str, classes: str, label: str) -> SafeString:
    return format_html(
        '<svg class="icon {}"{} focusable="false"><use href="{}#{}"></use></svg>',
        classes,
        format_html(' role="img" aria-label="{}"', label) if label else SafeString(' aria-hidden="true"'),
        static("sprite.svg"),
        name,
    )


@register.tag
def steady(parser: Parser, token: Token) -> SteadyNode:
    """`{% steady %}…{% endsteady %}`: rendered once for each language; nothing in it may depend on the request."""
    nodes = parser.parse(("endsteady",))
    parser.delete_first_token()
    return SteadyNode(nodes)


class SteadyNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.rendered: dict[str, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language() or ""
        if language not in self.rendered:
            self.rendered[language] = self.nodelist.render(context)
        return self.rendered[language]
