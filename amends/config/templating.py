"""Templates whose unchanging stretches are put together once for each language instead of once for each page.

A page is some 1,600 pieces, and half of the time that it took went into saying the same words, icons and addresses again.
What lies between two pieces that depend on the page (text, a translated word, an icon by its name, an address without
arguments, `{% steady %}`) becomes one piece that is rendered once for each language.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.template import Template
from django.template.base import FilterExpression, Node, NodeList, TextNode, TokenType, Variable
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.library import SimpleNode
from django.template.loaders import cached
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from amends.config.templatetags.interface import SteadyNode, icon


class Loader(cached.Loader):
    """Django's own loader, which parses each template once; ours looks at each once more."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        if not getattr(template, "is_condensed", False):
            template.nodelist = condensed(template.nodelist)
            template.is_condensed = True  # type: ignore[attr-defined]
        return template


class Steady(Node):
    """Neighbours that are the same on every page of one language."""

    child_nodelists = ()

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = list(nodes)
        self.said: dict[str, str] = {}

    def render_annotated(self, context: Context) -> str:
        language = language_of(context)
        said = self.said.get(language)
        if said is None:
            said = self.said[language] = "".join(str(node.render_annotated(context)) for node in self.nodes)
        return said

    def render(self, context: Context) -> SafeString:
        return SafeString(self.render_annotated(context))


def language_of(context: Context) -> str:
    """In which language a page is put together; asked once for each page, because no piece of one changes it."""
    known: str | None = context.__dict__.get("language_of_page")
    if known is None:
        known = get_language() or ""
        context.__dict__["language_of_page"] = known
    return known


def condensed(nodes: NodeList) -> NodeList:
    """The same list with its steady stretches joined, and so in every list below it."""
    found = NodeList()
    found.contains_nontext = nodes.contains_nontext
    stretch: list[Node] = []
    for node in nodes:
        if is_steady(node):
            stretch.append(node)
            continue
        found.extend(joined(stretch))
        stretch = []
        condense_inside(node)
        found.append(node)
    found.extend(joined(stretch))
    return found


def joined(stretch: list[Node]) -> list[Node]:
    """Text alone needs nothing; a single piece is worth keeping as much as several."""
    return stretch if all(isinstance(node, TextNode) for node in stretch) else [Steady(stretch)]


def condense_inside(node: Node) -> None:
    for name, value in vars(node).items():
        if isinstance(value, NodeList):
            setattr(node, name, condensed(value))
        elif name == "conditions_nodelists":
            setattr(node, name, [(condition, condensed(nodes)) for condition, nodes in value])


def is_steady(node: Node) -> bool:
    """Whether a piece says the same on every page of one language; when in doubt, it does not."""
    if isinstance(node, TextNode):
        return True
    if getattr(node, "asvar", None) or getattr(node, "target_var", None) or getattr(node, "varname", None):
        return False
    if isinstance(node, TranslateNode):
        return is_fixed(node.filter_expression) and is_fixed(node.message_context)
    if isinstance(node, BlockTranslateNode):
        parts = [*node.singular, *(node.plural or [])]
        return not (node.countervar or node.extra_context or node.message_context) and all(
            part.token_type == TokenType.TEXT for part in parts
        )
    if isinstance(node, URLNode):
        return not node.args and not node.kwargs and is_fixed(node.view_name)
    if isinstance(node, StaticNode):
        return is_fixed(node.path)
    if isinstance(node, SimpleNode):
        return node.func is icon and all(map(is_fixed, [*node.args, *node.kwargs.values()]))
    return isinstance(node, SteadyNode) and not node.depends_on


def is_fixed(expression: FilterExpression | None) -> bool:
    """Whether an expression is a literal, which no page changes."""
    if expression is None:
        return True
    if expression.filters:
        return False
    return not isinstance(expression.var, Variable) or expression.var.literal is not None
