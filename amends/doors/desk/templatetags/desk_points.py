"""Words of a closed list to tick, for the forms of a complaint's points."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from amends.doors.desk.templatetags.desk_words import WORDS, drawn_picture

register = template.Library()
CHECKED = SafeString(" checked")


@register.simple_tag
def ticks_of(field: str, chosen: tuple[str, ...]) -> SafeString:
    """Each word with a box; the form sends those that are ticked as `value`."""
    return drawn_ticks(field, chosen or (), get_language() or "")


# Each point of a case holds the same ones, so they are put together once for each choice and language.
@lru_cache(maxsize=1000)
def drawn_ticks(field: str, chosen: tuple[str, ...], language: str) -> SafeString:
    tick = drawn_picture("check")
    return format_html_join(
        "",
        '<label class="chip"><input type="checkbox" name="value" value="{}"{}><span>{}{}</span></label>',
        (
            (value, CHECKED if value in chosen else "", tick, name)
            for value, name in WORDS[field].items()
            if value
        ),
    )
