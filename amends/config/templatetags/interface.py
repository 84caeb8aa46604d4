"""Two tags that every page uses: an icon of the sprite, and a piece of page that is the same for everybody."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import lru_cache

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
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
    """`{% steady %}…{% endsteady %}`: rendered once for each language; nothing in it may depend on the request.

    `{% steady row at %}…{% endsteady %}`: once for each set of these values, on which alone its inside may depend.
    """
    depends_on = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodes = parser.parse(("endsteady",))
    parser.delete_first_token()
    return SteadyNode(nodes, depends_on)


class SteadyNode(template.Node):
    # As many as a busy desk's lines; the oldest are not worth finding out.
    MOST_KEPT = 3000

    def __init__(self, nodelist: NodeList, depends_on: Sequence[FilterExpression] = ()) -> None:
        self.nodelist = nodelist
        self.depends_on = depends_on
        self.rendered: dict[Hashable, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        key = (get_language(), *[value.resolve(context) for value in self.depends_on])
        rendered = self.rendered.get(key)
        if rendered is None:
            if len(self.rendered) >= self.MOST_KEPT:
                self.rendered.clear()
            rendered = self.rendered[key] = self.nodelist.render(context)
        return rendered
